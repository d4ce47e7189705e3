/* SPDX-License-Identifier: MIT */
/* MCUboot's test whether two slots can exchange their images (MCUBOOT.md 2.1 to 2.4). */
#ifndef PMLAYOUT_MCUBOOT_COMPARE_H
#define PMLAYOUT_MCUBOOT_COMPARE_H

#include "mcuboot/sectors.h"

struct mcuboot_comparison {
	bool refused;
	enum mcuboot_log log;  /* the line, when refused and defined */
	bool log_defined;      /* false: MCUboot reads behind the end of a list */
	bool open_group;       /* accepted although the last group never closed */
	uint64_t closed_total; /* scratch: bytes of all closed groups, valid when accepted */
};

/* Only for modes that compare; scratch_size in bytes. */
void mcuboot_compare(const struct mcuboot_geometry *geometry, const struct mcuboot_sectors *primary,
		     const struct mcuboot_sectors *secondary,
		     struct mcuboot_comparison *comparison);

#endif
