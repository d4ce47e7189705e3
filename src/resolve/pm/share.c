/* SPDX-License-Identifier: MIT */
/* Partitions that take their size from others (PARTITION-MANAGER.md 5.3, step 14). */
#include "resolve/pm/region.h"

#include "base/arena.h"

/* Partitions that one size is summed up from, where Partition Manager would never end. */
#define LIMIT_STEPS 4096

/* Of a text, which is no list in simple regions, Partition Manager takes the first letter. */
static const char *first_share(const struct value *map)
{
	const struct value *list = value_get(map, "share_size");
	size_t n = 1;

	if (list && list->kind == VALUE_STRING && *list->text) {
		while (((unsigned char)list->text[n] & 0xc0) == 0x80)
			n++;
		return arena_copy(list->arena, list->text, n);
	}
	if (!list || list->kind != VALUE_LIST || list->count == 0 ||
	    list->items[0]->kind != VALUE_STRING)
		return NULL;
	return list->items[0]->text;
}

static bool report_no_partner(struct pm_run *run, const char *partition, const char *source)
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

static bool report_share_loop(struct pm_run *run, const char *member)
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

static void share_with(struct pm_run *run, struct value *map, const char *source)
{
	struct value *list = value_new(run->arena, VALUE_LIST);

	value_append(list, value_of_text(run->arena, source));
	value_set(map, "share_size", list);
}

/* In a simple region, where texts are not made lists, only a list works. */
static bool report_no_list(struct pm_run *run, const char *partition)
{
	const struct value *share =
		value_get(value_get(run->problem->fragments, partition), "share_size");
	const char *crash = "a TypeError";
	struct finding *finding;

	if (share && share->kind == VALUE_STRING && *share->text)
		crash = arena_printf(run->arena, "KeyError: '%c'", share->text[0]);
	else if (share && share->kind == VALUE_MAP)
		crash = "KeyError: 0";
	finding =
		pm_crash(run, RULE_wrong_type, partition, pm_place_of(run, partition, "share_size"),
			 arena_printf(run->arena, "Partition Manager ends with %s", crash));
	pm_say(run, finding, "share_size of `%s` must be a list in region `%s`", partition,
	       run->region->name);
	pm_help(run, finding, "write `share_size: [NAME]`");
	return false;
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
			share_with(run, part->map, source);
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
			const struct value *share =
				value_get(value_get(all, partition), "share_size");

			if (share->kind == VALUE_STRING)
				report_no_list(run, partition);
			else
				report_no_partner(run, partition, name);
			return NULL;
		}
		if (!value_get(map, "share_size")) {
			shorten(run, partition, name);
			return name;
		}
		if (steps > all->count) {
			report_share_loop(run, name);
			return NULL;
		}
		name = first_share(map);
	}
	report_no_list(run, partition);
	return NULL;
}

/* -- Sizes ------------------------------------------------------------------------------------ */

/* Partition Manager counts a container's own size, too, while it looks for the sizes of others. */
static int64_t known_sizes(const struct pm_run *run, bool containers)
{
	int64_t sum = 0;

	for (size_t i = 0; i < run->part_count; i++) {
		const struct pm_part *part = &run->parts[i];

		if (part->sized && (containers || !part->container) && part != run->dynamic_part)
			sum += part->size;
	}
	return sum;
}

/* left: what the known sizes leave to the dynamic partition.  What is not known yet counts as 0;
 * it may be the size that is being computed.
 */
static int64_t size_of(const struct pm_run *run, const struct pm_part *part, int64_t left)
{
	int64_t size = 0;

	if (part == run->dynamic_part)
		return left;
	if (!part->container)
		return part->sized ? part->size : 0;
	for (size_t i = 0; i < part->leaf_count; i++)
		size += size_of(run, part->leaves[i], left);
	return size;
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
		if (!part->source || part->source->dropped) {
			part->source = NULL;
			continue;
		}
		part->source->sharers++;
		value_set(part->source->map, "sharers",
			  value_of_number(run->arena, part->source->sharers));
		share_with(run, part->map, name);
		part->shares_dynamic = is_dynamic(run, part->source);
	}
	return ok;
}

static bool is_near(const struct value *map, const struct value *partner)
{
	return value_equal(value_get(map, "region"), value_get(partner, "region"));
}

/* From the partition that is named, which may have a size only later; in another region it has it
 * already.
 */
