/* SPDX-License-Identifier: MIT */
/* Names of MCUboot's modes, and what they are to MCUboot's arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/facts.h"

static void every_mode_is_found_by_its_name(void **state)
{
	char longer[64];

	(void)state;
	for (int mode = BOOT_MODE_UNKNOWN + 1; mode < BOOT_MODE_COUNT; mode++) {
		const char *name = boot_mode_name((enum boot_mode)mode);

		assert_int_equal(boot_mode_find(str_of(name)), mode);
		if (strncmp(name, "swap-", 5) != 0)
			name = strcat(strcpy(longer, "swap-"), name);
		assert_int_equal(boot_mode_find(str_of(name)), mode);
		assert_int_equal(boot_mode_find(str_of(name + 5)), mode);
		assert_string_not_equal(boot_mode_in_words((enum boot_mode)mode), "unknown mode");
	}
}

static void swap_is_taken_and_may_be_left_out(void **state)
{
	(void)state;
	assert_int_equal(boot_mode_find(STR("move")), BOOT_MODE_SWAP_MOVE);
	assert_int_equal(boot_mode_find(STR("swap-move")), BOOT_MODE_SWAP_MOVE);
	assert_int_equal(boot_mode_find(STR("swap-overwrite")), BOOT_MODE_OVERWRITE);
	assert_int_equal(boot_mode_find(STR("swap-direct-xip")), BOOT_MODE_DIRECT_XIP);
}

static void other_words_are_no_mode(void **state)
{
	(void)state;
	assert_int_equal(boot_mode_find(STR("")), BOOT_MODE_UNKNOWN);
	assert_int_equal(boot_mode_find(STR("swap-")), BOOT_MODE_UNKNOWN);
	assert_int_equal(boot_mode_find(STR("swap-swap-move")), BOOT_MODE_UNKNOWN);
	assert_int_equal(boot_mode_find(STR("Move")), BOOT_MODE_UNKNOWN);
	assert_string_equal(boot_mode_name(BOOT_MODE_UNKNOWN), "unknown");
	assert_string_equal(boot_mode_in_words(BOOT_MODE_COUNT), "unknown mode");
}

static void unknown_is_nothing_to_mcuboot(void **state)
{
	enum mcuboot_mode mcuboot = MCUBOOT_RAM_LOAD;

	(void)state;
	assert_false(boot_mode_to_mcuboot(BOOT_MODE_UNKNOWN, &mcuboot));
	assert_int_equal(mcuboot, MCUBOOT_RAM_LOAD);
	assert_true(boot_mode_to_mcuboot(BOOT_MODE_SWAP_MOVE, &mcuboot));
	assert_int_equal(mcuboot, MCUBOOT_SWAP_MOVE);
	assert_true(boot_mode_to_mcuboot(BOOT_MODE_FIRMWARE_LOADER, &mcuboot));
	assert_int_equal(mcuboot, MCUBOOT_FIRMWARE_LOADER);
}

static void four_modes_compare_slots(void **state)
{
	(void)state;
	assert_false(boot_mode_compares_slots(BOOT_MODE_UNKNOWN));
	assert_true(boot_mode_compares_slots(BOOT_MODE_SWAP_MOVE));
	assert_true(boot_mode_compares_slots(BOOT_MODE_SWAP_OFFSET));
	assert_true(boot_mode_compares_slots(BOOT_MODE_SWAP_SCRATCH));
	assert_true(boot_mode_compares_slots(BOOT_MODE_OVERWRITE));
	assert_false(boot_mode_compares_slots(BOOT_MODE_DIRECT_XIP));
	assert_false(boot_mode_compares_slots(BOOT_MODE_SINGLE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mode_is_found_by_its_name),
		cmocka_unit_test(swap_is_taken_and_may_be_left_out),
		cmocka_unit_test(other_words_are_no_mode),
		cmocka_unit_test(unknown_is_nothing_to_mcuboot),
		cmocka_unit_test(four_modes_compare_slots),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
