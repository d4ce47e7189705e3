/* SPDX-License-Identifier: MIT */
/* Questions about a layout and its partitions. */
#include "model/layout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* By name, then in the order of writing. */
static int compare_names(const void *a, const void *b)
{
	const struct partition *const *left = a;
	const struct partition *const *right = b;
	int order = strcmp((*left)->name, (*right)->name);

	if (order != 0)
		return order;
	return ((*left)->order > (*right)->order) - ((*left)->order < (*right)->order);
}

static int compare_name_with(const void *name, const void *b)
{
	const struct partition *const *partition = b;

	return strcmp(name, (*partition)->name);
}

struct partition *layout_find(const struct layout *layout, const char *name)
{
	struct partition **found;

	if (layout->by_name_count == 0)
		return NULL;
	found = bsearch(name, layout->by_name, layout->by_name_count, sizeof(*layout->by_name),
			compare_name_with);
	return found ? *found : NULL;
}

struct partition *layout_labelled(const struct layout *layout, const char *label)
{
	struct partition *partition = layout_find(layout, label);
	const struct devicetree_partition *labelled = NULL;

	if (!partition)
		labelled = devicetree_labelled(layout->devicetree, label);
	for (struct partition *it = labelled ? layout->partitions : NULL; it; it = it->next)
		if (it->devicetree == labelled)
			return it;
	return partition;
}

struct partition *layout_either(const struct layout *layout, const char *pm, const char *label)
{
	return layout->kind == LAYOUT_DEVICETREE ? layout_labelled(layout, label)
						 : layout_find(layout, pm);
}

struct region *layout_region(const struct layout *layout, const char *name)
{
	for (struct region *region = layout->regions; region; region = region->next) {
		if (strcmp(region->name, name) == 0)
			return region;
	}
	return NULL;
}

/* Only Partition Manager reads that choice; a .config would know better. */
static bool chooses_for_pm(const struct layout *layout)
{
	const struct devicetree *own = layout->devicetree;
	bool chosen = own && devicetree_chosen(own, "nordic,pm-ext-flash");

	for (const struct image *it = layout->facts.images; it; it = it->next) {
		if (it->kconfig)
			return false;
		chosen = chosen || (it->devicetree &&
				    devicetree_chosen(it->devicetree, "nordic,pm-ext-flash"));
	}
	return chosen;
}

bool layout_pm_is_on(const struct layout *layout)
{
	if (layout->kind != LAYOUT_DEVICETREE)
		return true;
	for (const struct image *it = layout->facts.images; it; it = it->next)
		if (kconfig_is_y(it->kconfig, "CONFIG_PARTITION_MANAGER_ENABLED") ||
		    kconfig_is_y(it->kconfig, "SB_CONFIG_PARTITION_MANAGER"))
			return true;
	return chooses_for_pm(layout);
}

void layout_index(struct layout *layout)
{
	size_t count = 0;

	for (struct partition *it = layout->partitions; it; it = it->next)
		count++;
	layout->by_name = arena_array(layout->arena, count + 1, sizeof(*layout->by_name));
	layout->by_name_count = 0;
	for (struct partition *it = layout->partitions; it; it = it->next)
		layout->by_name[layout->by_name_count++] = it;
	if (count > 1)
		qsort(layout->by_name, count, sizeof(*layout->by_name), compare_names);
}

bool region_is_in_uicr(const struct region *region)
{
	return region->kind == REGION_OTP || cstr_eq(region->name, "bootconf");
}

const char *layout_free_empty_name(struct arena *arena, const struct layout *layout)
{
	for (size_t n = 0;; n++) {
		const char *name = arena_printf(arena, "EMPTY_%zu", n);

		if (!layout_find(layout, name))
			return name;
	}
}

uint64_t partition_end(const struct partition *partition)
{
	return partition->address.value + partition->size.value;
}

bool partition_takes_bytes(const struct partition *partition)
{
	return partition->placed && partition->size.value > 0 && !partition->container &&
	       !partition->dynamic && !partition->leftover;
}

struct str partition_stem(const struct partition *partition)
{
	struct str name = str_of(partition->name), end = STR("_partition");

	if (partition->devicetree && str_ends(name, end.p) && !str_is(name, "storage_partition"))
		name.n -= end.n;
	return name;
}

bool partition_is_storage(const struct partition *partition)
{
	static const char *const others[] = {"tfm_its", "tfm_ps", "factory_data",
					     "storage_partition", NULL};
	static const char *const look_alikes[] = {"nonsecure_storage", "fmfu_storage", "bl_storage",
						  NULL};
	struct str name = partition_stem(partition);

	if (partition->container || str_starts(name, "mcuboot_"))
		return false;
	for (size_t i = 0; look_alikes[i]; i++) {
		if (str_is(name, look_alikes[i]))
			return false;
	}
	for (size_t i = 0; others[i]; i++) {
		if (str_is(name, others[i]))
			return true;
	}
	return str_ends(name, "_storage");
}

bool layout_has_spm(const struct layout *layout)
{
	return layout_find(layout, "spm") ||
	       (layout->kind == LAYOUT_DEVICETREE && layout_find(layout, "spm_partition"));
}

const char *partition_range(struct arena *arena, const struct partition *partition)
{
	return arena_printf(arena, "0x%" PRIx64 "..0x%" PRIx64, partition->address.value,
			    partition_end(partition));
}

const char *layout_kind_name(enum layout_kind kind)
{
	static const char *const names[] = {
		[LAYOUT_PM_STATIC] = "pm-static",
		[LAYOUT_PM_PARTITIONS] = "pm-partitions",
		[LAYOUT_DEVICETREE] = "devicetree",
	};

	return names[kind];
}
