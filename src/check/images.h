/* SPDX-License-Identifier: MIT */
/* What the rules about images share: where a file goes, and how much room it has there. */
#ifndef PMLAYOUT_CHECK_IMAGES_H
#define PMLAYOUT_CHECK_IMAGES_H

#include "check/check.h"
#include "diag/image_fit.h"
#include "model/image_file.h"

/* An image file in its partition. */
struct placed_image {
	const struct image_file *file;
	const struct partition *partition;
	const struct slot_pair *pair; /* the partition is one of its slots; NULL: of none */
	bool is_secondary;
	bool is_bootloader; /* mcuboot, b0, s0, s1: may be unsigned */
	/* s0 or s1, when an update of MCUboot itself waits in a secondary slot (MCUBOOT.md 2.6);
	 * else NULL.
	 */
	const struct partition *updates;
	uint64_t address; /* of the file's first byte */
};

/* False when the file could not be read or its partition has no place. */
bool image_place(const struct layout *layout, const struct image_file *file,
		 struct placed_image *image);
/* Bytes from the partition's start to the end of what begins in it. */
uint64_t image_extent(const struct placed_image *image);
/* Where code in a partition begins; layouts count from the device's start where its base is 0. */
uint64_t image_code_address(const struct partition *partition);
bool image_code_is_in(const struct partition *partition, uint32_t address);
/* The file's code was linked for a place in the partition; false without a vector table. */
bool image_runs_in(const struct image_file *file, const struct partition *partition);
/* The slot is judged as MCUboot's: the file has the header that MCUboot looks for there. */
bool image_is_for_mcuboot(const struct placed_image *image);

/* Starts a finding about an image: at an offset of its bytes, its partition named. */
struct finding *image_finding(struct findings *found, enum rule_id rule,
			      const struct placed_image *image, uint64_t offset, const char *format,
			      ...) __attribute__((format(printf, 5, 6)));
/* The slot's place in the layout, with its extent. */
void image_label_partition(struct findings *found, struct finding *finding,
			   const struct partition *partition);

/* The largest image in one mode that is possible. */
struct image_limit {
	const char *words;      /* "swap using move" */
	uint32_t bytes;         /* header, image and all TLVs */
	const char *arithmetic; /* how that comes about */
	bool sectors_known;     /* BOOT_MAX_IMG_SECTORS; else the least that the slots need */
	struct image_limit *next;
};

/* One for each mode and erase page that is possible and accepts the slots; NULL: none does, or
 * the slots cannot be judged.
 */
struct image_limit *image_limits(const struct layout *layout, const struct placed_image *image);
/* How an image stands to all limits that are possible. */
struct image_room {
	bool in_slot;  /* MCUboot checks it there */
	uint64_t size; /* as MCUboot sums it up in a slot, else all of the file, bytes */
	const struct image_limit *limits;
	const struct image_limit *worst; /* the lowest; NULL: none is known */
	size_t count, exceeded;
};
struct image_room image_measure(const struct layout *layout, const struct placed_image *image);
/* What the limits do not bound, its partition does: s0 or s1 for an update of MCUboot. */
const struct partition *image_holder(const struct placed_image *image);
/* Every image file that has a place, in the order given. */
struct image_fit *image_fits(const struct layout *layout);

/* From NCS 3.1 on MCUboot holds the image that runs against both slots, even those it refuses to
 * exchange (MCUBOOT.md 2.8): reports `running-image-refused` for each given image above that
 * limit.
 */
void image_judge_running(const struct layout *layout, struct findings *found);
/* The HEX file of all images of a core: reports `image-overlap` for bytes outside every partition
 * and `invalid-image` for a primary slot that begins with something else than a header.
 */
void image_judge_merged(const struct layout *layout, struct findings *found);
/* Names the assumed facts that limits rest on. */
void image_rests_on(const struct layout *layout, struct findings *found, struct finding *finding,
		    const struct placed_image *image);

#define FOR_EACH_PLACED_IMAGE(layout, image)                                                       \
	for (const struct image_file *file_ = (layout)->facts.image_files; file_;                  \
	     file_ = file_->next)                                                                  \
		if (image_place((layout), file_, (image)))

#endif
