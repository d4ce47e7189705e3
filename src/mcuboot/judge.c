/* SPDX-License-Identifier: MIT */
/* Answers what MCUboot makes of a geometry, in the order in which it looks at it itself. */
#include "mcuboot/compare.h"
#include "mcuboot/hazards.h"
#include "mcuboot/limits.h"

bool mcuboot_mode_compares(enum mcuboot_mode mode)
{
	return mode == MCUBOOT_SWAP_MOVE || mode == MCUBOOT_SWAP_OFFSET ||
	       mode == MCUBOOT_SWAP_SCRATCH || mode == MCUBOOT_OVERWRITE;
}

bool mcuboot_mode_has_secondary(enum mcuboot_mode mode)
{
	return mode != MCUBOOT_SINGLE;
}

bool mcuboot_mode_needs_secondary(enum mcuboot_mode mode)
{
	return mode != MCUBOOT_SINGLE && mode != MCUBOOT_FIRMWARE_LOADER;
}

bool mcuboot_mode_has_scratch(enum mcuboot_mode mode)
{
	return mode == MCUBOOT_SWAP_SCRATCH;
}

bool mcuboot_is_safe(const struct mcuboot_answer *answer)
{
	return answer->verdict == MCUBOOT_OK && answer->hazards == 0;
}

static void say(struct mcuboot_answer *answer, enum mcuboot_log log)
{
	answer->logs[answer->log_count++] = log;
}

static void list_sectors(const struct mcuboot_area *area, bool used, uint64_t limit,
			 struct mcuboot_sectors *sectors)
{
	sectors->run_count = 0;
	sectors->count = 0;
	sectors->overflow = false;
	if (!used)
		return;
	mcuboot_enumerate(area, UINT64_MAX, sectors);
	sectors->overflow = sectors->overflow || sectors->count > limit;
}

static void list_all_sectors(const struct mcuboot_geometry *geometry, struct mcuboot_answer *answer)
{
	/* Modes that do not compare do not read sectors either: no limit to exceed. */
	const uint64_t limit =
		mcuboot_mode_compares(geometry->mode) ? geometry->max_img_sectors : UINT64_MAX;

	list_sectors(&geometry->primary, true, limit, &answer->primary);
	list_sectors(&geometry->secondary, mcuboot_mode_has_secondary(geometry->mode), limit,
		     &answer->secondary);
	list_sectors(&geometry->scratch, mcuboot_mode_has_scratch(geometry->mode), limit,
		     &answer->scratch);
}

static void set_limit(struct mcuboot_answer *answer, struct mcuboot_limit limit)
{
	const bool accepted = answer->verdict == MCUBOOT_OK;

	answer->has_validate_limit = true;
	answer->validate_limit = limit.value;
	answer->has_max_image = accepted && limit.leaves_room;
	answer->max_image_size = answer->has_max_image ? limit.value : 0;
	answer->slot_too_small = accepted && !limit.leaves_room;
	if (!limit.leaves_room && answer->verdict != MCUBOOT_SECTORS_UNREADABLE)
		answer->hazards |= MCUBOOT_HAZARD_SLOT_TOO_SMALL;
}

/* Section 2.8: the limit is computed for refused layouts too, and stops the running image. */
static void limit_compared(const struct mcuboot_geometry *geometry,
			   const struct mcuboot_sectors *secondary,
			   const struct mcuboot_comparison *comparison,
			   struct mcuboot_answer *answer)
{
	const bool readable = answer->verdict != MCUBOOT_SECTORS_UNREADABLE;

	if (geometry->mode == MCUBOOT_OVERWRITE) {
		if (readable)
			set_limit(answer, mcuboot_limit_of_slot(geometry));
	} else if (geometry->mode == MCUBOOT_SWAP_SCRATCH) {
		if (readable && !comparison->refused)
			set_limit(answer,
				  mcuboot_limit_scratch(geometry, &answer->primary, secondary,
							comparison->closed_total));
		else
			answer->has_validate_limit = readable && comparison->log_defined;
	} else if (answer->primary.count > 0) {
		set_limit(answer, mcuboot_limit_shifting(geometry, &answer->primary, secondary));
	} else if (readable) {
		answer->hazards |= MCUBOOT_HAZARD_SLOT_TOO_SMALL;
		answer->slot_too_small = answer->verdict == MCUBOOT_OK;
	}
}

