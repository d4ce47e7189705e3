/* SPDX-License-Identifier: MIT */
/* Safe fixes into a text: only the bytes that an edit names change. */
#include "diag/fix.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A fix and the bytes from its first to its last edit. */
struct reach {
	const struct fix *fix;
	uint32_t begin, end;
	size_t index; /* in the order of the findings; makes the sort stable */
};

/* Lines stay lines: a fix is an exchange of words. */
static bool is_in_line(const struct edit *edit, const struct source *source)
{
	return edit->at.source == source && source->lines && edit->at.begin <= edit->at.end &&
	       edit->at.end <= source->text.n &&
	       !memchr(source->text.p + edit->at.begin, '\n', edit->at.end - edit->at.begin) &&
	       !strpbrk(edit->text, "\r\n");
}

static bool measure(const struct fix *fix, const struct source *source, struct reach *reach)
{
	uint32_t last = 0;

	if (!fix->safe || !fix->edits)
		return false;
	reach->begin = fix->edits->at.begin;
	for (const struct edit *edit = fix->edits; edit; edit = edit->next) {
		if (!is_in_line(edit, source) || edit->at.begin < last)
			return false;
		last = edit->at.end;
	}
	reach->fix = fix;
	reach->end = last;
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct reach *a = left, *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static size_t count_fixes(const struct findings *found)
{
	size_t count = 0;

	for (const struct finding *finding = found->first; finding; finding = finding->next)
		for (const struct fix *fix = finding->fixes; fix; fix = fix->next)
			count++;
	return count;
}

static struct reach *collect(const struct findings *found, const struct source *source,
			     size_t *count)
{
	struct reach *list = arena_array(found->arena, count_fixes(found), sizeof(*list));

	*count = 0;
	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		for (const struct fix *fix = finding->fixes; fix && !finding->allowed;
		     fix = fix->next) {
			list[*count].index = *count;
			*count += measure(fix, source, &list[*count]);
		}
	}
	qsort(list, *count, sizeof(*list), compare);
	return list;
}

static void add_up_to(struct text *out, const struct source *source, uint32_t *done, uint32_t end)
{
	text_add(out, (struct str){source->text.p + *done, end - *done});
	*done = end;
}

struct str fixes_apply(const struct findings *found, const struct source *source, size_t *count)
{
	struct text out = {.arena = found->arena};
	size_t candidates;
	const struct reach *list = collect(found, source, &candidates);
	uint32_t done = 0;
	bool any = false;

	*count = 0;
	for (size_t i = 0; i < candidates; i++) {
		/* Two insertions at one place depend on each other as well. */
		if (any && list[i].begin <= done)
			continue;
		for (const struct edit *edit = list[i].fix->edits; edit; edit = edit->next) {
			add_up_to(&out, source, &done, edit->at.begin);
			text_puts(&out, edit->text);
			done = edit->at.end;
		}
		any = true;
		++*count;
	}
	add_up_to(&out, source, &done, (uint32_t)source->text.n);
	return (struct str){out.p, out.n};
}
