/* SPDX-License-Identifier: MIT */
/* Findings for programs: one JSON object, described by schemas/diagnostics.schema.json.
 *
 * The output is ASCII: what is beyond it is escaped, so that nothing in a file can command a
 * terminal.  A text that is not UTF-8 is written as the text format shows it, with \xNN.
 */
#include "report/report.h"

#include "base/json_build.h"
#include "report/parts.h"

static json_t *strings(struct json_builder *builder, const struct line *lines)
{
	json_t *array = json_array();

	for (; lines; lines = lines->next)
		build_append(builder, array, build_string(builder, lines->text));
	return array;
}

/* -- A finding ------------------------------------------------------------------------------- */

static void put_position(struct json_builder *builder, json_t *location, struct span at)
{
	static const char *const keys[] = {"line", "column", "end_line", "end_column"};
	bool has_lines = span_has_line(at) || (at.source->lines && !at.path);
	uint32_t values[4] = {0};

	if (has_lines) {
		struct position begin = span_begin(at);
		struct position end = span_end(at);

		values[0] = begin.line;
		values[1] = begin.column;
		values[2] = end.line;
		values[3] = end.column;
	}
	for (size_t i = 0; i < 4; i++)
		build_put(builder, location, keys[i],
			  has_lines ? json_integer((json_int_t)values[i]) : json_null());
}

static json_t *locations(struct json_builder *builder, const struct label *labels)
{
	json_t *array = json_array();

	for (; labels; labels = labels->next) {
		json_t *location;

		if (!span_is_set(labels->at))
			continue;
		location = json_object();
		build_put_string(builder, location, "file", labels->at.source->name);
		put_position(builder, location, labels->at);
		build_put_string(builder, location, "path", labels->at.path);
		build_put_string(builder, location, "label", labels->text);
		build_append(builder, array, location);
	}
	return array;
}

static json_t *edits(struct json_builder *builder, const struct edit *edit)
{
	json_t *array = json_array();

	for (; edit; edit = edit->next) {
		json_t *object = json_object();

		build_put_string(builder, object, "file", edit->at.source->name);
		build_put_number(builder, object, "start", edit->at.begin);
		build_put_number(builder, object, "end", edit->at.end);
		build_put_string(builder, object, "text", edit->text);
		build_append(builder, array, object);
	}
	return array;
}

static json_t *fixes(struct json_builder *builder, const struct fix *fix)
{
	json_t *array = json_array();

	for (; fix; fix = fix->next) {
		json_t *object = json_object();

		build_put(builder, object, "safe", json_boolean(fix->safe));
		build_put(builder, object, "edits", edits(builder, fix->edits));
		build_append(builder, array, object);
	}
	return array;
}

static json_t *diagnostic(struct json_builder *builder, const struct finding *finding)
{
	json_t *object = json_object();

	build_put_string(builder, object, "rule", rule_get(finding->rule)->name);
	build_put_string(builder, object, "severity", severity_name(finding->severity));
	build_put_string(builder, object, "message", finding->message);
	build_put(builder, object, "partitions", strings(builder, finding->partitions));
	build_put(builder, object, "locations", locations(builder, finding->labels));
	build_put(builder, object, "notes", strings(builder, finding->notes));
	build_put(builder, object, "help", strings(builder, finding->helps));
	build_put(builder, object, "fixes", fixes(builder, finding->fixes));
	build_put_string(builder, object, "allowed", finding->allowed);
	if (finding->change != CHANGE_NONE)
		build_put_string(builder, object, "class", change_class_name(finding->change));
	return object;
}

/* -- The whole ------------------------------------------------------------------------------- */

static json_t *tool(struct json_builder *builder)
{
	json_t *object = json_object();

	build_put_string(builder, object, "name", "pmlayout");
	build_put_string(builder, object, "version", PMLAYOUT_VERSION);
	return object;
}

static json_t *context_array(struct json_builder *builder, const struct context_note *notes)
{
	json_t *array = json_array();

	for (const struct context_note *note = notes; note; note = note->next) {
		json_t *object = json_object();

		build_put_string(builder, object, "what", note->what);
		build_put_string(builder, object, "value", note->value);
		build_append(builder, array, object);
	}
	return array;
}

/* Percent has one digit behind the point, rounded down. */
static json_t *images_array(struct json_builder *builder, const struct image_fit *image)
{
	json_t *array = json_array();

	for (; image; image = image->next) {
		const bool fits = image->limit_known && image->size <= image->limit;
		const uint64_t free_bytes = fits ? image->limit - image->size : 0;
		json_t *object = json_object();

		build_put_string(builder, object, "partition", image->partition);
		build_put_string(builder, object, "file", image->file);
		build_put_string(builder, object, "mode", image->mode);
		build_put_number(builder, object, "size", image->size);
		build_put(builder, object, "limit",
			  build_number_if(image->limit_known, image->limit));
		build_put(builder, object, "fits",
			  image->limit_known ? json_boolean(fits) : json_null());
		build_put(builder, object, "free", build_number_if(fits, free_bytes));
		build_put(builder, object, "free_percent",
			  fits && image->limit
				  ? json_real((double)(free_bytes * 1000 / image->limit) / 10)
				  : json_null());
		build_append(builder, array, object);
	}
	return array;
}

static json_t *inputs_array(struct json_builder *builder, const struct report_input *inputs,
			    size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = json_object();

		build_put_string(builder, object, "path", inputs[i].path);
		build_put_string(builder, object, "kind", inputs[i].kind);
		build_put(builder, object, "images", images_array(builder, inputs[i].images));
		if (inputs[i].kind && cstr_eq(inputs[i].kind, "build")) {
			build_put(builder, object, "used", context_array(builder, inputs[i].used));
			build_put(builder, object, "missing",
				  context_array(builder, inputs[i].missing));
		}
		build_append(builder, array, object);
	}
	return array;
}

static json_t *diagnostics(struct json_builder *builder, const struct findings *found)
{
	json_t *array = json_array();

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		if (finding->severity != SEVERITY_OFF)
			build_append(builder, array, diagnostic(builder, finding));
	}
	return array;
}

static json_t *summary_object(struct json_builder *builder, const struct report_summary *summary)
{
	json_t *object = json_object();

	build_put_number(builder, object, "errors", summary->errors);
	build_put_number(builder, object, "warnings", summary->warnings);
	build_put_number(builder, object, "notes", summary->notes);
	build_put_number(builder, object, "allowed", summary->allowed);
	build_put_number(builder, object, "inputs", summary->inputs);
	build_put_number(builder, object, "partitions", summary->partitions);
	build_put_number(builder, object, "rules_run", summary->rules_run);
	if (summary->compared)
		build_put_string(builder, object, "class", change_class_name(summary->worst));
	return object;
}

static void write_json(const struct findings *found, const struct report_input *inputs,
		       const struct report_summary *summary, const struct report_options *options,
		       struct text *out)
{
	struct json_builder builder = {.arena = out->arena};
	json_t *root = json_object();

	(void)options;
	build_put_number(&builder, root, "version", 1);
	build_put(&builder, root, "tool", tool(&builder));
	build_put(&builder, root, "inputs", inputs_array(&builder, inputs, summary->inputs));
	build_put(&builder, root, "diagnostics", diagnostics(&builder, found));
	build_put(&builder, root, "summary", summary_object(&builder, summary));
	build_finish(&builder, root, out);
}

const struct report report_json = {
	.name = "json",
	.summary = "for programs: one object, see schemas/diagnostics.schema.json",
	.write = write_json,
};
