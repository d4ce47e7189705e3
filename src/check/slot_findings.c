/* SPDX-License-Identifier: MIT */
/* Sentences about slots that several rules need: places, facts, arithmetic. */
#include "check/slot_findings.h"

#include "base/arena.h"
#include "base/num.h"
#include "check/check.h"

/* "0xe8000 = 232 sectors of 0x1000", "0xe8000 = 15 sectors of 0x10000, the last one only in part".
 */
static const char *sectors_in_words(struct arena *arena, const struct mcuboot_area *area,
				    const struct mcuboot_sectors *sectors, uint64_t page)
{
	return arena_printf(arena, "0x%jx = %s of 0x%jx%s", (uintmax_t)area->size,
			    num_count(arena, sectors->count, "sector"), (uintmax_t)page,
			    area->size < sectors->count * page ? ", the last one only in part"
							       : "");
}

struct finding *slot_finding(struct findings *found, enum rule_id rule, const struct trials *trials,
			     const struct trial *trial, const char *message)
{
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	struct finding *finding = finding_about_partition(
		found, rule, secondary, partition_size_at(secondary), "%s", message);

	finding_about(found, finding, primary->name);
	finding_mark(found, finding, "%s",
		     sectors_in_words(found->arena, &trial->geometry.secondary,
				      &trial->answer.secondary, trial->secondary_pages.size));
	finding_label(found, finding, partition_size_at(primary), "`%s`: %s", primary->name,
		      sectors_in_words(found->arena, &trial->geometry.primary,
				       &trial->answer.primary, trial->primary_pages.size));
	return finding;
}

const char *slot_log_lines(struct arena *arena, const struct trial *trial)
{
	struct text lines = {.arena = arena};

	for (size_t i = 0; i < trial->answer.log_count; i++)
		text_printf(&lines, "%s\"%s\"", i > 0 ? " and " : "",
			    slot_log_line(arena, trial->answer.logs[i],
					  trial->geometry.max_img_sectors));
	return lines.p;
}

/* MCUboot refuses the slots of the trial for that reason; what it accepts and then works on wrongly
 * has a rule of its own.
 */
static bool is_refused(const struct trial *trial, enum refusal refusal)
{
	return trial->refusals & refusal &&
	       !(refusal == REFUSED_SIZE && trial->answer.verdict == MCUBOOT_OK);
}

/* Refusal 0 means: accepted. */
static bool is_meant(const struct trial *trial, enum refusal refusal)
{
	return refusal ? is_refused(trial, refusal) : !trial->refusals;
}

static bool same_pages(const struct trial *a, const struct trial *b)
{
	return a->primary_pages.size == b->primary_pages.size &&
	       a->secondary_pages.size == b->secondary_pages.size;
}

/* The trials from this one on that were made with its pages. */
static size_t count_meant(const struct trial *first, enum refusal refusal)
{
	size_t count = 0;

	for (const struct trial *trial = first; trial; trial = trial->next)
		count += is_meant(trial, refusal) && same_pages(trial, first);
	return count;
}

/* An earlier one had the same pages. */
static bool is_said(const struct trials *trials, const struct trial *trial, enum refusal refusal)
{
	for (const struct trial *other = trials->first; other != trial; other = other->next)
		if (is_meant(other, refusal) && same_pages(other, trial))
			return true;
	return false;
}

/* "swap using move and swap using offset with erase pages of 0x10000 in `external_flash`", page by
 * page with "; " between them.  *count is how many there are, refusal 0 means the accepted ones.
 */
static const char *list_trials(struct arena *arena, const struct trials *trials,
			       enum refusal refusal, size_t *count)
{
	struct text words = {.arena = arena};

	*count = 0;
	for (const struct trial *first = trials->first; first; first = first->next) {
		const size_t alike = count_meant(first, refusal);
		size_t index = 0;

		if (!is_meant(first, refusal) || is_said(trials, first, refusal))
			continue;
		text_puts(&words, *count ? "; " : "");
		for (const struct trial *trial = first; trial; trial = trial->next) {
			if (!is_meant(trial, refusal) || !same_pages(trial, first))
				continue;
			text_separate(&words, index++, alike);
			text_puts(&words, trial_mode_in_words(trial));
		}
		text_puts(&words, trial_page_in_words(arena, trials, first));
		*count += alike;
	}
	return words.p;
}

const char *slot_who_refuses(const struct layout *layout, struct arena *arena,
			     const struct trials *trials, enum refusal refusal)
{
	const char *refusing;
	size_t count;

	if (layout->bootloader.mode == BOOT_MODE_UNKNOWN && trials->refused_by_all)
		return "no mode that exchanges slots accepts that";
	refusing = list_trials(arena, trials, refusal, &count);
	return arena_printf(arena, "%s %s to exchange them", refusing ? refusing : "MCUboot",
			    count > 1 ? "refuse" : "refuses");
}

/* "112 or 111" for the mode of a trial. */
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

static void note_counts(struct findings *found, struct finding *finding,
			const struct trials *trials, const struct trial *trial)
{
	finding_note(found, finding,
		     "%s compares %ju and %ju sectors; it accepts %s in the secondary slot",
		     trial_in_words(found->arena, trials, trial),
		     (uintmax_t)trial->answer.primary.count,
		     (uintmax_t)trial->answer.secondary.count, needed_counts(found->arena, trial));
	if (trial->was_accepted)
		finding_note(found, finding,
			     "from NCS 2.7 to 3.0 it also accepts as many sectors less as the "
			     "trailer takes, and one: then this is right (give --ncs VERSION)");
}

