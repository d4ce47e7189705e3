/* SPDX-License-Identifier: MIT */
/* Excerpts: which lines are shown, where the marks stand, what is cut. */
#include "report/parts.h"

#include "base/term.h"
#include "fixture.h"

static const char *draw(struct run *run, const struct finding *finding)
{
	struct text out = {.arena = run->arena};
	struct canvas canvas = {.out = &out, .level = PAINT_ERROR, .gutter = 1};

	excerpt_draw(&canvas, finding);
	return out.p ? out.p : "";
}

static struct finding *add(struct run *run, struct span at, const char *mark)
{
	struct finding *finding = finding_add(&run->found, RULE_zero_size, at, "message");

	if (mark)
		finding_mark(&run->found, finding, "%s", mark);
	return finding;
}

/* STYLE-ANCHORS.md, mock 2. */
static void places_in_two_files(void **state)
{
	struct run *run = *state;
	struct text text = {.arena = run->arena};
	const struct source *layout, *config;
	struct finding *finding;

	text_puts(&text, after_lines(run, 18, "  size: 0x70000\n"));
	text_fill(&text, '\n', 11);
	text_puts(&text, "  size: 0x68000\n");
	layout = run_source(run, "pm_static.yml", text.p);
	config = run_source(run, "build/mcuboot/zephyr/.config",
			    after_lines(run, 411, "CONFIG_BOOT_SWAP_USING_MOVE=y\n"));
	finding = add(run, place(layout, "0x68000"), "0x68000 = 104 sectors of 0x1000");
	finding_label(&run->found, finding, place(config, "CONFIG_BOOT_SWAP_USING_MOVE=y"),
		      "the swap mode is set here");
	finding_label(&run->found, finding, place(layout, "0x70000"),
		      "`mcuboot_primary`: 112 sectors of 0x1000");
	assert_string_equal(draw(run, finding),
			    "   --> pm_static.yml:31:9\n"
			    "    |\n"
			    " 19 |   size: 0x70000\n"
			    "    |         ------- `mcuboot_primary`: 112 sectors of 0x1000\n"
			    "...\n"
			    " 31 |   size: 0x68000\n"
			    "    |         ^^^^^^^ 0x68000 = 104 sectors of 0x1000\n"
			    "   ::: build/mcuboot/zephyr/.config:412:1\n"
			    "    |\n"
			    "412 | CONFIG_BOOT_SWAP_USING_MOVE=y\n"
			    "    | ----------------------------- the swap mode is set here\n");
}

static void the_gutter_is_as_wide_as_the_largest_line_number(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", after_lines(run, 8, "nine\nten\n"));
	struct finding *finding = add(run, place(source, "nine"), NULL);

	assert_non_null(strstr(draw(run, finding), "\n9 | nine\n"));
	finding_label(&run->found, finding, place(source, "ten"), "here");
	assert_string_equal(draw(run, finding), "  --> a.yml:9:1\n"
						"   |\n"
						" 9 | nine\n"
						"   | ^^^^\n"
						"10 | ten\n"
						"   | --- here\n");
}

static void several_places_on_one_line(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", "a: {address: 0x10, size: 0x20}\n");
	struct finding *finding = add(run, place(source, "0x10"), "start");

	finding_label(&run->found, finding, place(source, "a:"), "this one");
	finding_label(&run->found, finding, place(source, "0x20"), "size");
	assert_string_equal(draw(run, finding), " --> a.yml:1:14\n"
						"  |\n"
						"1 | a: {address: 0x10, size: 0x20}\n"
						"  |                          ---- size\n"
						"  |              ^^^^ start\n"
						"  | -- this one\n");
}

/* A tab goes to the next multiple of 8; the column counts it as one. */
static void tabs_are_expanded(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", "abc:\t\"x\ty\"\t# z\n");

	assert_string_equal(draw(run, add(run, place(source, "\"x\ty\""), NULL)),
			    " --> a.yml:1:6\n"
			    "  |\n"
			    "1 | abc:    \"x      y\"      # z\n"
			    "  |         ^^^^^^^^^^\n");
}

