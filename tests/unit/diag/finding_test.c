/* SPDX-License-Identifier: MIT */
/* Shows that findings keep what is said of them and come in a stable order. */
#include "diag/finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

struct run {
	struct findings found;
	const struct source *first, *second;
};

static int open_run(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);
	struct run *run = ARENA_NEW(arena, struct run);

	findings_init(&run->found, arena);
	run->first = source_new(arena, "z.yml", STR("one: two\nthree: four\n"));
	run->second = source_new(arena, "a.yml", STR("one: two\n"));
	*state = run;
	return 0;
}

static int close_run(void **state)
{
	arena_free(((struct run *)*state)->found.arena);
	return 0;
}

static void a_finding_keeps_everything_in_order(void **state)
{
	struct run *run = *state;
	struct findings *found = &run->found;
	char name[] = "app";
	struct finding *finding = finding_add(found, RULE_zero_size, span_of(run->first, 0, 3),
					      "`%s` has %d bytes", name, 0);

	finding_mark(found, finding, "here %d", 1);
	finding_label(found, finding, (struct span){0}, "nowhere");
	finding_label(found, finding, span_of(run->first, 5, 8), "there");
	finding_about(found, finding, name);
	finding_about(found, finding, "mcuboot");
	finding_note(found, finding, "first %s", "note");
	finding_note(found, finding, "second note");
	finding_help(found, finding, "write %#x", 16);
	finding_fix(found, finding, span_of(run->first, 5, 8), "0x%x", 32);
	name[0] = 'X';
	assert_string_equal(finding->message, "`app` has 0 bytes");
	assert_int_equal(finding->severity, rule_get(RULE_zero_size)->level);
	assert_string_equal(finding->labels->text, "here 1");
	assert_string_equal(finding->labels->next->text, "there");
	assert_null(finding->labels->next->next);
	assert_string_equal(finding->partitions->text, "app");
	assert_string_equal(finding->partitions->next->text, "mcuboot");
	assert_string_equal(finding->notes->next->text, "second note");
	assert_string_equal(finding->helps->text, "write 0x10");
	assert_true(finding->fixes->safe);
	assert_string_equal(finding->fixes->edits->text, "0x20");
	assert_int_equal(finding->fixes->edits->at.end, 8);
}

static void levels_are_lowered_and_counted(void **state)
{
	struct run *run = *state;
	struct span at = span_of(run->first, 0, 3);
	struct finding *finding = finding_add(&run->found, RULE_out_of_region, at, "a");

	finding_limit(finding, SEVERITY_WARNING);
	finding_limit(finding, SEVERITY_ERROR);
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	finding_add(&run->found, RULE_out_of_region, at, "b");
	finding_add(&run->found, RULE_out_of_region, at, "c")->allowed = "a reason";
	assert_int_equal(findings_count(&run->found, SEVERITY_WARNING), 1);
	assert_int_equal(findings_count(&run->found, SEVERITY_ERROR), 1);
	assert_int_equal(run->found.count, 3);
}

static void assert_order(const struct findings *found, const char *expected)
{
	const struct finding *finding = found->first;

	for (; *expected; expected++, finding = finding->next) {
		assert_non_null(finding);
		assert_int_equal(finding->message[0], *expected);
	}
	assert_null(finding);
}

static void the_order_is_file_place_rule_and_time(void **state)
{
	struct run *run = *state;
	struct findings *found = &run->found;
	struct span none = {0};

	finding_add(found, RULE_zero_size, none, "H");
	finding_add(found, RULE_zero_size, span_of(run->first, 9, 10), "E");
	finding_add(found, RULE_zero_size, span_of(run->second, 1, 2), "F");
	finding_add(found, RULE_zero_size, span_of(run->first, 4, 5), "B");
	finding_add(found, RULE_zero_size, span_of(run->first, 4, 6), "C");
	finding_add(found, RULE_out_of_region, span_of(run->first, 4, 5), "A");
	finding_add(found, RULE_unused_space, span_of(run->first, 4, 5), "D");
	finding_add(found, RULE_missing_key, none, "I");
	finding_add(found, RULE_zero_size, span_of(run->second, 2, 3), "G");
	findings_sort(found);
	assert_order(found, "ABCDEFGHI");
	finding_add(found, RULE_zero_size, none, "J"); /* the tail is still the tail */
	assert_order(found, "ABCDEFGHIJ");
	findings_sort(found);
	assert_order(found, "ABCDEFGHIJ");
}

static void nothing_can_be_sorted(void **state)
{
	struct run *run = *state;

	findings_sort(&run->found);
	assert_null(run->found.first);
	finding_add(&run->found, RULE_zero_size, span_of(run->first, 1, 2), "A");
	assert_order(&run->found, "A");
}

static void many_findings_are_sorted(void **state)
{
	struct run *run = *state;
	const struct finding *finding;
	uint32_t seed = 1, last = 0;
	size_t count = 0;

	for (int i = 0; i < 5000; i++) {
		seed = seed * 1664525 + 1013904223;
		finding_add(&run->found, RULE_zero_size, span_of(run->first, seed >> 20, 9), "x");
	}
	findings_sort(&run->found);
	for (finding = run->found.first; finding; finding = finding->next, count++) {
		assert_true(finding->labels->at.begin >= last);
		last = finding->labels->at.begin;
	}
	assert_int_equal(count, 5000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_run, close_run)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_finding_keeps_everything_in_order),
		TEST(levels_are_lowered_and_counted),
		TEST(the_order_is_file_place_rule_and_time),
		TEST(nothing_can_be_sorted),
		TEST(many_findings_are_sorted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
