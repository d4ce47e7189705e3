/* SPDX-License-Identifier: MIT */
/* Any bytes as an image: taken apart, shown, and held against a layout by all rules. */
#include <stdint.h>
#include <string.h>

#include "../judge.h"
#include "emit/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char layout_text[] =
	"mcuboot: {address: 0x0, size: 0xc000}\n"
	"mcuboot_pad: {address: 0xc000, size: 0x200}\n"
	"mcuboot_primary: {address: 0xc000, size: 0x4000, span: [mcuboot_pad]}\n"
	"mcuboot_secondary: {address: 0x10000, size: 0x4000}\n";

/* What every reader of the file may rely on. */
static void check_file(const struct image_file *file)
{
	JUDGE_ASSERT(file->image_offset <= file->bytes.n);
	for (const struct image_entry *entry = file->tlvs; entry; entry = entry->next) {
		JUDGE_ASSERT(entry->tlv.offset + entry->tlv.length <=
			     file->bytes.n - file->image_offset);
		JUDGE_ASSERT(entry->tlv.offset + entry->tlv.length <= file->total_size);
	}
	if (file->padded)
		JUDGE_ASSERT(file->total_size < file->bytes.n - file->image_offset);
	for (size_t i = 1; i < file->segment_count; i++)
		JUDGE_ASSERT(file->segments[i - 1].address + file->segments[i - 1].size <
			     file->segments[i].address);
}

static void show(struct arena *arena, const struct image_file *file)
{
	const struct image_slot slot = {.base = 0x10000,
					.size = 0x4000,
					.limit_known = true,
					.limit = 0x2000,
					.mode = "swap-move"};
	struct image_answer answer = {.file = file, .slot = &slot, .slot_size = slot.size};
	const struct mcuboot_reader reader = image_file_reader(file);
	struct text out = {.arena = arena};

	answer.has_trailer =
		mcuboot_trailer_read(&reader, 0, (uint32_t)file->bytes.n, 8, &answer.trailer);
	image_write_text(&answer, &out);
	image_write_json(&answer, &out);
	answer.slot = NULL;
	answer.has_trailer = false;
	image_write_text(&answer, &out);
	image_write_json(&answer, &out);
}

static void check_layout(struct arena *arena, struct image_file *file, const char *partition)
{
	struct facts facts = {.image_files = file};
	struct findings found;
	struct layout *layout;

	file->partition = partition;
	facts.soc = soc_find(STR("nrf9160"));
	facts.soc_origin = ORIGIN_OPTION;
	findings_init(&found, arena);
	layout = read_layout_source(arena, source_new(arena, "pm_static.yml", STR(layout_text)),
				    &facts, &found);
	layout_resolve(layout);
	checks_run(layout, &found);
	judge_findings(&found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const partitions[] = {"mcuboot_primary", "mcuboot_secondary", "mcuboot",
						 "nothing"};
	const struct str bytes = {(const char *)data, size};
	struct arena *arena = arena_new(JUDGE_MEMORY, judge_memory, NULL);
	struct findings found;
	struct image_file *file;

	findings_init(&found, arena);
	file = image_file_read(arena, source_new(arena, "image", bytes), &found);
	if (file->readable) {
		check_file(file);
		show(arena, file);
		check_layout(arena, file, partitions[size % 4]);
	} else {
		JUDGE_ASSERT(found.count == 1);
	}
	arena_free(arena);
	return 0;
}
