/* SPDX-License-Identifier: MIT */
/* Rules about the gaps between the partitions, as Partition Manager counts them. */
#include "check/gaps.h"

#include "base/arena.h"
#include "base/num.h"

/* Sizes of nRF54L memories vary with what a project reserves (RULES.md, last ruling). */
static void limit_by_size(const struct layout *layout, const struct region *region,
			  struct findings *found, struct finding *finding)
{
	finding_rests_on(found, finding, region->size, "the size of the region");
	if (layout->facts.soc && layout->facts.soc->size_varies &&
	    region->size.origin <= ORIGIN_BUILT_IN)
		finding_limit(finding, SEVERITY_WARNING);
}

static const char *gap_list(struct arena *arena, const struct region *region)
{
	struct text list = {.arena = arena};
	size_t listed = 0;

	for (const struct gap *gap = region->pm_gaps; gap && listed < 16; gap = gap->next)
		text_printf(&list, "%s0x%jx-0x%jx", listed++ ? " " : "", (uintmax_t)gap->begin,
			    (uintmax_t)gap->end);
	if (listed < region->pm_gap_count)
		text_puts(&list, " ...");
	return list.p ? list.p : "";
}

/* The partition that ends where a gap begins; NULL at the region's start. */
static const struct partition *neighbour_before(const struct region *region, uint64_t address)
{
	const struct partition *found = NULL;

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *p = region->by_address[i];

		if (partition_takes_bytes(p) && partition_end(p) == address)
			found = p;
	}
	return found;
}

static const struct partition *first_of(const struct region *region)
{
	return region->by_address[0];
}

static void label_gaps(const struct region *region, struct findings *found, struct finding *finding)
{
	size_t labelled = 0;

	for (const struct gap *gap = region->pm_gaps; gap && labelled < 8; gap = gap->next) {
		const struct partition *before = neighbour_before(region, gap->begin);

		if (gap->end < gap->begin)
			continue;
		if (before)
			finding_label(found, finding, partition_size_at(before),
				      "behind `%s`: 0x%jx..0x%jx, %s", before->name,
				      (uintmax_t)gap->begin, (uintmax_t)gap->end,
				      num_bytes(found->arena, gap->end - gap->begin));
		labelled++;
	}
}

/* The first entry without a byte; NULL: none. */
static const struct partition *empty_entry(const struct region *region)
{
	for (size_t i = 0; i < region->count; i++)
		if (!region->by_address[i]->size.value)
			return region->by_address[i];
	return NULL;
}

static void help_gaps(const struct layout *layout, const struct region *region,
		      struct findings *found, struct finding *finding)
{
	const struct gap *smallest = region->pm_gaps;
	const struct partition *empty = empty_entry(region);

	for (const struct gap *gap = smallest; gap; gap = gap->next)
		if (gap->end - gap->begin < smallest->end - smallest->begin)
			smallest = gap;
	if (smallest && smallest->end > smallest->begin)
		finding_help(found, finding,
			     "fill the smallest gap: `%s: {address: 0x%jx, size: 0x%jx, region: "
			     "%s}`, or let a neighbour take it",
			     layout_free_empty_name(found->arena, layout),
			     (uintmax_t)smallest->begin,
			     (uintmax_t)(smallest->end - smallest->begin), region->name);
	else if (empty)
		finding_help(found, finding,
			     "delete `%s`: where an entry of size 0 stands, Partition Manager does "
			     "not see a gap begin or end",
			     empty->name);
	else
		finding_help(found, finding,
			     "leave the bytes of `%s` free: make the partition that covers them "
			     "smaller, or delete it",
			     region->dynamic_name ? region->dynamic_name : region->name);
}

size_t gaps_forward(const struct region *region)
{
	size_t count = 0;

	for (const struct gap *gap = region->pm_gaps; gap; gap = gap->next)
		count += gap->end > gap->begin;
	return count;
}

static void note_gap_count(const struct region *region, struct findings *found,
			   struct finding *finding)
{
	bool simple = region->placement != PLACE_COMPLEX;

	if (!simple && region->pm_gap_count == 1)
		finding_note(found, finding,
			     "Partition Manager takes 0x%jx-0x%jx for the gap and gives `%s` a "
			     "negative size, without a word",
			     (uintmax_t)region->pm_gaps->begin, (uintmax_t)region->pm_gaps->end,
			     region->dynamic_name);
	else
		finding_note(
			found, finding,
			"Partition Manager stops the build: \"Incorrect amount of gaps found in "
			"static configuration%s%s%s. There must be exactly one gap in the static "
			"configuration to support placing the %s. Gaps found (%zu):%s\"",
			simple ? " for region '" : "", simple ? region->name : "",
			simple ? "'" : "",
			simple ? "non-statically-defined partitions"
			       : "dynamic partitions (such as 'app')",
			region->pm_gap_count, gap_list(found->arena, region));
}

