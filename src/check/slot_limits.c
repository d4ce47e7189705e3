/* SPDX-License-Identifier: MIT */
/* Rules about how much MCUboot can count and hold: sectors, trailer, the image that runs. */
#include "check/check.h"
#include "check/images.h"
#include "check/slot_findings.h"
#include "check/slot_help.h"

#include "base/arena.h"
#include "base/num.h"

/* -- too-many-sectors ------------------------------------------------------------------------ */

/* An area in a trial: the first that MCUboot cannot read. */
struct area {
	const struct partition *partition;
	uint64_t sectors, page;
};

static struct area slot_area(const struct partition *partition, const struct mcuboot_area *area,
			     uint64_t page)
{
	return (struct area){partition, num_up(area->size, page) / page, page};
}

/* The areas that MCUboot cannot read, at most one of each kind; returns how many. */
static size_t overflowing_areas(const struct layout *layout, const struct trials *trials,
				const struct trial *trial, struct area areas[3])
{
	const struct mcuboot_geometry *geometry = &trial->geometry;
	size_t count = 0;

	if (trial->answer.primary.overflow)
		areas[count++] = slot_area(trials->pair->primary, &geometry->primary,
					   trial->primary_pages.size);
	if (trial->answer.secondary.overflow)
		areas[count++] = slot_area(trials->pair->secondary, &geometry->secondary,
					   trial->secondary_pages.size);
	if (trial->answer.scratch.overflow && layout->bootloader.scratch)
		areas[count++] = slot_area(layout->bootloader.scratch, &geometry->scratch,
					   trial->scratch_pages.size);
	return count;
}

/* The most sectors that any area of a trial has. */
static uint64_t most_sectors(const struct trial *trial)
{
	const struct mcuboot_geometry *geometry = &trial->geometry;
	uint64_t most = slot_area(NULL, &geometry->primary, trial->primary_pages.size).sectors;
	uint64_t secondary =
		slot_area(NULL, &geometry->secondary, trial->secondary_pages.size).sectors;
	uint64_t scratch = slot_area(NULL, &geometry->scratch, trial->scratch_pages.size).sectors;

	if (secondary > most)
		most = secondary;
	return mcuboot_mode_has_scratch(geometry->mode) && scratch > most ? scratch : most;
}

/* Without a .config nothing can be wrong yet, but the default of 128 may be too small. */
static void note_needed_limit(const struct layout *layout, const struct trials *trials,
			      struct findings *found)
{
	const struct partition *secondary = trials->pair->secondary;
	uint64_t needed = 0;
	struct finding *finding;

	for (const struct trial *trial = trials->first; trial; trial = trial->next)
		if (!trial->refusals && most_sectors(trial) > needed)
			needed = most_sectors(trial);
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
	finding_help(found, finding, "give %s to have it checked",
		     layout->bootloader.max_img_sectors_auto
			     ? "--dtb mcuboot=FILE, whose slots CONFIG_BOOT_MAX_IMG_SECTORS_AUTO "
			       "counts,"
			     : "--kconfig mcuboot=FILE");
}

static void note_automatic(struct findings *found, struct finding *finding)
{
	finding_note(found, finding,
		     "CONFIG_BOOT_MAX_IMG_SECTORS_AUTO counts the slots of the bootloader's "
		     "devicetree, not Partition Manager's, and leaves out flash without "
		     "erase-block-size");
}

static void report_too_many(const struct layout *layout, const struct trials *trials,
			    const struct trial *trial, struct findings *found)
{
	struct area areas[3];
	const size_t count = overflowing_areas(layout, trials, trial, areas);
	const struct area area = areas[0];
	const bool automatic = layout->bootloader.max_img_sectors_auto;
	uint64_t limit = trial->geometry.max_img_sectors;
	struct finding *finding = finding_about_partition(
		found, RULE_too_many_sectors, area.partition, partition_size_at(area.partition),
		"`%s` has %ju sectors, but MCUboot is built for at most %ju", area.partition->name,
		(uintmax_t)area.sectors, (uintmax_t)limit);

	finding_mark(found, finding, "0x%jx = %s of 0x%jx", (uintmax_t)area.partition->size.value,
		     num_count(found->arena, area.sectors, "sector"), (uintmax_t)area.page);
	for (size_t i = 1; i < count; i++) {
		finding_about(found, finding, areas[i].partition->name);
		finding_label(found, finding, partition_size_at(areas[i].partition),
			      "`%s` has %ju sectors", areas[i].partition->name,
			      (uintmax_t)areas[i].sectors);
	}
	finding_label(found, finding, layout->bootloader.max_img_sectors.at,
		      "the limit is set here");
	finding_note(found, finding, "on the device MCUboot logs %s, and never installs an update",
		     slot_log_lines(found->arena, trial));
	if (automatic)
		note_automatic(found, finding);
	finding_rests_on(found, finding, layout->bootloader.max_img_sectors,
			 "BOOT_MAX_IMG_SECTORS");
	finding_help(found, finding,
		     "write CONFIG_BOOT_MAX_IMG_SECTORS=%ju in MCUboot's configuration%s",
		     (uintmax_t)most_sectors(trial),
		     automatic ? ", with CONFIG_BOOT_MAX_IMG_SECTORS_AUTO=n" : "");
	slot_rest_on_facts(layout, found, finding, trials);
}

