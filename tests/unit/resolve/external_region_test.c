/* SPDX-License-Identifier: MIT */
/* The external flash of a layout: its chip, its size, and the erase page that each image's driver
 * reports for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

static const struct region *external(struct layout *layout)
{
	layout->regions = NULL;
	resolve_regions(layout);
	return layout_region(layout, "external_flash");
}

static void is_fact(struct fact fact, uint64_t value, enum origin origin)
{
	assert_int_equal(fact.value, value);
	assert_int_equal(fact.origin, origin);
}

static struct layout *with_external(void)
{
	struct layout *layout = build_layout();

	build_in(layout, "external_flash", "mcuboot_secondary", 0, 0x1000);
	return layout;
}

/* A chip that is chosen for Partition Manager. */
struct board {
	struct flash_device chip;
	struct chosen chosen;
	struct devicetree dt;
};

static void make_board(struct board *board, enum flash_kind kind, uint64_t size)
{
	*board = (struct board){
		.chip = {.path = "/spi/chip", .kind = kind},
		.chosen = {.name = "nordic,pm-ext-flash", .path = "/spi/chip"},
	};
	board->chip.size = fact_make(size, ORIGIN_WRITTEN, "size");
	board->dt.devices = &board->chip;
	board->dt.chosen = &board->chosen;
}

static void nothing_is_known_of_a_chip_that_nobody_tells(void **state)
{
	struct layout *layout = with_external();
	const struct region *region = external(layout);

	(void)state;
	assert_null(region->device);
	assert_false(fact_known(region->size));
	assert_false(fact_known(region->page_size));
	assert_false(fact_known(region->app_page_size));
	is_fact(region->base, 0, ORIGIN_BUILT_IN);
	is_fact(region->write_size, 1, ORIGIN_BUILT_IN);
	assert_string_equal(region->device_name, "DT_CHOSEN(nordic_pm_ext_flash)");
	assert_string_equal(region->default_driver, "CONFIG_NORDIC_QSPI_NOR");
	build_drop(layout);
}

static void chosen_chip_gives_the_size(void **state)
{
	struct layout *layout = with_external();
	struct board app, mcuboot;

	(void)state;
	make_board(&app, FLASH_SPI_NOR, 0x800000);
	make_board(&mcuboot, FLASH_SPI_NOR, 0x400000);
	build_devicetree(layout, "mcuboot", &mcuboot.dt);
	assert_ptr_equal(external(layout)->device, &mcuboot.chip);
	build_devicetree(layout, "app", &app.dt);
	assert_ptr_equal(external(layout)->device, &app.chip);
	is_fact(external(layout)->size, 0x800000, ORIGIN_WRITTEN);
	build_drop(layout);
}

/* MCUBOOT.md 1.2: SPI NOR has its own option, 65536 by default. */
static void spi_page_comes_from_each_image(void **state)
{
	struct layout *layout = with_external();

	(void)state;
	build_option(layout, "mcuboot", "CONFIG_SPI_NOR", "y");
	is_fact(external(layout)->page_size, 65536, ORIGIN_BUILT_IN);
	assert_false(fact_known(external(layout)->app_page_size));
	build_option(layout, "mcuboot", "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE", "4096");
	build_option(layout, "app", "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE", "32768");
	is_fact(external(layout)->page_size, 4096, ORIGIN_WRITTEN);
	is_fact(external(layout)->app_page_size, 32768, ORIGIN_WRITTEN);
	build_drop(layout);
}

static void page_of_zero_is_no_page(void **state)
{
	struct layout *layout = with_external();

	(void)state;
	build_option(layout, "mcuboot", "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE", "0");
	assert_false(fact_known(external(layout)->page_size));
	build_drop(layout);
}

static void qspi_page_has_its_own_option(void **state)
{
	struct layout *layout = with_external();
	struct board board;

	(void)state;
	build_option(layout, "mcuboot", "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE", "65536");
	build_option(layout, "mcuboot", "CONFIG_NORDIC_QSPI_NOR_FLASH_LAYOUT_PAGE_SIZE", "4096");
	is_fact(external(layout)->page_size, 65536, ORIGIN_WRITTEN);
	/* The chip's node decides which driver counts ... */
	make_board(&board, FLASH_QSPI_NOR, 0x800000);
	build_devicetree(layout, "mcuboot", &board.dt);
	is_fact(external(layout)->page_size, 4096, ORIGIN_WRITTEN);
	is_fact(external(layout)->write_size, 4, ORIGIN_BUILT_IN);
	make_board(&board, FLASH_SPI_NOR, 0x800000);
	is_fact(external(layout)->page_size, 65536, ORIGIN_WRITTEN);
	/* ... and without a node, the driver that is on. */
	build_image(layout, "mcuboot")->devicetree = NULL;
	build_option(layout, "mcuboot", "CONFIG_NORDIC_QSPI_NOR", "y");
	is_fact(external(layout)->page_size, 4096, ORIGIN_WRITTEN);
	build_drop(layout);
}

static void base_and_driver_follow_the_config(void **state)
{
	struct layout *layout = with_external();

	(void)state;
	build_option(layout, "app", "CONFIG_PM_EXTERNAL_FLASH_BASE", "0x10000");
	build_option(layout, "app", "CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK", "y");
	is_fact(external(layout)->base, 0x10000, ORIGIN_WRITTEN);
	assert_string_equal(external(layout)->default_driver,
			    "CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK");
	build_drop(layout);
}

static void device_of_a_devicetree_layout_is_its_region(void **state)
{
	struct layout *layout = build_layout();
	struct board board;
	struct devicetree_partition node = {.path = "/spi/chip/partitions/partition@0"};
	struct partition *partition;
	const struct region *region;

	(void)state;
	make_board(&board, FLASH_SPI_NOR, 0x200000);
	node.device = &board.chip;
	layout->kind = LAYOUT_DEVICETREE;
	layout->document = NULL;
	partition = build_in(layout, "second_chip", "slot1_partition", 0, 0x1000);
	partition->devicetree = &node;
	resolve_regions(layout);
	region = partition->region;
	assert_int_equal(region->kind, REGION_EXTERNAL_FLASH);
	assert_true(region->declared);
	assert_ptr_equal(region->device, &board.chip);
	is_fact(region->size, 0x200000, ORIGIN_WRITTEN);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_known_of_a_chip_that_nobody_tells),
		cmocka_unit_test(chosen_chip_gives_the_size),
		cmocka_unit_test(spi_page_comes_from_each_image),
		cmocka_unit_test(page_of_zero_is_no_page),
		cmocka_unit_test(qspi_page_has_its_own_option),
		cmocka_unit_test(base_and_driver_follow_the_config),
		cmocka_unit_test(device_of_a_devicetree_layout_is_its_region),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
