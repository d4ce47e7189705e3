/* SPDX-License-Identifier: MIT */
/* Rules about the two slots of an image: would MCUboot swap them?  The arithmetic is
 * src/mcuboot's; here its answers become sentences.
 */
#include "check/check.h"
#include "check/slot_help.h"
#include "check/slot_trials.h"

#include "base/arena.h"
#include "base/num.h"

/* "needs 112 sectors or 111 in the secondary slot" for the mode of a trial. */
static const char *needed_counts(struct arena *arena, const struct trial *trial)
{
	uint64_t primary = trial->answer.primary.count;

	if (trial->mode == BOOT_MODE_SWAP_OFFSET)
		return arena_printf(arena, "%ju or %ju", (uintmax_t)primary,
				    (uintmax_t)(primary + 1));
	if (primary > 1)
		return arena_printf(arena, "%ju or %ju", (uintmax_t)primary,
				    (uintmax_t)(primary - 1));
	return arena_printf(arena, "%ju", (uintmax_t)primary);
}

/* Who refuses: for sector counts with what each mode would accept. */
static void note_trials(struct findings *found, struct finding *finding,
			const struct trials *trials, enum refusal refusal)
{
	struct text refusing = {.arena = found->arena};

	for (size_t i = 0; i < trials->count; i++) {
		const struct trial *trial = &trials->list[i];
		const char *words = trial_in_words(found->arena, trials, trial);

		if (!(trial->refusals & refusal))
			continue;
		if (refusal == REFUSED_COUNT)
			finding_note(found, finding,
				     "%s compares %ju and %ju sectors; it accepts %s in the "
				     "secondary slot",
				     words, (uintmax_t)trial->answer.primary.count,
				     (uintmax_t)trial->answer.secondary.count,
				     needed_counts(found->arena, trial));
		else
			text_printf(&refusing, "%s%s", refusing.n ? "; " : "", words);
	}
	if (refusing.n)
		finding_note(found, finding, "refused by %s", refusing.p);
}

static void note_accepting(struct findings *found, struct finding *finding,
			   const struct trials *trials)
{
	struct text modes = {.arena = found->arena};

	for (size_t i = 0; i < trials->count; i++)
		if (!trials->list[i].refusals)
			text_printf(&modes, "%s%s", modes.n ? "; " : "",
				    trial_in_words(found->arena, trials, &trials->list[i]));
	if (modes.n)
		finding_note(found, finding,
			     "accepted by %s; give --kconfig mcuboot=FILE, or --mode and "
			     "--page-size, so that only the real one is judged",
			     modes.p);
}

static void rest_on_facts(const struct layout *layout, struct findings *found,
			  struct finding *finding, const struct trials *trials)
{
	const struct region *primary = trials->pair->primary->region;
	const struct region *secondary = trials->pair->secondary->region;

	if (!trials->refused_by_all)
		finding_limit(finding, SEVERITY_WARNING);
	if (fact_known(primary->page_size))
		finding_rests_on(found, finding, primary->page_size,
				 "the erase page of the primary slot");
	if (secondary != primary && fact_known(secondary->page_size))
		finding_rests_on(found, finding, secondary->page_size,
				 "the erase page of the secondary slot");
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
	finding_label(found, finding, secondary->page_size.at,
		      "the erase page of the secondary slot is set here");
}

/* Starts a finding about the secondary slot with the primary's size as the second place. */
static struct finding *start(struct findings *found, enum rule_id rule, const struct trials *trials,
			     const struct trial *trial, const char *message)
{
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	struct finding *finding = finding_about_partition(
		found, rule, secondary, partition_size_at(secondary), "%s", message);

	finding_about(found, finding, primary->name);
	finding_mark(found, finding, "0x%jx = %s of 0x%jx", (uintmax_t)secondary->size.value,
		     num_count(found->arena, trial->answer.secondary.count, "sector"),
		     (uintmax_t)trial->secondary_pages.size);
	finding_label(found, finding, partition_size_at(primary), "`%s`: 0x%jx = %s of 0x%jx",
		      primary->name, (uintmax_t)primary->size.value,
		      num_count(found->arena, trial->answer.primary.count, "sector"),
		      (uintmax_t)trial->primary_pages.size);
	return finding;
}

