/* SPDX-License-Identifier: MIT */
/* A number and where it came from.  Nothing is assumed in silence: a finding that rests on an
 * assumed fact names it and is at most a warning (finding_rests_on in check/check.h).
 */
#ifndef PMLAYOUT_MODEL_FACT_H
#define PMLAYOUT_MODEL_FACT_H

#include "diag/source.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order in which they beat each other: the higher wins. */
enum origin {
	ORIGIN_UNKNOWN,  /* there is no value */
	ORIGIN_ASSUMED,  /* a usual value, or a fact of a chip that was guessed */
	ORIGIN_BUILT_IN, /* a table of ours, for a chip that is known */
	ORIGIN_DERIVED,  /* follows from other facts */
	ORIGIN_WRITTEN,  /* stands in a file */
	ORIGIN_OPTION    /* was given on the command line */
};

struct fact {
	uint64_t value;
	enum origin origin;
	bool negative;    /* written with a minus; value is the magnitude */
	struct span at;   /* where it stands, or where what it follows from stands; may be unset */
	const char *from; /* what says so, for "from ...": "CONFIG_BOOT_MAX_IMG_SECTORS",
			   * "the built-in facts of nrf9160", "--page-size"; may be NULL */
};

static inline bool fact_known(struct fact fact)
{
	return fact.origin != ORIGIN_UNKNOWN;
}

static inline bool fact_assumed(struct fact fact)
{
	return fact.origin == ORIGIN_ASSUMED;
}

/* The weaker origin of two facts that a third is computed from (DERIVED at best). */
struct fact fact_derive(uint64_t value, struct fact a, struct fact b);
struct fact fact_make(uint64_t value, enum origin origin, const char *from);

#endif
