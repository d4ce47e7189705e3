/* SPDX-License-Identifier: MIT */
/* Partition Manager's ASCII report (PARTITION-MANAGER.md 6.3). */
#include "base/arena.h"
#include "base/term.h"
#include "emit/entries.h"
#include "emit/kinds.h"

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

/* "48kB", "512B". */
static const char *short_size(struct arena *arena, uint64_t size)
{
	if (size < 1024)
		return arena_printf(arena, "%" PRIu64 "B", size);
	return arena_printf(arena, "%" PRIu64 "kB", size / 1024);
}

static bool is_drawn_as_container(const struct entry *entry)
{
	bool devicetree = entry->partition != NULL && entry->partition->devicetree != NULL;

	return devicetree ? entry_is_container(entry) : entry_has_span(entry);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* By region's name, then address, larger first, containers first, name. */
static int by_place(const void *a, const void *b)
{
	const struct entry *first = a, *second = b;
	int region = strcmp(first->region->name, second->region->name);

	if (region != 0)
		return region;
	if (first->address != second->address)
		return compare_numbers(first->address, second->address);
	if (first->size != second->size)
		return compare_numbers(second->size, first->size);
	if (is_drawn_as_container(first) != is_drawn_as_container(second))
		return is_drawn_as_container(first) ? -1 : 1;
	return strcmp(first->name, second->name);
}

static struct row entry_row(struct arena *arena, const struct palette *palette,
			    const struct entry *entry)
{
	struct text text = {.arena = arena};
	bool container = is_drawn_as_container(entry);

	text_puts(&text, container ? "+---" : "| ");
	text_puts(&text, container ? palette->container : palette->leaf);
	text_printf(&text, "0x%" PRIx64 ": ", entry->address);
	text_add_visible(&text, str_of(entry->name));
	text_printf(&text, " (0x%" PRIx64 " - %s)%s", entry->size, short_size(arena, entry->size),
		    palette->end);
	return (struct row){text.p, container};
}

/* The colour's escape sequences count as columns, as they do for Partition Manager; every line
 * has the same number of them.
 */
static void add_row(struct text *out, struct row row, size_t width)
{
	size_t length = term_width(str_of(row.text), 0);

	text_puts(out, row.text);
	text_fill(out, row.container ? '-' : ' ', width > length ? width - length : 0);
	text_puts(out, row.container ? "+\n" : "|\n");
}

/* A line between the last leaf of a container and a leaf that follows it. */
static bool needs_separator(const struct entry *entries, size_t count, size_t i,
			    uint64_t container_end)
{
	return i + 1 < count && !is_drawn_as_container(&entries[i]) &&
	       !is_drawn_as_container(&entries[i + 1]) && entry_end(&entries[i]) == container_end;
}

static void add_frame(struct text *out, const struct palette *palette, const struct entry *entries,
		      size_t count)
{
	struct row frame = {arena_printf(out->arena, "+%s", palette->frame), true};
	struct row *rows = arena_array(out->arena, count, sizeof(*rows));
	bool container_met = false;
	uint64_t container_end = 0;
	size_t width = 0;

	for (size_t i = 0; i < count; i++) {
		size_t length;

		rows[i] = entry_row(out->arena, palette, &entries[i]);
		length = term_width(str_of(rows[i].text), 0);
		width = length + 1 > width ? length + 1 : width;
	}
	add_row(out, frame, width);
	for (size_t i = 0; i < count; i++) {
		add_row(out, rows[i], width);
		if (rows[i].container) {
			container_met = true;
			container_end = entry_end(&entries[i]);
		}
		if (container_met && needs_separator(entries, count, i, container_end))
			add_row(out, frame, width);
	}
	add_row(out, frame, width);
}

/* The title's size is the extent of what is listed, not the region's. */
static void add_region(struct text *out, const struct palette *palette, const struct entry *entries,
		       size_t count)
{
	uint64_t begin = entries[0].address, end = 0;

	for (size_t i = 0; i < count; i++) {
		if (entry_end(&entries[i]) > end)
			end = entry_end(&entries[i]);
	}
	text_printf(out, "%s  ", palette->title);
	text_add_visible(out, str_of(entries[0].region->name));
	text_printf(out, " (0x%" PRIx64 " - %s): %s\n", end - begin,
		    short_size(out->arena, end - begin), palette->end);
	add_frame(out, palette, entries, count);
	text_putc(out, '\n');
}

static bool write_report(const struct layout *layout, const struct emit_options *options,
			 struct text *out, const char **why)
{
	struct entries entries;
	size_t begin = 0;

	if (!entries_collect(layout, &entries, why))
		return false;
	qsort(entries.all, entries.count, sizeof(struct entry), by_place);
	for (size_t i = 1; i <= entries.count; i++) {
		if (i < entries.count &&
		    cstr_eq(entries.all[i].region->name, entries.all[begin].region->name))
			continue;
		add_region(out, options->color ? &colored : &plain, &entries.all[begin], i - begin);
		begin = i;
	}
	return true;
}

const struct emitter emit_report = {
	.kind = "report",
	.summary = "Partition Manager's report, byte for byte with --color always",
	.write = write_report,
};