static const char *who_refuses(const struct layout *layout, struct arena *arena,
			       const struct trials *trials, const struct trial *trial)
{
	if (layout->bootloader.mode != BOOT_MODE_UNKNOWN || !trials->refused_by_all)
		return arena_printf(arena, "%s refuses to exchange them",
				    trial_in_words(arena, trials, trial));
	return "no mode of MCUboot accepts that";
}

static void report_refusal(const struct layout *layout, const struct trials *trials,
			   enum rule_id rule, enum refusal refusal, const char *log,
			   struct findings *found)
{
	const struct trial *trial = trials_first(trials, refusal);
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	struct finding *finding;
	const char *message;

	if (!trial)
		return;
	if (refusal == REFUSED_SIZE)
		message = arena_printf(found->arena, "`%s` has 0x%jx bytes and `%s` has 0x%jx; %s",
				       secondary->name, (uintmax_t)secondary->size.value,
				       primary->name, (uintmax_t)primary->size.value,
				       who_refuses(layout, found->arena, trials, trial));
	else
		message = arena_printf(
			found->arena, "`%s` has %s of 0x%jx beside %s of 0x%jx in `%s`; %s",
			secondary->name,
			num_count(found->arena, trial->answer.secondary.count, "sector"),
			(uintmax_t)trial->secondary_pages.size,
			num_count(found->arena, trial->answer.primary.count, "sector"),
			(uintmax_t)trial->primary_pages.size, primary->name,
			who_refuses(layout, found->arena, trials, trial));
	finding = start(found, rule, trials, trial, message);
	finding_note(found, finding,
		     "on the device MCUboot logs \"%s\" at every boot and never installs an update",
		     log);
	note_trials(found, finding, trials, refusal);
	note_accepting(found, finding, trials);
	slot_help(layout, trials, trial, found, finding);
	rest_on_facts(layout, found, finding, trials);
}

void rule_slot_sector_count(const struct layout *layout, struct findings *found)
{
	struct trials trials;

	FOR_EACH_JUDGED_PAIR(layout, &trials)
	report_refusal(layout, &trials, RULE_slot_sector_count, REFUSED_COUNT,
		       mcuboot_log_text(MCUBOOT_LOG_SECTOR_COUNT), found);
}

void rule_slot_sector_layout(const struct layout *layout, struct findings *found)
{
	struct trials trials;

	FOR_EACH_JUDGED_PAIR(layout, &trials)
	{
		const struct trial *trial = trials_first(&trials, REFUSED_LAYOUT);
		enum mcuboot_log log = trial && trial->answer.log_count ? trial->answer.logs[0]
									: MCUBOOT_LOG_SECTOR_LAYOUT;

		report_refusal(layout, &trials, RULE_slot_sector_layout, REFUSED_LAYOUT,
			       mcuboot_log_text(log), found);
	}
}

void rule_slot_size_mismatch(const struct layout *layout, struct findings *found)
{
	struct trials trials;

	FOR_EACH_JUDGED_PAIR(layout, &trials)
	report_refusal(layout, &trials, RULE_slot_size_mismatch, REFUSED_SIZE,
		       mcuboot_log_text(MCUBOOT_LOG_NOT_COMPATIBLE), found);
}

/* The most sectors that any slot of the pair has in a trial. */
static uint64_t most_sectors(const struct trial *trial)
{
	uint64_t primary = num_up(trial->geometry.primary.size, trial->primary_pages.size) /
			   trial->primary_pages.size;
	uint64_t secondary = num_up(trial->geometry.secondary.size, trial->secondary_pages.size) /
			     trial->secondary_pages.size;

	return primary > secondary ? primary : secondary;
}

