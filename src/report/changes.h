/* SPDX-License-Identifier: MIT */
/* What `pmlayout diff` prints for people. */
#ifndef PMLAYOUT_REPORT_CHANGES_H
#define PMLAYOUT_REPORT_CHANGES_H

#include "diag/finding.h"

/* One line a changed partition, with its class first and what was wrong with the inputs in front;
 * at the end what that means for devices, and the worst class.
 */
void changes_write(const struct findings *found, enum change_class worst, bool color,
		   struct text *out);

#endif
