/* SPDX-License-Identifier: MIT */
/* Shows that no text commands the terminal and that widths are those of what is shown. */
#define _XOPEN_SOURCE 700
#include "base/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static const struct {
	const char *text, *shown;
	size_t width;
} samples[] = {
	{"plain", "plain", 5},
	{"", "", 0},
	{"\x1b[31m", "\\x1b[31m", 8},
	{"a\nb\r", "a\\x0ab\\x0d", 10},
	{"\x7f", "\\x7f", 4},
	{"\xc2\x9b", "\\xc2\\x9b", 8},           /* C1: CSI in one character */
	{"\xe2\x80\xae", "\\xe2\\x80\\xae", 12}, /* U+202E turns the direction around */
	{"\xc3\xa9", "\xc3\xa9", 1},
	{"\xc3", "\\xc3", 4},          /* cut short */
	{"\xc0\xaf", "\\xc0\\xaf", 8}, /* longer than needed */
	{"\xe0\x80\xaf", "\\xe0\\x80\\xaf", 12},
	{"\xed\xa0\x80", "\\xed\\xa0\\x80", 12},          /* a surrogate */
	{"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", 16}, /* above U+10FFFF */
	{"\xff"
	 "a",
	 "\\xffa", 5},
	{"a\tb", "a\tb", 9},
};

static void control_characters_and_broken_bytes_are_spelled(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct text out = {.arena = arena};

		text_add_visible(&out, str_of(samples[i].text));
		assert_string_equal(out.p, samples[i].shown);
		assert_int_equal(term_width(str_of(samples[i].text), 0), samples[i].width);
	}
	arena_free(arena);
}

static void every_byte_is_harmless(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);

	(void)state;
	for (unsigned high = 0; high < 256; high++) {
		for (unsigned low = 0; low < 256; low++) {
			char bytes[2] = {(char)high, (char)low};
			struct text out = {.arena = arena};

			text_add_visible(&out, (struct str){bytes, 2});
			for (size_t i = 0; i < out.n; i++)
				assert_true((unsigned char)out.p[i] >= 0x20 || out.p[i] == '\t');
			assert_int_equal(term_width((struct str){out.p, out.n}, 0),
					 term_width((struct str){bytes, 2}, 0));
		}
	}
	arena_free(arena);
}

static void a_tab_goes_to_the_next_stop(void **state)
{
	(void)state;
	assert_int_equal(term_width(STR("\t"), 0), 8);
	assert_int_equal(term_width(STR("\t"), 7), 1);
	assert_int_equal(term_width(STR("\t"), 8), 8);
	assert_int_equal(term_width(STR("abc\tx"), 0), 9);
}

static void wide_characters_take_two_columns(void **state)
{
	(void)state;
	assert_int_equal(term_width(STR("\xe6\xbc\xa2"), 0), 2);
	assert_int_equal(term_width(STR("e\xcc\x81"), 0), 1); /* an accent of its own */
	assert_int_equal(term_width(STR("\xf0\x9f\x92\xbe"), 0), 2);
	assert_int_equal(term_width(STR("\xce\xa9"), 0), 1);
}

static void environment_decides_on_colour(void **state)
{
	(void)state;
	unsetenv("NO_COLOR");
	unsetenv("CLICOLOR_FORCE");
	assert_true(term_use_color(COLOR_ALWAYS));
	assert_false(term_use_color(COLOR_NEVER));
	setenv("CLICOLOR_FORCE", "0", 1);
	setenv("TERM", "dumb", 1);
	assert_false(term_use_color(COLOR_AUTO));
	setenv("CLICOLOR_FORCE", "1", 1);
	assert_true(term_use_color(COLOR_AUTO));
	setenv("NO_COLOR", "1", 1);
	assert_false(term_use_color(COLOR_AUTO));
	setenv("NO_COLOR", "", 1);
	assert_true(term_use_color(COLOR_AUTO));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(control_characters_and_broken_bytes_are_spelled),
		cmocka_unit_test(every_byte_is_harmless),
		cmocka_unit_test(a_tab_goes_to_the_next_stop),
		cmocka_unit_test(wide_characters_take_two_columns),
		cmocka_unit_test(environment_decides_on_colour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
