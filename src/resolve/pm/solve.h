/* SPDX-License-Identifier: MIT */
/* Partition Manager's answer to a problem. */
#ifndef PMLAYOUT_RESOLVE_PM_SOLVE_H
#define PMLAYOUT_RESOLVE_PM_SOLVE_H

#include "model/pm_problem.h"

/* The partitions of all regions, name -> mapping, as partitions.yml holds them; NULL when errors
 * were reported.  What Partition Manager accepts without a word is reported as a warning.
 */
struct value *pm_solve(struct pm_problem *problem);

#endif
