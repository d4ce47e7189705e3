/* SPDX-License-Identifier: MIT */
/* Walks both slots in groups: sectors of one slot against larger ones of the other.
 *
 * MCUboot takes one sector a step.  Here equal groups inside one run of each list are taken at
 * once, so that the work grows with the runs and not with the sectors.
 */
#include "mcuboot/walk.h"

enum side { NEITHER, PRIMARY, SECONDARY };

struct walk {
	struct mcuboot_cursor primary, secondary;
	uint64_t primary_sum, secondary_sum; /* bytes; equal: a group is closed */
	enum side smaller;                   /* whose sectors are the smaller ones */
	bool resets;                         /* scratch: sums and side begin anew with a group */
	uint64_t scratch_size;
	uint64_t closed_total;
	enum mcuboot_log log; /* why the walk stopped, or NONE */
};

static struct mcuboot_cursor *cursor_of(struct walk *walk, enum side side)
{
	return side == PRIMARY ? &walk->primary : &walk->secondary;
}

static enum side other(enum side side)
{
	return side == PRIMARY ? SECONDARY : PRIMARY;
}

/* count groups of size bytes each have closed. */
static void close_groups(struct walk *walk, uint64_t size, uint64_t count)
{
	if (!walk->resets)
		return;
	if (size > walk->scratch_size) {
		walk->log = MCUBOOT_LOG_SCRATCH;
		return;
	}
	walk->closed_total += size * count;
	walk->primary_sum = 0;
	walk->secondary_sum = 0;
	walk->smaller = NEITHER;
}

/* Notes that the sectors of side are the smaller ones; refuses when the other side's were. */
static void mark_smaller(struct walk *walk, enum side side)
{
	if (walk->smaller == other(side))
		walk->log = MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS;
	else
		walk->smaller = side;
}

static void advance(struct walk *walk, enum side side, uint64_t count)
{
	struct mcuboot_cursor *cursor = cursor_of(walk, side);
	const uint64_t bytes = mcuboot_cursor_size(cursor) * count;

	if (side == PRIMARY)
		walk->primary_sum += bytes;
	else
		walk->secondary_sum += bytes;
	mcuboot_cursor_skip(cursor, count);
}

/* At a boundary of both lists: takes every whole group that fits in both runs.  False when not
 * one does.
 */
static bool take_equal_groups(struct walk *walk)
{
	const uint64_t primary = mcuboot_cursor_size(&walk->primary);
	const uint64_t secondary = mcuboot_cursor_size(&walk->secondary);
	const enum side small = primary < secondary ? PRIMARY : SECONDARY;
	const uint64_t group = primary < secondary ? secondary : primary;
	const uint64_t ratio = group / (primary < secondary ? primary : secondary);
	uint64_t groups = mcuboot_cursor_left(cursor_of(walk, small)) / ratio;

	if (primary * (small == PRIMARY ? ratio : 1) !=
	    secondary * (small == SECONDARY ? ratio : 1))
		return false;
	if (groups > mcuboot_cursor_left(cursor_of(walk, other(small))))
		groups = mcuboot_cursor_left(cursor_of(walk, other(small)));
	if (groups == 0)
		return false;
	if (ratio > 1)
		mark_smaller(walk, small);
	if (walk->log != MCUBOOT_LOG_NONE)
		return true;
	advance(walk, small, groups * ratio);
	advance(walk, other(small), groups);
	close_groups(walk, group, groups);
	return true;
}

/* Inside a group: takes sectors of the side that is behind, to the end of its run or until it
 * is behind no more.
 */
static void catch_up(struct walk *walk)
{
	const enum side side = walk->primary_sum < walk->secondary_sum ? PRIMARY : SECONDARY;
	const struct mcuboot_cursor *cursor = cursor_of(walk, side);
	const uint64_t missing = side == PRIMARY ? walk->secondary_sum - walk->primary_sum
						 : walk->primary_sum - walk->secondary_sum;
	uint64_t count = mcuboot_divide_up(missing, mcuboot_cursor_size(cursor));

	if (count > mcuboot_cursor_left(cursor))
		count = mcuboot_cursor_left(cursor);
	advance(walk, side, count);
	mark_smaller(walk, side);
	if (walk->log == MCUBOOT_LOG_NONE && walk->primary_sum == walk->secondary_sum)
		close_groups(walk, walk->primary_sum, 1);
}

/* One sector of each, at a boundary of both.  They differ: equal ones are a whole group. */
static void take_both(struct walk *walk)
{
	advance(walk, PRIMARY, 1);
	advance(walk, SECONDARY, 1);
}

/* The next step of MCUboot's walk would read behind the end of a list. */
static bool would_overrun(const struct walk *walk)
{
	if (walk->primary_sum <= walk->secondary_sum && mcuboot_cursor_at_end(&walk->primary))
		return true;
	return walk->secondary_sum <= walk->primary_sum && mcuboot_cursor_at_end(&walk->secondary);
}

static bool walk_is_done(const struct walk *walk)
{
	return walk->log != MCUBOOT_LOG_NONE ||
	       (mcuboot_cursor_at_end(&walk->primary) && mcuboot_cursor_at_end(&walk->secondary));
}

static void step(struct walk *walk)
{
	if (walk->primary_sum != walk->secondary_sum)
		catch_up(walk);
	else if (!take_equal_groups(walk))
		take_both(walk);
}

void mcuboot_walk_groups(const struct mcuboot_geometry *geometry,
			 const struct mcuboot_sectors *primary,
			 const struct mcuboot_sectors *secondary,
			 struct mcuboot_comparison *comparison)
{
	const bool scratch = geometry->mode == MCUBOOT_SWAP_SCRATCH;
	struct walk walk = {
		.primary = {primary, 0, 0},
		.secondary = {secondary, 0, 0},
		.resets = scratch,
		.scratch_size = geometry->scratch.size,
		.log = MCUBOOT_LOG_NONE,
	};
	bool overrun, shorter;

	while (!walk_is_done(&walk) && !would_overrun(&walk))
		step(&walk);
	overrun = !walk_is_done(&walk);
	/* Section 2.4: a decompressing MCUboot stops at the end of a shorter secondary. */
	shorter = overrun && !scratch && geometry->variant.compressed &&
		  mcuboot_cursor_at_end(&walk.secondary);
	comparison->log = walk.log;
	comparison->log_defined = !overrun || shorter;
	comparison->refused = (overrun && !shorter) || walk.log != MCUBOOT_LOG_NONE;
	comparison->open_group =
		!comparison->refused && !shorter && walk.primary_sum != walk.secondary_sum;
	comparison->closed_total = walk.closed_total;
}
