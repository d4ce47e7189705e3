/* SPDX-License-Identifier: MIT */
/* Partitions of a devicetree. */
#include "read/devicetree_tree.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "model/name_map.h"

/* Which of the ways to write partitions a node uses. */
enum binding { BINDING_NONE, BINDING_FIXED, BINDING_SUB, BINDING_MAPPED };

static bool is_okay(const struct tree_node *node)
{
	const char *status = tree_text(tree_property(node, PROPERTY_STATUS));

	return !status || strcmp(status, "okay") == 0 || strcmp(status, "ok") == 0;
}

/* Nordic's own kind, of the nRF54H, adds who may use them. */
static bool holds_fixed(const struct tree_node *node)
{
	return tree_is_compatible(node, "fixed-partitions") ||
	       tree_is_compatible(node, "nordic,owned-partitions");
}

static bool is_mapped(const struct tree_node *node)
{
	return tree_is_compatible(node, "zephyr,mapped-partition");
}

/* A partition around it, or the node that holds them all: a layout that is kept as an alternative
 * (FAILURES.md F131).  A chip that is not enabled keeps its partitions.
 */
static bool is_in_disabled(const struct tree_node *node)
{
	const struct tree_node *around = node->parent;

	while (is_okay(around) && around->parent && is_mapped(around))
		around = around->parent;
	return !is_okay(around);
}

/* Whether or not the node itself is disabled. */
static enum binding binding_of(const struct tree_node *node)
{
	const struct tree_node *parent = node->parent;

	if (!parent || is_in_disabled(node))
		return BINDING_NONE;
	if (is_mapped(node))
		return BINDING_MAPPED;
	if (holds_fixed(parent))
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
	if (holds_fixed(holder) && holder->parent)
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

/* A label that is in use for what the partition is; else the first. */
static const char *best_label(const char *const *labels)
{
	for (const char *const *label = labels; *label; label++)
		if (name_map_is_known(*label))
			return *label;
	return labels[0];
}

static void report_no_reg(const struct tree *tree, const struct devicetree_partition *partition)
{
	struct finding *finding = finding_add(tree->found, RULE_invalid_devicetree, partition->at,
					      "`%s` has no `reg`, so no place", partition->name);

	finding_about(tree->found, finding, partition->name);
	finding_note(tree->found, finding, "the build stops: 'reg' is marked as required");
	finding_help(tree->found, finding, "write `reg = <OFFSET SIZE>;`");
}

/* A reg that has not the cells that the node's parent asks for is often written for another level
 * (FAILURES.md F122).
 */
static void report_cells(const struct tree *tree, struct tree_node *node)
{
	const struct devicetree_partition *partition = node->partition;
	const struct tree_property *reg = tree_property(node, PROPERTY_REG);
	const struct tree_node *parent = node->parent;
	uint64_t wanted = (uint64_t)parent->address_cells + parent->size_cells;
	struct finding *finding;

	if (reg->size / 4 < wanted)
		finding = finding_add(tree->found, RULE_invalid_devicetree,
				      tree_span(tree, node, reg),
				      "the `reg` of `%s` has %" PRIu32 " cells, where `%s` asks "
				      "for %" PRIu64,
				      partition->name, reg->size / 4, parent->name, wanted);
	else
		finding = finding_add(
			tree->found, RULE_invalid_devicetree, tree_span(tree, node, reg),
			"the `reg` of `%s` holds no address and size of 64 bits", partition->name);
	finding_about(tree->found, finding, partition->name);
	finding_note(tree->found, finding,
		     "an address has the #address-cells of the node above, here %" PRIu32
		     ", and a size its #size-cells, here %" PRIu32 "; where they are not written "
		     "they are 2 and 1",
		     parent->address_cells, parent->size_cells);
	finding_help(tree->found, finding,
		     "write `#address-cells = <1>; #size-cells = <1>;` in `%s`, and one address "
		     "and one size in `reg`",
		     parent->name);
}

static void add_partition(struct tree *tree, struct tree_node *node, enum binding binding)
{
	struct devicetree_partition *partition =
		ARENA_NEW(tree->arena, struct devicetree_partition);
	struct tree_node *chip = device_node(tree, node);

	devicetree_read_partition(tree, node, partition);
	partition->binding = binding == BINDING_SUB      ? PARTITION_SUB
			     : binding == BINDING_MAPPED ? PARTITION_MAPPED
							 : PARTITION_FIXED;
	partition->device = chip->device;
	partition->parent = outer_partition(node);
	if (!tree_property(node, PROPERTY_REG))
		report_no_reg(tree, partition);
	else if (!fact_known(partition->reg) || !fact_known(partition->size))
		report_cells(tree, node);
	devicetree_place_partition(tree, node, chip, partition);
	if (partition->parent)
		partition->parent->has_subpartitions = true;
	*tree->partition_tail = partition;
	tree->partition_tail = &partition->next;
	tree->dt->partition_count++;
}

void devicetree_read_partition(struct tree *tree, struct tree_node *node,
			       struct devicetree_partition *partition)
{
	const char *label;

	partition->path = tree_path(tree, node);
	partition->labels = tree_labels(tree, node);
	partition->label = tree_text(tree_property(node, PROPERTY_LABEL));
	if (!tree->symbol_count && partition->label)
		partition->usual_label = devicetree_usual_label(tree->arena, partition->label);
	label = best_label(partition->labels);
	partition->name = label ? label : partition->label ? partition->label : node->name;
	partition->at = tree_span(tree, node, NULL);
	partition->read_only = tree_property(node, PROPERTY_READ_ONLY) != NULL;
	partition->unit_address = tree_unit_address(tree, node);
	tree_reg(tree, node, &partition->reg, &partition->size);
	node->partition = partition;
}

/* The node is no partition to those below it. */
static struct devicetree_partition *read_disabled(struct tree *tree, struct tree_node *node)
{
	struct devicetree_partition *partition =
		ARENA_NEW(tree->arena, struct devicetree_partition);

	partition->path = tree_path(tree, node);
	partition->labels = tree_labels(tree, node);
	partition->name = partition->labels[0] ? partition->labels[0] : node->name;
	partition->parent = outer_partition(node);
	return partition;
}

void devicetree_read_partitions(struct tree *tree)
{
	struct devicetree_partition **disabled = &tree->dt->disabled_partitions;

	for (struct tree_node *node = tree->root; node; node = node->following) {
		enum binding binding = binding_of(node);

		if (binding == BINDING_NONE)
			continue;
		if (is_okay(node)) {
			add_partition(tree, node, binding);
			continue;
		}
		*disabled = read_disabled(tree, node);
		disabled = &(*disabled)->next;
	}
}
