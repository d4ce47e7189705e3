/* SPDX-License-Identifier: MIT */
/* Swap using move and swap using offset: the conditions of MCUBOOT.md 2.1, 2.2 and 2.7. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

/* Judges NP sectors of 4 KiB against NS of 4 KiB. */
static struct fixture counts(enum mcuboot_mode mode, uint64_t primary, uint64_t secondary)
{
	struct fixture f = fixture(mode);

	set_plain(&f, primary, 0x1000, secondary, 0x1000);
	judge(&f);
	return f;
}

static struct fixture runs(enum mcuboot_mode mode, const struct mcuboot_run primary[4],
			   const struct mcuboot_run secondary[4])
{
	struct fixture f = fixture(mode);

	set_slots(&f, primary, secondary);
	judge(&f);
	return f;
}

static void move_takes_equal_counts_and_one_more_in_the_primary(void **state)
{
	struct fixture equal = counts(MCUBOOT_SWAP_MOVE, 112, 112);
	struct fixture optimal = counts(MCUBOOT_SWAP_MOVE, 113, 112);

	(void)state;
	assert_accepted(&equal);
	assert_accepted(&optimal);
}

static void move_refuses_other_counts(void **state)
{
	struct fixture fewer = counts(MCUBOOT_SWAP_MOVE, 111, 112);
	struct fixture more = counts(MCUBOOT_SWAP_MOVE, 114, 112);

	(void)state;
	assert_refused(&fewer, MCUBOOT_LOG_SECTOR_COUNT);
	assert_refused(&more, MCUBOOT_LOG_SECTOR_COUNT);
}

static void move_refuses_a_pair_of_different_sectors(void **state)
{
	const struct mcuboot_run primary[4] = {{0x1000, 20}};
	const struct mcuboot_run secondary[4] = {{0x1000, 19}, {0x2000, 1}};
	struct fixture f = runs(MCUBOOT_SWAP_MOVE, primary, secondary);

	(void)state;
	assert_refused(&f, MCUBOOT_LOG_SECTOR_LAYOUT);
}

static void move_refuses_a_spare_sector_of_another_size(void **state)
{
	const struct mcuboot_run primary[4] = {{0x1000, 19}, {0x2000, 1}};
	const struct mcuboot_run secondary[4] = {{0x1000, 19}};
	struct fixture f = runs(MCUBOOT_SWAP_MOVE, primary, secondary);

	(void)state;
	assert_refused(&f, MCUBOOT_LOG_SECTOR_LAYOUT);
}

static void move_compares_the_spare_sector_with_nothing(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	set_plain(&f, 1, 0x1000, 1, 0x1000);
	f.geometry.secondary.offset = 0x100;
	f.geometry.secondary.size = 0x200;
	judge(&f);
	assert_refused(&f, MCUBOOT_LOG_SECTOR_LAYOUT);
	assert_int_not_equal(f.answer.hazards & MCUBOOT_HAZARD_NO_SECTORS, 0);
}

static void move_accepts_mixed_sectors_and_that_is_a_hazard(void **state)
{
	const struct mcuboot_run mixed[4] = {{0x1000, 19}, {0x2000, 4}};
	struct fixture f = runs(MCUBOOT_SWAP_MOVE, mixed, mixed);

	(void)state;
	assert_accepted(&f);
	assert_int_equal(f.answer.hazards, MCUBOOT_HAZARD_MIXED_SECTORS);
	assert_false(mcuboot_is_safe(&f.answer));
}

/* n = 512, w = 4: T = 6192, so k = 2 and NP = NS + 3 passes, NS + 2 and NS + 4 do not. */
static void some_versions_of_move_leave_the_trailer_out(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	f.geometry.max_img_sectors = 512;
	f.geometry.variant.extra_move_clause = true;
	for (uint64_t more = 0; more <= 4; more++) {
		set_plain(&f, 100 + more, 0x1000, 100, 0x1000);
		judge(&f);
		assert_int_equal(f.answer.verdict,
				 more == 2 || more == 4 ? MCUBOOT_INCOMPATIBLE : MCUBOOT_OK);
	}
	f.geometry.variant.extra_move_clause = false;
	set_plain(&f, 103, 0x1000, 100, 0x1000);
	judge(&f);
	assert_refused(&f, MCUBOOT_LOG_SECTOR_COUNT);
}

