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
	const char *message;           /* instead of the cause's; may be NULL */
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

/* Flash devices, sectors and protection blocks (log_weigh_device.c). */
struct log_judgement log_weigh_device(const struct log_evidence *evidence,
				      const struct log_cause *cause,
				      const struct log_pattern *pattern);
/* What speaks for a build from other files than those given; open in any case. */
struct log_judgement log_weigh_other_build(const struct log_evidence *evidence,
					   const struct log_pattern *pattern);
/* The driver read an id of zeros or ones alone. */
bool log_chip_is_silent(const struct log_search *search);
/* The erase page below a slot; the smallest in use where it is not known. */
uint64_t log_page_of(const struct partition *slot);

/* The images that were given, for a line about images (log_weigh_image.c). */
struct log_judgement log_weigh_image(const struct log_evidence *evidence,
				     const struct log_cause *cause,
				     const struct log_pattern *pattern);
/* Whole and signed images were given for every slot that the line speaks of. */
bool log_images_are_sound(const struct log_evidence *evidence, const struct log_pattern *pattern);
/* The limit over both slots, in every mode that is possible, holds the given primary images. */
bool log_running_image_fits(const struct log_evidence *evidence);

/* The layout's finding of a rule that is at least a warning; NULL: none. */
const struct finding *log_confirming(const struct log_evidence *evidence, struct str rule);
/* The first pair of slots that is complete and can be judged; NULL: none. */
const struct slot_pair *log_judged_pair(const struct layout *layout);

#endif
