/* SPDX-License-Identifier: MIT */
/* The table of formats, and what its writers share. */
#include "report/report.h"

#include <inttypes.h>

#include "base/term.h"
#include "report/parts.h"

enum paint paint_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return PAINT_ERROR;
	case SEVERITY_WARNING:
		return PAINT_WARNING;
	case SEVERITY_NOTE:
	case SEVERITY_OFF:
		break;
	}
	return PAINT_NOTE;
}

void paint_begin(const struct canvas *canvas, enum paint paint)
{
	static const char *const codes[] = {
		[PAINT_ERROR] = "\033[1;31m",
		[PAINT_WARNING] = "\033[1;33m",
		[PAINT_NOTE] = "\033[36m",
		[PAINT_GUTTER] = "\033[34m",
	};

	if (canvas->color)
		text_puts(canvas->out, codes[paint]);
}

void paint_end(const struct canvas *canvas)
{
	if (canvas->color)
		text_puts(canvas->out, "\033[0m");
}

void place_add(struct text *out, const struct span *at)
{
	struct position position;

	text_add_visible(out, str_of(at->source->name));
	if (at->line) {
		text_printf(out, ":%lu", (unsigned long)at->line);
	} else if (at->path && !span_has_line(*at)) {
		text_puts(out, ": ");
		text_add_visible(out, str_of(at->path));
		if (at->property) {
			text_puts(out, ": ");
			text_add_visible(out, str_of(at->property));
		}
	} else if (at->source->lines) {
		position = source_position(at->source, at->begin);
		text_printf(out, ":%lu:%lu", (unsigned long)position.line,
			    (unsigned long)position.column);
	}
}

bool finding_is_shown(const struct finding *finding)
{
	return !finding->allowed && finding->severity != SEVERITY_OFF;
}

void message_add(struct text *out, const struct finding *finding)
{
	if (finding->change != CHANGE_NONE)
		text_printf(out, "%s: ", change_class_name(finding->change));
	text_add_visible(out, str_of(finding->message));
}

static void add_count(struct text *out, size_t count, const char *noun)
{
	text_printf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static void add_levels(struct text *out, const struct report_summary *summary)
{
	const struct {
		size_t count;
		const char *noun;
	} levels[] = {
		{summary->errors, "error"},
		{summary->warnings, "warning"},
		{summary->notes, "note"},
	};
	const char *separator = "";

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (levels[i].count == 0)
			continue;
		text_puts(out, separator);
		add_count(out, levels[i].count, levels[i].noun);
		separator = ", ";
	}
}

static void add_notes(struct text *out, const char *word, const struct context_note *notes)
{
	for (const struct context_note *note = notes; note; note = note->next) {
		text_printf(out, "  %s ", word);
		text_add_visible(out, str_of(note->what));
		text_puts(out, ": ");
		text_add_visible(out, str_of(note->value));
		text_putc(out, '\n');
	}
}

/* What a build directory was found to hold. */
static void add_context(struct text *out, const struct report_input *input)
{
	if (!input->used && !input->missing)
		return;
	text_add_visible(out, str_of(input->path));
	text_puts(out, ":\n");
	add_notes(out, "used", input->used);
	add_notes(out, "not found:", input->missing);
}

/* How much room an image leaves; of one that does not fit a finding speaks.  Percent rounds down,
 * so that 5.0 is never said of less.
 */
static void add_image(struct text *out, const struct image_fit *image)
{
	const uint64_t limit = image->limit, size = image->size;
	const uint64_t tenths = limit && size <= limit ? (limit - size) * 1000 / limit : 0;

	if (!image->limit_known || size > limit)
		return;
	text_add_visible(out, str_of(image->file));
	text_puts(out, " fits in ");
	text_add_visible(out, str_of(image->partition));
	text_printf(out, ": %" PRIu64 " of at most %" PRIu64 " bytes", size, limit);
	if (image->mode)
		text_printf(out, " (%s)", image->mode);
	text_printf(out, ", %" PRIu64 " free (%" PRIu64 ".%" PRIu64 " %%)%s\n", limit - size,
		    tenths / 10, tenths % 10,
		    image->is_bootloader && tenths < 10 * LEAST_HEADROOM
			    ? "; it cannot get a larger partition on devices in the field"
			    : "");
}

void summary_add(struct text *out, const struct report_summary *summary,
		 const struct report_input *inputs)
{
	bool clean = summary->errors == 0 && summary->warnings == 0 && summary->notes == 0;

	for (size_t i = 0; i < summary->inputs; i++) {
		add_context(out, &inputs[i]);
		for (const struct image_fit *image = inputs[i].images; image; image = image->next)
			add_image(out, image);
	}
	if (clean)
		text_puts(out, "no problems found");
	else
		add_levels(out, summary);
	if (clean && summary->inputs == 1) {
		text_puts(out, " in ");
		text_add_visible(out, str_of(inputs[0].path));
	} else if (summary->inputs > 0) {
		text_puts(out, " in ");
		add_count(out, summary->inputs, "file");
	}
	text_puts(out, " (");
	add_count(out, summary->partitions, "partition");
	text_puts(out, ", ");
	add_count(out, summary->rules_run, "rule");
	if (summary->allowed > 0)
		text_printf(out, "; %zu allowed with a reason", summary->allowed);
	text_puts(out, ")\n");
}

static const struct report *const reports[] = {&report_text,  &report_concise, &report_json,
					       &report_sarif, &report_github,  &report_junit};

const struct report *report_find(const char *name)
{
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		if (cstr_eq(reports[i]->name, name))
			return reports[i];
	}
	return NULL;
}

const struct report *const *report_table(size_t *count)
{
	*count = sizeof(reports) / sizeof(reports[0]);
	return reports;
}
