/* SPDX-License-Identifier: MIT */
/* Slot sizes near a refused layout that MCUboot would accept. */
#ifndef PMLAYOUT_MCUBOOT_ADVICE_H
#define PMLAYOUT_MCUBOOT_ADVICE_H

#include "mcuboot/slots.h"

/* An area on a device whose pages all have one size and go on far enough.  Bytes. */
struct mcuboot_plain_area {
	uint64_t offset, size, page;
};

struct mcuboot_plain_layout {
	struct mcuboot_plain_area primary, secondary, scratch; /* scratch size 0: none */
	uint32_t max_img_sectors;
};

struct mcuboot_advice {
	struct mcuboot_plain_layout layout;
	uint32_t max_image_size;
};

/* mcuboot_judge() for a plain layout; of settings only mode, alignments, keys and variant count. */
void mcuboot_judge_plain(const struct mcuboot_geometry *settings,
			 const struct mcuboot_plain_layout *layout, struct mcuboot_answer *answer);

/* Writes at most room layouts near the given one, the nearest first, and returns how many.
 * Each has been judged: it is accepted, without hazard, and leaves room for an image.  Offsets
 * only move up to the next page; the primary's page size never changes.
 */
size_t mcuboot_advise(const struct mcuboot_geometry *settings,
		      const struct mcuboot_plain_layout *layout, struct mcuboot_advice advice[],
		      size_t room);

#endif