static void report_gap_count(const struct layout *layout, const struct region *region,
			     struct findings *found)
{
	bool simple = region->placement != PLACE_COMPLEX;
	const struct partition *first = first_of(region);
	bool none = region->pm_gap_count == 0 || (!simple && region->pm_gap_count == 1);
	const char *count = none ? "no gap" : num_count(found->arena, region->pm_gap_count, "gap");
	struct finding *finding;

	if (simple)
		finding = finding_about_partition(
			found, RULE_gap_count, first, first->at,
			"%s between the static partitions of `%s`; at most one is allowed", count,
			region->name);
	else
		finding = finding_about_partition(
			found, RULE_gap_count, first, first->at,
			"%s between the static partitions of `%s`; exactly one is needed, for `%s`",
			count, region->name, region->dynamic_name);
	label_gaps(region, found, finding);
	note_gap_count(region, found, finding);
	help_gaps(layout, region, found, finding);
	limit_by_size(layout, region, found, finding);
}

/* Faults of single partitions, which have rules of their own, may be all that is wrong. */
static bool has_other_faults(const struct region *region)
{
	uint64_t end = region->base.value + region->size.value;

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *p = region->by_address[i];

		if (!p->dynamic &&
		    (p->address.value < region->base.value || partition_end(p) > end))
			return true;
	}
	return region->overlaps != NULL;
}

/* PM's solver runs on the gap of a complex region, and wants at most one in a simple one. */
bool gaps_are_wrong(const struct region *region)
{
	size_t forward = gaps_forward(region);

	/* An entry whose extent cannot be read is no gap. */
	if (!region->count || !fact_known(region->size) || region->unplaced)
		return false;
	if (region->placement != PLACE_COMPLEX)
		return region->pm_gap_count > 1 && (forward > 1 || !has_other_faults(region));
	if (!region->dynamic_name || (region->pm_gap_count == 1 && forward == 1))
		return false;
	return (region->pm_gap_count != 1 && forward != 1) || !has_other_faults(region);
}

void rule_gap_count(const struct layout *layout, struct findings *found)
{
	for (const struct region *region = layout->regions; region; region = region->next)
		if (layout->document && gaps_are_wrong(region))
			report_gap_count(layout, region, found);
}

static void report_not_packed(const struct layout *layout, const struct region *region,
			      struct findings *found)
{
	const struct gap *gap = region->pm_gaps;
	const char *side = region->placement == PLACE_START_TO_END ? "start" : "end";
	const struct partition *first = first_of(region);
	const char *hole = gap->begin < gap->end
				   ? arena_printf(found->arena, ": 0x%jx..0x%jx is free",
						  (uintmax_t)gap->begin, (uintmax_t)gap->end)
				   : "";
	struct finding *finding = finding_about_partition(
		found, RULE_not_packed, first, partition_address_at(first),
		"the partitions of `%s` are not packed at its %s%s", region->name, side, hole);

	finding_note(found, finding,
		     "Partition Manager stops the build: \"Statically defined partitions are "
		     "not packed at %s of region '%s'.\"",
		     side, region->name);
	if (*hole)
		finding_help(found, finding,
			     "close the gap with a partition (`%s: {address: 0x%jx, size: "
			     "0x%jx, region: %s}`), or move the partitions to the region's %s",
			     layout_free_empty_name(found->arena, layout), (uintmax_t)gap->begin,
			     (uintmax_t)(gap->end - gap->begin), region->name, side);
	else
		finding_help(found, finding, "place them one behind the other from the region's %s",
			     side);
	limit_by_size(layout, region, found, finding);
}

void rule_not_packed(const struct layout *layout, struct findings *found)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		const struct gap *gap = region->pm_gaps;
		uint64_t base = region->base.value, end = base + region->size.value;

		if (!layout->document || region->placement == PLACE_COMPLEX ||
		    region->pm_gap_count != 1 || region->unplaced)
			continue;
		if (region->placement == PLACE_START_TO_END ? gap->end != end : gap->begin != base)
			report_not_packed(layout, region, found);
	}
}
