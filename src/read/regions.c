/* SPDX-License-Identifier: MIT */
/* Reads Partition Manager's regions.yml (PARTITION-MANAGER.md 6.1). */
#include "read/read.h"

#include "base/arena.h"
#include "read/members.h"

/* The text of a member; "" when it is absent, null or no scalar. */
static const char *text_of(const struct node *entry, const char *key)
{
	const struct node *node = node_get(entry, key);

	if (!node || node->kind != NODE_SCALAR || node_scalar(node).type == YAML_NULL)
		return "";
	return node->text.p;
}

/* Unknown, and reported, when the value is no integer that a region can have. */
static struct fact number_of(struct findings *found, const struct node *entry, const char *key)
{
	const struct node *node = node_get(entry, key);
	struct fact fact = {0};
	struct yaml_scalar scalar;
	struct finding *finding;

	if (!node)
		return fact;
	scalar = node->kind == NODE_SCALAR ? node_scalar(node) : (struct yaml_scalar){0};
	if (scalar.type != YAML_INTEGER || scalar.negative || scalar.too_large) {
		finding =
			finding_add(found, RULE_wrong_type, node->at,
				    "`%s` of region `%s` is no number of bytes", key, entry->key.p);
		finding_note(found, finding,
			     "the build system writes bytes here, such as 0x100000");
		finding_help(found, finding, "give the regions.yml as the build made it");
		return fact;
	}
	fact.value = scalar.value;
	fact.origin = ORIGIN_WRITTEN;
	fact.at = node->at;
	fact.from = "regions.yml";
	return fact;
}

static void report_missing_size(struct findings *found, const struct node *entry)
{
	struct finding *finding;

	if (node_get(entry, "size"))
		return;
	finding = finding_add(found, RULE_missing_key, entry->key_at, "region `%s` has no `size`",
			      entry->key.p);
	finding_help(found, finding, "add `size:` with the region's size in bytes");
}

static struct region_declaration *declare(struct arena *arena, const struct node *entry,
					  struct findings *found)
{
	struct region_declaration *declaration = ARENA_NEW(arena, struct region_declaration);

	report_missing_size(found, entry);
	declaration->name = entry->key.p;
	declaration->at = entry->key_at;
	declaration->size = number_of(found, entry, "size");
	declaration->base = number_of(found, entry, "base_address");
	declaration->device = text_of(entry, "device");
	declaration->default_driver = text_of(entry, "default_driver_kconfig");
	declaration->dynamic_partition = text_of(entry, "dynamic_partition");
	declaration->placement_strategy = text_of(entry, "placement_strategy");
	return declaration;
}

static void refuse_shape(struct findings *found, struct span at, const char *message)
{
	struct finding *finding = finding_add(found, RULE_wrong_shape, at, "%s", message);

	finding_note(found, finding,
		     "the build system writes each region as a mapping, with `size` and "
		     "`base_address`; without it the size of the device is not known");
	finding_help(found, finding, "give the regions.yml as the build made it");
}

struct region_declaration *regions_read_source(struct arena *arena, const struct source *source,
					       struct findings *found)
{
	struct region_declaration *first = NULL, **tail = &first;
	const struct node *document = yaml_tree_read(arena, source, found);
	const struct node **entries;
	size_t count;

	if (!document)
		return NULL;
	if (document->kind != NODE_MAPPING) {
		refuse_shape(found, document->at,
			     "the file is no mapping of region names to regions");
		return NULL;
	}
	entries = members_that_win(arena, document, &count);
	for (size_t i = 0; i < count; i++) {
		if (entries[i]->kind != NODE_MAPPING) {
			refuse_shape(found, entries[i]->key_at,
				     arena_printf(arena, "region `%s` is no mapping",
						  entries[i]->key.p));
			continue;
		}
		*tail = declare(arena, entries[i], found);
		tail = &(*tail)->next;
	}
	return first;
}

struct region_declaration *regions_read(struct arena *arena, const char *path,
					struct findings *found)
{
	const struct source *source = read_source(arena, path, found);

	return source ? regions_read_source(arena, source, found) : NULL;
}
