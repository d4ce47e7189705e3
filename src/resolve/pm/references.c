/* SPDX-License-Identifier: MIT */
/* Names that nobody in the region has are forgotten; what is left becomes parts
 * (PARTITION-MANAGER.md 5.3, steps 5 and 6).
 */
#include "resolve/pm/region.h"

#include "base/arena.h"

static bool exists(const struct pm_run *run, const struct value *name)
{
	return name->kind == VALUE_STRING &&
	       (value_get(run->requests, name->text) || cstr_eq(name->text, run->dynamic) ||
		cstr_eq(name->text, "start") || cstr_eq(name->text, "end"));
}

/* Keeps the names that exist; false, and an error, when the key holds no list. */
static bool keep_existing(struct pm_run *run, const char *partition, struct value *map,
			  const char *key, bool may_be_empty)
{
	struct value *list = value_get(map, key);
	size_t kept = 0;
	struct finding *finding;

	if (!list)
		return true;
	if (list->kind != VALUE_LIST) {
		finding = pm_crash(run, RULE_wrong_type, partition, value_place(map, key),
				   "Partition Manager ends with a TypeError");
		pm_say(run, finding, "%s of `%s` is neither a name nor a list of names", key,
		       partition);
		pm_help(run, finding, "write `%s: [NAME, ...]`", key);
		return false;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (exists(run, list->items[i]))
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
	if (kept == 0 && !may_be_empty)
		value_delete(map, key);
	return true;
}

bool pm_forget_missing(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->requests->count; i++) {
		const char *name = run->requests->members[i].key;
		struct value *map = run->requests->members[i].value, *placement;

		if (!map)
			continue;
		placement = value_get(map, "placement");
		if (placement && (!keep_existing(run, name, placement, "before", false) ||
				  !keep_existing(run, name, placement, "after", false)))
			ok = false;
		if (!keep_existing(run, name, map, "span", true) ||
		    !keep_existing(run, name, map, "inside", false))
			ok = false;
	}
	return ok;
}

struct pm_part *pm_find_part(const struct pm_run *run, const char *name)
{
	const struct value *number = value_get(run->numbers, name);

	return number ? &run->parts[number->magnitude] : NULL;
}

const char *pm_anchor(const struct pm_part *part, enum pm_side side)
{
	const struct value *list = value_get(value_get(part->map, "placement"),
					     side == PM_BEFORE ? "before" : "after");

	if (!list || list->kind != VALUE_LIST || list->count == 0)
		return NULL;
	return list->items[0]->kind == VALUE_STRING ? list->items[0]->text : NULL;
}

static struct pm_part *add_part(struct pm_run *run, const char *name, struct value *map)
{
	struct pm_part *part = &run->parts[run->part_count];

	part->name = name;
	part->map = map;
	part->container = value_get(map, "span") != NULL;
	value_set(run->numbers, name, value_of_number(run->arena, (int64_t)run->part_count));
	run->part_count++;
	return part;
}

static bool enter_container(struct pm_run *run, const struct pm_part *part)
{
	const struct value *inside = value_get(part->map, "inside");
	const struct pm_part *container;
	struct finding *finding;

	if (!inside || part->container)
		return true;
	container = pm_find_part(run, inside->items[0]->text);
	if (container && container->container) {
		value_append(value_get(container->map, "span"),
			     value_of_text(run->arena, part->name));
		return true;
	}
	finding = pm_crash(run, RULE_unsolvable_placement, part->name,
			   value_place(part->map, "inside"),
			   arena_printf(run->arena, "Partition Manager ends with KeyError: '%s'",
					inside->items[0]->text));
	pm_say(run, finding, "`%s` is to lie inside `%s`, which is no container", part->name,
	       inside->items[0]->text);
	pm_help(run, finding, "give `%s` a `span`, or name a container", inside->items[0]->text);
	return false;
}

bool pm_collect_parts(struct pm_run *run)
{
	size_t live = value_live(run->requests);
	bool ok = true;

	run->parts = arena_array(run->arena, live + 2, sizeof(*run->parts));
	run->numbers = value_new(run->arena, VALUE_MAP);
	for (size_t i = 0; i < run->requests->count; i++) {
		if (run->requests->members[i].value)
			add_part(run, run->requests->members[i].key,
				 run->requests->members[i].value);
	}
	for (size_t i = 0; i < run->part_count; i++) {
		if (!enter_container(run, &run->parts[i]))
			ok = false;
	}
	run->dynamic_part = pm_find_part(run, run->dynamic);
	run->start = &run->parts[live];
	run->end = &run->parts[live + 1];
	run->start->name = "start";
	run->end->name = "end";
	if (!value_get(run->numbers, "start"))
		value_set(run->numbers, "start", value_of_number(run->arena, (int64_t)live));
	if (!value_get(run->numbers, "end"))
		value_set(run->numbers, "end", value_of_number(run->arena, (int64_t)live + 1));
	return ok;
}
