/* SPDX-License-Identifier: MIT */
/* What else MCUboot was built with: images, keys that the trailer keeps, and the SDK's version. */
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
	layout->bootloader = (struct bootloader){0};
	resolve_bootloader_build(layout);
	return &layout->bootloader;
}

static void ncs(struct layout *layout, unsigned major, unsigned minor, unsigned patch)
{
	layout->facts.ncs_version = (struct version){major, minor, patch, true};
}

static void images_are_counted_by_mcuboot_first(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_false(fact_known(resolve(layout)->image_count));
	build_option(layout, "sysbuild", "SB_CONFIG_MCUBOOT_UPDATEABLE_IMAGES", "4");
	assert_int_equal(resolve(layout)->image_count.value, 4);
	build_option(layout, "app", "CONFIG_UPDATEABLE_IMAGE_NUMBER", "3");
	assert_int_equal(resolve(layout)->image_count.value, 3);
	build_option(layout, "mcuboot", "CONFIG_SERIAL", "y");
	assert_int_equal(resolve(layout)->image_count.value, 1);
	build_option(layout, "mcuboot", "CONFIG_UPDATEABLE_IMAGE_NUMBER", "2");
	assert_int_equal(resolve(layout)->image_count.value, 2);
	build_drop(layout);
}

static void own_image_of_mcuboot_is_told(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_option(layout, "mcuboot", "CONFIG_MCUBOOT_MCUBOOT_IMAGE_NUMBER", "-1");
	assert_false(resolve(layout)->has_own_image);
	build_drop(layout);

	layout = build_layout();
	build_option(layout, "mcuboot", "CONFIG_MCUBOOT_MCUBOOT_IMAGE_NUMBER", "1");
	assert_true(resolve(layout)->has_own_image);
	assert_int_equal(layout->bootloader.own_image, 1);
	build_drop(layout);
}

/* MCUBOOT.md 3.1: 16 or 32 bytes a key; with the whole TLV kept, its length. */
static void keys_of_encrypted_images_are_kept(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_false(fact_known(resolve(layout)->key_size));
	build_option(layout, "mcuboot", "CONFIG_BOOT_ENCRYPT_EC256", "y");
	assert_int_equal(resolve(layout)->key_size.value, 16);
	build_option(layout, "mcuboot", "CONFIG_BOOT_ENCRYPT_ALG_AES_256", "y");
	assert_int_equal(resolve(layout)->key_size.value, 32);
	build_option(layout, "mcuboot", "CONFIG_BOOT_SWAP_SAVE_ENCTLV", "y");
	assert_int_equal(resolve(layout)->key_size.value, 65 + 32 + 32);
	build_option(layout, "mcuboot", "CONFIG_BOOT_ENCRYPT_RSA", "y");
	assert_int_equal(resolve(layout)->key_size.value, 256);
	build_drop(layout);
}

/* MCUBOOT.md 2.7, 2.8. */
static void version_of_the_sdk_changes_the_rules(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	assert_false(resolve(layout)->variant.extra_move_clause);
	ncs(layout, 2, 1, 4);
	assert_false(resolve(layout)->variant.extra_move_clause);
	assert_int_equal(layout->bootloader.variant.size_limit, MCUBOOT_LIMIT_NONE);
	ncs(layout, 2, 7, 0);
	assert_true(resolve(layout)->variant.extra_move_clause);
	assert_int_equal(layout->bootloader.variant.size_limit, MCUBOOT_LIMIT_OWN_SLOT);
	ncs(layout, 3, 0, 2);
	assert_true(resolve(layout)->variant.extra_move_clause);
	ncs(layout, 3, 1, 0);
	assert_false(resolve(layout)->variant.extra_move_clause);
	assert_int_not_equal(layout->bootloader.variant.size_limit, MCUBOOT_LIMIT_OWN_SLOT);
	build_drop(layout);
}

/* MCUBOOT.md 1.4: upstream counts slots of internal flash only, Nordic's fork all. */
static void automatic_limit_depends_on_the_fork(void **state)
{
	struct flash_device chip = {.kind = FLASH_SPI_NOR,
				    .erase_block = fact_make(0x1000, ORIGIN_WRITTEN, NULL)};
	struct devicetree_partition slot = {LABELLED("slot1_partition"), .device = &chip};
	struct devicetree dt = {.partitions = &slot};
	struct layout *layout = build_layout();

	(void)state;
	slot.size = fact_make(0x100000, ORIGIN_WRITTEN, NULL);
	build_devicetree(layout, "mcuboot", &dt);
	build_option(layout, "mcuboot", "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO", "y");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 128);
	build_option(layout, "mcuboot", "CONFIG_NCS_BOOT_BANNER", "y");
	assert_int_equal(resolve(layout)->max_img_sectors.value, 256);
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_are_counted_by_mcuboot_first),
		cmocka_unit_test(own_image_of_mcuboot_is_told),
		cmocka_unit_test(keys_of_encrypted_images_are_kept),
		cmocka_unit_test(version_of_the_sdk_changes_the_rules),
		cmocka_unit_test(automatic_limit_depends_on_the_fork),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
