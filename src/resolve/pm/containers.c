/* SPDX-License-Identifier: MIT */
/* Containers span neighbours, and get the extent of what they span (PARTITION-MANAGER.md 5.3,
 * steps 13 and 16).
 */
#include "resolve/pm/region.h"

#include "base/arena.h"

#define LIMIT_LABELS 8

static bool report_missing(struct pm_run *run, const struct pm_part *container, const char *leaf)
{
	struct finding *finding = pm_crash(
		run, RULE_unsolvable_placement, container->name,
		pm_place_of(run, container->name, "span"),
		arena_printf(run->arena,
			     "Partition Manager ends with ValueError: '%s' is not in list", leaf));

	pm_say(run, finding, "the container `%s` spans `%s`, which is not placed", container->name,
	       leaf);
	finding_label(run->problem->found, finding, pm_place_of(run, leaf, NULL),
		      "has neither `before` nor `after`");
	pm_help(run, finding, "give `%s` a placement, or take it out of the span", leaf);
	return false;
}

static bool is_leaf_of(const struct pm_part *container, const struct pm_part *part)
{
	for (size_t k = 0; k < container->leaf_count; k++) {
		if (container->leaves[k] == part)
			return true;
	}
	return false;
}

/* The strangers between the first and the last member. */
static void label_strangers(struct pm_run *run, struct finding *finding,
			    const struct pm_part *container)
{
	struct findings *found = run->problem->found;
	size_t first = SIZE_MAX, last = 0, labels = 0;

	for (size_t k = 0; k < container->leaf_count; k++) {
		size_t at = container->leaves[k]->position;

		first = at < first ? at : first;
		last = at > last ? at : last;
	}
	for (size_t i = first; i < last && labels < LIMIT_LABELS; i++) {
		const struct pm_part *part = run->solution[i];

		if (is_leaf_of(container, part))
			continue;
		finding_about(found, finding, part->name);
		finding_label(found, finding, pm_place_of(run, part->name, "placement"),
			      "`%s` lies between them", part->name);
		labels++;
	}
}

static bool report_split(struct pm_run *run, const struct pm_part *container)
{
	struct finding *finding =
		pm_fail(run, RULE_unsolvable_placement, container->name,
			pm_place_of(run, container->name, "span"),
			arena_printf(run->arena,
				     "partition %s (%s) does not span over consecutive parts. "
				     "Solution: %s",
				     container->name,
				     pm_part_list(run, container->leaves, container->leaf_count),
				     pm_part_list(run, run->solution, run->solution_count)));

	pm_say(run, finding, "the members of the container `%s` do not lie side by side",
	       container->name);
	label_strangers(run, finding, container);
	pm_help(run, finding,
		"let the members name each other in `before` and `after`, or span what lies "
		"between them too");
	return false;
}

static bool check_container(struct pm_run *run, const struct pm_part *part)
{
	size_t first = SIZE_MAX, last = 0;

	for (size_t k = 0; k < part->leaf_count; k++) {
		const struct pm_part *leaf = part->leaves[k];

		if (!leaf->placed || leaf->name == part->unknown_leaf)
			return report_missing(run, part, leaf->name);
		first = leaf->position < first ? leaf->position : first;
		last = leaf->position > last ? leaf->position : last;
	}
	return last - first + 1 == part->leaf_count || report_split(run, part);
}

bool pm_check_containers(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->part_count; i++) {
		const struct pm_part *part = &run->parts[i];

		if (part->container && !part->dropped && !check_container(run, part))
			ok = false;
	}
	return ok;
}

static bool report_no_bytes(struct pm_run *run, const struct pm_part *part)
{
	struct finding *finding =
		pm_fail(run, RULE_unsolvable_placement, part->name, (struct span){0},
			arena_printf(run->arena, "No compatible parent partition found for %s",
				     part->name));

	pm_say(run, finding, "the container `%s` has no bytes", part->name);
	pm_help(run, finding, "delete the container, or give its members a size");
	return false;
}

bool pm_close_containers(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->part_count; i++) {
		const struct pm_part *part = &run->parts[i];
		int64_t begin = INT64_MAX, end = INT64_MIN;
		bool begin_float = false, end_float = false;

		if (!part->container || part->dropped)
			continue;
		for (size_t k = 0; k < part->leaf_count; k++) {
			const struct pm_part *leaf = part->leaves[k];

			if (leaf->address < begin) {
				begin = leaf->address;
				begin_float = leaf->address_float;
			}
			if (leaf->address + leaf->size > end) {
				end = leaf->address + leaf->size;
				end_float = leaf->address_float || leaf->size_float;
			}
		}
		if (end == begin)
			ok = report_no_bytes(run, part);
		pm_set_number(part->map, "address", begin, begin_float);
		pm_set_number(part->map, "size", end - begin, begin_float || end_float);
	}
	return ok;
}
