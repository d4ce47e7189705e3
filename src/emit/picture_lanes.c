/* SPDX-License-Identifier: MIT */
/* The lanes of a picture: a bracket stands right of the brackets that are open where it begins,
 * and blocks that share bytes stand beside each other.
 */
#include "emit/picture_rows.h"

/* The lane right of all that are still open at begin; else, when those are used up, the first
 * that is free, else the last one.
 */
static unsigned bracket_lane(const uint64_t ends[], uint64_t begin)
{
	unsigned lane = PICTURE_BRACKETS;

	while (lane > 0 && ends[lane - 1] <= begin)
		lane--;
	if (lane < PICTURE_BRACKETS)
		return lane;
	for (lane = 0; lane + 1 < PICTURE_BRACKETS; lane++) {
		if (ends[lane] <= begin)
			break;
	}
	return lane;
}

/* A lane's bracket ends at the last row that begins in it. */
static void close_bracket(struct picture_device *device, size_t row, unsigned lane)
{
	unsigned char *bracket = &device->rows[row].brackets[lane];

	*bracket = *bracket == BRACKET_OPENS ? BRACKET_ALONE : BRACKET_CLOSES;
}

static void place_brackets(struct picture_device *device)
{
	uint64_t ends[PICTURE_BRACKETS] = {0};
	size_t owner[PICTURE_BRACKETS] = {0};
	bool open[PICTURE_BRACKETS] = {false};

	for (size_t i = 0; i < device->count; i++) {
		struct picture_row *row = &device->rows[i];
		unsigned lane;

		for (lane = 0; lane < PICTURE_BRACKETS; lane++) {
			if (open[lane] && ends[lane] > row->begin) {
				row->brackets[lane] = BRACKET_PASSES;
				row->depth++;
				device->rows[owner[lane]].last = i;
			} else if (open[lane]) {
				close_bracket(device, i - 1, lane);
				open[lane] = false;
			}
		}
		if (!row->container)
			continue;
		lane = bracket_lane(ends, row->begin);
		row->brackets[lane] = BRACKET_OPENS;
		row->last = i;
		owner[lane] = i;
		open[lane] = true;
		ends[lane] = row->end;
		if (lane >= device->brackets)
			device->brackets = lane + 1;
	}
	for (unsigned lane = 0; lane < PICTURE_BRACKETS; lane++) {
		if (open[lane])
			close_bracket(device, device->count - 1, lane);
	}
}

static void place_blocks(struct picture_device *device)
{
	uint64_t ends[PICTURE_BLOCKS] = {0};

	device->blocks = 1;
	for (size_t i = 0; i < device->count; i++) {
		struct picture_row *row = &device->rows[i];
		unsigned lane = 0;

		if (row->container)
			continue;
		while (lane + 1 < PICTURE_BLOCKS && ends[lane] > row->begin)
			lane++;
		row->block = lane;
		ends[lane] = row->end;
		if (lane >= device->blocks)
			device->blocks = lane + 1;
	}
}

void picture_lanes(struct picture_device *device)
{
	place_brackets(device);
	place_blocks(device);
}
