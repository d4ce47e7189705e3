/* SPDX-License-Identifier: MIT */
/* Shows that every rule is found by the name that people write. */
#include "diag/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void rules_have_their_rows_data(void **state)
{
	const struct rule *rule = rule_get(RULE_overlapping_partitions);

	(void)state;
	assert_string_equal(rule->name, "overlapping-partitions");
	assert_int_equal(rule->level, SEVERITY_ERROR);
	assert_string_equal(rule->category, "Geometry");
	assert_string_equal(rule_get(RULE_unreadable_file)->name, "unreadable-file");
}

static void every_name_is_kebab_case_and_found_once(void **state)
{
	(void)state;
	for (unsigned i = 0; i < RULE_COUNT; i++) {
		const struct rule *rule = rule_get((enum rule_id)i);
		enum rule_id id;

		assert_true(rule_find(str_of(rule->name), &id));
		assert_int_equal(id, i);
		assert_int_equal(strspn(rule->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
				 strlen(rule->name));
		assert_true(strlen(rule->summary) > 10);
		assert_int_not_equal(rule->summary[strlen(rule->summary) - 1], '.');
	}
}

static void other_names_are_not_found(void **state)
{
	enum rule_id id = RULE_COUNT;

	(void)state;
	assert_false(rule_find(STR("overlapping_partitions"), &id));
	assert_false(rule_find(STR(""), &id));
	assert_int_equal(id, RULE_COUNT);
}

static void levels_have_names(void **state)
{
	(void)state;
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
	assert_string_equal(severity_name(SEVERITY_NOTE), "note");
	assert_string_equal(severity_name(SEVERITY_OFF), "off");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_have_their_rows_data),
		cmocka_unit_test(every_name_is_kebab_case_and_found_once),
		cmocka_unit_test(other_names_are_not_found),
		cmocka_unit_test(levels_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
