/* SPDX-License-Identifier: MIT */
/* Collecting findings on an arena, and the order in which they are shown. */
#include "diag/finding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "diag/origin.h"

const char *change_class_name(enum change_class change)
{
	static const char *const names[] = {
		[CHANGE_NONE] = "identical",
		[CHANGE_SAFE] = "safe",
		[CHANGE_DATA_LOSS] = "data loss",
		[CHANGE_BRICK] = "brick",
	};

	return names[change];
}

void findings_init(struct findings *found, struct arena *arena)
{
	*found = (struct findings){.arena = arena};
	found->tail = &found->first;
}

/* The lists of a finding are short (rules bound what they name), so they are walked. */
static struct label **add_place(struct findings *found, struct label **tail, struct span at,
				const char *text)
{
	while (*tail)
		tail = &(*tail)->next;
	*tail = ARENA_NEW(found->arena, struct label);
	(*tail)->at = at;
	(*tail)->text = text;
	return &(*tail)->next;
}

static bool names_line(const struct label *label, struct span at)
{
	for (; label; label = label->next)
		if (label->at.line == at.line && cstr_eq(label->at.source->name, at.source->name))
			return true;
	return false;
}

/* And the file that people edit, when the place is in what a build has made of it. */
static void add_label(struct findings *found, struct finding *finding, struct span at,
		      const char *text)
{
	struct span origin = span_origin(found->arena, at);
	struct label **tail = add_place(found, &finding->labels, at, text);

	if (span_is_set(origin) && !names_line(finding->labels, origin))
		add_place(found, tail, origin,
			  arena_printf(found->arena, "%s was written here",
				       at.property ? at.property : "the node"));
}

static void add_line(struct findings *found, struct line **tail, const char *text)
{
	struct line *line = ARENA_NEW(found->arena, struct line);

	line->text = text;
	while (*tail)
		tail = &(*tail)->next;
	*tail = line;
}

struct finding *finding_add(struct findings *found, enum rule_id rule, struct span at,
			    const char *format, ...)
{
	struct finding *finding = ARENA_NEW(found->arena, struct finding);
	va_list args;

	va_start(args, format);
	finding->message = arena_vprintf(found->arena, format, args);
	va_end(args);
	finding->rule = rule;
	finding->severity = rule_get(rule)->level;
	add_label(found, finding, at, NULL);
	*found->tail = finding;
	found->tail = &finding->next;
	found->count++;
	return finding;
}

void finding_mark(struct findings *found, struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	finding->labels->text = arena_vprintf(found->arena, format, args);
	va_end(args);
}

void finding_label(struct findings *found, struct finding *finding, struct span at,
		   const char *format, ...)
{
	va_list args;

	if (!span_is_set(at))
		return;
	va_start(args, format);
	add_label(found, finding, at, arena_vprintf(found->arena, format, args));
	va_end(args);
}

void finding_about(struct findings *found, struct finding *finding, const char *partition)
{
	add_line(found, &finding->partitions,
		 arena_copy(found->arena, partition, strlen(partition)));
}

void finding_note(struct findings *found, struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_line(found, &finding->notes, arena_vprintf(found->arena, format, args));
	va_end(args);
}

void finding_help(struct findings *found, struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_line(found, &finding->helps, arena_vprintf(found->arena, format, args));
	va_end(args);
}

static struct edit *edit_new(struct findings *found, struct span at, const char *text)
{
	struct edit *edit = ARENA_NEW(found->arena, struct edit);

	edit->at = at;
	edit->text = text;
	return edit;
}

void finding_fix(struct findings *found, struct finding *finding, struct span at,
		 const char *format, ...)
{
	struct fix **tail = &finding->fixes;
	struct fix *fix = ARENA_NEW(found->arena, struct fix);
	va_list args;

	va_start(args, format);
	fix->safe = true;
	fix->edits = edit_new(found, at, arena_vprintf(found->arena, format, args));
	va_end(args);
	while (*tail)
		tail = &(*tail)->next;
	*tail = fix;
}

void finding_fix_also(struct findings *found, struct finding *finding, struct span at,
		      const char *format, ...)
{
	struct fix *fix = finding->fixes;
	struct edit **tail;
	va_list args;

	while (fix->next)
		fix = fix->next;
	tail = &fix->edits;
	while (*tail)
		tail = &(*tail)->next;
	va_start(args, format);
	*tail = edit_new(found, at, arena_vprintf(found->arena, format, args));
	va_end(args);
}

void finding_limit(struct finding *finding, enum severity limit)
{
	if (finding->severity > limit)
		finding->severity = limit;
}

/* A finding with what its place in the order depends on. */
struct ranked {
	struct finding *finding;
	struct span at;
	size_t index; /* in the order of reporting; makes the sort stable */
	size_t file;  /* index of the first finding in the same file */
};

static int compare_size(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* By name of the file, then as reported. */
static int compare_files(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	int order = strcmp(a->at.source->name, b->at.source->name);

	return order ? order : compare_size(a->index, b->index);
}

static int compare_ranks(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	int order = compare_size(a->file, b->file);

	if (!order)
		order = span_cmp(a->at, b->at);
	if (!order)
		order = (a->finding->rule > b->finding->rule) -
			(a->finding->rule < b->finding->rule);
	return order ? order : compare_size(a->index, b->index);
}

/* Fills ranks with the findings that have a place; returns how many.  The others are chained
 * at *rest in their order.
 */
static size_t collect(struct findings *found, struct ranked *ranks, struct finding **rest)
{
	size_t count = 0, index = 0;

	for (struct finding *finding = found->first; finding; finding = finding->next) {
		struct span at = finding->labels->at;

		if (span_is_set(at)) {
			ranks[count++] = (struct ranked){finding, at, index++, 0};
		} else {
			*rest = finding;
			rest = &finding->next;
		}
	}
	*rest = NULL;
	return count;
}

void findings_sort(struct findings *found)
{
	struct ranked *ranks = arena_array(found->arena, found->count, sizeof(*ranks));
	struct finding *rest, **tail = &found->first;
	size_t count = collect(found, ranks, &rest);

	qsort(ranks, count, sizeof(*ranks), compare_files);
	for (size_t i = 0; i < count; i++) {
		bool same =
			i > 0 && cstr_eq(ranks[i].at.source->name, ranks[i - 1].at.source->name);

		ranks[i].file = same ? ranks[i - 1].file : ranks[i].index;
	}
	qsort(ranks, count, sizeof(*ranks), compare_ranks);
	for (size_t i = 0; i < count; i++) {
		*tail = ranks[i].finding;
		tail = &(*tail)->next;
	}
	*tail = rest;
	while (*tail)
		tail = &(*tail)->next;
	found->tail = tail;
}

size_t findings_count(const struct findings *found, enum severity severity)
{
	size_t count = 0;

	for (const struct finding *finding = found->first; finding; finding = finding->next)
		count += !finding->allowed && finding->severity == severity;
	return count;
}
