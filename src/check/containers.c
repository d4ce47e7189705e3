/* SPDX-License-Identifier: MIT */
/* Rules about partitions that hold others. */
#include "check/check.h"
#include "check/image_trees.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/num.h"

/* Names that a finding lists; so that one about very many partitions stays short. */
#define NAMES_LISTED 16
/* Containers that are compared with every `inside`: each costs a walk over the file. */
#define CLAIMED_CONTAINERS 64

/* Marks, by their order, the partitions that a container holds directly or through others. */
static bool *mark_held(const struct layout *layout, const struct partition *container,
		       struct arena *arena)
{
	bool *held = arena_array(arena, layout->partition_count + 1, sizeof(held[0]));
	const struct partition **open =
		arena_array(arena, layout->partition_count + 1, sizeof(open[0]));
	size_t count = 0;

	open[count++] = container;
	while (count) {
		const struct reference *member = open[--count]->span;

		for (; member; member = member->next) {
			const struct partition *p = member->partition;

			if (!p || p->implied || held[p->order])
				continue;
			held[p->order] = true;
			if (p->span && p != container)
				open[count++] = p;
		}
	}
	return held;
}

/* What the members of a container cover together. */
struct extent {
	uint64_t begin, end;
	bool known;                        /* every member is there and is not placed by PM */
	const struct partition *outside;   /* the first member that leaves the container */
	const struct partition *elsewhere; /* the first member in another region */
};

static struct extent members_of(const struct partition *container)
{
	struct extent extent = {UINT64_MAX, 0, container->span != NULL, NULL, NULL};

	for (const struct reference *member = container->span; member; member = member->next) {
		const struct partition *p = member->partition;

		if (p && p->region && p->region != container->region && !extent.elsewhere)
			extent.elsewhere = p;
		if (!p || !p->placed || p->dynamic || p->leftover || p == container ||
		    p->region != container->region) {
			extent.known = false;
			continue;
		}
		if (p->address.value < extent.begin)
			extent.begin = p->address.value;
		if (partition_end(p) > extent.end)
			extent.end = partition_end(p);
		if (!extent.outside && (p->address.value < container->address.value ||
					partition_end(p) > partition_end(container)))
			extent.outside = p;
	}
	return extent;
}

static void report_outside(const struct partition *container, const struct partition *member,
			   struct findings *found)
{
	struct finding *finding =
		finding_about_partition(found, RULE_container_mismatch, container, container->at,
					"`%s` is %s, but its member `%s` is %s", container->name,
					partition_range(found->arena, container), member->name,
					partition_range(found->arena, member));

	finding_about(found, finding, member->name);
	finding_label(found, finding, member->at, "`%s` reaches outside", member->name);
	finding_note(
		found, finding,
		"a container is what protection and slots are computed from; Partition Manager "
		"takes a static one as it is written");
	finding_help(found, finding,
		     "write the container as large as its members, or take `%s` out "
		     "of its `span`",
		     member->name);
}

/* The bytes of a region that EMPTY partitions cover, in order and apart from each other. */
struct holes {
	struct hole {
		uint64_t begin, end;
	} * list;
	size_t count;
};

static struct holes find_holes(const struct region *region, struct arena *arena)
{
	struct holes holes = {NULL, 0};

	holes.list = arena_array(arena, region->count + 1, sizeof(holes.list[0]));
	for (size_t i = 0; i < region->count; i++) {
		const struct partition *p = region->by_address[i];
		struct hole *last = holes.count ? &holes.list[holes.count - 1] : NULL;
		uint64_t end = partition_end(p);

		if (!p->empty)
			continue;
		if (!last || p->address.value > last->end)
			holes.list[holes.count++] = (struct hole){p->address.value, end};
		else if (end > last->end)
			last->end = end;
	}
	return holes;
}

static int compare_hole(const void *key, const void *element)
{
	const struct hole *wanted = key, *hole = element;

	if (wanted->begin < hole->begin)
		return -1;
	return wanted->begin > hole->end;
}

