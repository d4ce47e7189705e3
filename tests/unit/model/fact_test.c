/* SPDX-License-Identifier: MIT */
/* Shows that a derived number is no surer than the weaker of the two it follows from. */
#include "model/fact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void the_weaker_origin_wins(void **state)
{
	struct fact written = fact_make(1, ORIGIN_WRITTEN, "CONFIG_A");
	struct fact assumed = fact_make(2, ORIGIN_ASSUMED, "a usual page");
	struct fact option = fact_make(3, ORIGIN_OPTION, "--page-size");
	struct fact unknown = {0};

	(void)state;
	assert_int_equal(fact_derive(9, written, assumed).origin, ORIGIN_ASSUMED);
	assert_int_equal(fact_derive(9, assumed, written).origin, ORIGIN_ASSUMED);
	assert_string_equal(fact_derive(9, written, assumed).from, "a usual page");
	assert_int_equal(fact_derive(9, written, option).origin, ORIGIN_DERIVED);
	assert_false(fact_known(fact_derive(9, written, unknown)));
	assert_int_equal(fact_derive(9, written, option).value, 9);
}

static void the_place_is_that_of_the_weaker_fact_if_it_has_one(void **state)
{
	const struct source source = {.name = "f"};
	struct fact here = fact_make(1, ORIGIN_WRITTEN, NULL);
	struct fact there = fact_make(2, ORIGIN_OPTION, "--page-size");

	(void)state;
	there.at = span_of(&source, 5, 6);
	assert_int_equal(fact_derive(9, here, there).at.begin, 5);
	assert_string_equal(fact_derive(9, here, there).from, "--page-size");
	here.at = span_of(&source, 1, 2);
	assert_int_equal(fact_derive(9, there, here).at.begin, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_weaker_origin_wins),
		cmocka_unit_test(the_place_is_that_of_the_weaker_fact_if_it_has_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
