/* SPDX-License-Identifier: MIT */
/* The chip, as FICR names it, against the chip that the layout is for. */
#include "core/selftest.h"

#define RAM_BEGIN UINT32_C(0x20000000)
#define RAM_LIMIT UINT32_C(0x40000000)

static void check_part(struct selftest *test)
{
	uint32_t wanted = test->layout->soc_part, part = test->hal->facts.part;

	if (wanted == 0)
		tap_skip(&test->tap, "chip.part", "the layout does not say its chip");
	else if (part == HAL_UNKNOWN)
		tap_skip(&test->tap, "chip.part", "FICR does not say the part");
	else if (part != wanted)
		tap_fail(&test->tap, "chip.part", "this is part %x, the layout is for %s", part,
			 test->layout->soc);
	else
		tap_pass(&test->tap, "chip.part");
}

/* The layout's device that holds row 0 of internal flash. */
static const struct pmlayout_device *internal_device(const struct selftest *test)
{
	const struct selftest_layout *layout = test->layout;

	for (uint32_t i = 0; i < layout->partition_count; i++) {
		const struct pmlayout_partition *partition = &layout->partitions[i];

		if ((partition->flags & PMLAYOUT_FLAG_EXTERNAL) == 0 && partition->sector_size != 0)
			return &layout->devices[partition->device];
	}
	return NULL;
}

static void check_flash(struct selftest *test)
{
	const struct chip_facts *facts = &test->hal->facts;
	const struct pmlayout_device *device = internal_device(test);
	uint32_t size = facts->flash_page * facts->flash_pages;

	if (device == NULL || device->size == 0)
		tap_skip(&test->tap, "chip.flash", "the layout does not say its flash");
	else if (facts->flash_page == HAL_UNKNOWN || facts->flash_pages == HAL_UNKNOWN)
		tap_skip(&test->tap, "chip.flash", "FICR does not say the flash");
	else if (device->size > size || device->erase_page % facts->flash_page != 0)
		tap_fail(&test->tap, "chip.flash",
			 "the chip has %u pages of 0x%x, the layout 0x%x bytes in pages of 0x%x",
			 facts->flash_pages, facts->flash_page, (uint32_t)device->size,
			 device->erase_page);
	else
		tap_pass(&test->tap, "chip.flash");
}

static uint32_t end_of_ram(const struct selftest_layout *layout)
{
	uint64_t end = 0;

	for (uint32_t i = 0; i < layout->partition_count; i++) {
		const struct pmlayout_partition *partition = &layout->partitions[i];
		uint64_t own = partition->address + partition->size;

		if (partition->address >= RAM_BEGIN && own <= RAM_LIMIT && own > end)
			end = own;
	}
	return (uint32_t)end;
}

static void check_ram(struct selftest *test)
{
	uint32_t kib = test->hal->facts.ram_kib, end = end_of_ram(test->layout);

	if (end == 0)
		tap_skip(&test->tap, "chip.ram", "the layout has no RAM");
	else if (kib == HAL_UNKNOWN)
		tap_skip(&test->tap, "chip.ram", "FICR does not say the RAM");
	else if (end - RAM_BEGIN > kib * 1024)
		tap_fail(&test->tap, "chip.ram",
			 "the layout's RAM ends at 0x%x, the chip's at 0x%x", end,
			 RAM_BEGIN + kib * 1024);
	else
		tap_pass(&test->tap, "chip.ram");
}

void check_chip(struct selftest *test)
{
	const struct chip_facts *facts = &test->hal->facts;

	tap_value(&test->tap, "chip", "%x", facts->part);
	tap_value(&test->tap, "chip_revision", "%u", facts->revision);
	tap_value(&test->tap, "chip_id", "%08x%08x", facts->device_id[1], facts->device_id[0]);
	check_part(test);
	check_flash(test);
	check_ram(test);
}
