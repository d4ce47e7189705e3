/* SPDX-License-Identifier: MIT */
/* The generated C header: numbers, and what happens with names that do not fit. */
#include "layouts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct layout *layout;
static const char *why;

static int set_up(void **state)
{
	(void)state;
	layout = layout_example();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	layout_drop(layout);
	return 0;
}

static const char *emit(void)
{
	return layout_emit(layout, "layout-h", "layout.h", &why);
}

static void has_line(const char *line)
{
	const char *text = emit(), *found = text ? strstr(text, line) : NULL;

	assert_non_null(found);
	assert_true(found[-1] == '\n');
	assert_true(found[strlen(line)] == '\n');
}

static void has_no(const char *part)
{
	const char *text = emit();

	assert_non_null(text);
	assert_null(strstr(text, part));
}

static void numbers_have_the_suffix_they_need(void **state)
{
	(void)state;
	layout_add(layout, layout_add_region(layout, "big", REGION_OTHER, 0, UINT64_MAX), "high",
		   UINT32_MAX, 0x10);
	has_line("#define PMLAYOUT_HIGH_ADDRESS 0xffffffffU");
	has_line("#define PMLAYOUT_HIGH_END 0x10000000fULL");
	has_line("#define PMLAYOUT_DEVICE_BIG_SIZE 0xffffffffffffffffULL");
}

static void slot_facts_need_mode_and_limit(void **state)
{
	(void)state;
	has_no("_TRAILER_SIZE");
	has_line("#define PMLAYOUT_IMAGE_0_PRIMARY PMLAYOUT_MCUBOOT_PRIMARY_INDEX");
	layout->bootloader.mode = BOOT_MODE_SWAP_MOVE;
	layout->bootloader.write_align = fact_make(4, ORIGIN_WRITTEN, NULL);
	layout->bootloader.boot_max_align = fact_make(8, ORIGIN_BUILT_IN, NULL);
	has_no("_TRAILER_SIZE");
	assert_non_null(strstr(emit(), "because BOOT_MAX_IMG_SECTORS is not known"));
	layout->bootloader.max_img_sectors = fact_make(256, ORIGIN_OPTION, "--max-img-sectors");
	/* MCUBOOT.md 3.1: T = 3120; 3.3: (224 - 1 - 1) * 4096 */
	has_line("#define PMLAYOUT_IMAGE_0_TRAILER_SIZE 3120U");
	has_line("#define PMLAYOUT_IMAGE_0_MAX_SIZE 909312U");
	has_line("#define PMLAYOUT_IMAGE_0_SECONDARY_SECTORS 224U");
	layout->regions->page_size = fact_make(4096, ORIGIN_ASSUMED, NULL);
	assert_non_null(strstr(emit(), "assume erase page of the primary slot 4096. */"));
}

static void a_chips_identity_is_told(void **state)
{
	struct flash_device chip = {
		.compatible = "jedec,spi-nor",
		.jedec_id = {0xc2, 0x28, 0x17},
		.jedec_id_at = {.source = source_new_binary(layout->arena, "dtb", STR("x")),
				.path = "/spi/flash@0",
				.property = "jedec-id"},
		.pin_sck = 13,
		.pin_mosi = 11,
		.pin_miso = -1,
		.pin_cs = 25,
		.cs_active_low = true,
		.max_frequency = fact_make(8000000, ORIGIN_WRITTEN, NULL),
	};

	(void)state;
	layout->regions->next->next->device = &chip;
	has_line("#define PMLAYOUT_DEVICE_EXTERNAL_FLASH_COMPATIBLE \"jedec,spi-nor\"");
	has_line("#define PMLAYOUT_DEVICE_EXTERNAL_FLASH_MAX_FREQUENCY 8000000U");
	has_line("#define PMLAYOUT_DEVICE_EXTERNAL_FLASH_PIN_CS 25U");
	has_line("#define PMLAYOUT_DEVICE_EXTERNAL_FLASH_CS_ACTIVE_LOW 1U");
	has_no("PIN_MISO");
	has_line("#define PMLAYOUT_DEVICE_EXTERNAL_FLASH_JEDEC_ID 0xc22817U");
	assert_non_null(strstr(emit(), "{0xc2U, 0x28U, 0x17U}, 1U, 13, 11, -1, 25},\n"));
}

static void two_names_may_not_make_one_macro(void **state)
{
	(void)state;
	layout_add(layout, layout->regions, "Mcuboot", 0, 0x10000);
	assert_null(emit());
	assert_non_null(strstr(why, "PMLAYOUT_MCUBOOT_"));
	layout->partition_count--;
}

static void a_name_may_not_repeat_a_suffix(void **state)
{
	(void)state;
	layout_add(layout, layout->regions, "app_sector", 0, 0x1000);
	assert_null(emit());
	assert_non_null(strstr(why, "PMLAYOUT_APP_SECTOR_SIZE"));
}

static void hostile_names_stay_in_comments_and_strings(void **state)
{
	(void)state;
	layout_add(layout, layout->regions, "x*/\n#error \"y", 0, 0x1000);
	has_line("#define PMLAYOUT_X____ERROR__Y_SIZE 0x1000U");
	has_line("/* x* /\\x0a#error \"y on flash_primary */");
	assert_non_null(strstr(emit(), "{\"x*/\\012#error \\\"y\", 0U,"));
}

static void unaligned_slots_are_not_asserted(void **state)
{
	(void)state;
	assert_non_null(strstr(emit(), "MCUBOOT_SECONDARY_sectors"));
	layout->bootloader.pairs->secondary->size.value -= 4;
	has_no("MCUBOOT_SECONDARY_sectors");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_have_the_suffix_they_need),
		TEST(slot_facts_need_mode_and_limit),
		TEST(a_chips_identity_is_told),
		TEST(two_names_may_not_make_one_macro),
		TEST(a_name_may_not_repeat_a_suffix),
		TEST(hostile_names_stay_in_comments_and_strings),
		TEST(unaligned_slots_are_not_asserted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
