/* SPDX-License-Identifier: MIT */
/* Partition Manager and devicetrees give the same bytes different names. */
#ifndef PMLAYOUT_MODEL_NAME_MAP_H
#define PMLAYOUT_MODEL_NAME_MAP_H

struct arena;

/* Partition Manager's name for what a devicetree calls by this node label or `label` property:
 * "slot1_partition" and "image-1" are "mcuboot_secondary".  A label that is in no table loses its
 * "_partition"; any other name is its own.
 */
const char *name_map_from_devicetree(struct arena *arena, const char *name);

#endif
