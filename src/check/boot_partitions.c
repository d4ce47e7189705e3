/* SPDX-License-Identifier: MIT */
/* Rules about the partitions that MCUboot cannot do without: slots and the header's pad. */
#include "check/check.h"

#include "base/arena.h"
#include "base/num.h"

static const struct partition *primary_slot(const struct layout *layout)
{
	const struct slot_pair *pair = layout->bootloader.pairs;

	return pair ? pair->primary : NULL;
}

/* Where to point when a partition is not there: whatever speaks of MCUboot. */
static struct span mcuboot_at(const struct layout *layout)
{
	const struct partition *mcuboot = layout_find(layout, "mcuboot");
	const struct slot_pair *pair = layout->bootloader.pairs;

	if (mcuboot)
		return mcuboot->at;
	if (pair && (pair->primary || pair->secondary))
		return pair->primary ? pair->primary->at : pair->secondary->at;
	return layout->bootloader.mode_fact.at;
}

/* A static file may pin a few partitions and leave the slots to Partition Manager; it speaks of
 * the slots once it names one of them, their pad, or the application.
 */
static bool speaks_of_slots(const struct layout *layout)
{
	return layout->bootloader.pairs || layout->kind != LAYOUT_PM_STATIC ||
	       layout_find(layout, "mcuboot_pad") || layout_find(layout, "mcuboot_primary_app") ||
	       (layout_find(layout, "app") && !layout_find(layout, "app")->implied);
}

static void report_missing(const struct layout *layout, const char *name, const char *needs,
			   const char *help, struct findings *found)
{
	struct finding *finding = finding_add(found, RULE_missing_slot, mcuboot_at(layout),
					      "MCUboot is used, but there is no `%s`", name);

	finding_about(found, finding, name);
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
	finding_note(found, finding, "%s", needs);
	finding_help(found, finding, "%s", help);
}

void rule_missing_slot(const struct layout *layout, struct findings *found)
{
	const struct bootloader *bootloader = &layout->bootloader;
	const struct slot_pair *pair = bootloader->pairs;
	bool pm = layout->document != NULL;

	if (!bootloader->present || !speaks_of_slots(layout) || !mcuboot_at(layout).source)
		return;
	if (!pair || !pair->primary)
		report_missing(
			layout, pm ? "mcuboot_primary" : "slot0_partition",
			"MCUboot starts the image in the primary slot; names that it does not "
			"know are no slots",
			pm ? "add `mcuboot_primary` with its `span`, or rename the partition "
			     "that is meant"
			   : "label the node of the primary slot slot0_partition",
			found);
	if (boot_mode_compares_slots(bootloader->mode) && (!pair || !pair->secondary))
		report_missing(
			layout, pm ? "mcuboot_secondary" : "slot1_partition",
			arena_printf(found->arena,
				     "with %s an update is stored in the secondary slot first",
				     boot_mode_in_words(bootloader->mode)),
			"add the secondary slot, or build MCUboot for a single slot", found);
	if (pm && pair && pair->primary && pair->primary->has_span &&
	    !layout_find(layout, "mcuboot_pad"))
		report_missing(
			layout, "mcuboot_pad",
			"the pad keeps the bytes in front of the vector table free for the "
			"image header; without it the header overwrites the image, or nothing "
			"boots",
			"add `mcuboot_pad` at the start of `mcuboot_primary` with the size of "
			"the image header",
			found);
}

/* The size of the header that imgtool puts in front of the image. */
static struct fact header_size(const struct layout *layout)
{
	struct fact size = kconfig_number(facts_kconfig(&layout->facts, "mcuboot"),
					  "CONFIG_PM_PARTITION_SIZE_MCUBOOT_PAD");

	if (!fact_known(size))
		size = kconfig_number(facts_kconfig(&layout->facts, "app"),
				      "CONFIG_ROM_START_OFFSET");
	if (fact_known(size) && size.value)
		return size;
	if (!layout->facts.soc)
		return fact_make(0x200, ORIGIN_ASSUMED, "the usual header size");
	return fact_make(layout->facts.soc->header_size,
			 layout->facts.soc_origin == ORIGIN_ASSUMED ? ORIGIN_ASSUMED
								    : ORIGIN_BUILT_IN,
			 layout->facts.soc->name);
}

void rule_pad_size(const struct layout *layout, struct findings *found)
{
	const struct partition *pad = layout_find(layout, "mcuboot_pad");
	const struct partition *primary = primary_slot(layout);
	struct fact header = header_size(layout);
	struct finding *finding;

	if (!pad || !pad->placed || !layout->document || !layout->bootloader.present)
		return;
	if (pad->size.value != header.value) {
		finding = finding_about_partition(
			found, RULE_pad_size, pad, partition_size_at(pad),
			"`mcuboot_pad` has 0x%jx bytes, but the image header has 0x%jx",
			(uintmax_t)pad->size.value, (uintmax_t)header.value);
		finding_label(found, finding, header.at, "the header size is set here");
		finding_note(
			found, finding,
			"the image is linked behind the pad; MCUboot looks for the vector table "
			"right behind the header");
		finding_help(found, finding, "write `size: 0x%jx`", (uintmax_t)header.value);
		finding_rests_on(found, finding, header, "the size of the image header");
	}
	if (!primary || !primary->placed || primary->address.value == pad->address.value)
		return;
	finding = finding_about_partition(found, RULE_pad_size, pad, partition_address_at(pad),
					  "`mcuboot_pad` starts at 0x%jx, but `%s` starts at 0x%jx",
					  (uintmax_t)pad->address.value, primary->name,
					  (uintmax_t)primary->address.value);
	finding_about(found, finding, primary->name);
	finding_label(found, finding, partition_address_at(primary), "the slot starts here");
	finding_note(found, finding,
		     "MCUboot reads the image header from the first bytes of the slot");
	finding_help(found, finding, "start both at the same address");
}
