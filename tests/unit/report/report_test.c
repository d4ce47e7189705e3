/* SPDX-License-Identifier: MIT */
/* The table of formats and the summary line. */
#include "report/parts.h"

#include "fixture.h"

static const char *summary(struct run *run, struct report_summary numbers)
{
	struct text out = {.arena = run->arena};

	summary_add(&out, &numbers, run->inputs);
	return out.p;
}

static void formats_are_found_by_name(void **state)
{
	size_t count;
	const struct report *const *table = report_table(&count);

	(void)state;
	assert_int_equal(count, 6);
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(report_find(table[i]->name), table[i]);
	assert_string_equal(report_find("text")->name, "text");
	assert_string_equal(report_find("concise")->name, "concise");
	assert_string_equal(report_find("json")->name, "json");
	assert_string_equal(report_find("sarif")->name, "sarif");
	assert_string_equal(report_find("github")->name, "github");
	assert_string_equal(report_find("junit")->name, "junit");
	assert_null(report_find("tex"));
	assert_null(report_find(""));
}

static void summary_counts_in_singular_and_plural(void **state)
{
	struct run *run = *state;

	assert_string_equal(summary(run, (struct report_summary){.errors = 2,
								 .warnings = 1,
								 .notes = 3,
								 .inputs = 1,
								 .partitions = 45,
								 .rules_run = 46}),
			    "2 errors, 1 warning, 3 notes in 1 file (45 partitions, 46 rules)\n");
	assert_string_equal(summary(run, (struct report_summary){.notes = 1,
								 .inputs = 2,
								 .partitions = 1,
								 .rules_run = 1}),
			    "1 note in 2 files (1 partition, 1 rule)\n");
	assert_string_equal(summary(run, (struct report_summary){.errors = 1}),
			    "1 error (0 partitions, 0 rules)\n");
}

static void summary_of_clean_inputs(void **state)
{
	struct run *run = *state;

	assert_string_equal(summary(run, run->summary),
			    "no problems found in pm_static.yml (45 partitions, 46 rules)\n");
	run->summary.inputs = 2;
	assert_string_equal(summary(run, run->summary),
			    "no problems found in 2 files (45 partitions, 46 rules)\n");
	run->summary.inputs = 0;
	assert_string_equal(summary(run, run->summary),
			    "no problems found (45 partitions, 46 rules)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(formats_are_found_by_name),
		RUN_TEST(summary_counts_in_singular_and_plural),
		RUN_TEST(summary_of_clean_inputs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
