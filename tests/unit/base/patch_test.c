/* SPDX-License-Identifier: MIT */
/* A unified diff shows each change with three lines around it, and joins what is near. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/patch.h"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static void check(const char *path, const char *before, const char *after, const char *wanted)
{
	struct arena *arena = arena_new(0, no_memory, NULL);
	struct text out = {.arena = arena};

	patch_add(&out, path, str_of(before), str_of(after));
	assert_string_equal(out.p ? out.p : "", wanted);
	arena_free(arena);
}

static void equal_texts_make_nothing(void **state)
{
	(void)state;
	check("a", "1\n", "1\n", "");
	check("a", "", "", "");
}

static void shows_three_lines_around_a_change(void **state)
{
	(void)state;
	check("./a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
	      "--- a/a\n+++ b/a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
}

static void joins_what_is_near_and_parts_what_is_far(void **state)
{
	(void)state;
	check("a", "1\n2\n3\n4\n5\n6\n7\n", "x\n2\n3\n4\n5\n6\ny\n",
	      "--- a/a\n+++ b/a\n@@ -1,7 +1,7 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n-7\n+y\n");
	check("a", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
	      "--- a/a\n+++ b/a\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n"
	      "@@ -5,4 +5,4 @@\n 5\n 6\n 7\n-8\n+y\n");
}

static void neighbours_are_one_run(void **state)
{
	(void)state;
	check("a", "1\n2\n3\n", "x\ny\n3\n",
	      "--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n-1\n-2\n+x\n+y\n 3\n");
}

static void says_where_the_last_line_has_no_end(void **state)
{
	(void)state;
	check("a", "1\n2", "1\nx",
	      "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n"
	      "+x\n\\ No newline at end of file\n");
}

static void quotes_names_that_would_end_early(void **state)
{
	(void)state;
	check("a b", "1\n", "2\n", "--- a/a b\t\n+++ b/a b\t\n@@ -1,1 +1,1 @@\n-1\n+2\n");
	check("a\n\"", "1\n", "2\n",
	      "--- \"a/a\\012\\\"\"\n+++ \"b/a\\012\\\"\"\n@@ -1,1 +1,1 @@\n-1\n+2\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_texts_make_nothing),
		cmocka_unit_test(shows_three_lines_around_a_change),
		cmocka_unit_test(joins_what_is_near_and_parts_what_is_far),
		cmocka_unit_test(neighbours_are_one_run),
		cmocka_unit_test(says_where_the_last_line_has_no_end),
		cmocka_unit_test(quotes_names_that_would_end_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
