/* SPDX-License-Identifier: MIT */
/* The rule about the place of an image: where it lies and what it was linked for. */
#include "check/images.h"

#include <inttypes.h>

#include "base/arena.h"

/* RAM of every chip with MCUboot; a stack pointer lies in it. */
#define RAM_BEGIN 0x20000000
#define RAM_END 0x30000000

/* The slot that the image starts from; NULL: it cannot be told. */
static const struct partition *slot_to_run_in(const struct layout *layout,
					      const struct placed_image *image)
{
	const enum boot_mode mode = layout->bootloader.mode;
	const struct partition *primary = image->pair->primary;

	if (image->updates)
		return image->updates;
	if (!image->is_secondary)
		return image->partition;
	if (mode == BOOT_MODE_DIRECT_XIP || mode == BOOT_MODE_FIRMWARE_LOADER)
		return image->partition;
	if (!primary || !primary->placed)
		return NULL;
	/* Without a known mode it may also be meant to run where it lies. */
	if (mode == BOOT_MODE_UNKNOWN && image_runs_in(image->file, image->partition))
		return NULL;
	return primary;
}

static void judge_link(const struct placed_image *image, const struct partition *slot,
		       struct findings *found)
{
	const struct image_file *file = image->file;
	struct finding *finding;

	if (!file->has_vectors || image_runs_in(file, slot))
		return;
	finding = image_finding(found, RULE_image_wrong_base, image,
				file->image_offset + file->header.header_size + 4,
				"`%s` starts at 0x%" PRIx32 ", outside `%s`, which it will run in",
				file->source->name, file->reset_handler, slot->name);
	image_label_partition(found, finding, slot);
	finding_note(found, finding,
		     "the second word of the vector table is the reset handler; the code was "
		     "linked for another place, and the device hangs or MCUboot refuses it");
	finding_help(found, finding, "build it anew with this layout");
}

/* A ROM-fixed image says in its header what it was linked for. */
static void judge_load_address(const struct placed_image *image, const struct partition *slot,
			       struct findings *found)
{
	const struct mcuboot_header *header = &image->file->header;
	const uint64_t base = image_code_address(slot);
	struct finding *finding;

	if (!(header->flags & MCUBOOT_IMAGE_ROM_FIXED) || header->load_address == base)
		return;
	finding = image_finding(found, RULE_image_wrong_base, image, image->file->image_offset + 4,
				"`%s` was built for 0x%" PRIx32 ", but `%s` begins at 0x%" PRIx64,
				image->file->source->name, header->load_address, slot->name, base);
	image_label_partition(found, finding, slot);
	finding_note(found, finding,
		     "on the device MCUboot logs \"Image in %s slot at 0x%" PRIx64
		     " has been built for offset 0x%" PRIx32 "\" and skips the slot",
		     image->is_secondary ? "secondary" : "primary", base, header->load_address);
	finding_help(found, finding, "sign it with --rom-fixed 0x%" PRIx64 ", and link it there",
		     base);
}

/* Bytes that MCUboot copies into RAM: the whole image with its TLVs. */
static uint64_t copied_size(const struct image_file *file)
{
	if (file->has_total_size)
		return file->total_size;
	return (uint64_t)file->header.header_size + file->header.image_size;
}

/* MCUBOOT.md 2.5: with RAM load the image must lie in the RAM that is set aside for it. */
static void judge_ram(const struct layout *layout, const struct placed_image *image,
		      struct findings *found)
{
	const struct image_file *file = image->file;
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");
	const struct fact start = kconfig_number(config, "CONFIG_BOOT_IMAGE_EXECUTABLE_RAM_START");
	const struct fact size = kconfig_number(config, "CONFIG_BOOT_IMAGE_EXECUTABLE_RAM_SIZE");
	const uint64_t begin = file->header.load_address, end = begin + copied_size(file);
	struct finding *finding;