static bool take_size(struct pm_run *run, struct pm_part *part)
{
	const char *name = first_share(part->map);
	const struct value *partner = value_get(run->problem->fragments, name);
	const struct pm_part *near = pm_find_part(run, name);
	int64_t size = 0;
	bool ok = true;

	part->size_float = false;
	if (!is_near(part->map, partner))
		ok = pm_need_size(run, name, partner, "size", &size, &part->size_float);
	else if (near)
		size = size_of(run, near, 0);
	part->sized = true;
	part->size = size;
	return ok;
}

static bool size_others(struct pm_run *run, bool containers)
{
	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];

		if (!part->dropped && part->container == containers && !part->shares_dynamic &&
		    value_get(part->map, "share_size") && !take_size(run, part))
			return false;
	}
	return true;
}

/* None of those that share with the dynamic partition sees the size of another one. */
static void size_sharers(struct pm_run *run)
{
	const int64_t left = run->size - known_sizes(run, true);
	int64_t *sizes = arena_array(run->arena, run->part_count, sizeof(*sizes));

	for (size_t i = 0; i < run->part_count; i++) {
		const struct pm_part *part = &run->parts[i];

		if (part->shares_dynamic) /* rounded towards zero */
			sizes[i] = size_of(run, part->source, left) / (part->source->sharers + 1);
	}
	for (size_t i = 0; i < run->part_count; i++) {
		if (!run->parts[i].shares_dynamic)
			continue;
		run->parts[i].size = sizes[i];
		run->parts[i].size_float = false;
		run->parts[i].sized = true;
	}
}

bool pm_share_sizes(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->part_count; i++) {
		struct pm_part *part = &run->parts[i];

		part->sized = !part->dropped && value_get(part->map, "size") != NULL;
		if (part->sized && !pm_need_size(run, part->name, part->map, "size", &part->size,
						 &part->size_float))
			ok = false;
	}
	if (!find_sources(run) || !ok || !size_others(run, false) || !size_others(run, true))
		return false;
	size_sharers(run);
	run->dynamic_part->size = run->size - known_sizes(run, false);
	for (size_t i = 0; i < run->part_count; i++)
		run->dynamic_part->size_float |=
			!run->parts[i].container && run->parts[i].size_float;
	run->dynamic_part->sized = true;
	return true;
}

/* -- In simple regions ------------------------------------------------------------------------ */

/* Containers may hold each other in a loop, or double what they hold at every step. */
static bool add_size_of(struct pm_run *run, const char *name, size_t *steps, int64_t *size)
{
	const struct value *map = value_get(run->problem->fragments, name);
	const struct value *span = value_get(map, "span");
	int64_t own;
	bool is_float;

	if (!map || ++*steps > LIMIT_STEPS)
		return report_no_partner(run, name, name);
	if (!span) {
		if (value_get(map, "size") &&
		    !pm_need_size(run, name, map, "size", &own, &is_float))
			return false;
		*size += value_get(map, "size") ? own : 0;
		return true;
	}
	for (size_t i = 0; span->kind == VALUE_LIST && i < span->count; i++) {
		const struct value *item = span->items[i];

		if (item->kind != VALUE_STRING)
			return report_no_list(run, name);
		if (!add_size_of(run, item->text, steps, size))
			return false;
	}
	return true;
}

static bool share_one(struct pm_run *run, struct value *map)
{
	const char *name = first_share(map);
	const struct value *partner = value_get(run->problem->fragments, name);
	int64_t size = 0;
	size_t steps = 0;
	bool is_float = false;

	if (is_near(map, partner) ? !add_size_of(run, name, &steps, &size)
				  : !pm_need_size(run, name, partner, "size", &size, &is_float))
		return false;
	pm_set_number(map, "size", size, is_float);
	return true;
}

static bool name_source(struct pm_run *run, const char *partition, struct value *map)
{
	const char *name = find_source(run, partition);
	struct value *source = name ? value_get(run->requests, name) : NULL;

	if (source) {
		value_set(source, "sharers",
			  value_of_number(run->arena,
					  value_number(value_get(source, "sharers")) + 1));
		share_with(run, map, name);
	}
	return name != NULL;
}

bool pm_share_sizes_simple(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->requests->count; i++) {
		struct value_member *member = &run->requests->members[i];

		if (value_get(member->value, "share_size"))
			ok = name_source(run, member->key, member->value) && ok;
	}
	for (size_t i = 0; ok && i < run->requests->count; i++) {
		struct value_member *member = &run->requests->members[i];

		if (value_get(member->value, "share_size"))
			ok = share_one(run, member->value);
	}
	return ok;
}
