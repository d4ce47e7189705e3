/* SPDX-License-Identifier: MIT */
/* What follows from an image and the slot it is held against. */
#include "emit/image.h"

#include "base/arena.h"

/* More labels than there can be at once. */
#define LABELS_LIMIT 20

/* Header, code and protected TLVs: the image has these at least. */
static uint64_t least_size(const struct image_file *file)
{
	return (uint64_t)file->header.header_size + file->header.image_size +
	       file->header.protected_tlv_size;
}

enum image_answer_fits image_answer_fits(const struct image_answer *answer)
{
	const struct image_file *file = answer->file;
	const struct image_slot *slot = answer->slot;
	uint64_t limit;

	if (!slot || !image_file_is_signed(file))
		return IMAGE_FITS_UNKNOWN;
	if (file->problems & IMAGE_SIZE_OVERFLOW)
		return IMAGE_FITS_NOT;
	if (!slot->limit_known && !slot->too_small)
		return IMAGE_FITS_UNKNOWN;
	limit = slot->limit_known ? slot->limit : 0;
	if (file->has_total_size)
		return file->total_size <= limit ? IMAGE_FITS : IMAGE_FITS_NOT;
	return least_size(file) > limit ? IMAGE_FITS_NOT : IMAGE_FITS_UNKNOWN;
}

bool image_answer_linked(const struct image_answer *answer, bool *known)
{
	const struct image_file *file = answer->file;
	const struct image_slot *slot = answer->slot;

	*known = file->has_vectors && !(file->header.flags & MCUBOOT_IMAGE_RAM_LOAD);
	return *known && file->reset_handler >= slot->base &&
	       file->reset_handler - slot->base < slot->size;
}

bool image_answer_rom_fixed(const struct image_answer *answer, bool *matches)
{
	const struct image_file *file = answer->file;

	if (!image_file_is_signed(file) || !(file->header.flags & MCUBOOT_IMAGE_ROM_FIXED))
		return false;
	*matches = file->header.load_address == answer->slot->base;
	return true;
}

static void add_slot_problems(const struct image_answer *answer, const char **labels, size_t *count)
{
	bool known, matches;

	if (image_answer_fits(answer) == IMAGE_FITS_NOT &&
	    !(answer->file->problems & IMAGE_SIZE_OVERFLOW))
		labels[(*count)++] = "too-big-for-slot";
	if (!image_answer_linked(answer, &known) && known)
		labels[(*count)++] = "linked-elsewhere";
	if (image_answer_rom_fixed(answer, &matches) && !matches)
		labels[(*count)++] = "rom-address-differs";
}

const char *const *image_answer_problems(struct arena *arena, const struct image_answer *answer)
{
	const char **labels = arena_array(arena, LABELS_LIMIT, sizeof(*labels));
	size_t count = 0;

	for (unsigned problem = 1; image_problem_name(problem); problem <<= 1) {
		if (answer->file->problems & problem)
			labels[count++] = image_problem_name(problem);
	}
	if (answer->slot)
		add_slot_problems(answer, labels, &count);
	if (answer->has_trailer && answer->trailer.magic == MCUBOOT_MAGIC_BAD)
		labels[count++] = "trailer-magic-bad";
	return labels;
}

const char *image_trailer_words(const struct mcuboot_trailer *trailer)
{
	if (trailer->magic == MCUBOOT_MAGIC_BAD)
		return "no trailer of this alignment; MCUboot looks at nothing else in it";
	if (trailer->magic == MCUBOOT_MAGIC_UNSET)
		return "no swap requested";
	if (trailer->copy_done == MCUBOOT_FLAG_SET) {
		if (trailer->image_ok == MCUBOOT_FLAG_SET)
			return "swapped in and confirmed";
		return trailer->image_ok == MCUBOOT_FLAG_UNSET
			       ? "swapped in for a test, not confirmed: the next boot reverts"
			       : "swapped in; image_ok is neither set nor erased";
	}
	if (trailer->image_ok == MCUBOOT_FLAG_SET)
		return "pending permanent swap (in the primary slot: confirmed)";
	return trailer->image_ok == MCUBOOT_FLAG_UNSET
		       ? "pending test swap"
		       : "nothing: image_ok is neither set nor erased";
}