/* MCUBOOT.md 1.4: Nordic's build ends with an error before there is any limit. */
static void report_uneven(const struct layout *layout, struct findings *found)
{
	const struct devicetree_partition *slot = layout->bootloader.uneven_slot;
	const struct fact block = slot->device->erase_block;
	struct finding *finding = finding_add(
		found, RULE_too_many_sectors, slot->size.at,
		"`%s` of MCUboot's devicetree has 0x%jx bytes, no multiple of its erase block of "
		"0x%jx: CONFIG_BOOT_MAX_IMG_SECTORS_AUTO cannot count its sectors",
		slot->name, (uintmax_t)slot->size.value, (uintmax_t)block.value);

	finding_about(found, finding, slot->name);
	finding_label(found, finding, block.at, "the erase block");
	finding_note(found, finding, "MCUboot's build (Nordic's fork) stops here");
	finding_help(
		found, finding,
		"make it 0x%jx bytes, or write CONFIG_BOOT_MAX_IMG_SECTORS_AUTO=n and tell the "
		"sectors of the largest slot as CONFIG_BOOT_MAX_IMG_SECTORS",
		(uintmax_t)num_down(slot->size.value, block.value));
}

void rule_too_many_sectors(const struct layout *layout, struct findings *found)
{
	if (layout->bootloader.uneven_slot) { /* there is no limit to hold the slots against */
		report_uneven(layout, found);
		return;
	}
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		const struct trial *trial = trials_first(trials, REFUSED_TOO_MANY);

		if (!trials->limit_known)
			note_needed_limit(layout, trials, found);
		else if (trial)
			report_too_many(layout, trials, trial, found);
	}
}

/* -- slot-too-small -------------------------------------------------------------------------- */

static void note_what_is_taken(struct findings *found, struct finding *finding,
			       const struct trial *trial)
{
	const uint64_t sector = trial->primary_pages.size;
	const uint64_t taken = num_up(trial->answer.trailer_size, sector) / sector;

	finding_note(found, finding, "the trailer of %s is %s, %s of 0x%jx at the end of each slot",
		     boot_mode_in_words(trial->mode),
		     slot_trailer_arithmetic(found->arena, &trial->geometry),
		     num_count(found->arena, taken, "sector"), (uintmax_t)sector);
	if (trial->mode == BOOT_MODE_SWAP_MOVE)
		finding_note(found, finding,
			     "one more sector of the primary slot stays free to move the image by");
	if (trial->mode == BOOT_MODE_SWAP_OFFSET)
		finding_note(found, finding,
			     "one more sector of the secondary slot stays free to move the image "
			     "by");
}

void rule_slot_too_small(const struct layout *layout, struct findings *found)
{
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		const struct trial *trial = trials_first(trials, REFUSED_TOO_SMALL);
		const struct partition *slot = trials->pair->primary;
		struct finding *finding;

		if (!trial)
			continue;
		if (trials->pair->secondary->size.value < slot->size.value)
			slot = trials->pair->secondary;
		finding = finding_about_partition(
			found, RULE_slot_too_small, slot, partition_size_at(slot),
			"`%s` has 0x%jx bytes; the trailer and the spare sector leave no room for "
			"an image",
			slot->name, (uintmax_t)slot->size.value);
		note_what_is_taken(found, finding, trial);
		slot_help_larger(trials, trial, found, finding);
		slot_rest_on_facts(layout, found, finding, trials);
		slot_rest_on_trailer(layout, found, finding, trial);
	}
}

/* -- running-image-refused ------------------------------------------------------------------- */

static void note_limit(struct findings *found, struct finding *finding, const struct trial *trial)
{
	const char *arithmetic = slot_limit_arithmetic(found->arena, trial);

	if (arithmetic)
		finding_note(found, finding,
			     "the limit of %s is the smaller of both slots, less trailer and spare "
			     "sector: %s",
			     boot_mode_in_words(trial->mode), arithmetic);
	else if (trial->answer.validate_limit == 0)
		finding_note(found, finding,
			     "%s refuses these slots, which leaves a limit of 0: nothing boots",
			     boot_mode_in_words(trial->mode));
	else
		finding_note(found, finding, "the trailer of %s is %s",
			     boot_mode_in_words(trial->mode),
			     slot_trailer_arithmetic(found->arena, &trial->geometry));
}

static const char *limit_message(struct arena *arena, const struct trials *trials,
				 const struct trial *trial)
{
	const char *primary = trials->pair->primary->name;

	if (trial->answer.validate_limit == 0)
		return arena_printf(arena, "MCUboot boots no image at all from `%s`", primary);
	return arena_printf(arena, "MCUboot boots no image of more than %u bytes from `%s`",
			    trial->answer.validate_limit, primary);
}

void rule_running_image_refused(const struct layout *layout, struct findings *found)
{
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		const struct trial *trial = trials_first(trials, REFUSED_RUNNING);
		struct finding *finding;

		if (!trial)
			continue;
		finding = slot_finding(found, RULE_running_image_refused, trials, trial,
				       limit_message(found->arena, trials, trial));
		finding_note(found, finding,
			     "from NCS 3.1 on the image that runs is held against both slots: the "
			     "device logs \"Image in the primary slot is not valid!\" and \"Unable "
			     "to find bootable image\"");
		note_limit(found, finding, trial);
		slot_note_trials(found, finding, trials, REFUSED_RUNNING);
		if (trial->answer.verdict == MCUBOOT_OK)
			slot_help_larger(trials, trial, found, finding);
		else
			slot_help(trials, trial, found, finding);
		slot_rest_on_facts(layout, found, finding, trials);
		slot_rest_on_trailer(layout, found, finding, trial);
	}
	image_judge_running(layout, found);
}
