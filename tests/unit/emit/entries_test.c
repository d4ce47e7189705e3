/* SPDX-License-Identifier: MIT */
/* The rows of every output: what is in them, their order, their flags and their hash. */
#include "emit/entries.h"
#include "layouts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct entries collect(const struct layout *layout)
{
	struct entries entries;
	const char *why = NULL;

	assert_true(entries_collect(layout, &entries, &why));
	return entries;
}

static const struct entry *find(const struct entries *entries, const char *name)
{
	size_t i = 0;

	while (i < entries->count && strcmp(entries->all[i].name, name) != 0)
		i++;
	assert_true(i < entries->count);
	return &entries->all[i];
}

static void devices_are_ordered_by_kind_and_name(void **state)
{
	struct layout *layout = layout_example();
	struct entries entries = collect(layout);

	(void)state;
	assert_int_equal(entries.device_count, 3);
	assert_string_equal(entries.devices[0]->name, "flash_primary");
	assert_string_equal(entries.devices[1]->name, "external_flash");
	assert_string_equal(entries.devices[2]->name, "sram_primary");
	assert_int_equal(find(&entries, "external_flash")->device, 1);
	layout_drop(layout);
}

static void rows_by_device_put_the_larger_first(void **state)
{
	static const char *const expected[] = {
		"mcuboot",          "mcuboot_primary",   "mcuboot_pad",    "app",
		"settings_storage", "mcuboot_secondary", "external_flash", "sram_primary"};
	struct layout *layout = layout_example();
	struct entries entries = collect(layout);

	(void)state;
	entries_sort_by_device(&entries);
	assert_int_equal(entries.count, 8);
	for (size_t i = 0; i < entries.count; i++)
		assert_string_equal(entries.all[i].name, expected[i]);
	layout_drop(layout);
}

static void flags_follow_from_names_places_and_slots(void **state)
{
	struct layout *layout = layout_example();
	struct region *flash = layout->regions;
	struct entries entries;

	(void)state;
	layout_add(layout, flash, "tfm_secure", 0x10000, 0x8000)->container = true;
	layout_add(layout, flash, "tfm_nonsecure", 0x18000, 0x8000)->container = true;
	layout_add(layout, flash, "credentials", 0x19000, 0x1000);
	layout_add(layout, flash, "EMPTY_0", 0x11000, 0x1000)->empty = true;
	layout_index(layout);
	entries = collect(layout);
	assert_int_equal(entry_flags(layout, find(&entries, "mcuboot")), ENTRY_BOOTLOADER);
	assert_int_equal(entry_flags(layout, find(&entries, "mcuboot_primary")),
			 ENTRY_CONTAINER | ENTRY_SLOT);
	assert_int_equal(entry_flags(layout, find(&entries, "mcuboot_secondary")),
			 ENTRY_SLOT | ENTRY_EXTERNAL);
	assert_int_equal(entry_flags(layout, find(&entries, "settings_storage")), ENTRY_STORAGE);
	assert_int_equal(entry_flags(layout, find(&entries, "app")), ENTRY_DYNAMIC);
	assert_int_equal(entry_flags(layout, find(&entries, "tfm_secure")),
			 ENTRY_CONTAINER | ENTRY_SECURE);
	assert_int_equal(entry_flags(layout, find(&entries, "EMPTY_0")),
			 ENTRY_SECURE | ENTRY_EMPTY);
	assert_int_equal(entry_flags(layout, find(&entries, "credentials")), ENTRY_NONSECURE);
	layout_drop(layout);
}

static void sectors_are_those_that_a_partition_touches(void **state)
{
	struct layout *layout = layout_example();
	struct entries entries;
	uint32_t size = 1, count = 1;

	(void)state;
	layout_add(layout, layout->regions, "across", 0x1fff, 2);
	layout_add(layout, layout->regions, "nothing", 0x1800, 0);
	entries = collect(layout);
	assert_true(entry_sectors(find(&entries, "across"), &size, &count));
	assert_int_equal(size, 4096);
	assert_int_equal(count, 2);
	assert_true(entry_sectors(find(&entries, "app"), &size, &count));
	assert_int_equal(count, 224);
	assert_true(entry_sectors(find(&entries, "nothing"), &size, &count));
	assert_int_equal(count, 0);
	assert_false(entry_sectors(find(&entries, "sram_primary"), &size, &count));
	layout_drop(layout);
}

