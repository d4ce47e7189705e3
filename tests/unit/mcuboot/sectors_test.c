/* SPDX-License-Identifier: MIT */
/* Which sectors MCUboot records (MCUBOOT.md 1.1), and walking lists of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

#include "mcuboot/sectors.h"

static struct mcuboot_sectors list(uint64_t offset, uint64_t size, uint64_t limit,
				   const struct mcuboot_run *device, size_t runs)
{
	const struct mcuboot_area area = {offset, size, device, runs};
	struct mcuboot_sectors sectors;

	memset(&sectors, 0xa5, sizeof(sectors));
	mcuboot_enumerate(&area, limit, &sectors);
	return sectors;
}

/* A device of eight pages of 4 KiB. */
static const struct mcuboot_run eight[] = {{0x1000, 8}};

static void aligned_slot_has_its_pages(void **state)
{
	const struct mcuboot_sectors sectors = list(0x2000, 0x3000, 256, eight, 1);

	(void)state;
	assert_int_equal(sectors.count, 3);
	assert_int_equal(sectors.run_count, 1);
	assert_int_equal(sectors.runs[0].size, 0x1000);
	assert_false(sectors.overflow);
}

static void start_inside_a_page_drops_that_page(void **state)
{
	(void)state;
	assert_int_equal(list(0x800, 0x3800, 256, eight, 1).count, 3);
	assert_int_equal(list(0x800, 0x4000, 256, eight, 1).count, 4);
}

static void end_inside_a_page_counts_it_whole(void **state)
{
	const struct mcuboot_sectors sectors = list(0, 0x3001, 256, eight, 1);

	(void)state;
	assert_int_equal(sectors.count, 4);
	assert_int_equal(mcuboot_sectors_total(&sectors), 0x4000);
}

static void walk_ends_with_the_device(void **state)
{
	(void)state;
	assert_int_equal(list(0x6000, 0x4000, 256, eight, 1).count, 2);
	assert_int_equal(list(0x9000, 0x1000, 256, eight, 1).count, 0);
}

static void slot_without_a_page_start_is_empty(void **state)
{
	const struct mcuboot_sectors sectors = list(0x100, 0x200, 256, eight, 1);

	(void)state;
	assert_int_equal(sectors.count, 0);
	assert_int_equal(sectors.run_count, 0);
	assert_false(sectors.overflow);
}

static void exactly_the_limit_is_fine_and_one_more_overflows(void **state)
{
	(void)state;
	assert_false(list(0, 0x5000, 5, eight, 1).overflow);
	assert_true(list(0, 0x5000, 4, eight, 1).overflow);
	assert_int_equal(list(0, 0x5000, 4, eight, 1).count, 4);
}

static void pages_of_several_sizes_keep_their_order(void **state)
{
	const struct mcuboot_run device[] = {{0x4000, 4}, {0x10000, 1}, {0x20000, 7}};
	const struct mcuboot_sectors sectors = list(0x8000, 0x58000, 256, device, 3);

	(void)state;
	assert_int_equal(sectors.run_count, 3);
	assert_int_equal(sectors.runs[0].count, 2);
	assert_int_equal(sectors.runs[1].count, 1);
	assert_int_equal(sectors.runs[2].count, 2);
	assert_int_equal(sectors.count, 5);
	assert_int_equal(mcuboot_sector_size(&sectors, 0), 0x4000);
	assert_int_equal(mcuboot_sector_size(&sectors, 2), 0x10000);
	assert_int_equal(mcuboot_sector_size(&sectors, 4), 0x20000);
	assert_int_equal(mcuboot_sector_size(&sectors, 5), 0);
}

static void equal_neighbours_become_one_run(void **state)
{
	const struct mcuboot_run device[] = {{0x1000, 2}, {0, 3}, {0x1000, 0}, {0x1000, 2}};
	const struct mcuboot_sectors sectors = list(0, 0x4000, 256, device, 4);

	(void)state;
	assert_int_equal(sectors.run_count, 1);
	assert_int_equal(sectors.runs[0].count, 4);
	assert_int_equal(sectors.count, 4);
}

static void too_many_groups_cannot_be_read(void **state)
{
	struct mcuboot_run device[MCUBOOT_MAX_RUNS + 1];

	(void)state;
	for (size_t i = 0; i < MCUBOOT_MAX_RUNS + 1; i++)
		device[i] = (struct mcuboot_run){i % 2 == 0 ? 0x1000 : 0x2000, 1};
	assert_false(list(0, UINT64_MAX, UINT64_MAX, device, MCUBOOT_MAX_RUNS).overflow);
	assert_true(list(0, UINT64_MAX, UINT64_MAX, device, MCUBOOT_MAX_RUNS + 1).overflow);
}

static void huge_devices_are_counted_at_once(void **state)
{
	const struct mcuboot_run device[] = {{UINT64_C(1) << 32, UINT64_C(1) << 40}, {1, 1}};
	const struct mcuboot_run bytes[] = {{1, UINT64_MAX}};

	(void)state;
	assert_int_equal(list(0, UINT64_MAX, UINT64_MAX, device, 2).count, UINT64_C(1) << 32);
	assert_int_equal(list(1, UINT64_MAX, UINT64_MAX, bytes, 1).count, UINT64_MAX - 1);
	assert_true(list(0, UINT64_MAX, UINT32_MAX, bytes, 1).overflow);
}

static void same_looks_at_the_first_sectors_only(void **state)
{
	const struct mcuboot_run one[] = {{0x1000, 3}, {0x2000, 2}};
	const struct mcuboot_run two[] = {{0x1000, 3}, {0x2000, 1}, {0x4000, 1}};
	const struct mcuboot_sectors a = list(0, 0x7000, 256, one, 2);
	const struct mcuboot_sectors b = list(0, 0x9000, 256, two, 3);

	(void)state;
	assert_true(mcuboot_sectors_same(&a, &b, 0));
	assert_true(mcuboot_sectors_same(&a, &b, 4));
	assert_true(mcuboot_sectors_same(&b, &a, 4));
	assert_false(mcuboot_sectors_same(&a, &b, 5));
}

static void arithmetic_saturates(void **state)
{
	(void)state;
	assert_int_equal(mcuboot_saturating_add(UINT64_MAX, 1), UINT64_MAX);
	assert_int_equal(mcuboot_saturating_add(2, 3), 5);
	assert_int_equal(mcuboot_saturating_mul(UINT64_MAX, 2), UINT64_MAX);
	assert_int_equal(mcuboot_saturating_mul(7, 0), 0);
	assert_int_equal(mcuboot_divide_up(8, 4), 2);
	assert_int_equal(mcuboot_divide_up(9, 4), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aligned_slot_has_its_pages),
		cmocka_unit_test(start_inside_a_page_drops_that_page),
		cmocka_unit_test(end_inside_a_page_counts_it_whole),
		cmocka_unit_test(walk_ends_with_the_device),
		cmocka_unit_test(slot_without_a_page_start_is_empty),
		cmocka_unit_test(exactly_the_limit_is_fine_and_one_more_overflows),
		cmocka_unit_test(pages_of_several_sizes_keep_their_order),
		cmocka_unit_test(equal_neighbours_become_one_run),
		cmocka_unit_test(too_many_groups_cannot_be_read),
		cmocka_unit_test(huge_devices_are_counted_at_once),
		cmocka_unit_test(same_looks_at_the_first_sectors_only),
		cmocka_unit_test(arithmetic_saturates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
