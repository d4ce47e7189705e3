/* SPDX-License-Identifier: MIT */
/* What changed in a text, as patch(1) and `git apply` read it. */
#ifndef PMLAYOUT_BASE_PATCH_H
#define PMLAYOUT_BASE_PATCH_H

#include "base/str.h"

/* Appends a unified diff of two texts with the same number of lines; nothing when they are equal.
 * The path is that of the file, below the folder in which the patch will be applied.
 */
void patch_add(struct text *out, const char *path, struct str before, struct str after);

#endif