/* Without a .config nothing can be wrong yet, but the default of 128 may be too small. */
static void note_needed_limit(const struct trials *trials, struct findings *found)
{
	const struct partition *secondary = trials->pair->secondary;
	uint64_t needed = 0;
	struct finding *finding;

	for (size_t i = 0; i < trials->count; i++)
		if (!trials->list[i].refusals && most_sectors(&trials->list[i]) > needed)
			needed = most_sectors(&trials->list[i]);
	if (needed <= 128)
		return;
	finding = finding_about_partition(
		found, RULE_too_many_sectors, secondary, partition_size_at(secondary),
		"`%s` and `%s` need CONFIG_BOOT_MAX_IMG_SECTORS of at least %ju in MCUboot's "
		".config",
		trials->pair->primary->name, secondary->name, (uintmax_t)needed);
	finding_about(found, finding, trials->pair->primary->name);
	finding_limit(finding, SEVERITY_NOTE);
	finding_note(found, finding, "the default is 128; with too few MCUboot logs \"%s\"",
		     "Failed reading sectors; BOOT_MAX_IMG_SECTORS=128 - too small?");
	finding_help(found, finding, "give --kconfig mcuboot=FILE to have it checked");
}

static void report_too_many(const struct layout *layout, const struct trials *trials,
			    const struct trial *trial, struct findings *found)
{
	uint64_t limit = trial->geometry.max_img_sectors, needed = most_sectors(trial);
	bool by_primary = trial->answer.primary.overflow;
	const struct partition *slot = by_primary ? trials->pair->primary : trials->pair->secondary;
	struct fact fact = layout->bootloader.max_img_sectors;
	struct finding *finding = finding_about_partition(
		found, RULE_too_many_sectors, slot, partition_size_at(slot),
		"`%s` has %ju sectors, but MCUboot is built for at most %ju", slot->name,
		(uintmax_t)needed, (uintmax_t)limit);

	finding_mark(
		found, finding, "0x%jx = %s of 0x%jx", (uintmax_t)slot->size.value,
		num_count(found->arena, needed, "sector"),
		(uintmax_t)(by_primary ? trial->primary_pages.size : trial->secondary_pages.size));
	finding_label(found, finding, fact.at, "the limit is set here");
	finding_note(
		found, finding,
		"on the device MCUboot logs \"Failed reading sectors; BOOT_MAX_IMG_SECTORS=%ju - "
		"too small?\" and never installs an update",
		(uintmax_t)limit);
	if (layout->bootloader.max_img_sectors_auto)
		finding_note(
			found, finding,
			"CONFIG_BOOT_MAX_IMG_SECTORS_AUTO counts the slots of the bootloader's "
			"devicetree, not Partition Manager's, and leaves out flash without "
			"erase-block-size");
	finding_help(found, finding,
		     "write CONFIG_BOOT_MAX_IMG_SECTORS=%ju in MCUboot's configuration%s",
		     (uintmax_t)needed,
		     layout->bootloader.max_img_sectors_auto
			     ? ", with CONFIG_BOOT_MAX_IMG_SECTORS_AUTO=n"
			     : "");
	rest_on_facts(layout, found, finding, trials);
}

void rule_too_many_sectors(const struct layout *layout, struct findings *found)
{
	struct trials trials;

	FOR_EACH_JUDGED_PAIR(layout, &trials)
	{
		const struct trial *trial = trials_first(&trials, REFUSED_TOO_MANY);

		if (!trials.limit_known)
			note_needed_limit(&trials, found);
		else if (trial)
			report_too_many(layout, &trials, trial, found);
	}
}

void rule_slot_too_small(const struct layout *layout, struct findings *found)
{
	struct trials trials;

	FOR_EACH_JUDGED_PAIR(layout, &trials)
	{
		const struct trial *trial = trials_first(&trials, REFUSED_TOO_SMALL);
		const struct partition *slot = trials.pair->primary;
		struct finding *finding;

		if (!trial)
			continue;
		if (trials.pair->secondary->size.value < slot->size.value)
			slot = trials.pair->secondary;
		finding = finding_about_partition(found, RULE_slot_too_small, slot,
						  partition_size_at(slot),
						  "`%s` has 0x%jx bytes; the trailer and the spare "
						  "sector leave no room for an "
						  "image",
						  slot->name, (uintmax_t)slot->size.value);
		finding_note(found, finding,
			     "the trailer of %s takes %u bytes at the end of each slot, in whole "
			     "sectors (%u sectors at most are recorded)",
			     boot_mode_in_words(trial->mode), trial->answer.trailer_size,
			     trial->geometry.max_img_sectors);
		finding_help(found, finding, "make both slots larger");
		rest_on_facts(layout, found, finding, &trials);
	}
}
