/* SPDX-License-Identifier: MIT */
/* Asks MCUboot's arithmetic about a pair of slots, if enough is known of it. */
#include "emit/slot_facts.h"

#include "base/arena.h"
#include "model/slot_trials.h"

/* A slot on its device: pages of one size up to the device's end, or the slot's where the end
 * of the device is not known.  False when the page is not known or 32 bits do not hold it.
 */
static bool set_area(const struct partition *slot, struct mcuboot_run *run,
		     struct mcuboot_area *area)
{
	const struct region *region = slot->region;
	uint64_t page, end;

	if (!slot->placed || region == NULL || !fact_known(region->page_size) ||
	    slot->address.value < region->base.value)
		return false;
	page = region->page_size.value;
	area->offset = slot->address.value - region->base.value;
	area->size = slot->size.value;
	if (page == 0 || page > UINT32_MAX || area->size > UINT32_MAX)
		return false;
	end = area->offset + area->size;
	if (fact_known(region->size) && region->size.value > end)
		end = region->size.value;
	run->size = page;
	run->count = end / page + (end % page != 0);
	area->device = run;
	area->device_runs = 1;
	return true;
}

static const char *what_is_missing(const struct bootloader *bootloader,
				   const struct slot_pair *pair)
{
	const bool paired = boot_mode_needs_secondary(bootloader->mode);

	if (bootloader->mode == BOOT_MODE_UNKNOWN)
		return "MCUboot's mode is not known (--mode, or --kconfig mcuboot=FILE)";
	if (pair->primary == NULL)
		return "there is no primary slot";
	if (pair->secondary == NULL && paired)
		return "there is no secondary slot";
	if (!fact_known(bootloader->max_img_sectors) && paired)
		return "BOOT_MAX_IMG_SECTORS is not known (--max-img-sectors)";
	if (bootloader->mode == BOOT_MODE_SWAP_SCRATCH && bootloader->scratch == NULL)
		return "there is no scratch partition";
	if (!fact_known(bootloader->write_align) || !fact_known(bootloader->boot_max_align))
		return "the write block is not known (--write-align)";
	return NULL;
}

/* Appends what the numbers rest on though nobody said it. */
static void note_assumed(struct text *out, const char *what, struct fact fact)
{
	if (!fact_assumed(fact))
		return;
	text_printf(out, "%s%s %llu", out->n > 0 ? ", " : "", what, (unsigned long long)fact.value);
}

static const char *assumptions(const struct layout *layout, const struct slot_pair *pair)
{
	const struct bootloader *bootloader = &layout->bootloader;
	struct text out = {.arena = layout->arena};

	note_assumed(&out, "erase page of the primary slot", pair->primary->region->page_size);
	if (pair->secondary != NULL && pair->secondary->region != pair->primary->region)
		note_assumed(&out, "erase page of the secondary slot",
			     pair->secondary->region->page_size);
	note_assumed(&out, "BOOT_MAX_IMG_SECTORS", bootloader->max_img_sectors);
	note_assumed(&out, "write block", bootloader->write_align);
	return out.n > 0 ? out.p : NULL;
}

static bool set_areas(const struct bootloader *bootloader, const struct slot_pair *pair,
		      struct mcuboot_run runs[3], struct mcuboot_geometry *geometry)
{
	if (!set_area(pair->primary, &runs[0], &geometry->primary))
		return false;
	if (pair->secondary != NULL && !set_area(pair->secondary, &runs[1], &geometry->secondary))
		return false;
	return bootloader->mode != BOOT_MODE_SWAP_SCRATCH ||
	       set_area(bootloader->scratch, &runs[2], &geometry->scratch);
}

struct slot_facts slot_facts_of(const struct layout *layout, const struct slot_pair *pair)
{
	const struct bootloader *bootloader = &layout->bootloader;
	struct mcuboot_geometry geometry = {
		.max_img_sectors = (uint32_t)bootloader->max_img_sectors.value,
	};
	struct slot_facts facts = {.missing = what_is_missing(bootloader, pair)};
	struct mcuboot_run runs[3];

	if (facts.missing != NULL)
		return facts;
	bootloader_set_geometry(bootloader, &geometry);
	if (!boot_mode_to_mcuboot(bootloader->mode, &geometry.mode) ||
	    bootloader->max_img_sectors.value > UINT16_MAX ||
	    bootloader->write_align.value > UINT16_MAX ||
	    !set_areas(bootloader, pair, runs, &geometry)) {
		facts.missing = "the erase page of a slot is not known (--page-size)";
		return facts;
	}
	mcuboot_judge(&geometry, &facts.answer);
	facts.known = true;
	facts.assumed = assumptions(layout, pair);
	return facts;
}
