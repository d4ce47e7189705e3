/* SPDX-License-Identifier: MIT */
/* What table and map share: headings, colours, and names that fit. */
#include "emit/terminal.h"

#include "base/arena.h"
#include "base/term.h"

#include <string.h>

/* The 16 colours that every terminal has, so that its own theme decides. */
static const char *const role_colors[ROLE_COUNT] = {
	[ROLE_BOOTLOADER] = "35", [ROLE_IMAGE] = "34", [ROLE_UPDATE] = "36", [ROLE_STORAGE] = "33",
	[ROLE_MEMORY] = "32",     [ROLE_OTHER] = "0",  [ROLE_FREE] = "2",
};

void terminal_color_row(struct text *out, const struct picture_row *row,
			const struct terminal *terminal)
{
	if (!terminal->color)
		return;
	if (row->worst == SEVERITY_ERROR)
		text_puts(out, "\033[1;31m");
	else
		text_printf(out, "\033[%sm", role_colors[row->role]);
}

static void bold(struct text *out, const struct terminal *terminal)
{
	text_puts(out, terminal->color ? "\033[1m" : "");
}

void terminal_plain(struct text *out, const struct terminal *terminal)
{
	text_puts(out, terminal->color ? "\033[0m" : "");
}

void terminal_heading(struct text *out, const struct picture_device *device,
		      const struct terminal *terminal)
{
	const char *name =
		picture_fit(out->arena, device->name, terminal->columns, terminal->ascii);
	const char *summary = picture_summary(out->arena, device);
	size_t column;

	bold(out, terminal);
	text_puts(out, name);
	terminal_plain(out, terminal);
	text_putc(out, ' ');
	column = term_width(str_of(name), 0) + 1;
	/* Its parts stand on as many lines as they need; each but the first has a blank in front.
	 */
	for (const char *part = summary; *part;) {
		size_t n = strcspn(part, ","), width = n + (part[n] == ',') + (part == summary);

		if (column + width > terminal->columns) {
			text_puts(out, "\n ");
			column = 1;
		}
		text_puts(out, part == summary ? " " : "");
		text_add(out, (struct str){part, n + (part[n] == ',')});
		column += width;
		part += n + (part[n] == ',');
	}
	text_putc(out, '\n');
}

void terminal_unplaced(struct text *out, const struct picture *picture)
{
	for (size_t i = 0; i < picture->unplaced_count; i++)
		text_printf(out, "%s%s", i == 0 ? "without a known place: " : ", ",
			    picture->unplaced[i]);
	text_puts(out, picture->unplaced_count > 0 ? "\n" : "");
}
