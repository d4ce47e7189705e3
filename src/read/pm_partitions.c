/* SPDX-License-Identifier: MIT */
/* Reads the partitions of pm_static.yml and partitions.yml (PARTITION-MANAGER.md 1.2, 1.3).
 * Notes what is written and skips what has the wrong shape: rules judge that from the node.
 */
#include "read/read.h"

#include <stddef.h>

#include "base/arena.h"
#include "read/members.h"

static struct fact read_number(const struct node *node)
{
	struct fact fact = {0};
	struct yaml_scalar scalar;

	if (node->kind != NODE_SCALAR)
		return fact;
	scalar = node_scalar(node);
	if (scalar.type != YAML_INTEGER && scalar.type != YAML_BOOLEAN)
		return fact;
	fact.value = scalar.value;
	fact.negative = scalar.negative;
	fact.origin = ORIGIN_WRITTEN;
	fact.at = node->at;
	return fact;
}

/* NULL when the value is no name. */
static const char *read_name(const struct node *node)
{
	if (node->kind != NODE_SCALAR || node_scalar(node).type == YAML_NULL)
		return NULL;
	return node->text.p;
}

static void add_reference(struct arena *arena, struct reference ***tail, const struct node *node)
{
	const char *name = read_name(node);
	struct reference *reference;

	if (!name)
		return;
	reference = ARENA_NEW(arena, struct reference);
	reference->name = name;
	reference->at = node->at;
	**tail = reference;
	*tail = &reference->next;
}

/* A name or a list of names. */
static void add_names(struct arena *arena, struct reference ***tail, const struct node *node)
{
	if (!node)
		return;
	add_reference(arena, tail, node);
	if (node->kind != NODE_SEQUENCE)
		return;
	for (const struct node *item = node->first; item; item = item->next)
		add_reference(arena, tail, item);
}

/* A name, a list of names and `{one_of: [...]}`, or `{one_of: [...]}` alone. */
static struct reference *read_references(struct arena *arena, const struct node *node)
{
	struct reference *first = NULL, **tail = &first;

	add_reference(arena, &tail, node);
	add_names(arena, &tail, node_get(node, "one_of"));
	if (node->kind != NODE_SEQUENCE)
		return first;
	for (const struct node *item = node->first; item; item = item->next) {
		add_reference(arena, &tail, item);
		add_names(arena, &tail, node_get(item, "one_of"));
	}
	return first;
}

static void read_align(const struct node *align, struct fact *start, struct fact *end)
{
	const struct node *start_node = node_get(align, "start");
	const struct node *end_node = node_get(align, "end");

	*start = start_node ? read_number(start_node) : (struct fact){0};
	*end = end_node ? read_number(end_node) : (struct fact){0};
}

static void read_stray_align(const struct node *align, struct partition *partition)
{
	read_align(align, &partition->stray_align_start, &partition->stray_align_end);
	if (align->kind == NODE_SCALAR)
		partition->stray_align_start = read_number(align);
}

static struct parameter *read_parameters(struct arena *arena, const struct node *mapping)
{
	struct parameter *first = NULL, **tail = &first;
	const struct node **members;
	size_t count;

	if (mapping->kind != NODE_MAPPING)
		return NULL;
	members = members_that_win(arena, mapping, &count);
	for (size_t i = 0; i < count; i++) {
		struct parameter *parameter;

		if (members[i]->kind != NODE_SCALAR)
			continue;
		parameter = ARENA_NEW(arena, struct parameter);
		parameter->name = members[i]->key.p;
		parameter->value = members[i];
		*tail = parameter;
		tail = &parameter->next;
	}
	return first;
}

enum key_kind {
	KEY_NUMBER,
	KEY_REFERENCES,
	KEY_REGION,
	KEY_DEVICE,
	KEY_PLACEMENT,
	KEY_ALIGN,
	KEY_PARAMETERS
};

