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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names_of_both_worlds)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
