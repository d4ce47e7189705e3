/* SPDX-License-Identifier: MIT */
/* What the rules about free bytes ask of a region's gaps as Partition Manager counts them. */
#ifndef PMLAYOUT_CHECK_GAPS_H
#define PMLAYOUT_CHECK_GAPS_H

#include "check/check.h"

/* Those that have a length.  Overlaps, partitions beyond the region and entries of size 0 make
 * others, which run backwards.
 */
size_t gaps_forward(const struct region *region);
/* `gap-count` speaks of the region. */
bool gaps_are_wrong(const struct region *region);

#endif
