/* SPDX-License-Identifier: MIT */
/* The numbers that MCUboot was built with: sectors, alignments, keys, images, and what its version
 * changes (MCUBOOT.md 1.4, 2.7, 3.1, 5).
 */
#include "resolve/resolve.h"

#include "base/arena.h"

/* -- BOOT_MAX_IMG_SECTORS -------------------------------------------------------------------- */

static bool has_option_of(const struct kconfig *config, const char *prefix)
{
	for (size_t i = 0; i < config->count; i++)
		if (str_starts(config->options[i].name, prefix))
			return true;
	return false;
}

/* Is this MCUboot Nordic's fork?  Then an option of the SDK stands in its .config, whatever its
 * value: Partition Manager's switch is there even when it is off.
 */
static bool is_nordics(const struct layout *layout, const struct kconfig *config)
{
	return layout->facts.ncs_version.known ||
	       kconfig_find(config, "CONFIG_PARTITION_MANAGER_ENABLED") ||
	       has_option_of(config, "CONFIG_NCS_");
}

/* What one slot adds to the computed limit.  Upstream looks for a `soc-nv-flash` around the slot
 * and takes its erase-block-size; Nordic's fork takes that of any device that has one.
 */
static uint64_t counted_sectors(const struct devicetree_partition *slot, bool nordics)
{
	if (!slot || !slot->device || !slot->device->erase_block.value)
		return 0;
	if (!nordics && slot->device->kind != FLASH_INTERNAL)
		return 0;
	return slot->size.value / slot->device->erase_block.value;
}

/* Nordic's build goes no further than such a slot. */
static bool is_uneven(const struct devicetree_partition *slot, bool nordics)
{
	return nordics && slot && slot->device && slot->device->erase_block.value &&
	       slot->size.value % slot->device->erase_block.value != 0;
}

static struct fact default_sectors(void)
{
	return fact_make(128, ORIGIN_BUILT_IN, "the default of BOOT_MAX_IMG_SECTORS");
}

/* BOOT_MAX_IMG_SECTORS_AUTO as MCUboot's build computes it: the largest slot of the bootloader's
 * own devicetree, counted in erase blocks of its flash.  0 sectors: the default of 128 stays.
 * Nobody gave that devicetree: a layout that is one itself should have the same slots.
 */
static struct fact automatic_sectors(struct layout *layout, const struct kconfig *config)
{
	const struct devicetree *own = facts_devicetree(&layout->facts, "mcuboot");
	const struct devicetree *dt = own ? own : layout->devicetree;
	const bool nordics = is_nordics(layout, config);
	const uint64_t slots = 2 * layout->bootloader.image_count.value;
	struct fact largest = default_sectors();
	uint64_t most = 0;

	if (!dt) /* what the build counted is not known; 128 is only what it uses for nothing */
		return (struct fact){0};

	for (unsigned i = 0; i < slots && i < 2 * BOOTLOADER_IMAGES; i++) {
		const char *name = arena_printf(layout->arena, "slot%u_partition", i);
		const struct devicetree_partition *slot = devicetree_labelled(dt, name);
		uint64_t sectors = counted_sectors(slot, nordics);

		if (own && !layout->bootloader.uneven_slot && is_uneven(slot, nordics))
			layout->bootloader.uneven_slot = slot;
		if (sectors <= most)
			continue;
		most = sectors;
		largest = fact_derive(sectors, slot->size, slot->device->erase_block);
		largest.from = "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO";
	}
	if (!own) {
		largest.origin = ORIGIN_ASSUMED;
		largest.from = "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO, if MCUboot's devicetree has the "
			       "same slots; give --dtb mcuboot=FILE";
	}
	return largest;
}

static void find_sector_limit(struct layout *layout, const struct kconfig *config)
{
	struct bootloader *bootloader = &layout->bootloader;

	bootloader->max_img_sectors = layout->facts.max_img_sectors;
	if (fact_known(bootloader->max_img_sectors) || !config)
		return;
	if (kconfig_is_y(config, "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO")) {
		bootloader->max_img_sectors_auto = true;
		bootloader->max_img_sectors = automatic_sectors(layout, config);
		return;
	}
	bootloader->max_img_sectors = kconfig_number(config, "CONFIG_BOOT_MAX_IMG_SECTORS");
	if (!fact_known(bootloader->max_img_sectors))
		bootloader->max_img_sectors = default_sectors();
}

/* -- What the trailer is made of ------------------------------------------------------------- */

