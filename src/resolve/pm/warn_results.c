/* SPDX-License-Identifier: MIT */
/* Warnings about what came out: partitions over each other, beyond their region, of no or
 * negative size, or lost.
 */
#include "resolve/pm/warn.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"

/* A solved partition. */
struct item {
	const char *name;
	const struct value *map;
	const struct pm_region *region;
	int64_t begin, end;
	bool container, rest, dynamic;
};

struct items {
	const struct pm_problem *problem;
	const struct value *solved;
	struct item *all;
	size_t count;
};

#define SAY(items, ...) arena_printf((items)->problem->arena, __VA_ARGS__)

static const char *hex(const struct items *items, int64_t number)
{
	return SAY(items, "%s0x%" PRIx64, number < 0 ? "-" : "",
		   number < 0 ? -(uint64_t)number : (uint64_t)number);
}

static struct items collect(const struct pm_problem *problem, const struct value *solved)
{
	struct items items = {problem, solved, NULL, 0};

	items.all = arena_array(problem->arena, solved->count + 1, sizeof(*items.all));
	for (size_t i = 0; i < solved->count; i++) {
		const struct value_member *member = &solved->members[i];
		struct item *item = &items.all[items.count];
		const struct pm_region *region;

		region = member->value ? pm_region_of(problem, member->value) : NULL;
		if (!region)
			continue;
		item->name = member->key;
		item->map = member->value;
		item->region = region;
		item->begin = value_number(value_get(item->map, "address"));
		item->end = item->begin + value_number(value_get(item->map, "size"));
		item->container = value_get(item->map, "span") != NULL;
		item->rest = region->strategy != PM_COMPLEX && cstr_eq(region->name, item->name);
		item->dynamic = region->strategy == PM_COMPLEX &&
				cstr_eq(region->dynamic ? region->dynamic : "app", item->name);
		items.count++;
	}
	return items;
}

/* -- One at a time ---------------------------------------------------------------------------- */

static void judge_size(const struct items *items, const struct item *item)
{
	struct findings *found = items->problem->found;
	struct finding *finding;
	int64_t size = item->end - item->begin;

	if (!item->rest && !item->dynamic)
		return;
	if (size < 0) {
		finding = pm_warn(items->problem, RULE_negative_leftover, item->name, NULL,
				  SAY(items,
				      "the partitions of region `%s` need %s bytes more than "
				      "it has: `%s` gets the size %s",
				      item->region->name, hex(items, -size), item->name,
				      hex(items, size)));
		finding_help(found, finding, "make partitions of region `%s` smaller",
			     item->region->name);
	} else if (size == 0 && item->dynamic) {
		finding = pm_warn(items->problem, RULE_zero_size, item->name, NULL,
				  SAY(items, "nothing is left for `%s`", item->name));
		finding_help(found, finding, "make partitions of region `%s` smaller",
			     item->region->name);
	}
}

static void judge_region(const struct items *items, const struct item *item)
{
	int64_t end = item->region->base + item->region->size;
	struct finding *finding;

	if (item->begin >= item->region->base && item->end <= end)
		return;
	if (item->container || item->end < item->begin)
		return;
	finding = pm_warn(items->problem, RULE_out_of_region, item->name, "address",
			  SAY(items, "`%s` (%s to %s) lies outside region `%s` (%s to %s)",
			      item->name, hex(items, item->begin), hex(items, item->end),
			      item->region->name, hex(items, item->region->base), hex(items, end)));
	finding_help(items->problem->found, finding, "move it, or make others smaller");
}

/* In a simple region an alignment is not read: it is met by chance or not. */
static void judge_alignment(const struct items *items, const struct item *item)
{
	const struct value *align = value_get(value_get(item->map, "placement"), "align");
	int64_t start = value_number(value_get(align, "start"));
	int64_t end = value_number(value_get(align, "end"));
	struct finding *finding;

	if (item->region->strategy == PM_COMPLEX ||
	    ((start == 0 || item->begin % start == 0) && (end == 0 || item->end % end == 0)))
		return;
	finding =
		pm_warn(items->problem, RULE_unmet_alignment, item->name, "placement",
			SAY(items, "`%s` lies at %s, which does not meet its alignment to %s",
			    item->name, hex(items, item->begin), hex(items, start ? start : end)));
	finding_note(items->problem->found, finding,
		     "region `%s` is filled in order; Partition Manager does not read `placement` "
		     "there",
		     item->region->name);
	finding_help(items->problem->found, finding,
		     "give the partitions before it sizes that are multiples of the alignment");
}

