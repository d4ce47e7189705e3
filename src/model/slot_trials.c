/* SPDX-License-Identifier: MIT */
/* Judges trials and says what was made of them. */
#include "model/slot_trials.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

void bootloader_set_geometry(const struct bootloader *bootloader, struct mcuboot_geometry *geometry)
{
	geometry->write_align = (uint32_t)bootloader->write_align.value;
	geometry->boot_max_align = (uint32_t)bootloader->boot_max_align.value;
	geometry->encryption_key_size = (uint32_t)bootloader->key_size.value;
	geometry->variant = bootloader->variant;
}

/* Where a device ends whose size nobody tells: behind every chip there is. */
#define UNKNOWN_DEVICE_SIZE ((uint64_t)1 << 32)

struct mcuboot_run trial_pages(const struct partition *slot, uint64_t page)
{
	uint64_t end = partition_end(slot) - slot->region->base.value;
	uint64_t size = slot->region->size.value;

	if (!fact_known(slot->region->size) || slot->region->size.negative)
		size = UNKNOWN_DEVICE_SIZE;
	if (size < end) /* `out-of-region` speaks of that */
		size = end + (page - 1 < UINT64_MAX - end ? page - 1 : 0);
	return (struct mcuboot_run){page, size / page};
}

static bool has_log(const struct mcuboot_answer *answer, enum mcuboot_log log)
{
	for (size_t i = 0; i < answer->log_count; i++)
		if (answer->logs[i] == log)
			return true;
	return false;
}

static uint64_t last_sector(const struct mcuboot_sectors *sectors)
{
	return sectors->run_count ? sectors->runs[sectors->run_count - 1].size : 0;
}

/* MCUboot accepts what it then works on wrongly (MCUBOOT.md 2.1 to 2.4).  Swap using offset never
 * compares the last sector.
 */
static bool is_mixed(const struct trial *trial)
{
	const struct mcuboot_answer *answer = &trial->answer;
	const unsigned mixed = MCUBOOT_HAZARD_MIXED_SECTORS | MCUBOOT_HAZARD_OPEN_GROUP;

	if (answer->verdict != MCUBOOT_OK)
		return false;
	return (answer->hazards & mixed) ||
	       (trial->mode == BOOT_MODE_SWAP_OFFSET &&
		last_sector(&answer->primary) != last_sector(&answer->secondary));
}

/* A group of sectors passes through the scratch area at once: one of the larger pages, when the
 * smaller ones fill it.  Told by the pages, because MCUboot ends with its first complaint.
 */
static bool overflows_scratch(const struct trial *trial)
{
	uint64_t a = trial->primary_pages.size, b = trial->secondary_pages.size;
	uint64_t group = a > b ? a : b, part = a > b ? b : a;

	return trial->mode == BOOT_MODE_SWAP_SCRATCH && group % part == 0 &&
	       trial->geometry.scratch.size < group;
}

/* In scratch and overwrite mode C leaves open which line MCUboot prints for unequal totals
 * (MCUBOOT.md 2.3), so the sizes themselves are compared.
 */
static unsigned refusals_by_test(const struct trial *trial)
{
	const struct mcuboot_answer *answer = &trial->answer;
	const struct mcuboot_geometry *geometry = &trial->geometry;
	bool walks = geometry->mode == MCUBOOT_SWAP_SCRATCH || geometry->mode == MCUBOOT_OVERWRITE;
	bool unequal = trial->compressed ? geometry->secondary.size > geometry->primary.size
					 : geometry->secondary.size != geometry->primary.size;

	if (has_log(answer, MCUBOOT_LOG_READING_FAILED))
		return REFUSED_TOO_MANY;
	if (walks && unequal)
		return REFUSED_SIZE;
	if (has_log(answer, MCUBOOT_LOG_SECTOR_COUNT))
		return REFUSED_COUNT;
	if (has_log(answer, MCUBOOT_LOG_SECTOR_LAYOUT) ||
	    has_log(answer, MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS))
		return REFUSED_LAYOUT;
	return 0;
}

static unsigned refusals_of(const struct trial *trial)
{
	const struct mcuboot_answer *answer = &trial->answer;
	unsigned refusals = refusals_by_test(trial);

	if (answer->slot_too_small)
		refusals |= REFUSED_TOO_SMALL;
	if (is_mixed(trial))
		refusals |= REFUSED_MIXED;
	if (overflows_scratch(trial) || has_log(answer, MCUBOOT_LOG_SCRATCH))
		refusals |= REFUSED_SCRATCH;
	if (trial->judges_limit && answer->has_validate_limit &&
	    answer->validate_limit < USEFUL_IMAGE_SIZE)
		refusals |= REFUSED_RUNNING;
	return refusals;
}

