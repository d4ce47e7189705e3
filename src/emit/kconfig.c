/* SPDX-License-Identifier: MIT */
/* The Kconfig lines that must follow when a layout moves to devicetree (FAILURES.md 3.2), as a
 * fragment for each image.
 */
#include "base/arena.h"
#include "emit/dts.h"
#include "emit/kinds.h"

#include <inttypes.h>
#include <string.h>

struct fragment {
	const struct layout *layout;
	const char *image;
	struct text *out;
};

static void put_remark(struct fragment *fragment, const char *remark)
{
	text_printf(fragment->out, "\n# %s\n", remark);
}

static void put_on(struct fragment *fragment, const char *option)
{
	text_printf(fragment->out, "%s=y\n", option);
}

static void put_number(struct fragment *fragment, const char *option, struct fact number)
{
	if (fact_known(number) && !fact_assumed(number))
		text_printf(fragment->out, "%s=%" PRIu64 "\n", option, number.value);
}

static bool has(const struct layout *layout, const char *name)
{
	const struct partition *partition = layout_find(layout, name);

	return partition && partition->placed && partition->size.value;
}

/* -- Sysbuild --------------------------------------------------------------------------------- */

static void put_mode(struct fragment *fragment, enum boot_mode mode)
{
	static const char *const options[BOOT_MODE_COUNT] = {
		[BOOT_MODE_SWAP_MOVE] = "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_MOVE",
		[BOOT_MODE_SWAP_OFFSET] = "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_OFFSET",
		[BOOT_MODE_SWAP_SCRATCH] = "SB_CONFIG_MCUBOOT_MODE_SWAP_SCRATCH",
		[BOOT_MODE_OVERWRITE] = "SB_CONFIG_MCUBOOT_MODE_OVERWRITE_ONLY",
		[BOOT_MODE_DIRECT_XIP] = "SB_CONFIG_MCUBOOT_MODE_DIRECT_XIP",
		[BOOT_MODE_RAM_LOAD] = "SB_CONFIG_MCUBOOT_MODE_RAM_LOAD",
		[BOOT_MODE_SINGLE] = "SB_CONFIG_MCUBOOT_MODE_SINGLE_APP",
		[BOOT_MODE_FIRMWARE_LOADER] = "SB_CONFIG_MCUBOOT_MODE_FIRMWARE_UPDATER",
	};

	put_remark(fragment, "the mode of the bootloader that devices have must stay");
	/* The SDK's name until 3.0. */
	if (mode == BOOT_MODE_SWAP_MOVE &&
	    version_before(fragment->layout->facts.ncs_version, 3, 1, 0))
		put_on(fragment, "SB_CONFIG_MCUBOOT_MODE_SWAP_WITHOUT_SCRATCH");
	else if (mode != BOOT_MODE_UNKNOWN && options[mode])
		put_on(fragment, options[mode]);
	else
		text_puts(fragment->out, "# not known; --mode or MCUboot's .config tells it\n");
}

static void write_sysbuild(struct fragment *fragment)
{
	const struct layout *layout = fragment->layout;

	put_remark(fragment, "partitions come from the devicetree alone");
	text_puts(fragment->out, "SB_CONFIG_PARTITION_MANAGER=n\n");
	if (has(layout, "b0"))
		put_on(fragment, "SB_CONFIG_SECURE_BOOT_APPCORE");
	if (!has(layout, "mcuboot"))
		return;
	put_on(fragment, "SB_CONFIG_BOOTLOADER_MCUBOOT");
	put_mode(fragment, layout->bootloader.mode);
}

/* -- MCUboot ---------------------------------------------------------------------------------- */

static const struct region *external_region(const struct layout *layout)
{
	const struct region *region = layout->regions;

	while (region && (region->kind != REGION_EXTERNAL_FLASH || !region->members))
		region = region->next;
	return region;
}

static bool is_spi_nor(const struct region *region)
{
	return region->device && region->device->kind == FLASH_SPI_NOR;
}

static void put_page(struct fragment *fragment, const struct region *region, struct fact page)
{
	if (!region || !fact_known(page) || fact_assumed(page))
		return;
	put_remark(fragment, "sectors of the external flash are counted in these pages");
	put_number(fragment,
		   is_spi_nor(region) ? "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE"
				      : "CONFIG_NORDIC_QSPI_NOR_FLASH_LAYOUT_PAGE_SIZE",
		   page);
}

