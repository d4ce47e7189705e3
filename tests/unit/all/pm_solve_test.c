/* SPDX-License-Identifier: MIT */
/* Partition Manager's solver, one rule of PARTITION-MANAGER.md 5 at a time. */
#include "resolve/pm/solve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "read/pm_fragments.h"

#define FLASH_SIZE 0x100000

struct fixture {
	struct arena *arena;
	struct findings found;
	struct text said;
	struct value *solved; /* NULL after an error */
};

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->arena = arena_new(0, out_of_memory, NULL);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_free(fixture->arena);
	free(fixture);
	return 0;
}

static void solve_at(struct fixture *fixture, int64_t base, const char *fragment,
		     const char *statics)
{
	const struct pm_region regions[] = {
		{"flash_primary", base, FLASH_SIZE, PM_COMPLEX, "", "", NULL},
		{"external_flash", 0, FLASH_SIZE, PM_START_TO_END, "spi", "", NULL},
		{"top", 0, 0x1000, PM_END_TO_START, "", "", NULL},
	};
	struct pm_problem problem = {.arena = fixture->arena,
				     .found = &fixture->found,
				     .said = &fixture->said,
				     .regions = regions,
				     .region_count = 3,
				     .fragments = value_new(fixture->arena, VALUE_MAP)};

	findings_init(&fixture->found, fixture->arena);
	fixture->said = (struct text){.arena = fixture->arena};
	text_puts(&fixture->said, "");
	assert_true(pm_fragment_add(fixture->arena,
				    source_new(fixture->arena, "pm.yml", str_of(fragment)),
				    problem.fragments, &fixture->found));
	if (statics)
		problem.statics = pm_static_read(
			fixture->arena, source_new(fixture->arena, "static.yml", str_of(statics)),
			&fixture->found);
	fixture->solved = pm_solve(&problem);
}

static void solve(struct fixture *fixture, const char *fragment)
{
	solve_at(fixture, 0, fragment, NULL);
}

static void lies(const struct fixture *fixture, const char *name, int64_t address, int64_t size)
{
	const struct value *map;

	assert_non_null(fixture->solved);
	map = value_get(fixture->solved, name);
	assert_non_null(map);
	assert_int_equal(value_number(value_get(map, "address")), address);
	assert_int_equal(value_number(value_get(map, "size")), size);
	assert_int_equal(value_number(value_get(map, "end_address")), address + size);
}

/* The error's rule, its line, and what Partition Manager says. */
static void fails(const struct fixture *fixture, uint32_t line, const char *sentence)
{
	const struct finding *finding = fixture->found.first;

	assert_null(fixture->solved);
	while (finding && finding->severity != SEVERITY_ERROR)
		finding = finding->next;
	assert_non_null(finding);
	assert_non_null(finding->helps);
	assert_non_null(strstr(finding->notes->text, sentence));
	assert_int_equal(
		source_position(finding->labels->at.source, finding->labels->at.begin).line, line);
}

static void equal_placements_are_ordered_by_name(void **state)
{
	solve(*state, "b: {size: 0x1000, placement: {after: [start]}}\n"
		      "a: {size: 0x2000, placement: {after: [start]}}\n");
	lies(*state, "a", 0, 0x2000);
	lies(*state, "b", 0x2000, 0x1000);
	lies(*state, "app", 0x3000, FLASH_SIZE - 0x3000);
}

static void a_chain_is_placed_whatever_the_order_of_writing(void **state)
{
	solve(*state, "c: {size: 0x100, placement: {before: [b]}}\n"
		      "b: {size: 0x200, placement: {before: [a]}}\n"
		      "a: {size: 0x300, placement: {before: [end]}}\n");
	lies(*state, "a", FLASH_SIZE - 0x300, 0x300);
	lies(*state, "b", FLASH_SIZE - 0x500, 0x200);
	lies(*state, "c", FLASH_SIZE - 0x600, 0x100);
}

static void the_first_existing_anchor_counts(void **state)
{
	solve(*state, "a: {size: 0x100, placement: {after: [nothing, start]}}\n");
	lies(*state, "a", 0, 0x100);
}

