/* SPDX-License-Identifier: MIT */
/* Rules about bytes: who shares them, who leaves the region, who has none. */
#include "check/check.h"

#include "base/arena.h"
#include "base/num.h"

/* A partition can shrink only when something of it is left in front of the other one. */
static void help_overlap(struct findings *found, struct finding *finding,
			 const struct overlap *overlap)
{
	const struct partition *first = overlap->first, *second = overlap->second;
	uint64_t room = second->address.value - first->address.value;

	if (room)
		finding_help(found, finding, "start `%s` at 0x%jx, or make `%s` 0x%jx bytes",
			     second->name, (uintmax_t)partition_end(first), first->name,
			     (uintmax_t)room);
	else
		finding_help(found, finding, "start `%s` at 0x%jx, or `%s` at 0x%jx", second->name,
			     (uintmax_t)partition_end(first), first->name,
			     (uintmax_t)partition_end(second));
}

static void report_overlap(const struct region *region, const struct overlap *overlap,
			   struct findings *found)
{
	const struct partition *first = overlap->first, *second = overlap->second;
	const char *bytes = num_bytes(found->arena, overlap->end - overlap->begin);
	struct finding *finding = finding_about_partition(
		found, RULE_overlapping_partitions, second, partition_address_at(second),
		"`%s` overlaps `%s` by %s in region `%s`", second->name, first->name, bytes,
		region->name);

	finding_about(found, finding, first->name);
	finding_mark(found, finding, "`%s` starts at 0x%jx", second->name,
		     (uintmax_t)second->address.value);
	finding_label(found, finding, partition_size_at(first), "`%s` runs from 0x%jx up to 0x%jx",
		      first->name, (uintmax_t)first->address.value,
		      (uintmax_t)partition_end(first));
	finding_note(found, finding,
		     "whichever of the two is written or erased last destroys the other");
	help_overlap(found, finding, overlap);
}

void rule_overlapping_partitions(const struct layout *layout, struct findings *found)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		const struct overlap *last = NULL;

		for (const struct overlap *overlap = region->overlaps; overlap;
		     overlap = overlap->next) {
			report_overlap(region, overlap, found);
			last = overlap;
		}
		if (last && region->overlaps_left_out)
			finding_about_partition(found, RULE_overlapping_partitions, last->second,
						last->second->at,
						"%zu more overlaps in region `%s` are not listed",
						region->overlaps_left_out, region->name);
	}
}

/* What the written "rest" of a region covers of others. */
struct covered {
	struct text names;
	size_t count;
	uint64_t end; /* where the last of the region's other partitions ends */
	const struct partition *first;
};

static struct covered find_covered(const struct region *region, const struct partition *leftover,
				   struct arena *arena)
{
	struct covered covered = {.names = {.arena = arena}, .end = region->base.value};

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *other = region->by_address[i];

		if (!partition_takes_bytes(other))
			continue;
		if (partition_end(other) > covered.end)
			covered.end = partition_end(other);
		if (partition_end(other) <= leftover->address.value ||
		    other->address.value >= partition_end(leftover))
			continue;
		if (!covered.first)
			covered.first = other;
		if (covered.count++ < 8)
			text_printf(&covered.names, "%s`%s`", covered.count > 1 ? ", " : "",
				    other->name);
	}
	if (covered.count > 8)
		text_printf(&covered.names, " and %zu more", covered.count - 8);
	return covered;
}

static void report_covered(const struct region *region, const struct partition *leftover,
			   struct findings *found)
{
	struct covered covered = find_covered(region, leftover, found->arena);
	uint64_t end = partition_end(leftover);
	struct finding *finding;

	if (!covered.count)
		return;
	finding = finding_about_partition(
		found, RULE_overlapping_leftover, leftover, partition_address_at(leftover),
		"`%s` stands for the rest of its region, but covers %s: %s", leftover->name,
		num_count(found->arena, covered.count, "named partition"), covered.names.p);
	finding_about(found, finding, covered.first->name);
	finding_mark(found, finding, "0x%jx up to 0x%jx", (uintmax_t)leftover->address.value,
		     (uintmax_t)end);
	finding_label(found, finding, partition_address_at(covered.first), "`%s` lies inside it",
		      covered.first->name);
	finding_note(
		found, finding,
		"an entry named like its region does not declare the chip: it is what the other "
		"partitions leave; whatever writes to `%s` writes over them",
		leftover->name);
	if (covered.end >= end) {
		finding_help(found, finding, "delete the entry `%s`; Partition Manager makes it",
			     leftover->name);
		return;
	}
	finding_help(found, finding,
		     "delete the entry `%s` (Partition Manager makes it), or write `address: "
		     "0x%jx` and `size: 0x%jx`",
		     leftover->name, (uintmax_t)covered.end, (uintmax_t)(end - covered.end));
	finding_fix_extent(found, finding, leftover, covered.end, end - covered.end);
}

void rule_overlapping_leftover(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (p->leftover && p->placed && p->size.value && !p->implied)
			report_covered(p->region, p, found);
}

/* A number as it is written, which may be larger than any that we can hold. */
static const char *as_written(struct arena *arena, const struct partition *p, const char *key,
			      struct fact fact)
{
	const struct node *node = node_get(p->node, key);

	if (!node || node->kind != NODE_SCALAR)
		return arena_printf(arena, "0x%jx", (uintmax_t)fact.value);
	return arena_copy(arena, node->text.p, node->text.n);
}

