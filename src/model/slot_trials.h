/* SPDX-License-Identifier: MIT */
/* What MCUboot would say to a pair of slots, for every mode and erase page that is possible.
 *
 * RULES.md: when nobody says the mode or the erase page, every one is tried; refused by all is an
 * error, refused by some a warning that names them.
 */
#ifndef PMLAYOUT_MODEL_SLOT_TRIALS_H
#define PMLAYOUT_MODEL_SLOT_TRIALS_H

#include "mcuboot/slots.h"
#include "model/layout.h"

/* Why a trial was refused, one bit for each rule that says so. */
enum refusal {
	REFUSED_COUNT = 1 << 0,
	REFUSED_LAYOUT = 1 << 1,
	REFUSED_SIZE = 1 << 2,
	REFUSED_TOO_MANY = 1 << 3,
	REFUSED_TOO_SMALL = 1 << 4,
	REFUSED_MIXED = 1 << 5,   /* not by MCUboot: it accepts, and breaks */
	REFUSED_SCRATCH = 1 << 6, /* the scratch area holds no group of sectors */
	REFUSED_RUNNING = 1 << 7  /* no useful image may run (MCUBOOT.md 2.8) */
};

/* From NCS 3.1 on a limit below this is below any useful image, bytes. */
#define USEFUL_IMAGE_SIZE 0x10000

struct trial {
	enum boot_mode mode;
	bool compressed;
	bool limit_known;  /* BOOT_MAX_IMG_SECTORS; else it follows the slots' sizes */
	bool judges_limit; /* the SDK is known to hold the running image against both slots */
	struct mcuboot_run primary_pages, secondary_pages, scratch_pages;
	struct mcuboot_geometry geometry;
	struct mcuboot_answer answer;
	unsigned refusals;
	bool was_accepted; /* refused by the newest rules alone, and the version is unknown */
	struct trial *next;
};

struct trials {
	const struct slot_pair *pair;
	struct trial *first; /* at least one */
	bool refused_by_all;
	unsigned refusals; /* of any trial */
	bool limit_known;  /* BOOT_MAX_IMG_SECTORS */
	struct trials *next;
};

/* MCUboot's settings in a geometry; its mode, areas and the sector limit stay as they are. */
void bootloader_set_geometry(const struct bootloader *bootloader,
			     struct mcuboot_geometry *geometry);

/* Pages of one size from the start of a slot's device to its end, or the slot's where that is not
 * known.
 */
struct mcuboot_run trial_pages(const struct partition *slot, uint64_t page);
/* Sets answer and refusals of a trial whose pages and areas are set. */
void trial_judge(struct trial *trial);
/* A move that only the extra clause of NCS 2.7 to 3.0 would have accepted (MCUBOOT.md 2.7). */
bool trial_passes_extra_clause(const struct trial *trial);
/* MCUboot's line, with the number in it. */
const char *slot_log_line(struct arena *arena, enum mcuboot_log log, uint32_t max_img_sectors);
/* The first trial that was refused for that reason; NULL: none. */
const struct trial *trials_first(const struct trials *trials, enum refusal refusal);
/* "swap using move". */
const char *trial_mode_in_words(const struct trial *trial);
/* " with erase pages of 0x10000 in `external_flash`"; "" where the page is known. */
const char *trial_page_in_words(struct arena *arena, const struct trials *trials,
				const struct trial *trial);
/* Both. */
const char *trial_in_words(struct arena *arena, const struct trials *trials,
			   const struct trial *trial);

/* The slots otherwise: what would MCUboot say to that? */
struct slot_change {
	uint64_t primary, secondary, scratch; /* sizes, bytes */
	uint64_t secondary_page;
};
/* As they are. */
struct slot_change trial_unchanged(const struct trial *trial);
/* Judges the trial again: would MCUboot take them without a fault? */
bool trial_accepts(const struct trial *trial, const struct slot_change *change);

#endif