static void holes_lie_in_front_before_app_and_behind_after_it(void **state)
{
	solve(*state, "a: {size: 0x100, placement: {after: [start]}}\n"
		      "b: {size: 0x100, placement: {after: [a], align: {start: 0x1000}}}\n"
		      "c: {size: 0x100, placement: {before: [end], align: {start: 0x1000}}}\n");
	lies(*state, "EMPTY_0", 0x100, 0xf00);
	lies(*state, "b", 0x1000, 0x100);
	lies(*state, "c", FLASH_SIZE - 0x1000, 0x100);
	lies(*state, "EMPTY_1", FLASH_SIZE - 0xf00, 0xf00);
}

static void the_first_partition_gets_its_hole_behind(void **state)
{
	solve(*state, "a: {size: 0xe00, placement: {before: [app], align: {end: 0x1000}}}\n");
	lies(*state, "a", 0, 0xe00);
	lies(*state, "EMPTY_0", 0xe00, 0x200);
	solve_at(*state, 0x800,
		 "a: {size: 0x100, placement: {before: [app], align: {start: 0x1000}}}\n", NULL);
	fails(*state, 1, "Error when inspecting a, invalid address 0x0, expected 0x800,");
}

static void sharers_split_what_is_left(void **state)
{
	solve(*state, "pad: {size: 0x200, placement: {before: [app]}}\n"
		      "slot: {span: [pad, app]}\n"
		      "copy: {share_size: [slot], placement: {after: [slot]}}\n");
	lies(*state, "slot", 0, FLASH_SIZE / 2);
	lies(*state, "copy", FLASH_SIZE / 2, FLASH_SIZE / 2);
	lies(*state, "app", 0x200, FLASH_SIZE / 2 - 0x200);
}

static void dropping_cascades(void **state)
{
	struct fixture *fixture = *state;

	solve(fixture, "a: {size: 0, placement: {before: [end]}}\n"
		       "b: {share_size: [a], placement: {before: [end]}}\n"
		       "c: {share_size: {one_of: [b, a]}, placement: {before: [end]}}\n"
		       "box: {span: [a, b]}\n"
		       "outer: {span: [box]}\n");
	lies(fixture, "app", 0, FLASH_SIZE);
	assert_int_equal(value_live(fixture->solved), 3); /* with external_flash and top */
	assert_non_null(strstr(fixture->said.p, "Dropping partition 'c' since its size is 0.\n"));
	assert_non_null(strstr(fixture->said.p, "Dropping partition 'outer' since it is empty.\n"));
}

static void nested_containers_show_their_innermost_members(void **state)
{
	struct fixture *fixture = *state;
	const struct value *span;

	solve(fixture, "b: {size: 0x1000, placement: {after: [start]}}\n"
		       "a: {size: 0x1000, placement: {after: [b]}}\n"
		       "inner: {span: [b]}\nouter: {span: [inner, a]}\n");
	lies(fixture, "outer", 0, 0x2000);
	span = value_get(value_get(fixture->solved, "outer"), "span");
	assert_ptr_equal(span, value_get(value_get(fixture->solved, "outer"), "orig_span"));
	assert_int_equal(span->count, 2);
	assert_true(value_is_text(span->items[0], "a"));
}

static void simple_regions_are_filled_from_their_end(void **state)
{
	solve(*state, "a: {size: 0x100, region: external_flash}\n"
		      "b: {size: 0x200, region: external_flash}\n"
		      "c: {size: 0x300, region: top}\n");
	lies(*state, "b", 0x100, 0x200);
	lies(*state, "external_flash", 0x300, FLASH_SIZE - 0x300);
	lies(*state, "c", 0xd00, 0x300);
	lies(*state, "top", 0, 0xd00);
}

static void statics_leave_a_gap(void **state)
{
	solve_at(*state, 0, "a: {size: 0x100, placement: {after: [start]}}\nlog: {size: 1}\n",
		 "boot: {address: 0x0, size: 0x8000}\nlog: {address: 0xf0000, size: 0x10000}\n");
	lies(*state, "a", 0x8000, 0x100);
	lies(*state, "app", 0x8100, 0xf0000 - 0x8100);
	solve_at(*state, 0, "", "a: {address: 0x1000, size: 0x1000}\n");
	fails(*state, 1, "Gaps found (2):0x0-0x1000 0x2000-0x100000 The most common");
}

static void what_never_ends_is_an_error(void **state)
{
	solve(*state, "a: {share_size: [b], placement: {after: [start]}}\n"
		      "b: {share_size: [a], placement: {after: [a]}}\n");
	fails(*state, 1, "never returns");
	solve(*state, "a: {span: [b, app]}\nb: {span: [a, app]}\n");
	fails(*state, 1, "never returns");
	solve(*state, "a: {share_size: [b], region: external_flash}\n"
		      "b: {share_size: [a], region: external_flash}\n");
	fails(*state, 1, "never returns");
}

