/* SPDX-License-Identifier: MIT */
/* What MCUboot would say to a pair of slots, for every mode and erase page that is possible. */
#ifndef PMLAYOUT_CHECK_SLOT_TRIALS_H
#define PMLAYOUT_CHECK_SLOT_TRIALS_H

#include "diag/finding.h"
#include "mcuboot/slots.h"
#include "model/layout.h"

/* Why a trial was refused, one bit for each rule that says so. */
enum refusal {
	REFUSED_COUNT = 1 << 0,
	REFUSED_LAYOUT = 1 << 1,
	REFUSED_SIZE = 1 << 2,
	REFUSED_TOO_MANY = 1 << 3,
	REFUSED_TOO_SMALL = 1 << 4
};

struct trial {
	enum boot_mode mode;
	bool compressed;
	struct mcuboot_run primary_pages, secondary_pages, scratch_pages;
	struct mcuboot_geometry geometry;
	struct mcuboot_answer answer;
	unsigned refusals;
};

/* 5 modes (compressed counts as one) by 2 pages for each of the two devices. */
#define TRIALS_LIMIT 20

struct trials {
	const struct slot_pair *pair;
	struct trial list[TRIALS_LIMIT];
	size_t count;
	bool refused_by_all;
	unsigned refusals; /* of any trial */
	bool limit_known;  /* BOOT_MAX_IMG_SECTORS */
};

/* False when the pair cannot be judged: a slot is missing, has no extent, or its mode has no
 * secondary slot.
 */
bool trials_run(const struct layout *layout, const struct slot_pair *pair, struct trials *trials);
/* The first trial that was refused for that reason; NULL: none. */
const struct trial *trials_first(const struct trials *trials, enum refusal refusal);
/* "swap using move with erase pages of 0x10000", for those refused for that reason. */
const char *trial_in_words(struct arena *arena, const struct trials *trials,
			   const struct trial *trial);
/* Changes the erase page of the secondary slot's device, for trial_accepts(). */
void trial_set_secondary_page(struct trial *trial, const struct partition *secondary,
			      uint64_t page);
/* Judges the trial again with other slot sizes: would MCUboot take them without a fault? */
bool trial_accepts(const struct trial *trial, uint64_t primary_size, uint64_t secondary_size);

/* Every rule on slots does this for each pair of the layout. */
#define FOR_EACH_JUDGED_PAIR(layout, trials)                                                       \
	for (const struct slot_pair *pair_ = (layout)->bootloader.pairs; pair_;                    \
	     pair_ = pair_->next)                                                                  \
		if (trials_run((layout), pair_, (trials)))

#endif
