/* SPDX-License-Identifier: MIT */
/* A table of anchors that stays fast when a hostile file has a million of them. */
#include "read/yaml_anchor.h"

#include <string.h>

#include "base/arena.h"

/* FNV-1a. */
static size_t hash_of(const char *name)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *name; name++) {
		hash ^= (unsigned char)*name;
		hash *= UINT64_C(0x100000001b3);
	}
	return (size_t)(hash ^ hash >> 32);
}

/* Where name stands or would stand; the table has room for one more. */
static struct yaml_anchor **place_of(const struct yaml_anchors *anchors, const char *name)
{
	size_t i = hash_of(name) & (anchors->room - 1);

	while (anchors->places[i] && strcmp(anchors->places[i]->name, name) != 0)
		i = (i + 1) & (anchors->room - 1);
	return &anchors->places[i];
}

static void grow(struct yaml_anchors *anchors, struct arena *arena)
{
	const struct yaml_anchors old = *anchors;

	anchors->room = old.room ? 2 * old.room : 16;
	anchors->places = arena_array(arena, anchors->room, sizeof(*anchors->places));
	for (size_t i = 0; i < old.room; i++) {
		if (old.places[i])
			*place_of(anchors, old.places[i]->name) = old.places[i];
	}
}

struct yaml_anchor *yaml_anchor_find(const struct yaml_anchors *anchors, const char *name)
{
	return anchors->room ? *place_of(anchors, name) : NULL;
}

struct yaml_anchor *yaml_anchor_add(struct yaml_anchors *anchors, struct arena *arena,
				    const char *name)
{
	struct yaml_anchor *anchor = ARENA_NEW(arena, struct yaml_anchor);

	if (2 * (anchors->count + 1) > anchors->room)
		grow(anchors, arena);
	anchor->name = arena_copy(arena, name, strlen(name));
	*place_of(anchors, anchor->name) = anchor;
	anchors->count++;
	return anchor;
}
