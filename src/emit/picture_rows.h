/* SPDX-License-Identifier: MIT */
/* The rows of one device of a picture. */
#ifndef PMLAYOUT_EMIT_PICTURE_ROWS_H
#define PMLAYOUT_EMIT_PICTURE_ROWS_H

#include "emit/picture.h"

/* Fills device->rows, sorted, with everything but brackets, blocks, marks. */
void picture_rows(struct picture_device *device, const struct layout *layout);
/* Gives brackets and overlapping blocks their lanes. */
void picture_lanes(struct picture_device *device);

#endif
