/* SPDX-License-Identifier: MIT */
/* Where each partition lies, and the order of every region. */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "base/num.h"

#include <stdlib.h>

static bool usable(struct fact fact)
{
	return fact_known(fact) && !fact.negative;
}

static bool is_placed(const struct partition *partition)
{
	uint64_t end;

	return partition->region && usable(partition->address) && usable(partition->size) &&
	       num_add(partition->address.value, partition->size.value, &end);
}

static int by_address(const void *a, const void *b)
{
	const struct partition *p = *(const struct partition *const *)a;
	const struct partition *q = *(const struct partition *const *)b;

	if (p->address.value != q->address.value)
		return p->address.value < q->address.value ? -1 : 1;
	if (p->size.value != q->size.value)
		return p->size.value > q->size.value ? -1 : 1;
	return (p->order > q->order) - (p->order < q->order);
}

void resolve_order(struct region *region)
{
	qsort(region->by_address, region->count, sizeof(region->by_address[0]), by_address);
}

/* RAM of a devicetree is often written flat, the whole beside its parts (F131). */
static bool may_hold(const struct partition *partition)
{
	return resolve_is_container_name(partition->name) ||
	       (partition->devicetree && partition->devicetree->memory);
}

/* A container that is only known by name really holds somebody: an entry that starts within it
 * and ends within it.  Without one, `mcuboot_primary` is a leaf like any other.
 */
static void find_holders(struct region *region)
{
	for (size_t i = 0; i + 1 < region->count; i++) {
		struct partition *outer = region->by_address[i];
		const struct partition *inner = region->by_address[i + 1];

		if (!outer->container && may_hold(outer) && inner->size.value &&
		    partition_end(inner) <= partition_end(outer))
			outer->container = true;
	}
}

static void add_to_region(const struct layout *layout, struct partition *partition)
{
	struct region *region = partition->region;

	if (!region->by_address) /* and two that PM may imply */
		region->by_address = arena_array(layout->arena, (size_t)region->members + 2,
						 sizeof(struct partition *));
	region->by_address[region->count++] = partition;
}

void resolve_extents(struct layout *layout)
{
	for (struct partition *partition = layout->partitions; partition;
	     partition = partition->next) {
		partition->address = partition->written_address;
		partition->size = partition->written_size;
		partition->placed = is_placed(partition);
		if (partition->placed)
			add_to_region(layout, partition);
		else if (partition->region && !partition->dynamic)
			partition->region->unplaced++;
	}
	for (struct region *region = layout->regions; region; region = region->next) {
		if (!region->count)
			continue;
		resolve_order(region);
		find_holders(region);
	}
}
