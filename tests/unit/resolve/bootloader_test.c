/* SPDX-License-Identifier: MIT */
/* How MCUboot was built, and which slots it exchanges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

/* A node with one label, which names it as well. */
#define LABELLED(label)                                                                            \
	.name = (label), .labels = (const char *const[])                                           \
	{                                                                                          \
		(label), NULL                                                                      \
	}

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
	struct devicetree_partition slot1 = {LABELLED("slot1_partition"), .device = &chip};
	struct devicetree_partition slot0 = {LABELLED("slot0_partition"), .device = &flash,
					     .next = &slot1};
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
	/* Without its devicetree nobody knows what the build counted. */
	assert_false(fact_known(bootloader->max_img_sectors));
	build_devicetree(layout, "mcuboot", &dt);
	assert_int_equal(resolve(layout)->max_img_sectors.value, 224);
	chip.erase_block = fact_make(0x1000, ORIGIN_WRITTEN, NULL);
	assert_int_equal(resolve(layout)->max_img_sectors.value, 2048);
	build_drop(layout);
}

/* MCUBOOT.md 1.4: upstream counts soc-nv-flash alone, Nordic whatever has erase-block-size; both
 * the slots of as many images as there are.
 */
static void automatic_limit_differs_in_nordics_fork(void **state)
{
	const struct fact page = fact_make(0x1000, ORIGIN_WRITTEN, NULL);
	struct flash_device flash = {.erase_block = page};
	struct flash_device chip = {.kind = FLASH_SPI_NOR, .erase_block = page};
	struct devicetree_partition slot2 = {LABELLED("slot2_partition"), .device = &flash};
	struct devicetree_partition slot1 = {LABELLED("slot1_partition"), .device = &chip,
					     .next = &slot2};
	struct devicetree_partition slot0 = {LABELLED("slot0_partition"), .device = &flash,
					     .next = &slot1};
	struct devicetree dt = {.partitions = &slot0};
	struct layout *layout = build_layout();

	(void)state;
	slot0.size = fact_make(0xe0000, ORIGIN_WRITTEN, NULL);
	slot1.size = fact_make(0xe1000, ORIGIN_WRITTEN, NULL);
	slot2.size = fact_make(0xf0000, ORIGIN_WRITTEN, NULL);
	build_devicetree(layout, "mcuboot", &dt);
	build_option(layout, "mcuboot", "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO", "y");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 224);
	layout->facts.ncs_version = (struct version){3, 2, 0, true};
	assert_int_equal(resolve(layout)->max_img_sectors.value, 225);
	layout->facts.ncs_version.known = false;
	build_option(layout, "mcuboot", "CONFIG_PARTITION_MANAGER_ENABLED", "n");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 225);
	build_option(layout, "mcuboot", "CONFIG_UPDATEABLE_IMAGE_NUMBER", "2");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 240);
	build_drop(layout);
}

/* The bytes that are kept of a key, with these options of MCUboot's. */
static uint64_t key_size(const char *exchange, const char *more, const char *most)
{
	struct layout *layout = build_layout();
	uint64_t size;

	build_option(layout, "mcuboot", exchange, "y");
	if (more)
		build_option(layout, "mcuboot", more, "y");
	if (most)
		build_option(layout, "mcuboot", most, "y");
	size = resolve(layout)->key_size.value;
	build_drop(layout);
	return size;
}

/* MCUBOOT.md 3.1. */
static void encryption_keeps_a_key_or_its_tlv(void **state)
{
	const char *const tlv = "CONFIG_BOOT_SWAP_SAVE_ENCTLV";
	const char *const aes_256 = "CONFIG_BOOT_ENCRYPT_ALG_AES_256";

	(void)state;
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPTION_SUPPORT", tlv, aes_256), 0);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_IMAGE", NULL, NULL), 16);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_IMAGE", aes_256, NULL), 32);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_RSA", NULL, NULL), 16);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_RSA", tlv, NULL), 256);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_EC256", tlv, NULL), 113);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_EC256", tlv, aes_256), 129);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_X25519", tlv, NULL), 80);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_X25519", tlv, "CONFIG_BOOT_HMAC_SHA512"),
			 112);
	assert_int_equal(key_size("CONFIG_BOOT_ENCRYPT_IMAGE", tlv, NULL), 24);
}

static void images_are_counted_by_mcuboot_then_by_the_others(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_false(fact_known(resolve(layout)->image_count));
	build_option(layout, "sysbuild", "SB_CONFIG_MCUBOOT_UPDATEABLE_IMAGES", "3");
	assert_int_equal(resolve(layout)->image_count.value, 3);
	build_option(layout, "app", "CONFIG_UPDATEABLE_IMAGE_NUMBER", "2");
	assert_int_equal(resolve(layout)->image_count.value, 2);
	build_option(layout, "mcuboot", "CONFIG_MCUBOOT_MCUBOOT_IMAGE_NUMBER", "-1");
	assert_int_equal(resolve(layout)->image_count.value, 1);
	assert_int_equal(layout->bootloader.image_count.origin, ORIGIN_BUILT_IN);
	assert_false(layout->bootloader.has_own_image);
	build_option(layout, "mcuboot", "CONFIG_UPDATEABLE_IMAGE_NUMBER", "4");
	assert_int_equal(resolve(layout)->image_count.value, 4);
	build_drop(layout);

	layout = build_layout();
	build_option(layout, "mcuboot", "CONFIG_MCUBOOT_MCUBOOT_IMAGE_NUMBER", "1");
	assert_true(resolve(layout)->has_own_image);
	build_drop(layout);
}

/* MCUBOOT.md 2.7. */
static void variant_follows_the_version(void **state)
{
	static const struct {
		struct version ncs;
		bool extra_move_clause;
		enum mcuboot_size_limit size_limit;
	} rows[] = {
		{{0, 0, 0, false}, false, MCUBOOT_LIMIT_BOTH_SLOTS},
		{{2, 1, 4, true}, false, MCUBOOT_LIMIT_NONE},
		{{2, 2, 0, true}, false, MCUBOOT_LIMIT_OWN_SLOT},
		{{2, 6, 4, true}, false, MCUBOOT_LIMIT_OWN_SLOT},
		{{2, 7, 0, true}, true, MCUBOOT_LIMIT_OWN_SLOT},
		{{3, 0, 2, true}, true, MCUBOOT_LIMIT_OWN_SLOT},
		{{3, 1, 0, true}, false, MCUBOOT_LIMIT_BOTH_SLOTS},
		{{3, 4, 0, true}, false, MCUBOOT_LIMIT_BOTH_SLOTS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct layout *layout = build_layout();

		layout->facts.ncs_version = rows[i].ncs;
		assert_int_equal(resolve(layout)->variant.extra_move_clause,
				 rows[i].extra_move_clause);
		assert_int_equal(layout->bootloader.variant.size_limit, rows[i].size_limit);
		build_drop(layout);
	}
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
		cmocka_unit_test(automatic_limit_differs_in_nordics_fork),
		cmocka_unit_test(encryption_keeps_a_key_or_its_tlv),
		cmocka_unit_test(images_are_counted_by_mcuboot_then_by_the_others),
		cmocka_unit_test(variant_follows_the_version),
		cmocka_unit_test(alignment_is_the_write_block_but_at_least_8),
		cmocka_unit_test(slots_are_paired_by_image),
		cmocka_unit_test(devicetree_slots_have_their_labels),
		cmocka_unit_test(mcuboot_is_there_when_something_speaks_of_it),
		cmocka_unit_test(compressed_updates_are_told_by_two_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