	if (!fact_known(start) || !fact_known(size) ||
	    (begin >= start.value && end <= start.value + size.value))
		return;
	finding = image_finding(found, RULE_image_wrong_base, image, file->image_offset + 4,
				"`%s` is loaded to 0x%" PRIx64 "..0x%" PRIx64
				", outside the RAM for images, 0x%jx..0x%jx",
				file->source->name, begin, end, (uintmax_t)start.value,
				(uintmax_t)(start.value + size.value));
	finding_label(found, finding, start.at, "the RAM for images begins here");
	finding_label(found, finding, size.at, "and has so many bytes");
	image_label_partition(found, finding, image->partition);
	finding_note(
		found, finding,
		"MCUboot copies header, code and TLVs there before it starts the image; now it "
		"logs \"Image RAM load address 0x%" PRIx64 " is invalid.\" and does not start it",
		begin);
	finding_help(found, finding,
		     "sign it with a --load-addr from 0x%jx on, or set aside more RAM in MCUboot's "
		     "configuration",
		     (uintmax_t)start.value);
}

/* In swap using offset an update begins behind the first sector of the secondary slot. */
static bool may_begin_at(const struct layout *layout, const struct placed_image *image,
			 uint64_t address)
{
	const struct region *region = image->partition->region;
	const uint64_t begin = image->partition->address.value;
	const enum boot_mode mode = layout->bootloader.mode;

	if (address == begin)
		return true;
	return image->is_secondary &&
	       (mode == BOOT_MODE_SWAP_OFFSET || mode == BOOT_MODE_UNKNOWN) && region &&
	       fact_known(region->page_size) && address == begin + region->page_size.value;
}

/* A HEX file carries its own addresses; those of external flash depend on the programmer. */
static void judge_address(const struct layout *layout, const struct placed_image *image,
			  struct findings *found)
{
	const struct partition *partition = image->partition;
	const uint64_t address = image->address + image->file->image_offset;
	struct finding *finding;

	if (!image->file->hex || !partition->region ||
	    partition->region->kind == REGION_EXTERNAL_FLASH)
		return;
	if (image_is_for_mcuboot(image)
		    ? may_begin_at(layout, image, address)
		    : address >= partition->address.value && address < partition_end(partition))
		return;
	finding = image_finding(found, RULE_image_wrong_base, image, image->file->image_offset,
				"`%s` lies at 0x%" PRIx64 ", but `%s` begins at 0x%jx",
				image->file->source->name, address, partition->name,
				(uintmax_t)partition->address.value);
	image_label_partition(found, finding, partition);
	if (image->pair)
		finding_note(found, finding,
			     "MCUboot looks for the header at the first byte of the slot and "
			     "finds none: \"Unable to find bootable image\"");
	else
		finding_note(found, finding,
			     "a programmer writes the file where its records say, not where the "
			     "layout says");
	finding_help(found, finding,
		     "build it anew with this layout, so that it begins at 0x%jx, or give "
		     "`--image` the partition that it was built for",
		     (uintmax_t)partition->address.value);
}

/* Files without a header: the vector table comes first, if that is what they are. */
static void judge_plain(const struct placed_image *image, struct findings *found)
{
	const struct partition *partition = image->partition;
	struct finding *finding;
	uint32_t stack, reset;

	if (!image_file_word(image->file, 0, &stack) || !image_file_word(image->file, 4, &reset) ||
	    stack < RAM_BEGIN || stack >= RAM_END || stack % 4 || reset % 2 == 0 ||
	    image_code_is_in(partition, reset))
		return;
	finding = image_finding(found, RULE_image_wrong_base, image, 4,
				"`%s` starts at 0x%" PRIx32 ", outside `%s`",
				image->file->source->name, reset, partition->name);
	image_label_partition(found, finding, partition);
	finding_note(found, finding, "the second word of the vector table is the reset handler");
	finding_help(found, finding, "build it anew with this layout");
}

void rule_image_wrong_base(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		const struct partition *slot;

		if (image.file->bytes.n > 0)
			judge_address(layout, &image, found);
		if (!image.pair && !image_file_is_signed(image.file))
			judge_plain(&image, found);
		if (image_is_for_mcuboot(&image) &&
		    image.file->header.flags & MCUBOOT_IMAGE_RAM_LOAD)
			judge_ram(layout, &image, found);
		if (!image_file_is_signed(image.file) ||
		    image.file->header.flags & MCUBOOT_IMAGE_RAM_LOAD ||
		    !(image.pair || image.is_bootloader))
			continue;
		slot = image.pair ? slot_to_run_in(layout, &image) : image.partition;
		if (slot && slot->placed) {
			judge_link(&image, slot, found);
			judge_load_address(&image, slot, found);
		}
	}
}
