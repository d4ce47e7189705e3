/* SPDX-License-Identifier: MIT */
/* A file that is meant for a partition: its bytes, where they lie, and what MCUboot will read in
 * them.  Made by read/image_file.c.
 */
#ifndef PMLAYOUT_MODEL_IMAGE_FILE_H
#define PMLAYOUT_MODEL_IMAGE_FILE_H

#include "diag/source.h"
#include "mcuboot/boot_state.h"
#include "mcuboot/image.h"

/* What is broken in the file itself, whatever slot it goes into. */
enum image_problem {
	IMAGE_EMPTY = 1 << 0,
	IMAGE_TOO_SHORT = 1 << 1, /* shorter than a header */
	IMAGE_BAD_MAGIC = 1 << 2,
	IMAGE_OLD_MAGIC = 1 << 3,
	IMAGE_HEADER_TOO_SMALL = 1 << 4, /* header_size below 32 */
	IMAGE_SIZE_OVERFLOW = 1 << 5,
	IMAGE_TRUNCATED = 1 << 6,
	IMAGE_TLV_OVERRUN = 1 << 7,
	IMAGE_PROTECTED_SIZE = 1 << 8,
	IMAGE_NO_TLVS = 1 << 9, /* no TLV area begins where the image ends */
	IMAGE_HASH_MISMATCH = 1 << 10
};

/* "empty-file", ...; NULL for a number that is no single problem. */
const char *image_problem_name(unsigned problem);

enum image_hash {
	IMAGE_HASH_MISSING, /* no hash TLV was reached */
	IMAGE_HASH_GOOD,
	IMAGE_HASH_WRONG,
	IMAGE_HASH_HIDDEN /* it is taken over the plain text of an encrypted payload */
};

/* Bytes without a gap; addresses of a flat file count from its first byte. */
struct image_segment {
	uint64_t address, size;
	struct span at; /* in the file; unset for a flat file */
};

struct image_entry {
	struct mcuboot_tlv tlv;
	struct image_entry *next;
};

struct image_file {
	const char *partition; /* as --image names it; NULL: not said */
	const struct source *source;
	bool hex;      /* Intel HEX: addresses are absolute */
	bool readable; /* false: the HEX text is broken, nothing below is set */
	uint64_t base; /* the lowest address; 0 for a flat file */
	/* From base on, gaps filled with 0xff, at most FILE_SIZE_LIMIT. */
	struct str bytes;
	const struct image_segment *segments; /* sorted, apart from each other */
	size_t segment_count;

	unsigned problems;     /* enum image_problem */
	uint64_t image_offset; /* of the header in bytes; not 0: a dump of an offset secondary */
	bool has_header;       /* 32 bytes are there, whatever they hold */
	struct mcuboot_header header;
	struct image_entry *tlvs; /* those that are whole, in file order */
	enum image_hash hash;
	uint16_t hash_type;  /* the TLV, unless MISSING */
	bool has_total_size; /* the TLV areas were found */
	uint64_t total_size; /* header + image + TLV areas; may exceed a cut file */
	bool padded;         /* the file goes on behind total_size */
	bool has_vectors;
	uint32_t initial_sp, reset_handler; /* as stored, with the Thumb bit */
	struct image_file *next;
};

/* The magic number of an image MCUboot takes; problems may stand nevertheless. */
bool image_file_is_signed(const struct image_file *file);
/* The 32-bit number at an offset of bytes; false when it is not there. */
bool image_file_word(const struct image_file *file, uint64_t offset, uint32_t *word);
/* For the functions of src/mcuboot; lives as long as the file. */
struct mcuboot_reader image_file_reader(const struct image_file *file);
/* A place for people: byte offset of bytes in a flat file, the segment's line in a HEX file. */
struct span image_file_at(struct arena *arena, const struct image_file *file, uint64_t offset);

#endif
