/* SPDX-License-Identifier: MIT */
/* The table of names that Partition Manager and devicetrees have for the same partitions. */
#include "model/name_map.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

/* Images that MCUboot may have; a devicetree counts two slots for each. */
#define SLOTS 16

static const struct name_pair {
	const char *devicetree, *pm;
} names[] = {
	{"boot_partition", "mcuboot"},          {"scratch_partition", "mcuboot_scratch"},
	{"image-scratch", "mcuboot_scratch"},   {"storage_partition", "settings_storage"},
	{"storage", "settings_storage"},        {"s0_partition", "s0_image"},
	{"s1_partition", "s1_image"},           {"bl_storage", "provision"},
	{"bl_storage_partition", "provision"},  {"slot0_s_partition", "tfm_secure"},
	{"image-0-secure", "tfm_secure"},       {"slot0_ns_partition", "tfm_nonsecure"},
	{"image-0-nonsecure", "tfm_nonsecure"}, {"fmfu_partition", "fmfu_storage"},
};

/* The number between prefix and suffix; false when there is none. */
static bool slot_number(const char *name, const char *prefix, const char *suffix, uint64_t *slot)
{
	size_t begin = strlen(prefix), end = strlen(name), tail = strlen(suffix);

	if (!cstr_starts(name, prefix) || !cstr_ends(name, suffix) || end <= begin + tail)
		return false;
	return num_parse((struct str){name + begin, end - begin - tail}, slot) && *slot < SLOTS;
}

/* Slots 2k and 2k + 1 are the primary and the secondary one of image k. */
static const char *slot_name(struct arena *arena, uint64_t slot)
{
	const char *stem = slot % 2 ? "mcuboot_secondary" : "mcuboot_primary";

	return slot < 2 ? stem : arena_printf(arena, "%s_%u", stem, (unsigned)(slot / 2));
}

const char *name_map_from_devicetree(struct arena *arena, const char *name)
{
	uint64_t slot;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (cstr_eq(names[i].devicetree, name))
			return names[i].pm;
	}
	if (slot_number(name, "slot", "_partition", &slot) ||
	    slot_number(name, "image-", "", &slot))
		return slot_name(arena, slot);
	if (cstr_ends(name, "_partition"))
		return arena_copy(arena, name, strlen(name) - strlen("_partition"));
	return name;
}
