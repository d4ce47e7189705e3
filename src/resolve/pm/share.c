/* SPDX-License-Identifier: MIT */
/* Partitions that take their size from others (PARTITION-MANAGER.md 5.3, step 14). */
#include "resolve/pm/region.h"

#include "base/arena.h"

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static const char *first_share(const struct value *map)
{
	const struct value *list = value_get(map, "share_size");

	if (!list || list->kind != VALUE_LIST || list->count == 0 ||
	    list->items[0]->kind != VALUE_STRING)
		return NULL;
	return list->items[0]->text;
}

bool pm_report_no_partner(struct pm_run *run, const char *partition, const char *source)
{
	struct finding *finding = pm_crash(
		run, RULE_unsolvable_placement, partition,
		pm_place_of(run, partition, "share_size"),
		arena_printf(run->arena, "Partition Manager ends with KeyError: '%s'", source));

	if (cstr_eq(source, run->dynamic) || cstr_eq(source, "app")) {
		pm_say(run, finding, "`%s` shares the size of `%s`, which no fragment defines",
		       partition, source);
		pm_help(run, finding,
			"share with a container that spans `%s`, such as mcuboot_primary", source);
	} else {
		pm_say(run, finding, "`%s` shares the size of `%s`, which does not exist",
		       partition, source);
		pm_help(run, finding, "name a partition of a fragment; static ones do not count");
	}
	return false;
}

/* The member of a loop that was written first. */
static const char *first_of_loop(const struct value *all, const char *member)
{
	const struct value_member *first = value_member(all, member), *other = first;

	do {
		other = value_member(all, first_share(other->value));
		first = other < first ? other : first;
	} while (!cstr_eq(other->key, member));
	return first->key;
}

bool pm_report_share_loop(struct pm_run *run, const char *member)
{
	const struct value *all = run->problem->fragments;
	const char *partition = first_of_loop(all, member);
	const char *next = first_share(value_get(all, partition));
	struct finding *finding;

	if (!run->loops)
		run->loops = value_new(run->arena, VALUE_LIST);
	if (value_contains(run->loops, partition))
		return false;
	value_append(run->loops, value_of_text(run->arena, partition));
	finding = pm_crash(run, RULE_unsolvable_placement, partition,
			   pm_place_of(run, partition, "share_size"),
			   "Partition Manager never returns from such a loop");
	pm_say(run, finding, "`%s` takes its size from itself, over `share_size`", partition);
	if (next && !cstr_eq(next, partition)) {
		finding_about(run->problem->found, finding, next);
		finding_label(run->problem->found, finding, pm_place_of(run, next, "share_size"),
			      "`%s` leads back to `%s`", next, partition);
	}
	pm_help(run, finding, "give one partition of the loop a `size` instead of `share_size`");
	return false;
}

static void share_with(struct pm_run *run, const struct pm_part *part, const char *source)
{
	struct value *list = value_new(run->arena, VALUE_LIST);

	value_append(list, value_of_text(run->arena, source));
	value_set(part->map, "share_size", list);
}

/* The region's partitions between a partition and its source will share with that as well; so
 * nobody goes the way again.
 */
static void shorten(struct pm_run *run, const char *partition, const char *source)
{
	const char *name = first_share(value_get(run->problem->fragments, partition));

	while (!cstr_eq(name, source)) {
		const struct pm_part *part = pm_find_part(run, name);

		name = first_share(value_get(run->problem->fragments, name));
		if (part && pm_find_part(run, source))
			share_with(run, part, source);
	}
}

/* Follows share_size to the partition that has none. */
static const char *find_source(struct pm_run *run, const char *partition)
{
	const struct value *all = run->problem->fragments;
	const char *name = first_share(value_get(all, partition));

	for (size_t steps = 0; name; steps++) {
		const struct value *map = value_get(all, name);

		if (!map) {
			pm_report_no_partner(run, partition, name);
			return NULL;
		}
		if (!value_get(map, "share_size")) {
			shorten(run, partition, name);
			return name;
		}
		if (steps > all->count) {
			pm_report_share_loop(run, name);
			return NULL;
		}
		name = first_share(map);
	}
	pm_say(run,
	       pm_crash(run, RULE_wrong_type, partition, pm_place_of(run, partition, "share_size"),
			"Partition Manager ends with a KeyError or TypeError"),
	       "share_size of `%s` leads to no list of names", partition);
	return NULL;
}

