/* SPDX-License-Identifier: MIT */
/* Shows that views are compared and cut without reading past them, and that texts grow. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void assert_str(struct str s, const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.p, expected, s.n);
}

static void no_text_is_the_empty_view(void **state)
{
	struct str none = {NULL, 0};

	(void)state;
	assert_int_equal(str_of(NULL).n, 0);
	assert_true(str_eq(none, STR("")));
	assert_true(str_starts(none, ""));
	assert_int_equal(str_trim(none).n, 0);
	assert_false(str_contains(none, "a"));
}

static void views_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("ab"), STR("abc")) < 0);
	assert_true(str_cmp(STR("b"), STR("abc")) > 0);
	assert_true(str_cmp(STR("\xff"), STR("a")) > 0);
	assert_int_equal(str_cmp(STR("a\0b"), STR("a\0b")), 0);
	assert_true(str_starts(STR("pm_static"), "pm_"));
	assert_false(str_starts(STR("pm"), "pm_"));
	assert_true(str_ends(STR("a.yml"), ".yml"));
	assert_false(str_ends(STR("yml"), ".yml"));
}

static void contains_looks_at_every_place_and_not_behind_the_end(void **state)
{
	const char text[] = "aaab";

	(void)state;
	assert_true(str_contains(STR("xaab"), "aab"));
	assert_true(str_contains(STR("aaab"), "aab"));
	assert_true(str_contains(STR("ab"), ""));
	assert_false(str_contains((struct str){text, 3}, "ab"));
}

static void trim_takes_blanks_of_both_ends(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t a b\r\n")), "a b");
	assert_str(str_trim(STR(" \n")), "");
}

static void lines_end_at_lf_and_cr_lf(void **state)
{
	struct str rest = STR("a\r\n\nb\rc\nlast"), line;

	(void)state;
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "a");
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "");
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "b\rc");
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "last");
	assert_false(str_next_line(&rest, &line));
}

static void texts_grow_and_stay_terminated(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);
	struct text text = {.arena = arena};
	char expected[100 * 7 + 1] = "";

	(void)state;
	text_puts(&text, "");
	assert_string_equal(text.p, "");
	for (int i = 0; i < 100; i++) {
		text_putc(&text, '<');
		text_printf(&text, "%03d", i);
		text_fill(&text, '-', 2);
		text_add(&text, STR(">"));
		snprintf(expected + strlen(expected), 8, "<%03d-->", i);
		assert_int_equal(strlen(text.p), text.n);
	}
	assert_string_equal(text.p, expected);
	arena_free(arena);
}

static void one_print_may_be_longer_than_the_room(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);

	(void)state;
	for (int n = 0; n < 300; n++) {
		struct text text = {.arena = arena};

		text_printf(&text, "%*d", n, 5);
		assert_int_equal(text.n, n ? n : 1);
		assert_int_equal(text.p[text.n - 1], '5');
		assert_int_equal(text.p[text.n], '\0');
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_is_the_empty_view),
		cmocka_unit_test(views_compare_by_bytes),
		cmocka_unit_test(contains_looks_at_every_place_and_not_behind_the_end),
		cmocka_unit_test(trim_takes_blanks_of_both_ends),
		cmocka_unit_test(lines_end_at_lf_and_cr_lf),
		cmocka_unit_test(texts_grow_and_stay_terminated),
		cmocka_unit_test(one_print_may_be_longer_than_the_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
