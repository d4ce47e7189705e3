/* SPDX-License-Identifier: MIT */
/* Lists of words for "did you mean" and for completion. */
#include "cmd.h"

#include "base/arena.h"
#include "diag/rule.h"
#include "emit/emit.h"
#include "model/soc.h"
#include "report/report.h"

/* The usual short names stand at the end; "swap-" is taken, and may be left out, everywhere. */
const char *const mode_words[] = {"swap-move",  "swap-offset", "swap-scratch", "overwrite",
				  "direct-xip", "ram-load",    "single",       "firmware-loader",
				  "move",       "offset",      "scratch",      NULL};

const char *const *rule_words(struct arena *arena)
{
	const char **words = arena_array(arena, RULE_COUNT + 1, sizeof(*words));

	for (int i = 0; i < RULE_COUNT; i++)
		words[i] = rule_get((enum rule_id)i)->name;
	return words;
}

const char *const *soc_words(struct arena *arena)
{
	size_t count;
	const struct soc *socs = soc_table(&count);
	const char **words = arena_array(arena, count + 1, sizeof(*words));

	for (size_t i = 0; i < count; i++)
		words[i] = socs[i].name;
	return words;
}

const char *const *emitter_words(struct arena *arena)
{
	size_t count;
	const struct emitter *const *emitters = emitter_table(&count);
	const char **words = arena_array(arena, count + 1, sizeof(*words));

	for (size_t i = 0; i < count; i++)
		words[i] = emitters[i]->kind;
	return words;
}

const char *const *report_words(struct arena *arena)
{
	size_t count;
	const struct report *const *reports = report_table(&count);
	const char **words = arena_array(arena, count + 1, sizeof(*words));

	for (size_t i = 0; i < count; i++)
		words[i] = reports[i]->name;
	return words;
}