/* Columns are code points, marks are drawn over bytes as they are shown. */
static void broken_bytes_keep_marks_in_place(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", "\xff\x01: 0x5\n");

	assert_string_equal(draw(run, add(run, place(source, "0x5"), NULL)), " --> a.yml:1:5\n"
									     "  |\n"
									     "1 | \\xff\\x01: 0x5\n"
									     "  |           ^^^\n");
}

static void empty_places_show_one_caret(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", "size:\n"), *nothing;

	assert_string_equal(draw(run, add(run, span_of(source, 5, 5), "no value")),
			    " --> a.yml:1:6\n"
			    "  |\n"
			    "1 | size:\n"
			    "  |      ^ no value\n");
	nothing = run_source(run, "b.yml", "");
	assert_string_equal(draw(run, add(run, span_of(nothing, 0, 0), NULL)), " --> b.yml:1:1\n");
}

static void the_end_of_a_file_is_a_place(void **state)
{
	struct run *run = *state;
	const struct source *ended = run_source(run, "a.yml", "a:\r\n");
	const struct source *open = run_source(run, "b.yml", "a:\r\nb");

	assert_string_equal(draw(run, add(run, span_of(ended, 4, 4), NULL)), " --> a.yml:2:1\n"
									     "  |\n"
									     "2 |\n"
									     "  | ^\n");
	assert_string_equal(draw(run, add(run, span_of(open, 5, 5), NULL)), " --> b.yml:2:2\n"
									    "  |\n"
									    "2 | b\n"
									    "  |  ^\n");
}

/* Only the first line of a longer place is marked, without its line end. */
static void longer_places_are_marked_to_the_end_of_the_line(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", "a: [b,\r\n  c]\r\n");

	assert_string_equal(draw(run, add(run, place(source, "[b,\r\n  c]"), NULL)),
			    " --> a.yml:1:4\n"
			    "  |\n"
			    "1 | a: [b,\n"
			    "  |    ^^^\n");
}

static void byte_order_mark_is_not_shown(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml",
						 "\xef\xbb\xbf"
						 "app: 1\n");

	assert_string_equal(draw(run, add(run, place(source, "app"), NULL)), " --> a.yml:1:1\n"
									     "  |\n"
									     "1 | app: 1\n"
									     "  | ^^^\n");
}

static const char *long_line(struct run *run, const char *middle, size_t around)
{
	struct text text = {.arena = run->arena};

	text_fill(&text, '<', around);
	text_puts(&text, middle);
	text_fill(&text, '>', around);
	return text.p;
}

/* 40 columns before the mark, 120 in all. */
static void long_lines_are_cut_around_the_place(void **state)
{
	struct run *run = *state;
	const struct source *source = run_source(run, "a.yml", long_line(run, "0x5", 5000));
	struct text expected = {.arena = run->arena};

	text_puts(&expected, " --> a.yml:1:5001\n  |\n1 | ...");
	text_fill(&expected, '<', 40);
	text_puts(&expected, "0x5");
	text_fill(&expected, '>', 77);
	text_puts(&expected, "...\n  | ");
	text_fill(&expected, ' ', 43);
	text_puts(&expected, "^^^ here\n");
	assert_string_equal(draw(run, add(run, place(source, "0x5"), "here")), expected.p);
}

