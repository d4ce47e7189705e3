/* SPDX-License-Identifier: MIT */
/* Questions about an image file. */
#include "model/image_file.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"

const char *image_problem_name(unsigned problem)
{
	static const char *const names[] = {
		"empty-file",       "too-short-for-header",  "bad-magic",
		"old-magic",        "header-size-too-small", "size-overflow",
		"truncated",        "tlv-overrun",           "protected-size-mismatch",
		"tlv-area-missing", "hash-mismatch",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (problem == 1U << i)
			return names[i];
	}
	return NULL;
}

bool image_file_is_signed(const struct image_file *file)
{
	return file->has_header && file->header.magic == MCUBOOT_HEADER_MAGIC;
}

static bool read_bytes(void *context, uint64_t offset, uint8_t *bytes, size_t n)
{
	const struct str *from = context;

	memcpy(bytes, from->p + offset, n);
	return true;
}

struct mcuboot_reader image_file_reader(const struct image_file *file)
{
	union {
		const struct str *whole;
		void *context;
	} bytes = {&file->bytes};

	return (struct mcuboot_reader){read_bytes, bytes.context, file->bytes.n};
}

bool image_file_word(const struct image_file *file, uint64_t offset, uint32_t *word)
{
	const struct mcuboot_reader reader = image_file_reader(file);
	uint8_t bytes[4];

	if (!mcuboot_read(&reader, offset, bytes, sizeof(bytes)))
		return false;
	*word = mcuboot_get32(bytes);
	return true;
}

/* The segment that holds an address; NULL: it lies in a gap. */
static const struct image_segment *segment_at(const struct image_file *file, uint64_t address)
{
	size_t low = 0, high = file->segment_count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const struct image_segment *segment = &file->segments[middle];

		if (address < segment->address)
			high = middle;
		else if (address - segment->address >= segment->size)
			low = middle + 1;
		else
			return segment;
	}
	return NULL;
}

struct span image_file_at(struct arena *arena, const struct image_file *file, uint64_t offset)
{
	const struct image_segment *segment = segment_at(file, file->base + offset);
	struct span at = span_of(file->source, 0, 0);

	if (file->hex)
		return segment ? segment->at : at;
	at.path = arena_printf(arena, "+0x%" PRIx64, offset);
	return at;
}
