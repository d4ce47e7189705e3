/* SPDX-License-Identifier: MIT */
/* Rules about the two slots of an image: would MCUboot swap them?  The arithmetic is
 * src/mcuboot's; here its answers become sentences.
 */
#include "check/check.h"
#include "check/slot_findings.h"
#include "check/slot_help.h"

#include "base/arena.h"
#include "base/num.h"

/* MCUboot itself has no word against slots of unequal size that end in an open group. */
static bool goes_unnoticed(const struct trial *trial, enum refusal refusal)
{
	return refusal == REFUSED_MIXED ||
	       (refusal == REFUSED_SIZE && trial->answer.verdict == MCUBOOT_OK);
}

/* One that MCUboot refuses, if there is any. */
static const struct trial *telling_trial(const struct trials *trials, enum refusal refusal)
{
	for (const struct trial *trial = trials->first; trial; trial = trial->next)
		if (trial->refusals & refusal && !goes_unnoticed(trial, refusal))
			return trial;
	return trials_first(trials, refusal);
}

static const char *refusal_message(const struct layout *layout, const struct trials *trials,
				   const struct trial *trial, enum refusal refusal,
				   struct arena *arena)
{
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	const char *who = goes_unnoticed(trial, refusal)
				  ? "MCUboot accepts them, but installs updates wrongly"
				  : slot_who_refuses(layout, arena, trials, refusal);

	if (refusal == REFUSED_SIZE)
		return arena_printf(arena, "`%s` has 0x%jx bytes and `%s` has 0x%jx; %s",
				    secondary->name, (uintmax_t)secondary->size.value,
				    primary->name, (uintmax_t)primary->size.value, who);
	return arena_printf(arena, "`%s` has %s of 0x%jx beside %s of 0x%jx in `%s`; %s",
			    secondary->name,
			    num_count(arena, trial->answer.secondary.count, "sector"),
			    (uintmax_t)trial->secondary_pages.size,
			    num_count(arena, trial->answer.primary.count, "sector"),
			    (uintmax_t)trial->primary_pages.size, primary->name, who);
}

/* What the device says to it. */
static void note_log(const struct layout *layout, const struct trial *trial, enum refusal refusal,
		     struct findings *found, struct finding *finding)
{
	const char *lines = slot_log_lines(found->arena, trial);

	if (goes_unnoticed(trial, refusal))
		finding_note(found, finding,
			     "no line is logged: the erase of the last sectors leaves the slot, or "
			     "the images are copied to wrong places");
	else if (slot_test_is_skipped(layout))
		finding_note(found, finding,
			     "this version of MCUboot skips its test because of `s1`: the swap "
			     "runs, on wrong sectors");
	else if (lines)
		finding_note(found, finding,
			     "on the device MCUboot logs %s at every boot and never installs "
			     "an update",
			     lines);
	else
		finding_note(found, finding,
			     "on the device MCUboot logs \"%s\", or another line that begins so "
			     "(it reads behind the shorter list), at every boot and never installs "
			     "an update",
			     mcuboot_log_text(MCUBOOT_LOG_NOT_COMPATIBLE));
}

static void report_refusal(const struct layout *layout, const struct trials *trials,
			   enum rule_id rule, enum refusal refusal, struct findings *found)
{
	const struct trial *trial = telling_trial(trials, refusal);
	struct finding *finding =
		slot_finding(found, rule, trials, trial,
			     refusal_message(layout, trials, trial, refusal, found->arena));

	note_log(layout, trial, refusal, found, finding);
	slot_note_trials(found, finding, trials, refusal);
	slot_help(trials, trial, found, finding);
	slot_rest_on_facts(layout, found, finding, trials);
}

static void report_all(const struct layout *layout, enum rule_id rule, enum refusal refusal,
		       struct findings *found)
{
	for (const struct trials *trials = layout->bootloader.trials; trials; trials = trials->next)
		if (trials->refusals & refusal)
			report_refusal(layout, trials, rule, refusal, found);
}

void rule_slot_sector_count(const struct layout *layout, struct findings *found)
{
	report_all(layout, RULE_slot_sector_count, REFUSED_COUNT, found);
}

void rule_slot_sector_layout(const struct layout *layout, struct findings *found)
{
	report_all(layout, RULE_slot_sector_layout, REFUSED_LAYOUT, found);
}

void rule_slot_size_mismatch(const struct layout *layout, struct findings *found)
{
	report_all(layout, RULE_slot_size_mismatch, REFUSED_SIZE, found);
}

void rule_slot_mixed_sectors(const struct layout *layout, struct findings *found)
{
	report_all(layout, RULE_slot_mixed_sectors, REFUSED_MIXED, found);
}
