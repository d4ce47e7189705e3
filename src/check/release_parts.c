/* SPDX-License-Identifier: MIT */
/* Which partitions of a layout matter to devices that have another one. */
#include "check/release_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/name_map.h"
#include "model/slot_halves.h"

static bool is_devicetree(const struct layout *layout)
{
	return layout->kind == LAYOUT_DEVICETREE;
}

static bool is_one_of(const char *name, const char *const list[])
{
	for (size_t i = 0; list[i]; i++) {
		if (cstr_eq(name, list[i]))
			return true;
	}
	return false;
}

/* mcuboot_primary, mcuboot_secondary_1, ...: what is behind the stem is a number. */
static bool is_mcuboot_slot(const char *name)
{
	static const char *const stems[] = {"mcuboot_primary", "mcuboot_secondary"};

	for (size_t i = 0; i < 2; i++) {
		const char *rest;

		if (!cstr_starts(name, stems[i]))
			continue;
		rest = name + strlen(stems[i]);
		if (*rest == '_' && rest[1])
			rest += 1 + strspn(rest + 1, "0123456789");
		return *rest == '\0';
	}
	return cstr_eq(name, "mcuboot_scratch");
}

/* s0 and s1 hold a pad and an image; devicetrees have the image alone, so that is what is
 * compared with one.
 */
static bool is_first_stage_slot(const struct layout *layout, const struct layout *other,
				const char *name)
{
	const bool both_pm = !is_devicetree(layout) && !is_devicetree(other);

	if (cstr_eq(name, "s0") || cstr_eq(name, "s1"))
		return both_pm;
	if (cstr_eq(name, "s0_image") || cstr_eq(name, "s1_image"))
		return !both_pm || !layout_find(layout, cstr_eq(name, "s0_image") ? "s0" : "s1");
	return false;
}

/* -- Halves of a slot ------------------------------------------------------------------------- */

static const char *const halves[] = {"tfm_secure", "tfm_nonsecure", "slot1_s", "slot1_ns", NULL};

static const char *name_in_pm(const struct layout *layout, const struct partition *partition)
{
	const struct devicetree_partition *written = partition->devicetree;

	return written ? name_map_from_node(layout->arena, partition->name, written->label)
		       : partition->name;
}

/* A partition of a devicetree by Partition Manager's name; NULL when there is none. */
static const struct partition *find_in_devicetree(const struct layout *layout, const char *name)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (p->placed && p->region && cstr_eq(name_in_pm(layout, p), name))
			return p;
	}
	return NULL;
}

/* Where Partition Manager's layout has that half; false when it has none. */
static bool extent_of_half(const struct slot_halves *split, const char *name, struct extent *extent,
			   struct region **region)
{
	const struct extent *const extents[] = {&split->secure, &split->nonsecure,
						&split->secondary_secure,
						&split->secondary_nonsecure};

	for (size_t i = 0; halves[i]; i++) {
		if (!cstr_eq(name, halves[i]) || (i >= 2 && !split->secondary))
			continue;
		*extent = *extents[i];
		*region = i < 2 ? split->region : split->secondary->region;
		return true;
	}
	return false;
}

/* Between two devicetrees, which may have them beside each other, halves are slots.  With Partition
 * Manager's layout on one side the slot itself is compared, and its halves only when both have
 * them.
 */
static enum part_role role_of_half(const struct layout *layout, const struct layout *other,
				   const char *name)
{
	struct slot_halves split;
	struct region *region;
	struct extent extent;

	if (!is_devicetree(layout))
		return PART_NONE;
	if (is_devicetree(other))
		return PART_SLOT;
	return slot_halves(other, &split) && extent_of_half(&split, name, &extent, &region)
		       ? PART_PASSING
		       : PART_NONE;
}

/* The room for the header of an image that MCUboot or b0 starts. */
static bool is_image_pad(const char *name)
{
	return cstr_eq(name, "mcuboot_pad") || cstr_starts(name, "mcuboot_pad_") ||
	       cstr_eq(name, "s0_pad") || cstr_eq(name, "s1_pad");
}

