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
			int64_t size)
{
	struct pm_part *hole = ARENA_NEW(run->arena, struct pm_part);
	struct value *placement = value_new(run->arena, VALUE_MAP);
	struct value *names = value_new(run->arena, VALUE_LIST);

	hole->name = arena_printf(run->arena, "EMPTY_%zu", run->holes++);
	hole->map = value_new(run->arena, VALUE_MAP);
	hole->size = size;
	hole->sized = hole->placed = true;
	value_append(names, value_of_text(run->arena, beside->name));
	value_set(placement, before ? "before" : "after", names);
	value_set(hole->map, "placement", placement);
	value_set(hole->map, "region", value_of_text(run->arena, run->region->name));
	value_set(run->requests, hole->name, hole->map);
	put_into_solution(run, hole, at);
}

static void pay(struct pm_run *run, int64_t each)
{
	for (size_t i = 0; i < run->sharer_count; i++)
		run->sharers[i]->size -= each;
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

/* A hole for a part behind the dynamic one whose size depends on it: every one that shares pays
 * so much that the part's own move comes out right, as long as only sharers lie in between:
 * Partition Manager counts all that do (vector r0358).
 */
static bool align_sharer(struct pm_run *run, size_t i, bool of_end, int64_t pad, bool *inserted)
{
	const struct pm_part *part = run->solution[i];
	int64_t in_front = of_end ? 1 : 0, cut;

	for (size_t k = i; run->solution[k] != run->dynamic_part; k--)
		in_front++;
	cut = pad / in_front;
	if (cut % 4 != 0)
		return report_sharer(run, part,
				     arena_printf(run->arena,
						  "The current configuration gives %s a "
						  "non-word-aligned size%s",
						  run->dynamic, pm_alignment_text()));
	if (cut >= run->dynamic_part->size)
		return report_sharer(run, part,
				     arena_printf(run->arena,
						  "The current configuration is invalid because it "
						  "requires %s's size to be less than 0.%s",
						  run->dynamic, pm_alignment_text()));
	pay(run, cut);
	insert_hole(run, i + 1, part, false, cut * (int64_t)run->sharer_count);
	*inserted = true;
	return true;
}

/* The first one, which cannot be moved, has got its hole already. */
static bool is_settled(const struct pm_run *run, size_t i, const struct wish *wish)
{
	return i == 0 && wish->of_end && run->solution_count > 1 &&
	       cstr_eq(run->solution[1]->name, "EMPTY_0");
}

static void align_plain(struct pm_run *run, size_t i, bool before, const struct wish *wish,
			int64_t rest)
{
	struct pm_part *part = run->solution[i];
	int64_t pad = rest;

	if (before && i > 0) {
		pad = wish->multiple - rest;
		insert_hole(run, i, part, true, pad);
	} else {
		if (wish->of_end && part->address == 0)
			pad = wish->multiple - rest;
		else if (part->address != 0)
			part->address -= pad;
		insert_hole(run, i + 1, part, false, pad);
	}
	pay(run, pad / (int64_t)run->sharer_count);
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
		align_plain(run, i, before_dynamic, &wish, rest);
		*inserted = true;
		return true;
	}
	if (before_dynamic)
		return report_sharer(run, part,
				     "Invalid combination, can not have dynamic partition in "
				     "front of app with alignment");
	return align_sharer(run, i, wish.of_end, rest, inserted);
}
