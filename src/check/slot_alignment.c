/* SPDX-License-Identifier: MIT */
/* Does every slot start and end on an erase page of its device (MCUBOOT.md 1.1)? */
#include "check/check.h"

#include "base/num.h"

/* What is known of the page that a slot misses. */
enum page_kind {
	PAGE_CERTAIN,
	PAGE_OF_RRAM, /* on RRAM, with a mode that nobody told */
	PAGE_POSSIBLE /* the larger of the two that are possible */
};

static void report_unaligned(const struct partition *slot, uint64_t page, enum page_kind judged,
			     struct findings *found)
{
	const struct region *region = slot->region;
	uint64_t offset = slot->address.value - region->base.value, end = offset + slot->size.value;
	bool start = offset % page != 0;
	uint64_t at = start ? offset : end;
	struct finding *finding = finding_about_partition(
		found, RULE_slot_unaligned, slot,
		start ? partition_address_at(slot) : partition_size_at(slot),
		"`%s` %s at 0x%jx, inside an erase page of 0x%jx of `%s`", slot->name,
		start ? "starts" : "ends", (uintmax_t)(at + region->base.value), (uintmax_t)page,
		region->name);

	finding_label(found, finding, region->page_size.at, "the erase page is set here");
	finding_note(
		found, finding,
		start ? "MCUboot skips the page in which the slot starts and then works on the "
			"wrong addresses; erasing fails, or takes the neighbour's bytes along"
		      : "MCUboot counts the last page whole; erasing the trailer fails, or takes "
			"the neighbour's bytes along");
	finding_help(found, finding, "let it %s at 0x%jx or 0x%jx", start ? "start" : "end",
		     (uintmax_t)(num_down(at, page) + region->base.value),
		     (uintmax_t)(num_up(at, page) + region->base.value));
	if (judged == PAGE_OF_RRAM) {
		finding_limit(finding, SEVERITY_WARNING);
		finding_note(
			found, finding,
			"RRAM can be written without an erase, so whether this hurts depends on "
			"the mode; give --mode or --kconfig mcuboot=FILE to have it judged");
	}
	if (judged != PAGE_POSSIBLE) {
		finding_rests_on(found, finding, region->page_size, "the erase page");
		return;
	}
	finding_limit(finding, SEVERITY_WARNING);
	finding_note(found, finding,
		     "nothing says the erase page of `%s`: 4096 would be met, 65536, the driver's "
		     "default, is not",
		     region->name);
}

static void check_aligned(const struct layout *layout, const struct partition *slot,
			  struct findings *found)
{
	const struct soc *soc = layout->facts.soc;
	bool open_rram = soc && soc->rram && layout->bootloader.mode == BOOT_MODE_UNKNOWN;
	const struct region *region = slot ? slot->region : NULL;
	uint64_t offset, end;

	if (!slot || !slot->placed || !slot->size.value || !region ||
	    (region->kind != REGION_FLASH && region->kind != REGION_EXTERNAL_FLASH) ||
	    slot->address.value < region->base.value)
		return;
	offset = slot->address.value - region->base.value;
	end = offset + slot->size.value;
	if (fact_known(region->page_size)) {
		uint64_t page = region->page_size.value;

		if (page && (offset % page || end % page))
			report_unaligned(slot, page,
					 open_rram && region->kind == REGION_FLASH ? PAGE_OF_RRAM
										   : PAGE_CERTAIN,
					 found);
	} else if (offset % 4096 || end % 4096) {
		report_unaligned(slot, 4096, PAGE_CERTAIN, found);
	} else if (offset % 65536 || end % 65536) {
		report_unaligned(slot, 65536, PAGE_POSSIBLE, found);
	}
}

void rule_slot_unaligned(const struct layout *layout, struct findings *found)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		check_aligned(layout, pair->primary, found);
		check_aligned(layout, pair->secondary, found);
	}
	check_aligned(layout, layout->bootloader.scratch, found);
}
