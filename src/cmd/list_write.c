/* SPDX-License-Identifier: MIT */
/* A list as aligned text, as a Markdown table and as JSON. */
#include "list.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

struct columns {
	size_t count; /* without long texts */
	size_t widths[LIST_MAX_COLUMNS];
};

static const char *cell_text(struct arena *arena, const struct list_column *column,
			     const struct list_cell *cell)
{
	if (column->kind == COLUMN_BYTES)
		return num_size(arena, cell->number);
	return cell->text ? cell->text : "";
}

static struct columns measure(struct arena *arena, const struct listing *listing)
{
	struct columns columns = {0};

	while (listing->columns[columns.count].name &&
	       listing->columns[columns.count].kind != COLUMN_LONG)
		columns.count++;
	for (size_t i = 0; i < listing->count(); i++) {
		struct list_cell cells[LIST_MAX_COLUMNS] = {{0}};

		listing->row(arena, i, cells);
		for (size_t c = 0; c < columns.count; c++) {
			size_t n = strlen(cell_text(arena, &listing->columns[c], &cells[c]));

			if (n > columns.widths[c])
				columns.widths[c] = n;
		}
	}
	return columns;
}

void list_write_text(struct text *out, const struct listing *listing, bool color)
{
	const struct columns columns = measure(out->arena, listing);

	for (size_t i = 0; i < listing->count(); i++) {
		struct list_cell cells[LIST_MAX_COLUMNS] = {{0}};

		listing->row(out->arena, i, cells);
		for (size_t c = 0; c < columns.count; c++) {
			const char *text = cell_text(out->arena, &listing->columns[c], &cells[c]);

			text_puts(out, c == 0 && color ? "\033[1m" : "");
			text_puts(out, text);
			text_puts(out, c == 0 && color ? "\033[0m" : "");
			if (c + 1 < columns.count)
				text_fill(out, ' ', columns.widths[c] - strlen(text) + 2);
		}
		text_putc(out, '\n');
	}
}

/* A bar would end the cell. */
static void add_markdown(struct text *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			text_putc(out, '\\');
		text_putc(out, *text);
	}
}

void list_write_markdown(struct text *out, const struct listing *listing)
{
	const struct columns columns = measure(out->arena, listing);

	for (size_t c = 0; c < columns.count; c++)
		text_printf(out, "| %s ", listing->columns[c].name);
	text_puts(out, "|\n");
	for (size_t c = 0; c < columns.count; c++)
		text_puts(out, "| --- ");
	text_puts(out, "|\n");
	for (size_t i = 0; i < listing->count(); i++) {
		struct list_cell cells[LIST_MAX_COLUMNS] = {{0}};

		listing->row(out->arena, i, cells);
		for (size_t c = 0; c < columns.count; c++) {
			text_puts(out, c == 0 ? "| `" : "| ");
			add_markdown(out, cell_text(out->arena, &listing->columns[c], &cells[c]));
			text_puts(out, c == 0 ? "` " : " ");
		}
		text_puts(out, "|\n");
	}
}

static void add_json_string(struct text *out, const char *text)
{
	text_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			text_printf(out, "\\%c", *text);
		else if (*text == '\n')
			text_puts(out, "\\n");
		else if ((unsigned char)*text < ' ')
			text_printf(out, "\\u%04x", (unsigned)*text);
		else
			text_putc(out, *text);
	}
	text_putc(out, '"');
}

/* The tables are our own; what they hold is UTF-8. */
void list_write_json(struct text *out, const struct listing *listing)
{
	text_puts(out, "[");
	for (size_t i = 0; i < listing->count(); i++) {
		struct list_cell cells[LIST_MAX_COLUMNS] = {{0}};

		listing->row(out->arena, i, cells);
		text_puts(out, i ? ",\n  {" : "\n  {");
		for (size_t c = 0; listing->columns[c].name; c++) {
			text_printf(out, "%s\"%s\": ", c ? ", " : "", listing->columns[c].name);
			if (listing->columns[c].kind == COLUMN_BYTES)
				text_printf(out, "%" PRIu64, cells[c].number);
			else
				add_json_string(out, cells[c].text ? cells[c].text : "");
		}
		text_puts(out, "}");
	}
	text_puts(out, "\n]\n");
}
