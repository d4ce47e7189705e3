/* SPDX-License-Identifier: MIT */
/* Warnings about what is written: keys, names, regions, references that lead nowhere. */
#include "resolve/pm/warn.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/suggest.h"

struct span pm_written_at(const struct pm_problem *problem, const char *partition, const char *key)
{
	const struct value *const maps[] = {problem->fragments, problem->statics};
	struct span at = {0};

	for (size_t i = 0; i < 2 && !span_is_set(at); i++) {
		const struct value *map = maps[i] ? value_get(maps[i], partition) : NULL;

		if (map && key)
			at = value_place(map, key);
		if (map && !span_is_set(at))
			at = value_place(maps[i], partition);
	}
	return at;
}

struct finding *pm_warn(const struct pm_problem *problem, enum rule_id rule, const char *partition,
			const char *key, const char *message)
{
	struct finding *finding = finding_add(
		problem->found, rule, pm_written_at(problem, partition, key), "%s", message);

	finding->severity = SEVERITY_WARNING;
	finding_about(problem->found, finding, partition);
	return finding;
}

const struct pm_region *pm_region_of(const struct pm_problem *problem, const struct value *map)
{
	const struct value *text = value_get(map, "region");

	if (!text || text->kind != VALUE_STRING)
		return NULL;
	for (size_t i = 0; i < problem->region_count; i++) {
		if (str_contains(str_of(text->text), problem->regions[i].name))
			return &problem->regions[i];
	}
	return NULL;
}

/* What a partition is looked at with. */
struct look {
	const struct pm_problem *problem;
	const char *name;
	const struct value *map;
	bool is_static;
};

static struct finding *warn(const struct look *look, enum rule_id rule, const char *key,
			    const char *message, const char *help)
{
	struct finding *finding = pm_warn(look->problem, rule, look->name, key, message);

	if (span_is_set(value_place(look->map, key ? key : "")))
		finding->labels->at = value_place(look->map, key);
	finding_help(look->problem->found, finding, "%s", help);
	return finding;
}

#define SAY(look, ...) arena_printf((look)->problem->arena, __VA_ARGS__)

/* -- Keys and values -------------------------------------------------------------------------- */

static const char *const partition_keys[] = {
	"address",     "size",         "region",
	"end_address", "span",         "orig_span",
	"placement",   "device",       "inside",
	"share_size",  "sharers",      "affiliation",
	"align",       "extra_params", "align_next",
	"before",      "after",        "default_driver_kconfig",
	NULL};
static const char *const placement_keys[] = {"before", "after", "align", "align_next", NULL};

static void look_at_keys(const struct look *look, const struct value *map,
			 const char *const known[])
{
	for (size_t i = 0; i < map->count; i++) {
		const char *key = map->members[i].key, *closest;
		struct finding *finding;
		size_t k = 0;

		while (known[k] && !cstr_eq(known[k], key))
			k++;
		if (known[k] || !map->members[i].value)
			continue;
		closest = suggest_closest(str_of(key), known);
		finding = warn(look, RULE_unknown_key, NULL,
			       SAY(look, "Partition Manager does not know the key `%s` of `%s`",
				   key, look->name),
			       closest ? SAY(look, "did you mean `%s`?", closest)
				       : "delete it: it is carried along unread");
		if (span_is_set(map->members[i].at))
			finding->labels->at = map->members[i].at;
	}
}

static void look_at_size(const struct look *look)
{
	const struct value *size = value_get(look->map, "size");

	if (!size)
		return;
	if (size->kind == VALUE_INTEGER && size->negative)
		warn(look, RULE_wrong_type, "size",
		     SAY(look, "the size of `%s` is negative", look->name),
		     "write how many bytes the partition has");
	else if (size->kind == VALUE_BOOLEAN)
		warn(look, RULE_surprising_number, "size",
		     SAY(look, "the size of `%s` is yes or no, which counts as %u", look->name,
			 (unsigned)size->magnitude),
		     "write a number of bytes");
	else if (value_is_whole_float(size))
		warn(look, RULE_wrong_type, "size",
		     SAY(look,
			 "the size of `%s` is %s, a number with a point, which makes all addresses "
			 "computed from it such numbers; `pm output` cannot write those",
			 look->name, size->text),
		     "write a whole number of bytes, such as 0x1000");
}

static bool is_identifier(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";

	return *name && strchr(letters, *name) &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
				 "0123456789")] == '\0';
}

/* The dynamic partition of a region, or the rest of one that is filled in order: which a fragment
 * must not define, but that is an error of its own.
 */
static bool may_be_called_so(const struct look *look, const struct pm_region *region,
			     const struct pm_region *other)
{
	return region == other && (other->strategy != PM_COMPLEX ||
				   (other->dynamic && cstr_eq(other->dynamic, look->name)));
}

