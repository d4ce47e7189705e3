/* SPDX-License-Identifier: MIT */
/* Rules about partitions that hold others. */
#include "check/check.h"

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
	bool known;                      /* every member is there and is not placed by PM */
	const struct partition *outside; /* the first member that leaves the container */
};

static struct extent members_of(const struct partition *container)
{
	struct extent extent = {UINT64_MAX, 0, container->span != NULL, NULL};

	for (const struct reference *member = container->span; member; member = member->next) {
		const struct partition *p = member->partition;

		if (!p || !p->placed || p->dynamic || p->leftover ||
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

static void judge_extent(const struct partition *container, const struct holes *holes,
			 struct findings *found)
{
	struct extent members = members_of(container);

	if (members.outside)
		report_outside(container, members.outside, found);
	else if (members.known && (members.begin > container->address.value ||
				   members.end < partition_end(container)))
		report_larger(container, members, holes, found);
}

void rule_container_mismatch(const struct layout *layout, struct findings *found)
{
	const bool *claimed = mark_claimed(layout, found->arena);
	size_t walks = 0;

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

static const struct partition *primary_slot(const struct layout *layout)
{
	const struct slot_pair *pair = layout->bootloader.pairs;

	return pair ? pair->primary : NULL;
}

/* Where to point when a partition is not there: whatever speaks of MCUboot. */
static struct span mcuboot_at(const struct layout *layout)
{
	const struct partition *mcuboot = layout_find(layout, "mcuboot");
	const struct slot_pair *pair = layout->bootloader.pairs;

	if (mcuboot)
		return mcuboot->at;
	if (pair && (pair->primary || pair->secondary))
		return pair->primary ? pair->primary->at : pair->secondary->at;
	return layout->bootloader.mode_fact.at;
}

/* A static file may pin a few partitions and leave the slots to Partition Manager; it speaks of
 * the slots once it names one of them, their pad, or the application.
 */
static bool speaks_of_slots(const struct layout *layout)
{
	return layout->bootloader.pairs || layout->kind != LAYOUT_PM_STATIC ||
	       layout_find(layout, "mcuboot_pad") || layout_find(layout, "mcuboot_primary_app") ||
	       (layout_find(layout, "app") && !layout_find(layout, "app")->implied);
}

static void report_missing(const struct layout *layout, const char *name, const char *needs,
			   const char *help, struct findings *found)
{
	struct finding *finding = finding_add(found, RULE_missing_slot, mcuboot_at(layout),
					      "MCUboot is used, but there is no `%s`", name);

	finding_about(found, finding, name);
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
	finding_note(found, finding, "%s", needs);
	finding_help(found, finding, "%s", help);
}

void rule_missing_slot(const struct layout *layout, struct findings *found)
{
	const struct bootloader *bootloader = &layout->bootloader;
	const struct slot_pair *pair = bootloader->pairs;
	bool pm = layout->document != NULL;

	if (!bootloader->present || !speaks_of_slots(layout) || !mcuboot_at(layout).source)
		return;
	if (!pair || !pair->primary)
		report_missing(
			layout, pm ? "mcuboot_primary" : "slot0_partition",
			"MCUboot starts the image in the primary slot; names that it does not "
			"know are no slots",
			pm ? "add `mcuboot_primary` with its `span`, or rename the partition "
			     "that is meant"
			   : "label the node of the primary slot slot0_partition",
			found);
	if (boot_mode_compares_slots(bootloader->mode) && (!pair || !pair->secondary))
		report_missing(
			layout, pm ? "mcuboot_secondary" : "slot1_partition",
			arena_printf(found->arena,
				     "with %s an update is stored in the secondary slot first",
				     boot_mode_in_words(bootloader->mode)),
			"add the secondary slot, or build MCUboot for a single slot", found);
	if (pm && pair && pair->primary && pair->primary->has_span &&
	    !layout_find(layout, "mcuboot_pad"))
		report_missing(
			layout, "mcuboot_pad",
			"the pad keeps the bytes in front of the vector table free for the "
			"image header; without it the header overwrites the image, or nothing "
			"boots",
			"add `mcuboot_pad` at the start of `mcuboot_primary` with the size of "
			"the image header",
			found);
}

/* The size of the header that imgtool puts in front of the image. */
static struct fact header_size(const struct layout *layout)
{
	struct fact size = kconfig_number(facts_kconfig(&layout->facts, "mcuboot"),
					  "CONFIG_PM_PARTITION_SIZE_MCUBOOT_PAD");

	if (!fact_known(size))
		size = kconfig_number(facts_kconfig(&layout->facts, "app"),
				      "CONFIG_ROM_START_OFFSET");
	if (fact_known(size) && size.value)
		return size;
	if (!layout->facts.soc)
		return fact_make(0x200, ORIGIN_ASSUMED, "the usual header size");
	return fact_make(layout->facts.soc->header_size,
			 layout->facts.soc_origin == ORIGIN_ASSUMED ? ORIGIN_ASSUMED
								    : ORIGIN_BUILT_IN,
			 layout->facts.soc->name);
}

void rule_pad_size(const struct layout *layout, struct findings *found)
{
	const struct partition *pad = layout_find(layout, "mcuboot_pad");
	const struct partition *primary = primary_slot(layout);
	struct fact header = header_size(layout);
	struct finding *finding;

	if (!pad || !pad->placed || !layout->document || !layout->bootloader.present)
		return;
	if (pad->size.value != header.value) {
		finding = finding_about_partition(
			found, RULE_pad_size, pad, partition_size_at(pad),
			"`mcuboot_pad` has 0x%jx bytes, but the image header has 0x%jx",
			(uintmax_t)pad->size.value, (uintmax_t)header.value);
		finding_label(found, finding, header.at, "the header size is set here");
		finding_note(
			found, finding,
			"the image is linked behind the pad; MCUboot looks for the vector table "
			"right behind the header");
		finding_help(found, finding, "write `size: 0x%jx`", (uintmax_t)header.value);
		finding_rests_on(found, finding, header, "the size of the image header");
	}
	if (!primary || !primary->placed || primary->address.value == pad->address.value)
		return;
	finding = finding_about_partition(found, RULE_pad_size, pad, partition_address_at(pad),
					  "`mcuboot_pad` starts at 0x%jx, but `%s` starts at 0x%jx",
					  (uintmax_t)pad->address.value, primary->name,
					  (uintmax_t)primary->address.value);
	finding_about(found, finding, primary->name);
	finding_label(found, finding, partition_address_at(primary), "the slot starts here");
	finding_note(found, finding,
		     "MCUboot reads the image header from the first bytes of the slot");
	finding_help(found, finding, "start both at the same address");
}
