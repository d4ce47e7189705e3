/* SPDX-License-Identifier: MIT */
/* The regions that the partitions lie in: as regions.yml declares them, else as the build system
 * would make them of the chip, the devicetree and the .config (PARTITION-MANAGER.md 4).
 */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "model/usual_region.h"

#include <stdlib.h>
#include <string.h>

/* Regions under construction: tail spares a walk for each new one. */
struct builder {
	struct layout *layout;
	struct region **tail;
	struct region **declared; /* those of regions.yml, sorted by name */
	size_t declared_count;
};

static struct region *region_add(struct builder *builder, const char *name)
{
	struct region *region = ARENA_NEW(builder->layout->arena, struct region);
	const struct usual_region *usual = usual_region_find(name);

	region->name = name;
	region->kind = REGION_OTHER;
	region->placement = PLACE_START_TO_END;
	region->device_name = region->default_driver = "";
	if (usual) {
		region->kind = usual->kind;
		region->placement = usual->placement;
		region->declared = true;
	}
	*builder->tail = region;
	builder->tail = &region->next;
	return region;
}

static void declare(struct builder *builder, const struct region_declaration *declaration)
{
	struct region *region = region_add(builder, declaration->name);

	region->declared = true;
	region->at = declaration->at;
	region->size = declaration->size;
	region->base = declaration->base;
	region->device_name = declaration->device;
	region->default_driver = declaration->default_driver;
	if (*declaration->dynamic_partition)
		region->dynamic_name = declaration->dynamic_partition;
	if (cstr_eq(declaration->placement_strategy, "complex"))
		region->placement = PLACE_COMPLEX;
	else if (cstr_eq(declaration->placement_strategy, "end_to_start"))
		region->placement = PLACE_END_TO_START;
	else if (cstr_eq(declaration->placement_strategy, "start_to_end"))
		region->placement = PLACE_START_TO_END;
}

static int by_name(const void *a, const void *b)
{
	const struct region *const *left = a, *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

static int compare_name_with(const void *name, const void *region)
{
	return strcmp(name, (*(const struct region *const *)region)->name);
}

static void declare_all(struct builder *builder)
{
	struct layout *layout = builder->layout;
	size_t count = 0;

	if (!layout->document)
		return;
	for (const struct region_declaration *it = layout->facts.regions; it; it = it->next) {
		declare(builder, it);
		count++;
	}
	builder->declared = arena_array(layout->arena, count + 1, sizeof(builder->declared[0]));
	for (struct region *region = layout->regions; region; region = region->next)
		builder->declared[builder->declared_count++] = region;
	qsort(builder->declared, builder->declared_count, sizeof(builder->declared[0]), by_name);
}

/* Declared regions that are compared with a name they are not equal to; a build has six. */
#define SUBSTRING_REGIONS 64

/* PM's membership is a substring test: a region `flash` also takes `flash_primary`. */
static struct region *declared_region(const struct builder *builder, const char *name)
{
	struct region *region = builder->layout->regions;
	struct region **exact = bsearch(name, builder->declared, builder->declared_count,
					sizeof(builder->declared[0]), compare_name_with);

	if (exact)
		return *exact;
	for (size_t i = 0; region && i < SUBSTRING_REGIONS; i++, region = region->next)
		if (strstr(name, region->name))
			return region;
	return NULL;
}

/* A flash device of a devicetree layout that is neither the internal nor the external one. */
static void fill_device(struct region *region, const struct flash_device *device)
{
	region->device = device;
	region->at = device->at;
	region->declared = true;
	if (device->kind == FLASH_SPI_NOR || device->kind == FLASH_QSPI_NOR)
		region->kind = REGION_EXTERNAL_FLASH;
	region->base = device->base; /* that of their addresses; unknown where they are offsets */
	region->size = device->size;
	region->page_size = device->erase_block;
	region->write_size = device->write_block;
}

/* RAM of a devicetree layout. */
static void fill_memory(struct region *region, const struct memory_device *memory)
{
	region->at = memory->at;
	region->declared = true;
	region->kind = REGION_RAM;
	region->base = memory->base;
	region->size = memory->size;
}

static int by_region_name(const void *a, const void *b)
{
	const struct partition *const *p = a, *const *q = b;
	int order = strcmp((*p)->region_name, (*q)->region_name);

	return order ? order : ((*p)->order > (*q)->order) - ((*p)->order < (*q)->order);
}

/* All partitions, those of one region name together: one search a name, not one a partition. */
static struct partition **group(const struct layout *layout, size_t *count)
{
	struct partition **all =
		arena_array(layout->arena, layout->partition_count + 1, sizeof(struct partition *));

	*count = 0;
	for (struct partition *partition = layout->partitions; partition;
	     partition = partition->next)
		all[(*count)++] = partition;
	qsort(all, *count, sizeof(struct partition *), by_region_name);
	return all;
}

static struct region *region_for(struct builder *builder, const struct partition *partition)
{
	const struct layout *layout = builder->layout;
	bool closed = layout->facts.regions_given && layout->document;
	struct region *region;

	if (closed)
		return declared_region(builder, partition->region_name);
	region = region_add(builder, partition->region_name);
	if (partition->devicetree && partition->devicetree->device)
		fill_device(region, partition->devicetree->device);
	else if (partition->devicetree && partition->devicetree->memory)
		fill_memory(region, partition->devicetree->memory);
	return region;
}

void resolve_regions(struct layout *layout)
{
	struct builder builder = {.layout = layout, .tail = &layout->regions};
	struct region *region = NULL;
	size_t count;
	struct partition **all = group(layout, &count);

	declare_all(&builder);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !cstr_eq(all[i]->region_name, all[i - 1]->region_name))
			region = region_for(&builder, all[i]);
		all[i]->region = region;
		if (region)
			region->members++;
	}
	for (region = layout->regions; region; region = region->next)
		resolve_region_facts(layout, region);
}

