/* SPDX-License-Identifier: MIT */
/* Swap using scratch and overwrite: the walk in groups of MCUBOOT.md 2.3 and 2.4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

/* Scratch of 64 KiB in 4 KiB pages; unused by overwrite. */
static struct fixture runs(enum mcuboot_mode mode, const struct mcuboot_run primary[4],
			   const struct mcuboot_run secondary[4])
{
	struct fixture f = fixture(mode);

	f.geometry.max_img_sectors = UINT32_MAX;
	f.geometry.write_align = 1;
	set_slots(&f, primary, secondary);
	set_scratch(&f, 16, 0x1000);
	judge(&f);
	return f;
}

static const enum mcuboot_mode both[] = {MCUBOOT_SWAP_SCRATCH, MCUBOOT_OVERWRITE};
#define FOR_BOTH(mode) for (size_t mode = 0; mode < 2; mode++)

static void equal_sectors_close_a_group_each(void **state)
{
	const struct mcuboot_run slot[4] = {{0x1000, 60}, {0x2000, 4}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], slot, slot);

		assert_accepted(&f);
		assert_int_equal(f.answer.hazards & ~(uint32_t)MCUBOOT_HAZARD_SLOT_TOO_SMALL, 0);
	}
}

static void small_sectors_nest_in_large_ones_on_either_side(void **state)
{
	const struct mcuboot_run small[4] = {{0x1000, 240}};
	const struct mcuboot_run large[4] = {{0x10000, 15}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], small, large);
		struct fixture g = runs(both[i], large, small);

		assert_accepted(&f);
		assert_accepted(&g);
	}
}

static void a_border_that_is_jumped_over_is_refused(void **state)
{
	const struct mcuboot_run small[4] = {{0x1000, 3}, {0x2000, 2}, {0x1000, 1}};
	const struct mcuboot_run large[4] = {{0x4000, 1}, {0x2000, 2}};
	struct fixture f = runs(MCUBOOT_OVERWRITE, small, large);
	struct fixture g = runs(MCUBOOT_OVERWRITE, large, small);

	(void)state;
	/* Three of 4 KiB and one of 8 KiB pass the border at 16 KiB. */
	assert_refused(&f, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS);
	assert_refused(&g, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS);
}

static void borders_that_do_not_nest_are_refused(void **state)
{
	const struct mcuboot_run three[4] = {{0x3000, 4}};
	const struct mcuboot_run four[4] = {{0x4000, 3}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], three, four);
		struct fixture g = runs(both[i], four, three);

		assert_refused(&f, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS);
		assert_refused(&g, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS);
	}
}

static void scratch_must_hold_the_largest_group(void **state)
{
	const struct mcuboot_run small[4] = {{0x1000, 64}};
	const struct mcuboot_run large[4] = {{0x20000, 2}};
	struct fixture scratch = runs(MCUBOOT_SWAP_SCRATCH, small, large);
	struct fixture overwrite = runs(MCUBOOT_OVERWRITE, small, large);

	(void)state;
	assert_refused(&scratch, MCUBOOT_LOG_SCRATCH);
	assert_accepted(&overwrite);
	set_scratch(&scratch, 32, 0x1000);
	judge(&scratch);
	assert_accepted(&scratch);
	set_plain(&scratch, 1, 0x21000, 1, 0x21000);
	judge(&scratch);
	assert_refused(&scratch, MCUBOOT_LOG_SCRATCH);
}

/* A group that crosses runs: 32 KiB and four of 16 KiB against 96 KiB. */
static void scratch_is_compared_with_crossing_groups_too(void **state)
{
	const struct mcuboot_run small[4] = {{0x8000, 1}, {0x4000, 4}};
	const struct mcuboot_run large[4] = {{0x18000, 1}};
	struct fixture f = runs(MCUBOOT_SWAP_SCRATCH, small, large);

	(void)state;
	assert_refused(&f, MCUBOOT_LOG_SCRATCH);
	set_scratch(&f, 24, 0x1000);
	judge(&f);
	assert_accepted(&f);
}

/* Scratch forgets after a group which side was the smaller one, overwrite never does. */
static void only_scratch_lets_the_smaller_side_change(void **state)
{
	const struct mcuboot_run primary[4] = {{0x1000, 4}, {0x4000, 1}};
	const struct mcuboot_run secondary[4] = {{0x4000, 1}, {0x1000, 4}};
	struct fixture scratch = runs(MCUBOOT_SWAP_SCRATCH, primary, secondary);
	struct fixture overwrite = runs(MCUBOOT_OVERWRITE, primary, secondary);

	(void)state;
	assert_accepted(&scratch);
	assert_refused(&overwrite, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS);
}

