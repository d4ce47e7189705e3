/* SPDX-License-Identifier: MIT */
/* MCUboot's own arithmetic on slots: which sectors it sees, whether it accepts a pair of slots,
 * how large the trailer and the largest image are.
 *
 * Source: spec MCUBOOT.md sections 1 to 3.3, which were checked against MCUboot's compiled
 * functions.  Freestanding C: no allocation, no libc beyond stdint, stddef, stdbool.  The
 * firmware links these very files.  All sizes and offsets in bytes.
 */
#ifndef PMLAYOUT_MCUBOOT_SLOTS_H
#define PMLAYOUT_MCUBOOT_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mcuboot_mode {
	MCUBOOT_SWAP_MOVE,
	MCUBOOT_SWAP_OFFSET,
	MCUBOOT_SWAP_SCRATCH,
	MCUBOOT_OVERWRITE,
	MCUBOOT_DIRECT_XIP,
	MCUBOOT_RAM_LOAD,
	MCUBOOT_SINGLE,
	MCUBOOT_FIRMWARE_LOADER
};

/* count pages (or sectors) of size bytes each, one after the other. */
struct mcuboot_run {
	uint64_t size;
	uint64_t count;
};

/* As many groups of equal sectors as a slot may have; devices in the field have one to four. */
#define MCUBOOT_MAX_RUNS 32

/* A list of sectors, in order; neighbouring runs differ in size. */
struct mcuboot_sectors {
	struct mcuboot_run runs[MCUBOOT_MAX_RUNS];
	size_t run_count;
	uint64_t count; /* sectors of all runs */
	bool overflow;  /* more than the limit (or than MCUBOOT_MAX_RUNS groups): reading failed */
};

/* A slot or the scratch area on its device. */
struct mcuboot_area {
	uint64_t offset; /* from the start of the device */
	uint64_t size;
	const struct mcuboot_run *device; /* the pages of the whole device, from offset 0 */
	size_t device_runs;
};

/* The sectors that MCUboot records for an area (section 1.1): pages that start inside it, at
 * most limit of them.
 */
void mcuboot_enumerate(const struct mcuboot_area *area, uint64_t limit,
		       struct mcuboot_sectors *sectors);

enum mcuboot_verdict { MCUBOOT_OK, MCUBOOT_INCOMPATIBLE, MCUBOOT_SECTORS_UNREADABLE };

/* MCUboot's log lines; mcuboot_log_text() has the exact words. */
enum mcuboot_log {
	MCUBOOT_LOG_NONE,
	MCUBOOT_LOG_READING_FAILED, /* "Failed reading sectors; BOOT_MAX_IMG_SECTORS=%u - too
				       small?" */
	MCUBOOT_LOG_SECTOR_COUNT,   /* "Cannot upgrade: not a compatible amount of sectors" */
	MCUBOOT_LOG_MORE_SECTORS,   /* "Cannot upgrade: more sectors than allowed" */
	MCUBOOT_LOG_SECTOR_LAYOUT,  /* "Cannot upgrade: not same sector layout" */
	MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS, /* "Cannot upgrade: slots have non-compatible sectors"
					     */
	MCUBOOT_LOG_SCRATCH,       /* "Cannot upgrade: not all sectors fit inside scratch" */
	MCUBOOT_LOG_NOT_COMPATIBLE /* "Cannot upgrade: slots are not compatible" */
};

/* A printf format for READING_FAILED (one %u: the limit), a plain text for the others. */
const char *mcuboot_log_text(enum mcuboot_log log);

/* What MCUboot accepts and should not, or what breaks it without a word (sections 1.1, 2). */
enum mcuboot_hazard {
	MCUBOOT_HAZARD_PRIMARY_UNALIGNED = 1 << 0, /* starts or ends inside a page */
	MCUBOOT_HAZARD_SECONDARY_UNALIGNED = 1 << 1,
	MCUBOOT_HAZARD_SCRATCH_UNALIGNED = 1 << 2,
	MCUBOOT_HAZARD_BEYOND_DEVICE = 1 << 3, /* passes the last page of its device */
	MCUBOOT_HAZARD_MIXED_SECTORS = 1 << 4, /* move, offset: sectors are not all equal */
	MCUBOOT_HAZARD_OPEN_GROUP = 1 << 5,    /* scratch, overwrite: the last group is open */
	MCUBOOT_HAZARD_SLOT_TOO_SMALL = 1 << 6,
	MCUBOOT_HAZARD_NO_SECTORS = 1 << 7 /* no page starts in a slot */
};

/* Those that lie in place and pages alone, whatever MCUboot answers. */
#define MCUBOOT_GEOMETRIC_HAZARDS                                                                  \
	(MCUBOOT_HAZARD_PRIMARY_UNALIGNED | MCUBOOT_HAZARD_SECONDARY_UNALIGNED |                   \
	 MCUBOOT_HAZARD_SCRATCH_UNALIGNED | MCUBOOT_HAZARD_BEYOND_DEVICE |                         \
	 MCUBOOT_HAZARD_MIXED_SECTORS | MCUBOOT_HAZARD_NO_SECTORS)

