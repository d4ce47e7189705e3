/* SPDX-License-Identifier: MIT */
/* Rules about the shape of a Partition Manager file: mappings, keys, and what must be there. */
#include "check/check.h"

#include <stdlib.h>

#include "base/arena.h"

/* How a node is called in a sentence. */
static const char *node_noun(const struct node *node)
{
	if (node->kind == NODE_MAPPING)
		return "a mapping";
	if (node->kind == NODE_SEQUENCE)
		return "a list";
	return node_scalar(node).type == YAML_NULL ? "empty" : "a single value";
}

/* A list of mappings with a `name` each: how other tools write partitions. */
static bool is_list_of_partitions(const struct node *node)
{
	return node->kind == NODE_SEQUENCE && node->first && node_get(node->first, "name");
}

static void explain_shape(struct findings *found, struct finding *finding, const struct node *node)
{
	if (is_list_of_partitions(node))
		finding_note(found, finding,
			     "this is another tool's schema: a list of partitions "
			     "that carry their name in `name`");
	else
		finding_note(found, finding,
			     "Partition Manager stops here with a Python traceback "
			     "instead of a message");
	finding_help(found, finding,
		     "write each partition as a mapping under its name, "
		     "such as `mcuboot: {address: 0x0, size: 0xc000}`");
}

void rule_wrong_shape(const struct layout *layout, struct findings *found)
{
	const struct node *document = layout->document;
	struct finding *finding;

	if (!document)
		return;
	if (document->kind != NODE_MAPPING) {
		finding = finding_add(found, RULE_wrong_shape, document->at,
				      "the file is %s, not a mapping of partition names",
				      node_noun(document));
		finding_mark(found, finding, "expected `name:` with keys below it");
		explain_shape(found, finding, document);
		return;
	}
	for (const struct node *entry = document->first; entry; entry = entry->next) {
		if (entry->kind == NODE_MAPPING)
			continue;
		finding = finding_add(found, RULE_wrong_shape, entry->key_at,
				      "`%.*s` is %s, not a partition with keys",
				      STR_ARG(entry->key), node_noun(entry));
		finding_mark(found, finding, "no mapping below this name");
		explain_shape(found, finding, entry);
	}
}

/* -- duplicate-key --------------------------------------------------------- */

/* An alias repeats a collection that stands before it; its keys have been looked at there. */
static bool is_alias_copy(const struct node *node)
{
	const struct node *first = node->first;
	struct span place = node->key.n ? node->key_at : node->at;

	if (!first || node->at.begin < place.begin)
		return true;
	return (first->key.n ? first->key_at : first->at).begin < place.begin;
}

static int by_key_and_place(const void *a, const void *b)
{
	const struct node *const *left = a, *const *right = b;
	int order = str_cmp((*left)->key, (*right)->key);

	if (order)
		return order;
	return ((*left)->key_at.begin > (*right)->key_at.begin) -
	       ((*left)->key_at.begin < (*right)->key_at.begin);
}

static const char *shown_value(struct findings *found, const struct node *node)
{
	if (node->kind != NODE_SCALAR || node->text.n == 0 || node->text.n > 40)
		return node_noun(node);
	return arena_printf(found->arena, "`%.*s`", STR_ARG(node->text));
}

static void report_duplicate(struct findings *found, const char *owner, const struct node *lost,
			     const struct node *winner)
{
	struct finding *finding;
	const char *key = arena_copy(found->arena, winner->key.p, winner->key.n);

	if (owner) {
		finding = finding_add(found, RULE_duplicate_key, winner->key_at,
				      "`%s` stands twice in `%s`: first %s, then %s", key, owner,
				      shown_value(found, lost), shown_value(found, winner));
		finding_about(found, finding, owner);
	} else {
		finding = finding_add(found, RULE_duplicate_key, winner->key_at,
				      "partition `%s` stands twice", key);
		finding_about(found, finding, key);
	}
	finding_mark(found, finding, "this one counts");
	finding_label(found, finding, lost->key_at, "this one is lost");
	finding_note(found, finding,
		     "Partition Manager keeps the last of equal keys and says nothing");
	finding_help(found, finding, "delete one of the two, or rename it");
}

/* owner: the partition that the mapping belongs to; NULL for the file itself. */
static void judge_mapping(struct findings *found, const char *owner, const struct node *mapping)
{
	const struct node **members =
		arena_array(found->arena, mapping->count + 1, sizeof(struct node *));
	size_t count = 0;

	for (const struct node *member = mapping->first; member; member = member->next)
		if (!member->merged && count < mapping->count)
			members[count++] = member;
	qsort(members, count, sizeof(members[0]), by_key_and_place);
	for (size_t i = 1; i < count; i++)
		if (str_eq(members[i - 1]->key, members[i]->key))
			report_duplicate(found, owner, members[i - 1], members[i]);
}

/* The depth is bounded by the reader (32 levels). */
static void judge_collections(struct findings *found, const char *owner, const struct node *node)
{
	if (node->kind == NODE_MAPPING)
		judge_mapping(found, owner, node);
	for (const struct node *member = node->first; member; member = member->next) {
		const char *name = owner;

		if (member->kind == NODE_SCALAR || member->merged || is_alias_copy(member))
			continue;
		if (!owner && node->kind == NODE_MAPPING)
			name = arena_copy(found->arena, member->key.p, member->key.n);
		judge_collections(found, name, member);
	}
}

void rule_duplicate_key(const struct layout *layout, struct findings *found)
{
	if (layout->document)
		judge_collections(found, NULL, layout->document);
}

/* -- missing-key ----------------------------------------------------------- */

/* Fragments (pm.yml) have no addresses at all; a static file without any is probably one. */
static bool is_fragment(const struct layout *layout)
{
	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (p->node && node_get(p->node, "address"))
			return false;
	return true;
}

static void help_missing(struct findings *found, struct finding *finding,
			 const struct partition *partition, bool has_address)
{
	struct fact end = partition->written_end;
	struct fact start = partition->written_address;

	if (has_address && fact_known(end) && end.value > start.value)
		finding_help(found, finding,
			     "write `size: 0x%jx`, which is what `end_address` says",
			     (uintmax_t)(end.value - start.value));
	else
		finding_help(found, finding,
			     "write the missing value, or remove `%s` from the static file and "
			     "let Partition Manager place it",
			     partition->name);
}

void rule_missing_key(const struct layout *layout, struct findings *found)
{
	bool fragment = is_fragment(layout);

	for (const struct partition *p = layout->partitions; p; p = p->next) {
		const char *missing;
		struct finding *finding;
		bool has_address, has_size;

		if (!p->node || p->dynamic)
			continue;
		has_address = node_get(p->node, "address");
		has_size = node_get(p->node, "size");
		if (has_address && has_size)
			continue;
		missing = has_address ? "size" : "address";
		finding = finding_about_partition(
			found, RULE_missing_key, p, p->at, "`%s` has no %s", p->name,
			has_address || has_size ? arena_printf(found->arena, "`%s`", missing)
						: "`address` and no `size`");
		finding_mark(found, finding, "a static partition needs both");
		finding_note(found, finding, "Partition Manager stops with \"KeyError: '%s'\"",
			     missing);
		if (fragment)
			finding_note(found, finding,
				     "no entry of this file has an address: it looks like a pm.yml "
				     "fragment, not like a static file");
		help_missing(found, finding, p, has_address);
	}
}
