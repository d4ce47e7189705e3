/* SPDX-License-Identifier: MIT */
/* The order of work: statics are set apart, regions are solved in the order in which they need
 * each other (PARTITION-MANAGER.md 5.1).
 */
#include "resolve/pm/solve.h"

#include <stdlib.h>

#include "base/arena.h"
#include "resolve/pm/region.h"
#include "resolve/pm/warn.h"

#define LIMIT_LABELS 8

struct work {
	struct pm_problem *problem;
	size_t count; /* regions */
	bool *needs;  /* [a * count + b]: a shares the size of a partition of b */
	bool *strays; /* it shares the size of one whose region is not declared */
	size_t *key;  /* 0: not known yet */
	bool *open;   /* its key is being computed */
	bool *failed;
	struct value *solved;
};

/* Partition Manager's test is whether the one text contains the other. */
static bool is_member(const struct value *map, const char *region)
{
	const struct value *text = value_get(map, "region");

	return text && text->kind == VALUE_STRING && str_contains(str_of(text->text), region);
}

static void default_regions(struct value *partitions)
{
	for (size_t i = 0; i < partitions->count; i++) {
		const struct value_member *member = &partitions->members[i];
		bool ram = cstr_ends(member->key, "_sram");

		if (member->value && !value_get(member->value, "region"))
			value_set(member->value, "region",
				  value_of_text(partitions->arena,
						ram ? "sram_primary" : "flash_primary"));
	}
}

static void set_statics_apart(const struct pm_problem *problem)
{
	for (size_t i = 0; i < problem->statics->count; i++) {
		const struct value_member *member = &problem->statics->members[i];

		if (!member->value || !value_get(problem->fragments, member->key))
			continue;
		text_printf(problem->said,
			    "Partition '%s' is not included in the dynamic resolving since it is "
			    "statically defined.\n",
			    member->key);
		value_delete(problem->fragments, member->key);
	}
}

/* -- Which region needs which ----------------------------------------------------------------- */

/* The number of what a text names exactly, as Partition Manager compares it here; work->count for
 * what is not declared.
 */
static size_t region_of(const struct work *work, const struct value *map)
{
	const struct value *text = value_get(map, "region");
	size_t i = 0;

	while (i < work->count && !value_is_text(text, work->problem->regions[i].name))
		i++;
	return i;
}

static void note_need(const struct work *work, size_t region, const struct value *name)
{
	const struct value *map = NULL;
	size_t other;

	if (name->kind == VALUE_STRING)
		map = value_get(work->problem->fragments, name->text);
	other = map ? region_of(work, map) : region;
	if (other == work->count)
		work->strays[region] = true;
	else if (other != region)
		work->needs[region * work->count + other] = true;
}

static bool report_mapping(const struct work *work, const struct value_member *member,
			   const struct value *item)
{
	struct findings *found = work->problem->found;
	struct finding *finding =
		finding_add(found, RULE_wrong_type, item->at,
			    "the list share_size of `%s` holds a mapping", member->key);

	finding->severity = SEVERITY_ERROR;
	finding_about(found, finding, member->key);
	finding_note(found, finding,
		     "Partition Manager ends with TypeError: unhashable type: 'dict'");
	finding_help(found, finding, "write `share_size: {one_of: [...]}`, or a list of names");
	return false;
}

/* Every candidate counts, not only the one that will be taken. */
static bool note_candidates(const struct work *work, size_t region,
			    const struct value_member *member, const struct value *share)
{
	const struct value *all = share->kind == VALUE_MAP ? value_get(share, "one_of") : share;

	if (share->kind == VALUE_STRING)
		note_need(work, region, share);
	for (size_t i = 0; all && all->kind == VALUE_LIST && i < all->count; i++) {
		if (all->items[i]->kind == VALUE_MAP)
			return report_mapping(work, member, all->items[i]);
		note_need(work, region, all->items[i]);
	}
	return true;
}

static bool find_needs(const struct work *work)
{
	const struct value *all = work->problem->fragments;
	bool ok = true;

	for (size_t i = 0; i < all->count; i++) {
		const struct value *share = value_get(all->members[i].value, "share_size");
		size_t region = share ? region_of(work, all->members[i].value) : work->count;

		if (region < work->count && !note_candidates(work, region, &all->members[i], share))
			ok = false;
	}
	return ok;
}

/* The partitions that take a size from another region of the loop. */
static void label_loop(const struct work *work, struct finding *finding)
{
	const struct value *all = work->problem->fragments;
	struct findings *found = work->problem->found;
	size_t labels = 0;

	for (size_t i = 0; i < all->count && labels < LIMIT_LABELS; i++) {
		const struct value_member *member = &all->members[i];
		struct span at = {0};

		for (size_t r = 0; member->value && r < work->count; r++) {
			if (work->open[r] &&
			    is_member(member->value, work->problem->regions[r].name))
				at = value_place(member->value, "share_size");
		}
		if (!span_is_set(at))
			continue;
		if (labels++ == 0)
			finding->labels->at = at;
		else
			finding_label(found, finding, at, "`%s` takes its size from elsewhere too",
				      member->key);
		finding_about(found, finding, member->key);
	}
}

