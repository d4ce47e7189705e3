/* SPDX-License-Identifier: MIT */
/* Findings for code scanning: SARIF 2.1.0 (OASIS), as GitHub, GitLab and editors read it.
 *
 * One run with all rules, whether they found something or not: a viewer takes their texts and
 * levels from there.  ASCII, as report/json.c.
 */
#include "report/report.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_build.h"
#include "report/fingerprint.h"
#include "report/parts.h"
#include "report/sarif_place.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static const char *level_of(enum severity severity)
{
	return severity == SEVERITY_OFF ? "none" : severity_name(severity);
}

/* -- Places of a finding --------------------------------------------------------------------- */

/* GitHub refuses a file in which one result has no place, so it is laid to the first input. */
static json_t *primary_locations(struct json_builder *builder, const struct finding *finding,
				 const char *first_input)
{
	const struct label *primary = finding->labels;
	json_t *physical, *object;

	if (primary && span_is_set(primary->at))
		return sarif_array_of(builder, sarif_location(builder, primary));
	if (!first_input)
		return json_array();
	physical = json_object();
	object = json_object();
	build_put(builder, physical, "artifactLocation",
		  sarif_artifact_location(builder, first_input));
	build_put(builder, object, "physicalLocation", physical);
	return sarif_array_of(builder, object);
}

static json_t *related_locations(struct json_builder *builder, const struct finding *finding)
{
	const struct label *label = finding->labels ? finding->labels->next : NULL;
	json_t *array = json_array();
	size_t id = 1;

	for (; label; label = label->next) {
		json_t *object;

		if (!span_is_set(label->at))
			continue;
		object = sarif_location(builder, label);
		build_put_number(builder, object, "id", id++);
		if (!sarif_label_text(label))
			sarif_put_message(builder, object, "message", "the other place");
		build_append(builder, array, object);
	}
	return array;
}

/* -- A finding ------------------------------------------------------------------------------- */

/* The sentence; below it why, and what to write: viewers show nothing else of a result. */
static const char *whole_message(struct json_builder *builder, const struct finding *finding)
{
	struct text text = {.arena = builder->arena};

	text_puts(&text, finding->message);
	for (const struct line *note = finding->notes; note; note = note->next)
		text_printf(&text, "\nnote: %s", note->text);
	for (const struct line *help = finding->helps; help; help = help->next)
		text_printf(&text, "\nhelp: %s", help->text);
	return text.p;
}

/* Given for every result, also when there is none: SARIF wants all or nothing (3.27.23). */
static json_t *suppressions(struct json_builder *builder, const struct finding *finding)
{
	json_t *object;

	if (!finding->allowed)
		return json_array();
	object = sarif_object(builder, "kind", "inSource");
	build_put_string(builder, object, "status", "accepted");
	build_put_string(builder, object, "justification", finding->allowed);
	return sarif_array_of(builder, object);
}

static json_t *partial_fingerprints(struct json_builder *builder, const struct fingerprint *print)
{
	struct text text = {.arena = builder->arena};

	text_printf(&text, "%08lx%08lx:%zu", (unsigned long)(print->hash >> 32),
		    (unsigned long)(print->hash & UINT32_MAX), print->ordinal);
	return sarif_object(builder, "rulePartitionsFile/v1", text.p);
}

/* -- Fixes ----------------------------------------------------------------------------------- */

static json_t *replacement(struct json_builder *builder, const struct edit *edit)
{
	json_t *object = json_object();

	build_put(builder, object, "deletedRegion", sarif_region(builder, edit->at));
	sarif_put_message(builder, object, "insertedContent", edit->text);
	return object;
}

/* The edits of one file after the other. */
static json_t *artifact_changes(struct json_builder *builder, const struct fix *fix)
{
	const struct source *source = NULL;
	json_t *array = json_array(), *replacements = NULL;

	for (const struct edit *edit = fix->edits; edit; edit = edit->next) {
		if (edit->at.source != source) {
			json_t *change = json_object();

			source = edit->at.source;
			replacements = json_array();
			build_put(builder, change, "artifactLocation",
				  sarif_artifact_location(builder, source->name));
			build_put(builder, change, "replacements", replacements);
			build_append(builder, array, change);
		}
		build_append(builder, replacements, replacement(builder, edit));
	}
	return array;
}

/* Those that --fix would apply; NULL: there are none. */
static json_t *fixes(struct json_builder *builder, const struct finding *finding)
{
	json_t *array = NULL;

	for (const struct fix *fix = finding->fixes; fix; fix = fix->next) {
		json_t *object;

		if (!fix->safe || !fix->edits)
			continue;
		if (!array)
			array = json_array();
		object = json_object();
		sarif_put_message(builder, object, "description",
				  arena_printf(builder->arena, "write `%s`", fix->edits->text));
		build_put(builder, object, "artifactChanges", artifact_changes(builder, fix));
		build_append(builder, array, object);
	}
	return array;
}

/* -- A result -------------------------------------------------------------------------------- */

static json_t *result(struct json_builder *builder, const struct finding *finding,
		      const struct fingerprint *print, const char *first_input)
{
	json_t *object = sarif_object(builder, "ruleId", rule_get(finding->rule)->name);
	json_t *fixes_made;

	build_put_number(builder, object, "ruleIndex", (size_t)finding->rule);
	build_put_string(builder, object, "level", level_of(finding->severity));
	sarif_put_message(builder, object, "message", whole_message(builder, finding));
	build_put(builder, object, "locations", primary_locations(builder, finding, first_input));
	build_put(builder, object, "relatedLocations", related_locations(builder, finding));
	build_put(builder, object, "partialFingerprints", partial_fingerprints(builder, print));
	build_put(builder, object, "suppressions", suppressions(builder, finding));
	fixes_made = fixes(builder, finding);
	if (fixes_made)
		build_put(builder, object, "fixes", fixes_made);
	if (finding->change != CHANGE_NONE)
		build_put(builder, object, "properties",
			  sarif_object(builder, "class", change_class_name(finding->change)));
	return object;
}

