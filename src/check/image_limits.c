/* SPDX-License-Identifier: MIT */
/* The largest image a slot takes, in every mode that is possible, with the arithmetic of
 * MCUBOOT.md 3.3 written out.  The numbers themselves are src/mcuboot's.
 */
#include "check/images.h"

#include <inttypes.h>

#include "base/arena.h"
#include "check/slot_findings.h"
#include "model/slot_trials.h"

static const char *trailer_words(struct arena *arena, const struct mcuboot_geometry *geometry)
{
	return arena_printf(arena, "the trailer takes %s",
			    slot_trailer_arithmetic(arena, geometry));
}

/* "min((NP - k - 1) * s, (NS - k) * s)" with the numbers. */
static const char *shifting_words(struct arena *arena, const struct mcuboot_geometry *geometry,
				  const struct mcuboot_answer *answer)
{
	const uint64_t sector = answer->primary.runs[0].size;
	const uint32_t taken = mcuboot_trailer_sectors(answer->trailer_size, (uint32_t)sector);
	const bool move = geometry->mode == MCUBOOT_SWAP_MOVE;

	return arena_printf(
		arena,
		"%s, so %" PRIu32 " of 0x%" PRIx64 ", and swapping needs a spare one in the %s "
		"slot: min((%" PRIu64 " - %" PRIu32 "%s) * 0x%" PRIx64 ", (%" PRIu64 " - %" PRIu32
		"%s) * 0x%" PRIx64 ") = %" PRIu32 " bytes",
		trailer_words(arena, geometry), taken, sector, move ? "primary" : "secondary",
		answer->primary.count, taken, move ? " - 1" : "", sector, answer->secondary.count,
		taken, move ? "" : " - 1", sector, answer->max_image_size);
}

static const char *scratch_words(struct arena *arena, const struct mcuboot_geometry *geometry,
				 const struct mcuboot_answer *answer)
{
	const uint64_t padding =
		geometry->primary.size - answer->trailer_size - answer->max_image_size;

	return arena_printf(arena,
			    "%s, and the end of the image keeps %" PRIu64
			    " bytes for a trailer in the scratch area: %" PRIu64 " - %" PRIu32
			    " - %" PRIu64 " = %" PRIu32 " bytes",
			    trailer_words(arena, geometry), padding, geometry->primary.size,
			    answer->trailer_size, padding, answer->max_image_size);
}

static const char *slot_words(struct arena *arena, const struct mcuboot_geometry *geometry,
			      const struct mcuboot_answer *answer)
{
	const uint64_t tail = geometry->primary.size - answer->max_image_size;

	return arena_printf(arena,
			    "the magic number and the flags behind an image take %" PRIu64
			    " bytes: %" PRIu64 " - %" PRIu64 " = %" PRIu32 " bytes",
			    tail, geometry->primary.size, tail, answer->max_image_size);
}

static const char *words_of(struct arena *arena, const struct mcuboot_geometry *geometry,
			    const struct mcuboot_answer *answer)
{
	if (geometry->mode == MCUBOOT_SWAP_MOVE || geometry->mode == MCUBOOT_SWAP_OFFSET)
		return shifting_words(arena, geometry, answer);
	if (geometry->mode == MCUBOOT_SWAP_SCRATCH)
		return scratch_words(arena, geometry, answer);
	return slot_words(arena, geometry, answer);
}

/* The least sector limit that the slots can work with: a larger one only lowers the limit. */
static uint32_t least_sectors(const struct mcuboot_answer *answer)
{
	const uint64_t most = answer->primary.count > answer->secondary.count
				      ? answer->primary.count
				      : answer->secondary.count;

	return most > UINT32_MAX ? UINT32_MAX : (uint32_t)most;
}

static struct image_limit *limit_of_trial(struct arena *arena, const struct trials *trials,
					  const struct trial *trial)
{
	struct mcuboot_geometry geometry = trial->geometry;
	struct mcuboot_answer answer = trial->answer;
	struct image_limit *limit;

	if (!trial->limit_known) {
		geometry.max_img_sectors = least_sectors(&answer);
		mcuboot_judge(&geometry, &answer);
	}
	if (!answer.has_max_image)
		return NULL;
	limit = ARENA_NEW(arena, struct image_limit);
	limit->words = trial_in_words(arena, trials, trial);
	limit->bytes = answer.max_image_size;
	limit->sectors_known = trial->limit_known;
	limit->arithmetic = words_of(arena, &geometry, &answer);
	if (!trial->limit_known)
		limit->arithmetic = arena_printf(arena,
						 "%s; BOOT_MAX_IMG_SECTORS is not known, and one "
						 "above %" PRIu32 " makes the trailer larger",
						 limit->arithmetic, geometry.max_img_sectors);
	return limit;
}

