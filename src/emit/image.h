/* SPDX-License-Identifier: MIT */
/* An image file as `pmlayout show` prints it, for people and for programs. */
#ifndef PMLAYOUT_EMIT_IMAGE_H
#define PMLAYOUT_EMIT_IMAGE_H

#include "model/image_file.h"

/* The slot that the image is held against. */
struct image_slot {
	uint64_t base, size;
	bool limit_known; /* of the mode; false: refused, or the mode is not said */
	bool too_small;   /* the slot takes no image at all */
	uint32_t limit;
	const char *mode;    /* as options name it; NULL: not said */
	const char *refusal; /* MCUboot's first line when it refuses the slots, else NULL */
};

struct image_answer {
	const struct image_file *file;
	const struct image_slot *slot; /* NULL: none was given */
	uint64_t slot_size;            /* for MCUboot's header test: the slot's, else the file's */
	bool has_trailer;              /* the padded file reaches the end of the slot */
	struct mcuboot_trailer trailer;
	/* Where its fields lie; without a mode only those whose place is the same in all. */
	struct mcuboot_trailer_offsets trailer_at;
	bool trailer_mode_known, trailer_has_status;
};

/* What follows from file and slot. */
enum image_answer_fits { IMAGE_FITS_UNKNOWN, IMAGE_FITS, IMAGE_FITS_NOT };
enum image_answer_fits image_answer_fits(const struct image_answer *answer);
/* Where the image starts is inside the slot; known is false without a vector table. */
bool image_answer_linked(const struct image_answer *answer, bool *known);
/* The header's load address is the slot's, for an image that is fixed to one place. */
bool image_answer_rom_fixed(const struct image_answer *answer, bool *matches);
/* Labels of what is wrong with file, slot and both together; NULL-terminated, in the arena. */
const char *const *image_answer_problems(struct arena *arena, const struct image_answer *answer);
/* "pending test swap", ...: what the trailer makes MCUboot do. */
const char *image_trailer_words(const struct mcuboot_trailer *trailer);

void image_write_text(const struct image_answer *answer, struct text *out);
void image_write_json(const struct image_answer *answer, struct text *out);

#endif