/* True when nothing but EMPTY partitions fills [begin, end). */
static bool filled_by_empty(const struct holes *holes, uint64_t begin, uint64_t end)
{
	const struct hole wanted = {begin, end};
	const struct hole *hole;

	if (begin >= end)
		return true;
	hole = bsearch(&wanted, holes->list, holes->count, sizeof(wanted), compare_hole);
	return hole && hole->end >= end;
}

static void report_larger(const struct partition *container, struct extent members,
			  const struct holes *holes, struct findings *found)
{
	uint64_t begin = container->address.value, end = partition_end(container);
	bool empty = filled_by_empty(holes, begin, members.begin) &&
		     filled_by_empty(holes, members.end, end);
	bool trailer = begin == members.begin && cstr_starts(container->name, "mcuboot_");
	size_t named = 0;
	struct finding *finding = finding_about_partition(
		found, RULE_container_mismatch, container, partition_size_at(container),
		"`%s` is %s, but its members are only 0x%jx..0x%jx", container->name,
		partition_range(found->arena, container), (uintmax_t)members.begin,
		(uintmax_t)members.end);

	for (const struct reference *member = container->span; member && named < NAMES_LISTED;
	     member = member->next, named++)
		finding_about(found, finding, member->name);
	finding_label(found, finding, container->span->at, "its members");
	if (empty || trailer) {
		finding_limit(finding, SEVERITY_NOTE);
		finding_note(found, finding,
			     empty ? "the rest is EMPTY" : "the rest can hold MCUboot's trailer");
	} else {
		finding_note(
			found, finding,
			"the bytes in between are treated like the container, though no member "
			"needs them");
	}
	finding_help(found, finding,
		     "write `address: 0x%jx` and `size: 0x%jx`, or add the missing "
		     "members to its `span`",
		     (uintmax_t)members.begin, (uintmax_t)(members.end - members.begin));
}

/* Partitions that say `inside: container` although the container does not list them. */
static bool report_missing_members(const struct layout *layout, const struct partition *container,
				   struct findings *found)
{
	const bool *held = mark_held(layout, container, found->arena);
	struct finding *finding = NULL;
	size_t missing = 0;

	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!p->inside || p->inside->partition != container || p == container ||
		    held[p->order] || ++missing > NAMES_LISTED)
			continue;
		if (!finding)
			finding = finding_about_partition(
				found, RULE_container_mismatch, container,
				container->span ? container->span->at : container->at,
				"`%s` does not list every partition that claims to be inside it",
				container->name);
		finding_about(found, finding, p->name);
		finding_label(found, finding, p->inside->at, "`%s` claims to be inside `%s`",
			      p->name, container->name);
	}
	if (!finding)
		return false;
	if (missing > NAMES_LISTED)
		finding_note(found, finding, "%zu more are not listed here",
			     missing - NAMES_LISTED);
	finding_note(
		found, finding,
		"Partition Manager does not evaluate `inside` in a static file: what is not in "
		"the `span` gets none of the container's protection");
	finding_help(found, finding, "add the names to `span` and `orig_span` of `%s`",
		     container->name);
	return true;
}

/* Marks, by their order, the containers that some `inside` names. */
static bool *mark_claimed(const struct layout *layout, struct arena *arena)
{
	bool *claimed = arena_array(arena, layout->partition_count + 1, sizeof(claimed[0]));

	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (p->inside && p->inside->partition && !p->inside->partition->implied)
			claimed[p->inside->partition->order] = true;
	return claimed;
}

static void report_elsewhere(const struct partition *container, const struct partition *member,
			     struct findings *found)
{
	struct finding *finding = finding_about_partition(
		found, RULE_container_mismatch, container,
		container->span ? container->span->at : container->at,
		"`%s` lies in region `%s`, but its member `%s` in region `%s`", container->name,
		container->region->name, member->name, member->region->name);

	finding_about(found, finding, member->name);
	finding_label(found, finding,
		      span_is_set(member->region_at) ? member->region_at : member->at,
		      "another region");
	finding_note(found, finding,
		     "the extent of a container is one range of bytes of one device; Partition "
		     "Manager does not compare the regions");
	finding_help(found, finding, "take `%s` out of its `span`", member->name);
}

