/* SPDX-License-Identifier: MIT */
/* What to write so that MCUboot takes a pair of slots. */
#ifndef PMLAYOUT_CHECK_SLOT_HELP_H
#define PMLAYOUT_CHECK_SLOT_HELP_H

#include "check/slot_trials.h"

/* Adds the help lines for a trial that was refused.  Nothing is offered that the trial's own mode
 * would not accept; an offer that needs bytes of a neighbour names it.
 */
void slot_help(const struct layout *layout, const struct trials *trials, const struct trial *trial,
	       struct findings *found, struct finding *finding);

#endif
