/* SPDX-License-Identifier: MIT */
/* SDK versions as people write them, and their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/version.h"

static void reads(const char *text, unsigned major, unsigned minor, unsigned patch)
{
	struct version version = {0};

	assert_true(version_parse(str_of(text), &version));
	assert_true(version.known);
	assert_int_equal(version.major, major);
	assert_int_equal(version.minor, minor);
	assert_int_equal(version.patch, patch);
}

static void versions_are_read(void **state)
{
	(void)state;
	reads("2.0.2", 2, 0, 2);
	reads("v3.1.0-rc1", 3, 1, 0);
	reads("2.9", 2, 9, 0);
	reads("3.0.99+build7", 3, 0, 99);
	reads("10.20.3000", 10, 20, 3000);
}

static void other_texts_are_refused(void **state)
{
	static const char *const texts[] = {"",      "v",      "2",      "2.",    "2.0.",   ".1",
					    "2.0.x", "2.0.1.", "2.0.1-", "ncs 2", "99999.1"};
	struct version version = {.major = 7};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(version_parse(str_of(texts[i]), &version));
	assert_int_equal(version.major, 7);
	assert_false(version.known);
}

static void versions_are_ordered(void **state)
{
	const struct version version = {2, 7, 1, true};

	(void)state;
	assert_true(version_at_least(version, 2, 7, 1));
	assert_true(version_at_least(version, 2, 7, 0));
	assert_true(version_at_least(version, 1, 9, 9));
	assert_false(version_at_least(version, 2, 7, 2));
	assert_false(version_at_least(version, 2, 8, 0));
	assert_false(version_at_least(version, 3, 0, 0));
	assert_true(version_before(version, 2, 8, 0));
	assert_false(version_before(version, 2, 7, 1));
}

static void unknown_version_is_neither(void **state)
{
	const struct version version = {0};

	(void)state;
	assert_false(version_at_least(version, 0, 0, 0));
	assert_false(version_before(version, 9, 9, 9));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_read),
		cmocka_unit_test(other_texts_are_refused),
		cmocka_unit_test(versions_are_ordered),
		cmocka_unit_test(unknown_version_is_neither),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