static enum part_role role_by_name(const struct layout *layout, const struct layout *other,
				   const char *name)
{
	static const char *const bootloaders[] = {"mcuboot", "b0", "b0n", NULL};
	static const char *const passing[] = {"fmfu_storage", "modem_trace", NULL};
	static const char *const code[] = {"app", "tfm", "spm", "mcuboot_primary_app", NULL};

	if (is_mcuboot_slot(name) || is_first_stage_slot(layout, other, name))
		return PART_SLOT;
	if (is_one_of(name, halves))
		return role_of_half(layout, other, name);
	/* A proof of the one against the other misses no node. */
	if (is_devicetree(layout) != is_devicetree(other) &&
	    (cstr_eq(name, "spm") || (cstr_ends(name, "_pad") && !is_image_pad(name))))
		return PART_PASSING;
	if (cstr_ends(name, "_pad"))
		return PART_PAD;
	if (cstr_starts(name, "mcuboot_pad_") && is_devicetree(other))
		return PART_NONE;
	if (is_one_of(name, bootloaders))
		return PART_BOOTLOADER;
	if (is_one_of(name, passing))
		return PART_PASSING;
	if (cstr_starts(name, "mcuboot_") && cstr_ends(name, "_app"))
		return PART_NONE;
	return is_one_of(name, code) ? PART_NONE : PART_DATA;
}

/* Devicetrees do not partition UICR; and only MCUboot's has RAM that is written like flash. */
static bool is_out_of_sight(const struct region *region, const struct layout *other)
{
	return is_devicetree(other) &&
	       (region_is_in_uicr(region) ||
		(cstr_eq(region->name, "ram_flash") && !layout_region(other, "ram_flash")));
}

/* The window that TF-M gives to the application's data, where both have one. */
static bool is_data_window(const struct layout *layout, const struct layout *other,
			   const struct partition *partition)
{
	const struct partition *window;

	if (!partition->container || is_devicetree(layout) == is_devicetree(other))
		return false;
	if (is_devicetree(layout))
		return cstr_eq(partition->name, "storage_partition") &&
		       layout_find(other, "nonsecure_storage");
	window = layout_find(other, "storage_partition");
	return cstr_eq(partition->name, "nonsecure_storage") && window && window->container;
}

/* Its bytes are those of others.  Entries that overlap become nodes inside each other. */
static bool holds_others(const struct layout *layout, const struct layout *other,
			 const struct partition *partition, const char *name)
{
	const struct partition *leaf =
		is_devicetree(layout) && !is_devicetree(other) ? layout_find(other, name) : NULL;

	return partition->container &&
	       (!leaf || leaf->container || is_data_window(layout, other, partition));
}

static enum part_role role_of(const struct layout *layout, const struct layout *other,
			      const struct partition *partition, const char *name)
{
	enum part_role role;

	if (!partition->placed || !partition->region || partition->region->kind == REGION_RAM ||
	    partition->empty || is_out_of_sight(partition->region, other))
		return PART_NONE;
	if (partition->leftover)
		return partition->implied && fact_assumed(partition->size) ? PART_NONE
									   : PART_LEFTOVER;
	if (partition->dynamic)
		return PART_NONE;
	role = role_by_name(layout, other, name);
	/* b0 may be a span, whose node has the same bytes; a half of a slot may hold data. */
	if (role == PART_SLOT || is_one_of(name, halves) ||
	    (role == PART_BOOTLOADER && is_devicetree(layout) != is_devicetree(other)))
		return role;
	return holds_others(layout, other, partition, name) ? PART_NONE : role;
}

/* -- Slots without MCUboot -------------------------------------------------------------------- */

/* Without a bootloader's slot the application is what a devicetree calls slot 0. */
static bool app_is_slot(const struct layout *layout, const struct layout *other,
			const struct partition *partition)
{
	return !is_devicetree(layout) && is_devicetree(other) && partition->placed &&
	       partition->region && cstr_eq(partition->name, "app") &&
	       !layout_find(layout, "mcuboot_primary");
}

/* What slot 0 is when the application is split: all of it, or the secure half where the other
 * half has a node beside it.
 */
static struct extent split_slot(const struct layout *other, const struct slot_halves *split)
{
	const struct partition *slot = find_in_devicetree(other, "mcuboot_primary");

	if (slot && !slot->container && find_in_devicetree(other, "tfm_nonsecure"))
		return split->secure;
	return (struct extent){split->secure.begin, split->nonsecure.end};
}

/* -- Parts that no partition of Partition Manager's layout is --------------------------------- */

static void add_implied(struct parts *parts, const struct layout *layout, const char *name,
			struct extent extent, struct region *region)
{
	const struct partition *app = layout_find(layout, "app");
	struct partition *partition = ARENA_NEW(layout->arena, struct partition);

