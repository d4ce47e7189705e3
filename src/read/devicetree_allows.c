/* SPDX-License-Identifier: MIT */
/* Finds the comments to this program in a devicetree source, and the partitions they stand at
 * (PRODUCT.md "Suppression in the file", FAILURES.md F131).
 */
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "diag/allow.h"

/* The offset of the first byte behind a string that begins at begin. */
static size_t string_end(struct str text, size_t begin)
{
	size_t i = begin + 1;

	while (i < text.n && text.p[i] != '"')
		i += text.p[i] == '\\' ? 2 : 1;
	return i + 1;
}

static size_t line_end(struct str text, size_t begin)
{
	const char *end = memchr(text.p + begin, '\n', text.n - begin);

	return end ? (size_t)(end - text.p) : text.n;
}

/* Where the closing mark of a block comment stands; the end of the text when there is none. */
static size_t block_end(struct str text, size_t begin)
{
	for (size_t i = begin + 2; i + 1 < text.n; i++)
		if (text.p[i] == '*' && text.p[i + 1] == '/')
			return i;
	return text.n;
}

/* Appends the comment when it speaks to this program: its first line, without the closing mark. */
static struct comment **take_comment(struct arena *arena, const struct source *source, size_t begin,
				     size_t end, struct comment **tail)
{
	size_t line = line_end(source->text, begin);
	struct str text;

	if (line < end)
		end = line;
	text = (struct str){source->text.p + begin, end - begin};
	if (!str_contains(text, COMMENT_WORD))
		return tail;
	*tail = ARENA_NEW(arena, struct comment);
	(*tail)->at = span_of(source, (uint32_t)begin, (uint32_t)end);
	return &(*tail)->next;
}

static struct comment *find_comments(struct arena *arena, const struct source *source)
{
	struct comment *first = NULL, **tail = &first;
	struct str text = source->text;
	size_t i = 0;

	while (i + 1 < text.n) {
		size_t begin = i;

		if (text.p[i] == '"') {
			i = string_end(text, i);
		} else if (text.p[i] == '/' && text.p[i + 1] == '/') {
			i = line_end(text, i);
			tail = take_comment(arena, source, begin, i, tail);
		} else if (text.p[i] == '/' && text.p[i + 1] == '*') {
			i = block_end(text, i);
			tail = take_comment(arena, source, begin, i, tail);
			i += 2;
		} else {
			i++;
		}
	}
	return first;
}

static int by_place(const void *left, const void *right)
{
	const struct allow_entry *a = left, *b = right;

	return (a->key.begin > b->key.begin) - (a->key.begin < b->key.begin);
}

void devicetree_allows_read(struct layout *layout, struct findings *found)
{
	const struct source *source = layout->source;
	struct allow_entry *entries;
	struct comment *comments;
	size_t count = 0;

	if (!source->lines || !str_contains(source->text, COMMENT_WORD))
		return;
	comments = find_comments(layout->arena, source);
	if (!comments)
		return;
	entries = arena_array(layout->arena, layout->partition_count + 1, sizeof(*entries));
	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (p->at.source == source && p->at.begin < p->at.end)
			entries[count++] = (struct allow_entry){p->name, p->at};
	qsort(entries, count, sizeof(*entries), by_place);
	layout->allows = allows_read(found, comments, entries, count);
}
