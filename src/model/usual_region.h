/* SPDX-License-Identifier: MIT */
/* The regions that the build system of every SDK version declares (PARTITION-MANAGER.md 4). */
#ifndef PMLAYOUT_MODEL_USUAL_REGION_H
#define PMLAYOUT_MODEL_USUAL_REGION_H

#include "model/layout.h"

struct usual_region {
	const char *name;
	enum region_kind kind;
	enum placement_strategy placement;
};

/* NULL when the name is none of them. */
const struct usual_region *usual_region_find(const char *name);
/* Their names, NULL-terminated. */
const char *const *usual_region_names(void);

#endif
