/* SPDX-License-Identifier: MIT */
/* Partitions of a devicetree. */
#include "read/devicetree_tree.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

/* Which of the ways to write partitions a node uses. */
enum binding { BINDING_NONE, BINDING_FIXED, BINDING_SUB, BINDING_MAPPED };

static bool is_okay(const struct tree_node *node)
{
	const char *status = tree_text(tree_property(node, PROPERTY_STATUS));

	return !status || strcmp(status, "okay") == 0 || strcmp(status, "ok") == 0;
}

static enum binding binding_of(const struct tree_node *node)
{
	const struct tree_node *parent = node->parent;

	if (!parent || !is_okay(node) || !is_okay(parent))
		return BINDING_NONE;
	if (tree_is_compatible(node, "zephyr,mapped-partition"))
		return BINDING_MAPPED;
	if (tree_is_compatible(parent, "fixed-partitions"))
		return BINDING_FIXED;
	return parent->partition && tree_is_compatible(parent, "fixed-subpartitions")
		       ? BINDING_SUB
		       : BINDING_NONE;
}

/* The nearest flash chip above a node; a node of another kind that holds partitions is made one
 * when its first partition is met.
 */
static struct tree_node *device_node(struct tree *tree, const struct tree_node *node)
{
	struct tree_node *holder = node->parent;
	struct tree_node *above = holder;

	while (above && !above->device)
		above = above->parent;
	if (above)
		return above;
	if (tree_is_compatible(holder, "fixed-partitions") && holder->parent)
		holder = holder->parent;
	devicetree_add_device(tree, holder, FLASH_OTHER);
	return holder;
}

static struct devicetree_partition *outer_partition(const struct tree_node *node)
{
	for (node = node->parent; node; node = node->parent)
		if (node->partition)
			return node->partition;
	return NULL;
}

/* Offsets of fixed-subpartitions count from the partition that they are in. */
static void offset_in_parent(const struct devicetree_partition *parent, struct fact *offset)
{
	if (!fact_known(parent->offset) || !fact_known(*offset) ||
	    !num_add(parent->offset.value, offset->value, &offset->value))
		offset->origin = ORIGIN_UNKNOWN;
}

/* Mapped partitions are written in the address space of their parent; the chip's own reg tells
 * where the chip lies in the space around it.  Without `ranges` at the chip, addresses below it
 * count from its start.
 */
static void offset_of_mapped(const struct tree *tree, const struct tree_node *node,
			     struct tree_node *chip, struct fact *offset)
{
	bool leaves_chip = chip->present >> PROPERTY_RANGES & 1;
	struct fact base, size;

	if (!fact_known(*offset))
		return;
	if (!tree_translate(node, leaves_chip ? chip->parent : chip, &offset->value)) {
		offset->origin = ORIGIN_UNKNOWN;
		return;
	}
	if (!leaves_chip || !tree_reg(tree, chip, &base, &size))
		return;
	if (offset->value < base.value)
		offset->origin = ORIGIN_UNKNOWN;
	else
		offset->value -= base.value;
}

static void add_partition(struct tree *tree, struct tree_node *node, enum binding binding)
{
	struct devicetree_partition *partition =
		ARENA_NEW(tree->arena, struct devicetree_partition);
	struct tree_node *chip = device_node(tree, node);
	const char *symbol = tree_label(tree, node);

	partition->path = tree_path(tree, node);
	partition->labels = tree_labels(tree, node);
	partition->binding = binding == BINDING_SUB      ? PARTITION_SUB
			     : binding == BINDING_MAPPED ? PARTITION_MAPPED
							 : PARTITION_FIXED;
	partition->read_only = node->present >> PROPERTY_READ_ONLY & 1;
	partition->label = tree_text(tree_property(node, PROPERTY_LABEL));
	if (!tree->symbol_count && partition->label)
		partition->usual_label = devicetree_usual_label(tree->arena, partition->label);
	partition->name = symbol ? symbol : partition->label ? partition->label : node->name;
	partition->at = tree_span(tree, node, NULL);
	partition->device = chip->device;
	partition->parent = outer_partition(node);
	tree_reg(tree, node, &partition->offset, &partition->size);
	if (binding == BINDING_SUB)
		offset_in_parent(partition->parent, &partition->offset);
	else if (binding == BINDING_MAPPED)
		offset_of_mapped(tree, node, chip, &partition->offset);
	if (partition->parent)
		partition->parent->has_subpartitions = true;
	node->partition = partition;
	*tree->partition_tail = partition;
	tree->partition_tail = &partition->next;
	tree->dt->partition_count++;
}

void devicetree_read_partitions(struct tree *tree)
{
	for (struct tree_node *node = tree->root; node; node = node->following) {
		enum binding binding = binding_of(node);

		if (binding != BINDING_NONE)
			add_partition(tree, node, binding);
	}
}
