/* SPDX-License-Identifier: MIT */
/* Which combinations of mode and erase page are tried on a pair of slots. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "model/slot_trials.h"
#include "resolve/resolve.h"

/* Slots in internal flash (pages of 4096) and in external flash (nobody knows its pages). */
static struct layout *two_slots(uint64_t primary, uint64_t secondary)
{
	struct layout *layout = build_layout();

	build_soc(layout, "nrf9160");
	build_flash(layout, "mcuboot_primary", 0x10000, primary);
	build_in(layout, "external_flash", "mcuboot_secondary", 0, secondary);
	return layout;
}

static const struct trials *resolve(struct layout *layout)
{
	layout_resolve(layout);
	return layout->bootloader.trials;
}

static size_t count_trials(const struct trials *trials, enum boot_mode mode)
{
	size_t count = 0;

	for (const struct trial *trial = trials->first; trial; trial = trial->next)
		count += trial->mode == mode;
	return count;
}

static void every_mode_and_page_is_tried_when_nothing_is_known(void **state)
{
	struct layout *layout = two_slots(0x80000, 0x80000);
	const struct trials *trials = resolve(layout);

	(void)state;
	assert_non_null(trials);
	assert_null(trials->next);
	assert_int_equal(count_trials(trials, BOOT_MODE_SWAP_MOVE), 2);
	assert_int_equal(count_trials(trials, BOOT_MODE_SWAP_OFFSET), 2);
	assert_int_equal(count_trials(trials, BOOT_MODE_SWAP_SCRATCH), 0);
	/* Overwriting twice: a compressed update takes a smaller secondary slot. */
	assert_int_equal(count_trials(trials, BOOT_MODE_OVERWRITE), 4);
	assert_false(trials->refused_by_all);
	assert_false(trials->limit_known);
	build_drop(layout);
}

static void known_mode_and_page_are_tried_alone(void **state)
{
	struct page_size_option page = {.size = fact_make(4096, ORIGIN_OPTION, "--page-size")};
	struct layout *layout = two_slots(0x80000, 0x80000);
	const struct trials *trials;

	(void)state;
	layout->facts.mode = BOOT_MODE_SWAP_OFFSET;
	layout->facts.page_sizes = &page;
	trials = resolve(layout);
	assert_int_equal(count_trials(trials, BOOT_MODE_SWAP_OFFSET), 1);
	assert_null(trials->first->next);
	assert_int_equal(trials->first->secondary_pages.size, 4096);
	assert_int_equal(trials->first->primary_pages.size, 4096);
	build_drop(layout);
}

static void scratch_is_tried_when_there_is_one(void **state)
{
	struct layout *layout = two_slots(0x80000, 0x80000);
	const struct trials *trials;

	(void)state;
	build_flash(layout, "mcuboot_scratch", 0xa0000, 0x10000);
	trials = resolve(layout);
	assert_int_equal(count_trials(trials, BOOT_MODE_SWAP_SCRATCH), 2);
	build_drop(layout);
}

static void mode_without_a_second_slot_is_not_tried(void **state)
{
	struct layout *layout = two_slots(0x80000, 0x80000);

	(void)state;
	layout->facts.mode = BOOT_MODE_SINGLE;
	assert_null(resolve(layout));
	build_drop(layout);
}

static void lone_slot_is_not_tried(void **state)
{
	struct layout *layout = build_layout();

	(void)state;
	build_soc(layout, "nrf9160");
	build_flash(layout, "mcuboot_primary", 0x10000, 0x80000);
	assert_null(resolve(layout));
	build_drop(layout);

	layout = two_slots(0x80000, 0);
	assert_null(resolve(layout));
	build_drop(layout);
}

static void slots_of_one_device_have_one_page(void **state)
{
	struct layout *layout = build_layout();
	const struct trials *trials;

	(void)state;
	build_in(layout, "external_flash", "mcuboot_primary", 0, 0x80000);
	build_in(layout, "external_flash", "mcuboot_secondary", 0x80000, 0x80000);
	layout->facts.mode = BOOT_MODE_OVERWRITE;
	trials = resolve(layout);
	assert_int_equal(count_trials(trials, BOOT_MODE_OVERWRITE), 2);
	for (const struct trial *trial = trials->first; trial; trial = trial->next)
		assert_int_equal(trial->primary_pages.size, trial->secondary_pages.size);
	build_drop(layout);
}

/* The secondary slot has 15 pages of 64 KiB, the primary 112 of 4 KiB: whatever the mode. */
static void refusals_are_summed_up(void **state)
{
	struct layout *layout = two_slots(0x70000, 0xf0000);
	const struct trials *trials = resolve(layout);

	(void)state;
	assert_true(trials->refused_by_all);
	assert_true(trials->refusals & REFUSED_COUNT);
	assert_true(trials->refusals & REFUSED_SIZE);
	assert_non_null(trials_first(trials, REFUSED_COUNT));
	assert_null(trials_first(trials, REFUSED_TOO_MANY));
	build_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mode_and_page_is_tried_when_nothing_is_known),
		cmocka_unit_test(known_mode_and_page_are_tried_alone),
		cmocka_unit_test(scratch_is_tried_when_there_is_one),
		cmocka_unit_test(mode_without_a_second_slot_is_not_tried),
		cmocka_unit_test(lone_slot_is_not_tried),
		cmocka_unit_test(slots_of_one_device_have_one_page),
		cmocka_unit_test(refusals_are_summed_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
