/* SPDX-License-Identifier: MIT */
/* Comments to this program in a YAML file.  libyaml drops comments, so they are looked for where
 * no quoted or block scalar is; a plain scalar ends where a comment begins.
 */
#include "read/yaml_text.h"

#include <string.h>

#include "base/arena.h"

/* A `#` begins a comment at the start of a line and behind a blank. */
static bool begins_comment(struct str bytes, uint32_t begin, uint32_t offset)
{
	return offset == begin || strchr(" \t\r\n", bytes.p[offset - 1]) != NULL;
}

static bool is_to_us(struct str comment)
{
	while (comment.n > 0 && (comment.p[0] == '#' || comment.p[0] == ' '))
		comment = (struct str){comment.p + 1, comment.n - 1};
	return str_starts(comment, COMMENT_WORD);
}

/* From the `#` on, without blanks at its end. */
static struct span comment_span(const struct source *source, uint32_t begin)
{
	const char *end = memchr(source->text.p + begin, '\n', source->text.n - begin);
	size_t n = end ? (size_t)(end - source->text.p) : source->text.n;

	return yaml_text_trim(span_of(source, begin, (uint32_t)n));
}

struct comment *yaml_text_comments(const struct yaml_text *text, struct arena *arena)
{
	const struct str bytes = text->source->text;
	const struct verbatim *verbatim = text->verbatim;
	struct comment *first = NULL, **tail = &first;

	for (uint32_t i = text->begin; text->remarks && i < bytes.n; i++) {
		struct span at;

		while (verbatim && verbatim->end <= i)
			verbatim = verbatim->next;
		if (verbatim && verbatim->begin <= i) {
			i = verbatim->end - 1;
			continue;
		}
		if (bytes.p[i] != '#' || !begins_comment(bytes, text->begin, i))
			continue;
		at = comment_span(text->source, i);
		i = at.end - 1;
		if (!is_to_us((struct str){bytes.p + at.begin, at.end - at.begin}))
			continue;
		*tail = ARENA_NEW(arena, struct comment);
		(*tail)->at = at;
		tail = &(*tail)->next;
	}
	return first;
}