/* -- Sizes ------------------------------------------------------------------------------------ */

static int64_t known_sizes(const struct pm_run *run)
{
	int64_t sum = 0;

	for (size_t i = 0; i < run->part_count; i++) {
		const struct pm_part *part = &run->parts[i];

		if (!part->container && part->sized && part != run->dynamic_part)
			sum += part->size;
	}
	return sum;
}

static bool report_no_size(struct pm_run *run, const struct pm_part *part)
{
	int64_t unused;

	return pm_need_number(run, part->name, part->map, "size", &unused);
}

/* left: what the known sizes leave to the dynamic partition. */
static bool size_of(struct pm_run *run, const struct pm_part *part, int64_t left, int64_t *size)
{
	*size = 0;
	if (!part->container) {
		*size = part == run->dynamic_part ? left : part->size;
		return part == run->dynamic_part || part->sized || report_no_size(run, part);
	}
	for (size_t i = 0; i < part->leaf_count; i++) {
		const struct pm_part *leaf = part->leaves[i];

		if (leaf != run->dynamic_part && !leaf->sized)
			return report_no_size(run, leaf);
		*size += leaf == run->dynamic_part ? left : leaf->size;
	}
	return true;
}

static bool is_dynamic(const struct pm_run *run, const struct pm_part *part)
{
	for (size_t i = 0; i < part->leaf_count; i++) {
		if (part->leaves[i] == run->dynamic_part)
			return true;
	}
	return part == run->dynamic_part;
}

/* The source of every sharer, and how many share it. */
static bool find_sources(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];
		const char *name;

		if (part->dropped || !value_get(part->map, "share_size"))
			continue;
		name = find_source(run, part->name);
		if (!name) {
			ok = false;
			continue;
		}
		part->source = pm_find_part(run, name);
		if (!part->source)
			continue;
		if (part->source->dropped) {
			ok = pm_report_no_partner(run, part->name, name);
			continue;
		}
		part->source->sharers++;
		value_set(part->source->map, "sharers",
			  value_of_number(run->arena, part->source->sharers));
		share_with(run, part, name);
		part->shares_dynamic = is_dynamic(run, part->source);
	}
	return ok;
}

static bool take_size(struct pm_run *run, struct pm_part *part)
{
	const char *name = part->source ? part->source->name : find_source(run, part->name);
	int64_t size; /* a container that it shares with may hold the part itself */
	bool ok;

	if (part->source)
		ok = size_of(run, part->source, 0, &size);
	else if (value_get(run->solved, name))
		ok = pm_need_number(run, name, value_get(run->solved, name), "size", &size);
	else
		ok = pm_report_no_partner(run, part->name, name);
	part->sized = true;
	part->size = ok ? size : 0;
	return ok;
}

static bool size_sharers(struct pm_run *run)
{
	int64_t left;

	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];

		if (!part->dropped && !part->container && !part->shares_dynamic &&
		    value_get(part->map, "share_size") && !take_size(run, part))
			return false;
	}
	left = run->size - known_sizes(run);
	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];

		if (part->container || !part->shares_dynamic)
			continue;
		if (!size_of(run, part->source, left, &part->size))
			return false;
		part->size = floor_divide(part->size, part->source->sharers + 1);
	}
	for (size_t i = 0; i < run->part_count; i++)
		run->parts[i].sized |= run->parts[i].shares_dynamic;
	return true;
}

bool pm_share_sizes(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];

		part->sized = !part->container && value_get(part->map, "size") != NULL;
		if (part->sized && !pm_need_number(run, part->name, part->map, "size", &part->size))
			ok = false;
	}
	if (!find_sources(run) || !ok || !size_sharers(run))
		return false;
	run->dynamic_part->size = run->size - known_sizes(run);
	run->dynamic_part->sized = true;
	return true;
}
