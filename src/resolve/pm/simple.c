/* SPDX-License-Identifier: MIT */
/* A region that is filled from one end in the order of writing (PARTITION-MANAGER.md 5.4). */
#include "resolve/pm/region.h"

#include "base/arena.h"

/* -- Static partitions ------------------------------------------------------------------------ */

/* Partition Manager names the region as the first static partition does. */
static const char *region_name(const struct pm_run *run)
{
	return value_get(run->statics->members[0].value, "region")->text;
}

static bool report_gaps(struct pm_run *run, const struct pm_gaps *gaps)
{
	struct finding *finding = pm_report_gaps(
		run, RULE_gap_count, gaps,
		arena_printf(run->arena,
			     "Incorrect amount of gaps found in static configuration for region "
			     "'%s'. There must be exactly one gap in the static configuration to "
			     "support placing the non-statically-defined partitions. %s The most "
			     "common solution to this problem is to re-order the defined static "
			     "partitions so that only one gap remains.",
			     region_name(run), pm_gap_list(run, gaps)));

	pm_say(run, finding, "the static file leaves %zu gaps in region `%s`, where one is allowed",
	       gaps->count, run->region->name);
	return false;
}

static bool report_not_packed(struct pm_run *run, const struct pm_gaps *gaps, const char *side)
{
	struct finding *finding = pm_report_gaps(
		run, RULE_not_packed, gaps,
		arena_printf(run->arena,
			     "Statically defined partitions are not packed at %s of region "
			     "'%s'.",
			     side, region_name(run)));

	pm_say(run, finding, "the free space of region `%s` lies at its %s", run->region->name,
	       side);
	pm_help(run, finding, "let the static partitions begin at the %s of the region", side);
	return false;
}

static bool check_gaps(struct pm_run *run, int64_t *reserved)
{
	const struct pm_region *region = run->region;
	struct pm_gaps gaps;

	if (!pm_find_gaps(run, &gaps))
		return false;
	*reserved = gaps.reserved;
	if (gaps.count > 1)
		return report_gaps(run, &gaps);
	if (gaps.count == 0)
		return true;
	if (region->strategy == PM_START_TO_END && gaps.end[0] != region->base + region->size)
		return report_not_packed(run, &gaps, "start");
	if (region->strategy == PM_END_TO_START && gaps.begin[0] != region->base)
		return report_not_packed(run, &gaps, "end");
	return true;
}

/* -- Filling ---------------------------------------------------------------------------------- */

/* Where the next partition goes. */
struct place {
	int64_t at;
	bool is_float;
};

static bool place(struct pm_run *run, const char *name, struct value *map, struct place *next)
{
	const bool upwards = run->region->strategy == PM_START_TO_END;
	int64_t size;
	bool is_float;

	if (value_get(map, "address")) /* for Partition Manager it has its place already */
		return true;
	if (!pm_need_size(run, name, map, "size", &size, &is_float))
		return false;
	next->is_float |= is_float && !upwards;
	next->at -= upwards ? 0 : size;
	pm_set_number(map, "address", next->at, next->is_float);
	next->at += upwards ? size : 0;
	next->is_float |= is_float;
	if (*run->region->device)
		value_set(map, "device", value_of_text(run->arena, run->region->device));
	return true;
}

static bool report_reserved(struct pm_run *run)
{
	const char *name = run->region->name;
	struct finding *finding =
		pm_fail(run, RULE_unsolvable_placement, name, (struct span){0},
			arena_printf(run->arena,
				     "Found partition named %s, this is the name of a region, and "
				     "is a reserved name",
				     name));

	pm_say(run, finding, "a partition is called like its region `%s`", name);
	pm_help(run, finding, "choose another name: `%s` is the rest of the region", name);
	return false;
}

static bool add_rest(struct pm_run *run, struct place next, struct value *results)
{
	const struct pm_region *region = run->region;
	const bool upwards = region->strategy == PM_START_TO_END;
	struct value *entry;
	int64_t begin = upwards ? next.at : region->base;
	int64_t end = upwards ? region->base + region->size : next.at;

	if (value_get(run->statics, region->name))
		return true;
	if (value_get(run->requests, region->name))
		return report_reserved(run);
	entry = value_new(run->arena, VALUE_MAP);
	value_set(entry, "region", value_of_text(run->arena, region->name));
	pm_set_number(entry, "address", begin, upwards && next.is_float);
	pm_set_number(entry, "size", end - begin, next.is_float);
	value_set(results, region->name, entry);
	return true;
}

bool pm_solve_simple(struct pm_run *run, struct value *results)
{
	const struct pm_region *region = run->region;
	int64_t reserved = 0;
	struct place next = {0};
	bool ok;

	run->dynamic = "app";
	ok = pm_share_sizes_simple(run);
	if (!check_gaps(run, &reserved) || !ok)
		return false;
	next.at = region->strategy == PM_START_TO_END ? region->base + reserved
						      : region->base + region->size - reserved;
	for (size_t i = 0; i < run->requests->count; i++) {
		struct value_member *member = &run->requests->members[i];

		if (!member->value)
			continue;
		if (!place(run, member->key, member->value, &next))
			ok = false;
		value_set(results, member->key, member->value);
	}
	if (!add_rest(run, next, results) || !ok)
		return false;
	for (size_t i = 0; i < run->statics->count; i++) {
		if (run->statics->members[i].value)
			value_set(results, run->statics->members[i].key,
				  run->statics->members[i].value);
	}
	return pm_add_ends(run, results);
}
