/* SPDX-License-Identifier: MIT */
/* What stands in a row of a picture, and in which order. */
#include "emit/picture_rows.h"

#include "base/arena.h"
#include "base/num.h"
#include "emit/entries.h"

#include <inttypes.h>
#include <stdlib.h>

static void add_flag(struct text *flags, bool holds, const char *flag)
{
	if (!holds)
		return;
	if (flags->n > 0)
		text_puts(flags, ", ");
	text_puts(flags, flag);
}

static const char *flags_of(const struct layout *layout, const struct partition *partition,
			    uint32_t entry)
{
	struct text flags = {.arena = layout->arena};
	const struct bootloader *boot = &layout->bootloader;

	for (const struct slot_pair *pair = boot->pairs; pair; pair = pair->next) {
		add_flag(&flags, pair->primary == partition, "primary");
		add_flag(&flags, pair->secondary == partition, "secondary");
	}
	add_flag(&flags, boot->scratch == partition, "scratch");
	add_flag(&flags, partition->dynamic, "dynamic");
	add_flag(&flags, partition->leftover, "rest");
	add_flag(&flags, partition->empty, "hole");
	add_flag(&flags, entry & ENTRY_SECURE, "secure");
	add_flag(&flags, entry & ENTRY_NONSECURE, "non-secure");
	return flags.p ? flags.p : "";
}

static const char *sectors_of(struct arena *arena, struct fact page, uint64_t size)
{
	if (!fact_known(page) || page.value == 0)
		return "";
	if (size > 0 && size < page.value)
		return "<1";
	return arena_printf(arena, "%" PRIu64 "%s", size / page.value,
			    size % page.value ? "+" : "");
}

static bool is_in(const struct partition *partition, const struct partition *slot)
{
	return slot && slot->placed && slot->region == partition->region &&
	       slot->address.value <= partition->address.value &&
	       partition_end(partition) <= partition_end(slot);
}

static enum picture_role role_of(const struct layout *layout, const struct partition *partition,
				 uint32_t entry)
{
	const struct bootloader *boot = &layout->bootloader;

	if (partition->empty || (partition->leftover && !partition->dynamic))
		return ROLE_FREE;
	if (partition->region->kind == REGION_RAM)
		return ROLE_MEMORY;
	if (entry & ENTRY_STORAGE)
		return ROLE_STORAGE;
	if (is_in(partition, boot->scratch))
		return ROLE_UPDATE;
	for (const struct slot_pair *pair = boot->pairs; pair; pair = pair->next) {
		/* MCUboot's own slots hold a bootloader, whichever of them runs. */
		bool own = boot->has_own_image && pair->image == boot->own_image;

		if (is_in(partition, pair->primary))
			return own ? ROLE_BOOTLOADER : ROLE_IMAGE;
		if (is_in(partition, pair->secondary))
			return own ? ROLE_BOOTLOADER : ROLE_UPDATE;
	}
	if (entry & ENTRY_BOOTLOADER)
		return ROLE_BOOTLOADER;
	return partition->dynamic ? ROLE_IMAGE : ROLE_OTHER;
}

static void add_partition(struct picture_device *device, const struct layout *layout,
			  const struct partition *partition)
{
	struct picture_row *row = &device->rows[device->count++];
	const struct region *region = device->region;
	const struct entry entry = {
		.name = partition->name,
		.partition = partition,
		.region = region,
		.address = partition->address.value,
		.size = partition->size.value,
	};
	uint32_t flags = entry_flags(layout, &entry);

	row->partition = partition;
	row->name = picture_name(layout->arena, partition->name);
	row->begin = entry.address;
	row->end = entry_end(&entry);
	row->container = partition->container;
	row->role = role_of(layout, partition, flags);
	if (flags & (ENTRY_SECURE | ENTRY_NONSECURE))
		row->security = flags & ENTRY_SECURE ? SECURITY_SECURE : SECURITY_NONSECURE;
	row->flags = flags_of(layout, partition, flags);
	row->sectors = sectors_of(layout->arena, region->page_size, entry.size);
}

static void add_gap(struct picture_device *device, const struct layout *layout,
		    const struct gap *gap)
{
	struct picture_row *row = &device->rows[device->count++];

	row->name = "(free)";
	row->begin = gap->begin;
	row->end = gap->end;
	row->role = ROLE_FREE;
	row->flags = "";
	row->sectors = sectors_of(layout->arena, device->region->page_size, gap->end - gap->begin);
}

/* Partition Manager gives the gap to `app`, or the entry for the rest of the region shows it. */
static bool shows_gap(const struct partition *partition, const struct gap *gap)
{
	uint64_t begin = partition->address.value, end = partition_end(partition);

	if (partition->dynamic)
		return begin <= gap->begin && gap->end <= end;
	return (partition->leftover || partition->empty) && begin == gap->begin && gap->end == end;
}

/* By address; what holds others before what it holds; else as written. */
static int by_place(const void *a, const void *b)
{
	const struct picture_row *first = a, *second = b;

	if (first->begin != second->begin)
		return first->begin < second->begin ? -1 : 1;
	if (first->end != second->end)
		return first->end > second->end ? -1 : 1;
	if (first->container != second->container)
		return first->container ? -1 : 1;
	if (!first->partition || !second->partition)
		return !first->partition - !second->partition;
	return (first->partition->order > second->partition->order) -
	       (first->partition->order < second->partition->order);
}

/* Pads and images in the bootloader's own slots belong to it. */
static void inherit_roles(struct picture_device *device)
{
	uint64_t end = 0;

	for (size_t i = 0; i < device->count; i++) {
		struct picture_row *row = &device->rows[i];

		if (row->role == ROLE_OTHER && row->end <= end)
			row->role = ROLE_BOOTLOADER;
		if (row->role == ROLE_BOOTLOADER && row->container && row->end > end)
			end = row->end;
	}
}

void picture_rows(struct picture_device *device, const struct layout *layout)
{
	const struct region *region = device->region;
	const struct gap *gap = region->gaps;

	device->rows = arena_array(layout->arena, region->count + region->gap_count + 1,
				   sizeof(*device->rows));
	/* Both lists are sorted. */
	for (size_t i = 0; i < region->count; i++) {
		const struct partition *partition = region->by_address[i];

		for (; gap && gap->begin < partition->address.value; gap = gap->next)
			add_gap(device, layout, gap);
		add_partition(device, layout, partition);
		while (gap && shows_gap(partition, gap))
			gap = gap->next;
	}
	for (; gap; gap = gap->next)
		add_gap(device, layout, gap);
	qsort(device->rows, device->count, sizeof(*device->rows), by_place);
	inherit_roles(device);
}