void rule_address_overflow(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct finding *finding;
		uint64_t end;

		if (!fact_known(p->written_address) || !fact_known(p->written_size) ||
		    p->written_address.negative || p->written_size.negative ||
		    num_add(p->written_address.value, p->written_size.value, &end))
			continue;
		finding = finding_about_partition(
			found, RULE_address_overflow, p, partition_size_at(p),
			"`%s` ends beyond the last address: %s + %s does not fit 64 bits", p->name,
			as_written(found->arena, p, "address", p->written_address),
			as_written(found->arena, p, "size", p->written_size));
		finding_label(found, finding, p->written_address.at, "it starts here");
		finding_note(found, finding,
			     "whoever computes its end in 64 bits gets a small number, as if it "
			     "ended near 0");
		finding_help(found, finding, "correct %s; the chip has 32-bit addresses",
			     p->devicetree ? "`reg`" : "`address` or `size`");
	}
}

/* The end of a region, when it is known and makes sense. */
static bool region_end(const struct region *region, uint64_t *end)
{
	return region && fact_known(region->size) && !region->size.negative &&
	       num_add(region->base.value, region->size.value, end);
}

static bool leaves_region(const struct partition *partition)
{
	uint64_t end;

	return partition->placed && !partition->dynamic && !partition->implied &&
	       region_end(partition->region, &end) &&
	       (partition_end(partition) > end ||
		partition->address.value < partition->region->base.value);
}

/* A container is blamed only when none of its members is; of containers that name each other the
 * smaller one is.
 */
static bool member_leaves_region(const struct partition *container)
{
	for (const struct reference *member = container->span; member; member = member->next) {
		const struct partition *p = member->partition;

		if (p && leaves_region(p) &&
		    (!p->container || p->size.value < container->size.value))
			return true;
	}
	return false;
}

static void report_out_of_region(const struct layout *layout, const struct partition *p,
				 uint64_t end, struct findings *found)
{
	const struct region *region = p->region;
	bool behind = partition_end(p) > end;
	bool told = region->size.from && !fact_assumed(region->size);
	struct finding *finding = finding_about_partition(
		found, RULE_out_of_region, p,
		behind ? partition_size_at(p) : partition_address_at(p),
		behind ? "`%s` ends at 0x%jx, but region `%s` ends at 0x%jx"
		       : "`%s` starts at 0x%jx, but region `%s` starts at 0x%jx",
		p->name, (uintmax_t)(behind ? partition_end(p) : p->address.value), region->name,
		(uintmax_t)(behind ? end : region->base.value));

	if (behind)
		finding_mark(found, finding, "%s too far",
			     num_bytes(found->arena, partition_end(p) - end));
	finding_label(found, finding, region->size.at, "the region has %s",
		      num_bytes(found->arena, region->size.value));
	finding_note(found, finding, "`%s` has %s%s%s; %s does not check this", region->name,
		     num_bytes(found->arena, region->size.value), told ? ", from " : "",
		     told ? region->size.from : "",
		     layout->kind == LAYOUT_DEVICETREE ? "the build" : "Partition Manager");
	if (behind && p->address.value < end)
		finding_help(found, finding,
			     "make `%s` at most 0x%jx bytes, or move it to end at 0x%jx", p->name,
			     (uintmax_t)(end - p->address.value), (uintmax_t)end);
	else
		finding_help(found, finding, "move `%s` into 0x%jx..0x%jx", p->name,
			     (uintmax_t)region->base.value, (uintmax_t)end);
	finding_rests_on(found, finding, region->size, "the size of the region");
	if (layout->facts.soc && layout->facts.soc->size_varies &&
	    region->size.origin <= ORIGIN_BUILT_IN)
		finding_limit(finding, SEVERITY_WARNING);
}

void rule_out_of_region(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		uint64_t end;

		if (leaves_region(p) && !member_leaves_region(p) && region_end(p->region, &end))
			report_out_of_region(layout, p, end, found);
	}
}

void rule_negative_leftover(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct finding *finding;

		if (!p->region || !cstr_eq(p->name, p->region->name) || !p->written_size.negative ||
		    !p->written_size.value)
			continue;
		finding = finding_about_partition(
			found, RULE_negative_leftover, p, partition_size_at(p),
			"`%s`, the rest of its region, has a negative size: -0x%jx", p->name,
			(uintmax_t)p->written_size.value);
		finding_mark(found, finding, "the partitions need %s more than the region has",
			     num_bytes(found->arena, p->written_size.value));
		finding_label(found, finding, p->region->size.at, "the region's size");
		finding_note(
			found, finding,
			"Partition Manager writes this without a word when the partitions do not "
			"fit; often the chip's size was given in bytes where the devicetree "
			"property `size` of a jedec,spi-nor node counts bits");
		finding_help(found, finding,
			     "check `size` of the flash chip's devicetree node (bits), or make the "
			     "partitions of `%s` smaller",
			     p->region->name);
	}
}

static bool is_slot(const struct layout *layout, const struct partition *partition)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		if (pair->primary == partition || pair->secondary == partition)
			return true;
	return false;
}

void rule_zero_size(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct finding *finding;

		if (!fact_known(p->written_size) || p->written_size.value || p->dynamic ||
		    p->leftover)
			continue;
		finding = finding_about_partition(found, RULE_zero_size, p, partition_size_at(p),
						  "`%s` has size 0", p->name);
		if (is_slot(layout, p)) {
			finding->severity = SEVERITY_ERROR;
			finding_note(
				found, finding,
				"this is a slot of MCUboot: no update can ever be stored in it");
			finding_help(found, finding, "give `%s` the size of the other slot",
				     p->name);
		} else {
			finding_note(found, finding,
				     "its macros are made, but no byte is kept: what is written "
				     "there lands in the next partition");
			finding_help(found, finding, "give `%s` a size, or delete the %s", p->name,
				     p->devicetree ? "node" : "entry");
		}
	}
}
