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

/* A slot that starts or ends inside a page; both is told in one finding. */
struct misfit {
	const struct partition *slot;
	uint64_t page;
	uint64_t start, end; /* addresses */
	bool at_start, at_end;
};

static bool find_misfit(const struct partition *slot, uint64_t page, struct misfit *misfit)
{
	const uint64_t base = slot->region->base.value;

	misfit->slot = slot;
	misfit->page = page;
	misfit->start = slot->address.value;
	misfit->end = partition_end(slot);
	misfit->at_start = (misfit->start - base) % page != 0;
	misfit->at_end = (misfit->end - base) % page != 0;
	return misfit->at_start || misfit->at_end;
}

static struct finding *start_finding(const struct misfit *misfit, struct findings *found)
{
	const struct partition *slot = misfit->slot;
	const char *region = slot->region->name;
	const uint64_t start = misfit->start, end = misfit->end, page = misfit->page;
	struct finding *finding;

	if (misfit->at_start && misfit->at_end) {
		finding = finding_about_partition(
			found, RULE_slot_unaligned, slot, partition_address_at(slot),
			"`%s` starts at 0x%jx and ends at 0x%jx, both inside an erase page of "
			"0x%jx of `%s`",
			slot->name, (uintmax_t)start, (uintmax_t)end, (uintmax_t)page, region);
		finding_label(found, finding, partition_size_at(slot), "ends at 0x%jx",
			      (uintmax_t)end);
		return finding;
	}
	return finding_about_partition(
		found, RULE_slot_unaligned, slot,
		misfit->at_start ? partition_address_at(slot) : partition_size_at(slot),
		"`%s` %s at 0x%jx, inside an erase page of 0x%jx of `%s`", slot->name,
		misfit->at_start ? "starts" : "ends", (uintmax_t)(misfit->at_start ? start : end),
		(uintmax_t)page, region);
}

static void help_end(const struct misfit *misfit, bool start, struct findings *found,
		     struct finding *finding)
{
	const uint64_t base = misfit->slot->region->base.value;
	const uint64_t at = (start ? misfit->start : misfit->end) - base;

	finding_help(found, finding, "let it %s at 0x%jx or 0x%jx", start ? "start" : "end",
		     (uintmax_t)(num_down(at, misfit->page) + base),
		     (uintmax_t)(num_up(at, misfit->page) + base));
}

static void explain_ends(const struct misfit *misfit, struct findings *found,
			 struct finding *finding)
{
	if (misfit->at_start) {
		finding_note(
			found, finding,
			"MCUboot skips the page in which the slot starts and then works on the "
			"wrong addresses; erasing fails, or takes the neighbour's bytes along");
		help_end(misfit, true, found, finding);
	}
	if (misfit->at_end)
		finding_note(found, finding,
			     "MCUboot counts the last page whole; erasing the trailer fails, or "
			     "takes the neighbour's bytes along");
	/* A slot of whole pages ends well when it starts well. */
	if (misfit->at_end && (misfit->end - misfit->start) % misfit->page != 0)
		help_end(misfit, false, found, finding);
}

static void report_unaligned(const struct misfit *misfit, enum page_kind judged,
			     struct findings *found)
{
	const struct region *region = misfit->slot->region;
	struct finding *finding = start_finding(misfit, found);

	finding_label(found, finding, region->page_size.at, "the erase page is set here");
	explain_ends(misfit, found, finding);
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
	struct misfit misfit;

	if (!slot || !slot->placed || !slot->size.value || !region ||
	    (region->kind != REGION_FLASH && region->kind != REGION_EXTERNAL_FLASH) ||
	    slot->address.value < region->base.value)
		return;
	if (fact_known(region->page_size)) {
		if (region->page_size.value && find_misfit(slot, region->page_size.value, &misfit))
			report_unaligned(&misfit,
					 open_rram && region->kind == REGION_FLASH ? PAGE_OF_RRAM
										   : PAGE_CERTAIN,
					 found);
	} else if (find_misfit(slot, 4096, &misfit)) {
		report_unaligned(&misfit, PAGE_CERTAIN, found);
	} else if (find_misfit(slot, 65536, &misfit)) {
		report_unaligned(&misfit, PAGE_POSSIBLE, found);
	}
}

/* Logical sectors begin at the slot's own start; the slot must be whole ones (F40). */
static void check_logical(const struct layout *layout, const struct partition *slot,
			  struct findings *found)
{
	const struct fact logical = layout->bootloader.logical_sector;
	struct finding *finding;

	if (!fact_known(logical) || !slot || !slot->placed || slot->size.value % logical.value == 0)
		return;
	finding = finding_about_partition(
		found, RULE_slot_unaligned, slot, partition_size_at(slot),
		"`%s` has 0x%jx bytes, no multiple of the logical sector of 0x%jx", slot->name,
		(uintmax_t)slot->size.value, (uintmax_t)logical.value);
	finding_label(found, finding, logical.at, "the logical sector is set here");
	finding_note(found, finding,
		     "MCUboot counts size / CONFIG_MCUBOOT_LOGICAL_SECTOR_SIZE sectors and never "
		     "touches the rest, in which its trailer lies");
	finding_help(found, finding, "make it 0x%jx or 0x%jx bytes",
		     (uintmax_t)num_down(slot->size.value, logical.value),
		     (uintmax_t)num_up(slot->size.value, logical.value));
}

/* A swap erases logical sectors: each must be whole pages of its device (F40). */
static void check_logical_page(const struct layout *layout, const struct partition *slot,
			       struct findings *found)
{
	const struct fact logical = layout->bootloader.logical_sector;
	const struct region *region = slot && slot->placed ? slot->region : NULL;
	struct finding *finding;
	uint64_t page;

	if (!fact_known(logical) || !region || !fact_known(region->page_size) ||
	    !region->page_size.value || logical.value % region->page_size.value == 0)
		return;
	page = region->page_size.value;
	finding = finding_about_partition(
		found, RULE_slot_unaligned, slot, slot->at,
		"a logical sector of 0x%jx bytes in `%s` is no multiple of the erase page of 0x%jx",
		(uintmax_t)logical.value, slot->name, (uintmax_t)page);
	finding_label(found, finding, logical.at, "the logical sector is set here");
	finding_label(found, finding, region->page_size.at, "the erase page");
	finding_note(found, finding,
		     "MCUboot erases sector by sector; an erase in mid-page is refused by the "
		     "driver, or takes bytes of the neighbour with it");
	finding_help(found, finding, "write CONFIG_MCUBOOT_LOGICAL_SECTOR_SIZE=0x%jx",
		     (uintmax_t)num_up(logical.value, page));
	finding_rests_on(found, finding, region->page_size, "the erase page");
}

static void check_slot(const struct layout *layout, const struct partition *slot,
		       struct findings *found)
{
	check_aligned(layout, slot, found);
	check_logical(layout, slot, found);
	check_logical_page(layout, slot, found);
}

/* With a single slot MCUboot neither reads nor erases what is named a secondary one. */
void rule_slot_unaligned(const struct layout *layout, struct findings *found)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		check_slot(layout, pair->primary, found);
		if (layout->bootloader.mode != BOOT_MODE_SINGLE)
			check_slot(layout, pair->secondary, found);
	}
	check_aligned(layout, layout->bootloader.scratch, found);
}
