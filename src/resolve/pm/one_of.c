/* SPDX-License-Identifier: MIT */
/* `one_of`: the first name that exists in the region (PARTITION-MANAGER.md 1.2 and 5.3, steps 3
 * and 4).
 */
#include "resolve/pm/region.h"

#include "base/arena.h"

#define NOT_IN_PLACEMENT                                                                           \
	"'one_of' was detected in one of the following\nproperties:\n\n- placement\n\n"            \
	"'one of' cannot be used with these properties because its functionality is\n"             \
	"supported in their keywords by default. Lists should be used instead.\n"

/* Where the walk is: for errors. */
struct walk {
	struct pm_run *run;
	const char *partition;
	struct span at;
};

static bool exists(const struct pm_run *run, const char *name)
{
	return value_get(run->requests, name) || cstr_eq(name, run->dynamic) ||
	       cstr_eq(name, "start") || cstr_eq(name, "end");
}

static const char *available(const struct pm_run *run)
{
	struct value *names = value_new(run->arena, VALUE_LIST);
	struct text out = {.arena = run->arena};

	for (size_t i = 0; i < run->requests->count; i++) {
		if (run->requests->members[i].value)
			value_append(names,
				     value_of_text(run->arena, run->requests->members[i].key));
	}
	value_append(names, value_of_text(run->arena, "end"));
	value_append(names, value_of_text(run->arena, "start"));
	value_repr(&out, names);
	return out.p;
}

/* A text that was not made a list is gone through letter by letter. */
static struct value *letters_of(struct arena *arena, const struct value *text)
{
	struct value *list = value_new(arena, VALUE_LIST);

	for (const char *c = text->text; *c; c++)
		value_append(list, value_of_text(arena, arena_copy(arena, c, 1)));
	return list;
}

static bool none_exists(const struct walk *walk, const struct value *choices)
{
	struct pm_run *run = walk->run;
	struct text list = {.arena = run->arena};
	struct finding *finding;

	value_repr(&list, choices);
	finding = pm_fail(run, RULE_unsolvable_placement, walk->partition, walk->at,
			  arena_printf(run->arena,
				       "'one_of' dict did not evaluate to any partition. Available "
				       "partitions %s, one_of %s",
				       available(run), list.p));
	pm_say(run, finding, "no name below `one_of` of `%s` is a partition of region `%s`",
	       walk->partition, run->region->name);
	pm_help(run, finding, "name a partition of the same region; static ones do not count");
	return false;
}

/* The name that a `one_of` mapping stands for. */
static bool choose(const struct walk *walk, const struct value *map, struct value **chosen)
{
	struct pm_run *run = walk->run;
	const struct value *choices = value_get(map, "one_of");
	struct finding *finding;

	if (value_live(map) != 1) {
		finding = pm_fail(run, RULE_unsolvable_placement, walk->partition, walk->at,
				  "'one_of' must be the only key in its dict");
		pm_say(run, finding, "other keys stand beside `one_of` of `%s`", walk->partition);
		pm_help(run, finding, "leave `one_of` alone in its mapping");
		return false;
	}
	if (choices->kind == VALUE_STRING)
		choices = letters_of(run->arena, choices);
	for (size_t i = 0; choices->kind == VALUE_LIST && i < choices->count; i++) {
		if (choices->items[i]->kind == VALUE_STRING &&
		    exists(run, choices->items[i]->text)) {
			*chosen = choices->items[i];
			return true;
		}
	}
	return none_exists(walk, choices);
}

static bool resolve_list(const struct walk *walk, struct value *list)
{
	struct pm_run *run = walk->run;

	for (size_t i = 0; i < list->count; i++) {
		struct finding *finding;

		if (list->items[i]->kind != VALUE_MAP)
			continue;
		if (value_get(list->items[i], "one_of")) {
			if (!choose(walk, list->items[i], &list->items[i]))
				return false;
			continue;
		}
		finding =
			pm_fail(run, RULE_unsolvable_placement, walk->partition, list->items[i]->at,
				"Found illegal dict inside list. Only 'one_of' dicts are allowed");
		pm_say(run, finding, "a list of `%s` holds a mapping", walk->partition);
		pm_help(run, finding, "lists hold names and `{one_of: [...]}`");
		return false;
	}
	return true;
}

static bool holds_one_of(const struct value *value)
{
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
		if (holds_one_of(value->items[i]))
			return true;
	}
	for (size_t i = 0; value->kind == VALUE_MAP && i < value->count; i++) {
		if (value->members[i].value && (cstr_eq(value->members[i].key, "one_of") ||
						holds_one_of(value->members[i].value)))
			return true;
	}
	return false;
}

static bool refuse_placement(const struct walk *walk)
{
	struct finding *finding = pm_fail(walk->run, RULE_unsolvable_placement, walk->partition,
					  walk->at, NOT_IN_PLACEMENT);

	pm_say(walk->run, finding, "`one_of` stands below placement of `%s`", walk->partition);
	pm_help(walk->run, finding,
		"write a list: `before` and `after` take the first name that exists");
	return false;
}

static bool resolve_map(struct walk walk, struct value *map)
{
	for (size_t i = 0; i < map->count; i++) {
		struct value_member *member = &map->members[i];

		if (!member->value)
			continue;
		if (span_is_set(member->at))
			walk.at = member->at;
		if (member->value->kind == VALUE_LIST && !cstr_eq(member->key, "placement")) {
			if (!resolve_list(&walk, member->value))
				return false;
		} else if (member->value->kind != VALUE_MAP) {
			continue;
		} else if (cstr_eq(member->key, "placement") && holds_one_of(member->value)) {
			return refuse_placement(&walk);
		} else if (value_get(member->value, "one_of")) {
			struct value *list = value_new(map->arena, VALUE_LIST), *chosen;

			if (!choose(&walk, member->value, &chosen))
				return false;
			value_append(list, chosen);
			member->value = list;
		} else if (!resolve_map(walk, member->value)) {
			return false;
		}
	}
	return true;
}

static bool check_placement(struct pm_run *run, const char *name, const struct value *map)
{
	const struct value *placement = value_get(map, "placement");
	struct finding *finding;

	if (!placement || (placement->kind == VALUE_MAP && value_live(placement) > 0))
		return true;
	if (placement->kind == VALUE_MAP) {
		finding =
			pm_fail(run, RULE_unsolvable_placement, name, value_place(map, "placement"),
				arena_printf(run->arena,
					     "Found empty 'placement' property for partition "
					     "'%s'",
					     name));
		pm_say(run, finding, "placement of `%s` is empty", name);
	} else {
		finding = pm_crash(run, RULE_wrong_type, name, value_place(map, "placement"),
				   "Partition Manager ends with TypeError: object of type "
				   "'NoneType' has no len()");
		pm_say(run, finding, "placement of `%s` is no mapping", name);
	}
	pm_help(run, finding, "write `placement: {before: [...]}` or `{after: [...]}`");
	return false;
}

bool pm_resolve_one_of(struct pm_run *run)
{
	struct value *requests = run->requests;
	bool ok = true;

	for (size_t i = 0; i < requests->count; i++) {
		if (requests->members[i].value &&
		    !check_placement(run, requests->members[i].key, requests->members[i].value))
			ok = false;
	}
	for (size_t i = 0; i < requests->count; i++) {
		const struct walk walk = {run, requests->members[i].key, {0}};

		if (requests->members[i].value && !resolve_map(walk, requests->members[i].value))
			ok = false;
	}
	return ok;
}
