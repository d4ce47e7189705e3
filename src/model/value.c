/* SPDX-License-Identifier: MIT */
/* Lists and maps that grow on an arena; a map gets a hash table when it is no longer small. */
#include "model/value.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"

/* Up to so many keys a map is searched from its first one. */
#define SMALL_MAP 12

struct value *value_new(struct arena *arena, enum value_kind kind)
{
	struct value *value = ARENA_NEW(arena, struct value);

	value->kind = kind;
	value->arena = arena;
	return value;
}

struct value *value_of_text(struct arena *arena, const char *text)
{
	struct value *value = value_new(arena, VALUE_STRING);

	value->text = text;
	return value;
}

struct value *value_of_number(struct arena *arena, int64_t number)
{
	struct value *value = value_new(arena, VALUE_INTEGER);

	value->negative = number < 0;
	value->magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number;
	return value;
}

struct value *value_of_whole_float(struct arena *arena, int64_t number)
{
	struct value *value = value_of_number(arena, number);

	value->kind = VALUE_FLOAT;
	value->whole = true;
	value->text = arena_printf(arena, "%" PRId64 ".0", number);
	return value;
}

int64_t value_number(const struct value *value)
{
	if ((!value_is_number(value) && !value_is_whole_float(value)) ||
	    value->magnitude > INT64_MAX)
		return 0;
	return value->negative ? -(int64_t)value->magnitude : (int64_t)value->magnitude;
}

bool value_is_number(const struct value *value)
{
	return value && (value->kind == VALUE_INTEGER || value->kind == VALUE_BOOLEAN);
}

bool value_is_whole_float(const struct value *value)
{
	return value && value->kind == VALUE_FLOAT && value->whole;
}

bool value_is_text(const struct value *value, const char *text)
{
	return value && value->kind == VALUE_STRING && cstr_eq(value->text, text);
}

/* -- Lists ------------------------------------------------------------------------------------ */

/* The array with room for one more; what stands in it stays. */
static void *grown(struct value *value, void *old, size_t size)
{
	size_t room = value->room ? 2 * value->room : 4;
	void *larger = arena_array(value->arena, room, size);

	if (value->count)
		memcpy(larger, old, value->count * size);
	value->room = room;
	return larger;
}

void value_append(struct value *list, struct value *item)
{
	if (list->count == list->room)
		list->items = grown(list, list->items, sizeof(*list->items));
	list->items[list->count++] = item;
}

void value_remove_at(struct value *list, size_t index)
{
	memmove(&list->items[index], &list->items[index + 1],
		(list->count - index - 1) * sizeof(*list->items));
	list->count--;
}

bool value_contains(const struct value *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++) {
		if (value_is_text(list->items[i], text))
			return true;
	}
	return false;
}

/* As deep as YAML may be nested: 32 levels. */
struct value *value_copy(const struct value *value)
{
	struct value *copy = value_new(value->arena, value->kind);

	copy->negative = value->negative;
	copy->whole = value->whole;
	copy->at = value->at;
	copy->magnitude = value->magnitude;
	copy->text = value->text;
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
		value_append(copy, value_copy(value->items[i]));
	for (size_t i = 0; value->kind == VALUE_MAP && i < value->count; i++) {
		if (value->members[i].value)
			value_set(copy, value->members[i].key, value_copy(value->members[i].value));
	}
	return copy;
}

struct value *value_copy_list(const struct value *list)
{
	struct value *copy = value_new(list->arena, VALUE_LIST);

	copy->at = list->at;
	for (size_t i = 0; i < list->count; i++)
		value_append(copy, list->items[i]);
	return copy;
}

/* -- Maps ------------------------------------------------------------------------------------- */

/* FNV-1a. */
static size_t hash_of(const char *key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 32);
}

/* Where key stands or would stand in the hash table. */
static uint32_t *place_of(const struct value *map, const char *key)
{
	size_t i = hash_of(key) & (map->index_room - 1);

	while (map->index[i] && !cstr_eq(map->members[map->index[i] - 1].key, key))
		i = (i + 1) & (map->index_room - 1);
	return &map->index[i];
}

static void rebuild_index(struct value *map)
{
	map->index_room = 32;
	while (map->index_room < 4 * map->count)
		map->index_room *= 2;
	map->index = arena_array(map->arena, map->index_room, sizeof(*map->index));
	for (size_t i = 0; i < map->count; i++)
		*place_of(map, map->members[i].key) = (uint32_t)i + 1;
}

/* The newest member of that key, deleted or not. */
static struct value_member *find(const struct value *map, const char *key)
{
	if (map->index) {
		uint32_t number = *place_of(map, key);

		return number ? &map->members[number - 1] : NULL;
	}
	for (size_t i = map->count; i > 0; i--) {
		if (cstr_eq(map->members[i - 1].key, key))
			return &map->members[i - 1];
	}
	return NULL;
}

struct value_member *value_member(const struct value *map, const char *key)
{
	struct value_member *member =
		map && map->kind == VALUE_MAP && map->count ? find(map, key) : NULL;

	return member && member->value ? member : NULL;
}

struct value *value_get(const struct value *map, const char *key)
{
	const struct value_member *member = value_member(map, key);

	return member ? member->value : NULL;
}

void value_set(struct value *map, const char *key, struct value *value)
{
	struct value_member *member = value_member(map, key);

	if (member) {
		member->value = value;
		return;
	}
	if (map->count == map->room)
		map->members = grown(map, map->members, sizeof(*map->members));
	map->members[map->count++] = (struct value_member){.key = key, .value = value};
	if (map->index && 2 * map->count < map->index_room)
		*place_of(map, key) = (uint32_t)map->count;
	else if (map->count > SMALL_MAP)
		rebuild_index(map);
}

void value_delete(struct value *map, const char *key)
{
	struct value_member *member = value_member(map, key);

	if (member)
		member->value = NULL;
}

size_t value_live(const struct value *map)
{
	size_t live = 0;

	for (size_t i = 0; i < map->count; i++)
		live += map->members[i].value != NULL;
	return live;
}

struct span value_place(const struct value *map, const char *key)
{
	const struct value_member *member = value_member(map, key);

	if (!member)
		return (struct span){0};
	return span_is_set(member->at) ? member->at : member->value->at;
}