static void different_totals_are_refused_with_an_undefined_line(void **state)
{
	const struct mcuboot_run slot[4] = {{0x1000, 112}};
	const struct mcuboot_run longer[4] = {{0x1000, 240}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], slot, longer);
		struct fixture g = runs(both[i], longer, slot);

		assert_refused_undefined(&f);
		assert_refused_undefined(&g);
		assert_int_equal(f.answer.has_validate_limit, both[i] == MCUBOOT_OVERWRITE);
	}
}

/* A group is open, the list that is behind ends, the other has sectors left. */
static void list_that_ends_behind_is_refused(void **state)
{
	const struct mcuboot_run slot[4] = {{0x1000, 17}};
	const struct mcuboot_run longer[4] = {{0x10000, 3}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], slot, longer);
		struct fixture g = runs(both[i], longer, slot);

		assert_refused_undefined(&f);
		assert_refused_undefined(&g);
	}
}

static void open_last_group_is_accepted_and_a_hazard(void **state)
{
	const struct mcuboot_run slot[4] = {{0x1000, 232}};
	const struct mcuboot_run longer[4] = {{0x10000, 15}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], slot, longer);
		struct fixture g = runs(both[i], longer, slot);

		assert_accepted(&f);
		assert_accepted(&g);
		assert_true(f.answer.hazards & MCUBOOT_HAZARD_OPEN_GROUP);
		assert_true(g.answer.hazards & MCUBOOT_HAZARD_OPEN_GROUP);
	}
}

static void compressed_updates_take_a_smaller_secondary_only(void **state)
{
	struct fixture f = fixture(MCUBOOT_OVERWRITE);

	(void)state;
	f.geometry.variant.compressed = true;
	set_plain(&f, 112, 0x1000, 80, 0x1000);
	judge(&f);
	assert_accepted(&f);
	assert_int_equal(f.answer.hazards, 0);
	set_plain(&f, 2, 0x10000, 20, 0x1000);
	judge(&f);
	assert_accepted(&f);
	set_plain(&f, 80, 0x1000, 112, 0x1000);
	judge(&f);
	assert_refused_undefined(&f);
	f.geometry.mode = MCUBOOT_SWAP_SCRATCH;
	set_plain(&f, 112, 0x1000, 80, 0x1000);
	set_scratch(&f, 1, 0x1000);
	judge(&f);
	assert_refused_undefined(&f);
}

static void missing_scratch_holds_no_group(void **state)
{
	struct fixture f = fixture(MCUBOOT_SWAP_SCRATCH);

	(void)state;
	set_plain(&f, 8, 0x1000, 8, 0x1000);
	judge(&f);
	assert_refused(&f, MCUBOOT_LOG_SCRATCH);
}

/* 2^32 - 16 sectors against 2^28 - 1: must not take a step for each. */
static void long_lists_are_walked_at_once(void **state)
{
	const struct mcuboot_run small[4] = {{0x1000, 0xfffffff0}};
	const struct mcuboot_run large[4] = {{0x10000, 0xfffffff}};

	(void)state;
	FOR_BOTH(i)
	{
		struct fixture f = runs(both[i], small, large);

		assert_accepted(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_sectors_close_a_group_each),
		cmocka_unit_test(small_sectors_nest_in_large_ones_on_either_side),
		cmocka_unit_test(a_border_that_is_jumped_over_is_refused),
		cmocka_unit_test(borders_that_do_not_nest_are_refused),
		cmocka_unit_test(scratch_must_hold_the_largest_group),
		cmocka_unit_test(scratch_is_compared_with_crossing_groups_too),
		cmocka_unit_test(only_scratch_lets_the_smaller_side_change),
		cmocka_unit_test(different_totals_are_refused_with_an_undefined_line),
		cmocka_unit_test(list_that_ends_behind_is_refused),
		cmocka_unit_test(open_last_group_is_accepted_and_a_hazard),
		cmocka_unit_test(compressed_updates_take_a_smaller_secondary_only),
		cmocka_unit_test(missing_scratch_holds_no_group),
		cmocka_unit_test(long_lists_are_walked_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
