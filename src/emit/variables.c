/* SPDX-License-Identifier: MIT */
/* Names of variables that no two partitions share. */
#include "emit/variables.h"

#include "base/arena.h"
#include "base/file.h"
#include "emit/emit.h"
#include "emit/escape.h"

#include <stdlib.h>
#include <string.h>

static const char *variable_name(struct arena *arena, const char *name)
{
	struct text text = {.arena = arena};

	emit_c_name(&text, name);
	return text.p ? text.p : "";
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names such as `a-b` and `a_b` make one variable of two. */
static bool names_differ(struct arena *arena, const struct variables *variables, const char **why)
{
	const size_t count = variables->entries.count;
	const char **sorted = arena_array(arena, count + 1, sizeof(*sorted));

	memcpy(sorted, variables->names, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_text);
	for (size_t i = 1; i < count; i++) {
		if (!cstr_eq(sorted[i], sorted[i - 1]))
			continue;
		*why = arena_printf(arena, "two names of the layout make the same variable %s",
				    sorted[i]);
		return false;
	}
	return true;
}

bool variables_collect(const struct layout *layout, struct variables *variables, const char **why)
{
	struct arena *arena = layout->arena;

	if (!entries_collect(layout, &variables->entries, why))
		return false;
	variables->names =
		arena_array(arena, variables->entries.count + 1, sizeof(*variables->names));
	for (size_t i = 0; i < variables->entries.count; i++)
		variables->names[i] = variable_name(arena, variables->entries.all[i].name);
	return names_differ(arena, variables, why);
}

const char *variables_source(const struct layout *layout)
{
	return layout->source ? path_base(layout->source->name) : "";
}
