/* SPDX-License-Identifier: MIT */
/* "# pmlayout: allow RULE -- reason", "//" in a devicetree source: findings that somebody has
 * looked at and accepts. */
#ifndef PMLAYOUT_DIAG_ALLOW_H
#define PMLAYOUT_DIAG_ALLOW_H

#include "diag/finding.h"

/* A comment, from its "#", "//" or block mark to the end of its line, or the closing mark. */
struct comment {
	struct span at;
	struct comment *next;
};

/* The word that a comment to this program begins with. */
#define COMMENT_WORD "pmlayout:"

/* A named thing of the file that comments may stand at, by its key. */
struct allow_entry {
	const char *name;
	struct span key;
};

struct allows; /* of one file */

/* Reads the comments of a file (in the order of the file); entries are in that order as well.
 * What is wrong with a comment is reported: `allow-without-reason`, `unknown-rule`.
 */
struct allows *allows_read(struct findings *found, const struct comment *comments,
			   const struct allow_entry *entries, size_t count);

/* Allows the findings from first on; may be called for several lists of them. */
void allows_match(struct allows *allows, struct finding *first);
/* Reports the comments that have matched none as `unused-allow`. */
void allows_report_unused(const struct allows *allows, struct findings *found);
/* Both. */
void allows_apply(struct allows *allows, struct findings *found, struct finding *first);

#endif
