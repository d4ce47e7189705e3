/* SPDX-License-Identifier: MIT */
/* Rules about MCUboot and the application agreeing: mode, sectors, images (MCUBOOT.md 2.6, 5). */
#include "check/check.h"
#include "check/slot_findings.h"

#include "base/arena.h"
#include "base/num.h"

/* -- bootloader-mode-mismatch ---------------------------------------------------------------- */

static const char *choice_in_words(struct arena *arena, enum boot_mode mode,
				   enum boot_revert revert)
{
	const char *words = boot_mode_in_words(mode);

	if (revert == REVERT_UNKNOWN)
		return words;
	return arena_printf(arena, "%s with%s revert", words,
			    revert == REVERT_UNCONFIRMED ? "" : "out");
}

/* What becomes of an update. */
static const char *consequence(const struct bootloader *bootloader,
			       const struct mode_choice *choice)
{
	if (choice->mode != bootloader->mode)
		return "the application writes and confirms an update as its own mode wants it, "
		       "and MCUboot does not find it, or finds it at the wrong place: "
		       "\"Secondary header magic detected in first sector, wrong upload "
		       "address?\"";
	if (bootloader->revert == REVERT_UNCONFIRMED)
		return "with revert MCUboot takes only an image that was marked for a test or "
		       "confirmed; the application never marks one, and MCUboot skips or erases "
		       "the update";
	return "without revert MCUboot starts the newest image again and again; the application "
	       "counts on going back to the old one when it does not confirm";
}

/* Two reverts that are known differ; where one is not said, it may be the same. */
static bool agrees(const struct bootloader *bootloader, const struct mode_choice *choice)
{
	if (choice->mode == BOOT_MODE_UNKNOWN)
		return true;
	return choice->mode == bootloader->mode &&
	       (choice->revert == bootloader->revert || choice->revert == REVERT_UNKNOWN ||
		bootloader->revert == REVERT_UNKNOWN);
}

static void compare_choice(const struct layout *layout, const char *who,
			   const struct mode_choice *choice, struct findings *found)
{
	const struct bootloader *bootloader = &layout->bootloader;
	const bool differs_by_revert = choice->mode == bootloader->mode;
	const char *theirs = choice_in_words(found->arena, choice->mode,
					     differs_by_revert ? choice->revert : REVERT_UNKNOWN);
	const char *own = choice_in_words(found->arena, bootloader->mode,
					  differs_by_revert ? bootloader->revert : REVERT_UNKNOWN);
	struct finding *finding;

	if (agrees(bootloader, choice))
		return;
	finding = finding_add(found, RULE_bootloader_mode_mismatch, choice->fact.at,
			      "%s for %s, but MCUboot is built for %s", who, theirs, own);
	finding_mark(found, finding, "%s", theirs);
	finding_label(found, finding, bootloader->mode_fact.at, "MCUboot: %s", own);
	finding_note(found, finding, "MCUboot's mode is told by %s", bootloader->mode_fact.from);
	finding_note(found, finding, "%s", consequence(bootloader, choice));
	finding_help(found, finding,
		     "choose the mode in one place, SB_CONFIG_MCUBOOT_MODE_..., and build all "
		     "images anew");
}

void rule_bootloader_mode_mismatch(const struct layout *layout, struct findings *found)
{
	compare_choice(layout, "the application is built", &layout->bootloader.app_choice, found);
	compare_choice(layout, "sysbuild is set up", &layout->bootloader.sysbuild_choice, found);
}

/* -- update-page-mismatch -------------------------------------------------------------------- */

static void report_page_mismatch(const struct layout *layout, const struct partition *secondary,
				 struct findings *found)
{
	const struct region *region = secondary->region;
	const uint64_t page = region->page_size.value, app_page = region->app_page_size.value;
	struct finding *finding = finding_about_partition(
		found, RULE_update_page_mismatch, secondary, secondary->at,
		"the application writes an update to 0x%jx in `%s`, but MCUboot looks for it at "
		"0x%jx",
		(uintmax_t)app_page, secondary->name, (uintmax_t)page);

	finding_label(found, finding, region->app_page_size.at, "the application's erase page");
	finding_label(found, finding, region->page_size.at, "MCUboot's erase page");
	finding_note(found, finding,
		     "with swap using offset an update begins in the second sector of its slot; "
		     "for the application a sector has %ju bytes (%s), for MCUboot %ju (%s)",
		     (uintmax_t)app_page, region->app_page_size.from, (uintmax_t)page,
		     region->page_size.from);
	finding_help(found, finding, "let the application's driver report %ju too",
		     (uintmax_t)page);
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
}

void rule_update_page_mismatch(const struct layout *layout, struct findings *found)
{
	if (layout->bootloader.mode != BOOT_MODE_SWAP_OFFSET)
		return;
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		const struct region *region = pair->secondary ? pair->secondary->region : NULL;

		if (region && fact_known(region->page_size) && fact_known(region->app_page_size) &&
		    region->page_size.value != region->app_page_size.value)
			report_page_mismatch(layout, pair->secondary, found);
	}
}

