/* SPDX-License-Identifier: MIT */
/* The rule about images together: no byte twice, and none outside every partition. */
#include "check/images.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Configuration registers that bootloaders' HEX files carry: UICR of nRF91, 53, 54 and of 52. */
static bool is_configuration(uint64_t address)
{
	return (address >= 0xff8000 && address < 0xff9000) ||
	       (address >= 0x10001000 && address < 0x10002000);
}

/* One segment of one file. */
struct stretch {
	const struct placed_image *image;
	const struct image_segment *segment;
	uint64_t begin, end;
};

struct stretches {
	struct stretch *list;
	size_t count;
};

static int by_place(const void *a, const void *b)
{
	const struct stretch *first = a, *second = b;
	const struct region *left = first->image->partition->region;
	const struct region *right = second->image->partition->region;
	const int order = left == right ? 0 : strcmp(left->name, right->name);

	if (order)
		return order;
	if (first->begin != second->begin)
		return first->begin < second->begin ? -1 : 1;
	return first->end < second->end ? 1 : first->end > second->end ? -1 : 0;
}

static size_t count_segments(const struct layout *layout)
{
	size_t count = 0;

	for (const struct image_file *file = layout->facts.image_files; file; file = file->next)
		count += file->segment_count;
	return count;
}

static void add_segments(struct stretches *all, const struct placed_image *image)
{
	const struct image_file *file = image->file;
	const uint64_t offset = file->hex ? 0 : image->address;

	for (size_t i = 0; i < file->segment_count; i++) {
		const struct image_segment *segment = &file->segments[i];
		const uint64_t begin = segment->address + offset;

		all->list[all->count++] =
			(struct stretch){image, segment, begin, begin + segment->size};
	}
}

static struct stretches collect(const struct layout *layout)
{
	struct stretches all = {
		arena_array(layout->arena, count_segments(layout), sizeof(*all.list)), 0};
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		struct placed_image *kept;

		if (!image.partition->region)
			continue;
		kept = ARENA_NEW(layout->arena, struct placed_image);
		*kept = image;
		add_segments(&all, kept);
	}
	if (all.count > 0)
		qsort(all.list, all.count, sizeof(*all.list), by_place);
	return all;
}

static void report_shared(const struct stretch *first, const struct stretch *second,
			  struct findings *found)
{
	const uint64_t end = first->end < second->end ? first->end : second->end;
	const struct image_file *file = second->image->file;
	struct finding *finding = image_finding(
		found, RULE_image_overlap, second->image, second->segment->address - file->base,
		"`%s` and `%s` both have bytes at 0x%" PRIx64 "..0x%" PRIx64, file->source->name,
		first->image->file->source->name, second->begin, end);

	finding_about(found, finding, first->image->partition->name);
	finding_label(found, finding,
		      image_file_at(found->arena, first->image->file,
				    first->segment->address - first->image->file->base),
		      "`%s`: 0x%" PRIx64 "..0x%" PRIx64, first->image->file->source->name,
		      first->begin, first->end);
	finding_note(found, finding,
		     "mergehex and Zephyr's mergehex.py refuse to join them; a programmer lets the "
		     "last one win");
	finding_help(found, finding,
		     "give each byte to one file: build both anew with this layout, or leave out "
		     "the one that the other contains");
}

static bool is_pair(const struct image_file *const pair[2], const struct image_file *a,
		    const struct image_file *b)
{
	return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
}

/* Each pair of files once, where they first meet. */
static void judge_shared(const struct stretches *all, struct findings *found)
{
	const struct stretch *widest = NULL;
	const struct image_file *told[2] = {NULL, NULL};

	for (size_t i = 0; i < all->count; i++) {
		const struct stretch *it = &all->list[i];

		if (widest && widest->image->partition->region == it->image->partition->region &&
		    it->begin < widest->end && it->image->file != widest->image->file &&
		    !is_pair(told, widest->image->file, it->image->file)) {
			told[0] = widest->image->file;
			told[1] = it->image->file;
			report_shared(widest, it, found);
		}
		if (!widest || widest->image->partition->region != it->image->partition->region ||
		    it->end > widest->end)
			widest = it;
	}
}

/* How far a region was searched for holes. */
struct coverage {
	const struct region *region;
	const struct partition *last; /* the one that ends behind all others so far */
	size_t next;                  /* partition to look at */
	uint64_t covered;             /* the end of what has been looked at */
};

