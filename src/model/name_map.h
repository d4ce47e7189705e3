/* SPDX-License-Identifier: MIT */
/* Partition Manager and devicetrees give the same bytes different names. */
#ifndef PMLAYOUT_MODEL_NAME_MAP_H
#define PMLAYOUT_MODEL_NAME_MAP_H

#include <stdbool.h>

struct arena;

/* The label of a slot, a bootloader or another part that the build or MCUboot looks for by name. */
bool name_map_is_known(const char *label);

/* Partition Manager's name for what a devicetree calls by this node label or `label` property:
 * "slot1_partition" and "image-1" are "mcuboot_secondary".  A label that is in no table loses its
 * "_partition"; any other name is its own.
 */
const char *name_map_from_devicetree(struct arena *arena, const char *name);

/* The same for a node of which both are known.  A text that would be written with this very node
 * label is the name itself, so that every name comes back ("uf2_partition").  text may be NULL.
 */
const char *name_map_from_node(struct arena *arena, const char *label, const char *text);

/* What a devicetree calls a partition of Partition Manager (FAILURES.md 3.2). */
struct devicetree_name {
	const char *label; /* of the node: always a valid one, perhaps not a unique one */
	const char *text;  /* the `label` property; any text */
};
struct devicetree_name name_map_to_devicetree(struct arena *arena, const char *pm);
/* The same for a piece of RAM, whose node has no `label`; and back. */
const char *name_map_to_memory(struct arena *arena, const char *pm);
const char *name_map_from_memory(const char *label);

#endif
