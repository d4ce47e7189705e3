/* SPDX-License-Identifier: MIT */
/* How MCUboot was built and which slots it exchanges.  Its own .config is the authority; the
 * application's and sysbuild's speak only where it is silent (MCUBOOT.md 5).
 */
#include "resolve/resolve.h"

#include "base/arena.h"

#include <string.h>

struct mode_option {
	const char *name;
	enum boot_mode mode;
};

static const struct mode_option mcuboot_modes[] = {
	{"CONFIG_BOOT_SWAP_USING_MOVE", BOOT_MODE_SWAP_MOVE},
	{"CONFIG_BOOT_SWAP_USING_OFFSET", BOOT_MODE_SWAP_OFFSET},
	{"CONFIG_BOOT_SWAP_USING_SCRATCH", BOOT_MODE_SWAP_SCRATCH},
	{"CONFIG_BOOT_UPGRADE_ONLY", BOOT_MODE_OVERWRITE},
	{"CONFIG_BOOT_DIRECT_XIP", BOOT_MODE_DIRECT_XIP},
	{"CONFIG_BOOT_RAM_LOAD", BOOT_MODE_RAM_LOAD},
	{"CONFIG_BOOT_FIRMWARE_LOADER", BOOT_MODE_FIRMWARE_LOADER},
	{"CONFIG_SINGLE_APPLICATION_SLOT", BOOT_MODE_SINGLE},
	{"CONFIG_SINGLE_APPLICATION_SLOT_RAM_LOAD", BOOT_MODE_SINGLE},
};

/* Behind CONFIG_MCUBOOT_BOOTLOADER_MODE_ of the application and SB_CONFIG_MCUBOOT_MODE_. */
static const struct mode_option chosen_modes[] = {
	{"SWAP_WITHOUT_SCRATCH", BOOT_MODE_SWAP_MOVE},    {"SWAP_USING_MOVE", BOOT_MODE_SWAP_MOVE},
	{"SWAP_USING_OFFSET", BOOT_MODE_SWAP_OFFSET},     {"SWAP_SCRATCH", BOOT_MODE_SWAP_SCRATCH},
	{"OVERWRITE_ONLY", BOOT_MODE_OVERWRITE},          {"DIRECT_XIP", BOOT_MODE_DIRECT_XIP},
	{"DIRECT_XIP_WITH_REVERT", BOOT_MODE_DIRECT_XIP}, {"RAM_LOAD", BOOT_MODE_RAM_LOAD},
	{"FIRMWARE_UPDATER", BOOT_MODE_FIRMWARE_LOADER},  {"SINGLE_APP", BOOT_MODE_SINGLE},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool take_mode(struct bootloader *bootloader, const struct kconfig *config, const char *name,
		      enum boot_mode mode)
{
	const struct kconfig_option *option;

	if (!kconfig_is_y(config, name))
		return false;
	option = kconfig_find(config, name);
	bootloader->mode = mode;
	bootloader->mode_fact = fact_make((uint64_t)mode, ORIGIN_WRITTEN, name);
	bootloader->mode_fact.at = option->at;
	return true;
}

static bool take_chosen_mode(struct layout *layout, const char *image, const char *prefix)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, image);

	for (size_t i = 0; config && i < COUNT(chosen_modes); i++) {
		const char *name =
			arena_printf(layout->arena, "%s%s", prefix, chosen_modes[i].name);

		if (take_mode(&layout->bootloader, config, name, chosen_modes[i].mode))
			return true;
	}
	return false;
}

static void find_mode(struct layout *layout)
{
	struct bootloader *bootloader = &layout->bootloader;
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");

	if (layout->facts.mode != BOOT_MODE_UNKNOWN) {
		bootloader->mode = layout->facts.mode;
		bootloader->mode_fact = fact_make(bootloader->mode, ORIGIN_OPTION, "--mode");
		return;
	}
	for (size_t i = 0; i < COUNT(mcuboot_modes); i++)
		if (take_mode(bootloader, config, mcuboot_modes[i].name, mcuboot_modes[i].mode))
			return;
	if (!take_chosen_mode(layout, "app", "CONFIG_MCUBOOT_BOOTLOADER_MODE_"))
		take_chosen_mode(layout, "sysbuild", "SB_CONFIG_MCUBOOT_MODE_");
}

static const struct devicetree_partition *tree_partition(const struct devicetree *dt,
							 const char *name)
{
	for (const struct devicetree_partition *p = dt ? dt->partitions : NULL; p; p = p->next)
		if (cstr_eq(p->name, name))
			return p;
	return NULL;
}

/* BOOT_MAX_IMG_SECTORS_AUTO as MCUboot's build computes it: the largest slot of the bootloader's
 * own devicetree, counted in erase blocks of its flash; a slot on a device without
 * erase-block-size counts nothing (MCUBOOT.md 1.4).  0 sectors: the default of 128 stays.
 */