/* The first byte from the stretch's begin on that no partition of the region holds. */
static uint64_t first_outside(struct coverage *coverage, const struct stretch *stretch)
{
	const struct region *region = coverage->region;

	if (coverage->covered < stretch->begin)
		coverage->covered = stretch->begin;
	while (coverage->next < region->count &&
	       region->by_address[coverage->next]->address.value <= coverage->covered) {
		const struct partition *partition = region->by_address[coverage->next++];

		if (!coverage->last || partition_end(partition) > partition_end(coverage->last))
			coverage->last = partition;
		if (partition_end(partition) > coverage->covered)
			coverage->covered = partition_end(partition);
	}
	return coverage->covered;
}

/* The partition behind the hole, or the one in front of it when that is nearer. */
static const struct partition *nearest(const struct coverage *coverage, uint64_t begin,
				       uint64_t end)
{
	const struct region *region = coverage->region;
	const struct partition *before = coverage->last, *after;

	if (coverage->next == region->count)
		return before;
	after = region->by_address[coverage->next];
	return before && begin - partition_end(before) <= after->address.value - end ? before
										     : after;
}

/* No byte of the region's device has that address: it is external flash's, or a wrong one. */
static bool is_beyond_device(const struct region *region, uint64_t address)
{
	return fact_known(region->size) && !region->size.negative &&
	       address >= region->base.value && address - region->base.value >= region->size.value;
}

static void advise_outside(const struct region *region, uint64_t begin, uint64_t end,
			   struct findings *found, struct finding *finding)
{
	if (is_beyond_device(region, begin)) {
		finding_note(found, finding,
			     "`%s` ends at 0x%" PRIx64 ": these bytes belong to another device, "
			     "such as external flash, or to a build for a larger chip; a "
			     "programmer that does not know the address refuses the whole file",
			     region->name, region->base.value + region->size.value);
		finding_help(found, finding,
			     "split the file: one for `%s`, another for what begins at 0x%" PRIx64,
			     region->name, begin);
		return;
	}
	finding_note(found, finding,
		     "nothing keeps these bytes: an update or the storage next to them may "
		     "overwrite them, and a programmer may refuse the address");
	finding_help(found, finding,
		     "add a partition that covers 0x%" PRIx64 "..0x%" PRIx64
		     ", or build the file anew with this layout",
		     begin, end);
}

static void report_outside(const struct stretch *stretch, const struct coverage *coverage,
			   struct findings *found)
{
	const struct image_file *file = stretch->image->file;
	const struct region *region = coverage->region;
	const uint64_t begin = coverage->covered;
	const uint64_t next = coverage->next < region->count
				      ? region->by_address[coverage->next]->address.value
				      : UINT64_MAX;
	const uint64_t end = stretch->end < next ? stretch->end : next;
	const struct partition *neighbour = nearest(coverage, begin, end);
	struct finding *finding = image_finding(
		found, RULE_image_overlap, stretch->image, stretch->segment->address - file->base,
		"`%s` has bytes at 0x%" PRIx64 "..0x%" PRIx64 ", outside every partition",
		file->source->name, begin, end);

	finding_limit(finding, SEVERITY_WARNING);
	finding_about(found, finding, neighbour->name);
	finding_label(found, finding, partition_size_at(neighbour),
		      "the nearest partition: `%s`, %s", neighbour->name,
		      partition_range(found->arena, neighbour));
	advise_outside(region, begin, end, found, finding);
}

/* Of each HEX file the first such stretch; a flat file lies in its partition. */
static void judge_outside(const struct stretches *all, struct findings *found)
{
	struct coverage coverage = {.region = NULL};
	const struct image_file *told = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct stretch *it = &all->list[i];
		uint64_t begin;

		if (it->image->partition->region != coverage.region)
			coverage = (struct coverage){.region = it->image->partition->region};
		begin = first_outside(&coverage, it);
		if (!it->image->file->hex || begin >= it->end || is_configuration(begin) ||
		    told == it->image->file)
			continue;
		told = it->image->file;
		report_outside(it, &coverage, found);
	}
}

void rule_image_overlap(const struct layout *layout, struct findings *found)
{
	struct stretches all;

	image_judge_merged(layout, found);
	if (!layout->facts.image_files)
		return;
	all = collect(layout);
	judge_shared(&all, found);
	judge_outside(&all, found);
}
