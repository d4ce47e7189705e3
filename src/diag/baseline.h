/* SPDX-License-Identifier: MIT */
/* A baseline: how many findings of each rule a file may have, because it had them when somebody
 * began to look.  Counts, not lines, so that editing elsewhere in the file changes nothing.
 */
#ifndef PMLAYOUT_DIAG_BASELINE_H
#define PMLAYOUT_DIAG_BASELINE_H

#include "diag/finding.h"

struct baseline_entry {
	const char *file; /* as seen from the baseline's folder */
	enum rule_id rule;
	size_t count;
};

struct baseline {
	struct baseline_entry *list; /* by file, then rule */
	size_t count;
};

/* The name by which a baseline knows a file. */
typedef const char *baseline_name(void *context, const char *path);

/* Sorts the entries; of those for one file and rule the first stays. */
void baseline_sort(struct baseline *baseline);
/* NULL when there is none. */
const struct baseline_entry *baseline_find(const struct baseline *baseline, const char *file,
					   enum rule_id rule);

/* What a baseline of these findings would be: all that are not allowed, but may be. */
struct baseline baseline_of(const struct findings *found, baseline_name *name, void *context);

/* Allows findings that the baseline knows, for the reason; of a rule that a file breaks more often
 * than the baseline says, none is, and each says so.  present is baseline_of() the findings.
 */
void baseline_apply(const struct baseline *baseline, const struct baseline *present,
		    struct findings *found, const char *reason, baseline_name *name, void *context);

#endif
