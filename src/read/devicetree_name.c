/* SPDX-License-Identifier: MIT */
/* Names of devicetree nodes: paths, labels, phandles. */
#include "read/devicetree_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

const char *tree_path(const struct tree *tree, struct tree_node *node)
{
	if (node->path)
		return node->path;
	if (!node->parent)
		node->path = "/";
	else if (!node->parent->parent)
		node->path = arena_printf(tree->arena, "/%s", node->name);
	else
		node->path = arena_printf(tree->arena, "%s/%s", tree_path(tree, node->parent),
					  node->name);
	return node->path;
}

/* The first of several labels of a node in the order of the blob, which is dtc's order. */
static int compare_symbols(const void *left, const void *right)
{
	const struct tree_symbol *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	if (order)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

void tree_sort_symbols(struct tree *tree)
{
	qsort(tree->symbols, tree->symbol_count, sizeof(tree->symbols[0]), compare_symbols);
}

/* The index of the first symbol of a path; the count of symbols when there is none. */
static size_t first_symbol(const struct tree *tree, const char *path)
{
	size_t low = 0, high = tree->symbol_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(tree->symbols[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *const *tree_labels(const struct tree *tree, struct tree_node *node)
{
	const char *path = tree_path(tree, node);
	size_t first = first_symbol(tree, path), count = 0;
	const char **labels;

	while (first + count < tree->symbol_count &&
	       strcmp(tree->symbols[first + count].path, path) == 0)
		count++;
	labels = arena_array(tree->arena, count + 1, sizeof(labels[0]));
	for (size_t i = 0; i < count; i++)
		labels[i] = tree->symbols[first + i].label;
	return labels;
}

const char *tree_label(const struct tree *tree, struct tree_node *node)
{
	return tree->symbol_count ? tree_labels(tree, node)[0] : NULL;
}

const char *tree_short_name(const struct tree *tree, const struct tree_node *node)
{
	size_t length = strcspn(node->name, "@");

	return node->name[length] ? arena_copy(tree->arena, node->name, length) : node->name;
}

static struct tree_node *child_named(const struct tree_node *node, const char *name, size_t length)
{
	for (struct tree_node *child = node->first; child; child = child->sibling)
		if (strncmp(child->name, name, length) == 0 && child->name[length] == '\0')
			return child;
	return NULL;
}

struct tree_node *tree_find(const struct tree *tree, const char *path)
{
	struct tree_node *node = path[0] == '/' ? tree->root : NULL;

	while (node && path[strspn(path, "/")]) {
		size_t length;

		path += strspn(path, "/");
		length = strcspn(path, "/");
		node = child_named(node, path, length);
		path += length;
	}
	return node;
}

static int compare_phandles(const void *left, const void *right)
{
	const struct tree_node *const *a = left, *const *b = right;

	if ((*a)->phandle != (*b)->phandle)
		return (*a)->phandle < (*b)->phandle ? -1 : 1;
	return 0;
}

void tree_sort_phandles(struct tree *tree)
{
	qsort(tree->phandles, tree->phandle_count, sizeof(tree->phandles[0]), compare_phandles);
}

struct tree_node *tree_by_phandle(const struct tree *tree, uint32_t phandle)
{
	size_t low = 0, high = tree->phandle_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tree->phandles[middle]->phandle == phandle)
			return tree->phandles[middle];
		if (tree->phandles[middle]->phandle < phandle)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The digits that name ends in, behind its '@'; NULL when there are none. */
static const char *unit_of(const char *name)
{
	const char *at = strrchr(name, '@');

	if (!at)
		return NULL;
	at++;
	return at[0] == '0' && (at[1] == 'x' || at[1] == 'X') ? at + 2 : at;
}

struct fact tree_unit_address(const struct tree *tree, struct tree_node *node)
{
	struct fact fact = {.origin = ORIGIN_UNKNOWN};
	const char *digit = unit_of(node->name);

	if (!digit || !*digit)
		return fact;
	for (; *digit; digit++) {
		char lower = (char)(*digit | 0x20);

		if (fact.value >> 60)
			return fact;
		if (*digit >= '0' && *digit <= '9')
			fact.value = fact.value << 4 | (uint64_t)(*digit - '0');
		else if (lower >= 'a' && lower <= 'f')
			fact.value = fact.value << 4 | (uint64_t)(lower - 'a' + 10);
		else
			return fact;
	}
	fact.origin = ORIGIN_WRITTEN;
	fact.at = tree_span(tree, node, NULL);
	fact.from = "its name";
	return fact;
}
