/* SPDX-License-Identifier: MIT */
/* A layout as an aligned table a region, for people. */
#ifndef PMLAYOUT_CMD_TABLE_H
#define PMLAYOUT_CMD_TABLE_H

#include "base/str.h"

#include <stdbool.h>

struct layout;

/* Shows a layout with errors too; what has no known place is listed at the end. */
void table_add(struct text *out, const struct layout *layout, bool color);

#endif