static void report_loop(const struct work *work)
{
	struct value *names = value_new(work->problem->arena, VALUE_LIST);
	struct findings *found = work->problem->found;
	struct text text = {.arena = work->problem->arena};
	struct finding *finding;

	for (size_t i = 0; i < work->count; i++) {
		if (work->open[i])
			value_append(names, value_of_text(work->problem->arena,
							  work->problem->regions[i].name));
	}
	value_repr(&text, names);
	finding = finding_add(found, RULE_unsolvable_placement, (struct span){0},
			      "regions take sizes from each other in a loop: %s", text.p);
	label_loop(work, finding);
	finding_note(found, finding,
		     "Partition Manager ends with PartitionError: Found 'share_size' loop between "
		     "the following regions\n%s",
		     text.p);
	finding_help(found, finding, "give one of the partitions a `size` instead of `share_size`");
}

/* 1, or one more than the largest key of what the region needs; 0 in a loop. */
static size_t key_of(struct work *work, size_t region)
{
	size_t largest = work->strays[region];

	if (work->key[region] > 0)
		return work->key[region];
	if (work->open[region])
		return 0;
	work->open[region] = true;
	for (size_t i = 0; i < work->count; i++) {
		size_t key;

		if (!work->needs[region * work->count + i])
			continue;
		key = key_of(work, i);
		if (key == 0)
			return 0;
		largest = key > largest ? key : largest;
	}
	work->open[region] = false;
	work->key[region] = largest + 1;
	return largest + 1;
}

/* -- Solving ---------------------------------------------------------------------------------- */

static struct value *members_of(const struct work *work, const struct value *all,
				const char *region)
{
	struct value *members = value_new(work->problem->arena, VALUE_MAP);

	for (size_t i = 0; all && i < all->count; i++) {
		if (all->members[i].value && is_member(all->members[i].value, region))
			value_set(members, all->members[i].key, all->members[i].value);
	}
	return members;
}

static bool solve_region(struct work *work, size_t number)
{
	const struct pm_region *region = &work->problem->regions[number];
	struct pm_run *run = ARENA_NEW(work->problem->arena, struct pm_run);
	struct value *results = value_new(work->problem->arena, VALUE_MAP);

	run->arena = work->problem->arena;
	run->problem = work->problem;
	run->region = region;
	run->solved = work->solved;
	run->requests = members_of(work, work->problem->fragments, region->name);
	run->asked = members_of(work, work->problem->fragments, region->name);
	run->statics = members_of(work, work->problem->statics, region->name);
	if (region->strategy == PM_COMPLEX ? !pm_solve_complex(run, results)
					   : !pm_solve_simple(run, results))
		return false;
	for (size_t i = 0; i < results->count; i++) {
		const struct value_member *member = &results->members[i];
		const struct value *old = value_get(work->solved, member->key);

		if (member->value && old)
			pm_warn_replaced(work->problem, member->key, old, member->value);
		if (member->value)
			value_set(work->solved, member->key, member->value);
	}
	return true;
}

/* What needs a region that failed would only repeat its errors. */
static bool rests_on_failure(const struct work *work, size_t region)
{
	for (size_t i = 0; i < work->count; i++) {
		if (work->needs[region * work->count + i] && work->failed[i])
			return true;
	}
	return false;
}

static bool solve_all(struct work *work)
{
	bool ok = true;

	for (size_t i = 0; i < work->count; i++) {
		if (key_of(work, i) == 0) {
			report_loop(work);
			return false;
		}
	}
	for (size_t key = 1; key <= work->count + 1; key++) {
		for (size_t i = 0; i < work->count; i++) {
			if (work->key[i] != key)
				continue;
			work->failed[i] = rests_on_failure(work, i) || !solve_region(work, i);
			ok = ok && !work->failed[i];
		}
	}
	return ok;
}

struct value *pm_solve(struct pm_problem *problem)
{
	const size_t count = problem->region_count;
	struct arena *arena = problem->arena;
	struct work work = {
		.problem = problem,
		.count = count,
		.needs = arena_array(arena, count * count + 1, sizeof(bool)),
		.strays = arena_array(arena, count + 1, sizeof(bool)),
		.key = arena_array(arena, count + 1, sizeof(size_t)),
		.open = arena_array(arena, count + 1, sizeof(bool)),
		.failed = arena_array(arena, count + 1, sizeof(bool)),
		.solved = value_new(arena, VALUE_MAP),
	};

	default_regions(problem->fragments);
	if (problem->statics)
		default_regions(problem->statics);
	pm_warn_inputs(problem);
	if (problem->statics)
		set_statics_apart(problem);
	if (!find_needs(&work) || !solve_all(&work))
		return NULL;
	pm_warn_results(problem, work.solved);
	return work.solved;
}
