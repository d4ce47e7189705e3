/* SPDX-License-Identifier: MIT */
/* Erasing, writing and restoring sectors of partitions that are declared touchable. */
#ifndef PMLAYOUT_FIRMWARE_TOUCH_H
#define PMLAYOUT_FIRMWARE_TOUCH_H

#include "core/selftest.h"

/* What the tests of one device found.  The first problem of any kind ends them. */
struct touch {
	struct selftest *test;
	const struct flash_dev *dev;
	bool external;
	uint32_t sectors;                  /* tested */
	const char *problem;               /* of erasing, writing, reading back, restoring */
	uint32_t problem_at;               /* the sector's offset */
	uint32_t erase_time, program_time; /* the longest of a sector, microseconds */
	bool neighbour_changed;
	uint32_t neighbour_at;
};

/* Whether the layout and this program allow to touch the partition: never a bootloader, a primary
 * slot, the running image or whatever shares bytes with them, whatever its flag says.
 */
bool touch_is_allowed(const struct selftest *test, const struct pmlayout_partition *partition);

/* Erases, writes, reads back and restores the sector at offset, and holds both neighbours'
 * CRCs against those before.
 */
void touch_sector(struct touch *touch, uint32_t offset);

/* Saves the sector (into test->saved) and erases it; what stands there is noted as in work. */
bool touch_begin(struct touch *touch, const struct flash_sector *sector);
/* Restores it from test->saved. */
bool touch_end(struct touch *touch, const struct flash_sector *sector);

#endif
