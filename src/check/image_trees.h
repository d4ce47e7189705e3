/* SPDX-License-Identifier: MIT */
/* The devicetrees of all images of a project, for the rules about devicetree partitions. */
#ifndef PMLAYOUT_CHECK_IMAGE_TREES_H
#define PMLAYOUT_CHECK_IMAGE_TREES_H

#include "model/layout.h"

/* What an image is to its bootloaders. */
enum image_role {
	ROLE_APP,
	ROLE_MCUBOOT, /* also the second build of it, for s1 */
	ROLE_B0,
	ROLE_NETWORK, /* the program of the network core */
	ROLE_OTHER    /* not judged by itself */
};

struct image_tree {
	const char *image; /* "app", "mcuboot", ... */
	const char *words; /* "the application", "MCUboot", "`net`" */
	enum image_role role;
	bool assumed; /* nobody says that the input is the application's devicetree */
	const struct devicetree *dt;
	const struct kconfig *kconfig; /* NULL: not given */
	struct image_tree *next;
};

/* The application's first, in the order given; none while Partition Manager decides: then they
 * merely have the board's defaults.
 */
struct image_tree *image_trees(const struct layout *layout, struct arena *arena);
/* The first with that role; NULL when there is none. */
const struct image_tree *image_tree_of(const struct image_tree *trees, enum image_role role);
/* A mode, a .config or an image says that MCUboot is used; else the slots alone let us guess. */
bool image_trees_tell_mcuboot(const struct layout *layout);
/* Both describe the flash of one core: an nRF5340's cores have a flash and names of their own. */
bool image_trees_share_flash(const struct image_tree *a, const struct image_tree *b);
/* "0x10000..0x80000", and " of `mx25r64`" behind it where the bytes are not the chip's own. */
const char *devicetree_range(struct arena *arena, const struct devicetree_partition *partition);
/* The extent is known. */
bool devicetree_is_placed(const struct devicetree_partition *partition);

#endif
