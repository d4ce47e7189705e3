/* SPDX-License-Identifier: MIT */
/* Counting findings by file and rule, and allowing those that were there before. */
#include "diag/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int compare(const void *left, const void *right)
{
	const struct baseline_entry *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	return order ? order : strcmp(rule_get(a->rule)->name, rule_get(b->rule)->name);
}

void baseline_sort(struct baseline *baseline)
{
	size_t kept = 0;

	qsort(baseline->list, baseline->count, sizeof(*baseline->list), compare);
	for (size_t i = 0; i < baseline->count; i++) {
		if (kept == 0 || compare(&baseline->list[kept - 1], &baseline->list[i]) != 0)
			baseline->list[kept++] = baseline->list[i];
	}
	baseline->count = kept;
}

const struct baseline_entry *baseline_find(const struct baseline *baseline, const char *file,
					   enum rule_id rule)
{
	const struct baseline_entry wanted = {file, rule, 0};

	if (baseline->count == 0)
		return NULL;
	return bsearch(&wanted, baseline->list, baseline->count, sizeof(wanted), compare);
}

static bool may_be_known(const struct finding *finding)
{
	return !finding->allowed && rule_may_be_allowed(finding->rule);
}

/* Findings mostly follow those of the same file, so the last name is kept. */
struct names {
	baseline_name *name;
	void *context;
	const char *path, *known;
};

static const char *file_of(struct names *names, const struct finding *finding)
{
	struct span at = finding->labels->at;
	const char *path = span_is_set(at) ? at.source->name : "";

	if (!names->path || !cstr_eq(names->path, path))
		names->known = *path ? names->name(names->context, path) : "";
	names->path = path;
	return names->known;
}

/* Sums entries of one file and rule. */
static void sum(struct baseline *baseline)
{
	size_t kept = 0;

	qsort(baseline->list, baseline->count, sizeof(*baseline->list), compare);
	for (size_t i = 0; i < baseline->count; i++) {
		if (kept > 0 && compare(&baseline->list[kept - 1], &baseline->list[i]) == 0)
			baseline->list[kept - 1].count += baseline->list[i].count;
		else
			baseline->list[kept++] = baseline->list[i];
	}
	baseline->count = kept;
}

struct baseline baseline_of(const struct findings *found, baseline_name *name, void *context)
{
	struct names names = {name, context, NULL, NULL};
	struct baseline baseline = {
		arena_array(found->arena, found->count, sizeof(struct baseline_entry)), 0};

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		if (may_be_known(finding))
			baseline.list[baseline.count++] =
				(struct baseline_entry){file_of(&names, finding), finding->rule, 1};
	}
	sum(&baseline);
	return baseline;
}

void baseline_apply(const struct baseline *baseline, const struct baseline *present,
		    struct findings *found, const char *reason, baseline_name *name, void *context)
{
	struct names names = {name, context, NULL, NULL};

	for (struct finding *finding = found->first; finding; finding = finding->next) {
		const struct baseline_entry *known, *now;

		if (!may_be_known(finding))
			continue;
		known = baseline_find(baseline, file_of(&names, finding), finding->rule);
		if (!known)
			continue;
		now = baseline_find(present, known->file, known->rule);
		if (now && now->count > known->count)
			finding_note(
				found, finding,
				"the baseline knows %zu of these %zu findings, so all are shown",
				known->count, now->count);
		else
			finding->allowed = reason;
	}
}
