/* SPDX-License-Identifier: MIT */
/* Layouts made by hand for the tests of the emitters, without a reader or a resolver. */
#ifndef TESTS_UNIT_EMIT_LAYOUTS_H
#define TESTS_UNIT_EMIT_LAYOUTS_H

#include "base/arena.h"
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

static inline void layouts_no_memory(void *context)
{
	(void)context;
	abort();
}

static inline struct layout *layout_make(void)
{
	struct arena *arena = arena_new(0, layouts_no_memory, NULL);
	struct layout *layout = ARENA_NEW(arena, struct layout);

	layout->arena = arena;
	layout->kind = LAYOUT_PM_PARTITIONS;
	return layout;
}

static inline void layout_drop(struct layout *layout)
{
	arena_free(layout->arena);
}

static inline struct region *layout_add_region(struct layout *layout, const char *name,
					       enum region_kind kind, uint64_t base, uint64_t size)
{
	struct region *region = ARENA_NEW(layout->arena, struct region), **tail = &layout->regions;

	region->name = name;
	region->kind = kind;
	region->declared = true;
	region->placement =
		kind == REGION_FLASH || kind == REGION_RAM ? PLACE_COMPLEX : PLACE_START_TO_END;
	region->base = fact_make(base, ORIGIN_WRITTEN, "regions.yml");
	region->size = fact_make(size, ORIGIN_WRITTEN, "regions.yml");
	region->device_name = region->default_driver = "";
	while (*tail)
		tail = &(*tail)->next;
	*tail = region;
	return region;
}

static inline struct partition *layout_add(struct layout *layout, struct region *region,
					   const char *name, uint64_t address, uint64_t size)
{
	struct partition *partition = ARENA_NEW(layout->arena, struct partition);
	struct partition **tail = &layout->partitions;

	partition->name = name;
	partition->region = region;
	partition->region_name = region->name;
	partition->address = fact_make(address, ORIGIN_WRITTEN, NULL);
	partition->size = fact_make(size, ORIGIN_WRITTEN, NULL);
	partition->placed = true;
	region->members++;
	layout->partition_count++;
	while (*tail)
		tail = &(*tail)->next;
	*tail = partition;
	return partition;
}

static inline int layouts_by_address(const void *a, const void *b)
{
	const struct partition *const *first = a, *const *second = b;
	uint64_t begin = (*first)->address.value, other = (*second)->address.value;

	return (begin > other) - (begin < other);
}

/* What the resolver notes in regions, without gaps and overlaps. */
static inline void layout_sort_regions(struct layout *layout)
{
	for (struct region *region = layout->regions; region; region = region->next) {
		region->by_address = arena_array(layout->arena, region->members + 1,
						 sizeof(*region->by_address));
		region->count = 0;
		for (struct partition *p = layout->partitions; p; p = p->next)
			if (p->region == region)
				region->by_address[region->count++] = p;
		qsort(region->by_address, region->count, sizeof(*region->by_address),
		      layouts_by_address);
	}
}

static inline struct reference *layout_refer(struct layout *layout, struct reference *list,
					     const char *name)
{
	struct reference *reference = ARENA_NEW(layout->arena, struct reference), *last = list;

	reference->name = name;
	if (!list)
		return reference;
	while (last->next)
		last = last->next;
	last->next = reference;
	return list;
}

/* An nRF9160 with a slot in external flash. */
static inline struct layout *layout_example(void)
{
	struct layout *layout = layout_make();
	struct region *flash =
		layout_add_region(layout, "flash_primary", REGION_FLASH, 0, 0x100000);
	struct region *ram =
		layout_add_region(layout, "sram_primary", REGION_RAM, 0x20000000, 0x40000);
	struct region *external =
		layout_add_region(layout, "external_flash", REGION_EXTERNAL_FLASH, 0, 0x800000);
	struct partition *primary;

	flash->device_name = "flash_controller";
	flash->default_driver = "CONFIG_SOC_FLASH_NRF";
	flash->page_size = fact_make(4096, ORIGIN_BUILT_IN, "the built-in facts of nrf9160");
	external->device_name = "DT_CHOSEN(nordic_pm_ext_flash)";
	external->page_size = fact_make(4096, ORIGIN_OPTION, "--page-size");
	layout_add(layout, ram, "sram_primary", 0x20000000, 0x40000);
	primary = layout_add(layout, flash, "mcuboot_primary", 0x10000, 0xe0000);
	primary->container = primary->has_span = true;
	primary->span = layout_refer(layout, NULL, "mcuboot_pad");
	primary->span = layout_refer(layout, primary->span, "app");
	layout_add(layout, flash, "mcuboot", 0, 0x10000);
	layout_add(layout, flash, "app", 0x10200, 0xdfe00)->dynamic = true;
	layout_add(layout, flash, "mcuboot_pad", 0x10000, 0x200);
	layout_add(layout, flash, "settings_storage", 0xf0000, 0x10000);
	layout_add(layout, external, "mcuboot_secondary", 0, 0xe0000);
	layout_add(layout, external, "external_flash", 0xe0000, 0x720000)->leftover = true;
	layout->bootloader.pairs = ARENA_NEW(layout->arena, struct slot_pair);
	layout->bootloader.pairs->primary = primary;
	for (struct partition *p = layout->partitions; p; p = p->next)
		if (strcmp(p->name, "mcuboot_secondary") == 0)
			layout->bootloader.pairs->secondary = p;
	layout_index(layout);
	return layout;
}

/* The output of one kind; NULL (and *why) when it was refused. */
static inline const char *layout_emit(struct layout *layout, const char *kind, const char *output,
				      const char **why)
{
	const struct emitter *emitter = emitter_find(kind);
	struct emit_options options = {.output = output};
	struct text text = {.arena = layout->arena};

	*why = NULL;
	if (!emitter->write(layout, &options, &text, why))
		return NULL;
	return text.p;
}

#endif
