/* SPDX-License-Identifier: MIT */
/* What the parts of the page share. */
#ifndef PMLAYOUT_EMIT_HTML_H
#define PMLAYOUT_EMIT_HTML_H

#include "emit/picture.h"

#define REGION_KINDS (REGION_OTHER + 1)

/* The devices of a layout by name, and by kind where there is one of it alone. */
struct page_devices {
	const struct picture_device **by_name;
	size_t count;
	size_t of_kind[REGION_KINDS];
	const struct picture_device *only[REGION_KINDS];
};

struct page {
	struct text *out;
	const struct layout *layout;
	struct picture now;
	struct picture before; /* without devices when nothing is compared */
	struct page_devices now_devices, before_devices;
};

/* Fills the index; finds the device of another layout, which may come from another kind of file:
 * that of the same name, else the only one of its kind in both; NULL: there is none.
 */
void html_index_devices(struct page_devices *index, const struct picture *picture);
const struct picture_device *html_counterpart(const struct page_devices *own,
					      const struct page_devices *other,
					      const struct picture_device *device);

/* Of the device `index`: the figure with its map, and the map of what it was. */
void html_map(struct page *page, size_t index, const struct picture_device *before);
/* The map of a device that only the earlier layout has. */
void html_map_removed(struct page *page, const struct picture_device *before);
/* The table of its rows. */
void html_table(struct page *page, size_t index);
/* The list of what was found, or of what changed. */
void html_findings(struct page *page, bool changes);

#endif
