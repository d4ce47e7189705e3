/* SPDX-License-Identifier: MIT */
/* Rules about the devices of the slots: can MCUboot reach them, can code run from them? */
#include "check/check.h"
#include "check/external_config.h"
#include "check/external_use.h"
#include "check/slot_findings.h"

#include "base/arena.h"

/* -- secondary-not-in-bootloader ------------------------------------------------------------- */

static bool is_flash_chip(const struct flash_device *device)
{
	return device && (device->kind == FLASH_SPI_NOR || device->kind == FLASH_QSPI_NOR);
}

/* The external chip of that node label; NULL: none. */
static const struct flash_device *chip_labelled(const struct devicetree *dt, const char *label)
{
	const struct flash_device *device = dt ? dt->devices : NULL;

	while (device && !(is_flash_chip(device) && cstr_eq(device->label, label)))
		device = device->next;
	return device;
}

/* The chip as MCUboot's own devicetree has it; NULL when that is not given or has none. */
static const struct flash_device *bootloaders_chip(const struct layout *layout,
						   const struct partition *secondary)
{
	const struct devicetree *dt = facts_devicetree(&layout->facts, "mcuboot");
	const struct devicetree_partition *slot;

	if (layout->document)
		return devicetree_chosen_device(dt, EXTERNAL_FLASH_CHOSEN);
	if (!dt || !secondary->devicetree)
		return NULL;
	slot = devicetree_counterpart(dt, secondary->devicetree);
	return slot ? slot->device : chip_labelled(dt, secondary->devicetree->device->label);
}

/* MCUboot's devicetree has neither the slot nor a chip beside the internal flash, whatever its
 * name.  Where it has the slot elsewhere, `images-disagree` says so.
 */
static bool has_no_chip(const struct layout *layout, const struct partition *secondary,
			struct obstacle *obstacle)
{
	const struct devicetree *dt = facts_devicetree(&layout->facts, "mcuboot");
	const struct flash_device *device = dt ? dt->devices : NULL;

	while (device && device->kind == FLASH_INTERNAL)
		device = device->next;
	if (!dt || device || !secondary->devicetree ||
	    devicetree_counterpart(dt, secondary->devicetree))
		return false;
	obstacle->why = arena_printf(layout->arena, "its devicetree has no `%s`",
				     secondary->devicetree->device->label);
	obstacle->help = "add the chip and its bus in MCUboot's overlay, as in the application's";
	obstacle->at = dt->root_at;
	return true;
}

static bool is_not_chosen(const struct layout *layout, const struct partition *secondary,
			  struct obstacle *obstacle)
{
	const struct devicetree *dt = facts_devicetree(&layout->facts, "mcuboot");

	if (!dt || !layout->document || devicetree_chosen(dt, EXTERNAL_FLASH_CHOSEN) ||
	    external_flash_is_named_otherwise(layout, secondary))
		return false;
	obstacle->why = "its devicetree chooses no `" EXTERNAL_FLASH_CHOSEN "`";
	obstacle->help = "choose the chip in MCUboot's overlay, as in the application's";
	obstacle->at = dt->chosen_at;
	return true;
}

static bool find_obstacle(const struct layout *layout, const struct partition *secondary,
			  struct obstacle *obstacle)
{
	const struct flash_device *chip = bootloaders_chip(layout, secondary);
	const struct flash_device *known = chip ? chip : secondary->region->device;

	if (is_not_chosen(layout, secondary, obstacle) || has_no_chip(layout, secondary, obstacle))
		return true;
	if (chip && !chip->enabled) {
		obstacle->why = arena_printf(layout->arena, "`%s` is not enabled in its devicetree",
					     chip->label);
		obstacle->help = "enable the chip and its bus in MCUboot's overlay, as in the "
				 "application's";
		obstacle->at = span_is_set(chip->disabled_at) ? chip->disabled_at : chip->at;
		return true;
	}
	return external_driver_is_off(layout, "mcuboot", known, obstacle) ||
	       external_map_is_empty(layout, "mcuboot", obstacle);
}

/* What the device does then (MCUBOOT.md 1.5). */
static const char *what_happens(struct version ncs)
{
	if (version_before(ncs, 2, 6, 0))
		return "on the device MCUboot logs \"Failed reading sectors; "
		       "BOOT_MAX_IMG_SECTORS=... - too small?\", blaming the sectors, boots the "
		       "primary slot and never installs an update";
	if (version_before(ncs, 3, 2, 0))
		return "the device does not boot: MCUboot logs \"Failed to open flash area ID ... "
		       "(image 0 slot 1): ..., cannot continue\"";
	if (ncs.known)
		return "the device does not boot: MCUboot logs \"Failed to open flash area ID ... "
		       "(image 0 slot 1): ...\" and \"Failed to open flash areas, cannot "
		       "continue\"";
	return "from NCS 2.6 on the device does not boot (\"Failed to open flash area ID ...\"); "
	       "before, MCUboot logs \"Failed reading sectors; BOOT_MAX_IMG_SECTORS=... - too "
	       "small?\", blaming the sectors, and never installs an update";
}

