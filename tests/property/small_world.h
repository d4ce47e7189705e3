/* SPDX-License-Identifier: MIT */
/* Worlds of eight sectors and a few partitions, small enough to try them all. */
#ifndef TESTS_PROPERTY_SMALL_WORLD_H
#define TESTS_PROPERTY_SMALL_WORLD_H

#include "../unit/resolve/build_layout.h"

#define SECTOR 0x1000u
#define SECTORS 8u
#define ENTRIES 5

enum role {
	LEAF,
	HOLDER_OF_ALL,  /* its span names everybody else */
	HOLDER_OF_NONE, /* its span names somebody who is not there */
	LEFTOVER,       /* named like its simple region */
	APP             /* the dynamic partition of a complex region */
};

/* A partition from one border to another; sector n lies between the borders n and n + 1. */
struct entry {
	enum role role;
	unsigned begin, end;
};

struct world {
	bool simple;    /* the region: external_flash instead of flash_primary */
	unsigned first; /* the border where the region begins: 0, or 1 with a sector in front */
	unsigned page;  /* sectors that are erased at once */
	struct entry entries[ENTRIES];
	const char *names[ENTRIES]; /* by world_name() */
	size_t count;
};

static inline unsigned world_last(const struct world *world)
{
	return world->first + SECTORS;
}

static inline bool is_holder(const struct entry *entry)
{
	return entry->role == HOLDER_OF_ALL || entry->role == HOLDER_OF_NONE;
}

/* The first holder is the primary slot: a container whose borders nobody may cross. */
static inline void world_name(struct world *world)
{
	static const char *const leaves[ENTRIES] = {"a", "b", "c", "d", "e"};
	static const char *const holders[ENTRIES] = {"box_a", "box_b", "box_c", "box_d", "box_e"};
	bool slot = false;

	for (size_t i = 0; i < world->count; i++) {
		const struct entry *entry = &world->entries[i];

		if (entry->role == LEAF) {
			world->names[i] = leaves[i];
		} else if (is_holder(entry)) {
			world->names[i] = slot ? holders[i] : "mcuboot_primary";
			slot = true;
		} else {
			world->names[i] = entry->role == APP ? "app" : "external_flash";
		}
	}
}

static inline const char *world_region(const struct world *world)
{
	return world->simple ? "external_flash" : "flash_primary";
}

static inline void build_spans(const struct world *world, struct layout *layout,
			       struct partition *const built[])
{
	for (size_t i = 0; i < world->count; i++) {
		if (world->entries[i].role == HOLDER_OF_NONE)
			build_span(layout, built[i], "nobody");
		if (world->entries[i].role != HOLDER_OF_ALL)
			continue;
		built[i]->has_span = true;
		for (size_t j = 0; j < world->count; j++)
			if (j != i)
				build_span(layout, built[i], world->names[j]);
	}
}

/* The world as a reader would leave it; built has its partitions in order. */
static inline struct layout *world_build(const struct world *world, struct partition *built[])
{
	struct layout *layout = build_layout();
	struct page_size_option *page = ARENA_NEW(layout->arena, struct page_size_option);

	build_declare(layout, world_region(world), world->first * SECTOR, SECTORS * SECTOR,
		      world->simple ? "start_to_end" : "complex");
	page->region = world_region(world);
	page->size = fact_make(world->page * SECTOR, ORIGIN_OPTION, "--page-size");
	layout->facts.page_sizes = page;
	for (size_t i = 0; i < world->count; i++) {
		const struct entry *entry = &world->entries[i];

		built[i] = build_in(layout, world_region(world), world->names[i],
				    entry->begin * SECTOR, (entry->end - entry->begin) * SECTOR);
		/* No rule about keys has anything to look at. */
		if (entry->role != LEFTOVER)
			built[i]->node = NULL;
	}
	build_spans(world, layout, built);
	return layout;
}

#endif
