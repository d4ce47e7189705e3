/* SPDX-License-Identifier: MIT */
/* Compares the slots sector by sector: swap using move and swap using offset. */
#include "mcuboot/compare.h"

#include "mcuboot/walk.h"

/* Section 2.7: some versions of move leave the trailer's sectors out of the count. */
static bool extra_clause_fits(const struct mcuboot_geometry *geometry,
			      const struct mcuboot_sectors *primary,
			      const struct mcuboot_sectors *secondary)
{
	const uint64_t sector = mcuboot_sector_size(primary, 0);
	uint64_t spare;

	if (!geometry->variant.extra_move_clause || sector == 0)
		return false;
	spare = mcuboot_divide_up(mcuboot_trailer_size(geometry), sector);
	return primary->count == secondary->count + 1 + spare;
}

/* Section 2.1.  "More sectors than allowed" is not here: reading them fails before. */
static enum mcuboot_log compare_for_move(const struct mcuboot_geometry *geometry,
					 const struct mcuboot_sectors *primary,
					 const struct mcuboot_sectors *secondary)
{
	const uint64_t count = secondary->count;

	if (primary->count != count && primary->count != count + 1 &&
	    !extra_clause_fits(geometry, primary, secondary))
		return MCUBOOT_LOG_SECTOR_COUNT;
	if (!mcuboot_sectors_same(primary, secondary, count))
		return MCUBOOT_LOG_SECTOR_LAYOUT;
	/* Without a secondary sector the spare one is compared with nothing, size 0. */
	if (primary->count > count &&
	    mcuboot_sector_size(primary, count) !=
		    (count > 0 ? mcuboot_sector_size(primary, count - 1) : 0))
		return MCUBOOT_LOG_SECTOR_LAYOUT;
	return MCUBOOT_LOG_NONE;
}

/* Section 2.2.  The last sector of the secondary is never looked at. */
static enum mcuboot_log compare_for_offset(const struct mcuboot_sectors *primary,
					   const struct mcuboot_sectors *secondary)
{
	const uint64_t count = secondary->count;

	if (primary->count != count && primary->count + 1 != count)
		return MCUBOOT_LOG_SECTOR_COUNT;
	if (count > 0 && !mcuboot_sectors_same(primary, secondary, count - 1))
		return MCUBOOT_LOG_SECTOR_LAYOUT;
	return MCUBOOT_LOG_NONE;
}

void mcuboot_compare(const struct mcuboot_geometry *geometry, const struct mcuboot_sectors *primary,
		     const struct mcuboot_sectors *secondary, struct mcuboot_comparison *comparison)
{
	comparison->log_defined = true;
	comparison->open_group = false;
	comparison->closed_total = 0;
	if (geometry->mode == MCUBOOT_SWAP_MOVE) {
		comparison->log = compare_for_move(geometry, primary, secondary);
	} else if (geometry->mode == MCUBOOT_SWAP_OFFSET) {
		comparison->log = compare_for_offset(primary, secondary);
	} else {
		mcuboot_walk_groups(geometry, primary, secondary, comparison);
		return;
	}
	comparison->refused = comparison->log != MCUBOOT_LOG_NONE;
}
