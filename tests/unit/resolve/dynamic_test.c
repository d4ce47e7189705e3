/* SPDX-License-Identifier: MIT */
/* What Partition Manager adds or places by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

/* Resolves with flash_primary of 64 KiB and external_flash of 1 MiB, placed as given. */
static void resolve(struct layout *layout, const char *external_placement)
{
	build_declare(layout, "flash_primary", 0, 0x10000, "complex");
	build_declare(layout, "external_flash", 0, 0x100000, external_placement);
	layout_resolve(layout);
}

static void is_extent(const struct partition *p, uint64_t address, uint64_t size)
{
	assert_non_null(p);
	assert_true(p->placed);
	assert_int_equal(p->address.value, address);
	assert_int_equal(p->size.value, size);
}

static void app_that_nobody_wrote_gets_the_one_gap(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app;

	(void)state;
	build_flash(layout, "mcuboot", 0, 0x4000);
	build_flash(layout, "storage", 0xe000, 0x2000);
	resolve(layout, "start_to_end");
	app = layout_find(layout, "app");
	is_extent(app, 0x4000, 0xa000);
	assert_true(app->implied);
	assert_true(app->dynamic);
	assert_ptr_equal(app->region->dynamic, app);
	assert_int_equal(app->address.origin, ORIGIN_DERIVED);
	assert_int_equal(layout->partition_count, 2);
	build_drop(layout);
}

static void written_extent_of_app_is_not_used(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app = build_flash(layout, "app", 0xf000, 0x100);
	const struct region *region;

	(void)state;
	build_flash(layout, "mcuboot", 0, 0x4000);
	resolve(layout, "start_to_end");
	is_extent(app, 0x4000, 0xc000);
	assert_int_equal(app->written_address.value, 0xf000);
	assert_false(app->implied);
	region = app->region;
	assert_int_equal(region->count, 2);
	assert_ptr_equal(region->by_address[1], app);
	build_drop(layout);
}

static void app_without_an_extent_is_placed(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app = build_unplaced(layout, "flash_primary", "app");

	(void)state;
	build_flash(layout, "mcuboot", 0, 0x4000);
	resolve(layout, "start_to_end");
	is_extent(app, 0x4000, 0xc000);
	assert_int_equal(app->region->count, 2);
	build_drop(layout);
}

static void two_gaps_give_app_nothing(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_flash(layout, "a", 0, 0x1000);
	build_flash(layout, "b", 0x4000, 0x1000);
	resolve(layout, "start_to_end");
	assert_int_equal(layout_region(layout, "flash_primary")->pm_gap_count, 2);
	assert_null(layout_find(layout, "app"));
	build_drop(layout);
}

static void no_gap_leaves_app_as_written(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app = build_flash(layout, "app", 0x100, 0x200);

	(void)state;
	build_flash(layout, "all", 0, 0x10000);
	resolve(layout, "start_to_end");
	is_extent(app, 0x100, 0x200);
	build_drop(layout);
}

/* PARTITION-MANAGER.md 9, experiment 3: PM writes a negative size; we place nobody there. */
static void gap_of_negative_length_places_nobody(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_flash(layout, "outer", 0, 0x2000);
	build_flash(layout, "inner", 0x800, 0x800);
	build_flash(layout, "rest", 0x2000, 0xe000);
	resolve(layout, "start_to_end");
	assert_int_equal(layout_region(layout, "flash_primary")->pm_gap_count, 1);
	assert_null(layout_find(layout, "app"));
	build_drop(layout);
}

static void span_finds_the_app_that_nobody_wrote(void **state)
{
	struct layout *layout = build_layout();
	struct partition *slot = build_flash(layout, "mcuboot_primary", 0x4000, 0xc000);

	(void)state;
	build_span(layout, slot, "app");
	build_flash(layout, "mcuboot", 0, 0x4000);
	resolve(layout, "start_to_end");
	assert_ptr_equal(slot->span->partition, layout_find(layout, "app"));
	assert_non_null(slot->span->partition);
	build_drop(layout);
}

