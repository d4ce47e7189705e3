/* SPDX-License-Identifier: MIT */
/* Shows that files are read up to the limit, and written whole or not at all. */
#define _XOPEN_SOURCE 700
#include "base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"

/* A folder of its own for every test, in which it runs. */
struct place {
	struct arena *arena;
	char folder[64];
	int home; /* descriptor of the folder to go back to */
};

static int enter(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	if (!place)
		return -1;
	place->arena = arena_new(0, NULL, NULL);
	place->home = open(".", O_RDONLY);
	strcpy(place->folder, "/tmp/pmlayout-file-test-XXXXXX");
	*state = place;
	return place->home >= 0 && mkdtemp(place->folder) && chdir(place->folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	struct place *place = *state;
	const char *const argv[] = {"rm", "-rf", place->folder, NULL};
	struct process_result result;
	const char *why;
	bool ok = process_run(place->arena, argv, &result, &why);

	ok = fchdir(place->home) == 0 && ok;
	close(place->home);
	arena_free(place->arena);
	free(place);
	return ok ? 0 : -1;
}

static struct arena *arena_of(void **state)
{
	return ((struct place *)*state)->arena;
}

static void put(void **state, const char *path, const char *content)
{
	const char *why = "";

	if (!file_write(arena_of(state), path, str_of(content), &why))
		fail_msg("%s: %s", path, why);
}

static void assert_content(void **state, const char *path, const char *expected)
{
	struct str content;
	const char *why = "";

	if (!file_read(arena_of(state), path, &content, &why))
		fail_msg("%s: %s", path, why);
	assert_true(str_is(content, expected));
}

static void assert_entries(void **state, const char *expected)
{
	const char *const argv[] = {"ls", "-A", NULL};
	struct process_result result;
	const char *why;

	assert_true(process_run(arena_of(state), argv, &result, &why));
	assert_true(str_is(result.output, expected));
}

static void reading_says_why_it_failed(void **state)
{
	struct str content = STR("untouched");
	const char *why = NULL;

	assert_false(file_read(arena_of(state), "none", &content, &why));
	assert_string_equal(why, "No such file or directory");
	assert_false(file_read(arena_of(state), ".", &content, &why));
	assert_string_equal(why, "Is a directory");
	assert_true(str_is(content, "untouched"));
}

static void reading_ends_at_the_limit(void **state)
{
	struct str content = STR("untouched");
	const char *why = NULL;

	put(state, "sparse", "");
	assert_false(file_read(arena_of(state), "/dev/zero", &content, &why));
	assert_string_equal(why, "larger than 64 MiB");
	assert_int_equal(truncate("sparse", (off_t)FILE_SIZE_LIMIT + 1), 0);
	assert_false(file_read(arena_of(state), "sparse", &content, &why));
	assert_string_equal(why, "larger than 64 MiB");
	assert_true(str_is(content, "untouched"));
	assert_int_equal(truncate("sparse", (off_t)FILE_SIZE_LIMIT), 0);
	assert_true(file_read(arena_of(state), "sparse", &content, &why));
	assert_int_equal(content.n, FILE_SIZE_LIMIT);
}

static void files_without_a_size_are_read_to_the_end(void **state)
{
	struct str content;
	const char *why;

	assert_true(file_read(arena_of(state), "/proc/self/status", &content, &why));
	assert_true(str_contains(content, "Name:"));
	assert_true(file_read(arena_of(state), "/dev/null", &content, &why));
	assert_int_equal(content.n, 0);
}

static void writing_keeps_the_mode_and_leaves_nothing_else(void **state)
{
	struct stat status;
	mode_t mask = umask(027);

	put(state, "new", "1");
	umask(mask);
	assert_int_equal(stat("new", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
	assert_int_equal(chmod("new", 0604), 0);
	put(state, "new", "2");
	assert_int_equal(stat("new", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0604);
	assert_content(state, "new", "2");
	assert_entries(state, "new\n");
}

static void writing_follows_symbolic_links(void **state)
{
	struct stat status;
	const char *why;

	assert_int_equal(mkdir("below", 0777), 0);
	assert_int_equal(symlink("below/link", "first"), 0);
	assert_int_equal(symlink("target", "below/link"), 0);
	put(state, "first", "there was nothing");
	assert_content(state, "below/target", "there was nothing");
	put(state, "first", "again");
	assert_content(state, "below/target", "again");
	assert_int_equal(lstat("first", &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(symlink("circle", "circle"), 0);
	assert_false(file_write(arena_of(state), "circle", STR("x"), &why));
}

static void all_files_or_none_are_written(void **state)
{
	const struct file_output outputs[] = {
		{"a", STR("new a")}, {"b", STR("new b")}, {"folder", STR("never")}};
	const struct file_output missing[] = {{"a", STR("new a")}, {"no/such", STR("never")}};
	const char *path = NULL, *why = NULL;

	put(state, "a", "old a");
	assert_int_equal(mkdir("folder", 0777), 0);
	assert_false(file_write_all(arena_of(state), outputs, 3, &path, &why));
	assert_string_equal(path, "folder");
	assert_string_equal(why, "Is a directory");
	assert_false(file_write_all(arena_of(state), missing, 2, &path, &why));
	assert_string_equal(path, "no/such");
	assert_string_equal(why, "No such file or directory");
	assert_content(state, "a", "old a");
	assert_entries(state, "a\nfolder\n");
	assert_true(file_write_all(arena_of(state), outputs, 2, &path, &why));
	assert_content(state, "a", "new a");
	assert_content(state, "b", "new b");
	assert_true(file_write_all(arena_of(state), NULL, 0, &path, &why));
}

static void a_full_disk_leaves_the_old_file(void **state)
{
	struct rlimit before, small;
	char *large = arena_alloc(arena_of(state), 8192);
	const struct file_output outputs[] = {{"a", STR("new")}, {"b", {large, 8192}}};
	const char *path = "", *why = "";
	bool ok;

	put(state, "a", "old");
	put(state, "b", "old");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	ok = file_write_all(arena_of(state), outputs, 2, &path, &why);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_false(ok);
	assert_string_equal(path, "b");
	assert_string_equal(why, "File too large");
	assert_content(state, "a", "old");
	assert_content(state, "b", "old");
	assert_entries(state, "a\nb\n");
}

static void devices_are_written_as_they_are(void **state)
{
	struct stat status;
	const char *why = "";

	put(state, "/dev/null", "gone");
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
	assert_false(file_write(arena_of(state), "/dev/full", STR("x"), &why));
	assert_string_equal(why, "No space left on device");
}

static void full_standard_output_is_noticed(void **state)
{
	int out, full = open("/dev/full", O_WRONLY);
	const char *why = "";
	bool ok;

	(void)state;
	fflush(stdout);
	out = dup(STDOUT_FILENO);
	assert_true(full >= 0 && out >= 0);
	dup2(full, STDOUT_FILENO);
	ok = file_write_stdout(STR("text"), &why);
	dup2(out, STDOUT_FILENO);
	close(full);
	close(out);
	assert_false(ok);
	assert_string_equal(why, "No space left on device");
}

static void programs_are_run_without_a_shell(void **state)
{
	const char *const argv[] = {"printf", "%s|", "$HOME", "a b", NULL};
	const char *const missing[] = {"pmlayout-no-such-program", NULL};
	const char *const killed[] = {"sh", "-c", "kill -9 $$", NULL};
	const char *const input[] = {"cat", NULL};
	struct process_result result;
	const char *why = "";

	assert_true(process_run(arena_of(state), argv, &result, &why));
	assert_int_equal(result.status, 0);
	assert_true(str_is(result.output, "$HOME|a b|"));
	assert_true(process_run(arena_of(state), killed, &result, &why));
	assert_int_equal(result.status, 128 + 9);
	assert_true(process_run(arena_of(state), input, &result, &why));
	assert_int_equal(result.output.n, 0);
	assert_false(process_run(arena_of(state), missing, &result, &why));
	assert_string_equal(why, "No such file or directory");
}

static void both_pipes_are_emptied(void **state)
{
	const char *const argv[] = {"sh", "-c",
				    "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; "
				    "head -c 300000 /dev/zero >&2; exit 3",
				    NULL};
	struct process_result result;
	const char *why = "";

	assert_true(process_run(arena_of(state), argv, &result, &why));
	assert_int_equal(result.output.n, 300000);
	assert_int_equal(result.errors.n, 600000);
	assert_int_equal(result.status, 3);
}

static void endless_output_is_ended(void **state)
{
	const char *const argv[] = {"yes", NULL};
	struct process_result result;
	const char *why = "";

	assert_false(process_run(arena_of(state), argv, &result, &why));
	assert_string_equal(why, "its output is larger than 64 MiB");
}

static void the_last_component_of_a_path(void **state)
{
	(void)state;
	assert_string_equal(path_base("a/b.yml"), "b.yml");
	assert_string_equal(path_base("C:\\a\\b.yml"), "b.yml");
	assert_string_equal(path_base("b.yml"), "b.yml");
	assert_string_equal(path_base("a/"), "");
	assert_true(path_is_directory("/"));
	assert_false(path_is_directory("/dev/null"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reading_says_why_it_failed),
		TEST(reading_ends_at_the_limit),
		TEST(files_without_a_size_are_read_to_the_end),
		TEST(writing_keeps_the_mode_and_leaves_nothing_else),
		TEST(writing_follows_symbolic_links),
		TEST(all_files_or_none_are_written),
		TEST(a_full_disk_leaves_the_old_file),
		TEST(devices_are_written_as_they_are),
		TEST(full_standard_output_is_noticed),
		TEST(programs_are_run_without_a_shell),
		TEST(both_pipes_are_emptied),
		TEST(endless_output_is_ended),
		TEST(the_last_component_of_a_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
