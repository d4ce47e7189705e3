/* SPDX-License-Identifier: MIT */
/* How much of its place an image takes; for people and programs. */
#ifndef PMLAYOUT_DIAG_IMAGE_FIT_H
#define PMLAYOUT_DIAG_IMAGE_FIT_H

#include <stdbool.h>
#include <stdint.h>

/* Percent below which what is left is little for a product that lives on. */
#define LEAST_HEADROOM 5

struct image_fit {
	const char *partition, *file;
	uint64_t size;    /* header, code and TLVs in a slot, else the whole file; bytes */
	bool limit_known; /* false: no mode that is possible accepts the slots */
	uint64_t limit;   /* the most that fits, bytes */
	const char *mode; /* "swap using move", and what was assumed; NULL: the partition's size */
	bool is_bootloader;
	struct image_fit *next;
};

#endif
