/* SPDX-License-Identifier: MIT */
/* Duplicate keys, resolved by sorting, so that a million members stay cheap. */
#include "read/members.h"

#include <stdlib.h>

#include "base/arena.h"

struct member {
	const struct node *node;
	size_t order;
};

static int compare_members(const void *a, const void *b)
{
	const struct member *left = a, *right = b;
	int order = str_cmp(left->node->key, right->node->key);

	if (order != 0)
		return order;
	return (left->order > right->order) - (left->order < right->order);
}

const struct node **members_that_win(struct arena *arena, const struct node *mapping, size_t *count)
{
	struct member *members = arena_array(arena, mapping->count + 1, sizeof(*members));
	const struct node **places = arena_array(arena, mapping->count + 1, sizeof(*places));
	size_t n = 0, kept = 0;

	for (const struct node *node = mapping->first; node; node = node->next, n++)
		members[n] = (struct member){node, n};
	if (n > 1)
		qsort(members, n, sizeof(*members), compare_members);
	for (size_t i = 0, first; i < n; i++) {
		first = i;
		while (i + 1 < n && str_eq(members[i + 1].node->key, members[first].node->key))
			i++;
		places[members[first].order] = members[i].node;
	}
	for (size_t i = 0; i < n; i++) {
		if (places[i])
			places[kept++] = places[i];
	}
	*count = kept;
	return places;
}