static void extra_clause_needs_a_first_sector(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_MOVE);

	(void)state;
	set_plain(&f, 0, 0x1000, 5, 0x1000);
	f.geometry.variant.extra_move_clause = true;
	judge(&f);
	assert_refused(&f, MCUBOOT_LOG_SECTOR_COUNT);
}

static void offset_takes_equal_counts_and_one_more_in_the_secondary(void **state)
{
	struct fixture equal = counts(MCUBOOT_SWAP_OFFSET, 112, 112);
	struct fixture optimal = counts(MCUBOOT_SWAP_OFFSET, 112, 113);

	(void)state;
	assert_accepted(&equal);
	assert_accepted(&optimal);
}

static void offset_refuses_other_counts(void **state)
{
	struct fixture fewer = counts(MCUBOOT_SWAP_OFFSET, 113, 112);
	struct fixture more = counts(MCUBOOT_SWAP_OFFSET, 112, 114);

	(void)state;
	assert_refused(&fewer, MCUBOOT_LOG_SECTOR_COUNT);
	assert_refused(&more, MCUBOOT_LOG_SECTOR_COUNT);
}

static void offset_refuses_a_pair_of_different_sectors(void **state)
{
	const struct mcuboot_run primary[4] = {{0x1000, 20}};
	const struct mcuboot_run secondary[4] = {{0x1000, 18}, {0x2000, 2}};
	struct fixture f = runs(MCUBOOT_SWAP_OFFSET, primary, secondary);

	(void)state;
	assert_refused(&f, MCUBOOT_LOG_SECTOR_LAYOUT);
}

static void offset_never_looks_at_the_last_sector(void **state)
{
	const struct mcuboot_run primary[4] = {{0x1000, 20}};
	const struct mcuboot_run equal[4] = {{0x1000, 19}, {0x2000, 1}};
	const struct mcuboot_run longer[4] = {{0x1000, 20}, {0x2000, 1}};
	struct fixture same = runs(MCUBOOT_SWAP_OFFSET, primary, equal);
	struct fixture spare = runs(MCUBOOT_SWAP_OFFSET, primary, longer);

	(void)state;
	assert_accepted(&same);
	assert_accepted(&spare);
	assert_int_equal(same.answer.hazards, MCUBOOT_HAZARD_MIXED_SECTORS);
	assert_int_equal(spare.answer.hazards, MCUBOOT_HAZARD_MIXED_SECTORS);
}

static void slots_without_sectors_pass_and_hold_nothing(void **state)
{
	struct fixture move = counts(MCUBOOT_SWAP_MOVE, 0, 0);
	struct fixture offset = counts(MCUBOOT_SWAP_OFFSET, 0, 0);

	(void)state;
	assert_accepted(&move);
	assert_accepted(&offset);
	assert_true(move.answer.slot_too_small);
	assert_false(move.answer.has_validate_limit);
	assert_int_equal(offset.answer.hazards,
			 MCUBOOT_HAZARD_NO_SECTORS | MCUBOOT_HAZARD_SLOT_TOO_SMALL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(move_takes_equal_counts_and_one_more_in_the_primary),
		cmocka_unit_test(move_refuses_other_counts),
		cmocka_unit_test(move_refuses_a_pair_of_different_sectors),
		cmocka_unit_test(move_refuses_a_spare_sector_of_another_size),
		cmocka_unit_test(move_compares_the_spare_sector_with_nothing),
		cmocka_unit_test(move_accepts_mixed_sectors_and_that_is_a_hazard),
		cmocka_unit_test(some_versions_of_move_leave_the_trailer_out),
		cmocka_unit_test(extra_clause_needs_a_first_sector),
		cmocka_unit_test(offset_takes_equal_counts_and_one_more_in_the_secondary),
		cmocka_unit_test(offset_refuses_other_counts),
		cmocka_unit_test(offset_refuses_a_pair_of_different_sectors),
		cmocka_unit_test(offset_never_looks_at_the_last_sector),
		cmocka_unit_test(slots_without_sectors_pass_and_hold_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
