/* SPDX-License-Identifier: MIT */
/* Puts partitions before and after what they name (PARTITION-MANAGER.md 5.3, step 12). */
#include "resolve/pm/region.h"

#include <string.h>

#include "base/arena.h"

static void link_behind(struct pm_part *part, struct pm_part *anchor)
{
	part->previous = anchor;
	part->next = anchor->next;
	if (anchor->next)
		anchor->next->previous = part;
	anchor->next = part;
	part->placed = true;
}

/* Queues every part of the work list at the parts that it names, in order. */
static void queue_work(struct pm_run *run)
{
	for (size_t i = run->work_count; i > 0; i--) {
		struct pm_part *part = run->work[i - 1];

		for (int side = PM_BEFORE; side <= PM_AFTER; side++) {
			const char *name = pm_anchor(part, (enum pm_side)side);
			struct pm_part *anchor = name ? pm_find_part(run, name) : NULL;
			struct pm_waiting *waiting;

			if (!anchor)
				continue;
			waiting = ARENA_NEW(run->arena, struct pm_waiting);
			waiting->part = part;
			waiting->next = anchor->waiting[side];
			anchor->waiting[side] = waiting;
		}
	}
}

/* The first one that waits for anchor; it waits no longer.  NULL when nobody does. */
static struct pm_part *next_waiting(struct pm_part *anchor, enum pm_side side)
{
	while (anchor->waiting[side]) {
		struct pm_part *part = anchor->waiting[side]->part;

		if (!part->placed)
			return part;
		anchor->waiting[side] = anchor->waiting[side]->next;
	}
	return NULL;
}

/* The first or last placed leaf of a container; NULL when none is placed. */
static struct pm_part *outermost_leaf(struct pm_run *run, const struct pm_part *container,
				      enum pm_side side)
{
	struct pm_part *at = side == PM_BEFORE ? run->start : run->end;

	run->stamp++;
	for (size_t i = 0; i < container->leaf_count; i++)
		container->leaves[i]->mark = run->stamp;
	while (at && at->mark != run->stamp)
		at = side == PM_BEFORE ? at->next : at->previous;
	return at;
}

static bool report_unplaced_anchor(struct pm_run *run, const struct pm_part *part,
				   const struct pm_part *anchor)
{
	struct finding *finding = pm_crash(run, RULE_unsolvable_placement, part->name,
					   pm_place_of(run, part->name, "placement"),
					   "Partition Manager ends with StopIteration");

	pm_say(run, finding,
	       "`%s` is to lie beside the container `%s`, of which no member is placed", part->name,
	       anchor->name);
	pm_help(run, finding,
		"give a member of `%s` a placement that does not depend on `%s`, or name another "
		"partition",
		anchor->name, part->name);
	return false;
}

/* A container may span the marks of start and end, which no partition can pass. */
static bool report_outside(struct pm_run *run, const struct pm_part *part,
			   const struct pm_part *container)
{
	struct finding *finding = pm_crash(run, RULE_unsolvable_placement, part->name,
					   pm_place_of(run, part->name, "placement"),
					   "Partition Manager ends with ValueError");

	pm_say(run, finding,
	       "`%s` is to lie beside the container `%s`, which spans the start or end", part->name,
	       container->name);
	pm_help(run, finding, "take `start` and `end` out of the span of `%s`", container->name);
	return false;
}

static bool insert(struct pm_run *run, struct pm_part *part, struct pm_part *current,
		   enum pm_side side)
{
	struct pm_part *anchor = current;

	if (!current->placed)
		anchor = outermost_leaf(run, current, side);
	if (!anchor)
		return report_unplaced_anchor(run, part, current);
	if (anchor == (side == PM_BEFORE ? run->start : run->end))
		return report_outside(run, part, current);
	link_behind(part, side == PM_BEFORE ? anchor->previous : anchor);
	return true;
}

