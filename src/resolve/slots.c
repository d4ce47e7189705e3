/* SPDX-License-Identifier: MIT */
/* Asks MCUboot's arithmetic about every pair of slots, once for all rules and outputs. */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "model/slot_trials.h"

/* Erase pages that a SPI NOR driver may report when no .config says which. */
static const uint64_t possible_pages[] = {4096, 65536};

/* A possible combination of mode and pages. */
struct combination {
	enum boot_mode mode;
	bool compressed;
	uint64_t primary_page, secondary_page;
};

struct trying {
	const struct layout *layout;
	struct trials *trials;
	struct trial **tail;
};

static bool is_flash(const struct region *region)
{
	return region->kind == REGION_FLASH || region->kind == REGION_EXTERNAL_FLASH;
}

static bool can_be_judged(const struct partition *slot)
{
	return slot && slot->placed && slot->size.value && slot->region && is_flash(slot->region) &&
	       slot->address.value >= slot->region->base.value;
}

static void set_area(struct mcuboot_area *area, const struct partition *slot)
{
	area->offset = slot->address.value - slot->region->base.value;
	area->size = slot->size.value;
	area->device_runs = 1;
}

/* Without a scratch area an empty one stands for it, where the primary slot lies. */
static void set_scratch(const struct layout *layout, const struct slot_pair *pair,
			struct trial *trial)
{
	const struct partition *scratch = layout->bootloader.scratch;

	trial->scratch_pages = trial->primary_pages;
	trial->geometry.scratch.device_runs = 1;
	if (!can_be_judged(scratch))
		return;
	trial->scratch_pages = trial_pages(scratch, scratch->region == pair->secondary->region
							    ? trial->secondary_pages.size
							    : trial->primary_pages.size);
	set_area(&trial->geometry.scratch, scratch);
}

static void try_one(struct trying *trying, const struct combination *combination)
{
	const struct layout *layout = trying->layout;
	const struct slot_pair *pair = trying->trials->pair;
	struct fact limit = layout->bootloader.max_img_sectors;
	struct trial *trial = ARENA_NEW(layout->arena, struct trial);
	struct mcuboot_geometry *geometry = &trial->geometry;

	if (!boot_mode_to_mcuboot(combination->mode, &geometry->mode))
		return;
	trial->mode = combination->mode;
	trial->compressed = combination->compressed;
	trial->limit_known = fact_known(limit);
	trial->judges_limit =
		pair->image == 0 && version_at_least(layout->facts.ncs_version, 3, 1, 0);
	trial->primary_pages = trial_pages(pair->primary, combination->primary_page);
	trial->secondary_pages = trial_pages(pair->secondary, combination->secondary_page);
	set_area(&geometry->primary, pair->primary);
	set_area(&geometry->secondary, pair->secondary);
	set_scratch(layout, pair, trial);
	if (fact_known(layout->bootloader.logical_sector)) /* they count from each area's start */
		geometry->primary.offset = geometry->secondary.offset = geometry->scratch.offset =
			0;
	bootloader_set_geometry(&layout->bootloader, geometry);
	geometry->variant.compressed = combination->compressed;
	geometry->max_img_sectors = limit.value > UINT32_MAX ? UINT32_MAX : (uint32_t)limit.value;
	trial_judge(trial);
	trial->was_accepted = !layout->facts.ncs_version.known && trial_passes_extra_clause(trial);
	*trying->tail = trial;
	trying->tail = &trial->next;
}

static void try_pages(struct trying *trying, struct combination combination)
{
	const struct region *primary = trying->trials->pair->primary->region;
	const struct region *secondary = trying->trials->pair->secondary->region;
	const bool primary_known = fact_known(primary->page_size);
	const bool secondary_known = fact_known(secondary->page_size);
	const struct fact logical = trying->layout->bootloader.logical_sector;

	if (fact_known(logical)) { /* MCUBOOT.md 2.6: no page is enumerated */
		combination.primary_page = combination.secondary_page = logical.value;
		try_one(trying, &combination);
		return;
	}
	for (size_t i = 0; i < (primary_known ? 1 : 2); i++) {
		for (size_t j = 0; j < (secondary_known ? 1 : 2); j++) {
			combination.primary_page =
				primary_known ? primary->page_size.value : possible_pages[i];
			combination.secondary_page =
				secondary_known ? secondary->page_size.value : possible_pages[j];
			/* One driver has one page size. */
			if (primary == secondary && i != j)
				continue;
			if (combination.primary_page && combination.secondary_page)
				try_one(trying, &combination);
		}
	}
}

static void try_modes(struct trying *trying)
{
	const struct bootloader *bootloader = &trying->layout->bootloader;
	struct combination combination = {bootloader->mode, bootloader->compressed, 0, 0};

	if (bootloader->mode != BOOT_MODE_UNKNOWN) {
		try_pages(trying, combination);
		return;
	}
	for (int mode = BOOT_MODE_SWAP_MOVE; mode <= BOOT_MODE_OVERWRITE; mode++) {
		combination.mode = (enum boot_mode)mode;
		if (mode == BOOT_MODE_SWAP_SCRATCH && !bootloader->scratch)
			continue;
		try_pages(trying, combination);
	}
	combination.mode = BOOT_MODE_OVERWRITE;
	if (!combination.compressed) {
		combination.compressed = true;
		try_pages(trying, combination);
	}
}

/* NULL when a slot is missing or has no extent. */
static struct trials *trials_of(const struct layout *layout, const struct slot_pair *pair)
{
	struct trials *trials;
	struct trying trying = {.layout = layout};

	if (!can_be_judged(pair->primary) || !can_be_judged(pair->secondary))
		return NULL;
	trials = ARENA_NEW(layout->arena, struct trials);
	trials->pair = pair;
	trials->limit_known = fact_known(layout->bootloader.max_img_sectors);
	trying.trials = trials;
	trying.tail = &trials->first;
	try_modes(&trying);
	trials->refused_by_all = true;
	for (const struct trial *trial = trials->first; trial; trial = trial->next) {
		trials->refusals |= trial->refusals;
		if (!trial->refusals || trial->was_accepted)
			trials->refused_by_all = false;
	}
	return trials->first ? trials : NULL;
}

void resolve_slots(struct layout *layout)
{
	struct bootloader *bootloader = &layout->bootloader;
	struct trials **tail = &bootloader->trials;

	if (bootloader->mode != BOOT_MODE_UNKNOWN && !boot_mode_compares_slots(bootloader->mode))
		return;
	for (const struct slot_pair *pair = bootloader->pairs; pair; pair = pair->next) {
		*tail = trials_of(layout, pair);
		if (*tail)
			tail = &(*tail)->next;
	}
}