/* "primary-unaligned", ...; NULL for a number that is no single hazard. */
const char *mcuboot_hazard_name(uint32_t hazard);

/* What bounds the image that runs (section 2.7). */
enum mcuboot_size_limit {
	MCUBOOT_LIMIT_BOTH_SLOTS, /* upstream 2.3; NCS 3.1 */
	MCUBOOT_LIMIT_OWN_SLOT,   /* upstream 1.10 to 2.2; NCS 2.2 to 3.0 */
	MCUBOOT_LIMIT_NONE        /* before */
};

/* Which MCUboot: its rules changed (sections 2.7, 2.4).  All zero: the newest. */
struct mcuboot_variant {
	enum mcuboot_size_limit size_limit;
	bool extra_move_clause; /* upstream 2.1, 2.2; NCS 2.7 to 3.0 */
	bool compressed;        /* Nordic's BOOT_DECOMPRESSION: a smaller secondary is allowed */
};

struct mcuboot_geometry {
	enum mcuboot_mode mode;
	struct mcuboot_area primary, secondary, scratch; /* scratch size 0: none */
	uint32_t max_img_sectors;                        /* n */
	uint32_t write_align;                            /* w of the primary, bytes */
	uint32_t scratch_write_align;                    /* 0: as the primary */
	uint32_t secondary_write_align; /* 0: as the primary; its status array alone asks */
	uint32_t boot_max_align;        /* A: 8, 16 or 32 */
	uint32_t encryption_key_size;   /* K: bytes kept per key or TLV (section 3.1); 0: none */
	struct mcuboot_variant variant;
};

struct mcuboot_answer {
	enum mcuboot_verdict verdict;
	enum mcuboot_log logs[4]; /* in order; NONE ends */
	size_t log_count;
	bool log_defined; /* false: one more line, and C leaves open which */
	/* Every page that starts in the area, also more than n; overflow tells that MCUboot
	 * cannot record them all.  Empty where the mode does not use the area.
	 */
	struct mcuboot_sectors primary, secondary, scratch;
	uint32_t trailer_size;         /* T */
	uint32_t scratch_trailer_size; /* ST */
	bool has_max_image;            /* the verdict is ok and the mode defines it */
	uint32_t max_image_size;       /* header + image + all TLVs, section 3.3 */
	bool has_validate_limit;       /* section 2.8; of this variant */
	uint32_t validate_limit;
	bool slot_too_small; /* accepted, but trailer and spare sector leave no room:
			      * MCUboot's own unsigned arithmetic wraps.  The hazard of
			      * that name also stands on refused slots. */
	uint32_t hazards;    /* enum mcuboot_hazard */
};

void mcuboot_judge(const struct mcuboot_geometry *geometry, struct mcuboot_answer *answer);
/* The verdict is ok and there is no hazard. */
bool mcuboot_is_safe(const struct mcuboot_answer *answer);

/* The modes that read sectors and compare the slots (section 2.5 names the others). */
bool mcuboot_mode_compares(enum mcuboot_mode mode);
/* The areas that a mode uses at all. */
bool mcuboot_mode_has_secondary(enum mcuboot_mode mode);
bool mcuboot_mode_has_scratch(enum mcuboot_mode mode);
/* The firmware loader may have a secondary slot, and does without. */
bool mcuboot_mode_needs_secondary(enum mcuboot_mode mode);

/* Section 3.1. T in bytes for the mode; unsigned 32-bit arithmetic as on the device. */
uint32_t mcuboot_trailer_size(const struct mcuboot_geometry *geometry);
uint32_t mcuboot_scratch_trailer_size(const struct mcuboot_geometry *geometry);
/* T = states * max_img_sectors * write_size + info. */
struct mcuboot_trailer_terms {
	uint32_t states;     /* noted for each sector */
	uint32_t write_size; /* w, bytes */
	uint32_t info;       /* keys, flags and magic, bytes */
};
struct mcuboot_trailer_terms mcuboot_trailer_terms(const struct mcuboot_geometry *geometry);
/* Sectors that the trailer takes at the end of a slot with sectors of sector_size; 0 for 0. */
uint32_t mcuboot_trailer_sectors(uint32_t trailer_size, uint32_t sector_size);

/* Offsets from the start of a slot of size bytes (section 3.2).  A slot that is smaller than
 * its trailer makes them wrap, as on the device.
 */
struct mcuboot_trailer_offsets {
	uint32_t magic, image_ok, copy_done, swap_info, swap_size, status;
	uint32_t tlv_sizes; /* swap using offset only, else 0 */
	uint32_t keys;      /* those of both images, below swap_size; without encryption 0 */
};
/* With the primary's write size. */
struct mcuboot_trailer_offsets mcuboot_trailer_offsets(const struct mcuboot_geometry *geometry,
						       uint32_t slot_size);
/* In an area of the geometry, with its own size and write size. */
enum mcuboot_place { MCUBOOT_IN_PRIMARY, MCUBOOT_IN_SECONDARY, MCUBOOT_IN_SCRATCH };
struct mcuboot_trailer_offsets mcuboot_trailer_offsets_in(const struct mcuboot_geometry *geometry,
							  enum mcuboot_place place);

#endif
