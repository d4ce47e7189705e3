/* SPDX-License-Identifier: MIT */
/* The slots as MCUboot would walk them, on the device. */
#include "core/selftest.h"

#define DEFAULT_MAX_SECTORS 128U /* MCUBOOT.md 1.4 */

static const struct pmlayout_partition *find_scratch(const struct selftest_layout *layout)
{
	for (uint32_t i = 0; i < layout->partition_count; i++) {
		const struct pmlayout_partition *partition = &layout->partitions[i];

		if (selftest_same_text(partition->name, "mcuboot_scratch") ||
		    selftest_same_text(partition->name, "scratch_partition"))
			return partition;
	}
	return NULL;
}

/* The pages of the whole device; false when the layout does not know them. */
static bool pages_of(const struct selftest *test, const struct pmlayout_partition *partition,
		     struct mcuboot_run *run)
{
	const struct pmlayout_device *device = &test->layout->devices[partition->device];

	if (device->erase_page == 0 || device->size == 0)
		return false;
	run->size = device->erase_page;
	run->count = device->size / device->erase_page;
	return true;
}

/* NULL: everything that the mode needs is known. */
static const char *describe(const struct selftest *test, struct mcuboot_geometry *geometry,
			    struct mcuboot_run runs[3])
{
	const struct pmlayout_partition *slots[3] = {selftest_slot(test, SLOT_PRIMARY),
						     selftest_slot(test, SLOT_SECONDARY),
						     find_scratch(test->layout)};
	struct mcuboot_area *areas[3] = {&geometry->primary, &geometry->secondary,
					 &geometry->scratch};

	if (test->layout->boot_mode == 0)
		return "the header does not say MCUboot's mode";
	if (slots[0] == NULL)
		return "the layout has no primary slot";
	geometry->mode = selftest_mode(test);
	if (mcuboot_mode_has_secondary(geometry->mode) && slots[1] == NULL)
		return "the layout has no secondary slot";
	if (mcuboot_mode_has_scratch(geometry->mode) && slots[2] == NULL)
		return "the layout has no scratch area";
	for (uint32_t i = 0; i < 3; i++) {
		if (slots[i] == NULL)
			continue;
		if (!pages_of(test, slots[i], &runs[i]))
			return "the header does not say the erase pages";
		*areas[i] = (struct mcuboot_area){slots[i]->offset, slots[i]->size, &runs[i], 1};
	}
	geometry->write_align = test->layout->devices[slots[0]->device].write_block;
	geometry->max_img_sectors = test->layout->max_img_sectors != 0
					    ? test->layout->max_img_sectors
					    : DEFAULT_MAX_SECTORS;
	geometry->boot_max_align = SELFTEST_BOOT_MAX_ALIGN;
	return geometry->write_align == 0 ? "the header does not say the write block" : NULL;
}

static const char *refusal(const struct mcuboot_answer *answer)
{
	for (uint32_t bit = 0; bit < 32; bit++) {
		const char *name = mcuboot_hazard_name(answer->hazards & UINT32_C(1) << bit);

		if (name != NULL)
			return name;
	}
	return "";
}

void check_slot_sectors(struct selftest *test)
{
	struct mcuboot_geometry geometry = {.mode = MCUBOOT_SWAP_MOVE};
	struct mcuboot_run runs[3];
	struct mcuboot_answer answer;
	const char *missing = describe(test, &geometry, runs);

	if (missing != NULL) {
		tap_skip(&test->tap, "slots.sectors", "%s", missing);
		return;
	}
	mcuboot_judge(&geometry, &answer);
	tap_value(&test->tap, "primary_sectors", "%u", (uint32_t)answer.primary.count);
	tap_value(&test->tap, "secondary_sectors", "%u", (uint32_t)answer.secondary.count);
	tap_value(&test->tap, "max_img_sectors", "%u", geometry.max_img_sectors);
	tap_value(&test->tap, "trailer_size", "%u", answer.trailer_size);
	tap_value(&test->tap, "trailer_offset", "0x%x",
		  (uint32_t)geometry.primary.size - answer.trailer_size);
	if (answer.verdict != MCUBOOT_OK)
		test->no_swap = "the slots do not match";
	if (answer.has_max_image && !answer.slot_too_small)
		test->max_image = answer.max_image_size;
	if (answer.has_max_image)
		tap_value(&test->tap, "max_image_size", "%u", answer.max_image_size);
	if (mcuboot_is_safe(&answer))
		tap_pass(&test->tap, "slots.sectors");
	else if (answer.log_count > 0)
		tap_fail(&test->tap, "slots.sectors", mcuboot_log_text(answer.logs[0]),
			 geometry.max_img_sectors);
	else
		tap_fail(&test->tap, "slots.sectors", "MCUboot accepts them and should not: %s",
			 refusal(&answer));
}
