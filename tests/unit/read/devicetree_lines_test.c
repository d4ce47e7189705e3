/* SPDX-License-Identifier: MIT */
/* Places in a devicetree source: lines, cells, included files, the files behind a zephyr.dts. */
#include "devicetree_source.h"

#include "diag/origin.h"

static const char *const board = "/dts-v1/;\n"
				 "\n"
				 "/ {\n"
				 "\t" CELLS "\n"
				 "\tflash0: chip: flash@0 { compatible = \"soc-nv-flash\";\n"
				 "\t\treg = <0x0\n"
				 "\t\t\t(4 * 1024)>;\n"
				 "\t\tpartitions {\n"
				 "\t\t\tcompatible = \"fixed-partitions\"; " CELLS "\n"
				 "\t\t\told: p@0 { reg = <0 1>; };\n"
				 "\t\t\ta:\n"
				 "\t\t\tp@100 /* here */ { reg = < 0x100 /* it is */ 0x80 >; };\n"
				 "\t\t};\n"
				 "\t};\n"
				 "};\n"
				 "/delete-node/ &old;\n"
				 "&a { reg = <0x100>, <0x40>; };\n";

static const char *text_of(struct fixture *fixture, struct span span)
{
	return arena_copy(fixture->arena, span.source->text.p + span.begin, span.end - span.begin);
}

static void assert_place(struct fixture *fixture, struct span span, const char *text, uint32_t line)
{
	assert_true(span_has_text(span));
	assert_string_equal(text_of(fixture, span), text);
	assert_int_equal(span_begin(span).line, line);
}

static void a_node_is_its_labels_and_its_name(void **state)
{
	struct devicetree *dt = tree_of_text(*state, board);

	assert_place(*state, dt->devices->at, "flash0: chip: flash@0", 5);
	assert_place(*state, dt->partitions->at, "a:\n\t\t\tp@100", 11);
	assert_null(dt->partitions->next);
}

static void a_number_is_its_cell_where_it_was_written_last(void **state)
{
	struct devicetree *dt = tree_of_text(*state, board);

	assert_place(*state, dt->devices->size.at, "(4 * 1024)", 7);
	assert_place(*state, dt->partitions->reg.at, "0x100", 17);
	assert_place(*state, dt->partitions->size.at, "0x40", 17);
	assert_string_equal(dt->partitions->size.at.path, "/flash@0/partitions/p@100");
	assert_string_equal(dt->partitions->size.at.cells, "reg = <0x100 0x40>");
}

static void comments_between_cells_are_no_cells(void **state)
{
	const char *text = "/dts-v1/; / { " CELLS "f { partitions { compatible = "
			   "\"fixed-partitions\"; " CELLS
			   "p@100 { reg = < 0x100 /* 1 2 */ // 3\n 0x80 >; }; }; }; };";
	struct devicetree *dt = tree_of_text(*state, text);

	assert_place(*state, dt->partitions->reg.at, "0x100", 1);
	assert_place(*state, dt->partitions->size.at, "0x80", 2);
}

static void a_value_that_is_not_plain_cells_is_marked_whole(void **state)
{
	const char *text = "/dts-v1/; / { " CELLS "f { partitions { compatible = "
			   "\"fixed-partitions\"; " CELLS
			   "p@100 { reg = [00 00 01 00 00 00 00 80]; }; }; }; };";
	struct devicetree *dt = tree_of_text(*state, text);

	assert_place(*state, dt->partitions->reg.at, "reg = [00 00 01 00 00 00 00 80]", 1);
}

static void a_line_marker_names_the_other_file(void **state)
{
	const char *text = "/dts-v1/;\n/ { " CELLS "f { partitions { compatible = "
			   "\"fixed-partitions\"; " CELLS "p@100 {\n"
			   "# 70 \"boards/a b.overlay\"\nreg = <0x100 0x80>; }; }; }; };";
	struct devicetree *dt = tree_of_text(*state, text);

	assert_string_equal(dt->partitions->reg.at.source->name, "boards/a b.overlay");
	assert_int_equal(dt->partitions->reg.at.line, 70);
	assert_true(span_has_line(dt->partitions->reg.at));
	assert_false(span_has_text(dt->partitions->reg.at));
}

static void a_blob_has_no_lines(void **state)
{
	struct fixture *fixture = *state;
	struct devicetree *dt = devicetree_read(
		fixture->arena, "tests/fuzz/corpus/devicetree/board.dtb", &fixture->found);

	assert_false(span_has_line(dt->partitions->at));
	assert_string_equal(dt->partitions->at.path, dt->partitions->path);
}

static void zephyr_tells_where_lines_came_from(void **state)
{
	struct fixture *fixture = *state;
	const char *text = "/dts-v1/;\n/ { " CELLS "f { partitions { compatible = "
			   "\"fixed-partitions\"; " CELLS "\n"
			   "/* node '/f/partitions/p@100' defined in boards\\x.dts:7 */\n"
			   "a: p@100 {\n"
			   "reg = <0x100 0x80>; /* in app/my.overlay:12 */\n};\n"
			   "b: p@200 { reg = <0x200 0x80>; }; }; }; };";
	struct devicetree *dt = tree_of_text(fixture, text);
	struct span origin = span_origin(fixture->arena, dt->partitions->reg.at);

	(void)origin;
	assert_string_equal(origin.source->name, "app/my.overlay");
	assert_int_equal(origin.line, 12);
	assert_string_equal(origin.property, "reg");
	origin = span_origin(fixture->arena, dt->partitions->at);
	assert_string_equal(origin.source->name, "boards\\x.dts");
	assert_int_equal(origin.line, 7);
	assert_string_equal(origin.path, "/f/partitions/p@100");
	assert_false(span_is_set(span_origin(fixture->arena, dt->partitions->next->at)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(a_node_is_its_labels_and_its_name),
		READ_TEST(a_number_is_its_cell_where_it_was_written_last),
		READ_TEST(comments_between_cells_are_no_cells),
		READ_TEST(a_value_that_is_not_plain_cells_is_marked_whole),
		READ_TEST(a_line_marker_names_the_other_file),
		READ_TEST(a_blob_has_no_lines),
		READ_TEST(zephyr_tells_where_lines_came_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
