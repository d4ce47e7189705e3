/* SPDX-License-Identifier: MIT */
/* Alignment: holes that are put beside partitions, and who pays for them
 * (PARTITION-MANAGER.md 5.3, step 15 b to g).
 */
#include "resolve/pm/region.h"

#include <string.h>

#include "base/arena.h"

/* As Python's %: the result has the sign of b. */
static int64_t modulo(int64_t a, int64_t b)
{
	int64_t rest = a % b;

	return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
	return (a - modulo(a, b)) / b;
}

/* -- align_next ------------------------------------------------------------------------------- */

static bool report_present(struct pm_run *run, const struct pm_part *part,
			   const struct pm_part *next)
{
	struct finding *finding =
		pm_fail(run, RULE_unsolvable_placement, next->name,
			pm_place_of(run, next->name, "placement"),
			arena_printf(run->arena, "Align config already present in %s", next->name));

	pm_say(run, finding, "`align_next` of `%s` does not agree with the alignment of `%s`",
	       part->name, next->name);
	finding_label(run->problem->found, finding, pm_place_of(run, part->name, "placement"),
		      "`align_next` stands here");
	pm_help(run, finding, "align the start of `%s`, to a multiple or a divisor of that number",
		next->name);
	return false;
}

/* Joins a wish for the next one's start with its own. */
static bool merge_align(struct pm_run *run, const struct pm_part *part, struct pm_part *next,
			struct value *wish)
{
	struct value *placement = value_get(next->map, "placement"), *align, *own;
	int64_t a = value_number(wish), b;

	if (!placement) {
		placement = value_new(run->arena, VALUE_MAP);
		value_set(next->map, "placement", placement);
	}
	align = value_get(placement, "align");
	if (!align || align->kind != VALUE_MAP) {
		align = value_new(run->arena, VALUE_MAP);
		value_set(placement, "align", align);
	}
	own = value_get(align, "start");
	if (value_get(align, "end"))
		return report_present(run, part, next);
	if (!own) {
		value_set(align, "start", wish);
		return true;
	}
	b = value_number(own);
	if (a == 0 || b == 0 || modulo(a > b ? a : b, a > b ? b : a) != 0)
		return report_present(run, part, next);
	if (a > b)
		value_set(align, "start", wish);
	return true;
}

bool pm_move_align_next(struct pm_run *run)
{
	struct pm_part *part = NULL;

	for (size_t i = 0; i < run->solution_count; i++) {
		struct pm_part *next = run->solution[i];
		struct value *placement = part ? value_get(part->map, "placement") : NULL;
		struct value *wish = value_get(placement, "align_next");
		int64_t unused;

		if (str_contains(str_of(next->name), "EMPTY_"))
			continue;
		if (wish) {
			if (!pm_need_number(run, part->name, placement, "align_next", &unused))
				return false;
			value_delete(placement, "align_next");
			if (!merge_align(run, part, next, wish))
				return false;
		}
		part = next;
	}
	return true;
}

/* -- Holes ------------------------------------------------------------------------------------ */

static void put_into_solution(struct pm_run *run, struct pm_part *part, size_t at)
{
	if (run->solution_count == run->solution_room) {
		struct pm_part **larger =
			arena_array(run->arena, 2 * run->solution_room + 16, sizeof(*larger));

		memcpy(larger, run->solution, run->solution_count * sizeof(*larger));
		run->solution = larger;
		run->solution_room = 2 * run->solution_room + 16;
	}
	memmove(&run->solution[at + 1], &run->solution[at],
		(run->solution_count - at) * sizeof(struct pm_part *));
	run->solution[at] = part;
	run->solution_count++;
}