/* -- unchecked-slots ------------------------------------------------------------------------- */

void rule_unchecked_slots(const struct layout *layout, struct findings *found)
{
	const struct partition *second = layout_find(layout, "s1");
	const enum boot_mode mode = layout->bootloader.mode;
	struct finding *finding;

	if (!second || !layout->bootloader.pairs || !slot_test_is_skipped(layout) ||
	    (mode != BOOT_MODE_UNKNOWN && !boot_mode_compares_slots(mode)))
		return;
	finding = finding_about_partition(
		found, RULE_unchecked_slots, second, second->at,
		"MCUboot of NCS %u.%u does not test its slots, because there is `s1`",
		layout->facts.ncs_version.major, layout->facts.ncs_version.minor);
	finding_note(
		found, finding,
		"up to NCS 3.1 a second bootloader slot removes the test for all images: slots "
		"that cannot be exchanged are exchanged nevertheless, and the image is lost");
	finding_help(found, finding,
		     "take every other finding on slots for an error; from NCS 3.2 on the test is "
		     "there");
}

/* -- image-pairs ----------------------------------------------------------------------------- */

static const struct slot_pair *pair_of(const struct layout *layout, unsigned image)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		if (pair->image == image)
			return pair;
	return NULL;
}

static bool is_complete(const struct layout *layout, const struct slot_pair *pair)
{
	return pair && pair->primary &&
	       (pair->secondary || layout->bootloader.mode == BOOT_MODE_SINGLE);
}

/* MCUboot's own image is updated in s0 and s1. */
static bool has_own_pair(const struct layout *layout)
{
	return layout->bootloader.has_own_image && layout_either(layout, "s0", "s0_partition") &&
	       layout_either(layout, "s1", "s1_partition");
}

static const char *pair_names(const struct layout *layout, unsigned image)
{
	struct arena *arena = layout->arena;

	if (!layout->document)
		return arena_printf(arena, "`slot%u_partition` and `slot%u_partition`", 2 * image,
				    2 * image + 1);
	if (image == 0)
		return "`mcuboot_primary` and `mcuboot_secondary`";
	return arena_printf(arena, "`mcuboot_primary_%u` and `mcuboot_secondary_%u`", image, image);
}

/* Pairs that stand there complete, and the first number that lacks one. */
static uint64_t count_pairs(const struct layout *layout, unsigned *missing)
{
	uint64_t count = 0;

	*missing = BOOTLOADER_IMAGES;
	for (unsigned image = 0; image < BOOTLOADER_IMAGES; image++) {
		if (is_complete(layout, pair_of(layout, image)))
			count++;
		else if (*missing == BOOTLOADER_IMAGES &&
			 !(has_own_pair(layout) && layout->bootloader.own_image == image))
			*missing = image;
	}
	return count + has_own_pair(layout);
}

static void help_pairs(const struct layout *layout, uint64_t pairs, unsigned missing,
		       struct findings *found, struct finding *finding)
{
	if (pairs < layout->bootloader.image_count.value)
		finding_help(found, finding, "add %s, or write CONFIG_UPDATEABLE_IMAGE_NUMBER=%ju",
			     pair_names(layout, missing), (uintmax_t)pairs);
	else
		finding_help(found, finding,
			     "write CONFIG_UPDATEABLE_IMAGE_NUMBER=%ju, or remove the slots that "
			     "MCUboot never looks at",
			     (uintmax_t)pairs);
}

void rule_image_pairs(const struct layout *layout, struct findings *found)
{
	const struct fact wanted = layout->bootloader.image_count;
	struct finding *finding;
	unsigned missing;
	uint64_t pairs = count_pairs(layout, &missing);

	/* Without any pair `missing-slot` speaks. */
	if (!fact_known(wanted) || !layout->bootloader.present || !pairs || pairs == wanted.value)
		return;
	finding = finding_add(found, RULE_image_pairs,
			      span_is_set(wanted.at) ? wanted.at : span_of(layout->source, 0, 0),
			      "MCUboot is built for %s (%s), but the layout has %s of slots",
			      num_count(found->arena, wanted.value, "image"), wanted.from,
			      num_count(found->arena, pairs, "pair"));
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		if (!is_complete(layout, pair))
			continue;
		finding_about(found, finding, pair->primary->name);
		finding_label(found, finding, pair->primary->at, "image %u", pair->image);
	}
	finding_note(found, finding,
		     pairs < wanted.value
			     ? "MCUboot looks for a primary and a secondary slot for each of its "
			       "images; an image without them is never updated"
			     : "MCUboot never opens the slots of more images than that: what is "
			       "stored there is neither verified nor installed");
	if (has_own_pair(layout))
		finding_note(found, finding, "MCUboot's own two slots, s0 and s1, count as a pair");
	help_pairs(layout, pairs, missing, found, finding);
	if (pairs > wanted.value && !layout->document)
		finding_limit(finding, SEVERITY_WARNING); /* may be left over from the board */
}