static void every_error_has_its_place(void **state)
{
	solve(*state, "\na: {size: 1, placement: {}}\n");
	fails(*state, 2,
	      "Partition manager failed: Found empty 'placement' property for "
	      "partition 'a'");
	solve(*state, "a: {size: 1, placement: {before: [start]}}\n");
	fails(*state, 1, "Partition \"a\" was placed before start or after end.");
	solve(*state, "a:\n  size: CONFIG_X\n  placement: {after: [start]}\n");
	fails(*state, 2, "TypeError");
	solve(*state, "a: {size: 1, placement: {after: [start], align: {start: 4, end: 4}}}\n");
	fails(*state, 1, "Invalid alignment requirement");
	solve(*state, "a: {size: 1, placement: {after: [start]}, align: {start: 4}}\n");
	fails(*state, 1, "'align' config is misplaced (should be part of 'placement').");
	solve(*state, "a: {size: 1, placement: {after: [start]}, share_size: [app]}\n");
	fails(*state, 1, "KeyError: 'app'");
}

static void nothing_lies_before_the_start(void **state)
{
	solve(*state, "box: {span: [start, a]}\na: {size: 1, placement: {before: [box]}}\n");
	fails(*state, 2, "ValueError");
	solve(*state, "box: {span: [end, a]}\na: {size: 1, placement: {after: [box]}}\n");
	fails(*state, 2, "ValueError");
}

static struct finding *warned(const struct fixture *fixture, enum rule_id rule)
{
	assert_non_null(fixture->solved);
	for (struct finding *f = fixture->found.first; f; f = f->next) {
		assert_int_equal(f->severity, SEVERITY_WARNING);
		if (f->rule == rule)
			return f;
	}
	fail_msg("no warning of that rule");
	return NULL;
}

static void silence_is_broken(void **state)
{
	solve(*state, "a: {size: 0x200000, placement: {after: [start]}}\n");
	warned(*state, RULE_negative_leftover);
	warned(*state, RULE_out_of_region);
	solve(*state, "a: {size: 0x200000, region: external_flash}\n");
	warned(*state, RULE_negative_leftover);
	solve(*state, "a: {size: 1, region: nowhere}\n");
	warned(*state, RULE_unknown_region);
	solve(*state, "a: {size: 1, plcement: {}, placement: {after: [start]}}\n");
	warned(*state, RULE_unknown_key);
	solve(*state, "a-b: {size: 4, placement: {after: [start]}}\n");
	warned(*state, RULE_bad_partition_name);
	solve(*state, "a: {size: 4, placement: {after: [start]}}\n"
		      "A: {size: 4, placement: {after: [start]}}\n");
	warned(*state, RULE_bad_partition_name);
	solve(*state, "a: {size: 1, region: external_flash}\n"
		      "b: {size: 4, region: external_flash, placement: {align: {start: 4}}}\n");
	warned(*state, RULE_unmet_alignment);
	solve_at(*state, 0, "",
		 "a: {address: 0, size: 0x1000, end_address: 1}\n"
		 "b: {address: 0x800, size: 0x800}\n");
	warned(*state, RULE_end_address_mismatch);
	warned(*state, RULE_overlapping_partitions);
}

#define SOLVE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SOLVE_TEST(equal_placements_are_ordered_by_name),
		SOLVE_TEST(a_chain_is_placed_whatever_the_order_of_writing),
		SOLVE_TEST(the_first_existing_anchor_counts),
		SOLVE_TEST(holes_lie_in_front_before_app_and_behind_after_it),
		SOLVE_TEST(the_first_partition_gets_its_hole_behind),
		SOLVE_TEST(sharers_split_what_is_left),
		SOLVE_TEST(dropping_cascades),
		SOLVE_TEST(nested_containers_show_their_innermost_members),
		SOLVE_TEST(simple_regions_are_filled_from_their_end),
		SOLVE_TEST(statics_leave_a_gap),
		SOLVE_TEST(what_never_ends_is_an_error),
		SOLVE_TEST(every_error_has_its_place),
		SOLVE_TEST(nothing_lies_before_the_start),
		SOLVE_TEST(silence_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
