/* SPDX-License-Identifier: MIT */
/* Partition Manager's ASCII report (PARTITION-MANAGER.md 6.3). */
#include "base/arena.h"
#include "base/term.h"
#include "emit/kinds.h"
#include "emit/pm_table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct palette {
	const char *title, *leaf, *container, *frame, *end;
};

static const struct palette colored = {"\033[94m", "\033[93m", "\033[94m", "\033[94m\033[0m",
				       "\033[0m"};
static const struct palette plain = {"", "", "", "", ""};

/* One line of a frame before it is filled up to the frame's width. */
struct row {
	const char *text;
	bool container; /* starts with '+' and is filled with '-' */
};

/* "48kB", "512B"; Partition Manager's size of an overfull region is "-1024B". */
static const char *short_size(struct arena *arena, struct pm_number size)
{
	if (size.negative)
		return arena_printf(arena, "-%" PRIu64 "B", size.magnitude);
	if (size.magnitude < 1024)
		return arena_printf(arena, "%" PRIu64 "B", size.magnitude);
	return arena_printf(arena, "%" PRIu64 "kB", size.magnitude / 1024);
}

/* By region's name, then address, larger first, containers first, place in the file, name. */
static int by_place(const void *a, const void *b)
{
	const struct pm_row *first = a, *second = b;
	int order = strcmp(first->region, second->region);

	if (order == 0)
		order = pm_number_compare(first->address, second->address);
	if (order == 0)
		order = pm_number_compare(second->size, first->size);
	if (order == 0)
		order = (int)second->drawn_as_container - (int)first->drawn_as_container;
	if (order == 0)
		order = (first->order > second->order) - (first->order < second->order);
	return order ? order : strcmp(first->name, second->name);
}

static struct row entry_row(struct arena *arena, const struct palette *palette,
			    const struct pm_row *entry)
{
	struct text text = {.arena = arena};
	bool container = entry->drawn_as_container;

	text_puts(&text, container ? "+---" : "| ");
	text_puts(&text, container ? palette->container : palette->leaf);
	pm_number_hex(&text, entry->address);
	text_puts(&text, ": ");
	text_add_visible(&text, str_of(entry->name));
	text_puts(&text, " (");
	pm_number_hex(&text, entry->size);
	text_printf(&text, " - %s)%s", short_size(arena, entry->size), palette->end);
	return (struct row){text.p, container};
}

/* Python's len(): characters, however wide they are. */
static size_t code_points(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

/* The colour's escape sequences count as columns, as they do for Partition Manager; every line
 * has the same number of them.
 */
static void add_row(struct text *out, struct row row, size_t width)
{
	size_t length = code_points(row.text);

	text_puts(out, row.text);
	text_fill(out, row.container ? '-' : ' ', width > length ? width - length : 0);
	text_puts(out, row.container ? "+\n" : "|\n");
}

/* A line between the last leaf of a container and a leaf that follows it. */
static bool needs_separator(const struct pm_row *entries, size_t count, size_t i,
			    struct pm_number container_end)
{
	return i + 1 < count && !entries[i].drawn_as_container &&
	       !entries[i + 1].drawn_as_container &&
	       pm_number_compare(entries[i].end, container_end) == 0;
}

static void add_frame(struct text *out, const struct palette *palette, const struct pm_row *entries,
		      size_t count)
{
	struct row frame = {arena_printf(out->arena, "+%s", palette->frame), true};
	struct row *rows = arena_array(out->arena, count, sizeof(*rows));
	struct pm_number container_end = {false, 0}; /* before one was met: an end of 0 counts */
	size_t width = 0;

	for (size_t i = 0; i < count; i++) {
		size_t length;

		rows[i] = entry_row(out->arena, palette, &entries[i]);
		length = code_points(rows[i].text);
		width = length + 1 > width ? length + 1 : width;
	}
	add_row(out, frame, width);
	for (size_t i = 0; i < count; i++) {
		add_row(out, rows[i], width);
		if (rows[i].container)
			container_end = entries[i].end;
		if (needs_separator(entries, count, i, container_end))
			add_row(out, frame, width);
	}
	add_row(out, frame, width);
}

/* The title's size is the extent of what is listed, not the region's. */
static void add_region(struct text *out, const struct palette *palette, const char *domain,
		       const struct pm_row *entries, size_t count)
{
	struct pm_number begin = entries[0].address, end = begin, size;

	for (size_t i = 0; i < count; i++) {
		size = pm_number_add(entries[i].address, entries[i].size);
		if (i == 0 || pm_number_compare(size, end) > 0)
			end = size;
	}
	size = pm_number_subtract(end, begin);
	text_printf(out, "%s ", palette->title);
	text_add_visible(out, str_of(domain));
	text_putc(out, ' ');
	text_add_visible(out, str_of(entries[0].region));
	text_puts(out, " (");
	pm_number_hex(out, size);
	text_printf(out, " - %s): %s\n", short_size(out->arena, size), palette->end);
	add_frame(out, palette, entries, count);
	text_putc(out, '\n');
}

void pm_report_write(struct text *out, const struct pm_table *table, bool color)
{
	struct pm_row *rows = arena_array(out->arena, table->count + 1, sizeof(*rows));
	size_t begin = 0;

	if (table->count == 0)
		return;
	memcpy(rows, table->rows, table->count * sizeof(*rows));
	qsort(rows, table->count, sizeof(*rows), by_place);
	for (size_t i = 1; i <= table->count; i++) {
		if (i < table->count && cstr_eq(rows[i].region, rows[begin].region))
			continue;
		add_region(out, color ? &colored : &plain, table->domain, &rows[begin], i - begin);
		begin = i;
	}
}

static bool write_report(const struct layout *layout, const struct emit_options *options,
			 struct text *out, const char **why)
{
	struct pm_table table;

	if (!pm_table_of_layout(layout, false, &table, why))
		return false;
	pm_report_write(out, &table, options->color);
	return true;
}

const struct emitter emit_report = {
	.kind = "report",
	.summary = "Partition Manager's report, byte for byte with --color always",
	.write = write_report,
};
