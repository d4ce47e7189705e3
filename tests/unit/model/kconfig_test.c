/* SPDX-License-Identifier: MIT */
/* Looking options up in a .config. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/kconfig.h"

#define OPTION(option_name, option_value)                                                          \
	{                                                                                          \
		.name = {option_name, sizeof(option_name) - 1}, .value = {                         \
			option_value,                                                              \
			sizeof(option_value) - 1                                                   \
		}                                                                                  \
	}

static const struct kconfig_option options[] = {
	OPTION("CONFIG_A", "y"),    OPTION("CONFIG_B", "n"),      OPTION("CONFIG_BB", "0x80"),
	OPTION("CONFIG_C", "-12"),  OPTION("CONFIG_D", "a text"), OPTION("CONFIG_E", "-"),
	OPTION("SB_CONFIG_A", "m"),
};
static const struct kconfig config = {.options = options, .count = 7};

static void options_are_found_by_their_whole_name(void **state)
{
	(void)state;
	assert_ptr_equal(kconfig_find(&config, "CONFIG_B"), &options[1]);
	assert_ptr_equal(kconfig_find(&config, "CONFIG_BB"), &options[2]);
	assert_ptr_equal(kconfig_find(&config, "SB_CONFIG_A"), &options[6]);
	assert_null(kconfig_find(&config, "CONFIG_"));
	assert_null(kconfig_find(&config, "CONFIG_BBB"));
}

static void yes_is_y_alone(void **state)
{
	(void)state;
	assert_true(kconfig_is_y(&config, "CONFIG_A"));
	assert_false(kconfig_is_y(&config, "CONFIG_B"));
	assert_false(kconfig_is_y(&config, "SB_CONFIG_A"));
	assert_false(kconfig_is_y(&config, "CONFIG_X"));
}

static void numbers_say_where_they_come_from(void **state)
{
	struct fact size = kconfig_number(&config, "CONFIG_BB");
	struct fact below = kconfig_number(&config, "CONFIG_C");

	(void)state;
	assert_int_equal(size.origin, ORIGIN_WRITTEN);
	assert_true(size.value == 0x80 && !size.negative);
	assert_string_equal(size.from, "CONFIG_BB");
	assert_true(below.value == 12 && below.negative);
	assert_false(fact_known(kconfig_number(&config, "CONFIG_D")));
	assert_false(fact_known(kconfig_number(&config, "CONFIG_E")));
	assert_false(fact_known(kconfig_number(&config, "CONFIG_X")));
}

static void without_a_config_nothing_is_known(void **state)
{
	(void)state;
	assert_null(kconfig_find(NULL, "CONFIG_A"));
	assert_false(kconfig_is_y(NULL, "CONFIG_A"));
	assert_false(fact_known(kconfig_number(NULL, "CONFIG_A")));
	assert_int_equal(kconfig_text(NULL, "CONFIG_A").n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_are_found_by_their_whole_name),
		cmocka_unit_test(yes_is_y_alone),
		cmocka_unit_test(numbers_say_where_they_come_from),
		cmocka_unit_test(without_a_config_nothing_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
