/* SPDX-License-Identifier: MIT */
/* JUnit: what fails is what makes the program fail; markup and control characters are tamed. */
#include "fixture.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void a_clean_input_is_a_test_that_passed(void **state)
{
	assert_string_equal(
		run_write(*state, "junit"),
		HEAD "<testsuites name=\"pmlayout\" tests=\"1\" failures=\"0\" errors=\"0\" "
		     "skipped=\"0\">\n"
		     "  <testsuite name=\"pmlayout\" tests=\"1\" failures=\"0\" errors=\"0\" "
		     "skipped=\"0\">\n"
		     "    <testcase classname=\"pm_static.yml\" name=\"read as pm-static\"/>\n"
		     "  </testsuite>\n"
		     "</testsuites>\n");
}

static void an_input_that_was_not_read_is_none(void **state)
{
	struct run *run = *state;

	run->inputs[0].kind = "unknown";
	assert_null(strstr(run_write(run, "junit"), "<testcase"));
}

static void an_error_is_a_failure_with_all_that_helps(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a<b>.yml", "a:\n  size: 0\n");
	struct finding *finding =
		finding_add(&run->found, RULE_gap_count, place(source, "0"), "\"m\" & \033");

	finding_about(&run->found, finding, "a");
	finding_about(&run->found, finding, "b");
	finding_label(&run->found, finding, place(source, "a"), "here too");
	finding_note(&run->found, finding, "why\nand how");
	finding_help(&run->found, finding, "write \xef\xbf\xbf\xef\xbf\xbd");
	run->summary.errors = 1;
	assert_non_null(
		strstr(run_write(run, "junit"),
		       "    <testcase classname=\"a&lt;b&gt;.yml\" name=\"gap-count: a, b\" "
		       "file=\"a&lt;b&gt;.yml\" line=\"2\">\n"
		       "      <failure message=\"&quot;m&quot; &amp; \\x1b\" type=\"error\">"
		       "a&lt;b&gt;.yml:2:9: &quot;m&quot; &amp; \\x1b\n"
		       "a&lt;b&gt;.yml:1:1: here too\n"
		       "note: why\nand how\n"
		       "help: write \\xef\\xbf\\xbf\xef\xbf\xbd\n"
		       "</failure>\n"
		       "    </testcase>\n"));
	assert_non_null(strstr(run_write(run, "junit"), "tests=\"2\" failures=\"1\""));
}

static void a_warning_fails_when_strict(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};

	finding_add(&run->found, RULE_zero_size, nowhere, "m");
	run->summary.warnings = 1;
	assert_non_null(strstr(run_write(run, "junit"), "<system-out>warning: m\n</system-out>"));
	assert_non_null(strstr(run_write(run, "junit"), "tests=\"2\" failures=\"0\""));
	run->options.strict = true;
	assert_non_null(strstr(run_write(run, "junit"),
			       "<failure message=\"m\" type=\"warning\">m\n</failure>"));
	assert_non_null(strstr(run_write(run, "junit"), "tests=\"2\" failures=\"1\""));
}

static void an_allowed_finding_is_skipped(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};

	finding_add(&run->found, RULE_gap_count, nowhere, "m")->allowed = "a & b";
	run->summary.allowed = 1;
	assert_non_null(
		strstr(run_write(run, "junit"), "      <skipped message=\"a &amp; b\"/>\n"));
	assert_non_null(
		strstr(run_write(run, "junit"), "failures=\"0\" errors=\"0\" skipped=\"1\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(a_clean_input_is_a_test_that_passed),
		RUN_TEST(an_input_that_was_not_read_is_none),
		RUN_TEST(an_error_is_a_failure_with_all_that_helps),
		RUN_TEST(a_warning_fails_when_strict),
		RUN_TEST(an_allowed_finding_is_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
