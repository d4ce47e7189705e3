/* SPDX-License-Identifier: MIT */
/* One sweep over each region in order of address: overlaps and gaps that every geometry rule
 * reads.
 */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "base/num.h"

#include <stdlib.h>

/* More pairs than these are counted, not listed: k partitions on one address have k*k/2. */
#define OVERLAPS_LISTED_A_REGION 1000
/* Earlier leaves that a later one is compared with. */
#define OVERLAPS_LISTED_A_PARTITION 16

/* The leaves that reach beyond the current address, in order of address. */
struct open_leaves {
	const struct partition *leaf[OVERLAPS_LISTED_A_PARTITION];
	size_t count;
};

static void drop_closed(struct open_leaves *open, uint64_t address)
{
	size_t kept = 0;

	for (size_t i = 0; i < open->count; i++)
		if (partition_end(open->leaf[i]) > address)
			open->leaf[kept++] = open->leaf[i];
	open->count = kept;
}

/* Keeps the leaves that end last when there are more than the table holds. */
static void keep_open(struct open_leaves *open, const struct partition *leaf)
{
	size_t shortest = 0;

	if (open->count < OVERLAPS_LISTED_A_PARTITION) {
		open->leaf[open->count++] = leaf;
		return;
	}
	for (size_t i = 1; i < open->count; i++)
		if (partition_end(open->leaf[i]) < partition_end(open->leaf[shortest]))
			shortest = i;
	if (partition_end(leaf) > partition_end(open->leaf[shortest]))
		open->leaf[shortest] = leaf;
}

/* The overlaps of a region while they are collected. */
struct collection {
	struct arena *arena;
	struct region *region;
	struct overlap **tail;
	size_t listed;
};

static void add_overlap(struct collection *collection, const struct partition *first,
			const struct partition *second)
{
	uint64_t first_end = partition_end(first), second_end = partition_end(second);
	struct overlap *overlap;

	if (collection->listed == OVERLAPS_LISTED_A_REGION) {
		collection->region->overlaps_left_out++;
		return;
	}
	overlap = ARENA_NEW(collection->arena, struct overlap);
	overlap->first = first;
	overlap->second = second;
	overlap->begin = second->address.value;
	overlap->end = first_end < second_end ? first_end : second_end;
	*collection->tail = overlap;
	collection->tail = &overlap->next;
	collection->listed++;
}

static void find_leaf_overlaps(struct collection *collection)
{
	const struct region *region = collection->region;
	struct open_leaves open = {.count = 0};

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *leaf = region->by_address[i];

		if (!partition_takes_bytes(leaf))
			continue;
		drop_closed(&open, leaf->address.value);
		for (size_t j = 0; j < open.count; j++)
			add_overlap(collection, open.leaf[j], leaf);
		keep_open(&open, leaf);
	}
}

static int by_order(const void *a, const void *b)
{
	const struct partition *p = *(const struct partition *const *)a;
	const struct partition *q = *(const struct partition *const *)b;

	return (p->order > q->order) - (p->order < q->order);
}

/* The partitions that a container lists, sorted so that each is found without a walk. */
struct members {
	const struct partition **list;
	size_t count;
};

static struct members members_of(struct arena *arena, const struct partition *container)
{
	struct members members = {NULL, 0};
	size_t room = 0;

	for (const struct reference *member = container->span; member; member = member->next)
		room++;
	members.list = arena_array(arena, room + 1, sizeof(members.list[0]));
	for (const struct reference *member = container->span; member; member = member->next)
		if (member->partition)
			members.list[members.count++] = member->partition;
	qsort(members.list, members.count, sizeof(members.list[0]), by_order);
	return members;
}

static bool is_member(const struct members *members, const struct partition *partition)
{
	return bsearch(&partition, members->list, members->count, sizeof(members->list[0]),
		       by_order) != NULL;
}

/* True when a leaf of the slot covers the byte; whoever reaches over it is listed with that leaf.
 */
static bool member_covers(const struct partition *slot, uint64_t address)
{
	for (const struct reference *member = slot->span; member; member = member->next) {
		const struct partition *p = member->partition;

		if (p && partition_takes_bytes(p) && p->region == slot->region &&
		    p->address.value <= address && address < partition_end(p))
			return true;
	}
	return false;
}

/* A slot holds its own members, and nothing else may cross its borders, also where only the
 * dynamic partition will lie.
 */
static void find_slot_overlaps(struct collection *collection, const struct partition *slot)
{
	const struct region *region = collection->region;
	struct members members = members_of(collection->arena, slot);
	uint64_t begin = slot->address.value, end = partition_end(slot);
	bool judge_begin = !member_covers(slot, begin);
	bool judge_end = end > begin && !member_covers(slot, end - 1);

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *leaf = region->by_address[i];
		bool over_begin =
			judge_begin && leaf->address.value < begin && partition_end(leaf) > begin;
		bool over_end = judge_end && leaf->address.value >= begin &&
				leaf->address.value < end && partition_end(leaf) > end;

		if ((!over_begin && !over_end) || !partition_takes_bytes(leaf) ||
		    is_member(&members, leaf))
			continue;
		if (over_begin)
			add_overlap(collection, leaf, slot);
		else
			add_overlap(collection, slot, leaf);
	}
}

