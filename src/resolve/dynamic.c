/* SPDX-License-Identifier: MIT */
/* What Partition Manager computes by itself: the extent of the dynamic partition of a complex
 * region (whatever is written for it) and the rest of a simple region (PARTITION-MANAGER.md 5.3,
 * 5.4).
 */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "base/num.h"

static struct fact derived(uint64_t value, struct fact base, struct fact size, const char *from)
{
	struct fact fact = fact_derive(value, base, size);

	fact.from = from;
	return fact;
}

/* The layout with the end of its list: a walk to it for every region would add up. */
struct growing {
	struct layout *layout;
	struct partition **tail;
};

/* A partition that nobody wrote, behind the written ones. */
static struct partition *imply(struct growing *growing, struct region *region, const char *name)
{
	struct partition *partition = ARENA_NEW(growing->layout->arena, struct partition);

	*growing->tail = partition;
	growing->tail = &partition->next;
	partition->name = name;
	partition->region_name = region->name;
	partition->region = region;
	partition->implied = true;
	partition->order = UINT32_MAX;
	return partition;
}

static void place(struct region *region, struct partition *partition, struct fact address,
		  struct fact size)
{
	bool listed = partition->placed;

	partition->address = address;
	partition->size = size;
	partition->placed = true;
	if (!listed) {
		if (!region->by_address)
			return;
		region->by_address[region->count++] = partition;
	}
	resolve_order(region);
}

/* The only gap of a region that has a length; NULL when there are none or several. */
static const struct gap *only_gap(const struct region *region)
{
	const struct gap *only = NULL;

	for (const struct gap *gap = region->pm_gaps; gap; gap = gap->next) {
		if (gap->end <= gap->begin)
			continue;
		if (only)
			return NULL;
		only = gap;
	}
	return only;
}

/* The one gap is the dynamic partition's; with none or several PM refuses (`gap-count`). */
static void place_dynamic(struct growing *growing, struct region *region)
{
	const struct gap *gap = only_gap(region);
	struct partition *dynamic = region->dynamic;

	if (!gap)
		return;
	if (!dynamic) {
		dynamic = imply(growing, region, region->dynamic_name);
		dynamic->dynamic = true;
		region->dynamic = dynamic;
	}
	place(region, dynamic,
	      derived(gap->begin, region->base, region->size, "the one gap of the region"),
	      derived(gap->end - gap->begin, region->base, region->size,
		      "the one gap of the region"));
}

/* The sum of all sizes of a simple region, as PM adds them up; containers count twice. */
static bool reserved_bytes(const struct region *region, uint64_t *sum)
{
	*sum = 0;
	for (size_t i = 0; i < region->count; i++)
		if (!num_add(*sum, region->by_address[i]->size.value, sum))
			return false;
	return true;
}

static void place_leftover(struct growing *growing, struct region *region)
{
	struct partition *leftover;
	uint64_t reserved, address;
	bool known = fact_known(region->size) && reserved_bytes(region, &reserved) &&
		     reserved <= region->size.value;

	if (!known || layout_find(growing->layout, region->name))
		return;
	leftover = imply(growing, region, region->name);
	leftover->leftover = true;
	address = region->base.value;
	if (region->placement == PLACE_START_TO_END)
		address += reserved;
	place(region, leftover, derived(address, region->base, region->size, "the region's rest"),
	      derived(region->size.value - reserved, region->base, region->size,
		      "the region's rest"));
}

void resolve_dynamic(struct layout *layout)
{
	struct growing growing = {layout, &layout->partitions};

	if (!layout->document)
		return;
	while (*growing.tail)
		growing.tail = &(*growing.tail)->next;
	for (struct region *region = layout->regions; region; region = region->next) {
		if (region->placement == PLACE_COMPLEX && region->dynamic_name && region->count)
			place_dynamic(&growing, region);
		else if (region->placement != PLACE_COMPLEX && region->declared && region->count)
			place_leftover(&growing, region);
	}
	layout_index(layout);
	for (struct partition *partition = layout->partitions; partition;
	     partition = partition->next)
		for (struct reference *member = partition->span; member; member = member->next)
			if (!member->partition)
				member->partition = layout_find(layout, member->name);
}
