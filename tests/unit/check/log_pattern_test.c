/* SPDX-License-Identifier: MIT */
/* The patterns of log lines: what they match, and that the table is whole. */
#include "check/log_weigh.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool matches(const char *pattern, const char *text)
{
	struct log_captures captures;
	size_t length = 0;

	return log_pattern_matches(pattern, str_of(text), &length, &captures);
}

static void test_a_pattern_stands_at_the_beginning_of_the_text(void **state)
{
	(void)state;
	assert_true(matches("magic=bad", "magic=bad, more"));
	assert_false(matches("magic=bad", "magic=ba"));
	assert_false(matches("magic=bad", "xmagic=bad"));
}

static void test_placeholders(void **state)
{
	(void)state;
	assert_true(matches("N=%u - x", "N=256 - x"));
	assert_false(matches("N=%u - x", "N= - x"));
	assert_false(matches("N=%u - x", "N=0x10 - x"));
	assert_true(matches("at %x,", "at 0xc000,"));
	assert_true(matches("at %x,", "at c000,"));
	assert_true(matches("at %x,", "at 0,"));
	assert_false(matches("at %x,", "at 0x,"));
	assert_true(matches("error %d", "error -14"));
	assert_true(matches("error %d", "error 5"));
	assert_false(matches("error %d", "error -"));
	assert_true(matches("in %s slot", "in secondary slot"));
	assert_false(matches("in %s slot", "in  slot"));
	assert_true(matches("PM_%s_ID%*undeclared", "PM_MCUBOOT_ID' is undeclared"));
	assert_false(matches("PM_%*undeclared", "PM_MCUBOOT_ID is there"));
	assert_true(matches("verify: %*", "verify: "));
}

static void test_captures_are_what_stood_there(void **state)
{
	struct log_captures captures;
	size_t length;

	(void)state;
	assert_true(log_pattern_matches("area ID %u (image %u): %d",
					STR("area ID 7 (image 0): -19!"), &length, &captures));
	assert_int_equal(length, strlen("area ID 7 (image 0): -19"));
	assert_int_equal(captures.count, 3);
	assert_true(str_is(captures.texts[0], "7"));
	assert_true(str_is(captures.texts[1], "0"));
	assert_true(str_is(captures.texts[2], "-19"));
}

/* What %* passes over is bounded, so that no line costs the square of its length. */
static void test_anything_is_not_endless(void **state)
{
	char text[2000];

	(void)state;
	memset(text, '.', sizeof(text));
	memcpy(text, "Oops", 4);
	memcpy(text + sizeof(text) - 20, "ecure fault!!!", 15);
	assert_false(matches("Oops%*ecure fault!!!", text));
}

static void test_every_pattern_can_be_found_and_says_something(void **state)
{
	int searched = 0;

	(void)state;
	for (int id = 0; id < LOG_ID_COUNT; id++) {
		const struct log_pattern *pattern = log_pattern_get((enum log_id)id);

		assert_int_equal(pattern->id, id);
		assert_true(pattern->from[0] != '\0');
		if (pattern->text[0]) {
			searched++;
			assert_true(pattern->text[1] != '\0');
			assert_true(pattern->text[0] != '%' && pattern->text[1] != '%');
		}
		if (pattern->weight != LOG_EVENT) {
			assert_true(pattern->meaning[0] != '\0');
			assert_true(pattern->rules[0] != '\0');
		}
	}
	assert_true(searched >= 40);
}

/* Every cause has its sentence, and a fault leads to a rule that this program has. */
static void test_every_cause_of_a_pattern_is_known(void **state)
{
	(void)state;
	for (int id = 0; id < LOG_ID_COUNT; id++) {
		const struct log_pattern *pattern = log_pattern_get((enum log_id)id);
		struct str rest = str_of(pattern->rules);
		enum rule_id rule;
		int known = 0;

		while (rest.n > 0) {
			const char *blank = memchr(rest.p, ' ', rest.n);
			struct str name = {rest.p, blank ? (size_t)(blank - rest.p) : rest.n};

			if (!log_cause_find(name))
				fail_msg("%s: no cause `%.*s`", pattern->text, STR_ARG(name));
			known += rule_find(name, &rule);
			rest.p += name.n + (blank != NULL);
			rest.n -= name.n + (blank != NULL);
		}
		if (pattern->weight != LOG_EVENT && known == 0)
			fail_msg("%s: no rule of this program explains it", pattern->text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pattern_stands_at_the_beginning_of_the_text),
		cmocka_unit_test(test_placeholders),
		cmocka_unit_test(test_captures_are_what_stood_there),
		cmocka_unit_test(test_anything_is_not_endless),
		cmocka_unit_test(test_every_pattern_can_be_found_and_says_something),
		cmocka_unit_test(test_every_cause_of_a_pattern_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
