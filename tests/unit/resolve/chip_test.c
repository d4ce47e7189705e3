/* SPDX-License-Identifier: MIT */
/* Which chip is taken for the layout's, and how sure that is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

static void is_chip(const struct layout *layout, const char *name, enum origin origin)
{
	assert_non_null(layout->facts.soc);
	assert_string_equal(layout->facts.soc->name, name);
	assert_int_equal(layout->facts.soc_origin, origin);
}

/* The chip that a file's name makes us guess; NULL: none. */
static void name_tells(const char *file, const char *chip)
{
	struct layout *layout = build_layout();

	layout->source = source_new(layout->arena, file, STR("x"));
	resolve_chip(layout);
	if (chip) {
		is_chip(layout, chip, ORIGIN_ASSUMED);
		assert_string_equal(layout->facts.soc_from, "the file's name");
	} else {
		assert_null(layout->facts.soc);
	}
	build_drop(layout);
}

static void nothing_tells_the_chip(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	resolve_chip(layout);
	assert_null(layout->facts.soc);
	assert_int_equal(layout->facts.soc_origin, ORIGIN_UNKNOWN);
	build_drop(layout);
}

static void option_beats_everything(void **state)
{
	struct layout *layout = build_layout();
	struct devicetree dt = {.soc = "nrf9160"};

	(void)state;
	layout->source = source_new(layout->arena, "pm_static_nrf9161.yml", STR("x"));
	build_devicetree(layout, "app", &dt);
	build_option(layout, "app", "CONFIG_SOC", "nrf9151");
	build_soc(layout, "nrf52840");
	resolve_chip(layout);
	is_chip(layout, "nrf52840", ORIGIN_OPTION);
	build_drop(layout);
}

static void devicetree_beats_config_and_name(void **state)
{
	struct layout *layout = build_layout();
	struct devicetree dt = {.soc = "nrf9160"};

	(void)state;
	layout->source = source_new(layout->arena, "pm_static_nrf9161.yml", STR("x"));
	build_devicetree(layout, "app", &dt);
	build_option(layout, "app", "CONFIG_SOC", "nrf9151");
	resolve_chip(layout);
	is_chip(layout, "nrf9160", ORIGIN_WRITTEN);
	assert_string_equal(layout->facts.soc_from, "the devicetree of app");
	build_drop(layout);
}

static void config_beats_name(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	layout->source = source_new(layout->arena, "pm_static_nrf9161.yml", STR("x"));
	build_option(layout, "mcuboot", "CONFIG_SOC", "nRF9151_LACA");
	resolve_chip(layout);
	is_chip(layout, "nrf9151", ORIGIN_WRITTEN);
	assert_string_equal(layout->facts.soc_from, "CONFIG_SOC of mcuboot");
	build_drop(layout);
}

/* An option of app's .config and the chip that it makes us take; NULL: none. */
static void option_tells(const char *name, const char *value, const char *chip, enum origin origin)
{
	struct layout *layout = build_layout();

	build_option(layout, "app", name, value);
	resolve_chip(layout);
	if (chip)
		is_chip(layout, chip, origin);
	else
		assert_null(layout->facts.soc);
	build_drop(layout);
}

static void other_options_tell_the_chip(void **state)
{
	(void)state;
	option_tells("CONFIG_SOC_NRF9160", "y", "nrf9160", ORIGIN_WRITTEN);
	option_tells("CONFIG_SOC_NRF9160_SICA", "y", "nrf9160", ORIGIN_WRITTEN);
	option_tells("CONFIG_SOC_NRF5340_CPUNET", "y", "nrf5340-net", ORIGIN_WRITTEN);
	option_tells("CONFIG_SOC_NRF9160", "n", NULL, ORIGIN_UNKNOWN);
	option_tells("CONFIG_SOC_NRF53_RTC_PRETICK", "y", NULL, ORIGIN_UNKNOWN);
	option_tells("CONFIG_BOARD_QUALIFIERS", "nrf5340/cpuapp/ns", "nrf5340", ORIGIN_WRITTEN);
	option_tells("CONFIG_BOARD", "nrf9160dk_nrf9160_ns", "nrf9160", ORIGIN_ASSUMED);
	option_tells("CONFIG_BOARD", "my_board", NULL, ORIGIN_UNKNOWN);
}

