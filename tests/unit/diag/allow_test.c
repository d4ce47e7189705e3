/* SPDX-License-Identifier: MIT */
/* Where a comment stands decides what it allows; what it says is judged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/allow.h"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

struct run {
	struct arena *arena;
	struct findings found;
};

static int setup(void **state)
{
	struct run *run = calloc(1, sizeof(*run));

	run->arena = arena_new(0, no_memory, NULL);
	findings_init(&run->found, run->arena);
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

static struct span place(const struct source *source, const char *part)
{
	const char *hit = strstr(source->text.p, part);
	uint32_t begin;

	assert_non_null(hit);
	begin = (uint32_t)(hit - source->text.p);
	return span_of(source, begin, begin + (uint32_t)strlen(part));
}

/* The reason for which a finding of zero-size on partition is allowed, in a text with the
 * entries `first` and `second` and one comment.
 */
static const char *reason_for(struct run *run, const char *text, const char *partition)
{
	struct source *source = source_new(run->arena, "a.yml", str_of(text));
	const char *hash = strchr(text, '#');
	uint32_t begin = (uint32_t)(hash - text);
	struct comment comment = {
		.at = span_of(source, begin, begin + (uint32_t)strcspn(hash, "\n"))};
	const struct allow_entry entries[] = {{"first", place(source, "first")},
					      {"second", place(source, "second")}};
	struct finding *finding =
		finding_add(&run->found, RULE_zero_size, place(source, "second"), "is empty");

	finding_about(&run->found, finding, partition);
	allows_apply(allows_read(&run->found, &comment, entries, 2), &run->found, finding);
	return finding->allowed;
}

static void counts_on_the_line_and_inside_and_above(void **state)
{
	assert_string_equal(reason_for(*state,
				       "first: 1 # pmlayout: allow zero-size -- ok\nsecond: 2\n",
				       "first"),
			    "ok");
	assert_string_equal(reason_for(*state,
				       "first: 1\n# pmlayout: allow zero-size -- ok\nsecond: 2\n",
				       "second"),
			    "ok");
	assert_string_equal(
		reason_for(*state,
			   "first:\n  # pmlayout: allow zero-size -- ok\n  a: 1\nsecond: 2\n",
			   "first"),
		"ok");
	assert_string_equal(
		reason_for(*state, "first: 1\nsecond: 2\r\n  # pmlayout: allow zero-size --ok\r\n",
			   "second"),
		"ok");
}

static void is_for_the_whole_file_before_the_first_entry(void **state)
{
	const char *text = "# pmlayout: allow zero-size -- all\nfirst: 1\nsecond: 2\n";

	assert_string_equal(reason_for(*state, text, "first"), "all");
	assert_string_equal(reason_for(*state, text, "second"), "all");
	assert_string_equal(reason_for(*state, text, "third"), "all");
}

static void is_not_for_another_partition(void **state)
{
	struct run *run = *state;

	assert_null(reason_for(run, "first: 1 # pmlayout: allow zero-size -- ok\nsecond: 2\n",
			       "second"));
	assert_int_equal(run->found.count, 2);
	assert_int_equal(run->found.first->next->rule, RULE_unused_allow);
}

static void between_two_entries_it_is_for_neither(void **state)
{
	assert_null(reason_for(*state, "first: 1\n# pmlayout: allow zero-size -- ok\n\nsecond: 2\n",
			       "second"));
	assert_null(reason_for(*state, "first: 1\n# pmlayout: allow zero-size -- ok\n\nsecond: 2\n",
			       "first"));
}

static void allows_nothing_without_reason_or_rule(void **state)
{
	struct run *run = *state;

	assert_null(
		reason_for(run, "first: 1 # pmlayout: allow zero-size --  \nsecond: 2\n", "first"));
	assert_int_equal(run->found.first->next->rule, RULE_allow_without_reason);
	assert_null(
		reason_for(run, "first: 1 # pmlayout: allow zero-siz -- x\nsecond: 2\n", "first"));
	assert_int_equal(run->found.first->next->next->next->rule, RULE_unknown_rule);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(counts_on_the_line_and_inside_and_above, setup,
						teardown),
		cmocka_unit_test_setup_teardown(is_for_the_whole_file_before_the_first_entry, setup,
						teardown),
		cmocka_unit_test_setup_teardown(is_not_for_another_partition, setup, teardown),
		cmocka_unit_test_setup_teardown(between_two_entries_it_is_for_neither, setup,
						teardown),
		cmocka_unit_test_setup_teardown(allows_nothing_without_reason_or_rule, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
