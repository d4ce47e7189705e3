/* SPDX-License-Identifier: MIT */
/* The two nodes that tell TF-M which partitions are secure (FAILURES.md F77). */
#include "read/devicetree_tree.h"

#include "base/arena.h"

/* Real ones have five. */
#define LIMIT_REFERENCES 256

static struct partition_reference *read_references(const struct tree *tree,
						   const struct tree_property *property)
{
	struct partition_reference *first = NULL, **tail = &first;
	uint32_t phandle;

	for (size_t i = 0; i < LIMIT_REFERENCES && tree_cell(property, i, &phandle); i++) {
		struct tree_node *node = tree_by_phandle(tree, phandle);

		*tail = ARENA_NEW(tree->arena, struct partition_reference);
		if (node) {
			(*tail)->path = tree_path(tree, node);
			(*tail)->partition = node->partition;
		}
		tail = &(*tail)->next;
	}
	return first;
}

static struct tz_descriptor *read_descriptor(const struct tree *tree, struct tree_node *node,
					     bool secure)
{
	struct tz_descriptor *descriptor = ARENA_NEW(tree->arena, struct tz_descriptor);
	const struct tree_property *code = tree_property(node, PROPERTY_CODE_PARTITIONS);
	const struct tree_property *data = tree_property(node, PROPERTY_DATA_PARTITIONS);

	descriptor->path = tree_path(tree, node);
	descriptor->at = tree_span(tree, node, NULL);
	descriptor->secure = secure;
	descriptor->code = read_references(tree, code);
	descriptor->data = read_references(tree, data);
	if (code)
		descriptor->code_at = tree_span(tree, node, code);
	if (data)
		descriptor->data_at = tree_span(tree, node, data);
	return descriptor;
}

/* TF-M looks for the compatible; the name is what people know it by. */
static bool is_descriptor(const struct tree_node *node, const char *compatible, const char *name)
{
	return tree_is_compatible(node, compatible) ||
	       (cstr_eq(node->name, name) && node->parent && !node->parent->parent);
}

void devicetree_read_descriptors(struct tree *tree)
{
	struct tz_descriptor **tail = &tree->dt->descriptors;

	for (struct tree_node *node = tree->root; node; node = node->following) {
		bool secure = is_descriptor(node, "nordic,tz-secure", "nordic-tz-secure");

		if (!secure && !is_descriptor(node, "nordic,tz-nonsecure", "nordic-tz-nonsecure"))
			continue;
		if (tree_disabled(node))
			continue;
		*tail = read_descriptor(tree, node, secure);
		tail = &(*tail)->next;
	}
}
