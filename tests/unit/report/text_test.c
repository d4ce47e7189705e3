/* SPDX-License-Identifier: MIT */
/* The text format: header, remarks, summary, colour; the excerpts have a test of their own. */
#include "fixture.h"

static struct finding *add_overlap(struct run *run)
{
	const struct source *source = run_source(run, "pm_static.yml",
						 "# a layout\n"
						 "mcuboot:\n"
						 "  address: 0x0\n"
						 "  size: 0xe000\n"
						 "  region: flash_primary\n"
						 "\n"
						 "# the application\n"
						 "app:\n"
						 "  address: 0xc000\n");
	struct finding *finding = finding_add(
		&run->found, RULE_overlapping_partitions, place(source, "0xc000"),
		"`app` overlaps `mcuboot` by %s in region `flash_primary`", "0x2000 bytes (8 KiB)");

	finding_mark(&run->found, finding, "`app` starts at 0xc000");
	finding_label(&run->found, finding, place(source, "0xe000"),
		      "`mcuboot` runs from 0x0 up to 0xe000");
	finding_help(&run->found, finding, "start `app` at 0xe000, or make `mcuboot` 0xc000 bytes");
	return finding;
}

/* STYLE-ANCHORS.md, mock 1. */
static void overlap_in_one_file(void **state)
{
	struct run *run = *state;

	add_overlap(run);
	run->summary.errors = 1;
	assert_string_equal(
		run_write(run, "text"),
		"error[overlapping-partitions]: `app` overlaps `mcuboot` by 0x2000 bytes (8 KiB) "
		"in region `flash_primary`\n"
		" --> pm_static.yml:9:12\n"
		"  |\n"
		"4 |   size: 0xe000\n"
		"  |         ------ `mcuboot` runs from 0x0 up to 0xe000\n"
		"...\n"
		"9 |   address: 0xc000\n"
		"  |            ^^^^^^ `app` starts at 0xc000\n"
		"  |\n"
		"  = help: start `app` at 0xe000, or make `mcuboot` 0xc000 bytes\n"
		"  = help: for more: pmlayout explain overlapping-partitions\n"
		"\n"
		"1 error in 1 file (45 partitions, 46 rules)\n");
}

/* STYLE-ANCHORS.md, mock 3. */
static void safe_fix_is_marked(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "pm_static.yml",
						 after_lines(run, 42,
							     "  address: 0xf8000\n"
							     "  end_address: 0xff000\n"
							     "  region: flash_primary\n"
							     "  size: 0x8000\n"));
	struct finding *finding =
		finding_add(&run->found, RULE_end_address_mismatch, place(source, "0xff000"),
			    "`settings_storage`: `end_address` is not `address` + `size`");

	finding_mark(&run->found, finding, "written: 0xff000");
	finding_label(&run->found, finding, place(source, "0xf8000"), "0xf8000 ...");
	finding_label(&run->found, finding, place(source, "0x8000"), "... + 0x8000 = 0x100000");
	finding_note(&run->found, finding, "it is recomputed");
	finding_help(&run->found, finding, "write `end_address: 0x100000`");
	finding_help(&run->found, finding, "or leave it out");
	finding_fix(&run->found, finding, place(source, "0xff000"), "0x100000");
	run->options.quiet = true;
	assert_string_equal(
		run_write(run, "text"),
		"warning[end-address-mismatch]: `settings_storage`: `end_address` is "
		"not `address` + `size`\n"
		"  --> pm_static.yml:44:16\n"
		"   |\n"
		"43 |   address: 0xf8000\n"
		"   |            ------- 0xf8000 ...\n"
		"44 |   end_address: 0xff000\n"
		"   |                ^^^^^^^ written: 0xff000\n"
		"...\n"
		"46 |   size: 0x8000\n"
		"   |         ------ ... + 0x8000 = 0x100000\n"
		"   |\n"
		"   = note: it is recomputed\n"
		"   = help: write `end_address: 0x100000`   [safe fix, applied by --fix]\n"
		"   = help: or leave it out\n"
		"   = help: for more: pmlayout explain end-address-mismatch\n");
}

