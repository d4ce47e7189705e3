/* SPDX-License-Identifier: MIT */
/* A device as an aligned table for people. */
#include "emit/terminal.h"

#include "base/arena.h"
#include "base/num.h"
#include "base/term.h"

#include <inttypes.h>

enum { NAME, START, END, SIZE, HUMAN, SECTORS, FLAGS, COLUMNS };

/* Of a name that must be cut, at least so much stays. */
#define LEAST_NAME 12

static const char *const titles[COLUMNS] = {"name", "start", "end", "size", "", "sectors", "flags"};

struct table {
	struct arena *arena;
	const struct picture_device *device;
	const struct terminal *terminal;
	size_t widths[COLUMNS]; /* 0: the column is left out */
};

static bool right_aligned(int column)
{
	return column == START || column == END || column == SIZE || column == HUMAN ||
	       column == SECTORS;
}

static const char *cell_of(const struct table *table, const struct picture_row *row, int column)
{
	struct arena *arena = table->arena;

	switch (column) {
	case NAME:
		return row->name;
	case START:
		return arena_printf(arena, "0x%" PRIx64, row->begin);
	case END:
		return arena_printf(arena, "0x%" PRIx64, row->end);
	case SIZE:
		return arena_printf(arena, "0x%" PRIx64, row->end - row->begin);
	case HUMAN:
		return num_human(arena, row->end - row->begin);
	case SECTORS:
		return row->sectors;
	default:
		return row->flags;
	}
}

static void measure(struct table *table)
{
	for (int column = 0; column < COLUMNS; column++) {
		bool empty = true;
		size_t widest = str_of(titles[column]).n;

		for (size_t i = 0; i < table->device->count; i++) {
			const char *cell = cell_of(table, &table->device->rows[i], column);
			size_t width = term_width(str_of(cell), 0);

			widest = width > widest ? width : widest;
			empty = empty && width == 0;
		}
		table->widths[column] = empty ? 0 : widest;
	}
}

/* Two blanks in front of everything and between columns. */
static size_t line_width(const struct table *table)
{
	size_t width = table->device->brackets + (table->device->brackets > 0);

	for (int column = 0; column < COLUMNS; column++)
		width += table->widths[column] ? table->widths[column] + 2 : 0;
	return width;
}

/* The size is there twice; the end follows from start and size. */
static void fit(struct table *table)
{
	static const int dispensable[] = {SIZE, END, SECTORS, FLAGS, START};
	size_t room = table->terminal->columns, width;

	for (size_t i = 0; i < sizeof(dispensable) / sizeof(dispensable[0]); i++) {
		if (line_width(table) <= room)
			return;
		/* A long name is cut rather than that more than the size goes. */
		if (i > 0 && line_width(table) - table->widths[NAME] + 2 * LEAST_NAME <= room)
			break;
		table->widths[dispensable[i]] = 0;
	}
	width = line_width(table);
	if (width <= room)
		return;
	width -= table->widths[NAME];
	table->widths[NAME] = width + LEAST_NAME < room ? room - width : LEAST_NAME;
}

static void add_brackets(struct text *out, const struct table *table, const struct picture_row *row,
			 bool below)
{
	static const char *const unicode[] = {" ", "\u250c", "\u2502", "\u2514", "\u2576"};
	static const char *const ascii[] = {" ", ".", "|", "'", "-"};
	const char *const *signs = table->terminal->ascii ? ascii : unicode;

	text_puts(out, "  ");
	for (unsigned lane = 0; lane < table->device->brackets; lane++) {
		enum picture_bracket bracket =
			row ? (enum picture_bracket)row->brackets[lane] : BRACKET_NONE;

		if (below && (bracket == BRACKET_OPENS || bracket == BRACKET_PASSES))
			bracket = BRACKET_PASSES;
		else if (below)
			bracket = BRACKET_NONE;
		text_puts(out, signs[bracket]);
	}
	text_puts(out, table->device->brackets > 0 ? " " : "");
}

static void add_cells(struct text *out, const struct table *table, const char *const cells[])
{
	size_t pending = 0; /* blanks are written only before something: none end a line */

	for (int i = 0; i < COLUMNS; i++) {
		size_t width = term_width(str_of(cells[i]), 0), missing;

		if (table->widths[i] == 0)
			continue;
		missing = table->widths[i] > width ? table->widths[i] - width : 0;
		pending += right_aligned(i) ? missing : 0;
		if (*cells[i]) {
			text_fill(out, ' ', pending);
			text_puts(out, cells[i]);
			pending = 0;
		}
		pending += (right_aligned(i) ? 0 : missing) + 2;
	}
}

static void add_marks(struct text *out, const struct table *table, const struct picture_row *row)
{
	const struct terminal *terminal = table->terminal;

	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next) {
		enum severity severity = mark->finding->severity;
		size_t times = 1;

		for (; mark->next && mark->next->finding->rule == mark->finding->rule &&
		       mark->next->finding->severity == severity;
		     mark = mark->next)
			times++;

		add_brackets(out, table, row, true);
		if (terminal->color && severity >= SEVERITY_WARNING)
			text_puts(out, severity == SEVERITY_ERROR ? "\033[1;31m" : "\033[33m");
		text_printf(out, "^ %s: %s", severity_name(severity),
			    rule_get(mark->finding->rule)->name);
		if (times > 1)
			text_printf(out, " (%zu times)", times);
		terminal_plain(out, terminal);
		text_putc(out, '\n');
	}
}

static void add_row(struct text *out, const struct table *table, const struct picture_row *row)
{
	const char *cells[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		cells[i] = cell_of(table, row, i);
	cells[NAME] =
		picture_fit(out->arena, row->name, table->widths[NAME], table->terminal->ascii);
	add_brackets(out, table, row, false);
	if (row->role == ROLE_FREE || row->worst == SEVERITY_ERROR)
		terminal_color_row(out, row, table->terminal);
	add_cells(out, table, cells);
	if (row->role == ROLE_FREE || row->worst == SEVERITY_ERROR)
		terminal_plain(out, table->terminal);
	text_putc(out, '\n');
	add_marks(out, table, row);
}

void terminal_table(struct text *out, const struct picture_device *device,
		    const struct terminal *terminal)
{
	struct table table = {.arena = out->arena, .device = device, .terminal = terminal};

	measure(&table);
	fit(&table);
	add_brackets(out, &table, NULL, false);
	add_cells(out, &table, titles);
	text_putc(out, '\n');
	for (size_t i = 0; i < device->count; i++)
		add_row(out, &table, &device->rows[i]);
}
