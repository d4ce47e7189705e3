/* SPDX-License-Identifier: MIT */
/* A picture in the lines of a terminal: as a table, and as a map to scale. */
#ifndef PMLAYOUT_EMIT_TERMINAL_H
#define PMLAYOUT_EMIT_TERMINAL_H

#include "emit/picture.h"

struct terminal {
	size_t columns; /* of the lines */
	bool color;
	bool ascii; /* instead of Unicode's blocks and brackets */
};

/* A table a device: columns are left out, the least telling first, until the lines fit.
 * Containers are brackets in front of the names; findings stand below their partition.
 */
void terminal_table(struct text *out, const struct picture_device *device,
		    const struct terminal *terminal);
/* A line a partition, its bar where its bytes are between the ends of the device. */
void terminal_map(struct text *out, const struct picture_device *device,
		  const struct terminal *terminal);

/* The line above both, with the device's name. */
void terminal_heading(struct text *out, const struct picture_device *device,
		      const struct terminal *terminal);
/* The names that have no place in any map; nothing when there are none. */
void terminal_unplaced(struct text *out, const struct picture *picture);

/* SGR sequences; nothing without colour.  terminal_color_row: of the role or the worst finding. */
void terminal_color_row(struct text *out, const struct picture_row *row,
			const struct terminal *terminal);
void terminal_plain(struct text *out, const struct terminal *terminal);

#endif
