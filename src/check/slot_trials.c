/* SPDX-License-Identifier: MIT */
/* The trials behind the rules on slots.  RULES.md: when nobody says the mode or the erase page,
 * every one is tried; refused by all is an error, refused by some a warning that names them.
 */
#include "check/slot_trials.h"

#include "base/arena.h"
#include "base/num.h"

/* Erase pages that a SPI NOR driver may report when no .config says which. */
static const uint64_t possible_pages[] = {4096, 65536};

static bool is_flash(const struct region *region)
{
	return region->kind == REGION_FLASH || region->kind == REGION_EXTERNAL_FLASH;
}

static bool can_be_judged(const struct partition *slot)
{
	return slot && slot->placed && slot->size.value && slot->region && is_flash(slot->region) &&
	       slot->address.value >= slot->region->base.value;
}

/* Where a device ends whose size nobody tells: behind every chip there is. */
#define UNKNOWN_DEVICE_SIZE ((uint64_t)1 << 32)

/* The pages of a slot's device. */
static struct mcuboot_run pages_of(const struct partition *slot, uint64_t page)
{
	uint64_t end = partition_end(slot) - slot->region->base.value;
	uint64_t size = slot->region->size.value;

	if (!fact_known(slot->region->size) || slot->region->size.negative)
		size = UNKNOWN_DEVICE_SIZE;
	if (size < end) /* `out-of-region` speaks of that */
		size = end + (page - 1 < UINT64_MAX - end ? page - 1 : 0);
	return (struct mcuboot_run){page, size / page};
}

static void set_area(struct mcuboot_area *area, const struct partition *slot,
		     const struct mcuboot_run *pages)
{
	area->offset = slot->address.value - slot->region->base.value;
	area->size = slot->size.value;
	area->device = pages;
	area->device_runs = 1;
}

static bool has_log(const struct mcuboot_answer *answer, enum mcuboot_log log)
{
	for (size_t i = 0; i < answer->log_count; i++)
		if (answer->logs[i] == log)
			return true;
	return false;
}

/* Which rules refuse.  In scratch and overwrite mode C leaves open which line MCUboot prints for
 * unequal totals (MCUBOOT.md 2.3), so the sizes themselves are compared.
 */
static unsigned refusals_of(const struct trial *trial)
{
	const struct mcuboot_answer *answer = &trial->answer;
	const struct mcuboot_geometry *geometry = &trial->geometry;
	bool walks = geometry->mode == MCUBOOT_SWAP_SCRATCH || geometry->mode == MCUBOOT_OVERWRITE;
	bool unequal = trial->compressed ? geometry->secondary.size > geometry->primary.size
					 : geometry->secondary.size != geometry->primary.size;
	unsigned refusals = 0;

	if (has_log(answer, MCUBOOT_LOG_READING_FAILED))
		refusals |= REFUSED_TOO_MANY;
	else if (walks && unequal)
		refusals |= REFUSED_SIZE;
	else if (has_log(answer, MCUBOOT_LOG_SECTOR_COUNT))
		refusals |= REFUSED_COUNT;
	else if (has_log(answer, MCUBOOT_LOG_SECTOR_LAYOUT) ||
		 has_log(answer, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS))
		refusals |= REFUSED_LAYOUT;
	if (answer->slot_too_small)
		refusals |= REFUSED_TOO_SMALL;
	return refusals;
}

/* Without a .config the limit is whatever this layout needs. */
static uint32_t sector_limit(const struct layout *layout, const struct trial *trial)
{
	const struct mcuboot_geometry *geometry = &trial->geometry;
	struct fact limit = layout->bootloader.max_img_sectors;
	uint64_t needed = geometry->primary.size / trial->primary_pages.size;
	uint64_t secondary = geometry->secondary.size / trial->secondary_pages.size;

	if (fact_known(limit))
		return limit.value > UINT32_MAX ? UINT32_MAX : (uint32_t)limit.value;
	if (secondary > needed)
		needed = secondary;
	needed += 2; /* partial pages at both ends */
	return needed > UINT32_MAX ? UINT32_MAX : (uint32_t)needed;
}

/* A possible combination of mode and pages. */
struct combination {
	enum boot_mode mode;
	bool compressed;
	uint64_t primary_page, secondary_page;
};

static void try_one(const struct layout *layout, struct trials *trials,
		    const struct combination *combination)
{
	struct trial *trial = &trials->list[trials->count];
	const struct bootloader *bootloader = &layout->bootloader;
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	struct mcuboot_geometry *geometry = &trial->geometry;
	enum mcuboot_mode mode;

	if (trials->count == TRIALS_LIMIT || !boot_mode_to_mcuboot(combination->mode, &mode))
		return;
	trials->count++;
	*geometry = (struct mcuboot_geometry){.mode = mode};
	trial->mode = combination->mode;
	trial->compressed = combination->compressed;
	trial->primary_pages = pages_of(primary, combination->primary_page);
	trial->secondary_pages = pages_of(secondary, combination->secondary_page);
	set_area(&geometry->primary, primary, &trial->primary_pages);
	set_area(&geometry->secondary, secondary, &trial->secondary_pages);
	if (bootloader->scratch && can_be_judged(bootloader->scratch)) {
		trial->scratch_pages = pages_of(bootloader->scratch, combination->primary_page);
		set_area(&geometry->scratch, bootloader->scratch, &trial->scratch_pages);
	}
	geometry->write_align = (uint32_t)bootloader->write_align.value;
	geometry->boot_max_align = (uint32_t)bootloader->boot_max_align.value;
	geometry->variant.compressed = combination->compressed;
	geometry->max_img_sectors = sector_limit(layout, trial);
	mcuboot_judge(geometry, &trial->answer);
	trial->refusals = refusals_of(trial);
}

