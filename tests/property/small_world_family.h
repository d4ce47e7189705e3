/* SPDX-License-Identifier: MIT */
/* All small worlds of a family, one after the other. */
#ifndef TESTS_PROPERTY_SMALL_WORLD_FAMILY_H
#define TESTS_PROPERTY_SMALL_WORLD_FAMILY_H

#include "small_world.h"

/* What a family of worlds has in common. */
struct family {
	bool simple, packed;
	unsigned first;
	size_t count;      /* partitions that are placed freely */
	size_t not_leaves; /* at most */
	void (*visit)(struct world *world, void *context);
	void *context;
};

/* The borders inside the region are the first ones, none left out. */
static inline bool is_packed(const struct world *world)
{
	unsigned used = 0, inner;

	for (size_t i = 0; i < world->count; i++)
		used |= 1u << world->entries[i].begin | 1u << world->entries[i].end;
	inner = used >> (world->first + 1) & ((1u << (SECTORS - 1)) - 1);
	return (inner & (inner + 1)) == 0;
}

static inline bool is_possible(const struct family *family, const struct world *world)
{
	size_t not_leaves = 0, rests = 0;

	for (size_t i = 0; i < family->count; i++) {
		not_leaves += world->entries[i].role != LEAF;
		rests += world->entries[i].role == LEFTOVER;
	}
	return not_leaves <= family->not_leaves && rests <= (family->simple ? 1 : 0);
}

static inline void visit(const struct family *family, struct world *world)
{
	world_name(world);
	family->visit(world, family->context);
}

/* Every role for every partition; in a complex region with app and without. */
static inline void try_roles(const struct family *family, struct world *world)
{
	size_t combinations = 1;

	for (size_t i = 0; i < family->count; i++)
		combinations *= APP;
	for (size_t n = 0; n < combinations; n++) {
		size_t rest = n;

		for (size_t i = 0; i < family->count; i++, rest /= APP)
			world->entries[i].role = (enum role)(rest % APP);
		if (!is_possible(family, world))
			continue;
		world->count = family->count;
		visit(family, world);
		if (family->simple || family->count == 4)
			continue;
		world->entries[world->count++] =
			(struct entry){APP, world->first + 2, world->first + 3};
		visit(family, world);
	}
	world->count = family->count;
}

/* Every place for the partitions from index on, none in front of the one before it. */
static inline void try_places(const struct family *family, struct world *world, size_t index)
{
	const struct entry *before = index ? &world->entries[index - 1] : NULL;
	unsigned beyond = world->first + SECTORS + 1;

	if (index == family->count || index == ENTRIES) {
		if (!family->packed || is_packed(world))
			try_roles(family, world);
		return;
	}
	for (unsigned begin = before ? before->begin : 0; begin <= beyond; begin++) {
		unsigned end = before && before->begin == begin ? before->end : begin;

		for (; end <= beyond; end++) {
			world->entries[index] = (struct entry){LEAF, begin, end};
			try_places(family, world, index + 1);
		}
	}
}

/* Calls family->visit for every world. */
static inline void family_visit(const struct family *family)
{
	struct world world = {.simple = family->simple, .first = family->first, .page = 1};

	world.count = family->count;
	try_places(family, &world, 0);
}

#endif
