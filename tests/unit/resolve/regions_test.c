/* SPDX-License-Identifier: MIT */
/* The regions of a layout: which there are, how large, and who says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

/* The only region of the layout, after resolving. */
static struct region *only_region(struct layout *layout)
{
	resolve_regions(layout);
	assert_non_null(layout->regions);
	assert_null(layout->regions->next);
	return layout->regions;
}

static void is_fact(struct fact fact, uint64_t value, enum origin origin)
{
	assert_int_equal(fact.value, value);
	assert_int_equal(fact.origin, origin);
}

static void known_names_have_their_kind_and_placement(void **state)
{
	static const struct {
		const char *name;
		enum region_kind kind;
		enum placement_strategy placement;
	} known[] = {
		{"flash_primary", REGION_FLASH, PLACE_COMPLEX},
		{"external_flash", REGION_EXTERNAL_FLASH, PLACE_START_TO_END},
		{"sram_primary", REGION_RAM, PLACE_COMPLEX},
		{"otp", REGION_OTP, PLACE_START_TO_END},
		{"ram_flash", REGION_OTHER, PLACE_START_TO_END},
		{"bootconf", REGION_OTHER, PLACE_START_TO_END},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct layout *layout = build_layout();
		const struct partition *p = build_in(layout, known[i].name, "a", 0, 1);
		const struct region *region = only_region(layout);

		assert_string_equal(region->name, known[i].name);
		assert_int_equal(region->kind, known[i].kind);
		assert_int_equal(region->placement, known[i].placement);
		assert_true(region->declared);
		assert_int_equal(region->members, 1);
		assert_ptr_equal(p->region, region);
		build_drop(layout);
	}
}

static void unknown_name_makes_a_region_that_is_not_declared(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *a = build_in(layout, "elsewhere", "a", 0, 1);
	const struct partition *b = build_in(layout, "flash_primary", "b", 0, 1);
	const struct partition *c = build_in(layout, "elsewhere", "c", 0, 1);

	(void)state;
	resolve_regions(layout);
	assert_ptr_equal(a->region, layout_region(layout, "elsewhere"));
	assert_ptr_equal(c->region, a->region);
	assert_ptr_equal(b->region, layout_region(layout, "flash_primary"));
	assert_false(a->region->declared);
	assert_int_equal(a->region->members, 2);
	assert_false(fact_known(a->region->size));
	build_drop(layout);
}

/* PARTITION-MANAGER.md 4: membership is a substring test, and who finds no region disappears. */
static void declared_regions_are_the_only_ones(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *exact = build_in(layout, "flash_primary", "exact", 0, 1);
	const struct partition *longer = build_in(layout, "my_flash_bank", "longer", 0, 1);
	const struct partition *lost = build_in(layout, "sram_primary", "lost", 0, 1);

	(void)state;
	build_declare(layout, "flash", 0, 0x1000, "start_to_end");
	build_declare(layout, "flash_primary", 0, 0x2000, "complex");
	resolve_regions(layout);
	assert_string_equal(exact->region->name, "flash_primary");
	assert_string_equal(longer->region->name, "flash");
	assert_null(lost->region);
	assert_null(layout_region(layout, "sram_primary"));
	build_drop(layout);
}

static void declaration_says_everything_of_its_region(void **state)
{
	struct layout *layout = build_layout();
	struct region_declaration *flash =
		build_declare(layout, "flash_primary", 0x1000, 0x8000, "end_to_start");
	const struct region *region;

	(void)state;
	flash->device = "my_controller";
	flash->default_driver = "CONFIG_MINE";
	flash->dynamic_partition = "hci_ipc";
	build_soc(layout, "nrf9160");
	build_in(layout, "flash_primary", "a", 0x1000, 1);
	region = only_region(layout);
	is_fact(region->base, 0x1000, ORIGIN_WRITTEN);
	is_fact(region->size, 0x8000, ORIGIN_WRITTEN);
	assert_int_equal(region->placement, PLACE_END_TO_START);
	assert_string_equal(region->device_name, "my_controller");
	assert_string_equal(region->default_driver, "CONFIG_MINE");
	assert_string_equal(region->dynamic_name, "hci_ipc");
	is_fact(region->page_size, 4096, ORIGIN_BUILT_IN);
	build_drop(layout);
}

static void flash_size_comes_from_config_then_devicetree_then_chip(void **state)
{
	struct flash_device device = {.path = "/flash", .kind = FLASH_INTERNAL};
	struct devicetree dt = {.devices = &device};
	struct layout *layout = build_layout();
	struct region *region;

	(void)state;
	device.size = fact_make(0x80000, ORIGIN_WRITTEN, "reg");
	device.base = fact_make(0, ORIGIN_WRITTEN, "reg");
	device.erase_block = fact_make(2048, ORIGIN_WRITTEN, "erase-block-size");
	device.write_block = fact_make(8, ORIGIN_WRITTEN, "write-block-size");
	build_soc(layout, "nrf52840");
	build_flash(layout, "a", 0, 1);
	region = only_region(layout);
	is_fact(region->size, 0x100000, ORIGIN_BUILT_IN);
	assert_string_equal(region->size.from, "the built-in facts of nrf52840");

	layout->regions = NULL;
	build_devicetree(layout, "app", &dt);
	region = only_region(layout);
	is_fact(region->size, 0x80000, ORIGIN_WRITTEN);
	is_fact(region->page_size, 2048, ORIGIN_WRITTEN);
	is_fact(region->app_page_size, 2048, ORIGIN_WRITTEN);
	is_fact(region->write_size, 8, ORIGIN_WRITTEN);
	assert_ptr_equal(region->device, &device);

	layout->regions = NULL;
	build_option(layout, "app", "CONFIG_FLASH_SIZE", "256");
	region = only_region(layout);
	is_fact(region->size, 256 * 1024, ORIGIN_WRITTEN);
	build_drop(layout);
}

