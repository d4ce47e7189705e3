/* SPDX-License-Identifier: MIT */
/* What the trailers say, and what MCUboot does with them at the next boot (MCUBOOT.md 4.3, 4.4). */
#ifndef PMLAYOUT_MCUBOOT_BOOT_STATE_H
#define PMLAYOUT_MCUBOOT_BOOT_STATE_H

#include "mcuboot/reader.h"
#include "mcuboot/slots.h"

#define MCUBOOT_MAGIC_SIZE 16

enum mcuboot_magic { MCUBOOT_MAGIC_UNSET, MCUBOOT_MAGIC_GOOD, MCUBOOT_MAGIC_BAD };
enum mcuboot_flag { MCUBOOT_FLAG_UNSET, MCUBOOT_FLAG_SET, MCUBOOT_FLAG_BAD };
enum mcuboot_swap_type {
	MCUBOOT_SWAP_TYPE_NONE,
	MCUBOOT_SWAP_TYPE_TEST,
	MCUBOOT_SWAP_TYPE_PERM,
	MCUBOOT_SWAP_TYPE_REVERT,
	MCUBOOT_SWAP_TYPE_PANIC /* MCUboot stops: the primary slot cannot be read */
};

/* As MCUboot logs them: "good", "unset", "bad"; "set"; "none", "test", "perm", "revert", "panic".
 */
const char *mcuboot_magic_name(enum mcuboot_magic magic);
const char *mcuboot_flag_name(enum mcuboot_flag flag);
const char *mcuboot_swap_type_name(enum mcuboot_swap_type type);

struct mcuboot_trailer {
	enum mcuboot_magic magic;
	enum mcuboot_flag image_ok, copy_done;
	enum mcuboot_swap_type swap_type; /* of the swap info: what a swap that runs was for */
	unsigned image_number;            /* of the swap info */
};

/* boot_max_align is A. */
void mcuboot_magic_bytes(uint32_t boot_max_align, uint8_t bytes[MCUBOOT_MAGIC_SIZE]);
enum mcuboot_magic mcuboot_magic_decode(const uint8_t bytes[MCUBOOT_MAGIC_SIZE],
					uint32_t boot_max_align);
enum mcuboot_flag mcuboot_flag_decode(uint8_t byte);
/* Sets swap_type and image_number: none and 0 when erased or unknown. */
void mcuboot_swap_info_decode(uint8_t byte, struct mcuboot_trailer *trailer);

/* The trailer at the end of a slot whose first byte is at offset start of the reader.  False
 * when it cannot be read.
 */
bool mcuboot_trailer_read(const struct mcuboot_reader *reader, uint64_t start, uint32_t slot_size,
			  uint32_t boot_max_align, struct mcuboot_trailer *trailer);

/* The slots as found at boot; NULL: cannot be read, or there is no scratch area. */
struct mcuboot_boot_state {
	enum mcuboot_mode mode;
	const struct mcuboot_trailer *primary, *secondary, *scratch;
};

/* The decision table. */
enum mcuboot_swap_type mcuboot_next_swap(const struct mcuboot_boot_state *state);

/* Where the record of an interrupted swap is looked for; it is resumed when that shows progress. */
enum mcuboot_status_source {
	MCUBOOT_STATUS_UNDEFINED, /* the mode keeps none, or an area cannot be read */
	MCUBOOT_STATUS_NONE,
	MCUBOOT_STATUS_PRIMARY,
	MCUBOOT_STATUS_SCRATCH
};
enum mcuboot_status_source mcuboot_status_source(const struct mcuboot_boot_state *state);
/* "none", "primary", "scratch"; NULL for UNDEFINED. */
const char *mcuboot_status_source_name(enum mcuboot_status_source source);

#endif
