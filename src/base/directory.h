/* SPDX-License-Identifier: MIT */
/* What lies in a folder. */
#ifndef PMLAYOUT_BASE_DIRECTORY_H
#define PMLAYOUT_BASE_DIRECTORY_H

#include "base/str.h"

/* The most entries of one folder that are looked at. */
#define DIRECTORY_ENTRY_LIMIT 4096

/* The names in a folder, sorted by their bytes, without "." and ".."; *count is 0 when it cannot
 * be read.
 */
const char *const *directory_names(struct arena *arena, const char *path, size_t *count);

#endif
