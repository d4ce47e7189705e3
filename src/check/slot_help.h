/* SPDX-License-Identifier: MIT */
/* What to write so that MCUboot takes a pair of slots.  Nothing is offered that the trial's own
 * mode would not accept; an offer that needs bytes of a neighbour names it.
 */
#ifndef PMLAYOUT_CHECK_SLOT_HELP_H
#define PMLAYOUT_CHECK_SLOT_HELP_H

#include "diag/finding.h"
#include "model/slot_trials.h"

/* For a trial that was refused: equal sizes, the one sector of difference that a mode likes, or
 * the erase page of the other device.
 */
void slot_help(const struct trials *trials, const struct trial *trial, struct findings *found,
	       struct finding *finding);
/* For slots that hold no image: the smallest size for both that does. */
void slot_help_larger(const struct trials *trials, const struct trial *trial,
		      struct findings *found, struct finding *finding);
/* For a scratch area that holds no group; scratch NULL: there is none. */
void slot_help_scratch(const struct trials *trials, const struct trial *trial,
		       const struct partition *scratch, struct findings *found,
		       struct finding *finding);

#endif
