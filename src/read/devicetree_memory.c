/* SPDX-License-Identifier: MIT */
/* RAM of a devicetree, and how it is shared out: children of a memory node, children of
 * /reserved-memory, and memory nodes that lie in another one.
 */
#include "read/devicetree_tree.h"

#include "base/arena.h"
#include "base/num.h"

/* Each piece of RAM is looked for among all of them; real trees have three. */
#define LIMIT_MEMORIES 64

/* Bytes [begin, end) in the CPU's address space. */
struct extent {
	uint64_t begin, end;
};

static bool is_memory(struct tree_node *node)
{
	return node->present >> PROPERTY_COMPATIBLE & 1 && tree_is_compatible(node, "mmio-sram") &&
	       !tree_disabled(node);
}

/* An address of a child as one of the CPU: a node without `ranges` counts from its own start. */
static bool to_cpu(const struct tree *tree, const struct tree_node *child, uint64_t *address)
{
	for (struct tree_node *node = child->parent; node; node = node->parent) {
		struct fact base, size;

		if (tree_property(node, PROPERTY_RANGES)) {
			if (!tree_translate_step(node, address))
				return false;
		} else if ((is_memory(node) || node->partition) &&
			   tree_reg(tree, node, &base, &size) && *address < base.value) {
			if (!num_add(base.value, *address, address))
				return false;
		} else if (!is_memory(node) && !node->partition) {
			return true;
		}
	}
	return true;
}

static bool extent_of(const struct tree *tree, struct tree_node *node, struct fact *base,
		      struct fact *size, struct extent *extent)
{
	if (!tree_reg(tree, node, base, size) || !fact_known(*size) ||
	    !to_cpu(tree, node, &base->value))
		return false;
	extent->begin = base->value;
	return num_add(base->value, size->value, &extent->end);
}

/* The memory that holds these bytes; NULL: none. */
static struct memory_device *memory_around(const struct tree *tree, struct extent extent)
{
	for (struct memory_device *memory = tree->dt->memories; memory; memory = memory->next)
		if (extent.begin >= memory->base.value &&
		    extent.begin - memory->base.value < memory->size.value)
			return memory;
	return NULL;
}

static void add_memory(struct tree *tree, struct tree_node *node, struct memory_device **tail)
{
	struct memory_device *memory = ARENA_NEW(tree->arena, struct memory_device);
	const char *label = tree_label(tree, node);
	struct extent extent;

	extent_of(tree, node, &memory->base, &memory->size, &extent);
	memory->path = tree_path(tree, node);
	memory->label = label ? label : tree_short_name(tree, node);
	memory->at = tree_span(tree, node, NULL);
	node->memory = memory;
	*tail = memory;
}

/* One that lies in another, larger one is a piece of it. */
static bool is_piece(const struct tree *tree, struct tree_node *const nodes[], size_t count,
		     size_t index)
{
	struct extent own, other;
	struct fact base, size;

	extent_of(tree, nodes[index], &base, &size, &own);
	for (size_t i = 0; i < count; i++) {
		if (i == index || !extent_of(tree, nodes[i], &base, &size, &other))
			continue;
		if (other.begin <= own.begin && own.end <= other.end &&
		    (other.end - other.begin > own.end - own.begin || i < index))
			return true;
	}
	return false;
}

void devicetree_read_memories(struct tree *tree)
{
	struct tree_node *nodes[LIMIT_MEMORIES];
	struct memory_device **tail = &tree->dt->memories;
	struct fact base, size;
	struct extent extent;
	size_t count = 0;

	for (struct tree_node *node = tree->root; node && count < LIMIT_MEMORIES;
	     node = node->following)
		if (is_memory(node) && extent_of(tree, node, &base, &size, &extent))
			nodes[count++] = node;
	for (size_t i = 0; i < count; i++) {
		if (is_piece(tree, nodes, count, i))
			continue;
		add_memory(tree, nodes[i], tail);
		tail = &(*tail)->next;
	}
}

/* By where it stands: below RAM, below a piece of it, in /reserved-memory, or RAM within RAM. */
static bool may_be_piece(const struct tree_node *node)
{
	const struct tree_node *parent = node->parent;

	if (!parent || node->memory || node->partition)
		return false;
	if (parent->memory || (parent->partition && parent->partition->memory))
		return true;
	if (tree_is_compatible(node, "mmio-sram") ||
	    tree_is_compatible(node, "zephyr,memory-region"))
		return true;
	return cstr_eq(parent->name, "reserved-memory") && parent->parent &&
	       !parent->parent->parent;
}

static void add_piece(struct tree *tree, struct tree_node *node)
{
	struct devicetree_partition *partition;
	struct memory_device *memory;
	struct extent extent;
	struct fact base, size;

	if (!extent_of(tree, node, &base, &size, &extent))
		return;
	memory = memory_around(tree, extent);
	if (!memory)
		return;
	partition = ARENA_NEW(tree->arena, struct devicetree_partition);
	devicetree_read_partition(tree, node, partition);
	partition->binding = PARTITION_MEMORY;
	partition->memory = memory;
	partition->address = partition->offset = base;
	partition->offset.value -= memory->base.value;
	if (node->parent->partition) {
		partition->parent = node->parent->partition;
		partition->parent->has_subpartitions = true;
	}
	*tree->memory_partition_tail = partition;
	tree->memory_partition_tail = &partition->next;
}

void devicetree_read_memory_partitions(struct tree *tree)
{
	if (!tree->dt->memories)
		return;
	for (struct tree_node *node = tree->root; node; node = node->following)
		if (node->present >> PROPERTY_REG & 1 && may_be_piece(node) && !tree_disabled(node))
			add_piece(tree, node);
}