/* The hole is numbered by how many there are already. */
static void insert_hole(struct pm_run *run, size_t at, const struct pm_part *beside, bool before,
			int64_t size, bool is_float)
{
	struct pm_part *hole = ARENA_NEW(run->arena, struct pm_part);
	struct value *placement = value_new(run->arena, VALUE_MAP);
	struct value *names = value_new(run->arena, VALUE_LIST);

	hole->name = arena_printf(run->arena, "EMPTY_%zu", run->holes++);
	hole->map = value_new(run->arena, VALUE_MAP);
	hole->size = size;
	hole->size_float = is_float;
	hole->sized = hole->placed = true;
	value_append(names, value_of_text(run->arena, beside->name));
	value_set(placement, before ? "before" : "after", names);
	value_set(hole->map, "placement", placement);
	value_set(hole->map, "region", value_of_text(run->arena, run->region->name));
	if (!pm_find_part(run, hole->name)) /* else a container takes its place again */
		value_set(run->requests, hole->name, hole->map);
	put_into_solution(run, hole, at);
}

/* A hole takes the name of a partition, which is lost. */
static bool report_hole_name(struct pm_run *run, const struct pm_part *part)
{
	struct finding *finding =
		pm_crash(run, RULE_unsolvable_placement, part->name, (struct span){0},
			 "Partition Manager puts a hole of that name in its place");

	pm_say(run, finding, "`%s` is called like the hole that an alignment needs", part->name);
	pm_help(run, finding, "choose another name: EMPTY_... are holes");
	return false;
}

static bool report_paying_container(struct pm_run *run, const struct pm_part *part)
{
	struct finding *finding = pm_crash(
		run, RULE_unsolvable_placement, part->name,
		pm_place_of(run, part->name, "share_size"),
		arena_printf(run->arena, "Partition Manager ends with KeyError: '%s'", part->name));

	pm_say(run, finding,
	       "the container `%s` shares the size of `%s`, so it would have to pay for a hole",
	       part->name, run->dynamic);
	pm_help(run, finding,
		"delete its `share_size`: a container has the extent of what it spans");
	return false;
}

/* Every one that shares with the dynamic partition gives so many bytes for the next hole. */
static bool pay(struct pm_run *run, int64_t each, bool is_float)
{
	const struct pm_part *same =
		pm_find_part(run, arena_printf(run->arena, "EMPTY_%zu", run->holes));

	if (same && !same->container)
		return report_hole_name(run, same);
	for (size_t i = 0; i < run->sharer_count; i++) {
		if (run->sharers[i]->container)
			return report_paying_container(run, run->sharers[i]);
		run->sharers[i]->size -= each;
		run->sharers[i]->size_float |= is_float;
	}
	return true;
}

/* -- Alignment of one part -------------------------------------------------------------------- */

/* What is wanted of a part: a multiple for its start or for its end. */
struct wish {
	int64_t multiple;
	bool of_end;
};

static bool report_invalid(struct pm_run *run, const struct pm_part *part,
			   const struct value *align)
{
	struct text text = {.arena = run->arena};
	struct finding *finding;

	value_repr(&text, align);
	finding = pm_fail(run, RULE_unsolvable_placement, part->name,
			  pm_place_of(run, part->name, "placement"),
			  arena_printf(run->arena, "Invalid alignment requirement %s", text.p));
	pm_say(run, finding, "align of `%s` needs either `start` or `end`", part->name);
	pm_help(run, finding, "write `align: {start: 0x1000}`");
	return false;
}

static bool read_wish(struct pm_run *run, const struct pm_part *part, const struct value *align,
		      struct wish *wish)
{
	const char *key = value_get(align, "start") ? "start" : "end";
	struct finding *finding;

	if (align->kind != VALUE_MAP || value_live(align) != 1 || !value_get(align, key))
		return report_invalid(run, part, align);
	wish->of_end = cstr_eq(key, "end");
	if (!pm_need_number(run, part->name, align, key, &wish->multiple))
		return false;
	if (wish->multiple != 0)
		return true;
	finding = pm_crash(run, RULE_bad_alignment_value, part->name, value_place(align, key),
			   "Partition Manager ends with ZeroDivisionError");
	pm_say(run, finding, "`%s` is to be aligned to 0", part->name);
	pm_help(run, finding, "write a power of two");
	return false;
}

