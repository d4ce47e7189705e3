/* SPDX-License-Identifier: MIT */
/* Finds the partition of an image file and says where the file's bytes lie. */
#include "check/images.h"

#include <stdarg.h>

#include "base/arena.h"
#include "model/name_map.h"

/* Whose images MCUboot does not check: the first stages themselves (PRODUCT.md). */
static bool holds_bootloader(const struct partition *partition)
{
	static const char *const names[] = {
		"mcuboot",        "b0",           "s0",           "s1",           "b0n",
		"boot_partition", "b0_partition", "s0_partition", "s1_partition", "b0n_partition"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (cstr_eq(partition->name, names[i]))
			return true;
	}
	return false;
}

static void find_pair(const struct layout *layout, struct placed_image *image)
{
	image->pair = NULL;
	image->is_secondary = false;
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		if (pair->primary != image->partition && pair->secondary != image->partition)
			continue;
		image->pair = pair;
		image->is_secondary = pair->secondary == image->partition;
		return;
	}
}

uint64_t image_code_address(const struct partition *partition)
{
	const struct region *region = partition->region;

	if (region && region->device && region->device->kind == FLASH_INTERNAL &&
	    region->base.value == 0)
		return region->device->base.value + partition->address.value;
	return partition->address.value;
}

bool image_code_is_in(const struct partition *partition, uint32_t address)
{
	const uint64_t begin = image_code_address(partition);

	return address >= begin && address - begin < partition->size.value;
}

bool image_runs_in(const struct image_file *file, const struct partition *partition)
{
	return file->has_vectors && image_code_is_in(partition, file->reset_handler);
}

/* MCUboot tells its own update from the application's by the reset handler. */
static const struct partition *updated_stage(const struct layout *layout,
					     const struct placed_image *image)
{
	static const char *const names[] = {"s0", "s1"};
	static const char *const labels[] = {"s0_partition", "s1_partition"};

	for (size_t i = 0; image->is_secondary && i < 2; i++) {
		const struct partition *stage = layout_either(layout, names[i], labels[i]);

		if (stage && stage->placed && image_runs_in(image->file, stage))
			return stage;
	}
	return NULL;
}

/* By its own name, else by what the other of Partition Manager and devicetrees calls it. */
static const struct partition *partition_named(const struct layout *layout, const char *name)
{
	const struct partition *partition = layout_find(layout, name);

	if (partition)
		return partition;
	if (layout->kind != LAYOUT_DEVICETREE)
		return layout_find(layout, name_map_from_devicetree(layout->arena, name));
	partition = layout_labelled(layout, name);
	if (partition)
		return partition;
	name = name_map_from_devicetree(layout->arena, name); /* of a `label` property, "image-0" */
	return layout_labelled(layout, name_map_to_devicetree(layout->arena, name).label);
}

bool image_place(const struct layout *layout, const struct image_file *file,
		 struct placed_image *image)
{
	image->file = file;
	image->partition = partition_named(layout, file->partition);
	if (!file->readable || !image->partition || !image->partition->placed)
		return false;
	find_pair(layout, image);
	image->is_bootloader = holds_bootloader(image->partition);
	image->updates = updated_stage(layout, image);
	image->address = file->hex ? file->base : image->partition->address.value;
	return true;
}

uint64_t image_extent(const struct placed_image *image)
{
	const struct image_file *file = image->file;
	const uint64_t begin = image->partition->address.value;
	uint64_t extent = 0;

	if (!file->hex)
		return file->bytes.n;
	for (size_t i = 0; i < file->segment_count; i++) {
		const struct image_segment *segment = &file->segments[i];

		if (segment->address >= begin && segment->address < partition_end(image->partition))
			extent = segment->address + segment->size - begin;
	}
	return extent;
}

bool image_is_for_mcuboot(const struct placed_image *image)
{
	return image->pair && image_file_is_signed(image->file);
}

struct finding *image_finding(struct findings *found, enum rule_id rule,
			      const struct placed_image *image, uint64_t offset, const char *format,
			      ...)
{
	struct finding *finding;
	va_list args;

	va_start(args, format);
	finding = finding_add(found, rule, image_file_at(found->arena, image->file, offset), "%s",
			      arena_vprintf(found->arena, format, args));
	va_end(args);
	finding_about(found, finding, image->partition->name);
	return finding;
}

void image_label_partition(struct findings *found, struct finding *finding,
			   const struct partition *partition)
{
	finding_label(found, finding, partition_size_at(partition), "`%s`: %s", partition->name,
		      partition_range(found->arena, partition));
}
