/* SPDX-License-Identifier: MIT */
/* What an update to another layout does to devices that were shipped with an earlier one
 * (RULES.md "Between releases").
 */
#ifndef PMLAYOUT_CHECK_RELEASE_H
#define PMLAYOUT_CHECK_RELEASE_H

#include "check/check.h"

/* Both layouts are resolved.  Appends a finding a change; returns the worst class, NONE when
 * devices would not notice a difference.
 */
enum change_class release_compare(const struct layout *earlier, const struct layout *now,
				  struct findings *found);

/* Storage where the earlier layout had a slot: its bootloader will write over it
 * (`storage-in-slot`).
 */
void release_check_storage(const struct layout *earlier, const struct layout *now,
			   struct findings *found);

#endif
