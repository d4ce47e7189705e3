/* SPDX-License-Identifier: MIT */
/* What is wrong with the place of slots on their pages, whatever MCUboot says of them. */
#ifndef PMLAYOUT_MCUBOOT_HAZARDS_H
#define PMLAYOUT_MCUBOOT_HAZARDS_H

#include "mcuboot/slots.h"

/* Some of MCUBOOT_GEOMETRIC_HAZARDS; the answer's sector lists are complete. */
uint32_t mcuboot_geometric_hazards(const struct mcuboot_geometry *geometry,
				   const struct mcuboot_answer *answer);

#endif
