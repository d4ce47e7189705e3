/* SPDX-License-Identifier: MIT */
/* The members of a mapping as Partition Manager sees them. */
#ifndef PMLAYOUT_READ_MEMBERS_H
#define PMLAYOUT_READ_MEMBERS_H

#include "model/node.h"

struct arena;

/* One member a key: of duplicates the last, at the place of the first, as in a Python
 * dictionary.  *count is their number.  mapping must be a mapping.
 */
const struct node **members_that_win(struct arena *arena, const struct node *mapping,
				     size_t *count);

#endif
