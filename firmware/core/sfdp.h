/* SPDX-License-Identifier: MIT */
/* What a SPI NOR chip says of itself: SFDP's basic table (JESD216; NRF9160.md 12). */
#ifndef PMLAYOUT_FIRMWARE_SFDP_H
#define PMLAYOUT_FIRMWARE_SFDP_H

#include "core/nor.h"

#define SFDP_ERASE_TYPES 4U

struct sfdp {
	uint32_t size;          /* bytes; UINT32_MAX: more than that */
	uint32_t address_bytes; /* 3; 4 when the chip takes no others */
	struct sfdp_erase {
		uint32_t size; /* bytes; 0: not present */
		uint8_t opcode;
	} erases[SFDP_ERASE_TYPES];
};

enum sfdp_state { SFDP_FOUND, SFDP_NO_SIGNATURE, SFDP_NO_TABLE, SFDP_UNREADABLE };

/* first: the word where the signature should stand. */
enum sfdp_state sfdp_read(const struct nor *nor, struct sfdp *sfdp, uint32_t *first);
/* NULL when no erase type has that size. */
const struct sfdp_erase *sfdp_erase_of(const struct sfdp *sfdp, uint32_t size);

#endif