static bool report_sharer(struct pm_run *run, const struct pm_part *part, const char *sentence)
{
	struct finding *finding = pm_fail(run, RULE_unsolvable_placement, part->name,
					  pm_place_of(run, part->name, "placement"), sentence);

	pm_say(run, finding,
	       "the alignment of `%s`, which depends on the size of `%s`, cannot be met",
	       part->name, run->dynamic);
	pm_help(run, finding, "change the sizes of the others until it is met without a hole");
	return false;
}

static bool report_first(struct pm_run *run, const struct pm_part *part)
{
	struct finding *finding = pm_crash(run, RULE_unsolvable_placement, part->name,
					   pm_place_of(run, part->name, "placement"),
					   "Partition Manager ends with ZeroDivisionError");

	pm_say(run, finding, "`%s` is the first partition, so its start cannot be moved",
	       part->name);
	pm_help(run, finding, "delete its `align`, or put a partition in front of it");
	return false;
}

/* A hole for a part behind the dynamic one whose size depends on it: every one that shares pays
 * so much that the part's own move comes out right, as long as only sharers lie in between:
 * Partition Manager counts all that do (vector r0358).
 */
static bool align_sharer(struct pm_run *run, size_t i, bool of_end, int64_t pad, bool *inserted)
{
	const struct pm_part *part = run->solution[i];
	const bool is_float = part->address_float || (of_end && part->size_float);
	const struct pm_part *first;
	int64_t in_front, cut;
	size_t k = 0;

	while (run->solution[k] != run->dynamic_part && !run->solution[k]->shares_dynamic)
		k++;
	first = run->solution[k];
	in_front = (int64_t)(i - k) + (of_end ? 1 : 0);
	if (in_front == 0)
		return report_first(run, part);
	cut = floor_divide(pad, in_front);
	if (cut % 4 != 0)
		return report_sharer(run, part,
				     arena_printf(run->arena,
						  "The current configuration gives %s a "
						  "non-word-aligned size%s",
						  first->name, pm_alignment_text()));
	if (cut >= first->size)
		return report_sharer(run, part,
				     arena_printf(run->arena,
						  "The current configuration is invalid because it "
						  "requires %s's size to be less than 0.%s",
						  first->name, pm_alignment_text()));
	if (!pay(run, cut, is_float))
		return false;
	insert_hole(run, i + 1, part, false, cut * (int64_t)run->sharer_count, is_float);
	*inserted = true;
	return true;
}

/* The first one, which cannot be moved, has got its hole already. */
static bool is_settled(const struct pm_run *run, size_t i, const struct wish *wish)
{
	return i == 0 && wish->of_end && run->solution_count > 1 &&
	       cstr_eq(run->solution[1]->name, "EMPTY_0");
}

static bool align_plain(struct pm_run *run, size_t i, bool before, const struct wish *wish,
			int64_t rest)
{
	struct pm_part *part = run->solution[i];
	const bool above = before && i > 0;
	const bool is_float = part->address_float || (wish->of_end && part->size_float);
	int64_t pad = rest;

	if (above || (wish->of_end && part->address == 0))
		pad = wish->multiple - rest;
	else if (part->address != 0)
		part->address -= pad;
	if (!pay(run, floor_divide(pad, (int64_t)run->sharer_count), is_float))
		return false;
	insert_hole(run, above ? i : i + 1, part, above, pad, is_float);
	return true;
}

bool pm_align_at(struct pm_run *run, size_t i, bool before_dynamic, bool *inserted)
{
	struct pm_part *part = run->solution[i];
	struct wish wish;
	int64_t rest;

	if (!part->align)
		return true;
	if (!read_wish(run, part, part->align, &wish))
		return false;
	rest = modulo(part->address + (wish.of_end ? part->size : 0), wish.multiple);
	if (rest == 0 || is_settled(run, i, &wish))
		return true;
	if (part != run->dynamic_part && !part->shares_dynamic) {
		*inserted = align_plain(run, i, before_dynamic, &wish, rest);
		return *inserted;
	}
	if (before_dynamic && i > 0)
		return report_sharer(run, part,
				     "Invalid combination, can not have dynamic partition in "
				     "front of app with alignment");
	return align_sharer(run, i, wish.of_end, rest, inserted);
}