static void the_hash_ignores_order_and_knows_every_number(void **state)
{
	struct layout *first = layout_example(), *second = layout_example();
	struct entries entries = collect(first), other;
	struct partition *head = second->partitions, *last = head;
	uint64_t hash = entries_hash(&entries);

	(void)state;
	while (last->next)
		last = last->next;
	second->partitions = head->next; /* the first one goes to the end */
	last->next = head;
	head->next = NULL;
	other = collect(second);
	assert_true(entries_hash(&other) == hash);
	head->size.value--;
	other = collect(second);
	assert_false(entries_hash(&other) == hash);
	layout_drop(first);
	layout_drop(second);
}

/* Computed with a few lines of Python over the text "a flash_primary 0x0 0x1000\n". */
static void the_hash_is_fnv_1a_of_the_documented_text(void **state)
{
	struct layout *layout = layout_make();
	struct region *flash =
		layout_add_region(layout, "flash_primary", REGION_FLASH, 0x1000000, 0x40000);
	struct entries entries;

	(void)state;
	layout_add(layout, flash, "a", 0x1000000, 0x1000);
	entries = collect(layout);
	assert_true(entries_hash(&entries) == UINT64_C(0x5b95eaf7a2ef1e36));
	layout_drop(layout);
}

static void a_static_file_gets_the_regions_it_does_not_mention(void **state)
{
	struct layout *layout = layout_make();
	struct region *flash = layout_add_region(layout, "flash_primary", REGION_FLASH, 0, 0x1000);
	struct entries entries;

	(void)state;
	layout_add(layout, flash, "app", 0, 0x1000);
	layout_add_region(layout, "external_flash", REGION_EXTERNAL_FLASH, 0, 0x800000);
	layout->facts.soc = soc_find(STR("nrf9160"));
	layout->facts.soc_origin = ORIGIN_OPTION;
	layout_index(layout);
	entries = collect(layout);
	assert_int_equal(entries.count, 1); /* a solved file says all that there is */
	layout->kind = LAYOUT_PM_STATIC;
	entries = collect(layout);
	assert_int_equal(entries.count, 4);
	assert_true(find(&entries, "external_flash")->size == 0x800000);
	assert_true(find(&entries, "sram_primary")->address == 0x20000000);
	assert_true(find(&entries, "otp")->address == 0xff8108);
	layout_drop(layout);
}

static void a_partition_without_a_place_is_refused(void **state)
{
	struct layout *layout = layout_example();
	struct entries entries;
	const char *why = NULL;

	(void)state;
	layout->partitions->placed = false;
	assert_false(entries_collect(layout, &entries, &why));
	assert_non_null(strstr(why, "sram_primary"));
	layout->partitions->placed = true;
	layout->partitions->address.value = 0x1fffffff;
	assert_false(entries_collect(layout, &entries, &why));
	layout->partitions->region = NULL;
	assert_false(entries_collect(layout, &entries, &why));
	layout->partitions = NULL;
	assert_false(entries_collect(layout, &entries, &why));
	layout_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(devices_are_ordered_by_kind_and_name),
		cmocka_unit_test(rows_by_device_put_the_larger_first),
		cmocka_unit_test(flags_follow_from_names_places_and_slots),
		cmocka_unit_test(sectors_are_those_that_a_partition_touches),
		cmocka_unit_test(the_hash_ignores_order_and_knows_every_number),
		cmocka_unit_test(the_hash_is_fnv_1a_of_the_documented_text),
		cmocka_unit_test(a_static_file_gets_the_regions_it_does_not_mention),
		cmocka_unit_test(a_partition_without_a_place_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
