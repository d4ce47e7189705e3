/* SPDX-License-Identifier: MIT */
/* Rules about the room that images have: in MCUboot's slots and in other partitions. */
#include "check/images.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"

/* "12.5" for people; rounds down, so that 5.0 is never said of less. */
static const char *percent(struct arena *arena, uint64_t part, uint64_t whole)
{
	const uint64_t tenths = part * 1000 / whole;

	return arena_printf(arena, "%" PRIu64 ".%" PRIu64, tenths / 10, tenths % 10);
}

/* The sizes in the file of which MCUboot sums up the image. */
static void note_size(struct findings *found, struct finding *finding,
		      const struct image_file *file, uint64_t size)
{
	const struct mcuboot_header *header = &file->header;
	const uint64_t rest = size - header->header_size - header->image_size;

	finding_note(found, finding,
		     "the image: header %u + code %" PRIu32 " + TLVs %" PRIu64 " = %" PRIu64
		     " bytes",
		     header->header_size, header->image_size, rest, size);
}

static void note_limits(struct findings *found, struct finding *finding,
			const struct image_room *room)
{
	for (const struct image_limit *limit = room->limits; limit; limit = limit->next) {
		if (room->exceeded > 0 && room->size <= limit->bytes)
			continue;
		if (room->exceeded == 0 && limit != room->worst)
			continue;
		finding_note(found, finding, "%s: %s", limit->words, limit->arithmetic);
	}
}

static void report_too_large(const struct layout *layout, const struct placed_image *image,
			     const struct image_room *room, struct findings *found)
{
	const struct image_file *file = image->file;
	const uint64_t size = room->size;
	struct finding *finding = image_finding(
		found, RULE_image_too_large, image, file->image_offset + 12,
		"`%s` has %" PRIu64 " bytes, %" PRIu64 " more than the %" PRIu32
		" that `%s` takes%s",
		file->source->name, size, size - room->worst->bytes, room->worst->bytes,
		image->partition->name, room->exceeded < room->count ? " in some modes" : "");

	if (room->exceeded < room->count)
		finding_limit(finding, SEVERITY_WARNING);
	image_label_partition(found, finding, image->partition);
	note_size(found, finding, file, size);
	note_limits(found, finding, room);
	finding_note(found, finding,
		     image->is_secondary
			     ? "on the device MCUboot logs \"Image in the secondary slot is not "
			       "valid!\" and erases the update; imgtool knows neither the sectors "
			       "nor the spare one and may sign it without a word"
			     : "MCUboot does not update or does not start it; imgtool knows "
			       "neither the sectors nor the spare one and may sign it without a "
			       "word");
	finding_help(found, finding,
		     "make the image %s smaller, or both slots larger by as much, in whole sectors",
		     num_count(found->arena, size - room->worst->bytes, "byte"));
	image_rests_on(layout, found, finding, image);
}

static void report_headroom(const struct layout *layout, const struct placed_image *image,
			    const struct image_room *room, struct findings *found)
{
	const uint64_t limit = room->worst->bytes, size = room->size;
	struct finding *finding =
		image_finding(found, RULE_image_too_large, image, image->file->image_offset + 12,
			      "`%s` has %" PRIu64 " bytes; `%s` takes %" PRIu64 ", so %" PRIu64
			      " bytes (%s %%) are free",
			      image->file->source->name, size, image->partition->name, limit,
			      limit - size, percent(found->arena, limit - size, limit));

	finding_limit(finding, SEVERITY_WARNING);
	image_label_partition(found, finding, image->partition);
	note_size(found, finding, image->file, size);
	note_limits(found, finding, room);
	finding_help(found, finding,
		     "make both slots larger before the first release: less than %d %% is little "
		     "for a product that is still developed",
		     LEAST_HEADROOM);
	image_rests_on(layout, found, finding, image);
}

/* No mode is known that accepts the slots: then the slot itself is the limit. */
static void report_beyond_partition(const struct placed_image *image,
				    const struct partition *partition, uint64_t size,
				    struct findings *found)
{
	struct finding *finding = image_finding(
		found, RULE_image_too_large, image, image->file->image_offset,
		"`%s` has %" PRIu64 " bytes, %" PRIu64 " more than `%s`", image->file->source->name,
		size, size - partition->size.value, partition->name);

	image_label_partition(found, finding, partition);
	finding_note(found, finding,
		     "what is written behind the end of `%s` destroys what lies there, or leaves "
		     "the chip",
		     partition->name);
	finding_help(found, finding,
		     "make `%s` 0x%" PRIx64 " bytes or more, or the image %s smaller",
		     partition->name, size,
		     num_count(found->arena, size - partition->size.value, "byte"));
}

void rule_image_too_large(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		const struct partition *holder = image_holder(&image);
		const struct image_room room = image_measure(layout, &image);
		const uint64_t size = room.size;

		if (image.is_bootloader)
			continue;
		if (room.exceeded > 0)
			report_too_large(layout, &image, &room, found);
		else if (room.worst && (room.worst->bytes - size) * 100 <
					       (uint64_t)room.worst->bytes * LEAST_HEADROOM)
			report_headroom(layout, &image, &room, found);
		else if (!room.worst && size > holder->size.value)
			report_beyond_partition(&image, holder, size, found);
	}
}

/* Partition sizes that the erase page, or the blocks of the flash protection, make possible. */
static void help_sizes(const struct layout *layout, const struct placed_image *image,
		       uint64_t extent, struct findings *found, struct finding *finding)
{
	const struct region *region = image->partition->region;
	const struct soc *soc = layout->facts.soc;
	const uint64_t start = image->partition->address.value;
	const uint64_t page = fact_known(region->page_size) ? region->page_size.value : 4096;
	const uint64_t block = soc && soc->protection_block ? soc->protection_block : page;
	const uint64_t by_page = num_up(start + extent, page) - start;
	const uint64_t by_block = num_up(start + extent, block) - start;

	finding_help(found, finding,
		     "make `%s` 0x%" PRIx64 " bytes (whole erase pages of 0x%" PRIx64
		     ") and move what lies behind it",
		     image->partition->name, by_page, page);
	if (by_block != by_page)
		finding_help(found, finding,
			     "or 0x%" PRIx64 " bytes, if CONFIG_FPROTECT shall cover it: whole "
			     "blocks of 0x%" PRIx64,
			     by_block, block);
	finding_help(found, finding,
		     "or make the bootloader smaller: no CONFIG_DEBUG_OPTIMIZATIONS, less logging");
}

void rule_bootloader_too_large(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		const struct partition *partition = image.partition;
		const uint64_t extent = image_extent(&image);
		struct finding *finding;

		if (!image.is_bootloader || extent <= partition->size.value || !partition->region)
			continue;
		finding = image_finding(
			found, RULE_bootloader_too_large, &image, 0,
			"`%s` has %" PRIu64 " bytes, %" PRIu64 " more than `%s` (0x%jx)",
			image.file->source->name, extent, extent - partition->size.value,
			partition->name, (uintmax_t)partition->size.value);
		image_label_partition(found, finding, partition);
		finding_note(found, finding,
			     "the linker says of it \"region `FLASH' overflowed by %" PRIu64
			     " bytes\" and does not say which image it was linking",
			     extent - partition->size.value);
		help_sizes(layout, &image, extent, found, finding);
	}
}
