/* SPDX-License-Identifier: MIT */
/* Names and texts of the user's files can end neither a string, nor a comment, nor a line. */
#include "base/arena.h"
#include "emit/emit.h"
#include "emit/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(0, no_memory, NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *name(const char *text)
{
	struct text out = {.arena = arena};

	emit_c_name(&out, text);
	return out.p;
}

static const char *string(const char *text)
{
	struct text out = {.arena = arena};

	emit_c_string(&out, text);
	return out.p;
}

static const char *comment(const char *before, const char *text)
{
	struct text out = {.arena = arena};

	text_puts(&out, before);
	emit_c_comment(&out, text);
	return out.p + strlen(before);
}

static const char *guard(const char *output)
{
	struct text out = {.arena = arena};

	emit_guard_name(&out, output, "layout");
	return out.p;
}

static void a_name_becomes_an_identifier(void **state)
{
	(void)state;
	assert_string_equal(name("mcuboot_pad"), "MCUBOOT_PAD");
	assert_string_equal(name("EMPTY_0"), "EMPTY_0");
	assert_string_equal(name("a-b c\n\"\xc3\xa4"), "A_B_C____");
}

static void a_string_cannot_be_ended(void **state)
{
	(void)state;
	assert_string_equal(string("plain (text)"), "plain (text)");
	assert_string_equal(string("a\"b\\"), "a\\\"b\\\\");
	assert_string_equal(string("\n1\x7f\xff"), "\\0121\\177\\377");
	assert_string_equal(string("?\?/"), "\\?\\?/");
}

static void a_comment_cannot_be_ended(void **state)
{
	(void)state;
	assert_string_equal(comment("", "plain"), "plain");
	assert_string_equal(comment("", "a*/b/*c"), "a* /b/ *c");
	assert_string_equal(comment("", "**//"), "** // ");
	assert_string_equal(comment("*", "/x"), " /x");
	assert_string_equal(comment("", "x*"), "x* ");
	assert_string_equal(comment("", "a\nb\xe2"), "a\\x0ab\\xe2");
	assert_string_equal(comment("", "?\?/"), "? ?/ ");
}

static void a_define_value_stays_on_its_line(void **state)
{
	(void)state;
	assert_true(emit_is_define_value(STR("DT_CHOSEN(nordic_pm_ext_flash)")));
	assert_true(emit_is_define_value(STR("\"SD\"")));
	assert_true(emit_is_define_value(STR("http://example.org")));
	assert_true(emit_is_define_value(STR("a\\b")));
	assert_true(emit_is_define_value(STR("")));
	assert_false(emit_is_define_value(STR("a\nb")));
	assert_false(emit_is_define_value(STR("a\rb")));
	assert_false(emit_is_define_value(STR("a\\")));
	assert_false(emit_is_define_value(STR("a\\ \t")));
	assert_false(emit_is_define_value(STR("a?\?/")));
	assert_false(emit_is_define_value(STR("a/*")));
	assert_false(emit_is_define_value(STR("a*/")));
	assert_false(emit_is_define_value(STR("u8R\"(")));
	assert_false(emit_is_define_value(((struct str){"a\0b", 3})));
}

static void a_word_makes_an_identifier(void **state)
{
	(void)state;
	assert_true(emit_is_c_word("mcuboot_pad"));
	assert_true(emit_is_c_word("0"));
	assert_false(emit_is_c_word(""));
	assert_false(emit_is_c_word("a-b"));
	assert_false(emit_is_c_word("\xc3\xa4"));
}

static void a_guard_is_made_of_the_files_name(void **state)
{
	(void)state;
	assert_string_equal(guard("out/pm_config.h"), "PM_CONFIG");
	assert_string_equal(guard("my-layout.hpp"), "MY_LAYOUT");
	assert_string_equal(guard("9160.h"), "_9160");
	assert_string_equal(guard("plain"), "PLAIN");
	assert_string_equal(guard("out.d/.h"), "LAYOUT");
	assert_string_equal(guard("-"), "LAYOUT");
	assert_string_equal(guard(NULL), "LAYOUT");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_name_becomes_an_identifier, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_string_cannot_be_ended, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_comment_cannot_be_ended, set_up, tear_down),
		cmocka_unit_test(a_define_value_stays_on_its_line),
		cmocka_unit_test(a_word_makes_an_identifier),
		cmocka_unit_test_setup_teardown(a_guard_is_made_of_the_files_name, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
