/* SPDX-License-Identifier: MIT */
/* Built-in facts of chips.  All sizes in bytes. */
#ifndef PMLAYOUT_MODEL_SOC_H
#define PMLAYOUT_MODEL_SOC_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct soc {
	const char *name; /* "nrf9160" */
	uint64_t flash_base, flash_size;
	uint32_t flash_page;  /* what is erased at once; on RRAM the unit that MCUboot uses */
	uint32_t write_block; /* what is written at once */
	uint64_t ram_base, ram_size;
	uint32_t secure_flash_block; /* SPU or MPC granularity; 0: no TrustZone */
	uint32_t secure_ram_block;
	uint32_t protection_block;   /* FPROTECT (ACL, BPROT, SPU, RRAMC) granularity; 0: none */
	uint64_t otp_base, otp_size; /* Partition Manager's region; size 0: none */
	uint32_t header_size;        /* MCUboot image header = mcuboot_pad: 0x200 or 0x800 */
	bool rram;                   /* bytes can be rewritten without an erase */
	bool size_varies;            /* projects reserve parts of the memory (nRF54L): what
				      * exceeds flash_size is only a warning */
	const char *jep_part;        /* FICR part number as hex text, "9160"; NULL: not known */
};

/* Finds "nrf9160", also written "nRF9160", "nrf9160_xxaa" or "nRF9160_SICA"; NULL if none. */
const struct soc *soc_find(struct str name);
/* The whole table, in the order of `pmlayout list socs`. */
const struct soc *soc_table(size_t *count);
/* The closest name, for "did you mean"; may be NULL. */
const char *soc_suggest(struct str name);

#endif
