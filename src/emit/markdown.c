/* SPDX-License-Identifier: MIT */
/* The layout as Markdown (GitHub's tables): one table a device, and what was found. */
#include "base/arena.h"
#include "base/num.h"
#include "emit/escape.h"
#include "emit/kinds.h"
#include "emit/picture.h"

#include <inttypes.h>
#include <string.h>

/* Every ASCII sign that Markdown or HTML could give a meaning gets a backslash, which Markdown
 * allows before any of them.
 */
static void add_escaped(struct text *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (strchr("\\`*_{}[]<>()#+-.!|~&:@$^\"'", c))
			text_putc(out, '\\');
		text_putc(out, c == '\t' ? ' ' : c);
	}
}

/* As code: a fence longer than any run of backticks in it; in a table `|` needs its backslash in
 * code as well.
 */
static void add_code(struct text *out, struct str text, bool in_table)
{
	size_t fence = 1, run = 0;
	bool padded = text.n == 0 || text.p[0] == '`' || text.p[text.n - 1] == '`';

	for (size_t i = 0; i < text.n; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		fence = run >= fence ? run + 1 : fence;
	}
	text_fill(out, '`', fence);
	text_puts(out, padded ? " " : "");
	for (size_t i = 0; i < text.n; i++) {
		text_puts(out, in_table && text.p[i] == '|' ? "\\" : "");
		text_putc(out, text.p[i] == '\t' ? ' ' : text.p[i]);
	}
	text_puts(out, padded ? " " : "");
	text_fill(out, '`', fence);
}

/* A message has names between backquotes. */
static void add_message(struct text *out, const char *message)
{
	struct str piece;
	bool code = false;

	for (const char *p = emit_visible(out->arena, message); *p; p += piece.n) {
		piece = (struct str){p, strcspn(p, "`")};
		if (piece.n > 0 && code && p[piece.n] == '`')
			add_code(out, piece, false);
		else
			add_escaped(out, piece);
		if (p[piece.n] == '`') {
			code = !code;
			p++;
		}
	}
}

static void add_marks(struct text *out, const struct picture_row *row)
{
	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next)
		text_printf(out, "%s%zu", mark == row->marks ? "" : ", ", mark->number + 1);
}

static void add_row(struct text *out, const struct picture *picture, const struct picture_row *row)
{
	text_puts(out, "| ");
	for (unsigned depth = row->depth; depth > 0; depth--)
		text_puts(out, "&emsp;");
	if (row->partition)
		add_code(out, str_of(row->name), true);
	else
		text_puts(out, "*free*");
	text_printf(out, " | `0x%" PRIx64 "` | `0x%" PRIx64 "` | `0x%" PRIx64 "` | %s | %s | ",
		    row->begin, row->end, row->end - row->begin,
		    num_human(out->arena, row->end - row->begin), row->sectors);
	text_printf(out, "%s%s%s |", row->container ? "container" : "",
		    row->container && *row->flags ? ", " : "", row->flags);
	if (picture->finding_count > 0) {
		text_putc(out, ' ');
		add_marks(out, row);
		text_puts(out, " |");
	}
	text_putc(out, '\n');
}

static void add_device(struct text *out, const struct picture *picture,
		       const struct picture_device *device)
{
	bool marks = picture->finding_count > 0;

	text_puts(out, "## ");
	add_escaped(out, str_of(device->name));
	text_printf(out, "\n\n%s\n\n", picture_summary(out->arena, device));
	text_printf(out, "| name | start | end | size | | sectors | flags |%s\n",
		    marks ? " findings |" : "");
	text_printf(out, "| :-- | --: | --: | --: | --: | --: | :-- |%s\n", marks ? " :-- |" : "");
	for (size_t i = 0; i < device->count; i++)
		add_row(out, picture, &device->rows[i]);
	text_putc(out, '\n');
}

static void add_findings(struct text *out, const struct picture *picture)
{
	if (picture->finding_count == 0)
		return;
	text_puts(out, "## Findings\n\n");
	for (size_t i = 0; i < picture->finding_count; i++) {
		const struct finding *finding = picture->findings[i];

		text_printf(out, "%zu. **%s** `%s`: ", i + 1, severity_name(finding->severity),
			    rule_get(finding->rule)->name);
		add_message(out, finding->message);
		text_putc(out, '\n');
	}
	text_putc(out, '\n');
}

static void add_unplaced(struct text *out, const struct picture *picture)
{
	for (size_t i = 0; i < picture->unplaced_count; i++) {
		text_puts(out, i == 0 ? "Without a known place: " : ", ");
		add_code(out, str_of(picture->unplaced[i]), false);
	}
	text_puts(out, picture->unplaced_count > 0 ? "\n\n" : "");
}

static bool write_markdown(const struct layout *layout, const struct emit_options *options,
			   struct text *out, const char **why)
{
	struct picture picture;

	picture_make(&picture, layout, options->network, options->findings);
	if (picture.device_count == 0 && picture.unplaced_count == 0) {
		*why = "the layout holds no partition";
		return false;
	}
	for (size_t i = 0; i < picture.device_count; i++)
		add_device(out, &picture, &picture.devices[i]);
	add_unplaced(out, &picture);
	add_findings(out, &picture);
	/* One newline at the end. */
	out->p[--out->n] = '\0';
	return true;
}

const struct emitter emit_markdown = {
	.kind = "markdown",
	.summary = "a table a device, for a README or a review",
	.is_picture = true,
	.write = write_markdown,
};
