/* SPDX-License-Identifier: MIT */
/* The largest image: the table of MCUBOOT.md 3.3, and 2.8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

static void assert_limit(const struct fixture *f, uint32_t limit)
{
	assert_int_equal(f->answer.verdict, MCUBOOT_OK);
	assert_true(f->answer.has_max_image);
	assert_int_equal(f->answer.max_image_size, limit);
	assert_true(f->answer.has_validate_limit);
	assert_int_equal(f->answer.validate_limit, limit);
	assert_false(f->answer.slot_too_small);
}

static void assert_too_small(const struct fixture *f, uint32_t validate_limit)
{
	assert_int_equal(f->answer.verdict, MCUBOOT_OK);
	assert_false(f->answer.has_max_image);
	assert_true(f->answer.slot_too_small);
	assert_true(f->answer.hazards & MCUBOOT_HAZARD_SLOT_TOO_SMALL);
	assert_int_equal(f->answer.validate_limit, validate_limit);
}

static struct fixture plain(enum mcuboot_mode mode, uint64_t primary, uint64_t secondary)
{
	struct fixture f = fixture(mode);

	set_plain(&f, primary, 0x1000, secondary, 0x1000);
	set_scratch(&f, 1, 0x1000);
	judge(&f);
	return f;
}

/* k = 1: min(NP - 2, NS - 1) sectors. */
static void move_keeps_trailer_and_a_spare_sector_of_the_primary(void **state)
{
	struct fixture equal = plain(MCUBOOT_SWAP_MOVE, 240, 240);
	struct fixture optimal = plain(MCUBOOT_SWAP_MOVE, 241, 240);

	(void)state;
	assert_limit(&equal, 238 * 0x1000);
	assert_limit(&optimal, 239 * 0x1000);
}

/* k = 1: min(NP - 1, NS - 2) sectors. */
static void offset_keeps_trailer_and_a_spare_sector_of_the_secondary(void **state)
{
	struct fixture equal = plain(MCUBOOT_SWAP_OFFSET, 240, 240);
	struct fixture optimal = plain(MCUBOOT_SWAP_OFFSET, 240, 241);

	(void)state;
	assert_limit(&equal, 238 * 0x1000);
	assert_limit(&optimal, 239 * 0x1000);
}

static void slots_of_trailer_and_spare_sector_hold_nothing(void **state)
{
	struct fixture nothing = plain(MCUBOOT_SWAP_MOVE, 2, 2);
	struct fixture least = plain(MCUBOOT_SWAP_MOVE, 3, 3);
	struct fixture wraps = plain(MCUBOOT_SWAP_MOVE, 1, 1);
	struct fixture offset = plain(MCUBOOT_SWAP_OFFSET, 1, 1);

	(void)state;
	assert_too_small(&nothing, 0);
	assert_limit(&least, 0x1000);
	/* (1 - 2) * s wraps to a huge number, the secondary's 0 is less. */
	assert_too_small(&wraps, 0);
	assert_too_small(&offset, 0);
}

/* k = 4 against slots of one and two sectors: both sides wrap. */
static void limits_wrap_in_32_bits(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	f.geometry.max_img_sectors = 1024; /* T = 12336 */
	set_plain(&f, 2, 0x1000, 1, 0x1000);
	judge(&f);
	assert_too_small(&f, (uint32_t)(0 - 3 * 0x1000));
}

/* Section 2.8: 240 sectors of 4 KiB against 15 of 64 KiB. */
static void refused_slots_limit_the_running_image(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	set_plain(&f, 240, 0x1000, 15, 0x10000);
	judge(&f);
	assert_refused(&f, MCUBOOT_LOG_SECTOR_COUNT);
	assert_false(f.answer.has_max_image);
	assert_true(f.answer.has_validate_limit);
	assert_int_equal(f.answer.validate_limit, 57344);
}

static void refused_scratch_layouts_stop_every_image(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	set_plain(&f, 240, 0x1000, 15, 0x10000);
	set_scratch(&f, 8, 0x1000);
	judge(&f);
	assert_refused(&f, MCUBOOT_LOG_SCRATCH);
	assert_true(f.answer.has_validate_limit);
	assert_int_equal(f.answer.validate_limit, 0);
}