static struct fact automatic_sectors(const struct layout *layout)
{
	const struct devicetree *dt = facts_devicetree(&layout->facts, "mcuboot");
	struct fact largest =
		fact_make(128, ORIGIN_BUILT_IN, "the default of BOOT_MAX_IMG_SECTORS");
	uint64_t most = 0;

	for (unsigned i = 0; i < 16; i++) {
		const char *name = arena_printf(layout->arena, "slot%u_partition", i);
		const struct devicetree_partition *slot = tree_partition(dt, name);
		uint64_t sectors;

		if (!slot || !slot->device || !slot->device->erase_block.value)
			continue;
		sectors = slot->size.value / slot->device->erase_block.value;
		if (sectors <= most)
			continue;
		most = sectors;
		largest = fact_derive(sectors, slot->size, slot->device->erase_block);
		largest.from = "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO";
	}
	return largest;
}

static void find_sector_limit(struct layout *layout)
{
	struct bootloader *bootloader = &layout->bootloader;
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");

	bootloader->max_img_sectors = layout->facts.max_img_sectors;
	if (fact_known(bootloader->max_img_sectors) || !config)
		return;
	if (kconfig_is_y(config, "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO")) {
		bootloader->max_img_sectors_auto = true;
		bootloader->max_img_sectors = automatic_sectors(layout);
		return;
	}
	bootloader->max_img_sectors = kconfig_number(config, "CONFIG_BOOT_MAX_IMG_SECTORS");
	if (!fact_known(bootloader->max_img_sectors))
		bootloader->max_img_sectors =
			fact_make(128, ORIGIN_BUILT_IN, "the default of BOOT_MAX_IMG_SECTORS");
}

static void find_alignment(struct layout *layout)
{
	struct bootloader *bootloader = &layout->bootloader;
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");
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
	bootloader->boot_max_align = align;
}

static struct partition *numbered(struct layout *layout, const char *stem, unsigned image)
{
	const char *name = image ? arena_printf(layout->arena, "%s_%u", stem, image) : stem;

	return layout_find(layout, name);
}

static void add_pair(struct layout *layout, struct slot_pair ***tail, unsigned image,
		     struct partition *primary, struct partition *secondary)
{
	struct slot_pair *pair;

	if (!primary && !secondary)
		return;
	pair = ARENA_NEW(layout->arena, struct slot_pair);
	pair->image = image;
	pair->primary = primary;
	pair->secondary = secondary;
	**tail = pair;
	*tail = &pair->next;
}

static void find_slots(struct layout *layout)
{
	struct slot_pair **tail = &layout->bootloader.pairs;

	for (unsigned image = 0; image < 8; image++) {
		const char *even = arena_printf(layout->arena, "slot%u_partition", 2 * image);
		const char *odd = arena_printf(layout->arena, "slot%u_partition", 2 * image + 1);

		if (layout->document)
			add_pair(layout, &tail, image, numbered(layout, "mcuboot_primary", image),
				 numbered(layout, "mcuboot_secondary", image));
		else
			add_pair(layout, &tail, image, layout_find(layout, even),
				 layout_find(layout, odd));
	}
	layout->bootloader.scratch =
		layout_find(layout, layout->document ? "mcuboot_scratch" : "scratch_partition");
}

/* Names of MCUboot's partitions may be left over in a project that is built without it; then the
 * application's .config says so.
 */
static bool is_built_without(const struct layout *layout)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");

	return app && !kconfig_is_y(app, "CONFIG_BOOTLOADER_MCUBOOT") &&
	       kconfig_find(app, "CONFIG_BOOTLOADER_MCUBOOT");
}

static bool speaks_of_mcuboot(const struct layout *layout)
{
	if (layout->bootloader.mode != BOOT_MODE_UNKNOWN ||
	    facts_kconfig(&layout->facts, "mcuboot"))
		return true;
	if (is_built_without(layout))
		return false;
	return layout->bootloader.pairs || layout_find(layout, "mcuboot") ||
	       layout_find(layout, "mcuboot_pad");
}

void resolve_bootloader(struct layout *layout)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");
	const struct kconfig *sysbuild = facts_kconfig(&layout->facts, "sysbuild");

	find_mode(layout);
	find_sector_limit(layout);
	find_alignment(layout);
	find_slots(layout);
	layout->bootloader.present = speaks_of_mcuboot(layout);
	layout->bootloader.compressed =
		kconfig_is_y(config, "CONFIG_BOOT_DECOMPRESSION") ||
		kconfig_is_y(sysbuild, "SB_CONFIG_MCUBOOT_COMPRESSED_IMAGE_SUPPORT");
}
