/* SPDX-License-Identifier: MIT */
/* Any bytes as Intel HEX: read or refused; what was read lies in order and has its bytes. */
#include <stdint.h>
#include <string.h>

#include "../judge.h"
#include "base/file.h"
#include "read/intel_hex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_file(const struct image_file *file)
{
	uint64_t end = 0, given = 0;

	JUDGE_ASSERT(file->bytes.n <= FILE_SIZE_LIMIT);
	for (size_t i = 0; i < file->segment_count; i++) {
		const struct image_segment *segment = &file->segments[i];

		JUDGE_ASSERT(segment->size > 0);
		JUDGE_ASSERT(i == 0 || segment->address > end);
		JUDGE_ASSERT(i > 0 || segment->address == file->base);
		end = segment->address + segment->size;
		given += segment->size;
		JUDGE_ASSERT(end <= (uint64_t)UINT32_MAX + 1);
	}
	JUDGE_ASSERT(file->bytes.n <= end - file->base);
	/* Two digits a byte, and the record around it. */
	JUDGE_ASSERT(given <= file->source->text.n / 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str bytes = {(const char *)data, size};
	struct arena *arena = arena_new(JUDGE_MEMORY, judge_memory, NULL);
	struct image_file file = {.hex = true};
	struct findings found;

	findings_init(&found, arena);
	file.source = source_new(arena, "image.hex", bytes);
	if (intel_hex_read(arena, &file, &found))
		check_file(&file);
	else
		JUDGE_ASSERT(found.count == 1);
	judge_findings(&found);
	arena_free(arena);
	return 0;
}
