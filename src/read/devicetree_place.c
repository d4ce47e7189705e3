/* SPDX-License-Identifier: MIT */
/* Where a partition lies: from the cells of its reg, up through `ranges`, to an offset in its chip
 * and an address of the CPU.  As Zephyr computes it, but for one thing: where Zephyr goes on with
 * an address that does not translate, the partition has no place here, and says why.
 */
#include "read/devicetree_tree.h"

#include "base/arena.h"
#include "base/num.h"

/* A number computed from another that is written: the same origin and place. */
static struct fact moved(struct fact fact, uint64_t value)
{
	fact.value = value;
	return fact;
}

/* Partitions that fail for one reason share it. */
static void fail(const struct tree *tree, struct tree_node *node,
		 struct devicetree_partition *partition, enum untranslatable_why why,
		 uint64_t address)
{
	const struct tree_property *ranges = tree_property(node, PROPERTY_RANGES);
	struct untranslatable *failure = node->untranslatable;

	if (!failure || failure->why != why) {
		failure = ARENA_NEW(tree->arena, struct untranslatable);
		failure->why = why;
		failure->path = tree_path(tree, node);
		failure->at = tree_span(tree, node, ranges);
		failure->address = address;
		failure->is_chip = node->device != NULL;
		failure->is_spi = node->device && (node->device->kind == FLASH_SPI_NOR ||
						   node->device->kind == FLASH_QSPI_NOR);
		tree_reg(tree, node, &failure->base, &failure->size);
		failure->address_cells = node->address_cells;
		failure->parent_cells = node->parent ? node->parent->address_cells : 0;
		failure->size_cells = node->size_cells;
		failure->first = partition;
		node->untranslatable = failure;
	}
	failure->count++;
	partition->untranslatable = failure;
}

/* An address outside of what a node is, though its `ranges` leads there.  Behind the end of a chip
 * is `out-of-region`.
 */
static bool is_elsewhere(const struct tree *tree, struct tree_node *node, uint64_t address)
{
	struct fact base, size;

	if ((!node->partition && !node->device) || !tree_reg(tree, node, &base, &size) ||
	    !fact_known(size))
		return false;
	return address < base.value || (!node->device && address - base.value >= size.value);
}

/* What lies behind the last byte of a chip goes on where the chip ends. */
static bool continue_chip(const struct tree *tree, struct tree_node *chip, uint64_t *address)
{
	struct fact base, size;

	return tree_reg(tree, chip, &base, &size) && fact_known(size) && *address >= size.value &&
	       num_add(base.value, *address, address);
}

/* From the space of a mapped partition's parent to the one that the chip is in. */
static bool translate_mapped(const struct tree *tree, struct tree_node *node,
			     struct tree_node *chip, uint64_t *address)
{
	struct devicetree_partition *partition = node->partition;

	for (struct tree_node *above = node->parent; above; above = above->parent) {
		uint64_t written = *address;

		if (!tree_property(above, PROPERTY_RANGES)) {
			fail(tree, above, partition, RANGES_MISSING, written);
			return false;
		}
		if (!tree_translate_step(above, address) &&
		    !(above == chip && continue_chip(tree, chip, address))) {
			fail(tree, above, partition, RANGES_UNCOVERED, written);
			return false;
		}
		if (is_elsewhere(tree, above, *address)) {
			fail(tree, above, partition, RANGES_ELSEWHERE, *address);
			return false;
		}
		if (above == chip)
			return true;
	}
	return false;
}

static void place_mapped(const struct tree *tree, struct tree_node *node, struct tree_node *chip)
{
	struct devicetree_partition *partition = node->partition;
	uint64_t address = partition->reg.value;
	struct fact base, size;

	if (!translate_mapped(tree, node, chip, &address))
		return;
	if (tree_reg(tree, chip, &base, &size))
		address -= base.value; /* not below it: that is elsewhere */
	partition->offset = moved(partition->reg, address);
}

/* Parts of a partition lie where the `ranges` around them lead; without, they count from the start
 * of the partition that they are in.
 */
static void place_part(const struct tree_node *node)
{
	struct devicetree_partition *partition = node->partition;
	const struct devicetree_partition *parent = partition->parent;
	uint64_t address = partition->reg.value, start = parent->reg.value;

	if (!fact_known(parent->offset))
		return;
	if (!tree_property(node->parent, PROPERTY_RANGES))
		start = 0;
	else if (!tree_translate_step(node->parent, &address))
		return;
	if (num_add(parent->offset.value, address, &address) && address >= start)
		partition->offset = moved(partition->reg, address - start);
}

void devicetree_place_partition(const struct tree *tree, struct tree_node *node,
				struct tree_node *chip, struct devicetree_partition *partition)
{
	uint64_t address;

	if (!fact_known(partition->reg))
		return;
	if (partition->binding == PARTITION_MAPPED)
		place_mapped(tree, node, chip);
	else if (partition->binding == PARTITION_SUB)
		place_part(node);
	else
		partition->offset = partition->reg;
	if (fact_known(partition->offset) && fact_known(chip->device->base) &&
	    num_add(chip->device->base.value, partition->offset.value, &address))
		partition->address = moved(partition->offset, address);
}
