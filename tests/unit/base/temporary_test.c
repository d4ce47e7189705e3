/* SPDX-License-Identifier: MIT */
/* Temporary files hold what they were given and go away. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

static void file_holds_its_content_until_it_is_removed(void **state)
{
	struct arena *arena = arena_new(0, out_of_memory, NULL);
	struct str content, text = {"a\0b\n", 4};
	const char *path = NULL, *why = NULL;
	struct stat status;

	(void)state;
	assert_true(file_make_temporary(arena, text, &path, &why));
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_true(file_read(arena, path, &content, &why));
	assert_true(str_eq(content, text));
	file_remove_temporary(path);
	assert_int_not_equal(stat(path, &status), 0);
	arena_free(arena);
}

static void missing_folder_is_said(void **state)
{
	struct arena *arena = arena_new(0, out_of_memory, NULL);
	const char *before = getenv("TMPDIR");
	const char *kept = before ? arena_copy(arena, before, strlen(before)) : NULL;
	const char *path = NULL, *why = NULL;

	(void)state;
	setenv("TMPDIR", "/nonexistent", 1);
	assert_false(file_make_temporary(arena, STR("x"), &path, &why));
	if (kept)
		setenv("TMPDIR", kept, 1);
	else
		unsetenv("TMPDIR");
	assert_null(path);
	assert_string_equal(why, "No such file or directory");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_holds_its_content_until_it_is_removed),
		cmocka_unit_test(missing_folder_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