/* Where the value of a key goes. */
static const struct key_row {
	struct str key;
	enum key_kind kind;
	size_t offset; /* of the number or the references in struct partition */
} key_rows[] = {
	{{"address", 7}, KEY_NUMBER, offsetof(struct partition, written_address)},
	{{"size", 4}, KEY_NUMBER, offsetof(struct partition, written_size)},
	{{"end_address", 11}, KEY_NUMBER, offsetof(struct partition, written_end)},
	{{"region", 6}, KEY_REGION, 0},
	{{"placement", 9}, KEY_PLACEMENT, 0},
	{{"span", 4}, KEY_REFERENCES, offsetof(struct partition, span)},
	{{"orig_span", 9}, KEY_REFERENCES, offsetof(struct partition, orig_span)},
	{{"inside", 6}, KEY_REFERENCES, offsetof(struct partition, inside)},
	{{"share_size", 10}, KEY_REFERENCES, offsetof(struct partition, share_size)},
	{{"affiliation", 11}, KEY_REFERENCES, offsetof(struct partition, affiliation)},
	{{"device", 6}, KEY_DEVICE, 0},
	{{"align", 5}, KEY_ALIGN, 0},
	{{"extra_params", 12}, KEY_PARAMETERS, 0},
};

static void read_value(struct arena *arena, struct partition *partition, const struct key_row *row,
		       const struct node *node)
{
	char *field = (char *)partition + row->offset;

	switch (row->kind) {
	case KEY_NUMBER:
		*(struct fact *)(void *)field = read_number(node);
		break;
	case KEY_REFERENCES:
		*(struct reference **)(void *)field = read_references(arena, node);
		break;
	case KEY_REGION:
		partition->region_name = read_name(node);
		partition->region_at = node->at;
		break;
	case KEY_DEVICE:
		partition->device = read_name(node);
		partition->device_at = node->at;
		break;
	case KEY_PLACEMENT:
		read_align(node_get(node, "align"), &partition->align_start, &partition->align_end);
		break;
	case KEY_ALIGN:
		read_stray_align(node, partition);
		break;
	case KEY_PARAMETERS:
		partition->extra_params = read_parameters(arena, node);
		break;
	}
}

/* Members come merged ones first, so the last of a key is the one that wins. */
static void read_members(struct arena *arena, struct partition *partition, const struct node *entry)
{
	for (const struct node *member = entry->first; member; member = member->next) {
		for (size_t i = 0; i < sizeof(key_rows) / sizeof(*key_rows); i++) {
			if (!str_eq(member->key, key_rows[i].key))
				continue;
			read_value(arena, partition, &key_rows[i], member);
			break;
		}
	}
	partition->has_span = node_get(entry, "span") != NULL;
}

static void apply_default_region(struct partition *partition)
{
	if (partition->region_name)
		return;
	partition->region_at = (struct span){0};
	partition->region_name =
		cstr_ends(partition->name, "_sram") ? "sram_primary" : "flash_primary";
}

static struct partition *read_partition(struct arena *arena, const struct node *entry)
{
	struct partition *partition = ARENA_NEW(arena, struct partition);

	partition->name = entry->key.p;
	partition->at = entry->key_at;
	partition->node = entry;
	read_members(arena, partition, entry);
	if (!partition->device)
		partition->device_at = (struct span){0};
	apply_default_region(partition);
	return partition;
}

void pm_partitions_read(struct layout *layout, const struct node *document)
{
	struct partition **tail = &layout->partitions;
	const struct node **entries;
	size_t count;

	if (!document || document->kind != NODE_MAPPING)
		return;
	entries = members_that_win(layout->arena, document, &count);
	for (size_t i = 0; i < count; i++) {
		if (entries[i]->kind != NODE_MAPPING)
			continue;
		*tail = read_partition(layout->arena, entries[i]);
		(*tail)->order = (uint32_t)layout->partition_count++;
		tail = &(*tail)->next;
	}
}
