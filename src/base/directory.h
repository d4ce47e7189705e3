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

/* Makes the folder, and those above it that are missing; true when it is there.  *why as for
 * file_write.
 */
bool directory_make(struct arena *arena, const char *path, const char **why);

#endif
