/* SPDX-License-Identifier: MIT */
/* What follows from the facts: regions, roles, extents, the dynamic partition, slots.  Judges
 * nothing; checks do.
 */
#ifndef PMLAYOUT_RESOLVE_RESOLVE_H
#define PMLAYOUT_RESOLVE_RESOLVE_H

#include "model/layout.h"

/* Completes a layout as it was read; see the invariants in model/layout.h. */
void layout_resolve(struct layout *layout);

/* The passes, in the order in which layout_resolve() runs them. */
void resolve_chip(struct layout *layout);       /* chip.c: told or guessed SoC */
void resolve_regions(struct layout *layout);    /* regions.c: declared and implied regions */
void resolve_roles(struct layout *layout);      /* roles.c: containers, leftovers, references */
void resolve_extents(struct layout *layout);    /* extents.c: address and size, order */
void resolve_sweep(struct layout *layout);      /* sweep.c: overlaps and gaps of every region */
void resolve_dynamic(struct layout *layout);    /* dynamic.c: what PM gives to `app` */
void resolve_bootloader(struct layout *layout); /* bootloader.c: mode, slot pairs */
/* bootloader_build.c: sectors, alignments, keys, images; a part of resolve_bootloader() */
void resolve_bootloader_build(struct layout *layout);
void resolve_slots(struct layout *layout); /* slots.c: what MCUboot says to each pair */

/* Size, base, pages and driver of a region, by what is known; what is set already stays. */
void resolve_region_facts(const struct layout *layout, struct region *region);
/* The regions of regions.yml, else those that the build system would make for the facts of a
 * layout that holds nothing: external flash only when its size is told.
 */
void resolve_usual_regions(struct layout *layout);
/* Then a region that is told by itself: a new one, or another size and place of one. */
void resolve_told_region(struct layout *layout, const char *name, struct fact size,
			 struct fact base);

/* Names that hold others also where no `span` is written. */
bool resolve_is_container_name(const char *name);
/* Restores the order of by_address after an extent has changed. */
void resolve_order(struct region *region);

#endif
