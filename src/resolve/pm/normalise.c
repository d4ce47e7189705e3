/* SPDX-License-Identifier: MIT */
/* Strings as lists, `app` under its other name, and partitions without bytes dropped
 * (PARTITION-MANAGER.md 1.2, 5.2 and 5.3 steps 1 and 2).
 */
#include "resolve/pm/region.h"

#include "base/arena.h"
#include "resolve/pm/warn.h"

/* A list that names it is copied, because the static file's or another region's partition may
 * hold the same one; what stands in mappings inside of lists stays as it is.
 */
static struct value *list_with(struct value *list, const char *dynamic)
{
	struct value *copy;

	if (!value_contains(list, "app"))
		return list;
	copy = value_copy_list(list);
	for (size_t i = 0; i < copy->count; i++) {
		if (value_is_text(copy->items[i], "app"))
			copy->items[i] = value_of_text(copy->arena, dynamic);
	}
	return copy;
}

void pm_replace_app(struct value *map, const char *dynamic)
{
	for (size_t i = 0; i < map->count; i++) {
		struct value_member *member = &map->members[i];

		if (member->value && member->value->kind == VALUE_LIST)
			member->value = list_with(member->value, dynamic);
		else if (member->value && member->value->kind == VALUE_MAP)
			pm_replace_app(member->value, dynamic);
	}
}

/* A text below any key but these becomes a list of one. */
static void normalise(struct value *map)
{
	for (size_t i = 0; i < map->count; i++) {
		struct value_member *member = &map->members[i];
		struct value *list;

		if (!member->value || cstr_eq(member->key, "extra_params"))
			continue;
		if (member->value->kind == VALUE_MAP)
			normalise(member->value);
		if (member->value->kind != VALUE_STRING || cstr_eq(member->key, "region") ||
		    cstr_eq(member->key, "size"))
			continue;
		list = value_new(map->arena, VALUE_LIST);
		list->at = member->value->at;
		value_append(list, member->value);
		member->value = list;
	}
}

void pm_strings_to_lists(struct value *requests)
{
	for (size_t i = 0; i < requests->count; i++) {
		if (requests->members[i].value)
			normalise(requests->members[i].value);
	}
}

/* -- Zero size -------------------------------------------------------------------------------- */

static bool has_no_bytes(const struct value *map)
{
	const struct value *size = value_get(map, "size");

	return (value_is_number(size) || value_is_whole_float(size)) && size->magnitude == 0;
}

/* Names that nobody has, or whose partition has no bytes, cannot be shared with. */
static void prune(const struct pm_run *run, struct value *list)
{
	for (size_t i = 0; i < list->count;) {
		const struct value *item = list->items[i], *map = NULL;

		if (value_is_text(item, run->dynamic)) {
			i++;
			continue;
		}
		if (item->kind == VALUE_STRING)
			map = value_get(run->problem->fragments, item->text);
		if (map && !has_no_bytes(map) && !value_get(run->dropped, item->text))
			i++;
		else
			value_remove_at(list, i);
	}
}

/* True when nothing is left that tells the partition's size. */
static bool loses_size(const struct pm_run *run, struct value *map)
{
	struct value *shared = value_get(map, "share_size"), *list = shared;

	if (shared && shared->kind == VALUE_MAP)
		list = value_get(shared, "one_of");
	if (!list || list->kind != VALUE_LIST)
		return false;
	prune(run, list);
	if (list->count > 0)
		return false;
	value_delete(map, "share_size");
	return value_get(map, "size") == NULL;
}

/* A container needs no size of its own, so nobody expects it to go with its partner. */
static void warn_lost(const struct pm_run *run, const struct value_member *member)
{
	struct finding *finding;

	if (!value_get(member->value, "span"))
		return;
	finding =
		pm_warn(run->problem, RULE_zero_size, member->key, NULL,
			arena_printf(run->arena,
				     "the container `%s` is dropped: it shares the size of nothing "
				     "that exists",
				     member->key));
	finding_note(run->problem->found, finding,
		     "Partition manager says: Dropping partition '%s' since its size is 0.",
		     member->key);
	finding_help(run->problem->found, finding,
		     "delete its `share_size`: a container has the extent of what it spans");
}

bool pm_drop_zero_sized(struct pm_run *run)
{
	const size_t count = run->requests->count;
	bool again = true, backwards = false;

	run->dropped = value_new(run->arena, VALUE_MAP);
	/* There and back, so that a chain falls at once however it is written. */
	for (; again; backwards = !backwards) {
		again = false;
		for (size_t i = 0; i < count; i++) {
			struct value_member *member =
				&run->requests->members[backwards ? count - 1 - i : i];

			if (!member->value || cstr_eq(member->key, run->dynamic))
				continue;
			if (loses_size(run, member->value)) {
				warn_lost(run, member);
				value_set(run->dropped, member->key, member->value);
			} else if (!has_no_bytes(member->value)) {
				continue;
			}
			text_printf(run->problem->said,
				    "Dropping partition '%s' since its size is 0.\n", member->key);
			member->value = NULL;
			again = true;
		}
	}
	return true;
}
