/* SPDX-License-Identifier: MIT */
/* What Partition Manager accepts without a word (PARTITION-MANAGER.md 9), as warnings. */
#ifndef PMLAYOUT_RESOLVE_PM_WARN_H
#define PMLAYOUT_RESOLVE_PM_WARN_H

#include "model/pm_problem.h"

struct pm_run;

/* Where the key (NULL: none) of a partition's mapping stands, else where the partition does. */
struct span pm_written_at(const struct pm_problem *problem, const char *partition, const char *key);
/* A warning about a partition at its key (NULL: where the partition is written). */
struct finding *pm_warn(const struct pm_problem *problem, enum rule_id rule, const char *partition,
			const char *key, const char *message);
/* The region that a partition lies in; NULL when none is declared. */
const struct pm_region *pm_region_of(const struct pm_problem *problem, const struct value *map);

/* What can be told before anything is solved; static names still stand in the fragments. */
void pm_warn_inputs(const struct pm_problem *problem);
/* What can be told from the solved partitions. */
void pm_warn_results(const struct pm_problem *problem, const struct value *solved);
/* An entry of one region that replaces an earlier one's. */
void pm_warn_replaced(const struct pm_problem *problem, const char *name, const struct value *old,
		      const struct value *with);
/* Partitions that wait for one anchor and whose order Partition Manager leaves to chance. */
void pm_warn_order(struct pm_run *run);

#endif
