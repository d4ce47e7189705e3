/* SPDX-License-Identifier: MIT */
/* Paths as URIs: what is escaped, what is left out, and which are relative. */
#include "report/uri.h"

#include "fixture.h"

static void check_uri(struct run *run, const char *path, const char *uri, bool relative)
{
	struct text out = {.arena = run->arena};

	assert_int_equal(uri_add_path(&out, path), relative);
	assert_string_equal(out.p, uri);
}

static void paths_become_uris(void **state)
{
	struct run *run = *state;

	check_uri(run, "pm_static.yml", "pm_static.yml", true);
	check_uri(run, "./a//b/./c.yml", "a/b/c.yml", true);
	check_uri(run, "../a/~b-c_d.yml", "../a/~b-c_d.yml", true);
	check_uri(run, "/home/me/a.yml", "file:///home/me/a.yml", false);
	check_uri(run, "c:a b%?#<\xff>", "c%3Aa%20b%25%3F%23%3C%FF%3E", true);
	check_uri(run, "build/", "build", true);
	check_uri(run, "./", ".", true);
	check_uri(run, "/", "file:///", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(paths_become_uris),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
