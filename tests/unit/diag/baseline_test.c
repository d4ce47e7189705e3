/* SPDX-License-Identifier: MIT */
/* What a baseline counts, what it allows, and when it stops allowing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/baseline.h"

#define REASON "it was there before"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

struct run {
	struct arena *arena;
	struct findings found;
	const struct source *layout, *other;
	size_t named; /* how often a file's name was asked for */
};

static int setup(void **state)
{
	struct run *run = calloc(1, sizeof(*run));

	run->arena = arena_new(0, no_memory, NULL);
	findings_init(&run->found, run->arena);
	run->layout = source_new(run->arena, "app/pm_static.yml", STR("0123456789"));
	run->other = source_new(run->arena, "app/other.yml", STR("0123456789"));
	*state = run;
	return 0;
}

static int teardown(void **state)
{
	struct run *run = *state;

	arena_free(run->arena);
	free(run);
	return 0;
}

/* Below the folder of the baseline. */
static const char *name_in(void *context, const char *path)
{
	struct run *run = context;

	run->named++;
	return path + strlen("app/");
}

static struct finding *add(struct run *run, const struct source *source, enum rule_id rule,
			   uint32_t at)
{
	return finding_add(&run->found, rule, span_of(source, at, at + 1), "found at %u",
			   (unsigned)at);
}

static struct baseline of(struct run *run)
{
	return baseline_of(&run->found, name_in, run);
}

static void apply(struct run *run, const struct baseline *baseline)
{
	const struct baseline present = of(run);

	baseline_apply(baseline, &present, &run->found, REASON, name_in, run);
}

static size_t count_of(const struct baseline *baseline, const char *file, enum rule_id rule)
{
	const struct baseline_entry *entry = baseline_find(baseline, file, rule);

	return entry ? entry->count : 0;
}

static void counts_by_file_and_rule(void **state)
{
	struct run *run = *state;
	struct baseline baseline;

	add(run, run->layout, RULE_zero_size, 0);
	add(run, run->other, RULE_zero_size, 1);
	add(run, run->layout, RULE_unknown_key, 2);
	add(run, run->layout, RULE_zero_size, 3);
	baseline = of(run);
	assert_int_equal(baseline.count, 3);
	assert_int_equal(count_of(&baseline, "pm_static.yml", RULE_zero_size), 2);
	assert_int_equal(count_of(&baseline, "pm_static.yml", RULE_unknown_key), 1);
	assert_int_equal(count_of(&baseline, "other.yml", RULE_zero_size), 1);
	assert_int_equal(count_of(&baseline, "other.yml", RULE_unknown_key), 0);
	assert_int_equal(count_of(&baseline, "app/other.yml", RULE_zero_size), 0);
	/* Its entries stand by file, then rule, whatever the order of the findings. */
	assert_string_equal(baseline.list[0].file, "other.yml");
	assert_string_equal(rule_get(baseline.list[1].rule)->name, "unknown-key");
	assert_string_equal(rule_get(baseline.list[2].rule)->name, "zero-size");
}

static void leaves_out_what_is_allowed_or_may_not_be(void **state)
{
	struct run *run = *state;
	struct baseline baseline;

	add(run, run->layout, RULE_zero_size, 0)->allowed = "by a comment";
	add(run, run->layout, RULE_invalid_yaml, 1);
	baseline = of(run);
	assert_int_equal(baseline.count, 0);
	assert_null(baseline_find(&baseline, "pm_static.yml", RULE_zero_size));
}

static void knows_findings_without_a_place(void **state)
{
	struct run *run = *state;
	struct baseline baseline;

	finding_add(&run->found, RULE_zero_size, (struct span){0}, "nowhere");
	baseline = of(run);
	assert_int_equal(count_of(&baseline, "", RULE_zero_size), 1);
	assert_int_equal(run->named, 0);
}

static void allows_up_to_its_count(void **state)
{
	struct run *run = *state;
	struct finding *first = add(run, run->layout, RULE_zero_size, 0);
	struct finding *elsewhere = add(run, run->other, RULE_zero_size, 0);
	struct finding *another = add(run, run->layout, RULE_unknown_key, 0);
	struct baseline_entry entry = {"pm_static.yml", RULE_zero_size, 2};
	const struct baseline baseline = {&entry, 1};

	apply(run, &baseline);
	assert_string_equal(first->allowed, REASON);
	assert_null(elsewhere->allowed);
	assert_null(another->allowed);
}

static void shows_all_when_there_is_one_more(void **state)
{
	struct run *run = *state;
	struct finding *first = add(run, run->layout, RULE_zero_size, 0);
	struct finding *second = add(run, run->layout, RULE_zero_size, 1);
	struct baseline_entry entry = {"pm_static.yml", RULE_zero_size, 1};
	const struct baseline baseline = {&entry, 1};

	apply(run, &baseline);
	assert_null(first->allowed);
	assert_null(second->allowed);
	assert_string_equal(first->notes->text,
			    "the baseline knows 1 of these 2 findings, so all are shown");
	assert_string_equal(second->notes->text, first->notes->text);
}

static void keeps_the_reason_of_a_comment(void **state)
{
	struct run *run = *state;
	struct finding *by_comment = add(run, run->layout, RULE_zero_size, 0);
	struct finding *known = add(run, run->layout, RULE_zero_size, 1);
	struct baseline_entry entry = {"pm_static.yml", RULE_zero_size, 1};
	const struct baseline baseline = {&entry, 1};

	by_comment->allowed = "by a comment";
	apply(run, &baseline);
	assert_string_equal(by_comment->allowed, "by a comment");
	assert_string_equal(known->allowed, REASON);
}

static void what_was_counted_is_allowed(void **state)
{
	struct run *run = *state;
	struct baseline baseline;

	for (uint32_t i = 0; i < 5; i++)
		add(run, i % 2 ? run->layout : run->other,
		    i % 3 ? RULE_zero_size : RULE_unknown_key, i);
	baseline = of(run);
	apply(run, &baseline);
	for (const struct finding *it = run->found.first; it; it = it->next)
		assert_string_equal(it->allowed, REASON);
}

static void sorting_keeps_the_first_of_a_pair(void **state)
{
	struct baseline_entry list[] = {
		{"b", RULE_zero_size, 1}, {"a", RULE_zero_size, 2}, {"a", RULE_unknown_key, 3}};
	struct baseline baseline = {list, 3}, empty = {NULL, 0};

	(void)state;
	baseline_sort(&baseline);
	assert_int_equal(baseline.count, 3);
	assert_int_equal(baseline.list[0].count, 3);
	assert_int_equal(baseline.list[1].count, 2);
	assert_int_equal(baseline.list[2].count, 1);
	assert_null(baseline_find(&empty, "a", RULE_zero_size));
	list[2] = list[1];
	baseline_sort(&baseline);
	assert_int_equal(baseline.count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(counts_by_file_and_rule, setup, teardown),
		cmocka_unit_test_setup_teardown(leaves_out_what_is_allowed_or_may_not_be, setup,
						teardown),
		cmocka_unit_test_setup_teardown(knows_findings_without_a_place, setup, teardown),
		cmocka_unit_test_setup_teardown(allows_up_to_its_count, setup, teardown),
		cmocka_unit_test_setup_teardown(shows_all_when_there_is_one_more, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_the_reason_of_a_comment, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_counted_is_allowed, setup, teardown),
		cmocka_unit_test(sorting_keeps_the_first_of_a_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
