/* SPDX-License-Identifier: MIT */
/* The concise format: one line a finding, whatever is in it. */
#include "fixture.h"

static void one_line_for_each_kind_of_place(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "pm_static.yml", "a:\n  size: 0\n");
	const struct source *blob = source_new_binary(run->arena, "zephyr.dtb", STR("\xd0"));
	struct span node = {.source = blob, .path = "/soc/partition@0"}, nowhere = {0};
	struct finding *finding;

	finding = finding_add(&run->found, RULE_zero_size, place(source, "0"), "`a` is empty");
	finding_note(&run->found, finding, "not shown");
	finding_add(&run->found, RULE_zero_size, node, "node")->severity = SEVERITY_NOTE;
	node.property = "reg";
	finding_add(&run->found, RULE_overlapping_partitions, node, "property");
	finding_add(&run->found, RULE_unreadable_file, span_of(blob, 0, 0), "binary");
	finding_add(&run->found, RULE_gap_count, nowhere, "nowhere");
	run->summary.errors = 3;
	run->summary.warnings = 1;
	run->summary.notes = 1;
	run->summary.inputs = 2;
	assert_string_equal(
		run_write(run, "concise"),
		"pm_static.yml:2:9: warning: `a` is empty [zero-size]\n"
		"zephyr.dtb: /soc/partition@0: note: node [zero-size]\n"
		"zephyr.dtb: /soc/partition@0: reg: error: property [overlapping-partitions]\n"
		"zephyr.dtb: error: binary [unreadable-file]\n"
		"pmlayout: error: nowhere [gap-count]\n"
		"3 errors, 1 warning, 1 note in 2 files (45 partitions, 46 rules)\n");
}

static void messages_stay_on_their_line(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};

	run->options.quiet = true;
	finding_add(&run->found, RULE_zero_size, nowhere, "a\nb\033[2J\xff");
	assert_string_equal(run_write(run, "concise"),
			    "pmlayout: warning: a\\x0ab\\x1b[2J\\xff [zero-size]\n");
}

static void allowed_findings_are_left_out(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};

	finding_add(&run->found, RULE_zero_size, nowhere, "known")->allowed = "because";
	run->summary.allowed = 1;
	assert_string_equal(run_write(run, "concise"),
			    "no problems found in pm_static.yml (45 partitions, 46 rules; "
			    "1 allowed with a reason)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(one_line_for_each_kind_of_place),
		RUN_TEST(messages_stay_on_their_line),
		RUN_TEST(allowed_findings_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
