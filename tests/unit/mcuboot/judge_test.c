/* SPDX-License-Identifier: MIT */
/* Slots that cannot be read (MCUBOOT.md 1.3), hazards (1.1), modes without a test (2.5), words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

static struct fixture counts(enum mcuboot_mode mode, uint64_t primary, uint64_t secondary,
			     uint64_t scratch)
{
	struct fixture f = fixture(mode);

	set_plain(&f, primary, 0x1000, secondary, 0x1000);
	set_scratch(&f, scratch, 0x1000);
	judge(&f);
	return f;
}

static void exactly_n_sectors_can_be_read(void **state)
{
	struct fixture f = counts(MCUBOOT_SWAP_SCRATCH, 256, 256, 256);

	(void)state;
	assert_accepted(&f);
}

static void too_many_in_the_primary_is_one_line(void **state)
{
	(void)state;
	for (int mode = MCUBOOT_SWAP_MOVE; mode <= MCUBOOT_OVERWRITE; mode++) {
		struct fixture f = counts((enum mcuboot_mode)mode, 257, 257, 1);

		assert_verdict(&f, MCUBOOT_SECTORS_UNREADABLE, MCUBOOT_LOG_READING_FAILED);
		assert_false(f.answer.has_validate_limit);
		assert_false(f.answer.slot_too_small);
		assert_int_equal(f.answer.primary.count, 257);
		assert_true(f.answer.primary.overflow);
	}
}

static void too_many_in_the_secondary_is_a_pair_of_lines(void **state)
{
	struct fixture move = counts(MCUBOOT_SWAP_MOVE, 256, 257, 0);
	struct fixture offset = counts(MCUBOOT_SWAP_OFFSET, 256, 257, 0);

	(void)state;
	assert_int_equal(move.answer.verdict, MCUBOOT_SECTORS_UNREADABLE);
	assert_int_equal(move.answer.log_count, 2);
	assert_int_equal(move.answer.logs[0], MCUBOOT_LOG_READING_FAILED);
	assert_int_equal(move.answer.logs[1], MCUBOOT_LOG_SECTOR_COUNT);
	assert_int_equal(offset.answer.log_count, 2);
	assert_int_equal(offset.answer.validate_limit, 255 * 0x1000);
}

/* n = 512: the trailer needs two sectors, but its write size was never read. */
static void unread_secondary_leaves_an_empty_status_area(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	f.geometry.max_img_sectors = 512;
	set_plain(&f, 512, 0x1000, 513, 0x1000);
	judge(&f);
	assert_int_equal(f.answer.trailer_size, 6192);
	assert_int_equal(f.answer.validate_limit, 510 * 0x1000);
}

static void too_many_in_the_secondary_is_undefined_in_groups(void **state)
{
	const enum mcuboot_mode modes[] = {MCUBOOT_SWAP_SCRATCH, MCUBOOT_OVERWRITE};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct fixture f = counts(modes[i], 256, 257, 300);

		assert_int_equal(f.answer.verdict, MCUBOOT_SECTORS_UNREADABLE);
		assert_int_equal(f.answer.log_count, 1);
		assert_false(f.answer.log_defined);
		assert_false(f.answer.has_validate_limit);
	}
}

static void too_many_in_scratch_is_one_line(void **state)
{
	struct fixture f = counts(MCUBOOT_SWAP_SCRATCH, 256, 256, 257);

	(void)state;
	assert_verdict(&f, MCUBOOT_SECTORS_UNREADABLE, MCUBOOT_LOG_READING_FAILED);
	assert_false(f.answer.has_validate_limit);
}

static void scratch_is_read_in_its_own_mode_only(void **state)
{
	struct fixture f = counts(MCUBOOT_SWAP_MOVE, 256, 256, 257);

	(void)state;
	assert_accepted(&f);
	assert_int_equal(f.answer.scratch.count, 0);
}

static void other_modes_do_not_read_sectors(void **state)
{
	(void)state;
	for (int mode = MCUBOOT_DIRECT_XIP; mode <= MCUBOOT_FIRMWARE_LOADER; mode++) {
		struct fixture f = counts((enum mcuboot_mode)mode, 300, 17, 0);

		assert_accepted(&f);
		assert_true(mcuboot_is_safe(&f.answer));
		assert_false(mcuboot_mode_compares((enum mcuboot_mode)mode));
		assert_int_equal(mcuboot_mode_has_secondary((enum mcuboot_mode)mode),
				 mode != MCUBOOT_SINGLE);
	}
	assert_false(mcuboot_mode_needs_secondary(MCUBOOT_SINGLE));
	assert_false(mcuboot_mode_needs_secondary(MCUBOOT_FIRMWARE_LOADER));
	assert_true(mcuboot_mode_needs_secondary(MCUBOOT_RAM_LOAD));
	assert_true(mcuboot_mode_needs_secondary(MCUBOOT_SWAP_MOVE));
}

