/* SPDX-License-Identifier: MIT */
/* Reads SFDP's basic table. */
#include "core/sfdp.h"

#include "mcuboot/reader.h"

#define SIGNATURE UINT32_C(0x50444653) /* "SFDP" */
#define HEADER_SIZE 8U
#define BASIC_ID_LOW 0x00U
#define BASIC_ID_HIGH 0xffU
#define BASIC_DWORDS 9U /* as far as the erase types */
#define MAX_HEADERS 16U

/* Where the basic table stands; false when no header names one that is long enough. */
static bool find_basic(const struct nor *nor, uint32_t headers, uint32_t *address)
{
	uint8_t header[HEADER_SIZE];

	for (uint32_t i = 0; i < headers && i < MAX_HEADERS; i++) {
		if (!nor_read_sfdp(nor, HEADER_SIZE * (i + 1), header, sizeof(header)))
			return false;
		if (header[0] != BASIC_ID_LOW || header[7] != BASIC_ID_HIGH ||
		    header[3] < BASIC_DWORDS)
			continue;
		*address = mcuboot_get32(header + 4) & UINT32_C(0xffffff);
		return true;
	}
	return false;
}

/* Second dword: bits - 1, or the exponent of the number of bits. */
static uint32_t size_of(uint32_t density)
{
	uint32_t exponent = density & UINT32_C(0x7fffffff);

	if ((density & UINT32_C(0x80000000)) == 0)
		return density / 8 + 1;
	return exponent >= 35 || exponent < 3 ? UINT32_MAX : UINT32_C(1) << (exponent - 3);
}

static void decode(const uint8_t table[4 * BASIC_DWORDS], struct sfdp *sfdp)
{
	const uint8_t *erases = table + 28; /* dwords 8 and 9 */

	sfdp->address_bytes = (mcuboot_get32(table) >> 17 & 3) == 2 ? 4 : 3;
	sfdp->size = size_of(mcuboot_get32(table + 4));
	for (uint32_t i = 0; i < SFDP_ERASE_TYPES; i++) {
		uint8_t exponent = erases[2 * i];

		sfdp->erases[i].size = exponent == 0 || exponent > 31 ? 0 : UINT32_C(1) << exponent;
		sfdp->erases[i].opcode = erases[2 * i + 1];
	}
}

enum sfdp_state sfdp_read(const struct nor *nor, struct sfdp *sfdp, uint32_t *first)
{
	uint8_t header[HEADER_SIZE], table[4 * BASIC_DWORDS];
	uint32_t address;

	if (!nor_read_sfdp(nor, 0, header, sizeof(header)))
		return SFDP_UNREADABLE;
	*first = mcuboot_get32(header);
	if (*first != SIGNATURE)
		return SFDP_NO_SIGNATURE;
	if (!find_basic(nor, header[6] + 1U, &address))
		return SFDP_NO_TABLE;
	if (!nor_read_sfdp(nor, address, table, sizeof(table)))
		return SFDP_UNREADABLE;
	decode(table, sfdp);
	return SFDP_FOUND;
}

const struct sfdp_erase *sfdp_erase_of(const struct sfdp *sfdp, uint32_t size)
{
	for (uint32_t i = 0; i < SFDP_ERASE_TYPES; i++) {
		if (sfdp->erases[i].size == size)
			return &sfdp->erases[i];
	}
	return NULL;
}
