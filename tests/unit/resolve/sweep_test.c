/* SPDX-License-Identifier: MIT */
/* Overlaps and gaps of a region. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

#define REGION_SIZE 0x10000

/* Resolves up to the sweep; flash_primary is 64 KiB at base. */
static struct region *sweep_at(struct layout *layout, uint64_t base)
{
	build_declare(layout, "flash_primary", base, REGION_SIZE, "complex");
	resolve_regions(layout);
	resolve_roles(layout);
	resolve_extents(layout);
	resolve_sweep(layout);
	return layout_region(layout, "flash_primary");
}

static struct region *sweep(struct layout *layout)
{
	return sweep_at(layout, 0);
}

static const struct overlap *is_overlap(const struct overlap *overlap, const char *first,
					const char *second, uint64_t begin, uint64_t end)
{
	assert_non_null(overlap);
	assert_string_equal(overlap->first->name, first);
	assert_string_equal(overlap->second->name, second);
	assert_int_equal(overlap->begin, begin);
	assert_int_equal(overlap->end, end);
	return overlap->next;
}

static const struct gap *is_gap(const struct gap *gap, uint64_t begin, uint64_t end)
{
	assert_non_null(gap);
	assert_int_equal(gap->begin, begin);
	assert_int_equal(gap->end, end);
	return gap->next;
}

static void neighbours_do_not_overlap(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_flash(layout, "a", 0, 0x1000);
	build_flash(layout, "b", 0x1000, 0x1000);
	region = sweep(layout);
	assert_null(region->overlaps);
	assert_int_equal(region->overlaps_left_out, 0);
	build_drop(layout);
}

static void one_byte_is_an_overlap(void **state)
{
	struct layout *layout = build_layout();
	const struct overlap *rest;

	(void)state;
	build_flash(layout, "a", 0, 0x1001);
	build_flash(layout, "b", 0x1000, 0x1000);
	rest = is_overlap(sweep(layout)->overlaps, "a", "b", 0x1000, 0x1001);
	assert_null(rest);
	build_drop(layout);
}

static void every_pair_is_found(void **state)
{
	struct layout *layout = build_layout();
	const struct overlap *overlap;

	(void)state;
	build_flash(layout, "inner", 0x2000, 0x1000);
	build_flash(layout, "outer", 0, 0x8000);
	build_flash(layout, "twin", 0x2000, 0x1000);
	build_flash(layout, "late", 0x7000, 0x2000);
	overlap = sweep(layout)->overlaps;
	overlap = is_overlap(overlap, "outer", "inner", 0x2000, 0x3000);
	overlap = is_overlap(overlap, "outer", "twin", 0x2000, 0x3000);
	overlap = is_overlap(overlap, "inner", "twin", 0x2000, 0x3000);
	overlap = is_overlap(overlap, "outer", "late", 0x7000, 0x8000);
	assert_null(overlap);
	build_drop(layout);
}

static void only_leaves_overlap(void **state)
{
	struct layout *layout = build_layout();
	struct partition *holder = build_flash(layout, "holder", 0, 0x4000);

	(void)state;
	build_span(layout, holder, "a");
	build_flash(layout, "a", 0, 0x4000);
	build_flash(layout, "nothing", 0x1000, 0);
	build_flash(layout, "app", 0x2000, 0x8000);
	assert_null(sweep(layout)->overlaps);
	build_drop(layout);
}

static void slot_is_crossed_only_at_its_borders(void **state)
{
	struct layout *layout = build_layout();
	struct partition *slot = build_flash(layout, "mcuboot_primary", 0x2000, 0x4000);
	const struct overlap *overlap;

	(void)state;
	build_span(layout, slot, "member");
	build_flash(layout, "member", 0x3000, 0x4000);
	build_flash(layout, "front", 0x1000, 0x1001);
	build_flash(layout, "inside", 0x2800, 0x800);
	build_flash(layout, "behind", 0x7000, 0x1000);
	overlap = sweep(layout)->overlaps;
	overlap = is_overlap(overlap, "front", "mcuboot_primary", 0x2000, 0x2001);
	assert_null(overlap);
	build_drop(layout);
}

