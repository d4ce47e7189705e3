/* SPDX-License-Identifier: MIT */
/* What Partition Manager is asked to solve: fragments, a static file and regions
 * (PARTITION-MANAGER.md 1, 3.1 and 4).
 */
#ifndef PMLAYOUT_MODEL_PM_PROBLEM_H
#define PMLAYOUT_MODEL_PM_PROBLEM_H

#include "diag/finding.h"
#include "model/value.h"

enum pm_strategy { PM_START_TO_END, PM_END_TO_START, PM_COMPLEX };

struct pm_region {
	const char *name;   /* with '_' for every '-' */
	int64_t base, size; /* bytes */
	enum pm_strategy strategy;
	const char *device;  /* "" when it has none */
	const char *driver;  /* the Kconfig option of its driver; "" when it has none */
	const char *dynamic; /* its dynamic partition; NULL: `app` where one is needed */
};

struct pm_problem {
	struct arena *arena;
	struct findings *found;
	/* The lines that Partition Manager prints, for standard output; it ends with its first
	 * error, so what would come behind goes elsewhere.  configuration is what it then shows
	 * behind "Partition Configuration:"; NULL when nothing failed, or with a traceback.
	 */
	struct text *said;
	struct value *configuration;
	bool ended;
	const struct pm_region *regions;
	size_t region_count;
	struct value *fragments; /* name -> mapping; the solver changes it */
	struct value *statics;   /* the same of the static file; NULL: there is none */
};

#endif
