/* SPDX-License-Identifier: MIT */
/* A board of arrays for the firmware's tests: internal flash with NVMC's rules, the model of the
 * external chip, a clock that moves when it is looked at, and a console that is kept.
 */
#ifndef PMLAYOUT_TESTS_NATIVE_H
#define PMLAYOUT_TESTS_NATIVE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/generated_layout.h"
#include "core/selftest.h"
#include "emulator/nor_chip.h"

#define INTERNAL_SIZE 0x100000U
#define INTERNAL_PAGE 0x1000U

struct native {
	struct hal hal;
	struct work_note note;
	struct flash_dev internal;
	struct spi_bus bus;
	uint8_t *cells, *external; /* both flashes */
	uint8_t *word_writes;      /* of each word, since its page was erased */
	struct nor_chip chip;
	uint64_t now;           /* microseconds */
	uint32_t operations[2]; /* erases and writes of internal, external flash */
	uint32_t outside;       /* of them, those outside [allowed_begin, allowed_end) */
	uint32_t allowed_begin[2], allowed_end[2];
	char output[16384];
	size_t output_size;
	struct pmlayout_device devices[PMLAYOUT_DEVICE_COUNT];
	struct pmlayout_partition partitions[PMLAYOUT_PARTITION_COUNT];
	struct selftest_layout layout;
	uint8_t saved[SELFTEST_SECTOR], work[SELFTEST_SECTOR];
	struct selftest test;
};

/* Everything as a good DK has it; the caller may break it before native_run(). */
void native_begin(struct native *native);
void native_end(struct native *native);
/* Powers the chip up and runs all checks; the number of failed ones. */
uint32_t native_run(struct native *native);

/* The partition of the layout's copy; fails the test when there is none. */
struct pmlayout_partition *native_partition(struct native *native, const char *name);
/* Only changes within the partition are expected from now on. */
void native_allow(struct native *native, const char *name);

/* What the run said of a check. */
bool native_passed(const struct native *native, const char *id);
bool native_failed(const struct native *native, const char *id);
bool native_skipped(const struct native *native, const char *id);
/* Fails the test unless exactly these fail: a list of ids that NULL ends. */
void native_only_these_fail(const struct native *native, const char *const ids[]);

#endif