/* Wide, broken and control bytes near the cut: the mark is still below its word. */
static void cut_lines_stay_aligned(void **state)
{
	struct run *run = *state;
	static const char *const fills[] = {"\xc3\xa4", "\t", "\x80", "\x01", "\xe2\x82\xac"};

	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++) {
		struct text text = {.arena = run->arena};
		const char *drawn, *line, *mark, *word;

		for (size_t n = 0; n < 300; n++)
			text_puts(&text, fills[i]);
		text_puts(&text, "0x5");
		for (size_t n = 0; n < 300; n++)
			text_puts(&text, fills[i]);
		drawn = draw(run, add(run, place(run_source(run, "a.yml", text.p), "0x5"), NULL));
		line = strstr(drawn, "\n1 | ") + 1;
		word = strstr(line, "0x5");
		mark = strstr(line, "\n  | ") + 1;
		assert_non_null(word);
		assert_int_equal(term_width((struct str){line, (size_t)(word - line)}, 0),
				 strcspn(mark, "^"));
		assert_string_equal(strchr(mark, '^'), "^^^\n");
		assert_true(term_width((struct str){line, (size_t)(mark - 1 - line)}, 0) <=
			    4 + 3 + 120 + 3);
	}
}

/* Places of one line that do not fit one window get a window each. */
static void far_places_on_one_line(void **state)
{
	struct run *run = *state;
	const struct source *source =
		run_source(run, "a.yml", long_line(run, long_line(run, "0x5", 0), 1000));
	struct finding *finding = add(run, place(source, "0x5"), "here");
	const char *drawn, *second;

	finding_label(&run->found, finding, span_of(source, 0, 3), "there");
	drawn = draw(run, finding);
	second = strstr(drawn, "\n1 | ...");
	assert_non_null(strstr(drawn, "\n1 | <<<"));
	assert_non_null(strstr(drawn, "\n  | --- there\n"));
	assert_non_null(second);
	assert_non_null(strstr(second, "^^^ here\n"));
}

static struct span node_place(const struct source *source, const char *property, const char *cells)
{
	struct span at = {.source = source};

	at.path = "/soc/flash@0/partition@c000";
	at.property = property;
	at.cells = cells;
	return at;
}

static void devicetree_places_show_cells(void **state)
{
	struct run *run = *state;
	const struct source *blob = source_new_binary(run->arena, "zephyr.dtb", STR("\xd0"));
	struct finding *finding =
		add(run, node_place(blob, "reg", "reg = <0xc000 0x74000>"), "ends at 0x80000");

	finding_label(&run->found, finding, node_place(blob, NULL, NULL), "another");
	finding_label(&run->found, finding, node_place(blob, "status", "status"), "empty");
	assert_string_equal(draw(run, finding),
			    " --> zephyr.dtb: /soc/flash@0/partition@c000: reg\n"
			    "  |\n"
			    "  | reg = <0xc000 0x74000>\n"
			    "  |       ^^^^^^^^^^^^^^^^ ends at 0x80000\n"
			    " ::: zephyr.dtb: /soc/flash@0/partition@c000\n"
			    "  | another\n"
			    " ::: zephyr.dtb: /soc/flash@0/partition@c000: status\n"
			    "  |\n"
			    "  | status\n"
			    "  | ------ empty\n");
}

static void no_place_draws_nothing(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};
	const struct source *blob = source_new_binary(run->arena, "app.bin", STR("\x01"));

	assert_string_equal(draw(run, add(run, nowhere, "unseen")), "");
	assert_string_equal(draw(run, add(run, span_of(blob, 0, 0), NULL)), " --> app.bin\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(places_in_two_files),
		RUN_TEST(the_gutter_is_as_wide_as_the_largest_line_number),
		RUN_TEST(several_places_on_one_line),
		RUN_TEST(tabs_are_expanded),
		RUN_TEST(broken_bytes_keep_marks_in_place),
		RUN_TEST(empty_places_show_one_caret),
		RUN_TEST(the_end_of_a_file_is_a_place),
		RUN_TEST(longer_places_are_marked_to_the_end_of_the_line),
		RUN_TEST(byte_order_mark_is_not_shown),
		RUN_TEST(long_lines_are_cut_around_the_place),
		RUN_TEST(cut_lines_stay_aligned),
		RUN_TEST(far_places_on_one_line),
		RUN_TEST(devicetree_places_show_cells),
		RUN_TEST(no_place_draws_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
