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

/* Bytes of a free row that no named partition lies over; a region has one row for its rest, and
 * that alone may be covered.
 */
static uint64_t free_bytes(const struct picture_device *device, const struct picture_row *row)
{
	uint64_t end = row->begin, free = 0;

	if (!row->partition || !row->partition->leftover)
		return row->end - row->begin;
	for (size_t i = 0; i < device->count; i++) {
		const struct picture_row *other = &device->rows[i];

		if (other->role == ROLE_FREE || other->container || other->end <= end)
			continue;
		if (other->begin >= row->end)
			break;
		if (other->begin > end)
			free += other->begin - end;
		end = other->end;
	}
	return end < row->end ? free + (row->end - end) : free;
}

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
		    !num_add(device->free, free_bytes(device, &rows[i]), &device->free))
			device->free = UINT64_MAX;
	}
}

static void add_devices(struct picture *picture, const struct layout *layout, bool network)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		struct picture_device *device = &picture->devices[picture->device_count];

		if (region->count == 0)
			continue;
		device->region = region;
		device->network = network;
		device->name =
			picture_name(picture->arena,
				     network ? arena_printf(picture->arena,
							    "%s of the network core", region->name)
					     : region->name);
		picture_rows(device, layout);
		picture_lanes(device);
		measure(device);
		picture->device_count++;
	}
}

static size_t count_regions(const struct layout *layout)
{
	size_t count = 0;

	for (const struct region *it = layout ? layout->regions : NULL; it; it = it->next)
		count++;
	return count;
}

static void make_devices(struct picture *picture)
{
	const size_t room = count_regions(picture->layout) + count_regions(picture->network);

	picture->devices = arena_array(picture->arena, room + 1, sizeof(*picture->devices));
	add_devices(picture, picture->layout, false);
	if (picture->network)
		add_devices(picture, picture->network, true);
}

static void add_unplaced(struct picture *picture, const struct layout *layout)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!p->placed)
			picture->unplaced[picture->unplaced_count++] =
				picture_name(picture->arena, p->name);
	}
}

static void note_unplaced(struct picture *picture)
{
	const struct layout *network = picture->network;
	size_t room = picture->layout->partition_count + (network ? network->partition_count : 0);

	picture->unplaced = arena_array(picture->arena, room + 1, sizeof(*picture->unplaced));
	add_unplaced(picture, picture->layout);
	if (network)
		add_unplaced(picture, network);
}

/* -- Findings --------------------------------------------------------------------------------- */

/* Rows of partitions by name; both cores have an `app`. */
struct named_row {
	const char *name;
	bool network;
	size_t device, row;
};

struct row_index {
	struct named_row *all;
	size_t count;
};

static int by_name(const void *a, const void *b)
{
	const struct named_row *first = a, *second = b;
	int order = strcmp(first->name, second->name);

	return order ? order : first->network - second->network;
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
				index.all[index.count++] = (struct named_row){
					partition->name, picture->devices[d].network, d, i};
		}
	}
	qsort(index.all, index.count, sizeof(*index.all), by_name);
	return index;
}

/* The row of that name; NULL when it is not drawn. */
static const struct named_row *find_row(const struct row_index *index, const char *name,
					bool network)
{
	const struct named_row wanted = {.name = name, .network = network};

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
	const struct finding *finding = picture->findings[number];
	const struct line *name = finding->partitions;
	const bool network = picture->network && finding->labels &&
			     finding->labels->at.source == picture->network->source;

	picture->place_tail = &picture->places[number];
	for (; name; name = name->next) {
		const struct named_row *found = find_row(index, name->text, network);

		found = found ? found : find_row(index, name->text, !network);
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
		  const struct layout *network, const struct findings *findings)
{
	*picture = (struct picture){.arena = layout->arena, .layout = layout, .network = network};
	make_devices(picture);
	note_unplaced(picture);
	if (findings)
		add_findings(picture, findings);
}
