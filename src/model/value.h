/* SPDX-License-Identifier: MIT */
/* Plain data as Partition Manager holds it while it computes: YAML read into Python's lists and
 * dictionaries.  Maps keep the order of insertion; a list or map that is used twice is one and
 * the same and is shown as such when it is written again (`&id001`).
 */
#ifndef PMLAYOUT_MODEL_VALUE_H
#define PMLAYOUT_MODEL_VALUE_H

#include "diag/source.h"

#include <stdbool.h>
#include <stdint.h>

enum value_kind {
	VALUE_NULL,
	VALUE_BOOLEAN,
	VALUE_INTEGER,
	VALUE_FLOAT,
	VALUE_STRING,
	VALUE_LIST,
	VALUE_MAP
};

struct value;

/* One key of a map; deleted ones stay as holes. */
struct value_member {
	const char *key;
	struct span at;      /* of the key; unset when Partition Manager made it */
	struct value *value; /* NULL: deleted */
};

struct value {
	enum value_kind kind;
	bool negative;      /* integer, whole float: below zero */
	bool whole;         /* float: without a fraction, and small enough to compute with */
	struct span at;     /* where it is written; unset when Partition Manager made it */
	uint64_t magnitude; /* integer; boolean: 0 or 1; float: if it is whole */
	const char *text;   /* string; float: as it is written */
	struct arena *arena;
	struct value **items; /* list */
	struct value_member *members;
	size_t count, room; /* of items or members, holes included */
	uint32_t *index;    /* map: a hash table of member numbers + 1; NULL while it is small */
	size_t index_room;
};

struct value *value_new(struct arena *arena, enum value_kind kind);
struct value *value_of_text(struct arena *arena, const char *text);
struct value *value_of_number(struct arena *arena, int64_t number);
struct value *value_of_whole_float(struct arena *arena, int64_t number); /* 4096.0 */

/* A number as the solver computes with it, also a whole float; other kinds count as 0.  Readers of
 * fragments refuse sizes and addresses beyond VALUE_LIMIT, so sums of any file's numbers fit.
 */
#define VALUE_LIMIT ((uint64_t)1 << 40)
int64_t value_number(const struct value *value);
bool value_is_number(const struct value *value); /* an integer or a boolean */
bool value_is_whole_float(const struct value *value);
bool value_is_text(const struct value *value, const char *text);

/* Lists. */
void value_append(struct value *list, struct value *item);
void value_remove_at(struct value *list, size_t index);
bool value_contains(const struct value *list, const char *text);
struct value *value_copy_list(const struct value *list);
/* With all that is in it, so that later changes of the one do not show in the other. */
struct value *value_copy(const struct value *value);

/* Maps.  value_get: NULL when there is no such key, or value is no map. */
struct value *value_get(const struct value *map, const char *key);
struct value_member *value_member(const struct value *map, const char *key);
void value_set(struct value *map, const char *key, struct value *value);
void value_delete(struct value *map, const char *key);
size_t value_live(const struct value *map); /* keys that are not deleted */
/* The place of a key, else of its value; unset when neither is written. */
struct span value_place(const struct value *map, const char *key);

/* Python's ==: order of keys does not matter, True is 1. */
bool value_equal(const struct value *a, const struct value *b);
/* Python's repr(): {'size': 8192, 'placement': {'after': ['start']}}. */
void value_repr(struct text *out, const struct value *value);

#endif
