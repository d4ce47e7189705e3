/* SPDX-License-Identifier: MIT */
/* Tries the usual corrections of a layout and keeps those that MCUboot accepts. */
#include "mcuboot/advice.h"

#include "mcuboot/sectors.h"

struct trial {
	const struct mcuboot_geometry *settings;
	struct mcuboot_advice *advice;
	size_t count, room;
};

static uint64_t round_up(uint64_t value, uint64_t unit)
{
	return mcuboot_saturating_mul(mcuboot_divide_up(value, unit), unit);
}

static uint64_t round_down(uint64_t value, uint64_t unit)
{
	return value / unit * unit;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* A device that ends with the page in which the area ends. */
static struct mcuboot_run device_for(const struct mcuboot_plain_area *area)
{
	struct mcuboot_run device = {area->page, 0};

	if (area->page > 0)
		device.count = mcuboot_divide_up(mcuboot_saturating_add(area->offset, area->size),
						 area->page);
	return device;
}

static void place(struct mcuboot_area *area, const struct mcuboot_plain_area *plain,
		  const struct mcuboot_run *device)
{
	area->offset = plain->offset;
	area->size = plain->size;
	area->device = device;
	area->device_runs = 1;
}

void mcuboot_judge_plain(const struct mcuboot_geometry *settings,
			 const struct mcuboot_plain_layout *layout, struct mcuboot_answer *answer)
{
	const struct mcuboot_run primary = device_for(&layout->primary);
	const struct mcuboot_run secondary = device_for(&layout->secondary);
	const struct mcuboot_run scratch = device_for(&layout->scratch);
	struct mcuboot_geometry geometry = *settings;

	place(&geometry.primary, &layout->primary, &primary);
	place(&geometry.secondary, &layout->secondary, &secondary);
	place(&geometry.scratch, &layout->scratch, &scratch);
	geometry.max_img_sectors = layout->max_img_sectors;
	mcuboot_judge(&geometry, answer);
}

static bool same_area(const struct mcuboot_plain_area *a, const struct mcuboot_plain_area *b)
{
	return a->offset == b->offset && a->size == b->size && a->page == b->page;
}

static bool is_known(const struct trial *trial, const struct mcuboot_plain_layout *layout)
{
	for (size_t i = 0; i < trial->count; i++) {
		const struct mcuboot_plain_layout *known = &trial->advice[i].layout;

		if (same_area(&known->primary, &layout->primary) &&
		    same_area(&known->secondary, &layout->secondary) &&
		    same_area(&known->scratch, &layout->scratch) &&
		    known->max_img_sectors == layout->max_img_sectors)
			return true;
	}
	return false;
}

/* Raises the number of sectors and the scratch area to what the slots need. */
static void fit_the_rest(enum mcuboot_mode mode, struct mcuboot_plain_layout *layout)
{
	uint64_t sectors = layout->max_img_sectors;

	if (mcuboot_mode_has_scratch(mode)) {
		const uint64_t group = larger(layout->primary.page, layout->secondary.page);
		struct mcuboot_plain_area *scratch = &layout->scratch;

		scratch->size = round_up(larger(scratch->size, group), scratch->page);
		sectors = larger(sectors, scratch->size / scratch->page);
	}
	if (!mcuboot_mode_compares(mode))
		return;
	sectors = larger(sectors, layout->primary.size / layout->primary.page);
	sectors = larger(sectors, layout->secondary.size / layout->secondary.page);
	layout->max_img_sectors = sectors > UINT32_MAX ? UINT32_MAX : (uint32_t)sectors;
}

static void try_sizes(struct trial *trial, const struct mcuboot_plain_layout *base,
		      uint64_t primary_size, uint64_t secondary_size)
{
	struct mcuboot_plain_layout layout = *base;
	struct mcuboot_answer answer;

	layout.primary.size = primary_size;
	layout.secondary.size = secondary_size;
	fit_the_rest(trial->settings->mode, &layout);
	if (trial->count == trial->room || is_known(trial, &layout))
		return;
	mcuboot_judge_plain(trial->settings, &layout, &answer);
	if (!mcuboot_is_safe(&answer))
		return;
	trial->advice[trial->count].layout = layout;
	trial->advice[trial->count].max_image_size = answer.max_image_size;
	trial->count++;
}

/* The smallest slot, in whole units, that leaves room for an image. */
static uint64_t least_size(const struct mcuboot_geometry *settings,
			   const struct mcuboot_plain_layout *base, uint64_t unit)
{
	struct mcuboot_geometry geometry = *settings;
	uint64_t trailer;

	geometry.max_img_sectors = base->max_img_sectors;
	trailer = mcuboot_trailer_size(&geometry);
	if (mcuboot_mode_has_scratch(settings->mode))
		trailer += mcuboot_scratch_trailer_size(&geometry);
	/* One unit for the image, one that stays spare. */
	return round_up(trailer, unit) + 2 * unit;
}

/* Both slots no larger than MCUboot can count, when they are now. */
static void try_countable(struct trial *trial, const struct mcuboot_plain_layout *base,
			  uint64_t unit)
{
	const uint64_t page = base->primary.page < base->secondary.page ? base->primary.page
									: base->secondary.page;
	const uint64_t most = round_down(mcuboot_saturating_mul(page, base->max_img_sectors), unit);

	if (mcuboot_mode_compares(trial->settings->mode) &&
	    (base->primary.size > most || base->secondary.size > most))
		try_sizes(trial, base, most, most);
}

/* One slot keeps its size, the other follows it; the spare sector last. */
static void try_pages(struct trial *trial, const struct mcuboot_plain_layout *base)
{
	const uint64_t primary_page = base->primary.page;
	const uint64_t secondary_page = base->secondary.page;
	const uint64_t unit = larger(primary_page, secondary_page);
	const uint64_t primary = round_down(base->primary.size, unit);
	const uint64_t secondary = round_down(base->secondary.size, unit);
	const bool move = trial->settings->mode == MCUBOOT_SWAP_MOVE;
	const bool offset = trial->settings->mode == MCUBOOT_SWAP_OFFSET;
	const uint64_t least = least_size(trial->settings, base, unit);

	try_sizes(trial, base, round_down(base->primary.size, primary_page),
		  round_down(base->secondary.size, secondary_page));
	try_sizes(trial, base, primary, primary);
	if (move && primary > secondary_page)
		try_sizes(trial, base, primary, primary - secondary_page);
	if (offset)
		try_sizes(trial, base, primary, primary + secondary_page);
	try_sizes(trial, base, secondary, secondary);
	if (move)
		try_sizes(trial, base, secondary + primary_page, secondary);
	if (offset && secondary > primary_page)
		try_sizes(trial, base, secondary - primary_page, secondary);
	try_countable(trial, base, unit);
	if (primary < least || secondary < least)
		try_sizes(trial, base, larger(primary, least), larger(primary, least));
}

size_t mcuboot_advise(const struct mcuboot_geometry *settings,
		      const struct mcuboot_plain_layout *layout, struct mcuboot_advice advice[],
		      size_t room)
{
	struct trial trial = {settings, advice, 0, room};
	struct mcuboot_plain_layout base = *layout;

	if (base.primary.page == 0)
		return 0;
	if (base.secondary.page == 0 || !mcuboot_mode_has_secondary(settings->mode))
		base.secondary.page = base.primary.page;
	if (base.scratch.page == 0)
		base.scratch.page = base.primary.page;
	base.primary.offset = round_up(base.primary.offset, base.primary.page);
	base.secondary.offset = round_up(base.secondary.offset, base.secondary.page);
	base.scratch.offset = round_up(base.scratch.offset, base.scratch.page);
	try_pages(&trial, &base);
	if (base.secondary.page == base.primary.page)
		return trial.count;
	base.secondary.page = base.primary.page;
	base.secondary.offset = round_up(layout->secondary.offset, base.secondary.page);
	try_pages(&trial, &base);
	return trial.count;
}
