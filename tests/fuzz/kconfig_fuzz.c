/* SPDX-License-Identifier: MIT */
/* Any bytes as a .config; every option that was read must be found again. */
#include <stdint.h>
#include <string.h>

#include "../judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_up(struct arena *arena, const struct kconfig *config)
{
	for (size_t i = 0; i < config->count; i++) {
		const struct kconfig_option *option = &config->options[i];
		const char *name = arena_copy(arena, option->name.p, option->name.n);

		JUDGE_ASSERT(kconfig_find(config, name) == option);
		JUDGE_ASSERT(option->at.begin < option->at.end);
		JUDGE_ASSERT(option->at.end <= config->source->text.n);
		kconfig_number(config, name);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str bytes = {(const char *)data, size};
	struct arena *arena = arena_new(JUDGE_MEMORY, judge_memory, NULL);

	look_up(arena, kconfig_parse(arena, source_new(arena, ".config", bytes)));
	arena_free(arena);
	return 0;
}