static void judge_share(const struct items *items, const struct item *item)
{
	const struct value *list = value_get(item->map, "share_size"), *source = NULL;
	int64_t size = item->end - item->begin, other;
	struct finding *finding;

	if (!list || list->kind != VALUE_LIST || list->count == 0 ||
	    list->items[0]->kind != VALUE_STRING)
		return;
	source = value_get(items->solved, list->items[0]->text);
	other = value_number(value_get(source, "size"));
	if (!source || other == size)
		return;
	finding =
		pm_warn(items->problem, RULE_slot_size_mismatch, item->name, "share_size",
			SAY(items, "`%s` has %s bytes, `%s`, whose size it shares, has %s",
			    item->name, hex(items, size), list->items[0]->text, hex(items, other)));
	finding_help(items->problem->found, finding,
		     "choose sizes of the others that leave an even number of bytes");
}

/* A static container that Partition Manager copies as it is written. */
static void judge_container(const struct items *items, const struct item *item)
{
	const struct value *span = value_get(item->map, "span");
	int64_t begin = INT64_MAX, end = INT64_MIN;
	struct finding *finding;

	if (!items->problem->statics || !value_get(items->problem->statics, item->name))
		return;
	for (size_t i = 0; span->kind == VALUE_LIST && i < span->count; i++) {
		const struct value *map = NULL;
		int64_t address;

		if (span->items[i]->kind == VALUE_STRING)
			map = value_get(items->solved, span->items[i]->text);
		if (!map)
			continue;
		address = value_number(value_get(map, "address"));
		begin = address < begin ? address : begin;
		address += value_number(value_get(map, "size"));
		end = address > end ? address : end;
	}
	if (begin == item->begin && end == item->end && item->region->strategy == PM_COMPLEX)
		return;
	finding = pm_warn(items->problem, RULE_container_mismatch, item->name, "span",
			  item->region->strategy == PM_COMPLEX
				  ? SAY(items,
					"the container `%s` is not the extent of what it "
					"spans",
					item->name)
				  : SAY(items,
					"the bytes of the container `%s` count twice in "
					"region `%s`",
					item->name, item->region->name));
	finding_help(items->problem->found, finding,
		     "write its address and size anew, or leave the container out");
}

/* A static entry does not lie on that side of what its placement names.  Who is to lie at an end of
 * the region has the dynamic partition on its other side.
 */
static bool is_elsewhere(const struct items *items, const struct item *item, const char *anchor,
			 bool after)
{
	const bool edge = cstr_eq(anchor, after ? "start" : "end");
	const char *dynamic = item->region->dynamic ? item->region->dynamic : "app";
	const struct value *other = value_get(items->solved, edge ? dynamic : anchor);
	int64_t begin = value_number(value_get(other, "address"));

	if (!other || pm_region_of(items->problem, other) != item->region)
		return false;
	return after == edge ? item->begin > begin : item->begin < begin;
}

/* The order that a static entry was given when it was still a fragment's. */
static void judge_order(const struct items *items, const struct item *item)
{
	static const char *const keys[] = {"before", "after"};
	const struct value *placement = value_get(item->map, "placement");

	if (!items->problem->statics || !value_get(items->problem->statics, item->name) ||
	    item->container || item->region->strategy != PM_COMPLEX)
		return;
	for (size_t side = 0; side < 2; side++) {
		const struct value *anchor = value_get(placement, keys[side]);
		struct finding *finding;

		if (anchor && anchor->kind == VALUE_LIST && anchor->count)
			anchor = anchor->items[0];
		if (!anchor || anchor->kind != VALUE_STRING ||
		    !is_elsewhere(items, item, anchor->text, side == 1))
			continue;
		finding = pm_warn(items->problem, RULE_ignored_key, item->name, "placement",
				  SAY(items,
				      "`%s` is static and does not lie %s `%s`, as its placement "
				      "says",
				      item->name, keys[side], anchor->text));
		finding_help(items->problem->found, finding,
			     "delete the placement: nobody reads that of a static entry");
	}
}