static void member_at_the_border_speaks_for_its_slot(void **state)
{
	struct layout *layout = build_layout();
	struct partition *slot = build_flash(layout, "mcuboot_primary", 0x2000, 0x4000);
	const struct overlap *overlap;

	(void)state;
	build_span(layout, slot, "first");
	build_span(layout, slot, "last");
	build_flash(layout, "front", 0x1000, 0x1001);
	build_flash(layout, "first", 0x2000, 0x1000);
	build_flash(layout, "last", 0x5000, 0x1000);
	build_flash(layout, "behind", 0x5fff, 0x1000);
	overlap = sweep(layout)->overlaps;
	overlap = is_overlap(overlap, "front", "first", 0x2000, 0x2001);
	overlap = is_overlap(overlap, "last", "behind", 0x5fff, 0x6000);
	assert_null(overlap);
	build_drop(layout);
}

static void stranger_may_leave_a_slot_at_its_end(void **state)
{
	struct layout *layout = build_layout();
	struct partition *slot = build_flash(layout, "mcuboot_secondary", 0x2000, 0x4000);
	const struct overlap *overlap;

	(void)state;
	build_span(layout, slot, "nobody");
	build_flash(layout, "stranger", 0x5000, 0x2000);
	overlap = is_overlap(sweep(layout)->overlaps, "mcuboot_secondary", "stranger", 0x5000,
			     0x6000);
	assert_null(overlap);
	build_drop(layout);
}

static void slot_of_no_bytes_is_not_crossed(void **state)
{
	struct layout *layout = build_layout();
	struct partition *slot = build_flash(layout, "mcuboot_primary", 0x2000, 0);

	(void)state;
	build_span(layout, slot, "nobody");
	build_flash(layout, "around", 0x1000, 0x2000);
	assert_null(sweep(layout)->overlaps);
	build_drop(layout);
}

/* A thousand pairs are listed; of the others it is said that they are there. */
static void pile_is_counted_not_listed(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;
	size_t listed = 0;

	(void)state;
	for (int i = 0; i < 200; i++)
		build_flash(layout, arena_printf(layout->arena, "p%d", i), 0x1000, 0x1000);
	region = sweep(layout);
	for (const struct overlap *overlap = region->overlaps; overlap; overlap = overlap->next)
		listed++;
	assert_int_equal(listed, 1000);
	assert_true(region->overlaps_left_out > 1000);
	build_drop(layout);
}

static void gaps_are_what_no_leaf_covers(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;
	const struct gap *gap;

	(void)state;
	build_flash(layout, "a", 0x1000, 0x3000);
	build_flash(layout, "in_a", 0x2000, 0x1000);
	build_flash(layout, "app", 0x4000, 0x4000);
	build_flash(layout, "b", 0x8000, 0x1000);
	region = sweep(layout);
	gap = region->gaps;
	assert_null(gap->before);
	assert_string_equal(gap->after->name, "a");
	gap = is_gap(gap, 0, 0x1000);
	assert_string_equal(gap->before->name, "a");
	assert_string_equal(gap->after->name, "b");
	gap = is_gap(gap, 0x4000, 0x8000);
	assert_string_equal(gap->before->name, "b");
	assert_null(gap->after);
	gap = is_gap(gap, 0x9000, REGION_SIZE);
	assert_null(gap);
	assert_int_equal(region->gap_count, 3);
	build_drop(layout);
}

static void gaps_begin_at_the_regions_base(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_flash(layout, "before", 0, 0x1000);
	build_flash(layout, "a", 0x1000000, 0x1000);
	build_flash(layout, "beyond", 0x1000000 + REGION_SIZE, 0x1000);
	region = sweep_at(layout, 0x1000000);
	assert_null(is_gap(region->gaps, 0x1001000, 0x1000000 + REGION_SIZE));
	build_drop(layout);
}

