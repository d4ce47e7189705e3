/* SPDX-License-Identifier: MIT */
/* Findings for programs: one JSON object, described by schemas/diagnostics.schema.json.
 *
 * The output is ASCII: what is beyond it is escaped, so that nothing in a file can command a
 * terminal.  A text that is not UTF-8 is written as the text format shows it, with \xNN.
 */
#include "report/report.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/term.h"
#include "report/parts.h"

struct builder {
	struct arena *arena;
	bool failed; /* jansson had no memory; the result is incomplete */
};

/* -- Values ---------------------------------------------------------------------------------- */

static void put(struct builder *builder, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		builder->failed = true;
}

static void append(struct builder *builder, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		builder->failed = true;
}

static json_t *string_or_null(const struct builder *builder, const char *text)
{
	struct text visible = {.arena = builder->arena};
	json_t *value;

	if (!text)
		return json_null();
	value = json_string(text);
	if (value)
		return value;
	text_add_visible(&visible, str_of(text));
	return json_string(visible.p);
}

static void put_string(struct builder *builder, json_t *object, const char *key, const char *text)
{
	put(builder, object, key, string_or_null(builder, text));
}

static void put_size(struct builder *builder, json_t *object, const char *key, size_t value)
{
	put(builder, object, key, json_integer((json_int_t)value));
}

static json_t *strings(struct builder *builder, const struct line *lines)
{
	json_t *array = json_array();

	for (; lines; lines = lines->next)
		append(builder, array, string_or_null(builder, lines->text));
	return array;
}

/* -- A finding ------------------------------------------------------------------------------- */

static void put_position(struct builder *builder, json_t *location, struct span at)
{
	static const char *const keys[] = {"line", "column", "end_line", "end_column"};
	bool has_lines = at.source->lines && !at.path;
	uint32_t values[4] = {0};

	if (has_lines) {
		struct position begin = source_position(at.source, at.begin);
		struct position end = source_position(at.source, at.end);

		values[0] = begin.line;
		values[1] = begin.column;
		values[2] = end.line;
		values[3] = end.column;
	}
	for (size_t i = 0; i < 4; i++)
		put(builder, location, keys[i],
		    has_lines ? json_integer((json_int_t)values[i]) : json_null());
}

static json_t *locations(struct builder *builder, const struct label *labels)
{
	json_t *array = json_array();

	for (; labels; labels = labels->next) {
		json_t *location;

		if (!span_is_set(labels->at))
			continue;
		location = json_object();
		put_string(builder, location, "file", labels->at.source->name);
		put_position(builder, location, labels->at);
		put_string(builder, location, "path", labels->at.path);
		put_string(builder, location, "label", labels->text);
		append(builder, array, location);
	}
	return array;
}

static json_t *edits(struct builder *builder, const struct edit *edit)
{
	json_t *array = json_array();

	for (; edit; edit = edit->next) {
		json_t *object = json_object();

		put_string(builder, object, "file", edit->at.source->name);
		put_size(builder, object, "start", edit->at.begin);
		put_size(builder, object, "end", edit->at.end);
		put_string(builder, object, "text", edit->text);
		append(builder, array, object);
	}
	return array;
}

static json_t *fixes(struct builder *builder, const struct fix *fix)
{
	json_t *array = json_array();

	for (; fix; fix = fix->next) {
		json_t *object = json_object();

		put(builder, object, "safe", json_boolean(fix->safe));
		put(builder, object, "edits", edits(builder, fix->edits));
		append(builder, array, object);
	}
	return array;
}

static json_t *diagnostic(struct builder *builder, const struct finding *finding)
{
	json_t *object = json_object();

	put_string(builder, object, "rule", rule_get(finding->rule)->name);
	put_string(builder, object, "severity", severity_name(finding->severity));
	put_string(builder, object, "message", finding->message);
	put(builder, object, "partitions", strings(builder, finding->partitions));
	put(builder, object, "locations", locations(builder, finding->labels));
	put(builder, object, "notes", strings(builder, finding->notes));
	put(builder, object, "help", strings(builder, finding->helps));
	put(builder, object, "fixes", fixes(builder, finding->fixes));
	put_string(builder, object, "allowed", finding->allowed);
	return object;
}

/* -- The whole ------------------------------------------------------------------------------- */

static json_t *tool(struct builder *builder)
{
	json_t *object = json_object();

	put_string(builder, object, "name", "pmlayout");
	put_string(builder, object, "version", PMLAYOUT_VERSION);
	return object;
}

static json_t *inputs_array(struct builder *builder, const struct report_input *inputs,
			    size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = json_object();

		put_string(builder, object, "path", inputs[i].path);
		put_string(builder, object, "kind", inputs[i].kind);
		append(builder, array, object);
	}
	return array;
}

static json_t *diagnostics(struct builder *builder, const struct findings *found)
{
	json_t *array = json_array();

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		if (finding->severity != SEVERITY_OFF)
			append(builder, array, diagnostic(builder, finding));
	}
	return array;
}

static json_t *summary_object(struct builder *builder, const struct report_summary *summary)
{
	json_t *object = json_object();

	put_size(builder, object, "errors", summary->errors);
	put_size(builder, object, "warnings", summary->warnings);
	put_size(builder, object, "notes", summary->notes);
	put_size(builder, object, "allowed", summary->allowed);
	put_size(builder, object, "inputs", summary->inputs);
	put_size(builder, object, "partitions", summary->partitions);
	put_size(builder, object, "rules_run", summary->rules_run);
	return object;
}

/* When jansson has no memory the arena is asked for more than there can be, so that the one
 * handler for "no memory" decides, and nobody takes half an object for a whole one.
 */
static void write_json(const struct findings *found, const struct report_input *inputs,
		       const struct report_summary *summary, const struct report_options *options,
		       struct text *out)
{
	struct builder builder = {.arena = out->arena};
	json_t *root = json_object();
	char *dump = NULL;

	(void)options;
	put(&builder, root, "version", json_integer(1));
	put(&builder, root, "tool", tool(&builder));
	put(&builder, root, "inputs", inputs_array(&builder, inputs, summary->inputs));
	put(&builder, root, "diagnostics", diagnostics(&builder, found));
	put(&builder, root, "summary", summary_object(&builder, summary));
	if (!builder.failed)
		dump = json_dumps(root, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	json_decref(root);
	if (!dump)
		arena_array(out->arena, SIZE_MAX, 2);
	text_puts(out, dump);
	free(dump);
	text_putc(out, '\n');
}

const struct report report_json = {
	.name = "json",
	.summary = "for programs: one object, see schemas/diagnostics.schema.json",
	.write = write_json,
};
