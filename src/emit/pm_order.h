/* SPDX-License-Identifier: MIT */
/* The lists at the end of Partition Manager's outputs: names by size, and the members of each
 * affiliation (PARTITION-MANAGER.md 6.2).
 */
#ifndef PMLAYOUT_EMIT_PM_ORDER_H
#define PMLAYOUT_EMIT_PM_ORDER_H

#include "emit/entries.h"

/* Names by size, ties by depth of container, then by name; entries must be sorted by name. */
const char **pm_names_by_size(const struct entries *entries);

struct pm_membership {
	const char *affiliation;
	const char *member; /* name of the partition */
	size_t group;       /* groups count in the order in which they were first met */
	size_t order;       /* of meeting, over all */
};

/* Every membership, groups together, in the order of entries (sorted by address). */
const struct pm_membership *pm_memberships(const struct entries *entries, size_t *count);

#endif