static void full_region_has_no_gap(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_flash(layout, "all", 0, REGION_SIZE + 1);
	region = sweep(layout);
	assert_null(region->gaps);
	assert_int_equal(region->gap_count, 0);
	build_drop(layout);
}

/* PARTITION-MANAGER.md 9, experiment 3: a leaf nested in a leaf gives app (0x1000, 0x800) of a
 * negative size.
 */
static void nested_leaf_makes_a_gap_of_negative_length(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_flash(layout, "outer", 0, 0x1000);
	build_flash(layout, "inner", 0x800, 0x800);
	build_flash(layout, "rest", 0x1000, REGION_SIZE - 0x1000);
	region = sweep(layout);
	assert_int_equal(region->pm_gap_count, 0);
	build_drop(layout);

	layout = build_layout();
	build_flash(layout, "outer", 0, 0x2000);
	build_flash(layout, "inner", 0x800, 0x800);
	build_flash(layout, "rest", 0x2000, REGION_SIZE - 0x2000);
	region = sweep(layout);
	assert_int_equal(region->pm_gap_count, 1);
	assert_null(is_gap(region->pm_gaps, 0x1000, 0x800));
	build_drop(layout);
}

/* 5.3: entries with `span` and the dynamic one are left out, whatever their names. */
static void partition_manager_leaves_out_containers_and_app(void **state)
{
	struct layout *layout = build_layout();
	struct partition *holder = build_flash(layout, "holder", 0x3000, 0x4000);
	const struct region *region;

	(void)state;
	build_span(layout, holder, "app");
	build_flash(layout, "app", 0, 0x100);
	build_flash(layout, "a", 0, 0x3000);
	build_flash(layout, "mcuboot_primary", 0x7000, 0x9000);
	build_flash(layout, "mcuboot_pad", 0x7000, 0x200);
	region = sweep(layout);
	/* mcuboot_primary is known to hold the pad, but PM knows only what has a `span`: starts
	 * {0x10000, 0, 0x7000} and ends {0, 0x3000, 0x10000, 0x7200} make one pair.
	 */
	assert_null(is_gap(region->pm_gaps, 0x3000, 0x7000));
	assert_int_equal(region->pm_gap_count, 1);
	build_drop(layout);
}

static void region_of_unknown_size_has_no_gaps(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_flash(layout, "a", 0, 0x1000);
	build_flash(layout, "b", 0x800, 0x1000);
	resolve_regions(layout);
	resolve_roles(layout);
	resolve_extents(layout);
	resolve_sweep(layout);
	region = layout_region(layout, "flash_primary");
	assert_null(region->gaps);
	assert_null(region->pm_gaps);
	assert_non_null(region->overlaps);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(neighbours_do_not_overlap),
		cmocka_unit_test(one_byte_is_an_overlap),
		cmocka_unit_test(every_pair_is_found),
		cmocka_unit_test(only_leaves_overlap),
		cmocka_unit_test(slot_is_crossed_only_at_its_borders),
		cmocka_unit_test(member_at_the_border_speaks_for_its_slot),
		cmocka_unit_test(stranger_may_leave_a_slot_at_its_end),
		cmocka_unit_test(slot_of_no_bytes_is_not_crossed),
		cmocka_unit_test(pile_is_counted_not_listed),
		cmocka_unit_test(gaps_are_what_no_leaf_covers),
		cmocka_unit_test(gaps_begin_at_the_regions_base),
		cmocka_unit_test(full_region_has_no_gap),
		cmocka_unit_test(nested_leaf_makes_a_gap_of_negative_length),
		cmocka_unit_test(partition_manager_leaves_out_containers_and_app),
		cmocka_unit_test(region_of_unknown_size_has_no_gaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
