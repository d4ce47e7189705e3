/* SPDX-License-Identifier: MIT */
/* Reads the comments by which Zephyr tells where each line of a zephyr.dts came from. */
#include "diag/origin.h"

#include "base/arena.h"

/* "boards/x.overlay:7": false when no number stands at its end. */
static bool split_place(struct str text, struct str *file, uint32_t *line)
{
	size_t digits = 0;

	while (digits < text.n && digits < 9 && text.p[text.n - digits - 1] >= '0' &&
	       text.p[text.n - digits - 1] <= '9')
		digits++;
	if (!digits || text.n < digits + 2 || text.p[text.n - digits - 1] != ':')
		return false;
	*file = (struct str){text.p, text.n - digits - 1};
	*line = 0;
	for (size_t i = text.n - digits; i < text.n; i++)
		*line = *line * 10 + (uint32_t)(text.p[i] - '0');
	return *line > 0;
}

/* What stands behind mark in a comment at the end of the text; empty: no such comment. */
static struct str said_behind(struct str text, const char *mark)
{
	size_t length = strlen(mark);

	text = str_trim(text);
	if (!str_ends(text, "*/"))
		return STR("");
	text = str_trim((struct str){text.p, text.n - 2});
	for (size_t i = text.n; i-- > 0;)
		if (text.n - i >= length && memcmp(text.p + i, mark, length) == 0)
			return (struct str){text.p + i + length, text.n - i - length};
	return STR("");
}

/* From the end of a property to the end of its line. */
static struct str behind_property(struct span span)
{
	struct str rest = span.source->text, line;

	rest = (struct str){rest.p + span.end, rest.n - span.end};
	return str_next_line(&rest, &line) ? line : STR("");
}

static struct str said_of(struct span span)
{
	uint32_t line;

	if (span.property)
		return said_behind(behind_property(span), "/* in ");
	line = source_position(span.source, span.begin).line;
	return said_behind(source_line(span.source, line - 1), "' defined in ");
}

struct span span_origin(struct arena *arena, struct span span)
{
	struct span origin = {0};
	struct str file;

	if (!span.path || span.line || !span_has_text(span))
		return origin;
	if (split_place(said_of(span), &file, &origin.line))
		origin.source =
			source_new_binary(arena, arena_copy(arena, file.p, file.n), STR(""));
	origin.path = span.path;
	origin.property = span.property;
	return origin;
}
