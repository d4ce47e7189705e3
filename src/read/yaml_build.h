/* SPDX-License-Identifier: MIT */
/* The tree while it grows: what the events of a YAML parser do to it. */
#ifndef PMLAYOUT_READ_YAML_BUILD_H
#define PMLAYOUT_READ_YAML_BUILD_H

#include "read/yaml_anchor.h"
#include "read/yaml_text.h"

/* Real layouts need five; walking a tree by recursion stays harmless. */
#define YAML_DEPTH_LIMIT 32

/* A collection whose end has not come yet. */
struct yaml_frame {
	struct node *collection;
	struct node **tail;
	struct node key; /* the key that waits for its value: key, key_at, key_quoted */
	bool has_key;
	bool merges;     /* a member is `<<` */
	bool flow;       /* in brackets, so its end is exact */
	uint32_t height; /* levels, this one included, so far */
	size_t expanded; /* nodes so far, with every alias followed */
	struct yaml_anchor *anchor;
};

struct yaml_build {
	struct arena *arena;
	struct findings *found;
	struct yaml_text text;
	struct yaml_anchors anchors;
	struct yaml_frame frames[YAML_DEPTH_LIMIT];
	size_t depth;
	size_t written, aliased; /* nodes */
	struct node *root;       /* NULL before the first node */
};

/* The start of a mapping or sequence; anchor and tag are NULL when none is written. */
struct yaml_collection {
	enum node_kind kind;
	bool flow;
	uint32_t begin; /* byte offset */
	const char *anchor, *tag;
};

/* Each returns false after it has reported `invalid-yaml`: then the tree is to be dropped.
 * yaml_build_refuse() does nothing else; help may be NULL.
 */
bool yaml_build_refuse(struct yaml_build *build, struct span at, const char *message,
		       const char *help);
bool yaml_build_scalar(struct yaml_build *build, struct node *scalar, const char *anchor_name,
		       const char *tag);
bool yaml_build_begin(struct yaml_build *build, const struct yaml_collection *begun);
bool yaml_build_end(struct yaml_build *build, size_t end_index);
bool yaml_build_alias(struct yaml_build *build, const char *name, struct span at);

#endif
