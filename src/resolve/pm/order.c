/* SPDX-License-Identifier: MIT */
/* In which order partitions are placed, and what happens to those with the same wish
 * (PARTITION-MANAGER.md 5.3, steps 9 to 11, and 7).
 */
#include "resolve/pm/region.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "resolve/pm/warn.h"

static bool wants_place(const struct pm_part *part)
{
	const struct value *placement = value_get(part->map, "placement");

	return !part->container &&
	       (value_get(placement, "before") || value_get(placement, "after"));
}

/* Fewer leaves first, else in the order of writing: pointers into one array. */
static int by_length(const void *a, const void *b)
{
	const struct pm_part *first = *(struct pm_part *const *)a;
	const struct pm_part *second = *(struct pm_part *const *)b;

	if (first->leaf_count != second->leaf_count)
		return first->leaf_count < second->leaf_count ? -1 : 1;
	return (first > second) - (first < second);
}

static struct pm_part **sorted_containers(struct pm_run *run, size_t *count)
{
	struct pm_part **list = arena_array(run->arena, run->part_count + 1, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < run->part_count; i++) {
		if (run->parts[i].container && !run->parts[i].dropped)
			list[(*count)++] = &run->parts[i];
	}
	qsort(list, *count, sizeof(*list), by_length);
	return list;
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(struct pm_part *const *)a)->name, (*(struct pm_part *const *)b)->name);
}

/* A list that grows at its front. */
struct list {
	struct pm_part **all;
	size_t *groups;
	size_t first;
};

static void put_in_front(struct list *list, struct pm_part *part, size_t group)
{
	list->first--;
	list->all[list->first] = part;
	list->groups[list->first] = group;
}

/* Those of a container that are not listed yet; one that stands twice in the span comes twice. */
static void list_leaves(const struct pm_run *run, struct list *list,
			const struct pm_part *container, size_t group)
{
	for (size_t k = container->leaf_count; k > 0; k--) {
		struct pm_part *leaf = container->leaves[k - 1];

		if (wants_place(leaf) && leaf->mark != run->stamp)
			put_in_front(list, leaf, container->flattened ? group : PM_GROUP_FIXED);
	}
	for (size_t k = 0; k < container->leaf_count; k++)
		container->leaves[k]->mark = run->stamp;
}

static void make_work_list(struct pm_run *run)
{
	size_t count, room = run->part_count + 1, others;
	struct pm_part **containers = sorted_containers(run, &count);
	struct list list;

	for (size_t i = 0; i < count; i++)
		room += containers[i]->leaf_count;
	list.all = arena_array(run->arena, room, sizeof(struct pm_part *));
	list.groups = arena_array(run->arena, room, sizeof(*list.groups));
	list.first = room;
	run->stamp++;
	for (size_t i = 0; i < count; i++)
		list_leaves(run, &list, containers[i], i + 1);
	others = list.first;
	for (size_t i = 0; i < run->part_count; i++) {
		if (wants_place(&run->parts[i]) && run->parts[i].mark != run->stamp)
			put_in_front(&list, &run->parts[i], 0);
	}
	/* Partition Manager takes these in random order. */
	qsort(&list.all[list.first], others - list.first, sizeof(struct pm_part *), by_name);
	run->work = &list.all[list.first];
	run->groups = &list.groups[list.first];
	run->work_count = room - list.first;
}

/* -- Ties ------------------------------------------------------------------------------------- */

struct wish {
	struct pm_part *part;
	const char *placement; /* as Python prints it: the order of keys counts */
};

static int by_wish(const void *a, const void *b)
{
	const struct wish *first = a, *second = b;
	int order = strcmp(first->placement, second->placement);

	return order ? order : strcmp(first->part->name, second->part->name);
}

static void put_before(struct pm_run *run, struct pm_part *part, const struct pm_part *next)
{
	struct value *placement = value_get(part->map, "placement");
	struct value *before = value_new(run->arena, VALUE_LIST);

	value_append(before, value_of_text(run->arena, next->name));
	value_set(placement, "before", before);
	value_delete(placement, "after");
}

static void break_ties(struct pm_run *run)
{
	struct wish *wishes = arena_array(run->arena, run->work_count + 1, sizeof(*wishes));

	for (size_t i = 0; i < run->work_count; i++) {
		struct text printed = {.arena = run->arena};

		value_repr(&printed, value_get(run->work[i]->map, "placement"));
		wishes[i] = (struct wish){run->work[i], printed.p};
	}
	qsort(wishes, run->work_count, sizeof(*wishes), by_wish);
	for (size_t i = 0; i + 1 < run->work_count; i++) {
		if (cstr_eq(wishes[i].placement, wishes[i + 1].placement))
			put_before(run, wishes[i].part, wishes[i + 1].part);
	}
}

static bool is_outside(const struct pm_part *part)
{
	const char *before = pm_anchor(part, PM_BEFORE), *after = pm_anchor(part, PM_AFTER);

	return (before && cstr_eq(before, "start")) || (after && cstr_eq(after, "end"));
}

static void report_outside(struct pm_run *run, const char *name)
{
	struct finding *finding = pm_fail(
		run, RULE_unsolvable_placement, name, pm_place_of(run, name, "placement"),
		arena_printf(run->arena, "Partition \"%s\" was placed before start or after end.",
			     name));

	pm_say(run, finding, "`%s` is to lie before the start or behind the end", name);
	pm_help(run, finding, "write `after: [start]` or `before: [end]`");
}

bool pm_order_work(struct pm_run *run)
{
	bool ok = true;

	make_work_list(run);
	break_ties(run);
	for (size_t i = 0; i < run->work_count; i++) {
		if (is_outside(run->work[i])) {
			report_outside(run, run->work[i]->name);
			ok = false;
		}
	}
	pm_warn_order(run);
	return ok;
}
