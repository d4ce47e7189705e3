/* SPDX-License-Identifier: MIT */
/* Annotations: escaping, order, GitHub's limits, and names that try to command the runner. */
#include "fixture.h"

static void every_kind_of_place_and_the_errors_first(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a,b:%.yml", "a:\n  size: 0\n");
	const struct source *input = run_source(run, "<stdin>", "a:\n  size: 0\n");
	const struct source *blob = source_new_binary(run->arena, "zephyr.dtb", STR("\xd0"));
	struct span node = {.source = blob, .path = "/soc/partition@0", .property = "reg"};
	struct span nowhere = {0};

	run->options.quiet = true;
	finding_add(&run->found, RULE_zero_size, place(source, "0"), "100%%, a: b\r\n::error::");
	finding_add(&run->found, RULE_zero_size, place(source, "a:\n  size"), "two lines")
		->severity = SEVERITY_NOTE;
	finding_add(&run->found, RULE_overlapping_partitions, node, "property");
	finding_add(&run->found, RULE_gap_count, nowhere, "nowhere");
	finding_add(&run->found, RULE_gap_count, place(input, "0"), "piped");
	finding_add(&run->found, RULE_gap_count, nowhere, "known")->allowed = "because";
	assert_string_equal(
		run_write(run, "github"),
		"::error file=zephyr.dtb,title=overlapping-partitions::"
		"zephyr.dtb: /soc/partition@0: reg: property\n"
		"::error title=gap-count::nowhere\n"
		"::error title=gap-count::<stdin>:2:9: piped\n"
		"::warning file=a%2Cb%3A%25.yml,line=2,col=9,endColumn=10,title=zero-size::"
		"100%25, a: b\\x0d\\x0a::error::\n"
		"::notice file=a%2Cb%3A%25.yml,line=1,endLine=2,title=zero-size::two lines\n");
}

/* count findings of a level without a place, numbered. */
static void add_many(struct run *run, int count, enum severity severity, const char *word)
{
	struct span nowhere = {0};

	for (int i = 1; i <= count; i++)
		finding_add(&run->found, RULE_zero_size, nowhere, "%s %d", word, i)->severity =
			severity;
}

static size_t count_of(const char *text, const char *word)
{
	size_t count = 0;

	for (const char *hit = strstr(text, word); hit; hit = strstr(hit + 1, word))
		count++;
	return count;
}

static void ten_of_each_kind_need_no_closing_notice(void **state)
{
	struct run *run = *state;
	const char *out;

	add_many(run, 10, SEVERITY_NOTE, "n");
	add_many(run, 10, SEVERITY_ERROR, "e");
	out = run_write(run, "github");
	assert_int_equal(count_of(out, "::error "), 10);
	assert_int_equal(count_of(out, "::notice "), 10);
	assert_null(strstr(out, "more finding"));
}

static void what_github_drops_is_in_the_log_and_counted(void **state)
{
	struct run *run = *state;
	const char *out;

	add_many(run, 10, SEVERITY_NOTE, "##[error]n");
	add_many(run, 13, SEVERITY_ERROR, "e");
	out = run_write(run, "github");
	assert_int_equal(count_of(out, "::error "), 10);
	assert_int_equal(count_of(out, "::notice "), 10);
	assert_non_null(strstr(out, "\npmlayout: error: e 11 [zero-size]\n"));
	assert_non_null(strstr(out, "\npmlayout: error: e 13 [zero-size]\n"));
	assert_non_null(strstr(out, "\npmlayout: note: \\x23#[error]n 10 [zero-size]\n"));
	assert_non_null(strstr(out, "\n::notice title=pmlayout::4 more findings: "));
}

static void plain_lines_are_no_commands(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, " ::error::x", "a\n");

	for (int i = 0; i < 11; i++)
		finding_add(&run->found, RULE_gap_count, place(source, "a"), "m");
	assert_non_null(
		strstr(run_write(run, "github"), "\n \\x3a:error::x:1:1: error: m [gap-count]\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(every_kind_of_place_and_the_errors_first),
		RUN_TEST(ten_of_each_kind_need_no_closing_notice),
		RUN_TEST(what_github_drops_is_in_the_log_and_counted),
		RUN_TEST(plain_lines_are_no_commands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
