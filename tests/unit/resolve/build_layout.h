/* SPDX-License-Identifier: MIT */
/* Layouts as a reader would leave them, made by hand for the tests of resolve. */
#ifndef TESTS_UNIT_RESOLVE_BUILD_LAYOUT_H
#define TESTS_UNIT_RESOLVE_BUILD_LAYOUT_H

#include "base/arena.h"
#include "model/layout.h"

#include <stdlib.h>
#include <string.h>

static inline void build_no_memory(void *context)
{
	(void)context;
	abort();
}

/* A layout of Partition Manager without a partition. */
static inline struct layout *build_layout(void)
{
	static const struct node document = {.kind = NODE_MAPPING};
	struct arena *arena = arena_new(0, build_no_memory, NULL);
	struct layout *layout = ARENA_NEW(arena, struct layout);

	layout->arena = arena;
	layout->kind = LAYOUT_PM_STATIC;
	layout->document = &document;
	layout->source = source_new(arena, "pm_static.yml", STR("layout"));
	return layout;
}

static inline void build_drop(struct layout *layout)
{
	arena_free(layout->arena);
}

/* A partition without an extent. */
static inline struct partition *build_unplaced(struct layout *layout, const char *region,
					       const char *name)
{
	struct partition *partition = ARENA_NEW(layout->arena, struct partition);
	struct partition **tail = &layout->partitions;

	partition->name = name;
	partition->region_name = region;
	partition->order = (uint32_t)layout->partition_count++;
	partition->node = layout->document;
	partition->at = span_of(layout->source, 0, 1);
	while (*tail)
		tail = &(*tail)->next;
	*tail = partition;
	return partition;
}

static inline struct partition *build_in(struct layout *layout, const char *region,
					 const char *name, uint64_t address, uint64_t size)
{
	struct partition *partition = build_unplaced(layout, region, name);

	partition->written_address = fact_make(address, ORIGIN_WRITTEN, NULL);
	partition->written_size = fact_make(size, ORIGIN_WRITTEN, NULL);
	return partition;
}

static inline struct partition *build_flash(struct layout *layout, const char *name,
					    uint64_t address, uint64_t size)
{
	return build_in(layout, "flash_primary", name, address, size);
}

/* Adds a name behind those of a list. */
static inline void build_refer(struct layout *layout, struct reference **list, const char *name)
{
	while (*list)
		list = &(*list)->next;
	*list = ARENA_NEW(layout->arena, struct reference);
	(*list)->name = name;
}

static inline void build_span(struct layout *layout, struct partition *container,
			      const char *member)
{
	container->has_span = true;
	build_refer(layout, &container->span, member);
}

/* The project's image of that name, made when it is new. */
static inline struct image *build_image(struct layout *layout, const char *name)
{
	struct image **link = &layout->facts.images;

	while (*link && strcmp((*link)->name, name) != 0)
		link = &(*link)->next;
	if (!*link) {
		*link = ARENA_NEW(layout->arena, struct image);
		(*link)->name = name;
	}
	return *link;
}

/* Adds an option to an image's .config, in the order of names that a reader makes. */
static inline void build_option(struct layout *layout, const char *image_name, const char *name,
				const char *value)
{
	struct image *image = build_image(layout, image_name);
	struct kconfig *config = ARENA_NEW(layout->arena, struct kconfig);
	size_t count = image->kconfig ? image->kconfig->count : 0, i = count;
	struct kconfig_option *options =
		arena_array(layout->arena, count + 1, sizeof(struct kconfig_option));

	if (count)
		memcpy(options, image->kconfig->options, count * sizeof(*options));
	for (; i > 0 && str_cmp(options[i - 1].name, str_of(name)) > 0; i--)
		options[i] = options[i - 1];
	options[i] = (struct kconfig_option){.name = str_of(name), .value = str_of(value)};
	config->options = options;
	config->count = count + 1;
	image->kconfig = config;
}

/* The image's devicetree, made when it has none. */
static inline struct devicetree *build_devicetree(struct layout *layout, const char *image_name,
						  struct devicetree *dt)
{
	build_image(layout, image_name)->devicetree = dt;
	return dt;
}

/* --soc NAME. */
static inline void build_soc(struct layout *layout, const char *name)
{
	layout->facts.soc = soc_find(str_of(name));
	layout->facts.soc_origin = ORIGIN_OPTION;
	layout->facts.soc_from = "--soc";
}

/* A region of --regions, behind those that are there. */
static inline struct region_declaration *build_declare(struct layout *layout, const char *name,
						       uint64_t base, uint64_t size,
						       const char *placement)
{
	struct region_declaration **tail = &layout->facts.regions;

	while (*tail)
		tail = &(*tail)->next;
	*tail = ARENA_NEW(layout->arena, struct region_declaration);
	(*tail)->name = name;
	(*tail)->base = fact_make(base, ORIGIN_WRITTEN, "regions.yml");
	(*tail)->size = fact_make(size, ORIGIN_WRITTEN, "regions.yml");
	(*tail)->placement_strategy = placement;
	(*tail)->device = (*tail)->default_driver = (*tail)->dynamic_partition = "";
	layout->facts.regions_given = true;
	return *tail;
}

#endif
