/* SPDX-License-Identifier: MIT */
/* Runs of the firmware's tests, held against a layout, for people and as JSON. */
#ifndef PMLAYOUT_EMIT_TAP_H
#define PMLAYOUT_EMIT_TAP_H

#include "base/str.h"
#include "model/tap_log.h"

struct tap_answer {
	const char *path; /* of the log */
	struct tap_runs runs;
	const char *hash; /* of the layout; NULL when it could not be told */
};

/* The program was built for another layout: then causes and remedies would mislead. */
bool tap_differs(const struct tap_answer *answer, const struct tap_log *log);
/* Nothing is wrong in any run: all checks passed or were skipped, to the end, on this layout. */
bool tap_is_good(const struct tap_answer *answer);

void tap_write_text(const struct tap_answer *answer, struct text *out);
void tap_write_json(const struct tap_answer *answer, struct text *out);

#endif
