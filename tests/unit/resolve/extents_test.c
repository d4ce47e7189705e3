/* SPDX-License-Identifier: MIT */
/* Which partitions have a place, and in what order they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

static void resolve(struct layout *layout)
{
	resolve_regions(layout);
	resolve_roles(layout);
	resolve_extents(layout);
}

static void written_extent_is_taken(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *a = build_flash(layout, "a", 0x1000, 0x2000);

	(void)state;
	resolve(layout);
	assert_true(a->placed);
	assert_int_equal(a->address.value, 0x1000);
	assert_int_equal(a->size.value, 0x2000);
	assert_int_equal(partition_end(a), 0x3000);
	assert_int_equal(a->region->count, 1);
	assert_ptr_equal(a->region->by_address[0], a);
	build_drop(layout);
}

static void half_an_extent_is_none(void **state)
{
	struct layout *layout = build_layout();
	struct partition *no_size = build_flash(layout, "no_size", 0, 1);
	struct partition *no_address = build_flash(layout, "no_address", 0, 1);
	const struct partition *neither = build_unplaced(layout, "flash_primary", "neither");

	(void)state;
	no_size->written_size = (struct fact){0};
	no_address->written_address = (struct fact){0};
	resolve(layout);
	assert_false(no_size->placed);
	assert_false(no_address->placed);
	assert_false(neither->placed);
	assert_int_equal(no_size->region->count, 0);
	assert_int_equal(no_size->region->members, 3);
	build_drop(layout);
}

static void negative_numbers_have_no_place(void **state)
{
	struct layout *layout = build_layout();
	struct partition *size = build_flash(layout, "size", 0, 1);
	struct partition *address = build_flash(layout, "address", 1, 1);

	(void)state;
	size->written_size.negative = true;
	address->written_address.negative = true;
	resolve(layout);
	assert_false(size->placed);
	assert_false(address->placed);
	build_drop(layout);
}

static void end_must_fit_64_bits(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *last = build_flash(layout, "last", UINT64_MAX, 0);
	const struct partition *over = build_flash(layout, "over", UINT64_MAX, 1);
	const struct partition *half =
		build_flash(layout, "half", UINT64_MAX / 2 + 1, UINT64_MAX / 2 + 1);

	(void)state;
	resolve(layout);
	assert_true(last->placed);
	assert_false(over->placed);
	assert_false(half->placed);
	build_drop(layout);
}

static void nobody_is_placed_without_a_region(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *lost = build_in(layout, "elsewhere", "lost", 0, 1);

	(void)state;
	build_declare(layout, "flash_primary", 0, 0x1000, "complex");
	resolve(layout);
	assert_false(lost->placed);
	build_drop(layout);
}

static void order_is_address_then_size_then_writing(void **state)
{
	struct layout *layout = build_layout();
	struct partition *const wanted[] = {
		build_flash(layout, "large_at_0", 0, 8), build_flash(layout, "small_at_0", 0, 4),
		build_flash(layout, "same_at_0", 0, 4),  build_flash(layout, "at_2", 2, 1),
		build_flash(layout, "at_9", 9, 1),
	};
	const struct region *region;

	(void)state;
	/* The list is reversed, the order of writing kept where it decides. */
	layout->partitions = wanted[4];
	for (size_t i = 4; i > 0; i--)
		wanted[i]->next = wanted[i - 1];
	wanted[0]->next = NULL;
	resolve(layout);
	region = wanted[0]->region;
	assert_int_equal(region->count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_ptr_equal(region->by_address[i], wanted[i]);
	build_drop(layout);
}

static void each_region_has_its_own_order(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *flash = build_flash(layout, "flash", 5, 1);
	const struct partition *external = build_in(layout, "external_flash", "external", 0, 1);

	(void)state;
	resolve(layout);
	assert_int_equal(flash->region->count, 1);
	assert_int_equal(external->region->count, 1);
	assert_ptr_not_equal(flash->region, external->region);
	build_drop(layout);
}

/* Corpus: dumps without `span` know their containers by name alone. */
static void known_container_without_span_holds_who_stands_in_it(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *slot = build_flash(layout, "mcuboot_primary", 0x1000, 0x1000);

	(void)state;
	build_flash(layout, "mcuboot_pad", 0x1000, 0x200);
	resolve(layout);
	assert_true(slot->container);
	assert_false(partition_takes_bytes(slot));
	build_drop(layout);
}

static void known_container_that_holds_nobody_is_a_leaf(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *slot = build_flash(layout, "mcuboot_primary", 0x1000, 0x1000);
	const struct partition *other = build_flash(layout, "s0", 0x4000, 0x1000);

	(void)state;
	build_flash(layout, "crosses", 0x1800, 0x1000);
	build_flash(layout, "empty_inside", 0x4000, 0);
	resolve(layout);
	assert_false(slot->container);
	assert_false(other->container);
	assert_true(partition_takes_bytes(slot));
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_extent_is_taken),
		cmocka_unit_test(half_an_extent_is_none),
		cmocka_unit_test(negative_numbers_have_no_place),
		cmocka_unit_test(end_must_fit_64_bits),
		cmocka_unit_test(nobody_is_placed_without_a_region),
		cmocka_unit_test(order_is_address_then_size_then_writing),
		cmocka_unit_test(each_region_has_its_own_order),
		cmocka_unit_test(known_container_without_span_holds_who_stands_in_it),
		cmocka_unit_test(known_container_that_holds_nobody_is_a_leaf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