/* A container of nothing, or of itself: PM writes it, and its output script then dies. */
static void report_hollow(const struct partition *container, struct findings *found)
{
	bool itself = container->span != NULL;
	struct finding *finding = finding_about_partition(
		found, RULE_container_mismatch, container,
		itself ? container->span->at : container->at,
		itself ? "`%s` lists itself as a member" : "`%s` has a `span` without members",
		container->name);

	finding_note(found, finding,
		     "Partition Manager stops with a Python %s when it writes its outputs",
		     itself ? "RecursionError" : "IndexError");
	finding_help(found, finding, "list the partitions that it holds, or delete `span`");
}

static bool lists_itself(const struct partition *container)
{
	for (const struct reference *member = container->span; member; member = member->next)
		if (member->partition == container)
			return true;
	return false;
}

static void judge_extent(const struct partition *container, const struct holes *holes,
			 struct findings *found)
{
	struct extent members = members_of(container);

	if (!container->span || lists_itself(container))
		report_hollow(container, found);
	else if (members.elsewhere)
		report_elsewhere(container, members.elsewhere, found);
	else if (members.outside)
		report_outside(container, members.outside, found);
	else if (members.known && (members.begin > container->address.value ||
				   members.end < partition_end(container)))
		report_larger(container, members, holes, found);
}

/* -- Devicetree ------------------------------------------------------------------------------ */

static void report_part_outside(struct findings *found, const struct devicetree_partition *part)
{
	const struct devicetree_partition *parent = part->parent;
	uint64_t begin = parent->offset.value, end = begin + parent->size.value;
	struct finding *finding = finding_add(found, RULE_container_mismatch, parent->size.at,
					      "`%s` is %s, but `%s` inside it is %s", parent->name,
					      devicetree_range(found->arena, parent), part->name,
					      devicetree_range(found->arena, part));

	finding_about(found, finding, parent->name);
	finding_about(found, finding, part->name);
	finding_mark(found, finding, "0x%jx bytes", (uintmax_t)parent->size.value);
	finding_label(found, finding, part->size.at, "`%s` reaches outside", part->name);
	finding_note(found, finding,
		     "the build does not check this: whoever erases or locks `%s` leaves some of "
		     "`%s` out, and `%s` takes bytes that others believe to be theirs",
		     parent->name, part->name, part->name);
	if (part->offset.value >= begin && part->offset.value < end)
		finding_help(found, finding, "make `%s` at most 0x%jx bytes, or `%s` larger",
			     part->name, (uintmax_t)(end - part->offset.value), parent->name);
	else
		finding_help(found, finding,
			     "move `%s` into `%s`: a `reg` inside counts from the start of the "
			     "space that the `ranges` around it lead to",
			     part->name, parent->name);
}

/* A parent that is larger than its parts is usual: the rest is free. */
static void judge_parts(struct findings *found, const struct devicetree_partition *part)
{
	for (; part; part = part->next) {
		const struct devicetree_partition *parent = part->parent;

		if (!parent || !devicetree_is_placed(part) || !devicetree_is_placed(parent) ||
		    part->device != parent->device || part->memory != parent->memory)
			continue;
		if (part->offset.value < parent->offset.value ||
		    part->offset.value + part->size.value >
			    parent->offset.value + parent->size.value)
			report_part_outside(found, part);
	}
}

/* -- container-mismatch ---------------------------------------------------------------------- */

static void judge_trees(const struct layout *layout, struct findings *found)
{
	if (!layout->devicetree || layout_pm_is_on(layout))
		return;
	judge_parts(found, layout->devicetree->partitions);
	judge_parts(found, layout->devicetree->memory_partitions);
}

void rule_container_mismatch(const struct layout *layout, struct findings *found)
{
	const bool *claimed = mark_claimed(layout, found->arena);
	size_t walks = 0;

	judge_trees(layout, found);
	for (const struct region *region = layout->regions; region; region = region->next) {
		const struct holes holes = find_holes(region, found->arena);

		for (size_t i = 0; i < region->count; i++) {
			const struct partition *p = region->by_address[i];

			if (!p->has_span || p->dynamic || p->implied)
				continue;
			if (claimed[p->order] && walks++ < CLAIMED_CONTAINERS &&
			    report_missing_members(layout, p, found))
				continue;
			judge_extent(p, &holes, found);
		}
	}
}