static void find_alignment(struct layout *layout, const struct kconfig *config)
{
	struct bootloader *bootloader = &layout->bootloader;
	const struct region *flash = layout_region(layout, "flash_primary");
	struct fact align = kconfig_number(config, "CONFIG_MCUBOOT_BOOT_MAX_ALIGN");

	bootloader->write_align = layout->facts.write_align;
	if (!fact_known(bootloader->write_align) && flash)
		bootloader->write_align = flash->write_size;
	if (!fact_known(bootloader->write_align))
		bootloader->write_align = fact_make(4, ORIGIN_ASSUMED, "the usual write block");
	if (!fact_known(align) || align.value <= 8)
		align = bootloader->write_align;
	if (align.value <= 8)
		align = fact_make(8, ORIGIN_BUILT_IN, "BOOT_MAX_ALIGN");
	if (fact_known(layout->facts.boot_max_align))
		align = layout->facts.boot_max_align;
	bootloader->boot_max_align = align;
}

/* How long the TLV is that carries an image's key: what CONFIG_BOOT_SWAP_SAVE_ENCTLV keeps. */
static uint64_t key_tlv_size(const struct kconfig *config, uint64_t key)
{
	const uint64_t tag = kconfig_is_y(config, "CONFIG_BOOT_HMAC_SHA512") ? 64 : 32;

	if (kconfig_is_y(config, "CONFIG_BOOT_ENCRYPT_RSA"))
		return 256;
	if (kconfig_is_y(config, "CONFIG_BOOT_ENCRYPT_EC256"))
		return 65 + 32 + key;
	if (kconfig_is_y(config, "CONFIG_BOOT_ENCRYPT_X25519"))
		return 32 + tag + key;
	return key + 8;
}

/* Older versions have no CONFIG_BOOT_ENCRYPT_IMAGE, only the ways to exchange the key. */
static const char *encryption_option(const struct kconfig *config)
{
	static const char *const names[] = {"CONFIG_BOOT_ENCRYPT_IMAGE", "CONFIG_BOOT_ENCRYPT_RSA",
					    "CONFIG_BOOT_ENCRYPT_EC256",
					    "CONFIG_BOOT_ENCRYPT_X25519"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (kconfig_is_y(config, names[i]))
			return names[i];
	return NULL;
}

static void find_encryption(struct bootloader *bootloader, const struct kconfig *config)
{
	const char *option = encryption_option(config);
	uint64_t size = kconfig_is_y(config, "CONFIG_BOOT_ENCRYPT_ALG_AES_256") ? 32 : 16;

	if (!option)
		return;
	if (kconfig_is_y(config, "CONFIG_BOOT_SWAP_SAVE_ENCTLV"))
		size = key_tlv_size(config, size);
	bootloader->key_size = fact_make(size, ORIGIN_DERIVED, option);
	bootloader->key_size.at = kconfig_find(config, option)->at;
}

/* -- Images and versions --------------------------------------------------------------------- */

/* MCUboot's own number counts its own image as well; the others speak of the application's. */
static void find_image_count(struct layout *layout, const struct kconfig *config)
{
	struct bootloader *bootloader = &layout->bootloader;
	struct fact own = kconfig_number(config, "CONFIG_MCUBOOT_MCUBOOT_IMAGE_NUMBER");
	struct fact count = kconfig_number(config, "CONFIG_UPDATEABLE_IMAGE_NUMBER");

	bootloader->has_own_image = fact_known(own) && !own.negative;
	bootloader->own_image = own.value;
	if (!fact_known(count) && config)
		count = fact_make(1, ORIGIN_BUILT_IN, "the default of UPDATEABLE_IMAGE_NUMBER");
	if (!fact_known(count))
		count = kconfig_number(facts_kconfig(&layout->facts, "app"),
				       "CONFIG_UPDATEABLE_IMAGE_NUMBER");
	if (!fact_known(count))
		count = kconfig_number(facts_kconfig(&layout->facts, "sysbuild"),
				       "SB_CONFIG_MCUBOOT_UPDATEABLE_IMAGES");
	bootloader->image_count = count;
}

static void find_variant(struct layout *layout, const struct kconfig *config)
{
	const struct kconfig *sysbuild = facts_kconfig(&layout->facts, "sysbuild");

	layout->bootloader.logical_sector =
		kconfig_number(config, "CONFIG_MCUBOOT_LOGICAL_SECTOR_SIZE");
	if (!layout->bootloader.logical_sector.value) /* 0: the pages count */
		layout->bootloader.logical_sector = (struct fact){0};
	layout->bootloader.compressed =
		kconfig_is_y(config, "CONFIG_BOOT_DECOMPRESSION") ||
		kconfig_is_y(sysbuild, "SB_CONFIG_MCUBOOT_COMPRESSED_IMAGE_SUPPORT");
	layout->bootloader.variant = boot_variant_of(layout->facts.ncs_version);
	layout->bootloader.variant.compressed = layout->bootloader.compressed;
}

void resolve_bootloader_build(struct layout *layout)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");

	find_image_count(layout, config);
	find_sector_limit(layout, config);
	find_alignment(layout, config);
	find_encryption(&layout->bootloader, config);
	find_variant(layout, config);
}
