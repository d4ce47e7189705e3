/* SPDX-License-Identifier: MIT */
/* Random slot geometries, most of them close to what MCUboot accepts. */
#ifndef TESTS_PROPERTY_SLOT_SAMPLE_H
#define TESTS_PROPERTY_SLOT_SAMPLE_H

#include <string.h>

#include "mcuboot/slots.h"
#include "random.h"

struct device {
	struct mcuboot_run runs[5];
	size_t count;
};

struct sample {
	struct device primary, secondary, scratch;
	struct mcuboot_geometry geometry;
};

static inline void random_device(uint64_t *seed, struct device *device)
{
	static const uint64_t sizes[] = {256, 512, 768, 1024, 2048, 4096, 8192, 16384};

	device->count = one_in(seed, 3) ? 1 + random_below(seed, 5) : 1;
	for (size_t i = 0; i < device->count; i++)
		device->runs[i] =
			(struct mcuboot_run){sizes[random_below(seed, 8)],
					     1 + random_below(seed, one_in(seed, 2) ? 4 : 60)};
}

static inline void random_area(uint64_t *seed, const struct device *device,
			       struct mcuboot_area *area)
{
	const uint64_t page = device->runs[0].size;

	*area = (struct mcuboot_area){0, 0, device->runs, device->count};
	area->offset = page * random_below(seed, 4);
	area->size = page * (1 + random_below(seed, 64));
	if (one_in(seed, 8))
		area->offset += random_below(seed, page);
	if (one_in(seed, 8))
		area->size += random_below(seed, page);
	if (one_in(seed, 20))
		area->size = 1 + random_below(seed, page);
}

static inline void random_sample(uint64_t *seed, struct sample *sample)
{
	static const uint32_t aligns[] = {8, 8, 16, 32};
	struct mcuboot_geometry *geometry = &sample->geometry;

	memset(sample, 0, sizeof(*sample));
	random_device(seed, &sample->primary);
	random_device(seed, &sample->secondary);
	random_device(seed, &sample->scratch);
	if (!one_in(seed, 3))
		sample->secondary = sample->primary;
	geometry->mode = (enum mcuboot_mode)random_below(seed, MCUBOOT_FIRMWARE_LOADER + 1);
	random_area(seed, &sample->primary, &geometry->primary);
	random_area(seed, &sample->secondary, &geometry->secondary);
	random_area(seed, &sample->scratch, &geometry->scratch);
	if (!one_in(seed, 3))
		geometry->secondary.size = geometry->primary.size;
	if (!one_in(seed, 3))
		geometry->secondary.offset = geometry->primary.offset;
	if (one_in(seed, 3))
		geometry->secondary.size += sample->secondary.runs[0].size;
	geometry->max_img_sectors = (uint32_t)(1 + random_below(seed, one_in(seed, 4) ? 40 : 400));
	geometry->write_align = UINT32_C(1) << random_below(seed, 6);
	geometry->scratch_write_align = one_in(seed, 2) ? UINT32_C(1) << random_below(seed, 6) : 0;
	geometry->boot_max_align = aligns[random_below(seed, 4)];
}

#endif
