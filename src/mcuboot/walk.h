/* SPDX-License-Identifier: MIT */
/* The walk in groups of sectors of swap using scratch and overwrite (MCUBOOT.md 2.3, 2.4). */
#ifndef PMLAYOUT_MCUBOOT_WALK_H
#define PMLAYOUT_MCUBOOT_WALK_H

#include "mcuboot/compare.h"

/* Fills all of comparison. */
void mcuboot_walk_groups(const struct mcuboot_geometry *geometry,
			 const struct mcuboot_sectors *primary,
			 const struct mcuboot_sectors *secondary,
			 struct mcuboot_comparison *comparison);

#endif