static json_t *results(struct json_builder *builder, const struct findings *found,
		       const char *first_input)
{
	const struct fingerprint *print = fingerprints_make(builder->arena, found);
	json_t *array = json_array();

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		if (finding->severity != SEVERITY_OFF)
			build_append(builder, array, result(builder, finding, print, first_input));
		print++;
	}
	return array;
}

/* -- The tool and its rules ------------------------------------------------------------------ */

static const char *long_text(enum rule_id id, const struct report_options *options)
{
	return options->explain ? options->explain(id) : NULL;
}

/* The first paragraph of the long text, which says what is wrong. */
static json_t *description(struct json_builder *builder, enum rule_id id,
			   const struct report_options *options)
{
	const char *text = long_text(id, options), *end = text ? strstr(text, "\n\n") : NULL;

	if (!text)
		text = rule_get(id)->summary;
	else if (end)
		text = arena_copy(builder->arena, text, (size_t)(end - text));
	return sarif_object(builder, "text", text);
}

/* The long texts are paragraphs and indented blocks, so they are Markdown as they stand. */
static json_t *help(struct json_builder *builder, enum rule_id id,
		    const struct report_options *options)
{
	const char *text = long_text(id, options);
	json_t *object;

	if (!text)
		return sarif_object(builder, "text",
				    arena_printf(builder->arena, "Run: pmlayout explain %s",
						 rule_get(id)->name));
	object = sarif_object(builder, "text", text);
	build_put_string(builder, object, "markdown", text);
	return object;
}

static json_t *rule(struct json_builder *builder, enum rule_id id,
		    const struct report_options *options)
{
	const struct rule *row = rule_get(id);
	json_t *object = sarif_object(builder, "id", row->name), *properties = json_object();

	sarif_put_message(builder, object, "shortDescription", row->summary);
	build_put(builder, object, "fullDescription", description(builder, id, options));
	build_put(builder, object, "help", help(builder, id, options));
	build_put(builder, object, "defaultConfiguration",
		  sarif_object(builder, "level", level_of(row->level)));
	build_put(builder, properties, "tags",
		  sarif_array_of(builder, build_string(builder, row->category)));
	build_put(builder, object, "properties", properties);
	return object;
}

static json_t *tool(struct json_builder *builder, const struct report_options *options)
{
	json_t *driver = sarif_object(builder, "name", "pmlayout"), *rules = json_array();
	json_t *object = json_object();

	build_put_string(builder, driver, "semanticVersion", PMLAYOUT_VERSION);
	for (int i = 0; i < RULE_COUNT; i++)
		build_append(builder, rules, rule(builder, (enum rule_id)i, options));
	build_put(builder, driver, "rules", rules);
	build_put(builder, object, "driver", driver);
	return object;
}

/* -- The whole ------------------------------------------------------------------------------- */

static json_t *base_ids(struct json_builder *builder)
{
	json_t *object = json_object(), *root = json_object();

	sarif_put_message(builder, root, "description", "the folder in which pmlayout was run");
	build_put(builder, object, SARIF_ROOT, root);
	return object;
}

static json_t *artifacts(struct json_builder *builder, const struct report_input *inputs,
			 size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = json_object();

		build_put(builder, object, "location",
			  sarif_artifact_location(builder, inputs[i].path));
		build_put(builder, object, "roles",
			  sarif_array_of(builder, build_string(builder, "analysisTarget")));
		build_append(builder, array, object);
	}
	return array;
}

/* That nothing was looked at must not pass for "nothing is wrong". */
static json_t *run_properties(struct json_builder *builder, const struct report_summary *summary)
{
	json_t *object = json_object();

	build_put_number(builder, object, "inputs", summary->inputs);
	build_put_number(builder, object, "partitions", summary->partitions);
	build_put_number(builder, object, "rules_run", summary->rules_run);
	if (summary->compared)
		build_put_string(builder, object, "class", change_class_name(summary->worst));
	return object;
}

static void write_sarif(const struct findings *found, const struct report_input *inputs,
			const struct report_summary *summary, const struct report_options *options,
			struct text *out)
{
	struct json_builder builder = {.arena = out->arena};
	const char *first_input = summary->inputs > 0 ? inputs[0].path : NULL;
	json_t *root = sarif_object(&builder, "$schema", SCHEMA), *run = json_object();

	build_put_string(&builder, root, "version", "2.1.0");
	build_put(&builder, run, "tool", tool(&builder, options));
	build_put(&builder, run, "originalUriBaseIds", base_ids(&builder));
	build_put(&builder, run, "artifacts", artifacts(&builder, inputs, summary->inputs));
	build_put_string(&builder, run, "columnKind", "unicodeCodePoints");
	build_put(&builder, run, "results", results(&builder, found, first_input));
	build_put(&builder, run, "properties", run_properties(&builder, summary));
	build_put(&builder, root, "runs", sarif_array_of(&builder, run));
	build_finish(&builder, root, out);
}

const struct report report_sarif = {
	.name = "sarif",
	.summary = "for code scanning: SARIF 2.1.0, with the rules and their help",
	.write = write_sarif,
};
