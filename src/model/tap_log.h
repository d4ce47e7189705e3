/* SPDX-License-Identifier: MIT */
/* A run of the firmware's tests, as its console told it (firmware/README.md). */
#ifndef PMLAYOUT_MODEL_TAP_LOG_H
#define PMLAYOUT_MODEL_TAP_LOG_H

#include "base/str.h"

enum tap_result { TAP_PASSED, TAP_FAILED, TAP_SKIPPED };

struct tap_check {
	struct str id;
	enum tap_result result;
	struct str said; /* the cause or the reason that the device gave; may be empty */
};

/* "# KEY=VALUE" */
struct tap_value {
	struct str key, value;
};

struct tap_log {
	bool complete;     /* the plan stands there and counts the checks */
	struct str hash;   /* of the layout that the program was built for */
	struct str bailed; /* what stood behind "Bail out!" */
	struct tap_check *checks;
	struct tap_value *values;
	size_t check_count, value_count;
};

/* What one log holds: several runs when the chip was reset, or the port was left open. */
struct tap_runs {
	struct tap_log *logs;
	size_t count; /* 0: no line said "TAP version" */
};

size_t tap_log_count(const struct tap_log *log, enum tap_result result);
const char *tap_result_name(enum tap_result result); /* "pass", "fail", "skip" */

/* What a failed check means. */
struct tap_cause {
	const char *id;
	const char *cause;  /* a sentence */
	const char *remedy; /* what to do */
};

/* NULL for an id that this version does not know. */
const struct tap_cause *tap_cause_find(struct str id);

#endif
