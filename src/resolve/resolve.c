/* SPDX-License-Identifier: MIT */
/* The order of the passes: each uses what the ones before it found. */
#include "resolve/resolve.h"

void layout_resolve(struct layout *layout)
{
	resolve_chip(layout);
	resolve_regions(layout);
	resolve_roles(layout);
	resolve_extents(layout);
	resolve_sweep(layout);
	resolve_dynamic(layout);
	resolve_bootloader(layout);
	resolve_slots(layout);
}
