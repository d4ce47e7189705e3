/* SPDX-License-Identifier: MIT */
/* Rules about the scratch area: large enough for its mode, and not kept for nothing. */
#include "check/check.h"
#include "check/slot_findings.h"
#include "check/slot_help.h"

#include "base/arena.h"
#include "base/num.h"

static struct finding *start_too_small(const struct layout *layout, const struct trials *trials,
				       const struct trial *trial, struct findings *found)
{
	const struct partition *scratch = layout->bootloader.scratch;
	const uint64_t primary = trial->primary_pages.size;
	const uint64_t secondary = trial->secondary_pages.size;
	const uint64_t group = primary > secondary ? primary : secondary;
	const struct partition *coarser =
		secondary > primary ? trials->pair->secondary : trials->pair->primary;
	struct finding *finding;

	if (!scratch)
		return finding_about_partition(
			found, RULE_scratch_too_small, coarser, partition_size_at(coarser),
			"swap using scratch needs a scratch area of 0x%jx bytes; the layout has "
			"none",
			(uintmax_t)group);
	finding = finding_about_partition(
		found, RULE_scratch_too_small, scratch, partition_size_at(scratch),
		"`%s` has 0x%jx bytes, but sectors of 0x%jx pass through it", scratch->name,
		(uintmax_t)trial->geometry.scratch.size, (uintmax_t)group);
	finding_label(found, finding, partition_size_at(coarser), "`%s`: sectors of 0x%jx",
		      coarser->name, (uintmax_t)group);
	return finding;
}

void rule_scratch_too_small(const struct layout *layout, struct findings *found)
{
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		const struct trial *trial = trials_first(trials, REFUSED_SCRATCH);
		struct finding *finding;

		if (!trial)
			continue;
		finding = start_too_small(layout, trials, trial, found);
		finding_note(found, finding,
			     "on the device MCUboot logs \"%s\" at every boot and never installs "
			     "an update",
			     mcuboot_log_text(MCUBOOT_LOG_SCRATCH));
		slot_note_trials(found, finding, trials, REFUSED_SCRATCH);
		slot_help_scratch(trials, trial, layout->bootloader.scratch, found, finding);
		slot_rest_on_facts(layout, found, finding, trials);
	}
}

void rule_scratch_unused(const struct layout *layout, struct findings *found)
{
	const struct bootloader *bootloader = &layout->bootloader;
	const struct partition *scratch = bootloader->scratch;
	struct finding *finding;

	if (!scratch || !scratch->placed || bootloader->mode == BOOT_MODE_UNKNOWN ||
	    bootloader->mode == BOOT_MODE_SWAP_SCRATCH)
		return;
	finding = finding_about_partition(
		found, RULE_scratch_unused, scratch, scratch->at,
		"`%s` is never used: MCUboot is built for %s; it would free %s", scratch->name,
		boot_mode_in_words(bootloader->mode), num_bytes(found->arena, scratch->size.value));
	finding_label(found, finding, bootloader->mode_fact.at, "the boot mode is set here");
	finding_note(
		found, finding,
		"only swap using scratch copies sectors through it; the space can be slots, or "
		"storage");
	finding_help(found, finding,
		     "remove `%s`; in devices that are out already the slots must stay where they "
		     "are",
		     scratch->name);
}