static void put_sectors(struct fragment *fragment)
{
	const struct bootloader *bootloader = &fragment->layout->bootloader;
	const struct kconfig *config = facts_kconfig(&fragment->layout->facts, "mcuboot");

	if (!fact_known(bootloader->max_img_sectors) || fact_assumed(bootloader->max_img_sectors))
		return;
	put_remark(fragment, "devices have this limit; counted anew it might be another one");
	if (!config || kconfig_find(config, "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO"))
		text_puts(fragment->out, "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO=n\n");
	put_number(fragment, "CONFIG_BOOT_MAX_IMG_SECTORS", bootloader->max_img_sectors);
}

static void write_mcuboot(struct fragment *fragment)
{
	const struct region *external = external_region(fragment->layout);

	put_remark(fragment, "linked into chosen zephyr,code-partition");
	put_on(fragment, "CONFIG_USE_DT_CODE_PARTITION");
	put_sectors(fragment);
	if (external)
		put_page(fragment, external, external->page_size);
	if (kconfig_is_y(facts_kconfig(&fragment->layout->facts, "mcuboot"), "CONFIG_FPROTECT"))
		put_remark(fragment,
			   "CONFIG_FPROTECT locks the bootloader's partition: it must be whole "
			   "blocks, and no larger than the chip can lock");
}

/* -- The application -------------------------------------------------------------------------- */

/* What Partition Manager was told by Kconfig stands in the devicetree now, and these options are
 * unknown without it.
 */
static void put_obsolete(struct fragment *fragment)
{
	const struct kconfig *config = facts_kconfig(&fragment->layout->facts, fragment->image);
	bool said = false;

	for (size_t i = 0; config && i < config->count; i++) {
		const struct kconfig_option *option = &config->options[i];

		if (str_is(option->value, "n") ||
		    (!str_starts(option->name, "CONFIG_PM_PARTITION_") &&
		     !str_starts(option->name, "CONFIG_PM_OVERRIDE_")))
			continue;
		if (!said)
			put_remark(fragment,
				   "unknown without Partition Manager; the project's own .conf "
				   "files must not set them any more");
		said = true;
		text_puts(fragment->out, "#   ");
		emit_c_comment(fragment->out,
			       arena_copy(fragment->layout->arena, option->name.p, option->name.n));
		text_putc(fragment->out, '\n');
	}
}

static void put_header_room(struct fragment *fragment, bool split)
{
	const struct partition *pad = layout_find(fragment->layout, "mcuboot_pad");

	if (!pad || !pad->placed)
		return;
	if (split) {
		put_remark(fragment, "the header stands before TF-M, which knows its own room");
		return;
	}
	put_remark(fragment, "the pad is a part of the slot now; code starts behind it as before");
	text_printf(fragment->out, "CONFIG_ROM_START_OFFSET=0x%" PRIx64 "\n", pad->size.value);
}

static void write_program(struct fragment *fragment)
{
	const struct region *external = external_region(fragment->layout);
	const char *why;
	const struct dts_plan *plan =
		dts_plan_make(fragment->layout, fragment->image, DTS_FIXED, &why);

	put_remark(fragment, "linked into chosen zephyr,code-partition");
	put_on(fragment, "CONFIG_USE_DT_CODE_PARTITION");
	if (cstr_eq(fragment->image, "app")) {
		put_header_room(fragment, plan && dts_plan_node(plan, "slot0_ns_partition"));
		if (external)
			put_page(fragment, external, external->app_page_size);
	}
	put_obsolete(fragment);
}

/* -- The emitter ------------------------------------------------------------------------------ */

static bool is_for(const struct layout *layout, const struct emit_options *options)
{
	return cstr_eq(options->image, "sysbuild") || emit_dts.is_for(layout, options);
}

static bool write_kconfig(const struct layout *layout, const struct emit_options *options,
			  struct text *out, const char **why)
{
	const char *image = options->image ? options->image : "app";
	struct fragment fragment = {layout, image, out};

	if (!cstr_eq(image, "sysbuild") && !dts_plan_make(layout, image, options->style, why))
		return false;
	text_puts(out, "# What follows from partitions in the devicetree, for the image `");
	emit_c_comment(out, image);
	text_puts(out, "`; written by pmlayout.\n");
	if (cstr_eq(image, "sysbuild"))
		write_sysbuild(&fragment);
	else if (cstr_eq(image, "mcuboot") || cstr_eq(image, "s1_image"))
		write_mcuboot(&fragment);
	else
		write_program(&fragment);
	return true;
}

static const char *const images[] = {"app", "sysbuild", "mcuboot", "s1_image",
				     "b0",  "net",      "b0n",     NULL};

const struct emitter emit_kconfig = {
	.kind = "kconfig",
	.summary = "the Kconfig lines that must follow a move to devicetree, for each image",
	.images = images,
	.extension = ".conf",
	.is_for = is_for,
	.write = write_kconfig,
};