/* Moves one area of a good geometry of sixteen sectors each on a device of 32. */
static uint32_t hazards_of(int area, uint64_t offset, uint64_t size)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);
	struct mcuboot_area *areas[] = {&f.geometry.primary, &f.geometry.secondary,
					&f.geometry.scratch};
	const struct mcuboot_run device = {0x1000, 32};

	for (int i = 0; i < 3; i++)
		*areas[i] = (struct mcuboot_area){0x1000, 0x10000, &device, 1};
	areas[area]->offset = offset;
	areas[area]->size = size;
	judge(&f);
	return f.answer.hazards & MCUBOOT_GEOMETRIC_HAZARDS;
}

static void borders_inside_pages_are_hazards(void **state)
{
	const uint32_t unaligned[] = {MCUBOOT_HAZARD_PRIMARY_UNALIGNED,
				      MCUBOOT_HAZARD_SECONDARY_UNALIGNED,
				      MCUBOOT_HAZARD_SCRATCH_UNALIGNED};

	(void)state;
	for (int area = 0; area < 3; area++) {
		assert_int_equal(hazards_of(area, 0, 0x10000), 0);
		assert_int_equal(hazards_of(area, 0x10000, 0x10000), 0);
		assert_int_equal(hazards_of(area, 0x1001, 0xffff), unaligned[area]);
		assert_int_equal(hazards_of(area, 0x1000, 0xffff), unaligned[area]);
		assert_int_equal(hazards_of(area, 0x11000, 0x10000), MCUBOOT_HAZARD_BEYOND_DEVICE);
	}
	assert_int_equal(hazards_of(0, 0x21000, 0x1000),
			 MCUBOOT_HAZARD_BEYOND_DEVICE | MCUBOOT_HAZARD_NO_SECTORS);
	assert_int_equal(hazards_of(1, 0x1000, 0), MCUBOOT_HAZARD_NO_SECTORS);
}

static void borders_are_looked_for_in_the_right_run(void **state)
{
	const struct mcuboot_run device[] = {{0x4000, 4}, {0x10000, 1}, {0x20000, 7}};
	struct fixture f = fixture(MCUBOOT_SINGLE);

	(void)state;
	f.geometry.primary = (struct mcuboot_area){0x4000, 0x3c000, device, 3};
	judge(&f);
	assert_int_equal(f.answer.hazards, 0);
	f.geometry.primary.size = 0x4c000;
	judge(&f);
	assert_int_equal(f.answer.hazards, MCUBOOT_HAZARD_PRIMARY_UNALIGNED);
}

static void log_lines_have_mcuboots_words(void **state)
{
	(void)state;
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_NONE), "");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_READING_FAILED),
			    "Failed reading sectors; BOOT_MAX_IMG_SECTORS=%u - too small?");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_SECTOR_COUNT),
			    "Cannot upgrade: not a compatible amount of sectors");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_MORE_SECTORS),
			    "Cannot upgrade: more sectors than allowed");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_SECTOR_LAYOUT),
			    "Cannot upgrade: not same sector layout");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS),
			    "Cannot upgrade: slots have non-compatible sectors");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_SCRATCH),
			    "Cannot upgrade: not all sectors fit inside scratch");
	assert_string_equal(mcuboot_log_text(MCUBOOT_LOG_NOT_COMPATIBLE),
			    "Cannot upgrade: slots are not compatible");
}

static void every_hazard_has_a_name(void **state)
{
	(void)state;
	assert_string_equal(mcuboot_hazard_name(MCUBOOT_HAZARD_PRIMARY_UNALIGNED),
			    "primary-unaligned");
	assert_string_equal(mcuboot_hazard_name(MCUBOOT_HAZARD_BEYOND_DEVICE), "beyond-device");
	assert_string_equal(mcuboot_hazard_name(MCUBOOT_HAZARD_NO_SECTORS), "no-sectors");
	assert_null(mcuboot_hazard_name(0));
	assert_null(mcuboot_hazard_name(MCUBOOT_HAZARD_NO_SECTORS << 1));
	assert_null(mcuboot_hazard_name(3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly_n_sectors_can_be_read),
		cmocka_unit_test(too_many_in_the_primary_is_one_line),
		cmocka_unit_test(too_many_in_the_secondary_is_a_pair_of_lines),
		cmocka_unit_test(unread_secondary_leaves_an_empty_status_area),
		cmocka_unit_test(too_many_in_the_secondary_is_undefined_in_groups),
		cmocka_unit_test(too_many_in_scratch_is_one_line),
		cmocka_unit_test(scratch_is_read_in_its_own_mode_only),
		cmocka_unit_test(other_modes_do_not_read_sectors),
		cmocka_unit_test(borders_inside_pages_are_hazards),
		cmocka_unit_test(borders_are_looked_for_in_the_right_run),
		cmocka_unit_test(log_lines_have_mcuboots_words),
		cmocka_unit_test(every_hazard_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
