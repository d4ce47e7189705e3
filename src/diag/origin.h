/* SPDX-License-Identifier: MIT */
/* The files that a devicetree source of Zephyr's was put together from. */
#ifndef PMLAYOUT_DIAG_ORIGIN_H
#define PMLAYOUT_DIAG_ORIGIN_H

#include "diag/source.h"

/* The board file or overlay that a place in a zephyr.dts came from, by the comment that Zephyr has
 * written beside it: "in boards/x.overlay:7" behind a property, "node ... defined in" above a node.
 * Not set when there is none.
 */
struct span span_origin(struct arena *arena, struct span span);

#endif
