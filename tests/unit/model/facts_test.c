/* SPDX-License-Identifier: MIT */
/* Looking up the images of a project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/facts.h"

static void images_are_found_by_name(void **state)
{
	static const struct devicetree tree;
	static const struct kconfig config;
	struct image mcuboot = {.name = "mcuboot", .kconfig = &config};
	struct image app = {.name = "app", .devicetree = &tree, .next = &mcuboot};
	const struct facts facts = {.images = &app};

	(void)state;
	assert_ptr_equal(facts_image(&facts, "mcuboot"), &mcuboot);
	assert_ptr_equal(facts_devicetree(&facts, "app"), &tree);
	assert_null(facts_kconfig(&facts, "app"));
	assert_ptr_equal(facts_kconfig(&facts, "mcuboot"), &config);
	assert_null(facts_devicetree(&facts, "mcuboot"));
}

static void images_that_are_not_given_are_not_found(void **state)
{
	struct image app = {.name = "app"};
	const struct facts none = {.images = NULL}, one = {.images = &app};

	(void)state;
	assert_null(facts_image(&none, "app"));
	assert_null(facts_image(&one, "ap"));
	assert_null(facts_devicetree(&one, "net"));
	assert_null(facts_kconfig(&one, "sysbuild"));
}

/* The first of a name wins: a layout puts its own image before those of the options. */
static void first_of_a_name_wins(void **state)
{
	struct image second = {.name = "app"};
	struct image first = {.name = "app", .next = &second};
	const struct facts facts = {.images = &first};

	(void)state;
	assert_ptr_equal(facts_image(&facts, "app"), &first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_are_found_by_name),
		cmocka_unit_test(images_that_are_not_given_are_not_found),
		cmocka_unit_test(first_of_a_name_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
