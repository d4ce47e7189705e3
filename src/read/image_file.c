/* SPDX-License-Identifier: MIT */
/* Reads a file that goes into flash, flat or Intel HEX, and takes it apart as far as it goes. */
#include "read/read.h"

#include <string.h>

#include "base/arena.h"
#include "read/image_hash.h"
#include "read/intel_hex.h"

/* Where a dump of a secondary slot in swap-offset may have its header: behind its first sector. */
#define SMALLEST_SECTOR 512
#define LARGEST_SECTOR (128 * 1024)

static void read_flat(struct arena *arena, struct image_file *file)
{
	struct image_segment *segment = ARENA_NEW(arena, struct image_segment);

	file->bytes = file->source->text;
	segment->size = file->bytes.n;
	file->segments = segment;
	file->segment_count = file->bytes.n > 0;
}

static uint32_t magic_at(const struct image_file *file, uint64_t offset)
{
	uint32_t magic;

	return image_file_word(file, offset, &magic) ? magic : 0;
}

static bool is_erased(struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		if ((unsigned char)bytes.p[i] != 0xff)
			return false;
	}
	return true;
}

/* A first sector that is erased, then a header. */
static void find_header(struct image_file *file)
{
	if (magic_at(file, 0) != MCUBOOT_HEADER_MAGIC_ERASED)
		return;
	for (size_t sector = SMALLEST_SECTOR; sector <= LARGEST_SECTOR; sector *= 2) {
		if (magic_at(file, sector) != MCUBOOT_HEADER_MAGIC)
			continue;
		if (is_erased((struct str){file->bytes.p, sector}))
			file->image_offset = sector;
		return;
	}
}

/* False when there is nothing behind the header to look at. */
static bool read_header(struct image_file *file)
{
	const struct mcuboot_reader reader = image_file_reader(file);
	uint8_t bytes[MCUBOOT_HEADER_SIZE];
	uint32_t sum;

	if (!mcuboot_read(&reader, file->image_offset, bytes, sizeof(bytes))) {
		file->problems |= file->bytes.n ? IMAGE_TOO_SHORT : IMAGE_EMPTY;
		return false;
	}
	file->has_header = true;
	mcuboot_header_decode(bytes, &file->header);
	if (file->header.magic != MCUBOOT_HEADER_MAGIC) {
		file->problems |= file->header.magic == MCUBOOT_HEADER_MAGIC_OLD ? IMAGE_OLD_MAGIC
										 : IMAGE_BAD_MAGIC;
		return false;
	}
	if (file->header.header_size < MCUBOOT_HEADER_SIZE)
		file->problems |= IMAGE_HEADER_TOO_SMALL;
	if (!mcuboot_header_sum(&file->header, (struct mcuboot_support){false, false}, &sum)) {
		file->problems |= IMAGE_SIZE_OVERFLOW;
		return false;
	}
	return true;
}

static void note_tlvs(struct image_file *file, enum mcuboot_tlvs found)
{
	switch (found) {
	case MCUBOOT_TLVS_FOUND:
		break;
	case MCUBOOT_TLVS_CUT:
		file->problems |= IMAGE_TRUNCATED;
		break;
	case MCUBOOT_TLVS_BAD_PROTECTED:
		file->problems |= IMAGE_PROTECTED_SIZE;
		break;
	case MCUBOOT_TLVS_BAD_INFO:
		/* With a wrong header size nothing can stand where the image ends. */
		if (!file->problems)
			file->problems |= IMAGE_NO_TLVS;
		break;
	}
}

