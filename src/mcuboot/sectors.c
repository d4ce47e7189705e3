/* SPDX-License-Identifier: MIT */
/* Enumerates the sectors of an area and walks lists of them, run by run. */
#include "mcuboot/sectors.h"

uint64_t mcuboot_saturating_add(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

uint64_t mcuboot_saturating_mul(uint64_t a, uint64_t b)
{
	return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

uint64_t mcuboot_divide_up(uint64_t dividend, uint64_t divisor)
{
	return dividend / divisor + (dividend % divisor != 0 ? 1 : 0);
}

/* How many pages of a run that begins at position start before limit. */
static uint64_t pages_before(const struct mcuboot_run *run, uint64_t position, uint64_t limit)
{
	uint64_t pages;

	if (limit <= position)
		return 0;
	pages = mcuboot_divide_up(limit - position, run->size);
	return pages < run->count ? pages : run->count;
}

/* Appends count sectors; false when the list is full. */
static bool append(struct mcuboot_sectors *sectors, uint64_t size, uint64_t count)
{
	struct mcuboot_run *last;

	if (sectors->run_count > 0) {
		last = &sectors->runs[sectors->run_count - 1];
		if (last->size == size) {
			last->count += count;
			sectors->count += count;
			return true;
		}
	}
	if (sectors->run_count == MCUBOOT_MAX_RUNS)
		return false;
	last = &sectors->runs[sectors->run_count++];
	last->size = size;
	last->count = count;
	sectors->count += count;
	return true;
}

void mcuboot_enumerate(const struct mcuboot_area *area, uint64_t limit,
		       struct mcuboot_sectors *sectors)
{
	const uint64_t end = mcuboot_saturating_add(area->offset, area->size);
	uint64_t position = 0;

	sectors->run_count = 0;
	sectors->count = 0;
	sectors->overflow = false;
	for (size_t i = 0; i < area->device_runs && position < end; i++) {
		const struct mcuboot_run *run = &area->device[i];
		uint64_t count;

		if (run->size == 0 || run->count == 0)
			continue;
		count = pages_before(run, position, end) -
			pages_before(run, position, area->offset);
		if (count > limit - sectors->count) {
			count = limit - sectors->count;
			sectors->overflow = true;
		}
		if (count > 0 && !append(sectors, run->size, count))
			sectors->overflow = true;
		if (sectors->overflow)
			return;
		position = mcuboot_saturating_add(position,
						  mcuboot_saturating_mul(run->size, run->count));
	}
}

uint64_t mcuboot_sector_size(const struct mcuboot_sectors *sectors, uint64_t index)
{
	for (size_t i = 0; i < sectors->run_count; i++) {
		if (index < sectors->runs[i].count)
			return sectors->runs[i].size;
		index -= sectors->runs[i].count;
	}
	return 0;
}

uint64_t mcuboot_sectors_total(const struct mcuboot_sectors *sectors)
{
	uint64_t total = 0;

	for (size_t i = 0; i < sectors->run_count; i++)
		total += sectors->runs[i].size * sectors->runs[i].count;
	return total;
}

bool mcuboot_cursor_at_end(const struct mcuboot_cursor *cursor)
{
	return cursor->run == cursor->sectors->run_count;
}

uint64_t mcuboot_cursor_size(const struct mcuboot_cursor *cursor)
{
	return cursor->sectors->runs[cursor->run].size;
}

uint64_t mcuboot_cursor_left(const struct mcuboot_cursor *cursor)
{
	return cursor->sectors->runs[cursor->run].count - cursor->used;
}

void mcuboot_cursor_skip(struct mcuboot_cursor *cursor, uint64_t count)
{
	cursor->used += count;
	if (cursor->used == cursor->sectors->runs[cursor->run].count) {
		cursor->run++;
		cursor->used = 0;
	}
}

bool mcuboot_sectors_same(const struct mcuboot_sectors *a, const struct mcuboot_sectors *b,
			  uint64_t count)
{
	struct mcuboot_cursor at_a = {a, 0, 0};
	struct mcuboot_cursor at_b = {b, 0, 0};

	while (count > 0) {
		uint64_t step = mcuboot_cursor_left(&at_a);

		if (mcuboot_cursor_size(&at_a) != mcuboot_cursor_size(&at_b))
			return false;
		if (step > mcuboot_cursor_left(&at_b))
			step = mcuboot_cursor_left(&at_b);
		if (step > count)
			step = count;
		mcuboot_cursor_skip(&at_a, step);
		mcuboot_cursor_skip(&at_b, step);
		count -= step;
	}
	return true;
}
