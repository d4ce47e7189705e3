/* SPDX-License-Identifier: MIT */
/* Which device of one layout is which of another one. */
#include "emit/html.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
	const struct picture_device *const *first = a, *const *second = b;

	return strcmp((*first)->name, (*second)->name);
}

void html_index_devices(struct page_devices *index, const struct picture *picture)
{
	*index = (struct page_devices){.count = picture->device_count};
	if (index->count == 0)
		return;
	index->by_name = arena_array(picture->arena, index->count, sizeof(*index->by_name));
	for (size_t i = 0; i < index->count; i++) {
		const struct picture_device *device = &picture->devices[i];

		index->by_name[i] = device;
		if (device->network)
			continue;
		index->of_kind[device->region->kind]++;
		index->only[device->region->kind] = device;
	}
	qsort(index->by_name, index->count, sizeof(*index->by_name), by_name);
}

const struct picture_device *html_counterpart(const struct page_devices *own,
					      const struct page_devices *other,
					      const struct picture_device *device)
{
	enum region_kind kind = device->region->kind;
	const struct picture_device **found = NULL;

	if (other->count > 0)
		found = bsearch(&device, other->by_name, other->count, sizeof(*other->by_name),
				by_name);
	if (found)
		return *found;
	return !device->network && own->of_kind[kind] == 1 && other->of_kind[kind] == 1
		       ? other->only[kind]
		       : NULL;
}
