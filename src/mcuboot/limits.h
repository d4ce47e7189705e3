/* SPDX-License-Identifier: MIT */
/* The largest image that MCUboot takes (MCUBOOT.md 2.8, 3.3). */
#ifndef PMLAYOUT_MCUBOOT_LIMITS_H
#define PMLAYOUT_MCUBOOT_LIMITS_H

#include "mcuboot/sectors.h"

struct mcuboot_limit {
	bool leaves_room; /* false: value is 0 or has wrapped */
	uint32_t value;   /* bytes, in MCUboot's unsigned 32-bit arithmetic */
};

/* Swap using move or offset; the primary has a sector at least. */
struct mcuboot_limit mcuboot_limit_shifting(const struct mcuboot_geometry *geometry,
					    const struct mcuboot_sectors *primary,
					    const struct mcuboot_sectors *secondary);
/* Swap using scratch; closed_total as the comparison left it. */
struct mcuboot_limit mcuboot_limit_scratch(const struct mcuboot_geometry *geometry,
					   const struct mcuboot_sectors *primary,
					   const struct mcuboot_sectors *secondary,
					   uint64_t closed_total);
/* Older versions, swap modes (section 2.7): up to the sector in which the primary's trailer begins,
 * with scratch up to the trailer itself.
 */
uint32_t mcuboot_limit_of_own_slot(const struct mcuboot_geometry *geometry,
				   const struct mcuboot_sectors *primary);
/* The other modes: by the primary's size alone. */
struct mcuboot_limit mcuboot_limit_of_slot(const struct mcuboot_geometry *geometry);

#endif
