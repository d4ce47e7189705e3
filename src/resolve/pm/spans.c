/* SPDX-License-Identifier: MIT */
/* Containers: the empty ones go, the others get their innermost members
 * (PARTITION-MANAGER.md 5.3, steps 7 and 8).
 */
#include "resolve/pm/region.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { UNSEEN, OPEN, DONE };

/* A container whose members are being flattened. */
struct frame {
	struct pm_part *part;
	size_t next; /* member to look at */
};

static const struct value *span_of_part(const struct pm_part *part)
{
	return value_get(part->map, "span");
}

static struct pm_part *member(const struct pm_run *run, const struct value *span, size_t i)
{
	return pm_find_part(run, span->items[i]->text);
}

static bool holds_only_dropped(const struct pm_run *run, const struct pm_part *part)
{
	const struct value *span = span_of_part(part);

	for (size_t i = 0; i < span->count; i++) {
		if (!member(run, span, i)->dropped)
			return false;
	}
	return true;
}

static void drop_empty(struct pm_run *run)
{
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < run->part_count; i++) {
			struct pm_part *part = &run->parts[i];

			if (!part->container || part->dropped || !holds_only_dropped(run, part))
				continue;
			part->dropped = true;
			again = true;
			text_printf(run->problem->said,
				    "Dropping partition '%s' since it is empty.\n", part->name);
			value_delete(run->requests, part->name);
		}
	}
}

/* Removes names of dropped containers; of two neighbours the second one stays, as it does for
 * Partition Manager, which removes from the list that it goes through.
 */
static void remove_dropped(const struct pm_run *run, struct value *names)
{
	for (size_t i = 0; i < names->count; i++) {
		if (pm_find_part(run, names->items[i]->text)->dropped)
			value_remove_at(names, i);
	}
}

static bool holds_container(const struct pm_run *run, const struct pm_part *part)
{
	const struct value *span = span_of_part(part);

	for (size_t i = 0; i < span->count; i++) {
		if (member(run, span, i)->container && !member(run, span, i)->dropped)
			return true;
	}
	return false;
}

static void keep_span(struct pm_run *run, struct pm_part *part, struct value *shown,
		      const struct value *names)
{
	part->leaves = arena_array(run->arena, names->count + 1, sizeof(*part->leaves));
	for (size_t i = 0; i < names->count; i++) {
		struct pm_part *leaf = pm_find_part(run, names->items[i]->text);

		part->leaves[part->leaf_count++] = leaf;
		if (leaf->dropped || leaf == run->start || leaf == run->end)
			part->unknown_leaf = leaf->name;
	}
	value_set(part->map, "orig_span", shown);
	value_set(part->map, "span", shown);
}

/* A container of partitions keeps its list as it is written. */
static void keep_flat(struct pm_run *run, struct pm_part *part)
{
	struct value *names = value_copy_list(span_of_part(part)), *shown;

	if (run->nested)
		remove_dropped(run, names);
	shown = value_copy_list(names);
	remove_dropped(run, names);
	keep_span(run, part, shown, names);
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(struct pm_part *const *)a)->name, (*(struct pm_part *const *)b)->name);
}

/* A part is taken once into the list that has that stamp. */
static void take(struct pm_run *run, struct pm_part *part, struct pm_part **list, size_t *count)
{
	if (part->mark == run->stamp || part->dropped)
		return;
	part->mark = run->stamp;
	list[(*count)++] = part;
}

/* Its members are flattened already; Partition Manager's order is random, this one by name. */
static void flatten(struct pm_run *run, struct pm_part *part)
{
	const struct value *span = span_of_part(part);
	struct value *names = value_new(run->arena, VALUE_LIST);
	struct pm_part **list;
	size_t room = span->count, count = 0;

	for (size_t i = 0; i < span->count; i++)
		room += member(run, span, i)->leaf_count;
	list = arena_array(run->arena, room, sizeof(*list));
	run->stamp++;
	for (size_t i = 0; i < span->count; i++) {
		const struct pm_part *inner = member(run, span, i);

		if (!inner->container || inner->dropped)
			take(run, member(run, span, i), list, &count);
		for (size_t k = 0; k < inner->leaf_count; k++)
			take(run, inner->leaves[k], list, &count);
	}
	qsort(list, count, sizeof(*list), by_name);
	for (size_t i = 0; i < count; i++)
		value_append(names, value_of_text(run->arena, list[i]->name));
	part->flattened = true;
	keep_span(run, part, names, names);
}

/* part is met again in the span of the innermost open one. */
static bool report_loop(struct pm_run *run, const struct pm_part *part,
			const struct pm_part *innermost)
{
	struct finding *finding = pm_crash(run, RULE_unsolvable_placement, part->name,
					   pm_place_of(run, part->name, "span"),
					   "Partition Manager never returns from such a span");

	pm_say(run, finding, "the container `%s` contains itself", part->name);
	if (innermost != part) {
		finding_about(run->problem->found, finding, innermost->name);
		finding_label(run->problem->found, finding,
			      pm_place_of(run, innermost->name, "span"), "`%s` leads back to `%s`",
			      innermost->name, part->name);
	}
	pm_help(run, finding, "take one of the containers out of the other's `span`");
	return false;
}

/* Innermost containers first; by a stack of its own, because nesting may be deep. */
static bool flatten_below(struct pm_run *run, struct pm_part *outermost, unsigned char *state,
			  struct frame *frames)
{
	size_t depth = 0;

	frames[depth++] = (struct frame){outermost, 0};
	state[outermost - run->parts] = OPEN;
	while (depth > 0) {
		struct frame *frame = &frames[depth - 1];
		const struct value *span = span_of_part(frame->part);
		struct pm_part *inner;

		if (frame->next == span->count) {
			if (holds_container(run, frame->part))
				flatten(run, frame->part);
			else
				keep_flat(run, frame->part);
			state[frame->part - run->parts] = DONE;
			depth--;
			continue;
		}
		inner = member(run, span, frame->next++);
		if (!inner->container || inner->dropped || state[inner - run->parts] == DONE)
			continue;
		if (state[inner - run->parts] == OPEN)
			return report_loop(run, inner, frame->part);
		state[inner - run->parts] = OPEN;
		frames[depth++] = (struct frame){inner, 0};
	}
	return true;
}

bool pm_flatten_spans(struct pm_run *run)
{
	unsigned char *state = arena_array(run->arena, run->part_count + 2, sizeof(*state));
	struct frame *frames = arena_array(run->arena, run->part_count + 1, sizeof(*frames));

	drop_empty(run);
	for (size_t i = 0; i < run->part_count && !run->nested; i++) {
		if (run->parts[i].container && !run->parts[i].dropped)
			run->nested = holds_container(run, &run->parts[i]);
	}
	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];

		if (part->container && !part->dropped && state[i] == UNSEEN &&
		    !flatten_below(run, part, state, frames))
			return false;
	}
	return true;
}
