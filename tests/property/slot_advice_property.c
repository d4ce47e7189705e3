/* SPDX-License-Identifier: MIT */
/* Random layouts: whatever mcuboot_advise() proposes is judged again and must be accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mcuboot/advice.h"
#include "random.h"

#define ROUNDS 6000

/* Two slots with pages of 1, 4 or 64 KiB, anywhere. */
static void random_layout(uint64_t *seed, struct mcuboot_plain_layout *layout)
{
	static const uint64_t pages[] = {0x400, 0x1000, 0x1000, 0x10000};
	struct mcuboot_plain_area *areas[] = {&layout->primary, &layout->secondary,
					      &layout->scratch};

	for (int i = 0; i < 3; i++) {
		areas[i]->page = pages[random_below(seed, 4)];
		areas[i]->offset = random_below(seed, 0x100000);
		areas[i]->size = 1 + random_below(seed, 0x200000);
		if (!one_in(seed, 3))
			areas[i]->offset -= areas[i]->offset % areas[i]->page;
		if (!one_in(seed, 3))
			areas[i]->size += areas[i]->page - areas[i]->size % areas[i]->page;
	}
	if (one_in(seed, 3))
		layout->scratch.size = 0;
	layout->max_img_sectors = (uint32_t)(1 + random_below(seed, 600));
}

/* An advised layout again, on devices that are built here. */
static void assert_accepted(const struct mcuboot_geometry *settings,
			    const struct mcuboot_advice *advice)
{
	const struct mcuboot_plain_layout *layout = &advice->layout;
	const struct mcuboot_run primary = {layout->primary.page, 1 << 20};
	const struct mcuboot_run secondary = {layout->secondary.page, 1 << 20};
	const struct mcuboot_run scratch = {layout->scratch.page, 1 << 20};
	struct mcuboot_geometry geometry = *settings;
	struct mcuboot_answer answer;

	geometry.primary =
		(struct mcuboot_area){layout->primary.offset, layout->primary.size, &primary, 1};
	geometry.secondary = (struct mcuboot_area){layout->secondary.offset, layout->secondary.size,
						   &secondary, 1};
	geometry.scratch =
		(struct mcuboot_area){layout->scratch.offset, layout->scratch.size, &scratch, 1};
	geometry.max_img_sectors = layout->max_img_sectors;
	mcuboot_judge(&geometry, &answer);
	assert_int_equal(answer.verdict, MCUBOOT_OK);
	assert_int_equal(answer.hazards, 0);
	assert_true(answer.has_max_image);
	assert_int_equal(answer.max_image_size, advice->max_image_size);
}

static void every_advice_is_accepted(void **state)
{
	uint64_t seed = UINT64_C(0x2545f4914f6cdd1d);
	struct mcuboot_geometry settings = {.boot_max_align = 8};
	struct mcuboot_plain_layout layout;
	struct mcuboot_advice advice[6];
	size_t without = 0;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		size_t count;

		settings.mode = (enum mcuboot_mode)random_below(&seed, MCUBOOT_FIRMWARE_LOADER + 1);
		settings.write_align = UINT32_C(1) << random_below(&seed, 6);
		random_layout(&seed, &layout);
		count = mcuboot_advise(&settings, &layout, advice, 6);
		for (size_t j = 0; j < count; j++)
			assert_accepted(&settings, &advice[j]);
		without += count == 0;
	}
	/* Whoever asks nearly always gets an answer. */
	assert_in_range(without, 0, ROUNDS / 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_advice_is_accepted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