static void look_at_region(const struct look *look, const struct pm_region *region)
{
	const struct value *text = value_get(look->map, "region");

	if (!region) {
		warn(look, RULE_unknown_region, "region",
		     SAY(look, "`%s` disappears: its region `%s` is not declared", look->name,
			 text->kind == VALUE_STRING ? text->text : "?"),
		     "name one of the regions behind --regions");
		return;
	}
	for (size_t i = 0; i < look->problem->region_count; i++) {
		const struct pm_region *other = &look->problem->regions[i];

		if (cstr_eq(look->name, other->name) && !may_be_called_so(look, region, other))
			warn(look, RULE_bad_partition_name, NULL,
			     SAY(look, "`%s` is called like %s region", look->name,
				 other == region ? "its" : "another"),
			     "choose another name");
	}
}

/* -- Where nothing is read -------------------------------------------------------------------- */

static void look_at_simple(const struct look *look)
{
	static const char *const keys[] = {"align", "align_next", "before", "after", "inside"};
	const struct value *placement = value_get(look->map, "placement");

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (value_get(look->map, keys[i]))
			warn(look, RULE_ignored_key, keys[i],
			     SAY(look,
				 "`%s` of `%s` is not read in a region that is filled in order",
				 keys[i], look->name),
			     "delete it");
	}
	if (value_get(placement, "before") || value_get(placement, "after") ||
	    value_get(placement, "align_next"))
		warn(look, RULE_ignored_key, "placement",
		     SAY(look,
			 "the placement of `%s` is not read in a region that is filled in "
			 "order",
			 look->name),
		     "change the order of the fragments, or write a static file");
}

static void look_at_static_names(const struct look *look, const char *key)
{
	const struct value *list = value_get(look->map, key);
	size_t count = !list ? 0 : list->kind == VALUE_LIST ? list->count : 1;
	bool span = cstr_eq(key, "span");

	for (size_t i = 0; i < count && look->problem->statics; i++) {
		const struct value *name = list->kind == VALUE_LIST ? list->items[i] : list;

		if (name->kind != VALUE_STRING || !value_get(look->problem->statics, name->text))
			continue;
		warn(look, span ? RULE_container_mismatch : RULE_ignored_key, key,
		     span ? SAY(look, "the container `%s` loses `%s`, which is static", look->name,
				name->text)
			  : SAY(look,
				"%s of `%s` names `%s`, which is static and counts as missing", key,
				look->name, name->text),
		     SAY(look, "define `%s` in the static file as well", look->name));
	}
}

static void look_at_fragment(const struct look *look, const struct pm_region *region)
{
	const char *dynamic = region->dynamic ? region->dynamic : "app";

	look_at_static_names(look, "share_size");
	look_at_static_names(look, "span");
	if (region->strategy != PM_COMPLEX) {
		look_at_simple(look);
		return;
	}
	if (cstr_eq(look->name, dynamic))
		warn(look, RULE_ignored_key, NULL,
		     SAY(look, "what is written about `%s` is thrown away", look->name),
		     "delete it: this partition gets what the others leave");
	else if (value_get(look->map, "address"))
		warn(look, RULE_ignored_key, "address",
		     SAY(look, "the address of `%s` is not read", look->name),
		     "put the partition into the static file to fix its address");
}

static void look_at_static(const struct look *look)
{
	const struct value *address = value_get(look->map, "address");
	const struct value *size = value_get(look->map, "size");
	const struct value *end = value_get(look->map, "end_address");
	const char *message;

	if (!value_is_number(address) || !value_is_number(size))
		return;
	message = SAY(look, "end_address of `%s` is not its address and size; it is not read",
		      look->name);
	if (value_is_number(end) && value_number(end) != value_number(address) + value_number(size))
		warn(look, RULE_end_address_mismatch, "end_address", message,
		     "correct or delete it");
	message = SAY(look, "`%s` does not %s at a word", look->name,
		      value_number(address) % 4 ? "begin" : "end");
	if (value_number(address) % 4 != 0 || value_number(size) % 4 != 0)
		warn(look, RULE_unmet_alignment, value_number(address) % 4 ? "address" : "size",
		     message, "choose a multiple of the device's erase page");
}

static void look_at(const struct look *look)
{
	const struct pm_region *region = pm_region_of(look->problem, look->map);
	const struct value *placement = value_get(look->map, "placement");

	look_at_keys(look, look->map, partition_keys);
	if (placement && placement->kind == VALUE_MAP)
		look_at_keys(look, placement, placement_keys);
	look_at_size(look);
	if (!is_identifier(look->name))
		warn(look, RULE_bad_partition_name, NULL,
		     SAY(look, "`%s` makes no C identifier", look->name),
		     "use letters, digits and `_`, no digit first");
	look_at_region(look, region);
	if (look->is_static)
		look_at_static(look);
	else if (region &&
		 !(look->problem->statics && value_get(look->problem->statics, look->name)))
		look_at_fragment(look, region);
}

void pm_warn_inputs(const struct pm_problem *problem)
{
	const struct value *const maps[] = {problem->fragments, problem->statics};

	for (size_t m = 0; m < 2; m++) {
		for (size_t i = 0; maps[m] && i < maps[m]->count; i++) {
			const struct look look = {problem, maps[m]->members[i].key,
						  maps[m]->members[i].value, m == 1};

			if (look.map)
				look_at(&look);
		}
	}
}