	partition->name = name;
	partition->at = app ? app->at : span_of(layout->source, 0, 0);
	partition->region = region;
	partition->region_name = region->name;
	partition->address = fact_make(extent.begin, ORIGIN_DERIVED, NULL);
	partition->size = fact_make(extent.end - extent.begin, ORIGIN_DERIVED, NULL);
	partition->placed = partition->implied = true;
	parts->all[parts->count++] = (struct part){
		partition, name, cstr_eq(name, "mcuboot_primary") ? PART_SLOT : PART_PASSING};
}

/* The slot that TF-M and the application share, and the halves that the devicetree has. */
static void add_split(struct parts *parts, const struct layout *layout, const struct layout *other)
{
	struct slot_halves split;
	struct region *region;
	struct extent extent;

	if (is_devicetree(layout) || !is_devicetree(other) || !slot_halves(layout, &split))
		return;
	if (!layout_find(layout, "mcuboot_primary") && find_in_devicetree(other, "mcuboot_primary"))
		add_implied(parts, layout, "mcuboot_primary", split_slot(other, &split),
			    split.region);
	for (size_t i = 0; halves[i]; i++) {
		if (find_in_devicetree(other, halves[i]) &&
		    extent_of_half(&split, halves[i], &extent, &region))
			add_implied(parts, layout, halves[i], extent, region);
	}
}

/* -- All of them ------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
	const struct part *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	if (order)
		return order;
	return (left->partition->order > right->partition->order) -
	       (left->partition->order < right->partition->order);
}

static void name_part(const struct layout *layout, const struct layout *other, struct part *part)
{
	const struct partition *partition = part->partition;
	struct slot_halves split;

	part->name = name_in_pm(layout, partition);
	part->role = role_of(layout, other, partition, part->name);
	/* In a devicetree the rest of a region has a node like any other. */
	if (part->role == PART_DATA && is_devicetree(layout) && !is_devicetree(other) &&
	    cstr_eq(part->name, partition->region->name))
		part->role = PART_LEFTOVER;
	if (app_is_slot(layout, other, partition)) {
		part->name = "mcuboot_primary";
		part->role = slot_halves(layout, &split) ? PART_NONE : PART_SLOT;
	} else if (!is_devicetree(layout) && is_devicetree(other) && partition->placed &&
		   (cstr_eq(part->name, "s0") || cstr_eq(part->name, "s1"))) {
		part->name = cstr_eq(part->name, "s0") ? "s0_image" : "s1_image";
		part->role = layout_find(layout, part->name) ? PART_NONE : PART_SLOT;
	} else if (part->role == PART_NONE && partition->placed &&
		   is_data_window(layout, other, partition)) {
		part->name = "nonsecure_storage";
		part->role = PART_PASSING;
	}
}

struct parts release_parts(const struct layout *layout, const struct layout *other)
{
	struct parts parts = {NULL, 0};
	size_t room = 6; /* a slot and its halves may be implied */

	for (const struct partition *p = layout->partitions; p; p = p->next)
		room++;
	parts.all = arena_array(layout->arena, room, sizeof(*parts.all));
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct part *part = &parts.all[parts.count];

		part->partition = p;
		name_part(layout, other, part);
		parts.count += part->role != PART_NONE;
	}
	add_split(&parts, layout, other);
	qsort(parts.all, parts.count, sizeof(*parts.all), by_name);
	return parts;
}

bool part_is_storage(const struct part *part)
{
	struct partition named = *part->partition;

	named.name = part->name;
	return partition_is_storage(part->partition) || partition_is_storage(&named);
}

uint64_t part_place(const struct partition *partition)
{
	const uint64_t base = partition->region->base.value;

	if (partition->region->kind != REGION_EXTERNAL_FLASH || partition->address.value < base)
		return partition->address.value;
	return partition->address.value - base;
}

bool part_is_same_device(const struct partition *a, const struct partition *b)
{
	return cstr_eq(a->region->name, b->region->name) ||
	       (a->region->kind == REGION_FLASH && b->region->kind == REGION_FLASH);
}

bool part_has_same_extent(const struct partition *a, const struct partition *b)
{
	return part_is_same_device(a, b) && part_place(a) == part_place(b) &&
	       a->size.value == b->size.value;
}
