/* SPDX-License-Identifier: MIT */
/* Pairs the partitions of two layouts and has every difference judged. */
#include "check/release_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct finding *release_finding(struct release *release, enum rule_id rule,
				enum change_class change, struct span at, const char *message)
{
	struct finding *finding = finding_add(release->found, rule, at, "%s", message);

	finding->change = change;
	if (change == CHANGE_SAFE)
		finding_limit(finding, SEVERITY_NOTE);
	if (change > release->worst)
		release->worst = change;
	return finding;
}

/* Parts that have no partner of the same name. */
struct unpaired {
	struct part *earlier, *now;
	size_t earlier_count, now_count;
};

static void pair_by_name(struct release *release, const struct parts *earlier,
			 const struct parts *now, struct unpaired *unpaired)
{
	size_t i = 0, j = 0;

	while (i < earlier->count || j < now->count) {
		int order = i == earlier->count ? 1
			    : j == now->count   ? -1
						: strcmp(earlier->all[i].name, now->all[j].name);

		if (order == 0)
			release_judge_pair(release, &earlier->all[i++], &now->all[j++]);
		else if (order < 0)
			unpaired->earlier[unpaired->earlier_count++] = earlier->all[i++];
		else
			unpaired->now[unpaired->now_count++] = now->all[j++];
	}
}

static int by_extent(const void *a, const void *b)
{
	const struct partition *left = ((const struct part *)a)->partition;
	const struct partition *right = ((const struct part *)b)->partition;
	uint64_t p = part_place(left), q = part_place(right);

	if (p != q)
		return p < q ? -1 : 1;
	if (left->size.value != right->size.value)
		return left->size.value < right->size.value ? -1 : 1;
	return strcmp(left->region->name, right->region->name);
}

/* Between the two worlds a name may change in a way that no table knows; the same bytes are the
 * same partition then.  Parts that remain have no partner at all.
 */
static void pair_by_extent(struct unpaired *unpaired)
{
	size_t i = 0, j = 0, left = 0, right = 0;

	qsort(unpaired->earlier, unpaired->earlier_count, sizeof(struct part), by_extent);
	qsort(unpaired->now, unpaired->now_count, sizeof(struct part), by_extent);
	while (i < unpaired->earlier_count || j < unpaired->now_count) {
		int order = i == unpaired->earlier_count ? 1
			    : j == unpaired->now_count
				    ? -1
				    : by_extent(&unpaired->earlier[i], &unpaired->now[j]);

		if (order == 0 && unpaired->earlier[i].role == unpaired->now[j].role) {
			i++;
			j++;
		} else if (order <= 0) {
			unpaired->earlier[left++] = unpaired->earlier[i++];
		} else {
			unpaired->now[right++] = unpaired->now[j++];
		}
	}
	unpaired->earlier_count = left;
	unpaired->now_count = right;
}

/* An entry of no bytes has no node, and loses none without one. */
static bool is_nothing(const struct layout *earlier, const struct layout *now,
		       const struct part *part)
{
	return (earlier->kind == LAYOUT_DEVICETREE) != (now->kind == LAYOUT_DEVICETREE) &&
	       part->partition->size.value == 0;
}

enum change_class release_compare(const struct layout *earlier, const struct layout *now,
				  struct findings *found)
{
	struct release release = {.earlier = earlier, .now = now, .found = found};
	struct parts before = release_parts(earlier, now), after = release_parts(now, earlier);
	struct unpaired unpaired = {
		.earlier = arena_array(found->arena, before.count + 1, sizeof(struct part)),
		.now = arena_array(found->arena, after.count + 1, sizeof(struct part)),
	};

	pair_by_name(&release, &before, &after, &unpaired);
	if ((earlier->kind == LAYOUT_DEVICETREE) != (now->kind == LAYOUT_DEVICETREE))
		pair_by_extent(&unpaired);
	for (size_t i = 0; i < unpaired.earlier_count; i++) {
		if (!is_nothing(earlier, now, &unpaired.earlier[i]))
			release_judge_removed(&release, &unpaired.earlier[i]);
	}
	for (size_t i = 0; i < unpaired.now_count; i++) {
		if (!is_nothing(earlier, now, &unpaired.now[i]))
			release_judge_added(&release, &unpaired.now[i]);
	}
	release_judge_bootloader(&release);
	return release.worst;
}
