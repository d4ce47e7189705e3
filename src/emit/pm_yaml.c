/* SPDX-License-Identifier: MIT */
/* Mappings, lists, anchors and numbers of a YAML document. */
#include "emit/pm_yaml.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "emit/pm_value.h"

/* How often a collection is met, and the anchor it gets for it. */
struct use {
	const struct value *value;
	unsigned anchor; /* 0: met once */
	bool written;
};

struct document {
	struct pm_yaml_writer writer;
	struct arena *arena;
	struct use *uses; /* a hash table by address; its order is never seen */
	size_t count, room;
	unsigned anchors;
	bool decimal;
};

/* -- Anchors ---------------------------------------------------------------------------------- */

static struct use *use_of(const struct document *document, const struct value *value)
{
	size_t i = (size_t)(((uintptr_t)value >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (i &= document->room - 1; document->uses[i].value && document->uses[i].value != value;)
		i = (i + 1) & (document->room - 1);
	return &document->uses[i];
}

static void grow(struct document *document)
{
	const struct use *old = document->uses;
	size_t old_room = document->room;

	document->room = old_room ? 2 * old_room : 64;
	document->uses = arena_array(document->arena, document->room, sizeof(*document->uses));
	for (size_t i = 0; i < old_room; i++) {
		if (old[i].value)
			*use_of(document, old[i].value) = old[i];
	}
}

static int by_key(const void *a, const void *b)
{
	return strcmp((*(const struct value_member *const *)a)->key,
		      (*(const struct value_member *const *)b)->key);
}

/* Most maps are a partition with five keys in them. */
static void sort_few(const struct value_member **members, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct value_member *member = members[i];
		size_t k = i;

		for (; k > 0 && strcmp(members[k - 1]->key, member->key) > 0; k--)
			members[k] = members[k - 1];
		members[k] = member;
	}
}

static const struct value_member **sorted_members(struct arena *arena, const struct value *map,
						  size_t *count)
{
	const struct value_member **sorted = arena_array(arena, map->count + 1, sizeof(*sorted));

	*count = 0;
	for (size_t i = 0; i < map->count; i++) {
		if (map->members[i].value)
			sorted[(*count)++] = &map->members[i];
	}
	if (*count < 16)
		sort_few(sorted, *count);
	else
		qsort(sorted, *count, sizeof(*sorted), by_key);
	return sorted;
}

static bool is_collection(const struct value *value)
{
	return value->kind == VALUE_LIST || value->kind == VALUE_MAP;
}

/* Collections are met in the order in which they will be written; the second meeting makes an
 * anchor.
 */
static void count_uses(struct document *document, const struct value *value)
{
	const struct value_member **members;
	struct use *use;
	size_t count;

	if (!is_collection(value))
		return;
	if (2 * (document->count + 1) > document->room)
		grow(document);
	use = use_of(document, value);
	if (use->value) {
		if (use->anchor == 0)
			use->anchor = ++document->anchors;
		return;
	}
	use->value = value;
	document->count++;
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->count; i++)
			count_uses(document, value->items[i]);
		return;
	}
	members = sorted_members(document->arena, value, &count);
	for (size_t i = 0; i < count; i++)
		count_uses(document, members[i]->value);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void put(struct document *document, const char *text)
{
	text_puts(document->writer.out, text);
	document->writer.column += strlen(text);
}

static void new_line(struct document *document, size_t indent)
{
	if (document->writer.column > 0)
		text_putc(document->writer.out, '\n');
	text_fill(document->writer.out, ' ', indent);
	document->writer.column = indent;
}

static void write_scalar(struct document *document, const struct value *value, size_t indent)
{
	struct text number = {.arena = document->arena};

	switch (value->kind) {
	case VALUE_NULL:
		put(document, "null");
		break;
	case VALUE_BOOLEAN:
		put(document, value->magnitude ? "true" : "false");
		break;
	case VALUE_INTEGER:
		text_printf(&number, document->decimal ? "%s%" PRIu64 : "%s0x%" PRIx64,
			    value->negative ? "-" : "", value->magnitude);
		put(document, number.p);
		break;
	case VALUE_FLOAT:
		pm_value_yaml_float(&number, value->text);
		put(document, number.p);
		break;
	default:
		pm_yaml_text(&document->writer, value->text, indent, false);
	}
}

/* What a value stands behind: the dash of a list, the colon of a key in the same line, or the
 * colon below a long key.
 */
enum behind { BEHIND_DASH, BEHIND_KEY, BEHIND_COLON };

static void write_node(struct document *document, const struct value *value, size_t indent,
		       enum behind behind);

/* Where the first item or key of a collection goes: on in the line, or below it. */
static void write_list(struct document *document, const struct value *list, size_t indent,
		       bool below)
{
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0 || below)
			new_line(document, indent);
		put(document, "- ");
		write_node(document, list->items[i], indent + 2, BEHIND_DASH);
	}
}

static void write_map(struct document *document, const struct value *map, size_t indent, bool below)
{
	size_t count;
	const struct value_member **members = sorted_members(document->arena, map, &count);

	for (size_t i = 0; i < count; i++) {
		const char *key = members[i]->key;

		if (i > 0 || below)
			new_line(document, indent);
		if (pm_yaml_is_simple_key(document->arena, key)) {
			pm_yaml_text(&document->writer, key, indent, true);
			put(document, ":");
			write_node(document, members[i]->value, indent, BEHIND_KEY);
			continue;
		}
		put(document, "? ");
		pm_yaml_text(&document->writer, key, indent + 2, false);
		new_line(document, indent);
		put(document, ":");
		write_node(document, members[i]->value, indent + 2, BEHIND_COLON);
	}
}

/* The anchor of what is met twice.  True when it is written already: then this is the alias. */
static bool write_anchor(struct document *document, struct use *use, const char *blank)
{
	const char sign = use->written ? '*' : '&';

	put(document, blank);
	put(document, arena_printf(document->arena, "%cid%03u", sign, use->anchor));
	if (use->written)
		return true;
	use->written = true;
	return false;
}

/* Behind a key a blank or a line follows its colon; a list stands in the key's own column. */
static void write_node(struct document *document, const struct value *value, size_t indent,
		       enum behind behind)
{
	const char *blank = behind == BEHIND_DASH ? "" : " ";
	struct use *use = is_collection(value) ? use_of(document, value) : NULL;
	bool empty = use && (value->kind == VALUE_LIST ? value->count : value_live(value)) == 0;
	bool below = behind == BEHIND_KEY, anchored = use && use->anchor;

	if (anchored && write_anchor(document, use, blank))
		return;
	if (anchored)
		blank = " ";
	below |= anchored;
	if (!use || empty || !below)
		put(document, blank);
	if (!use)
		write_scalar(document, value, behind == BEHIND_KEY ? indent + 2 : indent);
	else if (empty)
		put(document, value->kind == VALUE_LIST ? "[]" : "{}");
	else if (value->kind == VALUE_LIST)
		write_list(document, value, indent, below);
	else
		write_map(document, value, behind == BEHIND_KEY ? indent + 2 : indent, below);
}

static void write_document(struct text *out, const struct value *value, bool decimal)
{
	struct document document = {
		.writer = {.out = out}, .arena = out->arena, .decimal = decimal};

	count_uses(&document, value);
	if (value_live(value) == 0)
		put(&document, "{}");
	else
		write_map(&document, value, 0, false);
	text_putc(out, '\n');
}

void pm_yaml_write(struct text *out, const struct value *value)
{
	write_document(out, value, false);
}

void pm_yaml_write_decimal(struct text *out, const struct value *value)
{
	write_document(out, value, true);
}
