/* SPDX-License-Identifier: MIT */
/* Reads a frozen layout: its partitions become a document like those of Partition Manager, or the
 * partitions of a devicetree (layout_json_devicetree.c); what was known of the devices and the
 * bootloader become facts.
 */
#include "read/layout_json.h"

#include "base/arena.h"
#include "read/read.h"

static bool is_sequence(const struct node *node)
{
	return node && node->kind == NODE_SEQUENCE;
}

bool layout_json_is(const struct node *document)
{
	return node_get(node_get(document, "tool"), "name") && node_get(document, "slots") &&
	       is_sequence(node_get(document, "regions")) &&
	       is_sequence(node_get(document, "partitions"));
}

/* -- Values ---------------------------------------------------------------------------------- */

const char *layout_json_text(const struct node *object, const char *name)
{
	const struct node *node = node_get(object, name);

	if (!node || node->kind != NODE_SCALAR || node_scalar(node).type == YAML_NULL)
		return NULL;
	return node->text.p;
}

const struct node *layout_json_name(const struct node *item)
{
	const struct node *name = node_get(item, "name");

	return name && name->kind == NODE_SCALAR ? name : NULL;
}

/* A number that JSON could not hold stands in NAME_hex alone. */
static const struct node *number_node(struct arena *arena, const struct node *object,
				      const char *name)
{
	const struct node *node = node_get(object, name);

	if (node && node_scalar(node).type == YAML_NULL)
		node = node_get(object, arena_printf(arena, "%s_hex", name));
	return node && node->kind == NODE_SCALAR ? node : NULL;
}

struct fact layout_json_number(struct arena *arena, const struct node *object, const char *name)
{
	const struct node *node = number_node(arena, object, name);
	struct fact fact = {0};

	if (!node || !num_parse(node->text, &fact.value))
		return (struct fact){0};
	fact.origin = ORIGIN_WRITTEN;
	fact.at = node->at;
	fact.from = name;
	return fact;
}

static bool is_assumed(const char *origin)
{
	return origin && cstr_eq(origin, "assumed");
}

struct fact layout_json_fact(struct arena *arena, const struct node *object, const char *name)
{
	const struct node *origins = node_get(object, "origins");

	if (is_assumed(layout_json_text(node_get(origins, name), "origin")))
		return (struct fact){0};
	return layout_json_number(arena, object, name);
}

/* -- Partitions of Partition Manager --------------------------------------------------------- */

/* Copies a value into a mapping, under a key of our own; NULL is left out. */
static void add_member(struct arena *arena, struct node *mapping, struct str key,
		       const struct node *value)
{
	struct node **tail = &mapping->first;
	struct node *member;

	if (!value)
		return;
	member = ARENA_NEW(arena, struct node);
	*member = *value;
	member->key = key;
	member->key_at = value->at;
	member->next = NULL;
	while (*tail)
		tail = &(*tail)->next;
	*tail = member;
	mapping->count++;
}

/* A number that was quoted because it is too large for JSON is a plain one again. */
static void add_number(struct arena *arena, struct node *mapping, struct str key,
		       const struct node *item, const char *name)
{
	const struct node *node = number_node(arena, item, name);
	struct node plain;

	if (!node)
		return;
	plain = *node;
	plain.quoted = false;
	add_member(arena, mapping, key, &plain);
}

static const struct node *if_filled(const struct node *collection)
{
	return collection && collection->count > 0 ? collection : NULL;
}

static struct node *entry_of(struct arena *arena, const struct node *item, const struct node *name)
{
	struct node *entry = ARENA_NEW(arena, struct node);

	entry->kind = NODE_MAPPING;
	entry->at = name->at;
	entry->key = name->text;
	entry->key_at = name->at;
	entry->key_quoted = true;
	add_number(arena, entry, STR("address"), item, "address");
	add_number(arena, entry, STR("end_address"), item, "end");
	add_member(arena, entry, STR("region"), node_get(item, "region"));
	add_number(arena, entry, STR("size"), item, "size");
	add_member(arena, entry, STR("span"), if_filled(node_get(item, "span")));
	add_member(arena, entry, STR("affiliation"), if_filled(node_get(item, "affiliation")));
	add_member(arena, entry, STR("extra_params"), if_filled(node_get(item, "extra_params")));
	return entry;
}