static void rest_of_a_simple_region_lies_behind_the_others(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *rest;

	(void)state;
	build_in(layout, "external_flash", "mcuboot_secondary", 0, 0x60000);
	resolve(layout, "start_to_end");
	rest = layout_find(layout, "external_flash");
	is_extent(rest, 0x60000, 0xa0000);
	assert_true(rest->leftover);
	assert_true(rest->implied);
	build_drop(layout);
}

static void rest_of_a_region_filled_from_its_end_lies_in_front(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_in(layout, "external_flash", "mcuboot_secondary", 0xa0000, 0x60000);
	resolve(layout, "end_to_start");
	is_extent(layout_find(layout, "external_flash"), 0, 0xa0000);
	build_drop(layout);
}

/* 5.4: "reserved" is the sum of all sizes, so what a container holds counts twice. */
static void rest_counts_containers_twice(void **state)
{
	struct layout *layout = build_layout();
	struct partition *holder = build_in(layout, "external_flash", "holder", 0, 0x10000);

	(void)state;
	build_span(layout, holder, "member");
	build_in(layout, "external_flash", "member", 0, 0x10000);
	resolve(layout, "start_to_end");
	is_extent(layout_find(layout, "external_flash"), 0x20000, 0xe0000);
	build_drop(layout);
}

static void written_rest_stays_as_it_is(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *rest =
		build_in(layout, "external_flash", "external_flash", 0x80000, 0x1000);

	(void)state;
	build_in(layout, "external_flash", "a", 0, 0x1000);
	resolve(layout, "start_to_end");
	is_extent(rest, 0x80000, 0x1000);
	assert_false(rest->implied);
	assert_ptr_equal(layout_find(layout, "external_flash"), rest);
	build_drop(layout);
}

static void nothing_is_left_of_a_region_that_is_too_small(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_in(layout, "external_flash", "a", 0, 0x100001);
	resolve(layout, "start_to_end");
	assert_null(layout_find(layout, "external_flash"));
	build_drop(layout);
}

static void full_region_has_a_rest_of_no_bytes(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_in(layout, "external_flash", "a", 0, 0x100000);
	resolve(layout, "start_to_end");
	is_extent(layout_find(layout, "external_flash"), 0x100000, 0);
	build_drop(layout);
}

static void region_that_nobody_is_in_gets_nothing(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_flash(layout, "a", 0, 0x1000);
	resolve(layout, "start_to_end");
	assert_null(layout_find(layout, "external_flash"));
	build_drop(layout);
}

static void devicetree_gets_nothing_added(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	layout->kind = LAYOUT_DEVICETREE;
	layout->document = NULL;
	build_soc(layout, "nrf9160");
	build_flash(layout, "slot0_partition", 0, 0x1000);
	layout_resolve(layout);
	assert_null(layout_find(layout, "app"));
	assert_null(layout->partitions->next);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(app_that_nobody_wrote_gets_the_one_gap),
		cmocka_unit_test(written_extent_of_app_is_not_used),
		cmocka_unit_test(app_without_an_extent_is_placed),
		cmocka_unit_test(two_gaps_give_app_nothing),
		cmocka_unit_test(no_gap_leaves_app_as_written),
		cmocka_unit_test(gap_of_negative_length_places_nobody),
		cmocka_unit_test(span_finds_the_app_that_nobody_wrote),
		cmocka_unit_test(rest_of_a_simple_region_lies_behind_the_others),
		cmocka_unit_test(rest_of_a_region_filled_from_its_end_lies_in_front),
		cmocka_unit_test(rest_counts_containers_twice),
		cmocka_unit_test(written_rest_stays_as_it_is),
		cmocka_unit_test(nothing_is_left_of_a_region_that_is_too_small),
		cmocka_unit_test(full_region_has_a_rest_of_no_bytes),
		cmocka_unit_test(region_that_nobody_is_in_gets_nothing),
		cmocka_unit_test(devicetree_gets_nothing_added),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
