/* SPDX-License-Identifier: MIT */
/* One row a partition, for build systems that want variables. */
#ifndef PMLAYOUT_EMIT_VARIABLES_H
#define PMLAYOUT_EMIT_VARIABLES_H

#include "emit/entries.h"

struct variables {
	struct entries entries; /* by name */
	const char **names;     /* of each entry: "MCUBOOT_PRIMARY"; no two are equal */
};

/* False: *why says what cannot be written. */
bool variables_collect(const struct layout *layout, struct variables *variables, const char **why);
/* The file that the layout came from, without its folder. */
const char *variables_source(const struct layout *layout);

#endif
