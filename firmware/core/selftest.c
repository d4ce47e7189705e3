/* SPDX-License-Identifier: MIT */
/* Runs the checks, and answers what several of them ask. */
#include "core/selftest.h"

bool selftest_same_text(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

const struct flash_dev *selftest_device(const struct selftest *test,
					const struct pmlayout_partition *partition,
					const char **why)
{
	*why = "not in flash";
	if (partition->flags & PMLAYOUT_FLAG_EXTERNAL) {
		*why = test->external.unusable;
		return test->external.unusable == NULL ? &test->external.flash : NULL;
	}
	if (partition->offset + partition->size > test->hal->internal->size ||
	    partition->address != partition->offset || partition->sector_size == 0)
		return NULL;
	*why = NULL;
	return test->hal->internal;
}

const struct pmlayout_partition *selftest_slot(const struct selftest *test, enum slot slot)
{
	int32_t row = slot == SLOT_PRIMARY ? test->layout->primary : test->layout->secondary;

	return row == SELFTEST_NO_SLOT ? NULL : &test->layout->partitions[row];
}

enum mcuboot_mode selftest_mode(const struct selftest *test)
{
	return (enum mcuboot_mode)(test->layout->boot_mode - PMLAYOUT_MODE_SWAP_MOVE);
}

static bool read_device(void *context, uint64_t offset, uint8_t *bytes, size_t n)
{
	const struct flash_dev *const *dev = context;

	return (*dev)->read(*dev, (uint32_t)offset, bytes, (uint32_t)n);
}

struct mcuboot_reader selftest_reader(const struct flash_dev **dev)
{
	return (struct mcuboot_reader){read_device, dev, (*dev)->size};
}

bool selftest_trailer(const struct selftest *test, enum slot slot, struct mcuboot_trailer *trailer,
		      const char **why)
{
	const struct pmlayout_partition *partition = selftest_slot(test, slot);
	const struct flash_dev *dev;
	struct mcuboot_reader reader;

	*why = "the layout has no such slot";
	if (partition == NULL)
		return false;
	dev = selftest_device(test, partition, why);
	if (dev == NULL)
		return false;
	reader = selftest_reader(&dev);
	*why = "cannot be read";
	return mcuboot_trailer_read(&reader, partition->offset, (uint32_t)partition->size,
				    SELFTEST_BOOT_MAX_ALIGN, trailer);
}

enum mcuboot_swap_type selftest_next_swap(const struct selftest *test)
{
	struct mcuboot_trailer primary, secondary;
	struct mcuboot_boot_state state = {.mode = selftest_mode(test)};
	const char *why;

	if (selftest_trailer(test, SLOT_PRIMARY, &primary, &why))
		state.primary = &primary;
	if (selftest_trailer(test, SLOT_SECONDARY, &secondary, &why))
		state.secondary = &secondary;
	return mcuboot_next_swap(&state);
}

uint32_t selftest_run(struct selftest *test)
{
	test->max_image = 0;
	test->no_swap = NULL;
	tap_begin(&test->tap, test->hal, test->layout->hash);
	tap_value(&test->tap, "writes", "%s", test->writes ? "touchable" : "none");
	check_reset(test);
	check_watchdog(test);
	check_uicr(test);
	check_chip(test);
	check_spu(test);
	check_external(test);
	check_slot_sectors(test);
	check_images(test);
	check_trailers(test);
	check_touchable(test);
	tap_end(&test->tap);
	return test->tap.failed;
}
