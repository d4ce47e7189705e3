/* SPDX-License-Identifier: MIT */
/* Layouts near a refused one: each is accepted, and the usual correction is among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

#include "mcuboot/advice.h"

#define ROOM 8

struct advised {
	struct fixture f;
	struct mcuboot_plain_layout layout;
	struct mcuboot_advice advice[ROOM];
	size_t count;
};

static struct advised advised(enum mcuboot_mode mode, struct mcuboot_plain_layout layout)
{
	struct advised a = {.f = fixture(mode), .layout = layout};
	struct mcuboot_answer answer;

	if (a.layout.max_img_sectors == 0)
		a.layout.max_img_sectors = 256;
	a.count = mcuboot_advise(&a.f.geometry, &a.layout, a.advice, ROOM);
	for (size_t i = 0; i < a.count; i++) {
		mcuboot_judge_plain(&a.f.geometry, &a.advice[i].layout, &answer);
		assert_true(mcuboot_is_safe(&answer));
		assert_int_equal(answer.max_image_size, a.advice[i].max_image_size);
	}
	return a;
}

static bool offers(const struct advised *a, uint64_t primary, uint64_t secondary)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->advice[i].layout.primary.size == primary &&
		    a->advice[i].layout.secondary.size == secondary)
			return true;
	return false;
}

static const struct mcuboot_plain_layout forum = {.primary = {0x10000, 0x70000, 0x1000},
						  .secondary = {0, 0xf0000, 0x1000}};

static void move_is_offered_equal_sizes_and_a_spare_sector(void **state)
{
	const struct advised a = advised(MCUBOOT_SWAP_MOVE, forum);

	(void)state;
	assert_true(offers(&a, 0x70000, 0x70000));
	assert_true(offers(&a, 0x70000, 0x6f000));
	assert_true(offers(&a, 0xf0000, 0xf0000));
	assert_true(offers(&a, 0xf1000, 0xf0000));
}

static void offset_is_offered_its_spare_sector_in_the_secondary(void **state)
{
	const struct advised a = advised(MCUBOOT_SWAP_OFFSET, forum);

	(void)state;
	assert_true(offers(&a, 0x70000, 0x71000));
	assert_true(offers(&a, 0xef000, 0xf0000));
}

static void other_pages_of_the_secondary_are_corrected(void **state)
{
	const struct mcuboot_plain_layout layout = {.primary = {0x10000, 0xf0000, 0x1000},
						    .secondary = {0, 0xf0000, 0x10000}};
	const struct advised a = advised(MCUBOOT_SWAP_MOVE, layout);

	(void)state;
	assert_true(a.count > 0);
	assert_int_equal(a.advice[0].layout.secondary.page, 0x1000);
	assert_true(offers(&a, 0xf0000, 0xf0000));
}

static void scratch_is_made_large_enough(void **state)
{
	const struct mcuboot_plain_layout layout = {.primary = {0, 0xe8000, 0x1000},
						    .secondary = {0, 0xe8000, 0x10000}};
	const struct advised a = advised(MCUBOOT_SWAP_SCRATCH, layout);

	(void)state;
	assert_true(offers(&a, 0xe0000, 0xe0000));
	assert_int_equal(a.advice[0].layout.scratch.size, 0x10000);
}

static void sectors_are_counted_or_cut(void **state)
{
	const struct mcuboot_plain_layout layout = {.primary = {0, 0x100000, 0x1000},
						    .secondary = {0, 0x100000, 0x1000},
						    .max_img_sectors = 128};
	const struct advised a = advised(MCUBOOT_SWAP_MOVE, layout);

	(void)state;
	assert_int_equal(a.advice[0].layout.max_img_sectors, 256);
	assert_true(offers(&a, 0x80000, 0x80000));
}

static void starts_and_ends_move_to_pages(void **state)
{
	const struct mcuboot_plain_layout layout = {.primary = {0x10200, 0x70200, 0x1000},
						    .secondary = {0x10, 0x70000, 0x1000}};
	const struct advised a = advised(MCUBOOT_OVERWRITE, layout);

	(void)state;
	assert_true(offers(&a, 0x70000, 0x70000));
	assert_int_equal(a.advice[0].layout.primary.offset, 0x11000);
	assert_int_equal(a.advice[0].layout.secondary.offset, 0x1000);
}

static void small_slots_grow(void **state)
{
	const struct mcuboot_plain_layout layout = {.primary = {0, 0x1000, 0x1000},
						    .secondary = {0, 0x1000, 0x1000}};
	const struct advised a = advised(MCUBOOT_SWAP_MOVE, layout);
	const struct advised b = advised(MCUBOOT_SWAP_OFFSET, layout);

	(void)state;
	assert_true(offers(&a, 0x3000, 0x3000));
	assert_true(offers(&b, 0x3000, 0x3000));
}

static void single_slots_need_no_secondary(void **state)
{
	const struct mcuboot_plain_layout layout = {.primary = {0x10, 0x70000, 0x1000}};
	const struct advised a = advised(MCUBOOT_SINGLE, layout);

	(void)state;
	assert_true(a.count > 0);
	assert_int_equal(a.advice[0].layout.primary.offset, 0x1000);
}

static void the_list_ends_with_the_room(void **state)
{
	struct advised a = advised(MCUBOOT_SWAP_MOVE, forum);

	(void)state;
	assert_true(a.count > 1);
	assert_int_equal(mcuboot_advise(&a.f.geometry, &a.layout, a.advice, 1), 1);
	a.layout.primary.page = 0;
	assert_int_equal(mcuboot_advise(&a.f.geometry, &a.layout, a.advice, ROOM), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(move_is_offered_equal_sizes_and_a_spare_sector),
		cmocka_unit_test(offset_is_offered_its_spare_sector_in_the_secondary),
		cmocka_unit_test(other_pages_of_the_secondary_are_corrected),
		cmocka_unit_test(scratch_is_made_large_enough),
		cmocka_unit_test(sectors_are_counted_or_cut),
		cmocka_unit_test(starts_and_ends_move_to_pages),
		cmocka_unit_test(small_slots_grow),
		cmocka_unit_test(single_slots_need_no_secondary),
		cmocka_unit_test(the_list_ends_with_the_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