static void foreign_chip_of_an_image_tells_nothing(void **state)
{
	struct layout *layout = build_layout();
	struct devicetree dt = {.soc = "stm32l4"};

	(void)state;
	build_devicetree(layout, "app", &dt);
	build_option(layout, "app", "CONFIG_SOC", "stm32l475xx");
	resolve_chip(layout);
	assert_null(layout->facts.soc);
	build_drop(layout);
}

static void file_name_lets_us_guess(void **state)
{
	(void)state;
	name_tells("pm_static_nrf9160dk_nrf9160_ns.yml", "nrf9160");
	name_tells("some/where/pm_static_nRF52840.yml", "nrf52840");
	name_tells("pm_static_thingy53_nrf5340_cpuapp.yml", "nrf5340");
	name_tells("nrf9160/pm_static.yml", NULL);
	name_tells("pm_static_board.yml", NULL);
}

static void network_core_is_told_from_the_application_core(void **state)
{
	(void)state;
	name_tells("pm_static_CPUNET.yml", "nrf5340-net");
	name_tells("pm_static_nrf5340_cpunet.yml", "nrf5340-net");
	name_tells("pm_static_nrf5340-net.yml", "nrf5340-net");
	/* Only the nRF5340 has such a core; another chip's name is the stronger sign. */
	name_tells("pm_static_nrf52840_cpunet.yml", "nrf52840");
}

static void file_name_chooses_the_core(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	layout->source = source_new(layout->arena, "partitions_CPUNET.yml", STR("x"));
	build_soc(layout, "nrf5340");
	resolve_chip(layout);
	is_chip(layout, "nrf5340-net", ORIGIN_OPTION);
	build_drop(layout);

	layout = build_layout();
	layout->source = source_new(layout->arena, "partitions_CPUNET.yml", STR("x"));
	build_option(layout, "app", "CONFIG_SOC", "nrf5340");
	resolve_chip(layout);
	is_chip(layout, "nrf5340-net", ORIGIN_WRITTEN);
	build_drop(layout);

	layout = build_layout();
	layout->source = source_new(layout->arena, "partitions_CPUNET.yml", STR("x"));
	build_soc(layout, "nrf52840");
	resolve_chip(layout);
	is_chip(layout, "nrf52840", ORIGIN_OPTION);
	build_drop(layout);
}

static void place_of_the_otp_area_lets_us_guess(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_in(layout, "flash_primary", "otp_like", 0xff8100, 0x10);
	build_in(layout, "otp", "otp", 0xff8108, 0x2f4);
	resolve_chip(layout);
	is_chip(layout, "nrf9160", ORIGIN_ASSUMED);
	build_drop(layout);

	layout = build_layout();
	build_in(layout, "otp", "otp", 0xff8100, 0x2fc);
	resolve_chip(layout);
	is_chip(layout, "nrf5340", ORIGIN_ASSUMED);
	build_drop(layout);
}

static void otp_elsewhere_tells_nothing(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_in(layout, "otp", "otp", 0x1000, 0x10);
	build_unplaced(layout, "otp", "more");
	resolve_chip(layout);
	assert_null(layout->facts.soc);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_tells_the_chip),
		cmocka_unit_test(option_beats_everything),
		cmocka_unit_test(devicetree_beats_config_and_name),
		cmocka_unit_test(config_beats_name),
		cmocka_unit_test(other_options_tell_the_chip),
		cmocka_unit_test(foreign_chip_of_an_image_tells_nothing),
		cmocka_unit_test(file_name_lets_us_guess),
		cmocka_unit_test(network_core_is_told_from_the_application_core),
		cmocka_unit_test(file_name_chooses_the_core),
		cmocka_unit_test(place_of_the_otp_area_lets_us_guess),
		cmocka_unit_test(otp_elsewhere_tells_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
