/* SPDX-License-Identifier: MIT */
/* Shows which partitions of a devicetree are which of Partition Manager's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/name_map.h"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static void names_of_both_worlds(void **state)
{
	static const char *const pairs[][2] = {
		{"boot_partition", "mcuboot"},
		{"slot0_partition", "mcuboot_primary"},
		{"slot1_partition", "mcuboot_secondary"},
		{"slot2_partition", "mcuboot_primary_1"},
		{"slot5_partition", "mcuboot_secondary_2"},
		{"slot16_partition", "slot16"},
		{"slot_partition", "slot"},
		{"image-0", "mcuboot_primary"},
		{"image-1", "mcuboot_secondary"},
		{"image-1x", "image-1x"},
		{"scratch_partition", "mcuboot_scratch"},
		{"storage_partition", "settings_storage"},
		{"storage", "settings_storage"},
		{"s0_partition", "s0_image"},
		{"s1_partition", "s1_image"},
		{"b0_partition", "b0"},
		{"b0n_partition", "b0n"},
		{"bl_storage", "provision"},
		{"provision_partition", "provision"},
		{"slot0_s_partition", "tfm_secure"},
		{"slot0_ns_partition", "tfm_nonsecure"},
		{"tfm_ps_partition", "tfm_ps"},
		{"fmfu_storage_partition", "fmfu_storage"},
		{"nrf70_wifi_fw_partition", "nrf70_wifi_fw"},
		{"factory_data", "factory_data"},
	};
	struct arena *arena = arena_new(0, no_memory, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(name_map_from_devicetree(arena, pairs[i][0]), pairs[i][1]);
	arena_free(arena);
}

/* FAILURES.md 3.2: what each partition must be called, and that every name comes back. */
static void names_for_devicetrees(void **state)
{
	static const char *const rows[][3] = {
		{"mcuboot", "boot_partition", "mcuboot"},
		{"mcuboot_primary", "slot0_partition", "image-0"},
		{"mcuboot_secondary", "slot1_partition", "image-1"},
		{"mcuboot_primary_1", "slot2_partition", "image-2"},
		{"mcuboot_secondary_2", "slot5_partition", "image-5"},
		{"settings_storage", "storage_partition", "storage"},
		{"s0_image", "s0_partition", "s0"},
		{"b0n", "b0n_partition", "b0n"},
		{"provision", "bl_storage", "bl_storage"},
		{"tfm_secure", "slot0_s_partition", "image-0-secure"},
		{"tfm_otp_nv_counters", "tfm_otp_partition", "tfm-otp"},
		{"fmfu_storage", "fmfu_storage_partition", "fmfu_storage"},
		{"nrf70_wifi_fw", "nrf70_wifi_fw_partition", "nrf70_wifi_fw"},
		{"mcuboot_scratch", "scratch_partition", "image-scratch"},
		{"littlefs_storage", "littlefs_storage_partition", "littlefs_storage"},
		{"uf2_partition", "uf2_partition", "uf2_partition"},
		{"mcuboot_primary_app", "mcuboot_primary_app_partition", "mcuboot_primary_app"},
		{"mcuboot_primary_08", "mcuboot_primary_08_partition", "mcuboot_primary_08"},
		{"7-seg.*/", "_7_seg____partition", "7-seg.*/"},
	};
	struct arena *arena = arena_new(0, no_memory, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct devicetree_name name = name_map_to_devicetree(arena, rows[i][0]);

		assert_string_equal(name.label, rows[i][1]);
		assert_string_equal(name.text, rows[i][2]);
		assert_string_equal(name_map_from_node(arena, name.label, name.text), rows[i][0]);
	}
	arena_free(arena);
}

static void names_of_memory(void **state)
{
	static const char *const rows[][2] = {
		{"sram_secure", "sram0_s"},
		{"nrf_modem_lib_ctrl", "cpuapp_cpucell_ipc_shm_ctrl"},
		{"nrf_modem_lib_rx", "cpucell_cpuapp_ipc_shm_heap"},
		{"pcd_sram", "pcd_sram"},
	};
	struct arena *arena = arena_new(0, no_memory, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(name_map_to_memory(arena, rows[i][0]), rows[i][1]);
		assert_string_equal(name_map_from_memory(rows[i][1]), rows[i][0]);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names_of_both_worlds),
					   cmocka_unit_test(names_for_devicetrees),
					   cmocka_unit_test(names_of_memory)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
