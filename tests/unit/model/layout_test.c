/* SPDX-License-Identifier: MIT */
/* Finding partitions and what they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/layout.h"

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

static int set_up(void **state)
{
	*state = arena_new(0, out_of_memory, NULL);
	return *state == NULL;
}

static int tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

static void partitions_are_found_by_name(void **state)
{
	struct partition c = {.name = "c", .order = 2};
	struct partition a = {.name = "a", .order = 1, .next = &c};
	struct partition b = {.name = "b", .order = 0, .next = &a};
	struct layout layout = {.arena = *state, .partitions = &b, .partition_count = 3};

	assert_null(layout_find(&layout, "a"));
	layout_index(&layout);
	assert_ptr_equal(layout_find(&layout, "a"), &a);
	assert_ptr_equal(layout_find(&layout, "b"), &b);
	assert_ptr_equal(layout_find(&layout, "c"), &c);
	assert_null(layout_find(&layout, "d"));
	assert_null(layout_find(&layout, ""));
}

static void index_of_nothing_finds_nothing(void **state)
{
	struct layout layout = {.arena = *state};

	layout_index(&layout);
	assert_null(layout_find(&layout, "a"));
}

static void regions_are_found_by_name(void **state)
{
	struct region otp = {.name = "otp"};
	struct region flash = {.name = "flash_primary", .next = &otp};
	struct layout layout = {.regions = &flash};

	(void)state;
	assert_ptr_equal(layout_region(&layout, "otp"), &otp);
	assert_null(layout_region(&layout, "flash"));
}

static bool is_storage(const char *name)
{
	const struct partition partition = {.name = name};

	return partition_is_storage(&partition);
}

/* RULES.md, ruling on Storage. */
static void storage_is_told_by_name(void **state)
{
	const struct partition container = {.name = "all_storage", .container = true};

	(void)state;
	assert_true(is_storage("settings_storage"));
	assert_true(is_storage("storage_partition"));
	assert_true(is_storage("tfm_its"));
	assert_true(is_storage("tfm_ps"));
	assert_true(is_storage("factory_data"));
	assert_false(is_storage("nonsecure_storage"));
	assert_false(is_storage("fmfu_storage"));
	assert_false(is_storage("mcuboot_storage"));
	assert_false(is_storage("modem_trace"));
	assert_false(is_storage("app"));
	assert_false(partition_is_storage(&container));
}

static void node_labels_are_known_without_their_end(void **state)
{
	const struct devicetree_partition node = {.path = "/a"};
	struct partition partition = {.name = "tfm_its_partition", .devicetree = &node};

	(void)state;
	assert_true(str_is(partition_stem(&partition), "tfm_its"));
	assert_true(partition_is_storage(&partition));
	partition.name = "fmfu_storage_partition";
	assert_false(partition_is_storage(&partition));
	partition.name = "settings_storage_partition";
	assert_true(partition_is_storage(&partition));
	partition.name = "storage_partition";
	assert_true(str_is(partition_stem(&partition), "storage_partition"));
	assert_true(partition_is_storage(&partition));
	partition.devicetree = NULL;
	partition.name = "tfm_its_partition";
	assert_false(partition_is_storage(&partition));
}

static void partitions_have_a_name_in_either_world(void **state)
{
	static const char *const labels[] = {"app_partition", "slot0_partition", NULL};
	struct devicetree_partition node = {.labels = labels};
	const struct devicetree dt = {.partitions = &node};
	struct partition pm = {.name = "mcuboot_primary"};
	struct partition slot = {.name = "app_partition", .devicetree = &node, .next = &pm};
	struct layout layout = {.arena = *state, .partitions = &slot};

	layout_index(&layout);
	assert_ptr_equal(layout_either(&layout, "mcuboot_primary", "slot0_partition"), &pm);
	layout.kind = LAYOUT_DEVICETREE;
	layout.devicetree = &dt;
	assert_ptr_equal(layout_either(&layout, "mcuboot_primary", "slot0_partition"), &slot);
	assert_ptr_equal(layout_labelled(&layout, "app_partition"), &slot);
	assert_null(layout_labelled(&layout, "slot1_partition"));
}

static void range_is_half_open_hex(void **state)
{
	const struct partition partition = {
		.name = "a", .address = {.value = 0x10000}, .size = {.value = 0x70000}};

	assert_true(partition_end(&partition) == 0x80000);
	assert_string_equal(partition_range(*state, &partition), "0x10000..0x80000");
}

static void kinds_have_the_names_of_the_json(void **state)
{
	(void)state;
	assert_string_equal(layout_kind_name(LAYOUT_PM_STATIC), "pm-static");
	assert_string_equal(layout_kind_name(LAYOUT_PM_PARTITIONS), "pm-partitions");
	assert_string_equal(layout_kind_name(LAYOUT_DEVICETREE), "devicetree");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(partitions_are_found_by_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(index_of_nothing_finds_nothing, set_up, tear_down),
		cmocka_unit_test(regions_are_found_by_name),
		cmocka_unit_test(storage_is_told_by_name),
		cmocka_unit_test(node_labels_are_known_without_their_end),
		cmocka_unit_test_setup_teardown(partitions_have_a_name_in_either_world, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(range_is_half_open_hex, set_up, tear_down),
		cmocka_unit_test(kinds_have_the_names_of_the_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
