/* SPDX-License-Identifier: MIT */
/* Finds slots that do not lie on whole pages of their device (MCUBOOT.md 1.1, 2.1). */
#include "mcuboot/hazards.h"

#include "mcuboot/sectors.h"

static uint64_t device_size(const struct mcuboot_area *area)
{
	uint64_t size = 0;

	for (size_t i = 0; i < area->device_runs; i++)
		size = mcuboot_saturating_add(
			size, mcuboot_saturating_mul(area->device[i].size, area->device[i].count));
	return size;
}

/* A page of the area's device begins or ends at position, which is no farther than its end. */
static bool is_page_border(const struct mcuboot_area *area, uint64_t position)
{
	for (size_t i = 0; i < area->device_runs; i++) {
		const struct mcuboot_run *run = &area->device[i];
		const uint64_t size = mcuboot_saturating_mul(run->size, run->count);

		if (position == 0)
			return true;
		if (position < size)
			return position % run->size == 0;
		position -= size;
	}
	return position == 0;
}

static uint32_t area_hazards(const struct mcuboot_area *area, const struct mcuboot_sectors *sectors,
			     uint32_t unaligned)
{
	const uint64_t end = mcuboot_saturating_add(area->offset, area->size);
	const uint64_t device_end = device_size(area);
	uint32_t hazards = 0;

	if (end > device_end)
		hazards |= MCUBOOT_HAZARD_BEYOND_DEVICE;
	if (sectors->count == 0)
		hazards |= MCUBOOT_HAZARD_NO_SECTORS;
	if (area->offset <= device_end && !is_page_border(area, area->offset))
		hazards |= unaligned;
	if (end <= device_end && !is_page_border(area, end))
		hazards |= unaligned;
	return hazards;
}

uint32_t mcuboot_geometric_hazards(const struct mcuboot_geometry *geometry,
				   const struct mcuboot_answer *answer)
{
	const bool shifting =
		geometry->mode == MCUBOOT_SWAP_MOVE || geometry->mode == MCUBOOT_SWAP_OFFSET;
	uint32_t hazards = area_hazards(&geometry->primary, &answer->primary,
					MCUBOOT_HAZARD_PRIMARY_UNALIGNED);

	/* Without sectors of their own to compare, a slot that nobody told is none. */
	if (mcuboot_mode_compares(geometry->mode) ||
	    (mcuboot_mode_has_secondary(geometry->mode) && geometry->secondary.size > 0))
		hazards |= area_hazards(&geometry->secondary, &answer->secondary,
					MCUBOOT_HAZARD_SECONDARY_UNALIGNED);
	if (mcuboot_mode_has_scratch(geometry->mode) && geometry->scratch.size > 0)
		hazards |= area_hazards(&geometry->scratch, &answer->scratch,
					MCUBOOT_HAZARD_SCRATCH_UNALIGNED);
	if (shifting && (answer->primary.run_count > 1 || answer->secondary.run_count > 1))
		hazards |= MCUBOOT_HAZARD_MIXED_SECTORS;
	return hazards;
}