/* Says that the line about sectors is wrong where the sectors are right. */
static void note_sectors(const struct layout *layout, const struct partition *secondary,
			 struct findings *found, struct finding *finding)
{
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		const struct trial *trial = trials->first;

		if (trials->pair->secondary != secondary || !trials->limit_known ||
		    trials->refusals)
			continue;
		finding_note(found, finding,
			     "the sectors are right: %ju and %ju, where %u are allowed; the device "
			     "is the cause, whatever the line says",
			     (uintmax_t)trial->answer.primary.count,
			     (uintmax_t)trial->answer.secondary.count,
			     trial->geometry.max_img_sectors);
	}
}

void rule_secondary_not_in_bootloader(const struct layout *layout, struct findings *found)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		const struct partition *secondary = pair->secondary;
		struct obstacle obstacle = {.why = NULL};
		struct finding *finding;

		if (!is_on_external_flash(secondary) || !secondary->region ||
		    !find_obstacle(layout, secondary, &obstacle))
			continue;
		finding = finding_about_partition(
			found, RULE_secondary_not_in_bootloader, secondary,
			span_is_set(secondary->region_at) ? secondary->region_at : secondary->at,
			"MCUboot cannot reach `%s`: %s", secondary->name, obstacle.why);
		finding_mark(found, finding, "on a device that MCUboot's image does not have");
		finding_label(found, finding, obstacle.at, "%s", obstacle.why);
		finding_note(found, finding, "%s", what_happens(layout->facts.ncs_version));
		note_sectors(layout, secondary, found, finding);
		finding_help(found, finding, "%s", obstacle.help);
		return; /* one device, one cause */
	}
}

/* -- slot-not-executable --------------------------------------------------------------------- */

/* Certainly not mapped into memory: plain SPI flash, or a chip whose family has no QSPI. */
static bool is_plain_spi(const struct layout *layout, const struct region *region)
{
	const struct soc *soc = layout->facts.soc;

	if (region->device)
		return region->device->kind == FLASH_SPI_NOR;
	return soc && !cstr_eq(soc->name, "nrf52840") && !cstr_eq(soc->name, "nrf5340");
}

static void report_not_executable(const struct layout *layout, const struct partition *slot,
				  struct findings *found)
{
	const struct region *region = slot->region;
	const bool direct = layout->bootloader.mode == BOOT_MODE_DIRECT_XIP;
	struct finding *finding = finding_about_partition(
		found, RULE_slot_not_executable, slot,
		span_is_set(slot->region_at) ? slot->region_at : slot->at,
		"code in `%s` cannot run: it lies in SPI flash, which is not mapped into memory",
		slot->name);

	if (region->device)
		finding_label(found, finding, region->device->at, "this chip");
	else
		finding_note(found, finding, "%s has no QSPI, so external flash is behind SPI (%s)",
			     layout->facts.soc->name, layout->facts.soc_from);
	if (layout->facts.soc_origin == ORIGIN_ASSUMED && !region->device)
		finding_limit(finding, SEVERITY_WARNING);
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
	finding_note(found, finding, "%s",
		     direct ? "direct execution in place runs an image where it lies, in either "
			      "slot"
			    : "the primary slot is where the image runs");
	finding_help(found, finding,
		     direct ? "put both slots into internal flash, or choose a mode that swaps"
			    : "put the primary slot into internal flash");
}

void rule_slot_not_executable(const struct layout *layout, struct findings *found)
{
	const enum boot_mode mode = layout->bootloader.mode;

	/* Further images may be data, such as patches of a Wi-Fi chip; RAM load copies first. */
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair && pair->image == 0;
	     pair = pair->next) {
		const struct partition *slots[] = {pair->primary, pair->secondary};

		for (size_t i = 0; i < 2 && mode != BOOT_MODE_RAM_LOAD; i++)
			if ((i == 0 || mode == BOOT_MODE_DIRECT_XIP) &&
			    is_on_external_flash(slots[i]) && slots[i]->region &&
			    is_plain_spi(layout, slots[i]->region))
				report_not_executable(layout, slots[i], found);
	}
}
