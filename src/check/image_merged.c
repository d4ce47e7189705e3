/* SPDX-License-Identifier: MIT */
/* What a programmer writes first, all images of a core in one HEX file, against the layout
 * (FAILURES.md F31, F110, F113).
 */
#include "check/images.h"

#include <inttypes.h>

/* The region in which PM's addresses are those of the chip. */
static const struct region *flash_of(const struct layout *layout)
{
	const struct region *flash = layout_region(layout, "flash_primary");

	return layout->kind != LAYOUT_DEVICETREE && flash && fact_known(flash->base) &&
			       fact_known(flash->size)
		       ? flash
		       : NULL;
}

/* -- Bytes outside every partition ------------------------------------------------------------ */

static void report_outside(const struct image_file *file, uint64_t begin, uint64_t end,
			   struct findings *found)
{
	struct finding *finding = finding_add(
		found, RULE_image_overlap, image_file_at(found->arena, file, begin - file->base),
		"`%s` has bytes at 0x%" PRIx64 "..0x%" PRIx64 ", outside every partition",
		file->source->name, begin, end);

	finding_limit(finding, SEVERITY_WARNING);
	finding_note(found, finding,
		     "some image of the build was made for another layout; nothing keeps these "
		     "bytes from being overwritten");
	finding_help(found, finding, "build anew from the start: west build --pristine");
}

/* The first such stretch; partitions are sorted by their address. */
static void judge_outside(const struct region *flash, const struct image_file *file,
			  struct findings *found)
{
	const uint64_t limit = flash->base.value + flash->size.value;
	uint64_t covered = flash->base.value;
	size_t next = 0;

	for (size_t i = 0; i < file->segment_count; i++) {
		const struct image_segment *segment = &file->segments[i];
		uint64_t end = segment->address + segment->size;

		if (covered < segment->address)
			covered = segment->address;
		if (end > limit)
			end = limit;
		for (; next < flash->count && flash->by_address[next]->address.value <= covered;
		     next++) {
			if (partition_end(flash->by_address[next]) > covered)
				covered = partition_end(flash->by_address[next]);
		}
		if (covered < end) {
			report_outside(file, covered, end, found);
			return;
		}
	}
}

/* -- The image that MCUboot starts ------------------------------------------------------------ */

static bool has_bytes_in(const struct image_file *file, const struct partition *partition)
{
	for (size_t i = 0; i < file->segment_count; i++) {
		const struct image_segment *segment = &file->segments[i];

		if (segment->address < partition_end(partition) &&
		    segment->address + segment->size > partition->address.value)
			return true;
	}
	return false;
}

static void judge_start(const struct layout *layout, const struct region *flash,
			const struct image_file *file, struct findings *found)
{
	const struct partition *slot = layout_find(layout, "mcuboot_primary");
	struct finding *finding;
	uint32_t word;

	if (!slot || !slot->placed || slot->region != flash || !has_bytes_in(file, slot))
		return;
	if (slot->address.value >= file->base &&
	    image_file_word(file, slot->address.value - file->base, &word) &&
	    (word == MCUBOOT_HEADER_MAGIC || word == MCUBOOT_HEADER_MAGIC_OLD))
		return;
	finding = finding_about_partition(
		found, RULE_invalid_image, slot,
		image_file_at(found->arena, file,
			      slot->address.value >= file->base ? slot->address.value - file->base
								: 0),
		"`%s` has no image header at 0x%" PRIx64 ", where `mcuboot_primary` begins",
		file->source->name, slot->address.value);
	image_label_partition(found, finding, slot);
	finding_note(found, finding,
		     "MCUboot looks for 0x96f3b83d there; it logs \"Image in the primary slot is "
		     "not valid!\" and \"Unable to find bootable image\"");
	finding_help(found, finding,
		     "the application was built for another slot, or was not signed: build anew "
		     "from the start: west build --pristine");
}

void image_judge_merged(const struct layout *layout, struct findings *found)
{
	const struct image_file *file = layout->facts.merged_file;
	const struct region *flash = file && file->readable && file->hex ? flash_of(layout) : NULL;

	if (!flash)
		return;
	judge_outside(flash, file, found);
	judge_start(layout, flash, file, found);
}
