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
#include "report/uri.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
/* The folder that relative paths count from; its customary name. */
#define ROOT "%SRCROOT%"

/* -- Small objects --------------------------------------------------------------------------- */

static json_t *array_of(struct json_builder *builder, json_t *only)
{
	json_t *array = json_array();

	build_append(builder, array, only);
	return array;
}

static json_t *object_with(struct json_builder *builder, const char *key, const char *text)
{
	json_t *object = json_object();

	build_put_string(builder, object, key, text);
	return object;
}

static void put_message(struct json_builder *builder, json_t *object, const char *key,
			const char *text)
{
	build_put(builder, object, key, object_with(builder, "text", text));
}

static const char *level_of(enum severity severity)
{
	return severity == SEVERITY_OFF ? "none" : severity_name(severity);
}

/* -- Places ---------------------------------------------------------------------------------- */

static json_t *artifact_location(struct json_builder *builder, const char *path)
{
	struct text uri = {.arena = builder->arena};
	bool relative = uri_add_path(&uri, path);
	json_t *object = object_with(builder, "uri", uri.p);

	if (relative)
		build_put_string(builder, object, "uriBaseId", ROOT);
	return object;
}

/* Columns count code points and the end is behind the last one, as the run's columnKind and
 * SARIF say.
 */
static json_t *region(struct json_builder *builder, struct span at)
{
	struct position begin = span_begin(at);
	struct position end = span_end(at);
	json_t *object = json_object();

	build_put_size(builder, object, "startLine", begin.line);
	build_put_size(builder, object, "startColumn", begin.column);
	build_put_size(builder, object, "endLine", end.line);
	build_put_size(builder, object, "endColumn", end.column);
	return object;
}

/* A place that has no lines: a node's path in a devicetree, "+0x8" in an image. */
static json_t *logical_location(struct json_builder *builder, const char *path)
{
	const char *slash = strrchr(path, '/');
	json_t *object = object_with(builder, "name", slash && slash[1] ? slash + 1 : path);

	build_put_string(builder, object, "fullyQualifiedName", path);
	if (path[0] == '/')
		build_put_string(builder, object, "kind", "object");
	return object;
}

/* What is to be seen there: the label's words, or the property that the place means. */
static const char *label_text(const struct label *label)
{
	if (label->text)
		return label->text;
	return label->at.cells ? label->at.cells : label->at.property;
}

static json_t *location(struct json_builder *builder, const struct label *label)
{
	const struct source *source = label->at.source;
	json_t *object = json_object(), *physical = json_object();

	build_put(builder, physical, "artifactLocation", artifact_location(builder, source->name));
	if (span_has_line(label->at))
		build_put(builder, physical, "region", region(builder, label->at));
	build_put(builder, object, "physicalLocation", physical);
	if (label->at.path)
		build_put(builder, object, "logicalLocations",
			  array_of(builder, logical_location(builder, label->at.path)));
	if (label_text(label))
		put_message(builder, object, "message", label_text(label));
	return object;
}

/* GitHub refuses a file in which one result has no place, so it is laid to the first input. */
static json_t *primary_locations(struct json_builder *builder, const struct finding *finding,
				 const char *first_input)
{
	const struct label *primary = finding->labels;
	json_t *physical, *object;

	if (primary && span_is_set(primary->at))
		return array_of(builder, location(builder, primary));
	if (!first_input)
		return json_array();
	physical = json_object();
	object = json_object();
	build_put(builder, physical, "artifactLocation", artifact_location(builder, first_input));
	build_put(builder, object, "physicalLocation", physical);
	return array_of(builder, object);
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
		object = location(builder, label);
		build_put_size(builder, object, "id", id++);
		if (!label_text(label))
			put_message(builder, object, "message", "the other place");
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
	object = object_with(builder, "kind", "inSource");
	build_put_string(builder, object, "status", "accepted");
	build_put_string(builder, object, "justification", finding->allowed);
	return array_of(builder, object);
}

static json_t *partial_fingerprints(struct json_builder *builder, const struct fingerprint *print)
{
	struct text text = {.arena = builder->arena};

	text_printf(&text, "%08lx%08lx:%zu", (unsigned long)(print->hash >> 32),
		    (unsigned long)(print->hash & UINT32_MAX), print->ordinal);
	return object_with(builder, "rulePartitionsFile/v1", text.p);
}