static void no_place_and_lines_of_a_note(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};
	struct finding *finding =
		finding_add(&run->found, RULE_missing_slot, nowhere, "there is no secondary slot");

	finding_note(&run->found, finding, "first\nsecond\n");
	run->summary.warnings = 1;
	assert_string_equal(run_write(run, "text"),
			    "warning[missing-slot]: there is no secondary slot\n"
			    "  |\n"
			    "  = note: first\n"
			    "          second\n"
			    "  = help: for more: pmlayout explain missing-slot\n"
			    "\n"
			    "1 warning in 1 file (45 partitions, 46 rules)\n");
}

static void findings_are_apart_and_allowed_ones_unseen(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};

	run->options.quiet = true;
	finding_add(&run->found, RULE_zero_size, nowhere, "hidden")->allowed = "known";
	finding_add(&run->found, RULE_zero_size, nowhere, "one");
	finding_add(&run->found, RULE_zero_size, nowhere, "off")->severity = SEVERITY_OFF;
	finding_add(&run->found, RULE_zero_size, nowhere, "two");
	assert_string_equal(run_write(run, "text"),
			    "warning[zero-size]: one\n"
			    "  |\n"
			    "  = help: for more: pmlayout explain zero-size\n"
			    "\n"
			    "warning[zero-size]: two\n"
			    "  |\n"
			    "  = help: for more: pmlayout explain zero-size\n");
}

static void colours_of_levels_and_marks(void **state)
{
	struct run *run = *state;

	add_overlap(run);
	run->options.color = true;
	run->options.quiet = true;
	assert_string_equal(
		run_write(run, "text"),
		"\033[1;31merror[overlapping-partitions]\033[0m: `app` overlaps `mcuboot` by "
		"0x2000 bytes (8 KiB) in region `flash_primary`\n"
		" \033[34m-->\033[0m pm_static.yml:9:12\n"
		"\033[34m  |\033[0m\n"
		"\033[34m4 |\033[0m   size: 0xe000\n"
		"\033[34m  |\033[0m         \033[34m------\033[0m `mcuboot` runs from 0x0 up to "
		"0xe000\n"
		"\033[34m...\033[0m\n"
		"\033[34m9 |\033[0m   address: 0xc000\n"
		"\033[34m  |\033[0m            \033[1;31m^^^^^^\033[0m `app` starts at 0xc000\n"
		"\033[34m  |\033[0m\n"
		"  \033[34m=\033[0m help: start `app` at 0xe000, or make `mcuboot` 0xc000 bytes\n"
		"  \033[34m=\033[0m help: for more: pmlayout explain overlapping-partitions\n");
}

static void colours_follow_the_level(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};

	run->options.color = true;
	finding_add(&run->found, RULE_zero_size, nowhere, "w");
	assert_non_null(strstr(run_write(run, "text"), "\033[1;33mwarning[zero-size]\033[0m: w\n"));
	run->found.first->severity = SEVERITY_NOTE;
	assert_non_null(strstr(run_write(run, "text"), "\033[36mnote[zero-size]\033[0m: w\n"));
}

/* Neither a message nor a note can command the terminal or look like a finding. */
static void nothing_escapes(void **state)
{
	struct run *run = *state;
	struct finding *finding;
	const char *text;

	finding = finding_add(&run->found, RULE_zero_size,
			      place(run_source(run, "a\033.yml", "x: \033[2Jy\xff\n"), "\033[2Jy"),
			      "bad \033[2J\nerror[x]: forged");
	finding_mark(&run->found, finding, "mark\rforged");
	finding_note(&run->found, finding, "note\033\x07");
	text = run_write(run, "text");
	assert_null(strchr(text, '\033'));
	assert_null(strchr(text, '\r'));
	assert_null(strchr(text, '\x07'));
	assert_null(strchr(text, '\xff'));
	assert_null(strstr(text, "\nerror["));
	assert_non_null(strstr(text, "  |\n"
				     "1 | x: \\x1b[2Jy\\xff\n"
				     "  |    ^^^^^^^^ mark\\x0dforged\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(overlap_in_one_file),
		RUN_TEST(safe_fix_is_marked),
		RUN_TEST(no_place_and_lines_of_a_note),
		RUN_TEST(findings_are_apart_and_allowed_ones_unseen),
		RUN_TEST(colours_of_levels_and_marks),
		RUN_TEST(colours_follow_the_level),
		RUN_TEST(nothing_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
