/* SPDX-License-Identifier: MIT */
/* Built-in facts of SPI NOR chips, found by JEDEC id. */
#ifndef PMLAYOUT_MODEL_FLASH_CHIP_H
#define PMLAYOUT_MODEL_FLASH_CHIP_H

#include <stddef.h>
#include <stdint.h>

struct flash_chip {
	const char *name;        /* "MX25R6435F" */
	uint8_t jedec_id[3];     /* as read by command 9F */
	uint64_t size;           /* bytes */
	uint32_t smallest_erase; /* bytes */
};

/* NULL: the table does not have it. */
const struct flash_chip *flash_chip_find(const uint8_t jedec_id[3]);
const struct flash_chip *flash_chip_table(size_t *count);

/* Bytes that the third id byte stands for by the usual rule (2 to its power, 0x10 to 0x22);
 * 0 when the maker or the byte does not follow the rule (1F Adesto/Atmel).
 */
uint64_t flash_chip_capacity(const uint8_t jedec_id[3]);

#endif