/* T = 3120, ST = 60: the trailer's first sector has room for both. */
static void scratch_subtracts_the_trailer(void **state)
{
	struct fixture f = plain(MCUBOOT_SWAP_SCRATCH, 240, 240);

	(void)state;
	assert_limit(&f, 240 * 0x1000 - 3120);
}

/* n = 340, w = 4: T = 4128, 32 bytes more than a sector, ST = 60: 28 bytes of padding. */
static void scratch_pads_when_its_own_trailer_does_not_fit(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	f.geometry.max_img_sectors = 340;
	set_plain(&f, 240, 0x1000, 240, 0x1000);
	set_scratch(&f, 1, 0x1000);
	judge(&f);
	assert_limit(&f, 240 * 0x1000 - 4128 - 28);
}

/* The longer of both first trailer sectors counts: 64 KiB in the secondary, so no padding. */
static void scratch_takes_the_farther_end_of_the_trailers_first_sector(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	f.geometry.max_img_sectors = 340;
	set_plain(&f, 240, 0x1000, 15, 0x10000);
	set_scratch(&f, 16, 0x1000);
	judge(&f);
	assert_limit(&f, 240 * 0x1000 - 4128);
}

/* The trailer reaches over a run of small sectors into one of large ones. */
static void scratch_finds_the_first_sector_across_runs(void **state)
{
	const struct mcuboot_run slot[4] = {{0x4000, 6}, {0x400, 2}};
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	set_slots(&f, slot, slot);
	set_scratch(&f, 4, 0x1000);
	judge(&f);
	assert_limit(&f, 6 * 0x4000 + 2 * 0x400 - 3120);
}

/* The trailer is exactly the last run: its first sector has 52 bytes, 8 less than ST. */
static void scratch_pads_at_the_start_of_a_run(void **state)
{
	const struct mcuboot_run slot[4] = {{0x4000, 6}, {52, 60}};
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	set_slots(&f, slot, slot);
	set_scratch(&f, 4, 0x1000);
	judge(&f);
	assert_limit(&f, 6 * 0x4000 - 8);
}

static void scratch_counts_closed_groups_only(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	set_plain(&f, 232, 0x1000, 15, 0x10000);
	set_scratch(&f, 16, 0x1000);
	judge(&f);
	assert_limit(&f, 14 * 0x10000 - 3120);
}

/* L = 8192, T = 12336. */
static void scratch_slots_below_the_trailer_wrap(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	f.geometry.max_img_sectors = 1024;
	set_plain(&f, 2, 0x1000, 2, 0x1000);
	set_scratch(&f, 1, 0x1000);
	judge(&f);
	assert_too_small(&f, (uint32_t)(8192 - 12336));
}

static void modes_without_a_status_array_stop_at_swap_info(void **state)
{
	const enum mcuboot_mode modes[] = {MCUBOOT_OVERWRITE, MCUBOOT_DIRECT_XIP, MCUBOOT_RAM_LOAD};
	const uint32_t tails[][2] = {{8, 40}, {16, 64}, {32, 128}};

	(void)state;
	for (size_t i = 0; i < 9; i++) {
		struct fixture f = fixture(modes[i / 3]);

		f.geometry.boot_max_align = tails[i % 3][0];
		set_plain(&f, 16, 0x1000, 16, 0x1000);
		judge(&f);
		assert_limit(&f, 16 * 0x1000 - tails[i % 3][1]);
	}
}

static void single_slots_keep_the_flags_and_the_magic(void **state)
{
	struct fixture single = plain(MCUBOOT_SINGLE, 16, 0);
	struct fixture loader = plain(MCUBOOT_FIRMWARE_LOADER, 16, 4);

	(void)state;
	assert_limit(&single, 16 * 0x1000 - 48);
	assert_limit(&loader, 16 * 0x1000 - 48);
	assert_int_equal(single.answer.hazards, 0);
}

static void tiny_slots_hold_nothing(void **state)
{
	struct fixture f = fixture(MCUBOOT_SINGLE);

	(void)state;
	set_plain(&f, 1, 48, 0, 0);
	judge(&f);
	assert_too_small(&f, 0);
	set_plain(&f, 1, 49, 0, 0);
	judge(&f);
	assert_limit(&f, 1);
	f.geometry.mode = MCUBOOT_OVERWRITE;
	set_plain(&f, 1, 32, 1, 32);
	judge(&f);
	assert_too_small(&f, (uint32_t)-8);
}

