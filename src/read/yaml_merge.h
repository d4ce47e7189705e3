/* SPDX-License-Identifier: MIT */
/* Merge keys: `<<: *defaults` in a mapping. */
#ifndef PMLAYOUT_READ_YAML_MERGE_H
#define PMLAYOUT_READ_YAML_MERGE_H

#include "model/node.h"

struct arena;

/* Replaces the members `<<` of a mapping by copies of what they name, before the written ones
 * and in the order of PyYAML, so that the last of a key wins.  Values of merged collections are
 * shared.  Returns NULL, or the value that is neither a mapping nor a list of mappings.
 */
const struct node *yaml_merge(struct arena *arena, struct node *mapping);

/* A plain `<<`. */
bool yaml_is_merge_key(const struct node *member);

#endif
