/* SPDX-License-Identifier: MIT */
/* What Partition Manager's solver made, held against the rules and against the facts. */
#ifndef PMLAYOUT_PMLAYOUT_SOLVED_H
#define PMLAYOUT_PMLAYOUT_SOLVED_H

#include "model/layout.h"
#include "model/pm_problem.h"

struct solved_files {
	const struct pm_problem *problem; /* its findings get those of the rules as well */
	const struct value *partitions;   /* as pm_solve() returned them */
	struct str text;                  /* the same as partitions.yml */
	const struct facts *facts;        /* of the project; the regions are those of problem */
	enum severity least, most;        /* levels: what is below is left out, what is above
					   * is lowered */
};

/* Reads the partitions as the build will, and checks them.  Findings point at what the user wrote:
 * the fragments and the static file.  *rules_run may be NULL.
 */
struct layout *solved_check(const struct solved_files *solved, size_t *rules_run);

#endif
