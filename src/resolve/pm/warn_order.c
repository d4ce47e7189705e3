/* SPDX-License-Identifier: MIT */
/* Orders that Partition Manager leaves to Python's hash seed (PARTITION-MANAGER.md 7). */
#include "resolve/pm/region.h"
#include "resolve/pm/warn.h"

#include <stdlib.h>

#include "base/arena.h"

/* A part of the work list and what it waits for. */
struct waiting {
	const struct pm_part *part;
	const char *anchor;
	size_t group; /* parts of one group come in random order */
};

static int by_anchor(const void *a, const void *b)
{
	const struct waiting *first = a, *second = b;
	int order = strcmp(first->anchor, second->anchor);

	if (order == 0)
		order = (first->group > second->group) - (first->group < second->group);
	return order ? order : strcmp(first->part->name, second->part->name);
}

static bool may_swap(const struct waiting *a, const struct waiting *b)
{
	return cstr_eq(a->anchor, b->anchor) && a->group == b->group && a->part != b->part;
}

static void report(const struct pm_run *run, const struct waiting *list, size_t count,
		   enum pm_side side)
{
	struct findings *found = run->problem->found;
	const char *key = side == PM_BEFORE ? "before" : "after", *name = list[0].part->name;
	struct text names = {.arena = run->arena};
	struct finding *finding;

	for (size_t i = 0; i < count; i++) {
		text_separate(&names, i, count);
		text_printf(&names, "`%s`", list[i].part->name);
	}
	finding =
		pm_warn(run->problem, RULE_ambiguous_order, name, "placement",
			arena_printf(run->arena,
				     "the order of %s, all %s `%s`, depends on Python's hash seed",
				     names.p, key, list[0].anchor));
	for (size_t i = 1; i < count; i++) {
		finding_about(found, finding, list[i].part->name);
		if (i < 8)
			finding_label(found, finding,
				      pm_place_of(run, list[i].part->name, "placement"),
				      "`%s` wants the same place", list[i].part->name);
	}
	finding_note(found, finding,
		     "Partition Manager may choose another order at every build; pmlayout takes "
		     "them by name");
	finding_help(found, finding, "write `%s: [%s]` in `%s`, or give both the same placement",
		     key, list[0].part->name, list[1].part->name);
}

void pm_warn_order(struct pm_run *run)
{
	struct waiting *list = arena_array(run->arena, run->work_count + 1, sizeof(*list));

	for (int side = PM_BEFORE; side <= PM_AFTER; side++) {
		size_t count = 0, first = 0;

		for (size_t i = 0; i < run->work_count; i++) {
			const char *anchor = pm_anchor(run->work[i], (enum pm_side)side);

			if (anchor && run->groups[i] != PM_GROUP_FIXED)
				list[count++] =
					(struct waiting){run->work[i], anchor, run->groups[i]};
		}
		qsort(list, count, sizeof(*list), by_anchor);
		for (size_t i = 1; i <= count; i++) {
			if (i < count && may_swap(&list[i - 1], &list[i]))
				continue;
			if (i - first > 1)
				report(run, &list[first], i - first, (enum pm_side)side);
			first = i;
		}
	}
}
