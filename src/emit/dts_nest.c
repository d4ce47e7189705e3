/* SPDX-License-Identifier: MIT */
/* Orders nodes by place, and hangs each into the smallest one that holds it. */
#include "emit/dts.h"

#include "base/arena.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* By region, place, larger first, then from the outside to the inside. */
static int by_place(const void *a, const void *b)
{
	const struct dts_node *first = *(struct dts_node *const *)a;
	const struct dts_node *second = *(struct dts_node *const *)b;
	int order = first->region == second->region
			    ? 0
			    : strcmp(first->region->name, second->region->name);

	if (!order)
		order = compare(first->begin, second->begin);
	if (!order)
		order = compare(second->size, first->size);
	if (!order)
		order = compare(first->rank, second->rank);
	return order ? order : strcmp(first->label, second->label);
}

/* The table of names has that label for it; else it comes of the partition's own name. */
static bool is_named_by_table(const struct dts_node *node)
{
	return !node->name || !cstr_starts(node->label, node->name);
}

/* `settings_storage` has a right to `storage_partition` before a partition called `storage`. */
static int by_label(const void *a, const void *b)
{
	const struct dts_node *first = *(struct dts_node *const *)a;
	const struct dts_node *second = *(struct dts_node *const *)b;
	int order = strcmp(first->label, second->label);

	if (!order)
		order = is_named_by_table(second) - is_named_by_table(first);
	return order ? order : by_place(a, b);
}

/* The second of two equal labels gets its address behind it, and the number of the round where
 * that is taken as well.
 */
void dts_make_labels_unique(struct dts_plan *plan)
{
	bool changed = true;

	for (unsigned round = 0; changed && round <= plan->node_count; round++) {
		changed = false;
		qsort(plan->nodes, plan->node_count, sizeof(struct dts_node *), by_label);
		for (size_t i = plan->node_count; i-- > 1;) {
			struct dts_node *node = plan->nodes[i];

			if (!cstr_eq(node->label, plan->nodes[i - 1]->label))
				continue;
			node->label = arena_printf(plan->layout->arena, "%s_%" PRIx64, node->label,
						   node->begin + round);
			changed = true;
		}
	}
}

static bool holds(const struct dts_node *outer, const struct dts_node *inner)
{
	return outer->region == inner->region && inner->begin >= outer->begin &&
	       inner->begin + inner->size <= outer->begin + outer->size;
}

static void append(struct dts_node **first, struct dts_node **last, struct dts_node *node)
{
	if (*last)
		(*last)->next = node;
	else
		*first = node;
	*last = node;
}

static struct dts_device *device_of(const struct dts_plan *plan, const struct dts_node *node)
{
	struct dts_device *device = plan->devices;

	while (device && device->region != node->region)
		device = device->next;
	return device;
}

void dts_nest(struct dts_plan *plan)
{
	struct dts_node *outer = NULL;

	qsort(plan->nodes, plan->node_count, sizeof(struct dts_node *), by_place);
	for (size_t i = 0; i < plan->node_count; i++) {
		struct dts_node *node = plan->nodes[i];
		struct dts_device *device = device_of(plan, node);

		while (outer && !holds(outer, node))
			outer = outer->parent;
		node->parent = outer;
		if (outer)
			append(&outer->first, &outer->last, node);
		else if (device)
			append(&device->first, &device->last, node);
		outer = node;
	}
}
