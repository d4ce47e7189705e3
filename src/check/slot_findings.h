/* SPDX-License-Identifier: MIT */
/* What the findings of the rules on slots have in common. */
#ifndef PMLAYOUT_CHECK_SLOT_FINDINGS_H
#define PMLAYOUT_CHECK_SLOT_FINDINGS_H

#include "diag/finding.h"
#include "model/slot_trials.h"

/* Starts a finding about the secondary slot, with the primary's size as the second place and the
 * sectors of a trial under both.
 */
struct finding *slot_finding(struct findings *found, enum rule_id rule, const struct trials *trials,
			     const struct trial *trial, const char *message);
/* What the device logs to a trial, each line in quotes, joined by "and"; NULL when it logs none, or
 * one that C leaves open.
 */
const char *slot_log_lines(struct arena *arena, const struct trial *trial);
/* "swap using move refuses to exchange them", "no mode that exchanges slots accepts that"; names
 * every mode that was tried and refuses for this reason.
 */
const char *slot_who_refuses(const struct layout *layout, struct arena *arena,
			     const struct trials *trials, enum refusal refusal);
/* Every mode that refuses for that reason, and every one that accepts. */
void slot_note_trials(struct findings *found, struct finding *finding, const struct trials *trials,
		      enum refusal refusal);
/* Names the facts that the verdict rests on and their places; sets the level. */
void slot_rest_on_facts(const struct layout *layout, struct findings *found,
			struct finding *finding, const struct trials *trials);
/* The same for what the trailer's size rests on. */
void slot_rest_on_trailer(const struct layout *layout, struct findings *found,
			  struct finding *finding, const struct trial *trial);

/* "3 states x 256 sectors x 4 bytes + 48 = 3120 bytes (48 = 4 fields x 8 + 16)". */
const char *slot_trailer_arithmetic(struct arena *arena, const struct mcuboot_geometry *geometry);
/* "min((240 - 1 - 1) x 0x1000, (15 - 1) x 0x1000) = 0xe000"; NULL for a mode that does not count
 * in sectors.
 */
const char *slot_limit_arithmetic(struct arena *arena, const struct trial *trial);
/* This version skips its test of the slots because there is a second bootloader (2.6). */
bool slot_test_is_skipped(const struct layout *layout);

#endif
