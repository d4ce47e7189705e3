/* SPDX-License-Identifier: MIT */
/* Shows that offsets become the lines and columns that an editor shows. */
#include "diag/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static int open_arena(void **state)
{
	*state = arena_new(0, NULL, NULL);
	return *state ? 0 : -1;
}

static int close_arena(void **state)
{
	arena_free(*state);
	return 0;
}

static void assert_position(const struct source *source, uint32_t offset, uint32_t line,
			    uint32_t column)
{
	struct position position = source_position(source, offset);

	assert_int_equal(position.line, line);
	assert_int_equal(position.column, column);
}

static void lines_end_at_lf_and_cr_lf_only(void **state)
{
	const struct source *source = source_new(*state, "f",
						 STR("ab\r\nc\xe2\x80\xa8"
						     "d\n\nlast"));

	assert_int_equal(source->line_count, 4);
	assert_true(str_is(source_line(source, 1), "ab"));
	assert_true(str_is(source_line(source, 2), "c\xe2\x80\xa8"
						   "d"));
	assert_true(str_is(source_line(source, 3), ""));
	assert_true(str_is(source_line(source, 4), "last"));
	assert_true(str_is(source_line(source, 5), ""));
	assert_true(str_is(source_line(source, 0), ""));
	assert_position(source, 0, 1, 1);
	assert_position(source, 3, 1, 4); /* the LF belongs to its line */
	assert_position(source, 4, 2, 1);
	assert_position(source, 8, 2, 3); /* code points, not bytes */
	assert_position(source, 14, 4, 4);
	assert_position(source, 15, 4, 5);
	assert_position(source, 999, 4, 5);
}

static void a_final_line_end_opens_an_empty_line(void **state)
{
	const struct source *source = source_new(*state, "f", STR("a\n"));

	assert_int_equal(source->line_count, 2);
	assert_position(source, 2, 2, 1);
	source = source_new(*state, "f", STR(""));
	assert_int_equal(source->line_count, 1);
	assert_position(source, 0, 1, 1);
}

static void a_byte_order_mark_is_no_column(void **state)
{
	const struct source *source = source_new(*state, "f",
						 STR("\xef\xbb\xbf"
						     "ab\nc"));

	assert_position(source, 0, 1, 1);
	assert_position(source, 3, 1, 1);
	assert_position(source, 4, 1, 2);
	assert_true(str_is(source_line(source, 1), "ab"));
}

static void every_offset_of_many_lines_is_found(void **state)
{
	struct text text = {.arena = *state};
	const struct source *source;
	uint32_t line = 1, column = 1;

	for (size_t i = 0; i < 200; i++) {
		text_fill(&text, 'x', i % 7);
		text_putc(&text, '\n');
	}
	source = source_new(*state, "f", (struct str){text.p, text.n});
	for (uint32_t offset = 0; offset < text.n; offset++) {
		assert_position(source, offset, line, column++);
		if (text.p[offset] == '\n') {
			line++;
			column = 1;
		}
	}
}

static void binary_sources_have_no_lines(void **state)
{
	const struct source *source = source_new_binary(*state, "f", STR("\n\n"));

	assert_null(source->lines);
	assert_position(source, 2, 1, 1);
	assert_true(str_is(source_line(source, 1), ""));
}

static void spans_are_ordered_by_file_place_and_path(void **state)
{
	const struct source *a = source_new(*state, "a", STR("text"));
	const struct source *b = source_new(*state, "b", STR("text"));
	struct span none = {0}, node = {.source = a, .path = "/soc"};

	assert_false(span_is_set(none));
	assert_true(span_is_set(span_of(a, 0, 0)));
	assert_true(span_cmp(span_of(a, 2, 3), span_of(b, 1, 2)) < 0);
	assert_true(span_cmp(span_of(a, 2, 3), span_of(a, 1, 2)) > 0);
	assert_true(span_cmp(span_of(a, 0, 0), node) < 0);
	assert_true(span_cmp(none, node) > 0);
	assert_int_equal(span_cmp(none, none), 0);
	assert_int_equal(span_cmp(span_of(a, 1, 2), span_of(a, 1, 3)), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_end_at_lf_and_cr_lf_only),
		TEST(a_final_line_end_opens_an_empty_line),
		TEST(a_byte_order_mark_is_no_column),
		TEST(every_offset_of_many_lines_is_found),
		TEST(binary_sources_have_no_lines),
		TEST(spans_are_ordered_by_file_place_and_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