/* MCUBOOT.md 2.7: NCS 2.2 to 3.0 hold the running image against its own slot alone. */
static void older_versions_limit_by_the_own_slot(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	/* 240 sectors of 4 KiB beside 15 of 64 KiB: 57344 bytes today. */
	set_plain(&f, 240, 0x1000, 15, 0x10000);
	f.geometry.variant.size_limit = MCUBOOT_LIMIT_OWN_SLOT;
	judge(&f);
	assert_int_equal(f.answer.verdict, MCUBOOT_INCOMPATIBLE);
	assert_true(f.answer.has_validate_limit);
	assert_int_equal(f.answer.validate_limit, 239 * 0x1000);
	f.geometry.max_img_sectors = 128; /* also when reading fails; k = 1 */
	judge(&f);
	assert_int_equal(f.answer.verdict, MCUBOOT_SECTORS_UNREADABLE);
	assert_int_equal(f.answer.validate_limit, 239 * 0x1000);
	/* The largest image that can be swapped does not change. */
	set_plain(&f, 100, 0x1000, 100, 0x1000);
	judge(&f);
	assert_int_equal(f.answer.validate_limit, 99 * 0x1000);
	assert_int_equal(f.answer.max_image_size, 98 * 0x1000);
}

static void older_versions_limit_scratch_by_the_trailer(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	set_plain(&f, 240, 0x1000, 15, 0x10000);
	f.geometry.variant.size_limit = MCUBOOT_LIMIT_OWN_SLOT;
	judge(&f);
	assert_int_equal(f.answer.verdict, MCUBOOT_INCOMPATIBLE);
	assert_int_equal(f.answer.validate_limit, 240 * 0x1000 - 3120);
	/* Without a sector there is none for the trailer to begin in. */
	f.geometry.mode = MCUBOOT_SWAP_MOVE;
	f.geometry.primary.size = 0;
	judge(&f);
	assert_int_equal(f.answer.validate_limit, (uint32_t)-3120);
}

static void other_modes_kept_their_limit(void **state)
{
	struct fixture f = fixture(MCUBOOT_OVERWRITE);

	(void)state;
	set_plain(&f, 100, 0x1000, 100, 0x1000);
	f.geometry.variant.size_limit = MCUBOOT_LIMIT_OWN_SLOT;
	judge(&f);
	assert_limit(&f, 100 * 0x1000 - 40);
	f.geometry.mode = MCUBOOT_DIRECT_XIP;
	judge(&f);
	assert_limit(&f, 100 * 0x1000 - 40);
}

static void oldest_versions_have_no_limit(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	set_plain(&f, 240, 0x1000, 15, 0x10000);
	f.geometry.variant.size_limit = MCUBOOT_LIMIT_NONE;
	judge(&f);
	assert_false(f.answer.has_validate_limit);
	assert_int_equal(f.answer.validate_limit, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(move_keeps_trailer_and_a_spare_sector_of_the_primary),
		cmocka_unit_test(offset_keeps_trailer_and_a_spare_sector_of_the_secondary),
		cmocka_unit_test(slots_of_trailer_and_spare_sector_hold_nothing),
		cmocka_unit_test(limits_wrap_in_32_bits),
		cmocka_unit_test(refused_slots_limit_the_running_image),
		cmocka_unit_test(refused_scratch_layouts_stop_every_image),
		cmocka_unit_test(scratch_subtracts_the_trailer),
		cmocka_unit_test(scratch_pads_when_its_own_trailer_does_not_fit),
		cmocka_unit_test(scratch_takes_the_farther_end_of_the_trailers_first_sector),
		cmocka_unit_test(scratch_finds_the_first_sector_across_runs),
		cmocka_unit_test(scratch_pads_at_the_start_of_a_run),
		cmocka_unit_test(scratch_counts_closed_groups_only),
		cmocka_unit_test(scratch_slots_below_the_trailer_wrap),
		cmocka_unit_test(modes_without_a_status_array_stop_at_swap_info),
		cmocka_unit_test(single_slots_keep_the_flags_and_the_magic),
		cmocka_unit_test(tiny_slots_hold_nothing),
		cmocka_unit_test(older_versions_limit_by_the_own_slot),
		cmocka_unit_test(older_versions_limit_scratch_by_the_trailer),
		cmocka_unit_test(other_modes_kept_their_limit),
		cmocka_unit_test(oldest_versions_have_no_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
