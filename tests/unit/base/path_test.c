/* SPDX-License-Identifier: MIT */
/* The folder of a path goes by its text; going on upwards never ends below the top. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static int setup(void **state)
{
	*state = arena_new(0, no_memory, NULL);
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void folder_is_what_the_text_shows(void **state)
{
	static const char *const pairs[][2] = {
		{"a/b", "a"},    {"a/b/", "a"},         {"a", "."},  {"./a", "."}, {".", ".."},
		{"..", "../.."}, {"../..", "../../.."}, {"/a", "/"}, {"/", "/"},   {"a//b", "a"},
		{"build/", "."}, {"a/build//", "a"},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(path_parent(*state, pairs[i][0]), pairs[i][1]);
}

static void joins_unless_the_path_is_absolute(void **state)
{
	assert_string_equal(path_join(*state, "a", "b"), "a/b");
	assert_string_equal(path_join(*state, "/", "b"), "/b");
	assert_string_equal(path_join(*state, ".", "b"), "b");
	assert_string_equal(path_join(*state, "", "b"), "b");
	assert_string_equal(path_join(*state, "a", "/b"), "/b");
}

static void the_top_has_nothing_above_it(void **state)
{
	assert_true(path_is_top(*state, "/"));
	assert_true(path_is_top(*state, "there/is/no/such/folder"));
	assert_false(path_is_top(*state, "."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(folder_is_what_the_text_shows, setup, teardown),
		cmocka_unit_test_setup_teardown(joins_unless_the_path_is_absolute, setup, teardown),
		cmocka_unit_test_setup_teardown(the_top_has_nothing_above_it, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
