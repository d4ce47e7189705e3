/* SPDX-License-Identifier: MIT */
/* CRC-32 by half bytes: 64 bytes of table. */
#include "core/crc32.h"

#define POLYNOMIAL UINT32_C(0xedb88320) /* reflected */

static uint32_t step(uint32_t crc)
{
	return crc & 1 ? crc >> 1 ^ POLYNOMIAL : crc >> 1;
}

uint32_t crc32_of(const uint8_t *bytes, uint32_t n)
{
	uint32_t table[16], crc = UINT32_MAX;

	for (uint32_t i = 0; i < 16; i++)
		table[i] = step(step(step(step(i))));
	for (uint32_t i = 0; i < n; i++) {
		crc = crc >> 4 ^ table[(crc ^ bytes[i]) & 0xf];
		crc = crc >> 4 ^ table[(crc ^ bytes[i] >> 4) & 0xf];
	}
	return ~crc;
}
