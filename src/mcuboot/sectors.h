/* SPDX-License-Identifier: MIT */
/* Questions about areas and sector lists that the parts of the arithmetic share. */
#ifndef PMLAYOUT_MCUBOOT_SECTORS_H
#define PMLAYOUT_MCUBOOT_SECTORS_H

#include "mcuboot/slots.h"

/* a + b, a * b, or UINT64_MAX when that does not fit. */
uint64_t mcuboot_saturating_add(uint64_t a, uint64_t b);
uint64_t mcuboot_saturating_mul(uint64_t a, uint64_t b);
/* dividend / divisor, rounded up. */
uint64_t mcuboot_divide_up(uint64_t dividend, uint64_t divisor);

/* Size of a sector in bytes; 0 behind the last, as MCUboot's zeroed table has it. */
uint64_t mcuboot_sector_size(const struct mcuboot_sectors *sectors, uint64_t index);
/* Bytes of all sectors. */
uint64_t mcuboot_sectors_total(const struct mcuboot_sectors *sectors);
/* The first count sectors of both lists (neither shorter) have pairwise one size. */
bool mcuboot_sectors_same(const struct mcuboot_sectors *a, const struct mcuboot_sectors *b,
			  uint64_t count);

/* Where one walks in a list: sector used of run. */
struct mcuboot_cursor {
	const struct mcuboot_sectors *sectors;
	size_t run;
	uint64_t used;
};

bool mcuboot_cursor_at_end(const struct mcuboot_cursor *cursor);
/* The run's sector size, and how many of the run are left; not at the end. */
uint64_t mcuboot_cursor_size(const struct mcuboot_cursor *cursor);
uint64_t mcuboot_cursor_left(const struct mcuboot_cursor *cursor);
/* Goes on by at most mcuboot_cursor_left() sectors. */
void mcuboot_cursor_skip(struct mcuboot_cursor *cursor, uint64_t count);

#endif
