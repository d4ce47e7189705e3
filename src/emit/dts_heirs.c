/* SPDX-License-Identifier: MIT */
/* Nodes of the board that name an inherited partition, such as a file system in /fstab, must find
 * the one that has its bytes now: it gets the old label beside its own.
 */
#include "emit/dts.h"

#include "base/arena.h"
#include "model/name_map.h"

#include <string.h>

static bool is_label_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* "< &label >" with other cells around it; a chosen node, "= &label;", is the overlay's to say. */
static bool is_in_cells(const char *begin, const char *ampersand)
{
	while (ampersand > begin && !strchr("<>;{}=", ampersand[-1]))
		ampersand--;
	return ampersand > begin && ampersand[-1] == '<';
}

bool dts_is_referenced(struct str text, const char *label)
{
	const size_t length = strlen(label);
	const char *end = text.p + text.n;

	for (const char *p = text.p; p < end; p++) {
		p = memchr(p, '&', (size_t)(end - p));
		if (!p)
			return false;
		if ((size_t)(end - p) > length + 1 && memcmp(p + 1, label, length) == 0 &&
		    !is_label_char(p[1 + length]) && is_in_cells(text.p, p))
			return true;
	}
	return false;
}

static const struct dts_device *device_of(const struct dts_plan *plan, const struct dts_node *node)
{
	const struct dts_device *device = plan->devices;

	while (device && device->region != node->region)
		device = device->next;
	return device;
}

/* The smallest node that holds the first byte; NULL: none does. */
static struct dts_node *heir_of(const struct dts_plan *plan,
				const struct devicetree_partition *partition)
{
	struct dts_node *heir = NULL;

	for (size_t i = 0; i < plan->node_count; i++) {
		struct dts_node *node = plan->nodes[i];
		const struct dts_device *device = device_of(plan, node);
		const uint64_t begin = device ? node->begin - device->base : 0;

		if (device && device->path && cstr_eq(device->path, partition->device->path) &&
		    begin <= partition->offset.value &&
		    partition->offset.value - begin < node->size &&
		    (!heir || node->size < heir->size))
			heir = node;
	}
	return heir;
}

/* Labels that every board has are those of the new layout alone. */
static bool is_own_label(const struct dts_plan *plan, const char *label)
{
	return name_map_is_known(label) || dts_plan_node(plan, label);
}

void dts_find_heirs(struct dts_plan *plan)
{
	const struct devicetree *base = plan->base;
	const struct devicetree_partition *it = dts_base_is_source(plan) ? base->partitions : NULL;

	for (; it; it = it->next) {
		for (size_t i = 0; it->labels && it->labels[i]; i++) {
			struct dts_node *heir;

			if (!it->device || !fact_known(it->offset) ||
			    is_own_label(plan, it->labels[i]) ||
			    !dts_is_referenced(base->source->text, it->labels[i]))
				continue;
			heir = heir_of(plan, it);
			if (heir)
				heir->also = arena_printf(plan->layout->arena,
							  "%s%s: ", heir->also ? heir->also : "",
							  it->labels[i]);
		}
	}
}
