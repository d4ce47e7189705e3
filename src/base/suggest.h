/* SPDX-License-Identifier: MIT */
/* "Did you mean": the word of a list that is closest to what was written. */
#ifndef PMLAYOUT_BASE_SUGGEST_H
#define PMLAYOUT_BASE_SUGGEST_H

#include "base/str.h"

/* Optimal string alignment distance (insert, delete, replace, swap of neighbours), counted up
 * to limit; limit + 1 when it is farther.
 */
unsigned suggest_distance(struct str a, struct str b, unsigned limit);

/* The closest word of a NULL-terminated list, or NULL when none is close enough to be meant
 * (a third of the length, at most 3 steps).  The first of equals wins.
 */
const char *suggest_closest(struct str word, const char *const words[]);

#endif
