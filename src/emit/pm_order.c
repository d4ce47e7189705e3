/* SPDX-License-Identifier: MIT */
/* Orders of names that Partition Manager's outputs need. */
#include "emit/pm_order.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct sized {
	const char *name;
	uint64_t size;
	size_t depth;
};

static int by_size(const void *a, const void *b)
{
	const struct sized *first = a, *second = b;

	if (first->size != second->size)
		return first->size < second->size ? -1 : 1;
	if (first->depth != second->depth)
		return first->depth < second->depth ? -1 : 1;
	return strcmp(first->name, second->name);
}

/* The entry that decides an entry's depth: the first of its span; count for a leaf or when that
 * member does not exist.
 */
static size_t inner(const struct entries *entries, size_t i)
{
	const struct partition *partition = entries->all[i].partition;

	if (partition == NULL || partition->span == NULL)
		return entries->count;
	return entries_find(entries, partition->span->name);
}

/* 0 for a leaf, one more than its first member for a container.  Each chain of members is
 * walked once: down to a known depth (or around a loop of spans), then filled from its end.
 */
static size_t *depths(const struct entries *entries)
{
	struct arena *arena = entries->layout->arena;
	size_t *depth = arena_array(arena, entries->count, sizeof(*depth));
	size_t *chain = arena_array(arena, entries->count, sizeof(*chain));
	bool *seen = arena_array(arena, entries->count, sizeof(*seen));

	for (size_t i = 0; i < entries->count; i++) {
		size_t length = 0, below = 0, at = i;

		while (at < entries->count && !seen[at]) {
			seen[at] = true;
			chain[length++] = at;
			at = inner(entries, at);
		}
		if (length == 0)
			continue;
		if (at < entries->count)
			below = depth[at] + 1;
		else if (entry_has_span(&entries->all[chain[length - 1]]))
			below = 1;
		while (length > 0)
			depth[chain[--length]] = below++;
	}
	return depth;
}

const char **pm_names_by_size(const struct entries *entries)
{
	struct arena *arena = entries->layout->arena;
	const size_t *depth = depths(entries);
	struct sized *sized = arena_array(arena, entries->count, sizeof(*sized));
	const char **names = arena_array(arena, entries->count, sizeof(*names));

	for (size_t i = 0; i < entries->count; i++) {
		sized[i].name = entries->all[i].name;
		sized[i].size = entries->all[i].size;
		sized[i].depth = depth[i];
	}
	qsort(sized, entries->count, sizeof(*sized), by_size);
	for (size_t i = 0; i < entries->count; i++)
		names[i] = sized[i].name;
	return names;
}

static int by_affiliation(const void *a, const void *b)
{
	const struct pm_membership *first = a, *second = b;
	int order = strcmp(first->affiliation, second->affiliation);

	return order ? order : (first->order > second->order) - (first->order < second->order);
}

static int by_group(const void *a, const void *b)
{
	const struct pm_membership *first = a, *second = b;

	if (first->group != second->group)
		return first->group < second->group ? -1 : 1;
	return (first->order > second->order) - (first->order < second->order);
}

static const struct reference *affiliations(const struct entry *entry)
{
	return entry->partition == NULL ? NULL : entry->partition->affiliation;
}

const struct pm_membership *pm_memberships(const struct entries *entries, size_t *count)
{
	struct pm_membership *all;
	size_t n = 0;

	for (size_t i = 0; i < entries->count; i++) {
		for (const struct reference *r = affiliations(&entries->all[i]); r; r = r->next)
			n++;
	}
	*count = n;
	all = arena_array(entries->layout->arena, n + 1, sizeof(*all));
	n = 0;
	for (size_t i = 0; i < entries->count; i++) {
		for (const struct reference *r = affiliations(&entries->all[i]); r; r = r->next) {
			all[n] = (struct pm_membership){r->name, entries->all[i].name, 0, n};
			n++;
		}
	}
	qsort(all, n, sizeof(*all), by_affiliation);
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && cstr_eq(all[i].affiliation, all[i - 1].affiliation);

		all[i].group = same ? all[i - 1].group : all[i].order;
	}
	qsort(all, n, sizeof(*all), by_group);
	return all;
}