/* Up to the first that is broken. */
static void list_tlvs(struct arena *arena, struct image_file *file,
		      const struct mcuboot_tlv_areas *areas)
{
	const struct mcuboot_reader reader = image_file_reader(file);
	struct mcuboot_tlv_cursor cursor = mcuboot_tlvs_begin(&reader, file->image_offset, areas);
	struct image_entry **tail = &file->tlvs;
	enum mcuboot_tlv_step step;
	struct mcuboot_tlv tlv;

	while ((step = mcuboot_tlv_next(&cursor, &tlv)) == MCUBOOT_TLV_ENTRY) {
		*tail = ARENA_NEW(arena, struct image_entry);
		(*tail)->tlv = tlv;
		tail = &(*tail)->next;
	}
	if (step == MCUBOOT_TLV_OVERRUN)
		file->problems |= IMAGE_TLV_OVERRUN;
	if (areas->end > file->bytes.n - file->image_offset)
		file->problems |= IMAGE_TRUNCATED;
}

/* The hash covers header, image and protected TLVs. */
static void check_hash(struct image_file *file, uint64_t hashed_size)
{
	const char *start = file->bytes.p + file->image_offset;
	const struct image_entry *entry = file->tlvs;
	uint8_t hash[IMAGE_HASH_ROOM];
	size_t size;

	while (entry && !mcuboot_tlv_hash_size(entry->tlv.type))
		entry = entry->next;
	if (!entry)
		return;
	size = mcuboot_tlv_hash_size(entry->tlv.type);
	file->hash_type = entry->tlv.type;
	image_hash_of(entry->tlv.type, (struct str){start, (size_t)hashed_size}, hash);
	if (entry->tlv.length == size && memcmp(start + entry->tlv.offset, hash, size) == 0) {
		file->hash = IMAGE_HASH_GOOD;
	} else if (file->header.flags & MCUBOOT_IMAGE_ENCRYPTED) {
		file->hash = IMAGE_HASH_HIDDEN;
	} else {
		file->hash = IMAGE_HASH_WRONG;
		file->problems |= IMAGE_HASH_MISMATCH;
	}
}

static void read_tlvs(struct arena *arena, struct image_file *file)
{
	const struct mcuboot_reader reader = image_file_reader(file);
	struct mcuboot_tlv_areas areas;
	enum mcuboot_tlvs found =
		mcuboot_tlvs_find(&reader, file->image_offset, &file->header, &areas);

	note_tlvs(file, found);
	if (found != MCUBOOT_TLVS_FOUND)
		return;
	file->has_total_size = true;
	file->total_size = areas.end;
	list_tlvs(arena, file, &areas);
	file->padded = file->bytes.n - file->image_offset > areas.end;
	check_hash(file, areas.protected_end);
}

/* The vector table is the first thing of the code, unless that is not there as it will run. */
static void read_vectors(struct image_file *file)
{
	const struct mcuboot_header *header = &file->header;
	const uint64_t code = file->image_offset + header->header_size;

	if (header->flags & MCUBOOT_IMAGE_COMPRESSED || header->image_size < 8 ||
	    header->header_size < MCUBOOT_HEADER_SIZE)
		return;
	if (header->flags & MCUBOOT_IMAGE_ENCRYPTED && file->hash != IMAGE_HASH_GOOD)
		return;
	file->has_vectors = image_file_word(file, code, &file->initial_sp) &&
			    image_file_word(file, code + 4, &file->reset_handler);
}

/* A broken first record shall not make a flat file of a HEX text. */
static bool is_hex(const struct source *source)
{
	return source->text.n > 0 &&
	       (intel_hex_is(source->text) || cstr_ends(source->name, ".hex") ||
		cstr_ends(source->name, ".ihex"));
}

struct image_file *image_file_read(struct arena *arena, const struct source *source,
				   struct findings *found)
{
	struct image_file *file = ARENA_NEW(arena, struct image_file);

	file->source = source;
	file->hex = is_hex(source);
	file->readable = true;
	if (!file->hex)
		read_flat(arena, file);
	else
		file->readable = intel_hex_read(arena, file, found);
	if (!file->readable)
		return file;
	find_header(file);
	if (!read_header(file))
		return file;
	read_tlvs(arena, file);
	read_vectors(file);
	return file;
}
