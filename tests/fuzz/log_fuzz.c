/* SPDX-License-Identifier: MIT */
/* Any bytes as a log, alone and beside a layout, all the way to the reports. */
#include <stdint.h>

#include "../judge.h"
#include "check/log.h"
#include "read/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char pm_static[] =
	"mcuboot: {address: 0x0, size: 0xc000}\n"
	"mcuboot_primary: {address: 0x10000, size: 0xf0000, span: [mcuboot_pad, tfm, app]}\n"
	"mcuboot_pad: {address: 0x10000, size: 0x200}\n"
	"tfm: {address: 0x10200, size: 0xc000}\n"
	"mcuboot_secondary: {address: 0x0, size: 0x110000, region: external_flash}\n";

static struct log_search *search_bytes(struct arena *arena, struct str bytes)
{
	struct log_search *search = ARENA_NEW(arena, struct log_search);
	struct log_reader reader;
	struct log_line line;

	log_search_init(search, arena);
	log_reader_init(&reader, arena, source_new(arena, "boot.log", bytes));
	while (log_reader_next(&reader, &line)) {
		JUDGE_ASSERT(log_line_span(&line, 0, line.text.n).end <= bytes.n);
		log_search_line(search, &line);
	}
	return search;
}

static void explain(struct arena *arena, const struct log_search *search, bool with_layout)
{
	struct source *source = source_new(arena, "pm_static.yml", STR(pm_static));
	struct findings found, of_layout;
	struct facts facts = {.images = NULL};
	struct layout *layout;

	findings_init(&found, arena);
	findings_init(&of_layout, arena);
	log_add_facts(search, &facts);
	layout = read_layout_source(arena, source, &facts, &of_layout);
	layout_resolve(layout);
	checks_run(layout, &of_layout);
	JUDGE_ASSERT(log_explain(search, with_layout ? layout : NULL, &of_layout, &found) ==
		     found.count);
	judge_findings(&found);
	judge_report(arena, "text", &found, layout);
	judge_report(arena, "json", &found, layout);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(JUDGE_MEMORY, judge_memory, NULL);
	const struct log_search *search;

	JUDGE_ASSERT(arena);
	search = search_bytes(arena, (struct str){(const char *)data, size});
	explain(arena, search, false);
	explain(arena, search, true);
	arena_free(arena);
	return 0;
}