static bool is_slot_container(const struct partition *partition)
{
	return partition->placed && partition->container && partition->size.value &&
	       (cstr_starts(partition->name, "mcuboot_primary") ||
		cstr_starts(partition->name, "mcuboot_secondary")) &&
	       !cstr_ends(partition->name, "_app");
}

static void find_overlaps(struct arena *arena, struct region *region)
{
	struct collection collection = {arena, region, &region->overlaps, 0};
	size_t slots = 0;

	find_leaf_overlaps(&collection);
	/* Image pairs are few; more containers of that name are somebody's joke. */
	for (size_t i = 0; i < region->count && slots < 16; i++) {
		if (!is_slot_container(region->by_address[i]))
			continue;
		find_slot_overlaps(&collection, region->by_address[i]);
		slots++;
	}
}

static struct gap **add_gap(struct arena *arena, struct gap **tail, uint64_t begin, uint64_t end)
{
	struct gap *gap = ARENA_NEW(arena, struct gap);

	gap->begin = begin;
	gap->end = end;
	*tail = gap;
	return &gap->next;
}

/* Bytes of the region that no leaf covers; the rest of a simple region and the dynamic
 * partition count as free, a container covers nothing by itself.
 */
static void find_gaps(struct arena *arena, struct region *region, uint64_t region_end)
{
	struct gap **tail = &region->gaps;
	const struct partition *last = NULL;
	uint64_t reached = region->base.value;

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *leaf = region->by_address[i];

		if (!partition_takes_bytes(leaf) || leaf->address.value >= region_end)
			continue;
		if (leaf->address.value > reached) {
			struct gap **next = add_gap(arena, tail, reached, leaf->address.value);

			(*tail)->before = last;
			(*tail)->after = leaf;
			region->gap_count++;
			tail = next;
		}
		if (partition_end(leaf) > reached) {
			reached = partition_end(leaf);
			last = leaf;
		}
	}
	if (reached < region_end) {
		add_gap(arena, tail, reached, region_end);
		(*tail)->before = last;
		region->gap_count++;
	}
}

/* True for the entries that PM's gap arithmetic counts: in a complex region those without span
 * that are not the dynamic one, in a simple region all.
 */
static bool counts_for_pm(const struct region *region, const struct partition *partition)
{
	if (region->placement != PLACE_COMPLEX)
		return true;
	return !partition->has_span && !partition->dynamic;
}

struct borders {
	uint64_t *at;
	size_t count;
};

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The sorted values of borders that are not in others. */
static struct borders without(struct arena *arena, struct borders borders, struct borders others)
{
	struct borders kept = {arena_array(arena, borders.count + 1, sizeof(uint64_t)), 0};
	size_t j = 0;

	for (size_t i = 0; i < borders.count; i++) {
		while (j < others.count && others.at[j] < borders.at[i])
			j++;
		if ((j < others.count && others.at[j] == borders.at[i]) ||
		    (i > 0 && borders.at[i] == borders.at[i - 1]))
			continue;
		kept.at[kept.count++] = borders.at[i];
	}
	return kept;
}

/* PARTITION-MANAGER.md 5.3: gaps pair the sorted (ends - starts) with the sorted
 * (starts - ends), stopping at the shorter.
 */
static void find_pm_gaps(struct arena *arena, struct region *region, uint64_t region_end)
{
	struct borders starts = {arena_array(arena, region->count + 1, sizeof(uint64_t)), 0};
	struct borders ends = {arena_array(arena, region->count + 1, sizeof(uint64_t)), 0};
	struct borders gap_starts, gap_ends;
	struct gap **tail = &region->pm_gaps;

	starts.at[starts.count++] = region_end;
	ends.at[ends.count++] = region->base.value;
	for (size_t i = 0; i < region->count; i++) {
		const struct partition *partition = region->by_address[i];

		if (!counts_for_pm(region, partition))
			continue;
		starts.at[starts.count++] = partition->address.value;
		ends.at[ends.count++] = partition_end(partition);
	}
	qsort(starts.at, starts.count, sizeof(uint64_t), by_value);
	qsort(ends.at, ends.count, sizeof(uint64_t), by_value);
	gap_starts = without(arena, ends, starts);
	gap_ends = without(arena, starts, ends);
	for (size_t i = 0; i < gap_starts.count && i < gap_ends.count; i++) {
		tail = add_gap(arena, tail, gap_starts.at[i], gap_ends.at[i]);
		region->pm_gap_count++;
	}
}

void resolve_sweep(struct layout *layout)
{
	for (struct region *region = layout->regions; region; region = region->next) {
		uint64_t end;

		find_overlaps(layout->arena, region);
		if (!fact_known(region->size) || region->size.negative ||
		    !num_add(region->base.value, region->size.value, &end))
			continue;
		find_gaps(layout->arena, region, end);
		find_pm_gaps(layout->arena, region, end);
	}
}
