/* SPDX-License-Identifier: MIT */
/* The holes that a static file leaves in a region, by Partition Manager's own arithmetic on sets
 * (PARTITION-MANAGER.md 5.3 and 5.4).
 */
#include "resolve/pm/region.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"

static int by_number(const void *a, const void *b)
{
	const int64_t *first = a, *second = b;

	return (*first > *second) - (*first < *second);
}

static size_t sort_unique(int64_t *numbers, size_t count)
{
	size_t kept = 0;

	qsort(numbers, count, sizeof(*numbers), by_number);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || numbers[i] != numbers[kept - 1])
			numbers[kept++] = numbers[i];
	}
	return kept;
}

/* The numbers of a that are not in b; both are sorted. */
static size_t subtract(int64_t *result, const int64_t *a, size_t a_count, const int64_t *b,
		       size_t b_count)
{
	size_t count = 0, k = 0;

	for (size_t i = 0; i < a_count; i++) {
		while (k < b_count && b[k] < a[i])
			k++;
		if (k == b_count || b[k] != a[i])
			result[count++] = a[i];
	}
	return count;
}

/* In a simple region everything with a size counts, in a complex one all but containers. */
static bool counts(const struct pm_run *run, const char *name, const struct value *map)
{
	if (run->region->strategy == PM_COMPLEX)
		return !value_get(map, "span") && !cstr_eq(name, run->dynamic);
	return value_get(map, "size") != NULL;
}

bool pm_find_gaps(struct pm_run *run, struct pm_gaps *gaps)
{
	const struct value *statics = run->statics;
	size_t room = statics->count + 1, n = 0, starts, ends, begins, stops;
	int64_t *start = arena_array(run->arena, room, sizeof(*start));
	int64_t *end = arena_array(run->arena, room, sizeof(*end));
	int64_t *begin = arena_array(run->arena, room, sizeof(*begin));
	int64_t *stop = arena_array(run->arena, room, sizeof(*stop));

	*gaps = (struct pm_gaps){0};
	end[n] = run->region->base;
	start[n++] = run->region->base + run->region->size;
	for (size_t i = 0; i < statics->count; i++) {
		const char *name = statics->members[i].key;
		const struct value *map = statics->members[i].value;
		int64_t size;

		if (!map || !counts(run, name, map))
			continue;
		if (!pm_need_number(run, name, map, "address", &start[n]) ||
		    !pm_need_number(run, name, map, "size", &size))
			return false;
		end[n] = start[n] + size;
		n++;
		gaps->reserved += size;
	}
	starts = sort_unique(start, n);
	ends = sort_unique(end, n);
	begins = subtract(begin, end, ends, start, starts);
	stops = subtract(stop, start, starts, end, ends);
	gaps->count = begins < stops ? begins : stops;
	gaps->begin = begin;
	gaps->end = stop;
	return true;
}

const char *pm_gap_list(struct pm_run *run, const struct pm_gaps *gaps)
{
	struct text text = {.arena = run->arena};

	text_printf(&text, "Gaps found (%zu):", gaps->count);
	for (size_t i = 0; i < gaps->count; i++) {
		int64_t numbers[] = {gaps->begin[i], gaps->end[i]};

		for (size_t k = 0; k < 2; k++) {
			bool negative = numbers[k] < 0;
			uint64_t magnitude =
				negative ? -(uint64_t)numbers[k] : (uint64_t)numbers[k];

			text_printf(&text, "%s%s0x%" PRIx64, k ? "-" : (i ? " " : ""),
				    negative ? "-" : "", magnitude);
		}
	}
	return text.p;
}

struct span pm_first_static(const struct pm_run *run)
{
	for (size_t i = 0; i < run->statics->count; i++) {
		if (run->statics->members[i].value)
			return pm_place_of(run, run->statics->members[i].key, NULL);
	}
	return (struct span){0};
}

bool pm_require_gap(struct pm_run *run)
{
	struct pm_gaps gaps;
	struct finding *finding;

	if (!pm_find_gaps(run, &gaps))
		return false;
	if (gaps.count == 1) {
		run->begin = gaps.begin[0];
		run->size = gaps.end[0] - gaps.begin[0];
		return true;
	}
	finding = pm_fail(
		run, RULE_gap_count, NULL, pm_first_static(run),
		arena_printf(run->arena,
			     "Incorrect amount of gaps found in static configuration. There must "
			     "be exactly one gap in the static configuration to support placing "
			     "the dynamic partitions (such as 'app'). %s The most common solution "
			     "to this problem is to fill the smallest of these gaps with "
			     "statically defined partition(s) until there is only one gap left. "
			     "Alternatively re-order the already defined static partitions so "
			     "that only one gap remains.",
			     pm_gap_list(run, &gaps)));
	pm_say(run, finding,
	       "the static file leaves %zu gaps in region `%s`, where exactly one is needed for "
	       "`%s`",
	       gaps.count, run->region->name, run->dynamic);
	pm_help(run, finding,
		gaps.count == 0
			? "make room: leave a gap for the dynamic partition"
			: "fill the other gaps with entries named EMPTY_0, EMPTY_1 and so on");
	return false;
}