/* The build system makes a region of the chip that is chosen, not of any that is there. */
static bool is_chosen(const struct layout *layout, const struct region *region)
{
	const struct devicetree *app = facts_devicetree(&layout->facts, "app");

	return region->kind != REGION_EXTERNAL_FLASH || !app ||
	       devicetree_chosen(app, "nordic,pm-ext-flash");
}

/* False when nothing tells how large a region is that not every chip has. */
static bool exists(const struct region *region)
{
	return region->kind == REGION_FLASH || region->kind == REGION_RAM ||
	       fact_known(region->size);
}

void resolve_usual_regions(struct layout *layout)
{
	static const char *const names[] = {
		"sram_primary", "otp", "bootconf", "flash_primary", "external_flash", "ram_flash"};
	struct builder builder = {.layout = layout, .tail = &layout->regions};

	for (const struct region_declaration *it = layout->facts.regions; it; it = it->next)
		declare(&builder, it);
	for (size_t i = 0; !layout->facts.regions_given && i < sizeof(names) / sizeof(names[0]);
	     i++) {
		struct region **added = builder.tail, *region = region_add(&builder, names[i]);

		resolve_region_facts(layout, region);
		if (region->kind == REGION_RAM)
			region->dynamic_name = region->name;
		if (!exists(region) || !is_chosen(layout, region)) {
			*added = NULL;
			builder.tail = added;
		}
	}
}

void resolve_told_region(struct layout *layout, const char *name, struct fact size,
			 struct fact base)
{
	struct builder builder = {.layout = layout, .tail = &layout->regions};
	struct region *region;

	while (*builder.tail && !cstr_eq((*builder.tail)->name, name))
		builder.tail = &(*builder.tail)->next;
	region = *builder.tail;
	if (!region) {
		region = region_add(&builder, name);
		resolve_region_facts(layout, region);
	}
	region->size = size;
	if (fact_known(base))
		region->base = base;
}
