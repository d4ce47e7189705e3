/* SPDX-License-Identifier: MIT */
/* Which mode MCUboot was built for and which slots it exchanges.  Its own .config is the authority;
 * the application's and sysbuild's speak only where it is silent (MCUBOOT.md 5).
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

/* PM's names of an image's slots, or the labels of a devicetree. */
static void find_pair(struct layout *layout, struct slot_pair ***tail, unsigned image)
{
	const char *even, *odd;

	if (layout->document) {
		add_pair(layout, tail, image, numbered(layout, "mcuboot_primary", image),
			 numbered(layout, "mcuboot_secondary", image));
		return;
	}
	even = arena_printf(layout->arena, "slot%u_partition", 2 * image);
	odd = arena_printf(layout->arena, "slot%u_partition", 2 * image + 1);
	add_pair(layout, tail, image, layout_find(layout, even), layout_find(layout, odd));
}

static void find_slots(struct layout *layout)
{
	struct slot_pair **tail = &layout->bootloader.pairs;

	for (unsigned image = 0; image < BOOTLOADER_IMAGES; image++)
		find_pair(layout, &tail, image);
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
	find_mode(layout);
	find_slots(layout);
	resolve_bootloader_build(layout);
	layout->bootloader.present = speaks_of_mcuboot(layout);
}
