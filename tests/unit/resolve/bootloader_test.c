/* SPDX-License-Identifier: MIT */
/* How MCUboot was built, and which slots it exchanges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

static const struct bootloader *resolve(struct layout *layout)
{
	resolve_regions(layout);
	layout_index(layout);
	layout->bootloader = (struct bootloader){0};
	resolve_bootloader(layout);
	return &layout->bootloader;
}

/* The mode that one option of one image tells. */
static void tells_mode(const char *image, const char *option, enum boot_mode mode)
{
	struct layout *layout = build_layout();
	const struct bootloader *bootloader;

	build_option(layout, image, option, "y");
	bootloader = resolve(layout);
	assert_int_equal(bootloader->mode, mode);
	if (mode != BOOT_MODE_UNKNOWN) {
		assert_string_equal(bootloader->mode_fact.from, option);
		assert_int_equal(bootloader->mode_fact.origin, ORIGIN_WRITTEN);
	}
	build_drop(layout);
}

static void config_of_mcuboot_tells_the_mode(void **state)
{
	(void)state;
	tells_mode("mcuboot", "CONFIG_BOOT_SWAP_USING_MOVE", BOOT_MODE_SWAP_MOVE);
	tells_mode("mcuboot", "CONFIG_BOOT_SWAP_USING_OFFSET", BOOT_MODE_SWAP_OFFSET);
	tells_mode("mcuboot", "CONFIG_BOOT_SWAP_USING_SCRATCH", BOOT_MODE_SWAP_SCRATCH);
	tells_mode("mcuboot", "CONFIG_BOOT_UPGRADE_ONLY", BOOT_MODE_OVERWRITE);
	tells_mode("mcuboot", "CONFIG_BOOT_DIRECT_XIP", BOOT_MODE_DIRECT_XIP);
	tells_mode("mcuboot", "CONFIG_BOOT_RAM_LOAD", BOOT_MODE_RAM_LOAD);
	tells_mode("mcuboot", "CONFIG_BOOT_FIRMWARE_LOADER", BOOT_MODE_FIRMWARE_LOADER);
	tells_mode("mcuboot", "CONFIG_SINGLE_APPLICATION_SLOT", BOOT_MODE_SINGLE);
	tells_mode("mcuboot", "CONFIG_SINGLE_APPLICATION_SLOT_RAM_LOAD", BOOT_MODE_SINGLE);
	tells_mode("mcuboot", "CONFIG_SOMETHING_ELSE", BOOT_MODE_UNKNOWN);
	tells_mode("app", "CONFIG_BOOT_UPGRADE_ONLY", BOOT_MODE_UNKNOWN);
}

static void application_and_sysbuild_tell_the_chosen_mode(void **state)
{
	(void)state;
	tells_mode("app", "CONFIG_MCUBOOT_BOOTLOADER_MODE_SWAP_WITHOUT_SCRATCH",
		   BOOT_MODE_SWAP_MOVE);
	tells_mode("app", "CONFIG_MCUBOOT_BOOTLOADER_MODE_OVERWRITE_ONLY", BOOT_MODE_OVERWRITE);
	tells_mode("app", "CONFIG_MCUBOOT_BOOTLOADER_MODE_SINGLE_APP", BOOT_MODE_SINGLE);
	tells_mode("sysbuild", "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_OFFSET", BOOT_MODE_SWAP_OFFSET);
	tells_mode("sysbuild", "SB_CONFIG_MCUBOOT_MODE_DIRECT_XIP_WITH_REVERT",
		   BOOT_MODE_DIRECT_XIP);
	tells_mode("mcuboot", "SB_CONFIG_MCUBOOT_MODE_RAM_LOAD", BOOT_MODE_UNKNOWN);
}

