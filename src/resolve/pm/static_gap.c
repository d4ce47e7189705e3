/* SPDX-License-Identifier: MIT */
/* The holes that a static file leaves in a region, by Partition Manager's own arithmetic on sets
 * (PARTITION-MANAGER.md 5.3 and 5.4).
 */
#include "resolve/pm/region.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"

#define LIMIT_LABELS 8

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
	bool ok = true;

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
		    !pm_need_number(run, name, map, "size", &size)) {
			ok = false;
			continue;
		}
		end[n] = start[n] + size;
		n++;
		if (value_is_text(value_get(map, "region"), run->region->name))
			gaps->reserved += size;
	}
	starts = sort_unique(start, n);
	ends = sort_unique(end, n);
	begins = subtract(begin, end, ends, start, starts);
	stops = subtract(stop, start, starts, end, ends);
	gaps->count = begins < stops ? begins : stops;
	gaps->begin = begin;
	gaps->end = stop;
	return ok;
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

			text_printf(&text, "%s0x%s%" PRIx64, k ? "-" : (i ? " " : ""),
				    negative ? "-" : "", magnitude);
		}
	}
	return text.p;
}

/* The leaf that begins where a gap ends, or ends where one begins; NULL at an end of the region. */
static const struct value_member *neighbour(const struct pm_run *run, int64_t at, bool above)
{
	for (size_t i = 0; i < run->statics->count; i++) {
		const struct value_member *member = &run->statics->members[i];
		int64_t begin;

		if (!member->value || !counts(run, member->key, member->value))
			continue;
		begin = value_number(value_get(member->value, "address"));
		if (!above)
			begin += value_number(value_get(member->value, "size"));
		if (begin == at)
			return member;
	}
	return NULL;
}

static const char *hex(struct pm_run *run, int64_t number)
{
	return arena_printf(run->arena, "%s0x%" PRIx64, number < 0 ? "-" : "",
			    number < 0 ? -(uint64_t)number : (uint64_t)number);
}

/* Every gap beside its neighbour, and an entry for the smallest one. */
static void tell_gaps(struct pm_run *run, const struct pm_gaps *gaps, struct finding *finding)
{
	struct findings *found = run->problem->found;
	size_t smallest = 0;

	for (size_t i = 0; i < gaps->count && i < LIMIT_LABELS; i++) {
		const struct value_member *member = neighbour(run, gaps->end[i], true);
		const char *where = "in front of";

		if (gaps->end[i] - gaps->begin[i] < gaps->end[smallest] - gaps->begin[smallest])
			smallest = i;
		if (!member) {
			member = neighbour(run, gaps->begin[i], false);
			where = "behind";
		}
		if (!member)
			continue;
		finding_about(found, finding, member->key);
		finding_label(found, finding, pm_place_of(run, member->key, NULL),
			      "%s..%s is free %s `%s`", hex(run, gaps->begin[i]),
			      hex(run, gaps->end[i]), where, member->key);
	}
	pm_help(run, finding,
		"fill all gaps but one: `EMPTY_0: {address: %s, size: %s, region: %s}` for the "
		"smallest",
		hex(run, gaps->begin[smallest]),
		hex(run, gaps->end[smallest] - gaps->begin[smallest]), run->region->name);
}

static struct span first_static(const struct pm_run *run)
{
	for (size_t i = 0; i < run->statics->count; i++) {
		if (run->statics->members[i].value)
			return pm_place_of(run, run->statics->members[i].key, NULL);
	}
	return (struct span){0};
}

struct finding *pm_report_gaps(struct pm_run *run, enum rule_id rule, const struct pm_gaps *gaps,
			       const char *sentence)
{
	struct finding *finding = pm_fail(run, rule, NULL, first_static(run), sentence);

	if (gaps->count > 0)
		tell_gaps(run, gaps, finding);
	return finding;
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
	finding = pm_report_gaps(
		run, RULE_gap_count, &gaps,
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
	if (gaps.count == 0)
		pm_help(run, finding, "make room: leave a gap for the dynamic partition");
	return false;
}
