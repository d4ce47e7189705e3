/* SPDX-License-Identifier: MIT */
/* MCUboot's image format: header, TLV areas, and what MCUboot's own header test says of them
 * (MCUBOOT.md 4.1, 4.2).  All offsets count from the header's first byte unless said otherwise.
 */
#ifndef PMLAYOUT_MCUBOOT_IMAGE_H
#define PMLAYOUT_MCUBOOT_IMAGE_H

#include "mcuboot/reader.h"

#define MCUBOOT_HEADER_SIZE 32
#define MCUBOOT_HEADER_MAGIC UINT32_C(0x96f3b83d)
#define MCUBOOT_HEADER_MAGIC_OLD UINT32_C(0x96f3b83c)
#define MCUBOOT_HEADER_MAGIC_ERASED UINT32_C(0xffffffff)

enum mcuboot_image_flag {
	MCUBOOT_IMAGE_PIC = 0x1,
	MCUBOOT_IMAGE_AES128 = 0x4,
	MCUBOOT_IMAGE_AES256 = 0x8,
	MCUBOOT_IMAGE_NON_BOOTABLE = 0x10,
	MCUBOOT_IMAGE_RAM_LOAD = 0x20,
	MCUBOOT_IMAGE_ROM_FIXED = 0x100,
	MCUBOOT_IMAGE_LZMA1 = 0x200,
	MCUBOOT_IMAGE_LZMA2 = 0x400,
	MCUBOOT_IMAGE_ARM_THUMB_FILTER = 0x800
};

#define MCUBOOT_IMAGE_ENCRYPTED (MCUBOOT_IMAGE_AES128 | MCUBOOT_IMAGE_AES256)
#define MCUBOOT_IMAGE_COMPRESSED                                                                   \
	(MCUBOOT_IMAGE_LZMA1 | MCUBOOT_IMAGE_LZMA2 | MCUBOOT_IMAGE_ARM_THUMB_FILTER)

/* "PIC", "AES-128", ...; NULL for a number that is no single flag. */
const char *mcuboot_image_flag_name(uint32_t flag);

struct mcuboot_version {
	uint8_t major, minor;
	uint16_t revision;
	uint32_t build;
};

struct mcuboot_header {
	uint32_t magic;
	uint32_t load_address;
	uint16_t header_size;        /* where the code starts */
	uint16_t protected_tlv_size; /* with its 4 bytes of info; 0: no such area */
	uint32_t image_size;         /* the code alone */
	uint32_t flags;              /* enum mcuboot_image_flag */
	struct mcuboot_version version;
};

void mcuboot_header_decode(const uint8_t bytes[MCUBOOT_HEADER_SIZE], struct mcuboot_header *header);

/* Header + image + protected TLVs in bytes, as MCUboot sums them in its header test: compressed
 * images without the protected TLVs when it can decompress.  False: beyond 32 bits.
 */
struct mcuboot_support {
	bool encryption, compression;
};
bool mcuboot_header_sum(const struct mcuboot_header *header, struct mcuboot_support support,
			uint32_t *sum);

/* MCUboot's header test.  It does not look at header_size. */
bool mcuboot_header_accepted(const struct mcuboot_header *header, uint64_t slot_size,
			     struct mcuboot_support support);

enum mcuboot_tlvs {
	MCUBOOT_TLVS_FOUND,
	MCUBOOT_TLVS_CUT,           /* the bytes end before them */
	MCUBOOT_TLVS_BAD_INFO,      /* no TLV area begins where the image ends */
	MCUBOOT_TLVS_BAD_PROTECTED, /* the protected area is missing or is not as large as the
				     * header says */
};

struct mcuboot_tlv_areas {
	uint64_t begin;         /* the first area's info */
	uint64_t protected_end; /* = begin when there is no protected area */
	uint64_t end;           /* of the image as a whole: its total size */
};

/* The header is at offset start of the reader. */
enum mcuboot_tlvs mcuboot_tlvs_find(const struct mcuboot_reader *reader, uint64_t start,
				    const struct mcuboot_header *header,
				    struct mcuboot_tlv_areas *areas);

struct mcuboot_tlv {
	uint16_t type;
	uint16_t length; /* of the data */
	bool is_protected;
	uint64_t offset; /* of the data */
};

enum mcuboot_tlv_step {
	MCUBOOT_TLV_ENTRY,
	MCUBOOT_TLV_END,
	MCUBOOT_TLV_OVERRUN, /* the entry passes the end of its area */
	MCUBOOT_TLV_CUT      /* the bytes end before the entry does */
};

struct mcuboot_tlv_cursor {
	const struct mcuboot_reader *reader;
	uint64_t start;
	struct mcuboot_tlv_areas areas;
	uint64_t at; /* the next entry */
};

struct mcuboot_tlv_cursor mcuboot_tlvs_begin(const struct mcuboot_reader *reader, uint64_t start,
					     const struct mcuboot_tlv_areas *areas);
/* Fills *tlv for ENTRY and OVERRUN (as far as it is there).  Behind END, OVERRUN and CUT there
 * is nothing.
 */
enum mcuboot_tlv_step mcuboot_tlv_next(struct mcuboot_tlv_cursor *cursor, struct mcuboot_tlv *tlv);

enum { MCUBOOT_TLV_SHA256 = 0x10, MCUBOOT_TLV_SHA384 = 0x11, MCUBOOT_TLV_SHA512 = 0x12 };

/* "SHA-256", "key hash", ...; "vendor" for the vendors' range, NULL for an unknown type. */
const char *mcuboot_tlv_name(uint16_t type);
/* Bytes of the hash that the type carries; 0 when it is no hash. */
size_t mcuboot_tlv_hash_size(uint16_t type);

#endif
