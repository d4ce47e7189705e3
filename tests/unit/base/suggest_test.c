/* SPDX-License-Identifier: MIT */
/* Shows which slips are taken for a word that was meant. */
#include "base/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static unsigned distance(const char *a, const char *b)
{
	unsigned there = suggest_distance(str_of(a), str_of(b), 10);

	assert_int_equal(suggest_distance(str_of(b), str_of(a), 10), there);
	return there;
}

static void every_slip_is_one_step(void **state)
{
	(void)state;
	assert_int_equal(distance("", ""), 0);
	assert_int_equal(distance("mcuboot", "mcuboot"), 0);
	assert_int_equal(distance("mcuboot", "mcubot"), 1);
	assert_int_equal(distance("mcuboot", "mcubooot"), 1);
	assert_int_equal(distance("mcuboot", "mcubxot"), 1);
	assert_int_equal(distance("mcuboot", "mucboot"), 1);
	assert_int_equal(distance("kitten", "sitting"), 3);
	assert_int_equal(distance("ca", "abc"), 3); /* optimal string alignment, not Damerau's 2 */
}

static void far_words_cost_no_more_than_the_limit(void **state)
{
	char long_word[5000];

	(void)state;
	memset(long_word, 'a', sizeof(long_word));
	assert_int_equal(suggest_distance(STR("abcdef"), STR("uvwxyz"), 3), 4);
	assert_int_equal(suggest_distance((struct str){long_word, 5000}, STR("b"), 3), 4);
	long_word[0] = 'b';
	assert_int_equal(suggest_distance((struct str){long_word, 5000},
					  (struct str){long_word + 1, 4999}, 3),
			 1);
}

static void only_close_words_are_meant(void **state)
{
	const char *const words[] = {"mcuboot_primary", "mcuboot_secondary", "app", "apps", NULL};

	(void)state;
	assert_string_equal(suggest_closest(STR("mcuboot_secondry"), words), "mcuboot_secondary");
	assert_string_equal(suggest_closest(STR("ap"), (const char *const[]){"ap", NULL}), "ap");
	assert_string_equal(suggest_closest(STR("appp"), words), "app"); /* first of equals */
	assert_null(suggest_closest(STR("ap"), words));
	assert_null(suggest_closest(STR("storage"), words));
	assert_null(suggest_closest(STR(""), words));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_slip_is_one_step),
		cmocka_unit_test(far_words_cost_no_more_than_the_limit),
		cmocka_unit_test(only_close_words_are_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
