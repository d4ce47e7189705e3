/* SPDX-License-Identifier: MIT */
/* The firmware's TAP, byte by byte. */
#include "native.h"

static struct native native;

static int set_up(void **state)
{
	(void)state;
	native_begin(&native);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	native_end(&native);
	return 0;
}

static void a_run_has_version_hash_checks_and_plan(void **state)
{
	struct tap tap;

	(void)state;
	tap_begin(&tap, &native.hal, "0123456789abcdef");
	tap_pass(&tap, "one");
	tap_value(&tap, "key", "%u", UINT32_C(7));
	tap_skip(&tap, "two", "no %s", "chip");
	tap_fail(&tap, "three", "read %02x", UINT32_C(5));
	tap_end(&tap);
	assert_string_equal(native.output, "TAP version 13\n"
					   "# layout=0123456789abcdef\n"
					   "ok 1 - one\n"
					   "# key=7\n"
					   "ok 2 - two # SKIP no chip\n"
					   "not ok 3 - three\n"
					   "# three: read 05\n"
					   "1..3\n"
					   "# failed=1\n"
					   "# skipped=1\n"
					   "# FAILED\n");
}

static void said(const char *wanted)
{
	assert_string_equal(native.output, wanted);
	native.output_size = 0;
}

static void numbers_are_whole_at_their_limits(void **state)
{
	struct tap tap = {.hal = &native.hal};

	(void)state;
	tap_say(&tap, "%u %u", UINT32_C(0), UINT32_MAX);
	said("# 0 4294967295\n");
	tap_say(&tap, "%x %x", UINT32_C(0), UINT32_MAX);
	said("# 0 ffffffff\n");
	tap_say(&tap, "%08x|%2x|%02x", UINT32_C(0xabc), UINT32_C(0x123), UINT32_C(0xf));
	said("# 00000abc|123|0f\n");
	tap_say(&tap, "%s%c%%", "text", 'c');
	said("# textc%\n");
	tap_say(&tap, "");
	said("# \n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_run_has_version_hash_checks_and_plan, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(numbers_are_whole_at_their_limits, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
