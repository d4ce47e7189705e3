/* SPDX-License-Identifier: MIT */
/* The picture behind the drawings: rows, brackets, blocks, findings, the scale. */
#include "emit/picture.h"
#include "layouts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct region *flash_of(struct layout *layout)
{
	return layout_add_region(layout, "flash", REGION_FLASH, 0, 0x1000);
}

static void add_container(struct layout *layout, const char *name, uint64_t address, uint64_t size)
{
	layout_add(layout, layout->regions, name, address, size)->container = true;
}

static struct picture draw(struct layout *layout, const struct findings *found)
{
	struct picture picture;

	layout_index(layout);
	layout_sort_regions(layout);
	picture_make(&picture, layout, NULL, found);
	return picture;
}

static const struct picture_row *row_of(const struct picture_device *device, const char *name)
{
	for (size_t i = 0; i < device->count; i++) {
		if (strcmp(device->rows[i].name, name) == 0)
			return &device->rows[i];
	}
	fail_msg("no row %s", name);
	return NULL;
}

static void rows_stand_by_address_and_containers_first(void **state)
{
	static const char *const expected[] = {"outer", "all", "first", "second"};
	struct layout *layout = layout_make();
	struct region *flash = flash_of(layout);
	struct picture picture;

	(void)state;
	layout_add(layout, flash, "second", 0x800, 0x800);
	layout_add(layout, flash, "first", 0, 0x800);
	layout_add(layout, flash, "all", 0, 0x1000);
	add_container(layout, "outer", 0, 0x1000);
	picture = draw(layout, NULL);
	assert_int_equal(picture.device_count, 1);
	assert_int_equal(picture.devices[0].count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(picture.devices[0].rows[i].name, expected[i]);
	layout_drop(layout);
}

static void brackets_nest_and_close_at_their_last_row(void **state)
{
	struct layout *layout = layout_make();
	const struct picture_device *device;
	struct picture picture;

	(void)state;
	flash_of(layout);
	add_container(layout, "outer", 0x100, 0x700);
	add_container(layout, "inner", 0x200, 0x200);
	layout_add(layout, layout->regions, "leaf", 0x200, 0x200);
	layout_add(layout, layout->regions, "behind", 0x400, 0x400);
	add_container(layout, "empty", 0x900, 0x100);
	picture = draw(layout, NULL);
	device = &picture.devices[0];
	assert_int_equal(device->brackets, 2);
	assert_int_equal(row_of(device, "outer")->brackets[0], BRACKET_OPENS);
	assert_int_equal(row_of(device, "outer")->last, 3);
	assert_int_equal(row_of(device, "inner")->brackets[0], BRACKET_PASSES);
	assert_int_equal(row_of(device, "inner")->brackets[1], BRACKET_OPENS);
	assert_int_equal(row_of(device, "leaf")->brackets[1], BRACKET_CLOSES);
	assert_int_equal(row_of(device, "leaf")->depth, 2);
	assert_int_equal(row_of(device, "behind")->brackets[0], BRACKET_CLOSES);
	assert_int_equal(row_of(device, "behind")->brackets[1], BRACKET_NONE);
	assert_int_equal(row_of(device, "empty")->brackets[0], BRACKET_ALONE);
	assert_int_equal(row_of(device, "empty")->depth, 0);
	layout_drop(layout);
}

/* More containers in each other than there are lanes, and more blocks on one byte. */
static void lanes_run_out_without_harm(void **state)
{
	struct layout *layout = layout_make();
	struct picture picture;

	(void)state;
	flash_of(layout);
	for (uint64_t i = 0; i < 20; i++) {
		add_container(layout, "container", i, 0x800 - 2 * i);
		layout_add(layout, layout->regions, "leaf", 0x100, 0x100 + i);
	}
	picture = draw(layout, NULL);
	assert_int_equal(picture.devices[0].brackets, PICTURE_BRACKETS);
	assert_int_equal(picture.devices[0].blocks, PICTURE_BLOCKS);
	layout_drop(layout);
}

static void blocks_that_overlap_stand_beside_each_other(void **state)
{
	struct layout *layout = layout_make();
	const struct picture_device *device;
	struct picture picture;

	(void)state;
	flash_of(layout);
	layout_add(layout, layout->regions, "a", 0, 0x300);
	layout_add(layout, layout->regions, "b", 0x200, 0x200);
	layout_add(layout, layout->regions, "c", 0x300, 0x100);
	picture = draw(layout, NULL);
	device = &picture.devices[0];
	assert_int_equal(device->blocks, 2);
	assert_int_equal(row_of(device, "a")->block, 0);
	assert_int_equal(row_of(device, "b")->block, 1);
	assert_int_equal(row_of(device, "c")->block, 0);
	layout_drop(layout);
}

static void roles_follow_from_slots(void **state)
{
	struct layout *layout = layout_example();
	struct picture picture = draw(layout, NULL);
	const struct picture_device *flash = &picture.devices[0];

	(void)state;
	assert_int_equal(row_of(flash, "mcuboot")->role, ROLE_BOOTLOADER);
	assert_int_equal(row_of(flash, "mcuboot_pad")->role, ROLE_IMAGE);
	assert_int_equal(row_of(flash, "app")->role, ROLE_IMAGE);
	assert_int_equal(row_of(flash, "settings_storage")->role, ROLE_STORAGE);
	assert_int_equal(row_of(&picture.devices[1], "sram_primary")->role, ROLE_MEMORY);
	assert_int_equal(row_of(&picture.devices[2], "mcuboot_secondary")->role, ROLE_UPDATE);
	assert_int_equal(row_of(&picture.devices[2], "external_flash")->role, ROLE_FREE);
	assert_int_equal(picture.devices[2].free, 0x720000);
	layout_drop(layout);
}

static void findings_lead_to_rows_and_back(void **state)
{
	struct layout *layout = layout_example();
	const struct picture_row *row;
	struct finding *finding;
	struct findings found;
	struct picture picture;

	(void)state;
	findings_init(&found, layout->arena);
	finding = finding_add(&found, RULE_overlapping_partitions, (struct span){0}, "one");
	finding_about(&found, finding, "app");
	finding_about(&found, finding, "mcuboot");
	finding_about(&found, finding, "app");
	finding = finding_add(&found, RULE_unused_allow, (struct span){0}, "two");
	finding_about(&found, finding, "app");
	finding->severity = SEVERITY_NOTE;
	finding = finding_add(&found, RULE_unused_allow, (struct span){0}, "allowed");
	finding_about(&found, finding, "app");
	finding->allowed = "a reason";
	picture = draw(layout, &found);
	assert_int_equal(picture.finding_count, 2);
	row = row_of(&picture.devices[0], "app");
	assert_int_equal(row->worst, SEVERITY_ERROR);
	assert_int_equal(row->marks->number, 0);
	assert_int_equal(row->marks->next->number, 1);
	assert_null(row->marks->next->next);
	assert_ptr_equal(&picture.devices[picture.places[0]->device].rows[picture.places[0]->row],
			 row);
	assert_non_null(picture.places[0]->next);
	assert_null(picture.places[0]->next->next);
	layout_drop(layout);
}

static void the_scale_holds_for_any_device(void **state)
{
	struct picture_device device = {.begin = 0x1000, .end = 0x2000};

	(void)state;
	assert_int_equal(picture_scale(&device, 0, 100), 0);
	assert_int_equal(picture_scale(&device, 0x1000, 100), 0);
	assert_int_equal(picture_scale(&device, 0x1800, 100), 50);
	assert_int_equal(picture_scale(&device, 0x1fff, 100), 99);
	assert_int_equal(picture_scale(&device, 0x2000, 100), 100);
	assert_int_equal(picture_scale(&device, UINT64_MAX, 100), 100);
	device = (struct picture_device){.begin = 0, .end = UINT64_MAX};
	assert_int_equal(picture_scale(&device, UINT64_MAX / 2 + 1, 1000000), 500000);
	device = (struct picture_device){.begin = 7, .end = 7};
	assert_int_equal(picture_scale(&device, 7, 9), 9);
}

static void long_names_keep_both_ends(void **state)
{
	struct layout *layout = layout_make();

	(void)state;
	assert_string_equal(picture_fit(layout->arena, "mcuboot", 7, false), "mcuboot");
	assert_string_equal(picture_fit(layout->arena, "mcuboot_primary", 7, false),
			    "mcu\u2026ary");
	assert_string_equal(picture_fit(layout->arena, "mcuboot_primary", 7, true), "mcu..ry");
	assert_string_equal(picture_fit(layout->arena, "mcuboot", 1, false), "");
	assert_string_equal(picture_fit(layout->arena, "\u00e4\u00f6\u00fc\u00df", 3, false),
			    "\u00e4\u2026\u00df");
	assert_string_equal(picture_name(layout->arena, "a\tb\n"), "a b\\x0a");
	layout_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stand_by_address_and_containers_first),
		cmocka_unit_test(brackets_nest_and_close_at_their_last_row),
		cmocka_unit_test(lanes_run_out_without_harm),
		cmocka_unit_test(blocks_that_overlap_stand_beside_each_other),
		cmocka_unit_test(roles_follow_from_slots),
		cmocka_unit_test(findings_lead_to_rows_and_back),
		cmocka_unit_test(the_scale_holds_for_any_device),
		cmocka_unit_test(long_names_keep_both_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