static json_t *result(struct json_builder *builder, const struct finding *finding,
		      const struct fingerprint *print, const char *first_input)
{
	json_t *object = object_with(builder, "ruleId", rule_get(finding->rule)->name);

	build_put_size(builder, object, "ruleIndex", (size_t)finding->rule);
	build_put_string(builder, object, "level", level_of(finding->severity));
	put_message(builder, object, "message", whole_message(builder, finding));
	build_put(builder, object, "locations", primary_locations(builder, finding, first_input));
	build_put(builder, object, "relatedLocations", related_locations(builder, finding));
	build_put(builder, object, "partialFingerprints", partial_fingerprints(builder, print));
	build_put(builder, object, "suppressions", suppressions(builder, finding));
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
	return object_with(builder, "text", text);
}

/* The long texts are paragraphs and indented blocks, so they are Markdown as they stand. */
static json_t *help(struct json_builder *builder, enum rule_id id,
		    const struct report_options *options)
{
	const char *text = long_text(id, options);
	json_t *object;

	if (!text)
		return object_with(builder, "text",
				   arena_printf(builder->arena, "Run: pmlayout explain %s",
						rule_get(id)->name));
	object = object_with(builder, "text", text);
	build_put_string(builder, object, "markdown", text);
	return object;
}

static json_t *rule(struct json_builder *builder, enum rule_id id,
		    const struct report_options *options)
{
	const struct rule *row = rule_get(id);
	json_t *object = object_with(builder, "id", row->name), *properties = json_object();

	put_message(builder, object, "shortDescription", row->summary);
	build_put(builder, object, "fullDescription", description(builder, id, options));
	build_put(builder, object, "help", help(builder, id, options));
	build_put(builder, object, "defaultConfiguration",
		  object_with(builder, "level", level_of(row->level)));
	build_put(builder, properties, "tags",
		  array_of(builder, build_string(builder, row->category)));
	build_put(builder, object, "properties", properties);
	return object;
}

static json_t *tool(struct json_builder *builder, const struct report_options *options)
{
	json_t *driver = object_with(builder, "name", "pmlayout"), *rules = json_array();
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

	put_message(builder, root, "description", "the folder in which pmlayout was run");
	build_put(builder, object, ROOT, root);
	return object;
}

static json_t *artifacts(struct json_builder *builder, const struct report_input *inputs,
			 size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = json_object();

		build_put(builder, object, "location", artifact_location(builder, inputs[i].path));
		build_put(builder, object, "roles",
			  array_of(builder, build_string(builder, "analysisTarget")));
		build_append(builder, array, object);
	}
	return array;
}

/* That nothing was looked at must not pass for "nothing is wrong". */
static json_t *run_properties(struct json_builder *builder, const struct report_summary *summary)
{
	json_t *object = json_object();

	build_put_size(builder, object, "inputs", summary->inputs);
	build_put_size(builder, object, "partitions", summary->partitions);
	build_put_size(builder, object, "rules_run", summary->rules_run);
	return object;
}

static void write_sarif(const struct findings *found, const struct report_input *inputs,
			const struct report_summary *summary, const struct report_options *options,
			struct text *out)
{
	struct json_builder builder = {.arena = out->arena};
	const char *first_input = summary->inputs > 0 ? inputs[0].path : NULL;
	json_t *root = object_with(&builder, "$schema", SCHEMA), *run = json_object();

	build_put_string(&builder, root, "version", "2.1.0");
	build_put(&builder, run, "tool", tool(&builder, options));
	build_put(&builder, run, "originalUriBaseIds", base_ids(&builder));
	build_put(&builder, run, "artifacts", artifacts(&builder, inputs, summary->inputs));
	build_put_string(&builder, run, "columnKind", "unicodeCodePoints");
	build_put(&builder, run, "results", results(&builder, found, first_input));
	build_put(&builder, run, "properties", run_properties(&builder, summary));
	build_put(&builder, root, "runs", array_of(&builder, run));
	build_finish(&builder, root, out);
}

const struct report report_sarif = {
	.name = "sarif",
	.summary = "for code scanning: SARIF 2.1.0, with the rules and their help",
	.write = write_sarif,
};