/* -- Neighbours ------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct item *first = a, *second = b;

	if (first->region != second->region)
		return first->region < second->region ? -1 : 1;
	if (first->begin != second->begin)
		return first->begin < second->begin ? -1 : 1;
	return strcmp(first->name, second->name);
}

static bool takes_bytes(const struct item *item)
{
	return !item->container && item->end > item->begin;
}

/* Against the one that reaches farthest: every overlapping partition is named once. */
static void judge_overlaps(const struct items *items)
{
	const struct item *reach = NULL;

	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->all[i];
		bool leftover;
		struct finding *finding;

		if (!takes_bytes(item))
			continue;
		if (reach && reach->region == item->region && item->begin < reach->end) {
			leftover = item->rest || reach->rest;
			finding = pm_warn(items->problem,
					  leftover ? RULE_overlapping_leftover
						   : RULE_overlapping_partitions,
					  item->name, "address",
					  SAY(items, "`%s` and `%s` share the bytes from %s",
					      item->name, reach->name, hex(items, item->begin)));
			finding_about(items->problem->found, finding, reach->name);
			finding_help(items->problem->found, finding, "move one of the two");
		}
		if (!reach || reach->region != item->region || item->end > reach->end)
			reach = item;
	}
}

static int by_upper_name(const void *a, const void *b)
{
	const char *first = ((const struct item *)a)->name,
		   *second = ((const struct item *)b)->name;

	for (; *first && *second; first++, second++) {
		char x = *first >= 'a' && *first <= 'z' ? (char)(*first - 32) : *first;
		char y = *second >= 'a' && *second <= 'z' ? (char)(*second - 32) : *second;

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (*first > 0) - (*second > 0);
}

static void judge_names(const struct items *items)
{
	for (size_t i = 1; i < items->count; i++) {
		struct finding *finding;

		if (by_upper_name(&items->all[i - 1], &items->all[i]) != 0)
			continue;
		finding = pm_warn(items->problem, RULE_bad_partition_name, items->all[i].name, NULL,
				  SAY(items, "`%s` and `%s` make the same macros",
				      items->all[i - 1].name, items->all[i].name));
		finding_help(items->problem->found, finding, "rename one of the two");
	}
}

void pm_warn_results(const struct pm_problem *problem, const struct value *solved)
{
	struct items items = collect(problem, solved);

	for (size_t i = 0; i < items.count; i++) {
		judge_size(&items, &items.all[i]);
		judge_region(&items, &items.all[i]);
		judge_alignment(&items, &items.all[i]);
		judge_share(&items, &items.all[i]);
		judge_order(&items, &items.all[i]);
		if (items.all[i].container)
			judge_container(&items, &items.all[i]);
	}
	qsort(items.all, items.count, sizeof(*items.all), by_place);
	judge_overlaps(&items);
	qsort(items.all, items.count, sizeof(*items.all), by_upper_name);
	judge_names(&items);
}

/* The container `app` that a region with another dynamic partition makes gives way to the real
 * one; everything else that gives way is lost.
 */
void pm_warn_replaced(const struct pm_problem *problem, const char *name, const struct value *old,
		      const struct value *with)
{
	struct finding *finding;
	const char *message;

	if (old == with || (cstr_eq(name, "app") && value_get(old, "span")))
		return;
	message = arena_printf(problem->arena, "two partitions are called `%s`: one is lost", name);
	finding = pm_warn(problem, RULE_conflicting_partition, name, NULL, message);
	finding_note(problem->found, finding,
		     "Partition Manager keeps one table of names for all regions, and fills holes "
		     "with EMPTY_0, EMPTY_1 and so on in each of them");
	finding_help(problem->found, finding,
		     cstr_eq(name, "app") ? "declare the RAM before the flash, and let no RAM "
					    "partition share the size of one in flash"
					  : "rename the written one, or choose sizes that need no "
					    "hole");
}
