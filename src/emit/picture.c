/* SPDX-License-Identifier: MIT */
/* Makes the picture of a layout. */
#include "emit/picture.h"

#include "base/arena.h"
#include "base/num.h"
#include "emit/picture_rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* -- Devices ---------------------------------------------------------------------------------- */

static void measure(struct picture_device *device)
{
	const struct region *region = device->region;
	const struct picture_row *rows = device->rows;
	uint64_t base = fact_known(region->base) ? region->base.value : rows[0].begin;

	device->size_known = fact_known(region->size);
	device->begin = rows[0].begin < base ? rows[0].begin : base;
	device->end = base;
	if (device->size_known && !num_add(base, region->size.value, &device->end))
		device->end = UINT64_MAX;
	for (size_t i = 0; i < device->count; i++) {
		if (rows[i].end > device->end)
			device->end = rows[i].end;
		if (rows[i].role == ROLE_FREE && !rows[i].container &&
		    !num_add(device->free, rows[i].end - rows[i].begin, &device->free))
			device->free = UINT64_MAX;
	}
}

static void make_devices(struct picture *picture)
{
	size_t room = 0;

	for (const struct region *region = picture->layout->regions; region; region = region->next)
		room++;
	picture->devices = arena_array(picture->arena, room + 1, sizeof(*picture->devices));
	for (const struct region *region = picture->layout->regions; region;
	     region = region->next) {
		struct picture_device *device = &picture->devices[picture->device_count];

		if (region->count == 0)
			continue;
		device->region = region;
		device->name = picture_name(picture->arena, region->name);
		picture_rows(device, picture->layout);
		picture_lanes(device);
		measure(device);
		picture->device_count++;
	}
}

static void note_unplaced(struct picture *picture)
{
	size_t room = 0;

	for (const struct partition *p = picture->layout->partitions; p; p = p->next)
		room += !p->placed;
	picture->unplaced = arena_array(picture->arena, room + 1, sizeof(*picture->unplaced));
	for (const struct partition *p = picture->layout->partitions; p; p = p->next) {
		if (!p->placed)
			picture->unplaced[picture->unplaced_count++] =
				picture_name(picture->arena, p->name);
	}
}

/* -- Findings --------------------------------------------------------------------------------- */

/* Rows of partitions by name. */
struct named_row {
	const char *name;
	size_t device, row;
};

struct row_index {
	struct named_row *all;
	size_t count;
};

static int by_name(const void *a, const void *b)
{
	const struct named_row *first = a, *second = b;

	return strcmp(first->name, second->name);
}

static struct row_index index_rows(const struct picture *picture)
{
	struct row_index index = {0};
	size_t room = 0;

	for (size_t d = 0; d < picture->device_count; d++)
		room += picture->devices[d].count;
	index.all = arena_array(picture->arena, room + 1, sizeof(*index.all));
	for (size_t d = 0; d < picture->device_count; d++) {
		for (size_t i = 0; i < picture->devices[d].count; i++) {
			const struct partition *partition = picture->devices[d].rows[i].partition;

			if (partition)
				index.all[index.count++] =
					(struct named_row){partition->name, d, i};
		}
	}
	qsort(index.all, index.count, sizeof(*index.all), by_name);
	return index;
}

/* The row of that name; NULL when it is not drawn. */
static const struct named_row *find_row(const struct row_index *index, const char *name)
{
	const struct named_row wanted = {.name = name};

	return bsearch(&wanted, index->all, index->count, sizeof(*index->all), by_name);
}

/* Marks are put in front: the findings are gone through from the last one. */
static void mark(struct picture *picture, const struct named_row *found, size_t number)
{
	struct picture_row *row = &picture->devices[found->device].rows[found->row];
	const struct finding *finding = picture->findings[number];
	struct picture_place *place;
	struct picture_mark *added;

	/* A finding may name a partition twice. */
	if (row->marks && row->marks->number == number)
		return;
	added = ARENA_NEW(picture->arena, struct picture_mark);
	*added = (struct picture_mark){finding, number, row->marks};
	row->marks = added;
	place = ARENA_NEW(picture->arena, struct picture_place);
	*place = (struct picture_place){found->device, found->row, NULL};
	*picture->place_tail = place;
	picture->place_tail = &place->next;
	if (finding->severity > row->worst)
		row->worst = finding->severity;
}

static void mark_all(struct picture *picture, const struct row_index *index, size_t number)
{
	const struct line *name = picture->findings[number]->partitions;

	picture->place_tail = &picture->places[number];
	for (; name; name = name->next) {
		const struct named_row *found = find_row(index, name->text);

		if (found)
			mark(picture, found, number);
	}
}

static void add_findings(struct picture *picture, const struct findings *findings)
{
	struct row_index index = index_rows(picture);

	picture->findings =
		arena_array(picture->arena, findings->count + 1, sizeof(*picture->findings));
	picture->places =
		arena_array(picture->arena, findings->count + 1, sizeof(*picture->places));
	for (const struct finding *f = findings->first; f; f = f->next) {
		if (!f->allowed && f->severity != SEVERITY_OFF)
			picture->findings[picture->finding_count++] = f;
	}
	for (size_t i = picture->finding_count; i > 0; i--)
		mark_all(picture, &index, i - 1);
}

/* -- What drawings ask ------------------------------------------------------------------------ */

uint64_t picture_scale(const struct picture_device *device, uint64_t address, uint32_t steps)
{
	uint64_t offset = address <= device->begin ? 0 : address - device->begin;
	uint64_t length = device->end - device->begin;

	if (address >= device->end)
		return steps;
	while (length > UINT32_MAX) {
		length >>= 1;
		offset >>= 1;
	}
	return offset * steps / length;
}

const char *picture_role_name(enum picture_role role)
{
	static const char *const names[ROLE_COUNT] = {
		"bootloader", "image", "update", "storage", "memory", "other", "free",
	};

	return names[role];
}

const char *picture_summary(struct arena *arena, const struct picture_device *device)
{
	const struct region *region = device->region;
	uint64_t size = region->size.value, end;
	struct text summary = {.arena = arena};

	if (!device->size_known)
		return "of unknown size";
	if (!num_add(region->base.value, size, &end))
		end = UINT64_MAX;
	text_printf(&summary, "0x%" PRIx64 "..0x%" PRIx64 ", %s", region->base.value, end,
		    num_human(arena, size));
	if (fact_known(region->page_size) && region->page_size.value > 0) {
		text_printf(&summary, ", %s of %s%s",
			    num_count(arena, size / region->page_size.value, "page"),
			    num_human(arena, region->page_size.value),
			    fact_assumed(region->page_size) ? " (assumed)" : "");
	}
	if (device->free > 0)
		text_printf(&summary, ", %s free", num_human(arena, device->free));
	return summary.p;
}

void picture_make(struct picture *picture, const struct layout *layout,
		  const struct findings *findings)
{
	*picture = (struct picture){.arena = layout->arena, .layout = layout};
	make_devices(picture);
	note_unplaced(picture);
	if (findings)
		add_findings(picture, findings);
}
