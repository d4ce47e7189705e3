/* SPDX-License-Identifier: MIT */
/* Partition Manager's YAML files as plain data. */
#ifndef PMLAYOUT_READ_PM_FRAGMENTS_H
#define PMLAYOUT_READ_PM_FRAGMENTS_H

#include "diag/finding.h"
#include "model/value.h"

/* A mapping of names to mappings.  False after an error; true and *partitions NULL for a file
 * that holds nothing.
 */
bool pm_yaml_read(struct arena *arena, const struct source *source, struct findings *found,
		  struct value **partitions);

/* Adds a fragment's partitions, in the order of writing.  One that is there already must be the
 * same.  A file that does not exist is a warning only.  False after an error.
 */
bool pm_fragment_read(struct arena *arena, const char *path, struct value *fragments,
		      struct findings *found);
bool pm_fragment_add(struct arena *arena, const struct source *source, struct value *fragments,
		     struct findings *found);

/* A fragment that went through the C preprocessor, which finds autoconf's folder and the one
 * above; NULL after an error.  Lines keep their numbers.
 */
struct source *pm_preprocess(struct arena *arena, const char *path, const char *autoconf,
			     struct findings *found);

/* A static file; NULL after an error, which an empty file is too. */
struct value *pm_static_read(struct arena *arena, const struct source *source,
			     struct findings *found);

#endif
