/* SPDX-License-Identifier: MIT */
/* Reads within bounds, and numbers byte by byte, so that the host's byte order does not matter. */
#include "mcuboot/reader.h"

bool mcuboot_read(const struct mcuboot_reader *reader, uint64_t offset, uint8_t *bytes, size_t n)
{
	if (offset > reader->size || reader->size - offset < n)
		return false;
	return reader->read(reader->context, offset, bytes, n);
}

uint16_t mcuboot_get16(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

uint32_t mcuboot_get32(const uint8_t *bytes)
{
	return (uint32_t)mcuboot_get16(bytes) | (uint32_t)mcuboot_get16(bytes + 2) << 16;
}