static void try_pages(const struct layout *layout, struct trials *trials,
		      struct combination combination)
{
	struct fact primary = trials->pair->primary->region->page_size;
	struct fact secondary = trials->pair->secondary->region->page_size;
	size_t primary_count = fact_known(primary) ? 1 : 2;
	size_t secondary_count = fact_known(secondary) ? 1 : 2;

	for (size_t i = 0; i < primary_count; i++) {
		for (size_t j = 0; j < secondary_count; j++) {
			combination.primary_page =
				fact_known(primary) ? primary.value : possible_pages[i];
			combination.secondary_page =
				fact_known(secondary) ? secondary.value : possible_pages[j];
			/* One driver has one page size. */
			if (trials->pair->primary->region == trials->pair->secondary->region &&
			    i != j && primary_count == 2)
				continue;
			if (combination.primary_page && combination.secondary_page)
				try_one(layout, trials, &combination);
		}
	}
}

static void try_modes(const struct layout *layout, struct trials *trials)
{
	const struct bootloader *bootloader = &layout->bootloader;
	struct combination combination = {bootloader->mode, bootloader->compressed, 0, 0};

	if (bootloader->mode != BOOT_MODE_UNKNOWN) {
		try_pages(layout, trials, combination);
		return;
	}
	for (int mode = BOOT_MODE_SWAP_MOVE; mode <= BOOT_MODE_OVERWRITE; mode++) {
		combination.mode = (enum boot_mode)mode;
		if (mode == BOOT_MODE_SWAP_SCRATCH && !bootloader->scratch)
			continue;
		try_pages(layout, trials, combination);
	}
	combination.mode = BOOT_MODE_OVERWRITE;
	if (!combination.compressed) {
		combination.compressed = true;
		try_pages(layout, trials, combination);
	}
}

bool trials_run(const struct layout *layout, const struct slot_pair *pair, struct trials *trials)
{
	const struct bootloader *bootloader = &layout->bootloader;

	if (!can_be_judged(pair->primary) || !can_be_judged(pair->secondary))
		return false;
	if (bootloader->mode != BOOT_MODE_UNKNOWN && !boot_mode_compares_slots(bootloader->mode))
		return false;
	/* The list has room for every combination; only what is tried is set. */
	trials->count = 0;
	trials->refusals = 0;
	trials->pair = pair;
	trials->limit_known = fact_known(bootloader->max_img_sectors);
	try_modes(layout, trials);
	trials->refused_by_all = trials->count > 0;
	for (size_t i = 0; i < trials->count; i++) {
		trials->refusals |= trials->list[i].refusals;
		if (!trials->list[i].refusals)
			trials->refused_by_all = false;
	}
	return trials->count > 0;
}

const struct trial *trials_first(const struct trials *trials, enum refusal refusal)
{
	for (size_t i = 0; i < trials->count; i++)
		if (trials->list[i].refusals & refusal)
			return &trials->list[i];
	return NULL;
}

const char *trial_in_words(struct arena *arena, const struct trials *trials,
			   const struct trial *trial)
{
	const char *mode = trial->compressed ? "overwrite-only mode with compressed updates"
					     : boot_mode_in_words(trial->mode);
	const struct region *primary = trials->pair->primary->region;
	const struct region *secondary = trials->pair->secondary->region;
	const struct region *unknown = !fact_known(secondary->page_size) ? secondary
				       : !fact_known(primary->page_size) ? primary
									 : NULL;
	uint64_t page =
		unknown == secondary ? trial->secondary_pages.size : trial->primary_pages.size;

	if (!unknown)
		return mode;
	return arena_printf(arena, "%s with erase pages of %ju in `%s`", mode, (uintmax_t)page,
			    unknown->name);
}

void trial_set_secondary_page(struct trial *trial, const struct partition *secondary, uint64_t page)
{
	trial->secondary_pages = pages_of(secondary, page);
}

bool trial_accepts(const struct trial *trial, uint64_t primary_size, uint64_t secondary_size)
{
	struct trial again = *trial;

	again.geometry.primary.device = &again.primary_pages;
	again.geometry.secondary.device = &again.secondary_pages;
	if (again.geometry.scratch.device)
		again.geometry.scratch.device = &again.scratch_pages;
	again.geometry.primary.size = primary_size;
	again.geometry.secondary.size = secondary_size;
	mcuboot_judge(&again.geometry, &again.answer);
	return refusals_of(&again) == 0 && again.answer.hazards == 0;
}