/* What stood in the solution when the pass began, then all containers. */
static size_t snapshot(struct pm_run *run, struct pm_part **pool)
{
	size_t count = 0;

	for (struct pm_part *part = run->start; part; part = part->next)
		pool[count++] = part;
	for (size_t i = 0; i < run->part_count; i++) {
		if (run->parts[i].container && !run->parts[i].dropped)
			pool[count++] = &run->parts[i];
	}
	return count;
}

static bool pass(struct pm_run *run, struct pm_part **pool, enum pm_side side, size_t *placed)
{
	size_t count = snapshot(run, pool);

	for (size_t i = 0; i < count; i++) {
		struct pm_part *current = pool[i], *part;

		/* Depth first: what waits for the one just placed comes next. */
		for (; (part = next_waiting(current, side)); current = part) {
			if (!insert(run, part, current, side))
				return false;
			(*placed)++;
		}
	}
	return true;
}

/* As Python's pformat() does: a list that fills more than a line has a line for each item. */
static const char *list_in_lines(struct pm_run *run, struct pm_part *const *parts, size_t count)
{
	const char *line = pm_part_list(run, parts, count);
	struct text out = {.arena = run->arena};

	if (strlen(line) <= 80)
		return line;
	for (size_t i = 0; i < count; i++) {
		text_puts(&out, i ? ",\n " : "[");
		value_repr(&out, value_of_text(run->arena, parts[i]->name));
	}
	text_putc(&out, ']');
	return out.p;
}

static bool report_endless(struct pm_run *run)
{
	struct pm_part **left = arena_array(run->arena, run->work_count + 1, sizeof(*left));
	size_t count = 0;
	struct finding *finding;

	for (size_t i = 0; i < run->work_count; i++) {
		if (!run->work[i]->placed)
			left[count++] = run->work[i];
	}
	finding = pm_fail(run, RULE_unsolvable_placement, left[0]->name,
			  pm_place_of(run, left[0]->name, "placement"),
			  arena_printf(run->arena,
				       "Unable to solve the following partitions (endless "
				       "loop):\n%s",
				       list_in_lines(run, left, count)));
	pm_say(run, finding, "%zu partition%s wait%s for each other, or for one that is not placed",
	       count, count == 1 ? "" : "s", count == 1 ? "s" : "");
	for (size_t i = 1; i < count && i < 8; i++) {
		finding_about(run->problem->found, finding, left[i]->name);
		finding_label(run->problem->found, finding,
			      pm_place_of(run, left[i]->name, "placement"), "`%s` waits as well",
			      left[i]->name);
	}
	pm_help(run, finding,
		"let one of them name `start`, `end`, `%s` or a partition that is placed",
		run->dynamic);
	return false;
}

static void keep_solution(struct pm_run *run)
{
	size_t count = 0;

	run->solution_room = run->part_count + 16;
	run->solution = arena_array(run->arena, run->solution_room, sizeof(*run->solution));
	for (struct pm_part *part = run->start->next; part != run->end; part = part->next) {
		part->position = count;
		run->solution[count++] = part;
	}
	run->solution_count = count;
}

bool pm_place(struct pm_run *run)
{
	struct pm_part **pool = arena_array(run->arena, 2 * run->part_count + 4, sizeof(*pool));
	size_t left = 0, placed = 0, before;

	run->start->placed = true;
	link_behind(run->dynamic_part, run->start);
	link_behind(run->end, run->dynamic_part);
	queue_work(run);
	run->stamp++;
	for (size_t i = 0; i < run->work_count; i++) {
		left += run->work[i]->mark != run->stamp;
		run->work[i]->mark = run->stamp;
	}
	while (placed < left) {
		before = placed;
		if (!pass(run, pool, PM_BEFORE, &placed) || !pass(run, pool, PM_AFTER, &placed))
			return false;
		if (placed == before)
			return report_endless(run);
	}
	keep_solution(run);
	return true;
}
