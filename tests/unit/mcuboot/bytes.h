/* SPDX-License-Identifier: MIT */
/* Builds images and trailers byte by byte for the tests of MCUboot's formats, from the tables of
 * MCUBOOT.md 4.  Include after cmocka.h.
 */
#ifndef TESTS_UNIT_MCUBOOT_BYTES_H
#define TESTS_UNIT_MCUBOOT_BYTES_H

#include "mcuboot/reader.h"

#include <string.h>

struct bytes {
	uint8_t at[2048];
	size_t n;
	bool broken; /* reading fails */
};

static inline bool bytes_read(void *context, uint64_t offset, uint8_t *to, size_t n)
{
	const struct bytes *bytes = context;

	if (bytes->broken)
		return false;
	memcpy(to, bytes->at + offset, n);
	return true;
}

static inline struct mcuboot_reader bytes_reader(struct bytes *bytes)
{
	return (struct mcuboot_reader){bytes_read, bytes, bytes->n};
}

static inline void put(struct bytes *bytes, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		bytes->at[bytes->n++] = (uint8_t)(value >> 8 * i & 0xff);
}

static inline void put_at(struct bytes *bytes, size_t offset, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		bytes->at[offset + i] = (uint8_t)(value >> 8 * i & 0xff);
}

/* A header of 0x200 bytes, version 1.2.300+70000. */
static inline void put_header(struct bytes *bytes, uint32_t image, uint16_t protected_size,
			      uint32_t flags)
{
	put(bytes, 0x96f3b83d, 4);
	put(bytes, 0x10000, 4);
	put(bytes, 0x200, 2);
	put(bytes, protected_size, 2);
	put(bytes, image, 4);
	put(bytes, flags, 4);
	put(bytes, 1, 1);
	put(bytes, 2, 1);
	put(bytes, 300, 2);
	put(bytes, 70000, 4);
	put(bytes, 0, 4);
}

#endif
