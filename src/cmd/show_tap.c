/* SPDX-License-Identifier: MIT */
/* Reads a captured run and holds it against the layout. */
#include "show_tap.h"

#include <inttypes.h>

#include "base/arena.h"
#include "emit/entries.h"
#include "emit/tap.h"
#include "read/tap_log.h"

/* As layout-h states it; NULL, and a word on stderr, when the layout has no such hash. */
static const char *hash_of(struct arena *arena, const struct layout *layout)
{
	struct entries entries;
	const char *why = "";

	if (!layout || !entries_collect(layout, &entries, &why)) {
		file_error("the layout cannot be compared", why);
		return NULL;
	}
	return arena_printf(arena, "%016" PRIx64, entries_hash(&entries));
}

int show_tap(const struct arguments *arguments, const struct layout *layout)
{
	const char *format = arguments_get(arguments, "format"), *why;
	struct tap_answer answer = {.path = arguments_get(arguments, "tap")};
	struct text out = {.arena = arguments->arena};
	struct str content;
	int status;

	if (!file_read(arguments->arena, answer.path, &content, &why))
		return file_error(answer.path, why);
	answer.runs = tap_log_read(arguments->arena, content);
	answer.hash = hash_of(arguments->arena, layout);
	if (!format || !cstr_eq(format, "json"))
		tap_write_text(&answer, &out);
	else
		tap_write_json(&answer, &out);
	status = print_text((struct str){out.p, out.n});
	if (status != EXIT_CLEAN)
		return status;
	return answer.hash && tap_is_good(&answer) ? EXIT_CLEAN : EXIT_FINDINGS;
}
