/* SPDX-License-Identifier: MIT */
/* Safe fixes change their own bytes alone; of those that overlap the first is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/fix.h"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

struct run {
	struct arena *arena;
	struct findings found;
	struct source *source;
};

static int setup(void **state)
{
	struct run *run = calloc(1, sizeof(*run));

	run->arena = arena_new(0, no_memory, NULL);
	findings_init(&run->found, run->arena);
	run->source = source_new(run->arena, "a.yml", STR("one two\nthree\n"));
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

static struct finding *add(struct run *run, uint32_t begin, uint32_t end, const char *text)
{
	struct span at = span_of(run->source, begin, end);
	struct finding *finding = finding_add(&run->found, RULE_zero_size, at, "x");

	finding_fix(&run->found, finding, at, "%s", text);
	return finding;
}

static void expect(struct run *run, const char *wanted, size_t wanted_count)
{
	size_t count;
	struct str text = fixes_apply(&run->found, run->source, &count);

	assert_int_equal(count, wanted_count);
	assert_int_equal(text.n, strlen(wanted));
	assert_memory_equal(text.p, wanted, text.n);
}

static void changes_only_the_bytes_of_the_edits(void **state)
{
	add(*state, 8, 13, "3");
	add(*state, 0, 3, "first");
	expect(*state, "first two\n3\n", 2);
}

static void makes_the_first_of_those_that_overlap(void **state)
{
	add(*state, 2, 6, "B");
	add(*state, 0, 3, "A");
	expect(*state, "A two\nthree\n", 1);
}

static void makes_a_fix_once_that_two_findings_have(void **state)
{
	add(*state, 4, 7, "2");
	add(*state, 4, 7, "2");
	expect(*state, "one 2\nthree\n", 1);
}

static void leaves_out_what_is_allowed_unsafe_or_not_in_one_line(void **state)
{
	struct run *run = *state;
	struct source *other = source_new(run->arena, "b.yml", STR("one two\nthree\n"));

	add(run, 0, 3, "1")->allowed = "reason";
	add(run, 0, 3, "1")->fixes->safe = false;
	add(run, 4, 9, "2");
	add(run, 4, 7, "2\n");
	add(run, 4, 70, "2");
	add(run, 4, 7, "2")->fixes->edits->at.source = other;
	expect(run, "one two\nthree\n", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(changes_only_the_bytes_of_the_edits, setup,
						teardown),
		cmocka_unit_test_setup_teardown(makes_the_first_of_those_that_overlap, setup,
						teardown),
		cmocka_unit_test_setup_teardown(makes_a_fix_once_that_two_findings_have, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			leaves_out_what_is_allowed_unsafe_or_not_in_one_line, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
