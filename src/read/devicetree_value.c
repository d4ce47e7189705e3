/* SPDX-License-Identifier: MIT */
/* What devicetree properties say, and how addresses are translated. */
#include "read/devicetree_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"

/* More than any devicetree has: what one node says is looked at again for each of its children. */
#define LIMIT_COMPATIBLE 256
#define LIMIT_RANGES 64

uint32_t tree_big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

bool tree_cell(const struct tree_property *property, size_t index, uint32_t *value)
{
	if (!property || index >= property->size / 4)
		return false;
	*value = tree_big_endian(property->data + index * 4);
	return true;
}

const char *tree_text(const struct tree_property *property)
{
	if (!property || !property->size || property->data[property->size - 1] != '\0')
		return NULL;
	return (const char *)property->data;
}

bool tree_is_compatible(const struct tree_node *node, const char *compatible)
{
	const struct tree_property *property = tree_property(node, PROPERTY_COMPATIBLE);
	const char *text = tree_text(property);
	size_t size =
		property && property->size < LIMIT_COMPATIBLE ? property->size : LIMIT_COMPATIBLE;
	const char *end = text ? text + size : NULL;

	for (; text && text < end; text += strlen(text) + 1)
		if (strcmp(text, compatible) == 0)
			return true;
	return false;
}

/* A number of so many cells from the given one on; false when it is not all there or does not
 * fit 64 bits.
 */
static bool read_number(const struct tree_property *property, size_t first, uint32_t cells,
			uint64_t *value)
{
	uint32_t cell;

	*value = 0;
	for (uint32_t i = 0; i < cells; i++) {
		if (*value >> 32 || !tree_cell(property, first + i, &cell))
			return false;
		*value = *value << 32 | cell;
	}
	return cells > 0;
}

struct fact tree_number(const struct tree *tree, struct tree_node *node, enum property_id id)
{
	const struct tree_property *property = tree_property(node, id);
	uint32_t cells =
		property && (property->size == 4 || property->size == 8) ? property->size / 4 : 0;
	struct fact fact = {.origin = ORIGIN_UNKNOWN};

	if (read_number(property, 0, cells, &fact.value)) {
		fact.origin = ORIGIN_WRITTEN;
		fact.at = tree_span(tree, node, property);
		fact.from = property->name;
	}
	return fact;
}

bool tree_reg(const struct tree *tree, struct tree_node *node, struct fact *address,
	      struct fact *size)
{
	const struct tree_property *reg = tree_property(node, PROPERTY_REG);
	uint32_t address_cells = node->parent ? node->parent->address_cells : 0;
	uint32_t size_cells = node->parent ? node->parent->size_cells : 0;
	struct fact fact = {.origin = ORIGIN_WRITTEN};

	*address = *size = (struct fact){.origin = ORIGIN_UNKNOWN};
	if (!reg || !read_number(reg, 0, address_cells, &fact.value))
		return false;
	fact.at = tree_cells_span(tree, node, reg, (struct cells){0, address_cells});
	fact.from = reg->name;
	*address = fact;
	fact.at = tree_cells_span(tree, node, reg, (struct cells){address_cells, size_cells});
	if (read_number(reg, address_cells, size_cells, &fact.value))
		*size = fact;
	return true;
}

bool tree_translate_step(const struct tree_node *node, uint64_t *address)
{
	const struct tree_property *ranges = tree_property(node, PROPERTY_RANGES);
	uint32_t outer = node->parent ? node->parent->address_cells : 0;
	size_t child_cells = node->address_cells, size_cells = node->size_cells;
	size_t entry = child_cells + outer + size_cells;
	uint64_t child, parent, size;

	if (ranges->size == 0)
		return true; /* the same addresses */
	if (child_cells > 4 || outer > 4 || size_cells > 4)
		return false;
	for (size_t i = 0; (i + entry) * 4 <= ranges->size && i < entry * LIMIT_RANGES; i += entry)
		if (read_number(ranges, i, node->address_cells, &child) &&
		    read_number(ranges, i + child_cells, outer, &parent) &&
		    read_number(ranges, i + child_cells + outer, node->size_cells, &size) &&
		    *address >= child && *address - child < size)
			return num_add(*address - child, parent, address);
	return false;
}

bool tree_translate(const struct tree_node *child, const struct tree_node *top, uint64_t *address)
{
	for (const struct tree_node *node = child->parent; node && node != top;
	     node = node->parent) {
		if (!tree_property(node, PROPERTY_RANGES))
			return top == NULL;
		if (!tree_translate_step(node, address))
			return false;
	}
	return true;
}

struct tree_node *tree_disabled(struct tree_node *node)
{
	for (; node; node = node->parent) {
		const char *status = tree_text(tree_property(node, PROPERTY_STATUS));

		if (status && strcmp(status, "okay") != 0 && strcmp(status, "ok") != 0)
			return node;
	}
	return NULL;
}