static struct image_limit *limits_of_trials(const struct layout *layout,
					    const struct trials *trials)
{
	struct image_limit *first = NULL, **tail = &first;

	for (const struct trial *trial = trials->first; trial; trial = trial->next) {
		*tail = limit_of_trial(layout->arena, trials, trial);
		if (*tail)
			tail = &(*tail)->next;
	}
	return first;
}

/* A mode that looks at each slot alone. */
static struct image_limit *limit_of_slot(const struct layout *layout,
					 const struct placed_image *image)
{
	const struct bootloader *bootloader = &layout->bootloader;
	struct mcuboot_geometry geometry = {.primary.size = image->partition->size.value};
	struct mcuboot_answer answer;
	struct image_limit *limit;

	if (!boot_mode_to_mcuboot(bootloader->mode, &geometry.mode) ||
	    mcuboot_mode_compares(geometry.mode))
		return NULL;
	bootloader_set_geometry(bootloader, &geometry);
	mcuboot_judge(&geometry, &answer);
	if (!answer.has_max_image)
		return NULL;
	limit = ARENA_NEW(layout->arena, struct image_limit);
	limit->words = boot_mode_in_words(bootloader->mode);
	limit->bytes = answer.max_image_size;
	limit->sectors_known = true; /* fields at fixed places of the slot's end bound it */
	limit->arithmetic = words_of(layout->arena, &geometry, &answer);
	return limit;
}

struct image_limit *image_limits(const struct layout *layout, const struct placed_image *image)
{
	for (const struct trials *it = layout->bootloader.trials; it; it = it->next) {
		if (it->pair == image->pair)
			return limits_of_trials(layout, it);
	}
	return limit_of_slot(layout, image);
}

/* The image as MCUboot sums it; without readable TLVs what is certain. */
static uint64_t size_for_mcuboot(const struct image_file *file)
{
	if (file->has_total_size)
		return file->total_size;
	return (uint64_t)file->header.header_size + file->header.image_size +
	       file->header.protected_tlv_size;
}

struct image_room image_measure(const struct layout *layout, const struct placed_image *image)
{
	const bool in_slot = image_is_for_mcuboot(image) && !image->is_bootloader &&
			     !(image->file->problems & IMAGE_SIZE_OVERFLOW);
	struct image_room room = {.in_slot = in_slot};

	room.size = in_slot ? size_for_mcuboot(image->file) : image_extent(image);
	if (in_slot && !image->updates)
		room.limits = image_limits(layout, image);
	for (const struct image_limit *limit = room.limits; limit; limit = limit->next) {
		room.count++;
		room.exceeded += room.size > limit->bytes;
		if (!room.worst || limit->bytes < room.worst->bytes)
			room.worst = limit;
	}
	return room;
}

const struct partition *image_holder(const struct placed_image *image)
{
	return image->updates ? image->updates : image->partition;
}

void image_rests_on(const struct layout *layout, struct findings *found, struct finding *finding,
		    const struct placed_image *image)
{
	const struct partition *slots[] = {image->pair->primary, image->pair->secondary};

	finding_rests_on(found, finding, layout->bootloader.max_img_sectors,
			 "BOOT_MAX_IMG_SECTORS");
	finding_rests_on(found, finding, layout->bootloader.write_align,
			 "the write block of the primary slot");
	finding_rests_on(found, finding, layout->bootloader.boot_max_align,
			 "MCUboot's largest alignment");
	for (size_t i = 0; i < 2; i++) {
		const struct region *region = slots[i] ? slots[i]->region : NULL;

		if (region && (i == 0 || !slots[0] || slots[0]->region != region))
			finding_rests_on(found, finding, region->page_size,
					 i == 0 ? "the erase page of the primary slot"
						: "the erase page of the secondary slot");
	}
}
