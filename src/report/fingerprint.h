/* SPDX-License-Identifier: MIT */
/* Which findings of two runs are the same one, though lines have moved between them? */
#ifndef PMLAYOUT_REPORT_FINGERPRINT_H
#define PMLAYOUT_REPORT_FINGERPRINT_H

#include <stdint.h>

#include "diag/finding.h"

struct fingerprint {
	uint64_t hash;  /* of the rule, the partitions and the file; not of line or numbers */
	size_t ordinal; /* 1-based, among the findings with this hash */
};

/* One for each finding, in their order. */
struct fingerprint *fingerprints_make(struct arena *arena, const struct findings *found);

#endif
