/* SPDX-License-Identifier: MIT */
/* A YAML document as a tree, with the place of every key and value.  Made by read/yaml_tree.c,
 * looked at by the rules about reading; knows nothing of partitions.
 */
#ifndef PMLAYOUT_MODEL_NODE_H
#define PMLAYOUT_MODEL_NODE_H

#include "base/num.h"
#include "diag/source.h"

enum node_kind { NODE_SCALAR, NODE_MAPPING, NODE_SEQUENCE };

struct node {
	enum node_kind kind;
	bool quoted; /* scalar: written in quotes or as a block, so always a string */
	bool key_quoted;
	bool merged;     /* came into the mapping through "<<" */
	struct span at;  /* scalar: its text with quotes; block collection: its first line only */
	struct str text; /* scalar: the value, UTF-8 */
	struct str key;  /* in a mapping: this member's key */
	struct span key_at;
	struct node *first; /* members or items, in the order of writing; duplicates stay */
	size_t count;
	const struct node *original; /* an alias or a merged member: what it repeats; else NULL */
	struct node *next;           /* the next member or item of the collection this one is in */
};

/* The member that wins: the last of that key (merged ones lose against written ones).
 * NULL when there is none or mapping is no mapping.
 */
const struct node *node_get(const struct node *mapping, const char *key);
/* The scalar as YAML 1.1 types it; a quoted one is a string. */
struct yaml_scalar node_scalar(const struct node *node);

#endif
