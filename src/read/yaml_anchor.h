/* SPDX-License-Identifier: MIT */
/* The anchors of a YAML document by name. */
#ifndef PMLAYOUT_READ_YAML_ANCHOR_H
#define PMLAYOUT_READ_YAML_ANCHOR_H

#include "model/node.h"

struct arena;

struct yaml_anchor {
	const char *name;
	struct span at;
	const struct node *node;
	size_t expanded; /* nodes, when every alias below it is followed */
	uint32_t height; /* levels of collections */
	bool open;       /* its collection has not ended yet */
};

/* A hash table; its order is never seen.  Zero-initialised it is empty. */
struct yaml_anchors {
	struct yaml_anchor **places;
	size_t count, room; /* room is a power of two */
};

/* NULL when there is no such anchor. */
struct yaml_anchor *yaml_anchor_find(const struct yaml_anchors *anchors, const char *name);
/* Name must not be there yet. */
struct yaml_anchor *yaml_anchor_add(struct yaml_anchors *anchors, struct arena *arena,
				    const char *name);

#endif