/* What versions before "both slots" hold the running image against. */
static void limit_of_older_version(const struct mcuboot_geometry *geometry,
				   struct mcuboot_answer *answer)
{
	const enum mcuboot_size_limit rule = geometry->variant.size_limit;

	if (rule == MCUBOOT_LIMIT_NONE) {
		answer->has_validate_limit = false;
		answer->validate_limit = 0;
	} else if (rule == MCUBOOT_LIMIT_OWN_SLOT && mcuboot_mode_compares(geometry->mode) &&
		   geometry->mode != MCUBOOT_OVERWRITE) {
		answer->has_validate_limit = true;
		answer->validate_limit = mcuboot_limit_of_own_slot(geometry, &answer->primary);
	}
}

static void judge_lists(const struct mcuboot_geometry *geometry,
			const struct mcuboot_sectors *secondary, struct mcuboot_answer *answer)
{
	struct mcuboot_comparison comparison;

	mcuboot_compare(geometry, &answer->primary, secondary, &comparison);
	answer->log_defined = comparison.log_defined;
	if (comparison.log != MCUBOOT_LOG_NONE)
		say(answer, comparison.log);
	if (comparison.refused && answer->verdict == MCUBOOT_OK)
		answer->verdict = MCUBOOT_INCOMPATIBLE;
	if (comparison.open_group)
		answer->hazards |= MCUBOOT_HAZARD_OPEN_GROUP;
	limit_compared(geometry, secondary, &comparison, answer);
}

/* Section 1.3: a secondary that cannot be read is compared as one without sectors.  MCUboot
 * gives up before it asks for the write size, so it takes the status area as empty then.
 */
static void judge_without_secondary(const struct mcuboot_geometry *geometry,
				    struct mcuboot_answer *answer)
{
	const struct mcuboot_sectors none = {.count = 0};
	struct mcuboot_geometry as_read = *geometry;

	as_read.write_align = 0;
	as_read.scratch_write_align = 0;
	judge_lists(&as_read, &none, answer);
}

static void judge_slots(const struct mcuboot_geometry *geometry, struct mcuboot_answer *answer)
{
	if (!answer->primary.overflow && !answer->secondary.overflow && !answer->scratch.overflow) {
		judge_lists(geometry, &answer->secondary, answer);
		return;
	}
	answer->verdict = MCUBOOT_SECTORS_UNREADABLE;
	say(answer, MCUBOOT_LOG_READING_FAILED);
	/* The first failure ends the reading, and only one of the secondary is forgiven. */
	if (!answer->primary.overflow && answer->secondary.overflow)
		judge_without_secondary(geometry, answer);
}

void mcuboot_judge(const struct mcuboot_geometry *geometry, struct mcuboot_answer *answer)
{
	answer->verdict = MCUBOOT_OK;
	answer->log_count = 0;
	answer->log_defined = true;
	answer->trailer_size = mcuboot_trailer_size(geometry);
	answer->scratch_trailer_size = mcuboot_scratch_trailer_size(geometry);
	answer->has_max_image = false;
	answer->max_image_size = 0;
	answer->has_validate_limit = false;
	answer->validate_limit = 0;
	answer->slot_too_small = false;
	list_all_sectors(geometry, answer);
	answer->hazards = mcuboot_geometric_hazards(geometry, answer);
	if (mcuboot_mode_compares(geometry->mode))
		judge_slots(geometry, answer);
	else
		set_limit(answer, mcuboot_limit_of_slot(geometry));
	limit_of_older_version(geometry, answer);
	for (size_t i = answer->log_count; i < sizeof(answer->logs) / sizeof(answer->logs[0]); i++)
		answer->logs[i] = MCUBOOT_LOG_NONE;
}