static void mcuboot_beats_application_beats_sysbuild(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_option(layout, "sysbuild", "SB_CONFIG_MCUBOOT_MODE_RAM_LOAD", "y");
	assert_int_equal(resolve(layout)->mode, BOOT_MODE_RAM_LOAD);
	build_option(layout, "app", "CONFIG_MCUBOOT_BOOTLOADER_MODE_SWAP_SCRATCH", "y");
	assert_int_equal(resolve(layout)->mode, BOOT_MODE_SWAP_SCRATCH);
	build_option(layout, "mcuboot", "CONFIG_BOOT_UPGRADE_ONLY", "y");
	assert_int_equal(resolve(layout)->mode, BOOT_MODE_OVERWRITE);
	layout->facts.mode = BOOT_MODE_SWAP_MOVE;
	assert_int_equal(resolve(layout)->mode, BOOT_MODE_SWAP_MOVE);
	assert_int_equal(layout->bootloader.mode_fact.origin, ORIGIN_OPTION);
	build_drop(layout);
}

static void option_that_is_off_tells_nothing(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_option(layout, "mcuboot", "CONFIG_BOOT_UPGRADE_ONLY", "n");
	assert_int_equal(resolve(layout)->mode, BOOT_MODE_UNKNOWN);
	build_drop(layout);
}

static void sector_limit_is_unknown_without_a_config(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_false(fact_known(resolve(layout)->max_img_sectors));
	build_option(layout, "mcuboot", "CONFIG_SERIAL", "y");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 128);
	assert_int_equal(layout->bootloader.max_img_sectors.origin, ORIGIN_BUILT_IN);
	build_option(layout, "mcuboot", "CONFIG_BOOT_MAX_IMG_SECTORS", "256");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 256);
	layout->facts.max_img_sectors = fact_make(512, ORIGIN_OPTION, "--max-img-sectors");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 512);
	build_drop(layout);
}

/* MCUBOOT.md 1.4: the largest slot of the bootloader's devicetree in erase blocks; a device
 * without erase-block-size counts nothing.
 */
static void automatic_limit_counts_the_bootloaders_slots(void **state)
{
	struct flash_device flash = {.erase_block = fact_make(0x1000, ORIGIN_WRITTEN, NULL)};
	struct flash_device chip = {.erase_block = {0}};
	struct devicetree_partition slot1 = {.name = "slot1_partition", .device = &chip};
	struct devicetree_partition slot0 = {
		.name = "slot0_partition", .device = &flash, .next = &slot1};
	struct devicetree dt = {.partitions = &slot0};
	struct layout *layout = build_layout();
	const struct bootloader *bootloader;

	(void)state;
	slot0.size = fact_make(0xe0000, ORIGIN_WRITTEN, NULL);
	slot1.size = fact_make(0x800000, ORIGIN_WRITTEN, NULL);
	build_option(layout, "mcuboot", "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO", "y");
	build_option(layout, "mcuboot", "CONFIG_BOOT_MAX_IMG_SECTORS", "999");
	bootloader = resolve(layout);
	assert_true(bootloader->max_img_sectors_auto);
	assert_int_equal(bootloader->max_img_sectors.value, 128);
	build_devicetree(layout, "mcuboot", &dt);
	assert_int_equal(resolve(layout)->max_img_sectors.value, 224);
	chip.erase_block = fact_make(0x1000, ORIGIN_WRITTEN, NULL);
	assert_int_equal(resolve(layout)->max_img_sectors.value, 2048);
	build_drop(layout);
}

static void alignment_is_the_write_block_but_at_least_8(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_int_equal(resolve(layout)->write_align.value, 4);
	assert_int_equal(layout->bootloader.write_align.origin, ORIGIN_ASSUMED);
	assert_int_equal(layout->bootloader.boot_max_align.value, 8);
	build_soc(layout, "nrf54l15");
	build_flash(layout, "a", 0, 1);
	assert_int_equal(resolve(layout)->write_align.value, 16);
	assert_int_equal(layout->bootloader.boot_max_align.value, 16);
	layout->facts.write_align = fact_make(2, ORIGIN_OPTION, "--write-align");
	assert_int_equal(resolve(layout)->write_align.value, 2);
	assert_int_equal(layout->bootloader.boot_max_align.value, 8);
	build_option(layout, "mcuboot", "CONFIG_MCUBOOT_BOOT_MAX_ALIGN", "32");
	assert_int_equal(resolve(layout)->boot_max_align.value, 32);
	build_drop(layout);
}