/* Without a .config the sector limit is whatever the slots need. */
static void set_sector_limit(struct trial *trial)
{
	struct mcuboot_geometry *geometry = &trial->geometry;
	uint64_t needed = geometry->primary.size / trial->primary_pages.size;
	uint64_t secondary = geometry->secondary.size / trial->secondary_pages.size;

	if (trial->limit_known)
		return;
	if (secondary > needed)
		needed = secondary;
	needed += 2; /* partial pages at both ends */
	geometry->max_img_sectors = needed > UINT32_MAX ? UINT32_MAX : (uint32_t)needed;
}

/* What would still be wrong if MCUboot were built for enough sectors. */
static unsigned refusals_beyond_limit(const struct trial *trial)
{
	struct trial again = *trial;

	again.geometry.primary.device = &again.primary_pages;
	again.geometry.secondary.device = &again.secondary_pages;
	again.geometry.scratch.device = &again.scratch_pages;
	again.limit_known = false;
	set_sector_limit(&again);
	mcuboot_judge(&again.geometry, &again.answer);
	return refusals_of(&again);
}

void trial_judge(struct trial *trial)
{
	trial->geometry.primary.device = &trial->primary_pages;
	trial->geometry.secondary.device = &trial->secondary_pages;
	trial->geometry.scratch.device = &trial->scratch_pages;
	set_sector_limit(trial);
	mcuboot_judge(&trial->geometry, &trial->answer);
	trial->refusals = refusals_of(trial);
	if (trial->refusals & REFUSED_TOO_MANY)
		trial->refusals |= refusals_beyond_limit(trial);
}

bool trial_passes_extra_clause(const struct trial *trial)
{
	struct trial again;

	if (trial->mode != BOOT_MODE_SWAP_MOVE || trial->refusals != REFUSED_COUNT)
		return false;
	again = *trial;
	again.geometry.variant.extra_move_clause = true;
	trial_judge(&again);
	return again.refusals == 0 && again.answer.hazards == 0;
}

const struct trial *trials_first(const struct trials *trials, enum refusal refusal)
{
	for (const struct trial *trial = trials->first; trial; trial = trial->next)
		if (trial->refusals & refusal)
			return trial;
	return NULL;
}

const char *trial_mode_in_words(const struct trial *trial)
{
	return trial->compressed ? "overwrite-only mode with compressed updates"
				 : boot_mode_in_words(trial->mode);
}

const char *trial_page_in_words(struct arena *arena, const struct trials *trials,
				const struct trial *trial)
{
	const struct region *primary = trials->pair->primary->region;
	const struct region *secondary = trials->pair->secondary->region;

	if (!fact_known(secondary->page_size))
		return arena_printf(arena, " with erase pages of 0x%jx in `%s`",
				    (uintmax_t)trial->secondary_pages.size, secondary->name);
	if (!fact_known(primary->page_size))
		return arena_printf(arena, " with erase pages of 0x%jx in `%s`",
				    (uintmax_t)trial->primary_pages.size, primary->name);
	return "";
}

const char *trial_in_words(struct arena *arena, const struct trials *trials,
			   const struct trial *trial)
{
	return arena_printf(arena, "%s%s", trial_mode_in_words(trial),
			    trial_page_in_words(arena, trials, trial));
}

const char *slot_log_line(struct arena *arena, enum mcuboot_log log, uint32_t max_img_sectors)
{
	const char *line = mcuboot_log_text(log);
	const char *number = strstr(line, "%u");

	if (!number)
		return line;
	return arena_printf(arena, "%.*s%" PRIu32 "%s", (int)(number - line), line, max_img_sectors,
			    number + strlen("%u"));
}

struct slot_change trial_unchanged(const struct trial *trial)
{
	return (struct slot_change){
		.primary = trial->geometry.primary.size,
		.secondary = trial->geometry.secondary.size,
		.scratch = trial->geometry.scratch.size,
		.secondary_page = trial->secondary_pages.size,
	};
}

/* The same device in pages of another size; its last part of a page is lost. */
static struct mcuboot_run in_pages_of(struct mcuboot_run run, uint64_t page)
{
	return (struct mcuboot_run){page, run.size * run.count / page};
}

bool trial_accepts(const struct trial *trial, const struct slot_change *change)
{
	struct trial again = *trial;

	again.secondary_pages = in_pages_of(trial->secondary_pages, change->secondary_page);
	again.geometry.primary.size = change->primary;
	again.geometry.secondary.size = change->secondary;
	again.geometry.scratch.size = change->scratch;
	trial_judge(&again);
	return again.refusals == 0 && again.answer.hazards == 0;
}
