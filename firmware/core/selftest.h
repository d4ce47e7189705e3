/* SPDX-License-Identifier: MIT */
/* The tests of a layout on a device: what they know, and the list of checks. */
#ifndef PMLAYOUT_FIRMWARE_SELFTEST_H
#define PMLAYOUT_FIRMWARE_SELFTEST_H

#include "core/nor.h"
#include "core/sfdp.h"
#include "core/tap.h"
#include "hal/hal.h"
#include "layout.h" /* generated; here for its types alone */
#include "mcuboot/boot_state.h"
#include "mcuboot/image.h"
#include "mcuboot/slots.h"

/* The largest sector that a test saves, erases and restores. */
#define SELFTEST_SECTOR 4096U

#define SELFTEST_NO_SLOT (-1)

/* The tables of a generated header, and those of its macros that the tests need. */
struct selftest_layout {
	const char *hash;
	const char *soc;   /* "nrf9160"; "": not known */
	uint32_t soc_part; /* as FICR has it; 0: not known */
	const struct pmlayout_device *devices;
	const struct pmlayout_partition *partitions;
	uint32_t device_count, partition_count;
	uint32_t boot_mode;         /* PMLAYOUT_MODE_...; 0: not known */
	uint32_t max_img_sectors;   /* 0: not known */
	int32_t primary, secondary; /* rows of partitions, or SELFTEST_NO_SLOT */
};

enum slot { SLOT_PRIMARY, SLOT_SECONDARY };

/* What the check of the bus found; later checks stand on it. */
struct external {
	const struct pmlayout_device *device; /* NULL: the layout has no external flash */
	struct nor nor;
	struct flash_dev flash;
	uint8_t id[3];
	const char *unusable;   /* why nothing can be asked of it; NULL: it answers */
	const char *unwritable; /* why nothing may be written to it; NULL: it may be tried */
	bool aliases;           /* a write appeared at a second address */
};

struct selftest {
	const struct hal *hal;
	const struct selftest_layout *layout;
	bool writes;           /* the build allows to erase and write touchable partitions */
	uint8_t *saved, *work; /* SELFTEST_SECTOR bytes each */
	struct tap tap;
	struct external external;
	const char *spu_denies; /* why internal flash may not be written; NULL: it may */
	uint32_t max_image;     /* header, image and TLVs, by slots.sectors; 0: not known */
	const char *no_swap; /* why MCUboot would refuse an update or a revert; NULL: no reason */
};

/* Runs all of them; the caller fills hal, layout, writes and the buffers.  Returns the number of
 * failed checks.
 */
uint32_t selftest_run(struct selftest *test);

/* The checks, in their order; each writes at least one line of TAP. */
void check_reset(struct selftest *test);
void check_watchdog(struct selftest *test);
void check_uicr(struct selftest *test);
void check_chip(struct selftest *test);
void check_spu(struct selftest *test);
void check_external(struct selftest *test);
void check_slot_sectors(struct selftest *test);
void check_images(struct selftest *test);
void check_trailers(struct selftest *test);
void check_touchable(struct selftest *test);

/* The device a partition lies on: internal or external flash; NULL when it is neither or cannot
 * be used, *why says so.
 */
const struct flash_dev *selftest_device(const struct selftest *test,
					const struct pmlayout_partition *partition,
					const char **why);
const struct pmlayout_partition *selftest_slot(const struct selftest *test, enum slot slot);
/* In the layout's MCUboot; modes count from 1 in the header. */
enum mcuboot_mode selftest_mode(const struct selftest *test);
/* A device as MCUboot reads it; the pointer must outlive the reader. */
struct mcuboot_reader selftest_reader(const struct flash_dev **dev);
/* BOOT_MAX_ALIGN, which the header does not say: 8 wherever a word of flash is at most that. */
#define SELFTEST_BOOT_MAX_ALIGN 8U
/* False when the trailer cannot be read: *why says so. */
bool selftest_trailer(const struct selftest *test, enum slot slot, struct mcuboot_trailer *trailer,
		      const char **why);

/* By the trailers alone, as far as they can be read. */
enum mcuboot_swap_type selftest_next_swap(const struct selftest *test);

bool selftest_same_text(const char *a, const char *b);

#endif
