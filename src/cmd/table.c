/* SPDX-License-Identifier: MIT */
/* A layout as an aligned table a region, for people. */
#include "table.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/term.h"
#include "model/layout.h"

enum { NAME, START, END, SIZE, HUMAN, SECTORS, FLAGS, COLUMNS };

static const char *const titles[COLUMNS] = {"name", "start", "end", "size", "", "sectors", "flags"};

static bool right_aligned(int column)
{
	return column == START || column == END || column == SIZE || column == HUMAN ||
	       column == SECTORS;
}

struct row {
	const char *cells[COLUMNS];
};

struct table {
	struct arena *arena;
	struct row *rows;
	size_t count;
	size_t widths[COLUMNS];
};

static void add_flag(struct text *flags, bool holds, const char *flag)
{
	if (!holds)
		return;
	if (flags->n > 0)
		text_putc(flags, ' ');
	text_puts(flags, flag);
}

static const char *flags_of(const struct layout *layout, const struct partition *partition)
{
	struct text flags = {.arena = layout->arena};
	const struct bootloader *boot = &layout->bootloader;

	for (const struct slot_pair *pair = boot->pairs; pair; pair = pair->next) {
		add_flag(&flags, pair->primary == partition, "primary");
		add_flag(&flags, pair->secondary == partition, "secondary");
	}
	add_flag(&flags, boot->scratch == partition, "scratch");
	add_flag(&flags, partition->container, "container");
	add_flag(&flags, partition->dynamic, "dynamic");
	add_flag(&flags, partition->leftover, "rest");
	add_flag(&flags, partition->empty, "hole");
	return flags.p ? flags.p : "";
}

/* "12", "12+" when there is a part of another one, "<1" when there is only a part. */
static const char *sectors_of(struct arena *arena, struct fact page, uint64_t size)
{
	if (!fact_known(page) || page.value == 0)
		return "";
	if (size > 0 && size < page.value)
		return "<1";
	return arena_printf(arena, "%" PRIu64 "%s", size / page.value,
			    size % page.value ? "+" : "");
}

static void fill_extent(struct table *table, struct row *row, uint64_t begin, uint64_t size)
{
	row->cells[START] = arena_printf(table->arena, "0x%" PRIx64, begin);
	row->cells[END] = arena_printf(table->arena, "0x%" PRIx64, begin + size);
	row->cells[SIZE] = arena_printf(table->arena, "0x%" PRIx64, size);
	row->cells[HUMAN] = num_human(table->arena, size);
}

static void measure(struct table *table, const struct row *row)
{
	for (int i = 0; i < COLUMNS; i++) {
		size_t width = row->cells[i] ? term_width(str_of(row->cells[i]), 0) : 0;

		if (width > table->widths[i])
			table->widths[i] = width;
	}
}

static const char *visible(struct arena *arena, const char *name)
{
	struct text text = {.arena = arena};

	text_add_visible(&text, str_of(name));
	return text.p ? text.p : "";
}

static void add_partition(struct table *table, const struct layout *layout,
			  const struct region *region, const struct partition *partition)
{
	struct row *row = &table->rows[table->count++];

	row->cells[NAME] = visible(table->arena, partition->name);
	fill_extent(table, row, partition->address.value, partition->size.value);
	row->cells[SECTORS] = sectors_of(table->arena, region->page_size, partition->size.value);
	row->cells[FLAGS] = flags_of(layout, partition);
	measure(table, row);
}

static void add_gap(struct table *table, const struct region *region, const struct gap *gap)
{
	struct row *row = &table->rows[table->count++];

	row->cells[NAME] = "(free)";
	fill_extent(table, row, gap->begin, gap->end - gap->begin);
	row->cells[SECTORS] = sectors_of(table->arena, region->page_size, gap->end - gap->begin);
	measure(table, row);
}

/* Partition Manager gives the gap to `app`, or the entry for the rest of the region shows it. */
static bool shows_gap(const struct partition *partition, const struct gap *gap)
{
	uint64_t begin = partition->address.value, end = partition_end(partition);

	if (partition->dynamic)
		return begin <= gap->begin && gap->end <= end;
	return partition->leftover && begin == gap->begin && gap->end == end;
}

/* Partitions and free space in the order of addresses; both lists are sorted. */
static void fill(struct table *table, const struct layout *layout, const struct region *region)
{
	const struct gap *gap = region->gaps;

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *partition = region->by_address[i];

		for (; gap && gap->begin < partition->address.value; gap = gap->next)
			add_gap(table, region, gap);
		add_partition(table, layout, region, partition);
		if (gap && shows_gap(partition, gap))
			gap = gap->next;
	}
	for (; gap; gap = gap->next)
		add_gap(table, region, gap);
}

static void print_row(struct text *out, const struct table *table, const struct row *row)
{
	size_t pending = 2; /* blanks are written only before something: none end a line */

	for (int i = 0; i < COLUMNS; i++) {
		const char *cell = row->cells[i] ? row->cells[i] : "";
		size_t missing = table->widths[i] - term_width(str_of(cell), 0);

		if (table->widths[i] == 0)
			continue;
		if (right_aligned(i))
			pending += missing;
		if (*cell) {
			text_fill(out, ' ', pending);
			text_puts(out, cell);
			pending = 0;
		}
		pending += (right_aligned(i) ? 0 : missing) + 2;
	}
	text_putc(out, '\n');
}

static void print_region_line(struct text *out, const struct region *region, bool color)
{
	struct arena *arena = out->arena;

	text_puts(out, color ? "\033[1m" : "");
	text_add_visible(out, str_of(region->name));
	text_puts(out, color ? "\033[0m" : "");
	if (fact_known(region->size)) {
		uint64_t base = fact_known(region->base) ? region->base.value : 0;

		text_printf(out, "  0x%" PRIx64 "..0x%" PRIx64 "  %s", base,
			    base + region->size.value, num_human(arena, region->size.value));
	}
	if (fact_known(region->page_size))
		text_printf(out, "  pages of %s%s", num_human(arena, region->page_size.value),
			    fact_assumed(region->page_size) ? " (assumed)" : "");
	text_putc(out, '\n');
}

static void add_region(struct text *out, const struct layout *layout, const struct region *region,
		       bool color)
{
	struct table table = {.arena = out->arena};
	struct row head;

	table.rows =
		arena_array(out->arena, region->count + region->gap_count, sizeof(*table.rows));
	for (int i = 0; i < COLUMNS; i++)
		head.cells[i] = titles[i];
	measure(&table, &head);
	fill(&table, layout, region);
	print_region_line(out, region, color);
	print_row(out, &table, &head);
	for (size_t i = 0; i < table.count; i++)
		print_row(out, &table, &table.rows[i]);
}

static void add_unplaced(struct text *out, const struct layout *layout)
{
	bool first = true;

	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (p->placed)
			continue;
		text_puts(out, first ? "without a known place: " : ", ");
		text_add_visible(out, str_of(p->name));
		first = false;
	}
	text_puts(out, first ? "" : "\n");
}

void table_add(struct text *out, const struct layout *layout, bool color)
{
	if (!layout)
		return;
	for (const struct region *region = layout->regions; region; region = region->next) {
		if (region->count == 0)
			continue;
		if (out->n > 0)
			text_putc(out, '\n');
		add_region(out, layout, region, color);
	}
	add_unplaced(out, layout);
}
