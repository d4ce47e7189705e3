/* SPDX-License-Identifier: MIT */
/* Applying the safe fixes of findings to the text of a file. */
#ifndef PMLAYOUT_DIAG_FIX_H
#define PMLAYOUT_DIAG_FIX_H

#include "diag/finding.h"

/* The text of source with every safe fix of a finding that is not allowed; of fixes that overlap
 * the first alone, so that the others can be made anew from the result.  Fixes that reach beyond
 * source or one line of it are left out.  *count is the number of fixes made.
 */
struct str fixes_apply(const struct findings *found, const struct source *source, size_t *count);

#endif
