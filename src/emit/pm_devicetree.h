/* SPDX-License-Identifier: MIT */
/* Devicetree partitions under the names that Partition Manager has for them. */
#ifndef PMLAYOUT_EMIT_PM_DEVICETREE_H
#define PMLAYOUT_EMIT_PM_DEVICETREE_H

#include "model/layout.h"

/* A partitions.yml: every flash partition and piece of RAM, and what Partition Manager has inside
 * slots where the room for an image's header is known.
 */
const struct value *pm_partitions_of_devicetree(const struct layout *layout);

#endif
