/* SPDX-License-Identifier: MIT */
/* Which partitions of a layout matter to devices that have another one. */
#include "check/release_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/name_map.h"

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

/* Halves of a slot: its own extent says it all, unless both layouts are devicetrees, which may
 * have them beside each other.
 */
static enum part_role role_of_half(const struct layout *layout, const struct layout *other)
{
	return is_devicetree(layout) && is_devicetree(other) ? PART_SLOT : PART_NONE;
}

static enum part_role role_by_name(const struct layout *layout, const struct layout *other,
				   const char *name)
{
	static const char *const halves[] = {"tfm_secure", "tfm_nonsecure", "slot1_s", "slot1_ns",
					     NULL};
	static const char *const bootloaders[] = {"mcuboot", "b0", "b0n", NULL};
	static const char *const passing[] = {"fmfu_storage", "modem_trace", NULL};
	static const char *const code[] = {"app", "tfm", "spm", "mcuboot_primary_app", NULL};

	if (is_mcuboot_slot(name) || is_first_stage_slot(layout, other, name))
		return PART_SLOT;
	if (is_one_of(name, halves))
		return role_of_half(layout, other);
	if (cstr_ends(name, "_pad"))
		return PART_PAD;
	if (is_one_of(name, bootloaders))
		return PART_BOOTLOADER;
	if (is_one_of(name, passing))
		return PART_PASSING;
	return is_one_of(name, code) ? PART_NONE : PART_DATA;
}

static enum part_role role_of(const struct layout *layout, const struct layout *other,
			      const struct partition *partition, const char *name)
{
	enum part_role role;

	if (!partition->placed || !partition->region || partition->region->kind == REGION_RAM ||
	    partition->empty)
		return PART_NONE;
	if (partition->leftover)
		return partition->implied && fact_assumed(partition->size) ? PART_NONE
									   : PART_LEFTOVER;
	if (partition->dynamic)
		return PART_NONE;
	role = role_by_name(layout, other, name);
	return partition->container && role != PART_SLOT ? PART_NONE : role;
}

/* Without a bootloader's slot the application is what a devicetree calls slot 0. */
static bool app_is_slot(const struct layout *layout, const struct layout *other,
			const struct partition *partition)
{
	return !is_devicetree(layout) && is_devicetree(other) && partition->placed &&
	       partition->region && cstr_eq(partition->name, "app") &&
	       !layout_find(layout, "mcuboot_primary");
}

static int by_name(const void *a, const void *b)
{
	const struct part *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	if (order)
		return order;
	return (left->partition->order > right->partition->order) -
	       (left->partition->order < right->partition->order);
}

struct parts release_parts(const struct layout *layout, const struct layout *other)
{
	struct parts parts = {NULL, 0};
	size_t room = 1;

	for (const struct partition *p = layout->partitions; p; p = p->next)
		room++;
	parts.all = arena_array(layout->arena, room, sizeof(*parts.all));
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct part *part = &parts.all[parts.count];

		part->partition = p;
		part->name = is_devicetree(layout)
				     ? name_map_from_devicetree(layout->arena, p->name)
				     : p->name;
		part->role = role_of(layout, other, p, part->name);
		if (app_is_slot(layout, other, p)) {
			part->name = "mcuboot_primary";
			part->role = PART_SLOT;
		}
		parts.count += part->role != PART_NONE;
	}
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
