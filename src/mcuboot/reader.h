/* SPDX-License-Identifier: MIT */
/* Where the bytes of an image or a slot come from: a file in memory, a flash device. */
#ifndef PMLAYOUT_MCUBOOT_READER_H
#define PMLAYOUT_MCUBOOT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mcuboot_reader {
	/* Fills bytes with the n bytes at offset, which all lie below size. */
	bool (*read)(void *context, uint64_t offset, uint8_t *bytes, size_t n);
	void *context;
	uint64_t size; /* bytes that there are */
};

/* False when not all n bytes are there, or reading failed. */
bool mcuboot_read(const struct mcuboot_reader *reader, uint64_t offset, uint8_t *bytes, size_t n);

/* Little-endian numbers. */
uint16_t mcuboot_get16(const uint8_t *bytes);
uint32_t mcuboot_get32(const uint8_t *bytes);

#endif