static void guessed_chip_makes_assumptions(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_soc(layout, "nrf9160");
	layout->facts.soc_origin = ORIGIN_ASSUMED;
	layout->facts.soc_from = "the file's name";
	build_flash(layout, "a", 0, 1);
	region = only_region(layout);
	is_fact(region->size, 0x100000, ORIGIN_ASSUMED);
	assert_string_equal(region->size.from,
			    "the built-in facts of nrf9160, guessed from the file's name");
	build_drop(layout);
}

static void unknown_chip_has_no_size_but_the_usual_page(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_flash(layout, "a", 0, 1);
	region = only_region(layout);
	assert_false(fact_known(region->size));
	is_fact(region->base, 0, ORIGIN_ASSUMED);
	is_fact(region->page_size, 4096, ORIGIN_ASSUMED);
	is_fact(region->write_size, 4, ORIGIN_ASSUMED);
	build_drop(layout);
}

static void impossible_flash_size_is_not_known(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_option(layout, "app", "CONFIG_FLASH_SIZE", "0xffffffffffffffff");
	build_flash(layout, "a", 0, 1);
	assert_false(fact_known(only_region(layout)->size));
	build_drop(layout);
}

static void flash_driver_follows_the_chip(void **state)
{
	struct layout *layout = build_layout();
	const struct region *region;

	(void)state;
	build_soc(layout, "nrf54l15");
	build_flash(layout, "a", 0, 1);
	region = only_region(layout);
	assert_string_equal(region->device_name, "rram_controller");
	assert_string_equal(region->default_driver, "CONFIG_SOC_FLASH_NRF_RRAM");

	layout->regions = NULL;
	build_soc(layout, "nrf9160");
	region = only_region(layout);
	assert_string_equal(region->device_name, "flash_controller");
	assert_string_equal(region->default_driver, "CONFIG_SOC_FLASH_NRF");
	build_drop(layout);
}

static void ram_and_otp_follow_the_chip(void **state)
{
	struct layout *layout = build_layout();
	const struct region *ram, *otp;

	(void)state;
	build_soc(layout, "nrf9160");
	build_in(layout, "sram_primary", "ram", 0x20000000, 1);
	build_in(layout, "otp", "keys", 0xff8108, 1);
	resolve_regions(layout);
	ram = layout_region(layout, "sram_primary");
	otp = layout_region(layout, "otp");
	is_fact(ram->base, 0x20000000, ORIGIN_BUILT_IN);
	is_fact(ram->size, 0x40000, ORIGIN_BUILT_IN);
	is_fact(otp->base, 0xff8108, ORIGIN_BUILT_IN);
	is_fact(otp->size, 756, ORIGIN_BUILT_IN);

	layout->regions = NULL;
	build_option(layout, "app", "CONFIG_PM_SRAM_SIZE", "0x1000");
	build_option(layout, "app", "CONFIG_PM_SRAM_BASE", "0x20008000");
	resolve_regions(layout);
	ram = layout_region(layout, "sram_primary");
	is_fact(ram->base, 0x20008000, ORIGIN_WRITTEN);
	is_fact(ram->size, 0x1000, ORIGIN_WRITTEN);
	build_drop(layout);
}

static void page_size_option_beats_the_files(void **state)
{
	struct page_size_option external = {.size = fact_make(65536, ORIGIN_OPTION, "--page-size")};
	struct page_size_option flash = {.region = "flash_primary",
					 .size = fact_make(512, ORIGIN_OPTION, "--page-size"),
					 .next = &external};
	struct layout *layout = build_layout();

	(void)state;
	layout->facts.page_sizes = &flash;
	build_soc(layout, "nrf9160");
	build_flash(layout, "a", 0, 1);
	build_in(layout, "external_flash", "b", 0, 1);
	resolve_regions(layout);
	is_fact(layout_region(layout, "flash_primary")->page_size, 512, ORIGIN_OPTION);
	is_fact(layout_region(layout, "flash_primary")->app_page_size, 512, ORIGIN_OPTION);
	is_fact(layout_region(layout, "external_flash")->page_size, 65536, ORIGIN_OPTION);
	is_fact(layout_region(layout, "external_flash")->app_page_size, 65536, ORIGIN_OPTION);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_names_have_their_kind_and_placement),
		cmocka_unit_test(unknown_name_makes_a_region_that_is_not_declared),
		cmocka_unit_test(declared_regions_are_the_only_ones),
		cmocka_unit_test(declaration_says_everything_of_its_region),
		cmocka_unit_test(flash_size_comes_from_config_then_devicetree_then_chip),
		cmocka_unit_test(guessed_chip_makes_assumptions),
		cmocka_unit_test(unknown_chip_has_no_size_but_the_usual_page),
		cmocka_unit_test(impossible_flash_size_is_not_known),
		cmocka_unit_test(flash_driver_follows_the_chip),
		cmocka_unit_test(ram_and_otp_follow_the_chip),
		cmocka_unit_test(page_size_option_beats_the_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
