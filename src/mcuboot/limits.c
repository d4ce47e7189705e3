/* SPDX-License-Identifier: MIT */
/* Computes the largest image (header, image and all TLVs) for every mode. */
#include "mcuboot/limits.h"

struct mcuboot_limit mcuboot_limit_shifting(const struct mcuboot_geometry *geometry,
					    const struct mcuboot_sectors *primary,
					    const struct mcuboot_sectors *secondary)
{
	const uint64_t sector = mcuboot_sector_size(primary, 0);
	const uint64_t taken = mcuboot_divide_up(mcuboot_trailer_size(geometry), sector);
	/* The spare sector lies in the primary (move) or in the secondary (offset). */
	const uint64_t spare_primary = geometry->mode == MCUBOOT_SWAP_MOVE ? 1 : 0;
	const uint64_t taken_primary = taken + spare_primary;
	const uint64_t taken_secondary = taken + 1 - spare_primary;
	const uint32_t by_primary = (uint32_t)((primary->count - taken_primary) * sector);
	const uint32_t by_secondary = (uint32_t)((secondary->count - taken_secondary) * sector);
	struct mcuboot_limit limit;

	limit.leaves_room = primary->count > taken_primary && secondary->count > taken_secondary;
	limit.value = by_primary < by_secondary ? by_primary : by_secondary;
	return limit;
}

/* The end of the sector in which a trailer begins that lies at the end of the list; of the first
 * sector when the trailer is longer than all of them.
 */
static uint64_t trailer_sector_end(const struct mcuboot_sectors *sectors, uint32_t trailer)
{
	uint64_t end = mcuboot_sectors_total(sectors);
	uint64_t uncovered = trailer;

	for (size_t i = sectors->run_count; i-- > 0;) {
		const struct mcuboot_run *run = &sectors->runs[i];
		const uint64_t needed = mcuboot_divide_up(uncovered, run->size);

		if (needed <= run->count)
			return end - (needed - 1) * run->size;
		end -= run->count * run->size;
		uncovered -= run->count * run->size;
	}
	return mcuboot_sector_size(sectors, 0);
}

struct mcuboot_limit mcuboot_limit_scratch(const struct mcuboot_geometry *geometry,
					   const struct mcuboot_sectors *primary,
					   const struct mcuboot_sectors *secondary,
					   uint64_t closed_total)
{
	const uint32_t trailer = mcuboot_trailer_size(geometry);
	const uint32_t in_scratch = mcuboot_scratch_trailer_size(geometry);
	const uint64_t end_primary = trailer_sector_end(primary, trailer);
	const uint64_t end_secondary = trailer_sector_end(secondary, trailer);
	const uint64_t end = end_primary > end_secondary ? end_primary : end_secondary;
	/* Trailer bytes in its first sector: they share that sector with the end of the image,
	 * and the copy of it that goes through the scratch area needs room for its own trailer.
	 */
	const uint64_t in_first = end + trailer - closed_total;
	const uint64_t padding = in_scratch > in_first ? in_scratch - in_first : 0;
	struct mcuboot_limit limit;

	limit.leaves_room = closed_total > trailer + padding;
	limit.value = (uint32_t)(closed_total - trailer - padding);
	return limit;
}

uint32_t mcuboot_limit_of_own_slot(const struct mcuboot_geometry *geometry,
				   const struct mcuboot_sectors *primary)
{
	const uint32_t size = (uint32_t)geometry->primary.size;
	const uint64_t sector = mcuboot_sector_size(primary, 0);
	const uint32_t trailer = mcuboot_trailer_size(geometry);

	if (geometry->mode == MCUBOOT_SWAP_SCRATCH || sector == 0)
		return size - trailer;
	return (uint32_t)((primary->count - mcuboot_divide_up(trailer, sector)) * sector);
}

struct mcuboot_limit mcuboot_limit_of_slot(const struct mcuboot_geometry *geometry)
{
	const uint64_t size = geometry->primary.size;
	struct mcuboot_limit limit;
	uint32_t tail; /* bytes from the limit to the slot's end */

	if (geometry->mode == MCUBOOT_SINGLE || geometry->mode == MCUBOOT_FIRMWARE_LOADER)
		limit.value = (uint32_t)size - mcuboot_trailer_size(geometry);
	else
		limit.value = mcuboot_trailer_offsets(geometry, (uint32_t)size).swap_info;
	tail = (uint32_t)size - limit.value;
	limit.leaves_room = size > tail;
	return limit;
}
