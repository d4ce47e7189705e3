/* SPDX-License-Identifier: MIT */
/* Orders of rows that Partition Manager's outputs need. */
#include "emit/pm_table.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"

int pm_number_compare(struct pm_number a, struct pm_number b)
{
	int order = (a.magnitude > b.magnitude) - (a.magnitude < b.magnitude);

	if (a.negative != b.negative)
		return a.negative ? -1 : 1;
	return a.negative ? -order : order;
}

struct pm_number pm_number_subtract(struct pm_number a, struct pm_number b)
{
	bool larger = a.magnitude >= b.magnitude;

	if (a.negative != b.negative)
		return (struct pm_number){a.negative, a.magnitude + b.magnitude};
	if (larger)
		return (struct pm_number){a.negative && a.magnitude != b.magnitude,
					  a.magnitude - b.magnitude};
	return (struct pm_number){!a.negative, b.magnitude - a.magnitude};
}

struct pm_number pm_number_add(struct pm_number a, struct pm_number b)
{
	b.negative = !b.negative;
	return pm_number_subtract(a, b);
}

void pm_number_hex(struct text *out, struct pm_number number)
{
	text_printf(out, "%s0x%" PRIx64, number.negative ? "-" : "", number.magnitude);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct pm_row *)a)->name, ((const struct pm_row *)b)->name);
}

static int by_address(const void *a, const void *b)
{
	const struct pm_row *first = a, *second = b;
	int order = pm_number_compare(first->address, second->address);

	if (order == 0)
		order = (first->order > second->order) - (first->order < second->order);
	return order ? order : by_name(a, b);
}

const struct pm_row *pm_table_find(const struct pm_table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++) {
		if (cstr_eq(table->rows[i].name, name))
			return &table->rows[i];
	}
	return NULL;
}

/* -- Names by size ---------------------------------------------------------------------------- */

struct sized {
	const char *name;
	struct pm_number size;
	size_t depth, order;
};

static int by_size(const void *a, const void *b)
{
	const struct sized *first = a, *second = b;
	int order = pm_number_compare(first->size, second->size);

	if (order)
		return order;
	if (first->depth != second->depth)
		return first->depth < second->depth ? -1 : 1;
	if (first->order != second->order)
		return first->order < second->order ? -1 : 1;
	return strcmp(first->name, second->name);
}

/* The row that decides a row's depth, the first of its span; count when there is none. */
static size_t inner(const struct pm_table *table, size_t i)
{
	const struct pm_names *span = &table->rows[i].span;
	const struct pm_row *found;
	struct pm_row wanted = {.name = span->count ? span->all[0] : ""};

	if (span->count == 0)
		return table->count;
	found = bsearch(&wanted, table->rows, table->count, sizeof(wanted), by_name);
	return found ? (size_t)(found - table->rows) : table->count;
}

/* 0 for a leaf, one more than its first member for a container.  Each chain of members is
 * walked once: down to a known depth (or around a loop of spans), then filled from its end.
 */
static size_t *depths(struct arena *arena, const struct pm_table *table)
{
	size_t *depth = arena_array(arena, table->count + 1, sizeof(*depth));
	size_t *chain = arena_array(arena, table->count + 1, sizeof(*chain));
	bool *seen = arena_array(arena, table->count + 1, sizeof(*seen));

	for (size_t i = 0; i < table->count; i++) {
		size_t length = 0, below = 0, at = i;

		while (at < table->count && !seen[at]) {
			seen[at] = true;
			chain[length++] = at;
			at = inner(table, at);
		}
		if (length == 0)
			continue;
		if (at < table->count)
			below = depth[at] + 1;
		else if (table->rows[chain[length - 1]].has_span)
			below = 1;
		while (length > 0)
			depth[chain[--length]] = below++;
	}
	return depth;
}

void pm_table_finish(struct arena *arena, struct pm_table *table)
{
	struct sized *sized = arena_array(arena, table->count + 1, sizeof(*sized));
	const size_t *depth;

	if (table->count == 0)
		return;
	qsort(table->rows, table->count, sizeof(*table->rows), by_name);
	depth = depths(arena, table);
	for (size_t i = 0; i < table->count; i++)
		sized[i] = (struct sized){table->rows[i].name, table->rows[i].size, depth[i],
					  table->rows[i].order};
	qsort(sized, table->count, sizeof(*sized), by_size);
	table->by_size = arena_array(arena, table->count, sizeof(*table->by_size));
	for (size_t i = 0; i < table->count; i++)
		table->by_size[i] = sized[i].name;
	qsort(table->rows, table->count, sizeof(*table->rows), by_address);
}