static void note_accepting(struct findings *found, struct finding *finding,
			   const struct trials *trials)
{
	const char *modes;
	size_t count;

	modes = list_trials(found->arena, trials, (enum refusal)0, &count);
	if (modes)
		finding_note(found, finding,
			     "accepted by %s; give --kconfig mcuboot=FILE, or --mode and "
			     "--page-size, so that only the real one is judged",
			     modes);
}

void slot_note_trials(struct findings *found, struct finding *finding, const struct trials *trials,
		      enum refusal refusal)
{
	const char *refusing = NULL;
	size_t count;

	if (refusal == REFUSED_COUNT) {
		for (const struct trial *trial = trials->first; trial; trial = trial->next)
			if (trial->refusals & refusal)
				note_counts(found, finding, trials, trial);
	} else {
		refusing = list_trials(found->arena, trials, refusal, &count);
	}
	if (refusing && trials->first->next)
		finding_note(found, finding, "%s by %s",
			     refusal == REFUSED_MIXED ? "accepted, and then worked on wrongly,"
						      : "refused",
			     refusing);
	note_accepting(found, finding, trials);
}

void slot_rest_on_facts(const struct layout *layout, struct findings *found,
			struct finding *finding, const struct trials *trials)
{
	const struct region *primary = trials->pair->primary->region;
	const struct region *secondary = trials->pair->secondary->region;

	if (!trials->refused_by_all)
		finding_limit(finding, SEVERITY_WARNING);
	finding_rests_on(found, finding, primary->page_size, "the erase page of the primary slot");
	if (secondary != primary)
		finding_rests_on(found, finding, secondary->page_size,
				 "the erase page of the secondary slot");
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
	finding_label(found, finding, secondary->page_size.at,
		      "the erase page of the secondary slot is set here");
}

void slot_rest_on_trailer(const struct layout *layout, struct findings *found,
			  struct finding *finding, const struct trial *trial)
{
	const struct bootloader *bootloader = &layout->bootloader;

	if (!trial->limit_known)
		finding_note(found, finding,
			     "CONFIG_BOOT_MAX_IMG_SECTORS is not known: the trailer is computed "
			     "for as many sectors as these slots need");
	finding_rests_on(found, finding, bootloader->max_img_sectors, "BOOT_MAX_IMG_SECTORS");
	finding_rests_on(found, finding, bootloader->write_align, "the write block");
	finding_label(found, finding, bootloader->max_img_sectors.at,
		      "the number of sectors is set here");
	finding_label(found, finding, bootloader->key_size.at,
		      "encryption keeps two keys in the trailer");
}

/* What stands behind the status array: keys, flags, magic (MCUBOOT.md 3.1). */
static const char *info_arithmetic(struct arena *arena, const struct mcuboot_geometry *geometry,
				   uint32_t info)
{
	const uint64_t unit = geometry->boot_max_align;
	const uint64_t key = num_up(geometry->encryption_key_size, unit);
	const char *keys = key ? arena_printf(arena, "2 keys x %ju + ", (uintmax_t)key) : "";

	return arena_printf(arena, "%u = %s%d fields x %ju + %ju", info, keys,
			    geometry->mode == MCUBOOT_SWAP_OFFSET ? 5 : 4, (uintmax_t)unit,
			    (uintmax_t)num_up(16, unit));
}

const char *slot_trailer_arithmetic(struct arena *arena, const struct mcuboot_geometry *geometry)
{
	const struct mcuboot_trailer_terms terms = mcuboot_trailer_terms(geometry);

	if (terms.states == 0)
		return arena_printf(arena, "%u bytes (%s)", terms.info,
				    info_arithmetic(arena, geometry, terms.info));
	return arena_printf(arena, "%u states x %u sectors x %u bytes + %u = %u bytes (%s)",
			    terms.states, geometry->max_img_sectors, terms.write_size, terms.info,
			    mcuboot_trailer_size(geometry),
			    info_arithmetic(arena, geometry, terms.info));
}

const char *slot_limit_arithmetic(struct arena *arena, const struct trial *trial)
{
	const struct mcuboot_answer *answer = &trial->answer;
	const uint64_t sector = trial->primary_pages.size;
	const uint64_t taken = (answer->trailer_size + sector - 1) / sector;
	const bool move = trial->mode == BOOT_MODE_SWAP_MOVE;

	if (!move && trial->mode != BOOT_MODE_SWAP_OFFSET)
		return NULL;
	return arena_printf(arena, "min((%ju - %ju%s) x 0x%jx, (%ju - %ju%s) x 0x%jx) = 0x%x",
			    (uintmax_t)answer->primary.count, (uintmax_t)taken, move ? " - 1" : "",
			    (uintmax_t)sector, (uintmax_t)answer->secondary.count, (uintmax_t)taken,
			    move ? "" : " - 1", (uintmax_t)sector, answer->validate_limit);
}

bool slot_test_is_skipped(const struct layout *layout)
{
	return layout->document && version_before(layout->facts.ncs_version, 3, 2, 0) &&
	       layout_find(layout, "s1");
}
