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
	{"SWAP_WITHOUT_SCRATCH", BOOT_MODE_SWAP_MOVE},
	{"SWAP_USING_MOVE", BOOT_MODE_SWAP_MOVE},
	{"SWAP_USING_OFFSET", BOOT_MODE_SWAP_OFFSET},
	{"SWAP_SCRATCH", BOOT_MODE_SWAP_SCRATCH},
	{"OVERWRITE_ONLY", BOOT_MODE_OVERWRITE},
	{"DIRECT_XIP", BOOT_MODE_DIRECT_XIP},
	{"DIRECT_XIP_WITH_REVERT", BOOT_MODE_DIRECT_XIP},
	{"RAM_LOAD", BOOT_MODE_RAM_LOAD},
	{"RAM_LOAD_WITH_REVERT", BOOT_MODE_RAM_LOAD},
	{"SINGLE_APP", BOOT_MODE_SINGLE},
	{"SINGLE_APP_RAM_LOAD", BOOT_MODE_SINGLE},
	{"FIRMWARE_UPDATER", BOOT_MODE_FIRMWARE_LOADER},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The first of the options that is on in a .config, which may be NULL. */
static struct mode_choice choice_of(const struct kconfig *config, const char *name,
				    enum boot_mode mode)
{
	struct mode_choice choice = {.mode = BOOT_MODE_UNKNOWN};

	if (!kconfig_is_y(config, name))
		return choice;
	choice.mode = mode;
	choice.fact = fact_make((uint64_t)mode, ORIGIN_WRITTEN, name);
	choice.fact.at = kconfig_find(config, name)->at;
	return choice;
}

static struct mode_choice bootloaders_choice(const struct layout *layout)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");
	struct mode_choice choice = {.mode = BOOT_MODE_UNKNOWN};

	for (size_t i = 0; i < COUNT(mcuboot_modes) && choice.mode == BOOT_MODE_UNKNOWN; i++)
		choice = choice_of(config, mcuboot_modes[i].name, mcuboot_modes[i].mode);
	if (choice.mode == BOOT_MODE_DIRECT_XIP)
		choice.revert = kconfig_is_y(config, "CONFIG_BOOT_DIRECT_XIP_REVERT")
					? REVERT_UNCONFIRMED
					: REVERT_NEVER;
	return choice;
}

static struct mode_choice others_choice(const struct layout *layout, const char *image,
					const char *prefix)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, image);
	struct mode_choice choice = {.mode = BOOT_MODE_UNKNOWN};

	for (size_t i = 0; config && i < COUNT(chosen_modes) && choice.mode == BOOT_MODE_UNKNOWN;
	     i++) {
		const char *name =
			arena_printf(layout->arena, "%s%s", prefix, chosen_modes[i].name);

		choice = choice_of(config, name, chosen_modes[i].mode);
		if (choice.mode == BOOT_MODE_DIRECT_XIP)
			choice.revert =
				cstr_ends(name, "_WITH_REVERT") ? REVERT_UNCONFIRMED : REVERT_NEVER;
	}
	return choice;
}

static void find_mode(struct layout *layout)
{
	struct bootloader *bootloader = &layout->bootloader;
	struct mode_choice choice = bootloaders_choice(layout);

	bootloader->app_choice = others_choice(layout, "app", "CONFIG_MCUBOOT_BOOTLOADER_MODE_");
	bootloader->sysbuild_choice = others_choice(layout, "sysbuild", "SB_CONFIG_MCUBOOT_MODE_");
	if (layout->facts.mode != BOOT_MODE_UNKNOWN) {
		if (choice.mode != layout->facts.mode)
			choice.revert = REVERT_UNKNOWN;
		choice.mode = layout->facts.mode;
		choice.fact = fact_make((uint64_t)choice.mode, ORIGIN_OPTION, "--mode");
	}
	if (choice.mode == BOOT_MODE_UNKNOWN)
		choice = bootloader->app_choice;
	if (choice.mode == BOOT_MODE_UNKNOWN)
		choice = bootloader->sysbuild_choice;
	bootloader->mode = choice.mode;
	bootloader->revert = choice.revert;
	bootloader->mode_fact = choice.fact;
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
	add_pair(layout, tail, image, layout_labelled(layout, even), layout_labelled(layout, odd));
}

static void find_slots(struct layout *layout)
{
	struct slot_pair **tail = &layout->bootloader.pairs;

	for (unsigned image = 0; image < BOOTLOADER_IMAGES; image++)
		find_pair(layout, &tail, image);
	layout->bootloader.scratch = layout->document
					     ? layout_find(layout, "mcuboot_scratch")
					     : layout_labelled(layout, "scratch_partition");
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
	if (kconfig_is_y(facts_kconfig(&layout->facts, "app"), "CONFIG_BOOTLOADER_MCUBOOT"))
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