/* What nobody wrote, Partition Manager makes again. */
static bool is_written(const struct node *item)
{
	struct yaml_scalar written = node_scalar(node_get(item, "written"));

	return written.type != YAML_BOOLEAN || written.value;
}

static void read_pm(struct layout *layout, const struct node *document)
{
	struct node *entries = ARENA_NEW(layout->arena, struct node);
	struct node **tail = &entries->first;

	entries->kind = NODE_MAPPING;
	entries->at = document->at;
	for (const struct node *item = node_get(document, "partitions")->first; item;
	     item = item->next) {
		if (!layout_json_name(item) || !is_written(item))
			continue;
		*tail = entry_of(layout->arena, item, layout_json_name(item));
		tail = &(*tail)->next;
		entries->count++;
	}
	layout->kind = LAYOUT_PM_PARTITIONS;
	layout->document = entries;
	pm_partitions_read(layout, entries);
}

/* -- Facts ----------------------------------------------------------------------------------- */

static const char *text_or_empty(const struct node *object, const char *name)
{
	const char *text = layout_json_text(object, name);

	return text ? text : "";
}

static void read_soc(struct layout *layout, const struct node *soc)
{
	const char *name = layout_json_text(soc, "name");
	bool assumed = is_assumed(layout_json_text(soc, "origin"));

	if (layout->facts.soc || !name)
		return;
	layout->facts.soc = soc_find(str_of(name));
	layout->facts.soc_origin = assumed ? ORIGIN_ASSUMED : ORIGIN_WRITTEN;
	layout->facts.soc_from = "the frozen layout";
}

static void read_region(struct layout *layout, struct region_declaration ***tail,
			const struct node *item)
{
	struct arena *arena = layout->arena;
	struct region_declaration *region = ARENA_NEW(arena, struct region_declaration);
	struct page_size_option *page = ARENA_NEW(arena, struct page_size_option);

	region->name = layout_json_name(item)->text.p;
	region->at = layout_json_name(item)->at;
	region->size = layout_json_fact(arena, item, "size");
	region->base = layout_json_fact(arena, item, "base");
	region->device = text_or_empty(item, "device");
	region->default_driver = text_or_empty(item, "default_driver");
	region->dynamic_partition = text_or_empty(item, "dynamic_partition");
	region->placement_strategy = text_or_empty(item, "placement");
	**tail = region;
	*tail = &region->next;
	/* In front of the options, which win. */
	page->region = region->name;
	page->size = layout_json_fact(arena, item, "page_size");
	page->next = layout->facts.page_sizes;
	if (fact_known(page->size))
		layout->facts.page_sizes = page;
}

static void read_regions(struct layout *layout, const struct node *regions)
{
	struct region_declaration *first = NULL, **tail = &first;

	for (const struct node *item = regions->first; item; item = item->next) {
		if (layout_json_name(item))
			read_region(layout, &tail, item);
	}
	if (layout->facts.regions_given || layout->kind == LAYOUT_DEVICETREE)
		return;
	layout->facts.regions = first;
	layout->facts.regions_given = first != NULL;
}

static void if_unknown(struct fact *fact, struct fact frozen)
{
	if (!fact_known(*fact))
		*fact = frozen;
}

static void read_slots(struct layout *layout, const struct node *slots)
{
	struct facts *facts = &layout->facts;
	const char *mode = layout_json_text(slots, "mode");

	if (facts->mode == BOOT_MODE_UNKNOWN && mode)
		facts->mode = boot_mode_find(str_of(mode));
	if_unknown(&facts->max_img_sectors,
		   layout_json_fact(layout->arena, slots, "max_img_sectors"));
	if_unknown(&facts->write_align, layout_json_fact(layout->arena, slots, "write_align"));
	if_unknown(&facts->boot_max_align,
		   layout_json_fact(layout->arena, slots, "boot_max_align"));
}

void layout_json_read(struct layout *layout, const struct node *document)
{
	const char *kind = layout_json_text(document, "kind");

	read_soc(layout, node_get(document, "soc"));
	if (kind && cstr_eq(kind, layout_kind_name(LAYOUT_DEVICETREE)))
		layout_json_read_devicetree(layout, document);
	else
		read_pm(layout, document);
	read_regions(layout, node_get(document, "regions"));
	read_slots(layout, node_get(document, "slots"));
}
