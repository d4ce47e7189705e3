/* SPDX-License-Identifier: MIT */
/* Faults of SDK versions that only certain layouts meet. */
#ifndef PMLAYOUT_CHECK_SDK_ISSUES_H
#define PMLAYOUT_CHECK_SDK_ISSUES_H

#include "diag/finding.h"
#include "model/layout.h"

enum sdk_issue_id {
	SDK_ISSUE_TFM_EXTERNAL,
	SDK_ISSUE_REGION_DEVICE,
	SDK_ISSUE_COMPRESSED,
	SDK_ISSUE_NO_CLEANUP,
	SDK_ISSUE_NO_OFFSET,
	SDK_ISSUE_COUNT
};

struct sdk_issue {
	/* nRF Connect SDK; unknown: since ever, to this day */
	struct version from, before;
	const char *message; /* `%s` is the partition's name */
	const char *text;    /* what goes wrong and what to do */
	const char *help;
	bool fatal; /* no device with the layout starts; else it may meet the fault */
};

const struct sdk_issue *sdk_issue_get(enum sdk_issue_id id);
/* False for an unknown version. */
bool sdk_issue_is_in(const struct sdk_issue *issue, struct version ncs);
/* The partition that makes the layout meet it, whatever the version; NULL: none does. */
const struct partition *sdk_issue_meets(const struct sdk_issue *issue, const struct layout *layout);

/* An update from SPM to TF-M behind a bootloader that does not clean up the core: `sdk-known-issue`
 * (FAILURES.md F82).
 */
void sdk_issue_check_update(const struct layout *earlier, const struct layout *now,
			    struct findings *found);

#endif
