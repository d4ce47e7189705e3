/* SPDX-License-Identifier: MIT */
/* The secure and the non-secure half of the slots of a Partition Manager layout with TF-M, or with
 * the SPM before it.
 */
#ifndef PMLAYOUT_MODEL_SLOT_HALVES_H
#define PMLAYOUT_MODEL_SLOT_HALVES_H

#include "model/layout.h"

struct extent {
	uint64_t begin, end; /* addresses as partitions write them */
};

struct slot_halves {
	struct region *region;           /* of the primary slot */
	struct extent secure, nonsecure; /* pad included */
	bool tfm;                        /* false: SPM */
	/* The same halves of the secondary slot, which has the primary slot's size. */
	const struct partition *secondary; /* NULL: there is none, or it has another size */
	struct extent secondary_secure, secondary_nonsecure;
};

/* False when the application is not split: neither TF-M nor SPM, or they have no place. */
bool slot_halves(const struct layout *layout, struct slot_halves *halves);

#endif
