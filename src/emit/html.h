/* SPDX-License-Identifier: MIT */
/* What the parts of the page share. */
#ifndef PMLAYOUT_EMIT_HTML_H
#define PMLAYOUT_EMIT_HTML_H

#include "emit/picture.h"

struct page {
	struct text *out;
	const struct layout *layout;
	struct picture now;
	struct picture before; /* without devices when nothing is compared */
};

/* Of the device `index`: the figure with its map, and the map of what it was. */
void html_map(struct page *page, size_t index, const struct picture_device *before);
/* The table of its rows. */
void html_table(struct page *page, size_t index);
/* The list of what was found, or of what changed. */
void html_findings(struct page *page, bool changes);
/* A message, whose names stand between backquotes. */
void html_message(struct text *out, const char *message);

#endif
