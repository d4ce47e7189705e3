/* SPDX-License-Identifier: MIT */
/* What a layout says to a cause that a line of a log suggests. */
#ifndef PMLAYOUT_CHECK_LOG_WEIGH_H
#define PMLAYOUT_CHECK_LOG_WEIGH_H

#include "check/log.h"

/* See log_causes.def. */
enum log_needs {
	LOG_NEEDS_NEVER,
	LOG_NEEDS_LAYOUT,
	LOG_NEEDS_SIZES,
	LOG_NEEDS_SLOTS,
	LOG_NEEDS_CHIP,
	LOG_NEEDS_APP_TREE,
	LOG_NEEDS_BOOT_TREE,
	LOG_NEEDS_BOTH_TREES,
	LOG_NEEDS_OWN
};

struct log_cause {
	const char *rule;
	enum log_needs needs;
	bool external;
	const char *message, *help;
};

/* NULL: no cause of that name. */
const struct log_cause *log_cause_find(struct str rule);

enum log_verdict { LOG_OPEN, LOG_CONFIRMED, LOG_DISPROVED };

struct log_judgement {
	enum log_verdict verdict;
	const struct finding *finding; /* of the layout's checks, that confirms; may be NULL */
	const char *why;               /* for a note; may be NULL */
	struct span at;                /* what it rests on; may be unset */
};

struct log_evidence {
	const struct log_search *search;
	const struct layout *layout; /* NULL: none was given, or it holds no partition */
	const struct findings *of_layout;
	struct arena *arena;
};

struct log_judgement log_weigh(const struct log_evidence *evidence, const struct log_cause *cause,
			       const struct log_pattern *pattern);

/* The causes that no rule of a layout judges, or not alone (log_weigh_own.c). */
struct log_judgement log_weigh_own(const struct log_evidence *evidence,
				   const struct log_cause *cause,
				   const struct log_pattern *pattern);

/* The layout's finding of a rule that is at least a warning; NULL: none. */
const struct finding *log_confirming(const struct log_evidence *evidence, struct str rule);
/* The first pair of slots that is complete and can be judged; NULL: none. */
const struct slot_pair *log_judged_pair(const struct layout *layout);

#endif
