/* SPDX-License-Identifier: MIT */
/* Findings for people: what, where in the file, why, and what to write instead. */
#include "report/report.h"

#include "base/arena.h"
#include "base/term.h"
#include "report/parts.h"

static void draw_header(const struct canvas *canvas, const struct finding *finding)
{
	paint_begin(canvas, canvas->level);
	text_printf(canvas->out, "%s[%s]", severity_name(finding->severity),
		    rule_get(finding->rule)->name);
	paint_end(canvas);
	text_puts(canvas->out, ": ");
	message_add(canvas->out, finding);
	text_putc(canvas->out, '\n');
}

/* "= note: " before the first line, the same width of blanks before the others. */
static void draw_remark(const struct canvas *canvas, const char *kind, const char *remark,
			const char *mark)
{
	struct str rest = str_of(remark), line;
	bool first = true;

	while (str_next_line(&rest, &line)) {
		text_fill(canvas->out, ' ', canvas->gutter + 1);
		if (first) {
			paint_begin(canvas, PAINT_GUTTER);
			text_putc(canvas->out, '=');
			paint_end(canvas);
			text_printf(canvas->out, " %s: ", kind);
		} else {
			text_fill(canvas->out, ' ', 8);
		}
		text_add_visible(canvas->out, line);
		if (first && mark)
			text_puts(canvas->out, mark);
		text_putc(canvas->out, '\n');
		first = false;
	}
}

static bool has_safe_fix(const struct finding *finding)
{
	for (const struct fix *fix = finding->fixes; fix; fix = fix->next) {
		if (fix->safe)
			return true;
	}
	return false;
}

static void draw_remarks(const struct canvas *canvas, const struct finding *finding)
{
	const char *mark = has_safe_fix(finding) ? "   [safe fix, applied by --fix]" : NULL;

	excerpt_draw_gutter_line(canvas);
	for (const struct line *note = finding->notes; note; note = note->next)
		draw_remark(canvas, "note", note->text, NULL);
	for (const struct line *help = finding->helps; help; help = help->next) {
		draw_remark(canvas, "help", help->text, mark);
		mark = NULL;
	}
	draw_remark(canvas, "help",
		    arena_printf(canvas->out->arena, "for more: pmlayout explain %s",
				 rule_get(finding->rule)->name),
		    NULL);
}

static void write_text(const struct findings *found, const struct report_input *inputs,
		       const struct report_summary *summary, const struct report_options *options,
		       struct text *out)
{
	bool first = true;

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		struct canvas canvas = {.out = out, .color = options->color, .gutter = 1};

		if (!finding_is_shown(finding))
			continue;
		if (!first)
			text_putc(out, '\n');
		first = false;
		canvas.level = paint_of(finding->severity);
		draw_header(&canvas, finding);
		excerpt_draw(&canvas, finding);
		draw_remarks(&canvas, finding);
	}
	if (options->quiet)
		return;
	if (!first)
		text_putc(out, '\n');
	summary_add(out, summary, inputs);
}

const struct report report_text = {
	.name = "text",
	.summary = "for people: the lines of the file, the reason, what to write instead",
	.takes_lines = true,
	.write = write_text,
};
