/* SPDX-License-Identifier: MIT */
/* What the parts of the SVG share; all lengths are pixels. */
#ifndef PMLAYOUT_EMIT_SVG_H
#define PMLAYOUT_EMIT_SVG_H

#include "emit/picture.h"

#define SVG_MARGIN 20
#define SVG_STRIP 64   /* width of the strip to scale */
#define SVG_LIST 168   /* where the list begins, behind strip and bands */
#define SVG_ROW 20     /* height of a row */
#define SVG_HEADING 52 /* height above the rows of a device: its name and the titles */
#define SVG_LANE 9     /* width of a bracket's lane */
#define SVG_LEAST_WIDTH 640
#define SVG_LONGEST_NAME 40 /* columns; longer ones are cut */

/* Where columns begin; start, size and sectors: where they end. */
struct svg_columns {
	unsigned lanes, name, start, size, sectors, flags, width;
};

/* Columns of 12 px monospaced text, which is 0.6 em wide in every usual font. */
static inline unsigned svg_text_width(size_t columns)
{
	return (unsigned)((columns * 29 + 3) / 4);
}

/* Flags and the rules of the findings: "primary, overlapping-partitions". */
const char *svg_remark(struct arena *arena, const struct picture_row *row);
unsigned svg_device_height(const struct picture_device *device);
/* Draws a device whose heading begins at y. */
void svg_device(struct text *out, const struct picture_device *device,
		const struct svg_columns *columns, unsigned y);

#endif
