/* SPDX-License-Identifier: MIT */
/* The table of names that Partition Manager and devicetrees have for the same partitions. */
#include "model/name_map.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

/* Images that MCUboot may have; a devicetree counts two slots for each. */
#define SLOTS 16

/* Further names that devicetrees have for the same stand behind the one that is written. */
static const struct name_row {
	const char *label, *text, *pm;
} names[] = {
	{"boot_partition", "mcuboot", "mcuboot"},
	{"scratch_partition", "image-scratch", "mcuboot_scratch"},
	{"storage_partition", "storage", "settings_storage"},
	{"s0_partition", "s0", "s0_image"},
	{"s1_partition", "s1", "s1_image"},
	{"bl_storage", "bl_storage", "provision"},
	{"bl_storage_partition", NULL, "provision"},
	{"slot0_s_partition", "image-0-secure", "tfm_secure"},
	{"slot0_ns_partition", "image-0-nonsecure", "tfm_nonsecure"},
	{"slot1_s_partition", "image-1-secure", "slot1_s"},
	{"slot1_ns_partition", "image-1-nonsecure", "slot1_ns"},
	{"b0_partition", "b0", "b0"},
	{"b0n_partition", "b0n", "b0n"},
	{"tfm_its_partition", "tfm-its", "tfm_its"},
	{"tfm_ps_partition", "tfm-ps", "tfm_ps"},
	{"tfm_otp_partition", "tfm-otp", "tfm_otp_nv_counters"},
	{"fmfu_storage_partition", "fmfu_storage", "fmfu_storage"},
	{"fmfu_partition", NULL, "fmfu_storage"},
};

static const struct name_row memory_names[] = {
	{"sram0_s", NULL, "sram_secure"},
	{"sram0_ns", NULL, "sram_nonsecure"},
	{"sram0_ns_app", NULL, "sram_primary"},
	{"sram0_ns_modem", NULL, "nrf_modem_lib_sram"},
	{"cpuapp_cpucell_ipc_shm_ctrl", NULL, "nrf_modem_lib_ctrl"},
	{"cpuapp_cpucell_ipc_shm_heap", NULL, "nrf_modem_lib_tx"},
	{"cpucell_cpuapp_ipc_shm_heap", NULL, "nrf_modem_lib_rx"},
	{"cpucell_cpuapp_ipc_shm_trace", NULL, "nrf_modem_lib_trace"},
	{"sram0_shared", NULL, "rpmsg_nrf53_sram"},
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

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

	for (size_t i = 0; i < COUNT(names); i++) {
		if (cstr_eq(names[i].label, name) ||
		    (names[i].text && cstr_eq(names[i].text, name)))
			return names[i].pm;
	}
	if (slot_number(name, "slot", "_partition", &slot) ||
	    slot_number(name, "image-", "", &slot))
		return slot_name(arena, slot);
	if (cstr_ends(name, "_partition"))
		return arena_copy(arena, name, strlen(name) - strlen("_partition"));
	return name;
}

/* A node label: letters, digits and '_', no digit first. */
static const char *label_of(struct arena *arena, const char *name, const char *suffix)
{
	char *label = arena_printf(arena, "%s%s%s", *name >= '0' && *name <= '9' ? "_" : "", name,
				   cstr_ends(name, suffix) ? "" : suffix);

	for (char *c = label; *c; c++) {
		if (!(*c >= 'a' && *c <= 'z') && !(*c >= 'A' && *c <= 'Z') &&
		    !(*c >= '0' && *c <= '9'))
			*c = '_';
	}
	return label;
}

/* The slot of "mcuboot_primary", "mcuboot_secondary_1", ...; false when it is none. */
static bool pm_slot_number(const char *pm, unsigned *slot)
{
	static const char *const stems[] = {"mcuboot_primary", "mcuboot_secondary"};
	uint64_t image;

	for (unsigned i = 0; i < 2; i++) {
		const char *rest = pm + strlen(stems[i]);

		*slot = i;
		if (!cstr_starts(pm, stems[i]))
			continue;
		if (*rest == '\0')
			return true;
		if (*rest != '_' || !num_parse(str_of(rest + 1), &image) || image == 0 ||
		    image >= SLOTS / 2 || rest[1] == '0')
			return false;
		*slot = 2 * (unsigned)image + i;
		return true;
	}
	return false;
}

/* Slots by number; a name that is in no table gets "_partition" behind it. */
struct devicetree_name name_map_to_devicetree(struct arena *arena, const char *pm)
{
	unsigned slot;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (cstr_eq(names[i].pm, pm))
			return (struct devicetree_name){names[i].label, names[i].text};
	}
	if (pm_slot_number(pm, &slot))
		return (struct devicetree_name){arena_printf(arena, "slot%u_partition", slot),
						arena_printf(arena, "image-%u", slot)};
	return (struct devicetree_name){label_of(arena, pm, "_partition"), pm};
}

const char *name_map_to_memory(struct arena *arena, const char *pm)
{
	for (size_t i = 0; i < COUNT(memory_names); i++) {
		if (cstr_eq(memory_names[i].pm, pm))
			return memory_names[i].label;
	}
	return label_of(arena, pm, "");
}

const char *name_map_from_memory(const char *label)
{
	for (size_t i = 0; i < COUNT(memory_names); i++) {
		if (cstr_eq(memory_names[i].label, label))
			return memory_names[i].pm;
	}
	return cstr_eq(label, "sram0_image") ? "sram_primary" : label;
}

bool name_map_is_known(const char *label)
{
	uint64_t slot;

	if (slot_number(label, "slot", "_partition", &slot))
		return true;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (cstr_eq(names[i].label, label))
			return true;
	}
	return false;
}

const char *name_map_from_node(struct arena *arena, const char *label, const char *text)
{
	if (text && !name_map_is_known(label) &&
	    cstr_eq(name_map_to_devicetree(arena, text).label, label))
		return text;
	return name_map_from_devicetree(arena, label);
}