static void slots_are_paired_by_image(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *primary = build_flash(layout, "mcuboot_primary", 0, 1);
	const struct partition *secondary = build_flash(layout, "mcuboot_secondary", 1, 1);
	const struct partition *lone = build_flash(layout, "mcuboot_secondary_2", 2, 1);
	const struct partition *scratch = build_flash(layout, "mcuboot_scratch", 3, 1);
	const struct slot_pair *pair;

	(void)state;
	build_flash(layout, "slot0_partition", 4, 1);
	pair = resolve(layout)->pairs;
	assert_int_equal(pair->image, 0);
	assert_ptr_equal(pair->primary, primary);
	assert_ptr_equal(pair->secondary, secondary);
	pair = pair->next;
	assert_int_equal(pair->image, 2);
	assert_null(pair->primary);
	assert_ptr_equal(pair->secondary, lone);
	assert_null(pair->next);
	assert_ptr_equal(layout->bootloader.scratch, scratch);
	assert_true(layout->bootloader.present);
	build_drop(layout);
}

static void devicetree_slots_have_their_labels(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *slot[4];

	(void)state;
	layout->kind = LAYOUT_DEVICETREE;
	layout->document = NULL;
	slot[0] = build_flash(layout, "slot0_partition", 0, 1);
	slot[1] = build_flash(layout, "slot1_partition", 1, 1);
	slot[2] = build_flash(layout, "slot2_partition", 2, 1);
	slot[3] = build_flash(layout, "scratch_partition", 3, 1);
	build_flash(layout, "mcuboot_primary", 4, 1);
	resolve(layout);
	assert_ptr_equal(layout->bootloader.pairs->primary, slot[0]);
	assert_ptr_equal(layout->bootloader.pairs->secondary, slot[1]);
	assert_ptr_equal(layout->bootloader.pairs->next->primary, slot[2]);
	assert_null(layout->bootloader.pairs->next->secondary);
	assert_ptr_equal(layout->bootloader.scratch, slot[3]);
	build_drop(layout);
}

static void mcuboot_is_there_when_something_speaks_of_it(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_flash(layout, "app", 0, 1);
	assert_false(resolve(layout)->present);
	build_flash(layout, "mcuboot", 1, 1);
	assert_true(resolve(layout)->present);
	build_drop(layout);

	layout = build_layout();
	build_option(layout, "mcuboot", "CONFIG_SERIAL", "y");
	assert_true(resolve(layout)->present);
	build_drop(layout);

	layout = build_layout();
	layout->facts.mode = BOOT_MODE_OVERWRITE;
	assert_true(resolve(layout)->present);
	build_drop(layout);
}

static void compressed_updates_are_told_by_two_options(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_false(resolve(layout)->compressed);
	build_option(layout, "mcuboot", "CONFIG_BOOT_DECOMPRESSION", "y");
	assert_true(resolve(layout)->compressed);
	build_drop(layout);

	layout = build_layout();
	build_option(layout, "sysbuild", "SB_CONFIG_MCUBOOT_COMPRESSED_IMAGE_SUPPORT", "y");
	assert_true(resolve(layout)->compressed);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(config_of_mcuboot_tells_the_mode),
		cmocka_unit_test(application_and_sysbuild_tell_the_chosen_mode),
		cmocka_unit_test(mcuboot_beats_application_beats_sysbuild),
		cmocka_unit_test(option_that_is_off_tells_nothing),
		cmocka_unit_test(sector_limit_is_unknown_without_a_config),
		cmocka_unit_test(automatic_limit_counts_the_bootloaders_slots),
		cmocka_unit_test(alignment_is_the_write_block_but_at_least_8),
		cmocka_unit_test(slots_are_paired_by_image),
		cmocka_unit_test(devicetree_slots_have_their_labels),
		cmocka_unit_test(mcuboot_is_there_when_something_speaks_of_it),
		cmocka_unit_test(compressed_updates_are_told_by_two_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
