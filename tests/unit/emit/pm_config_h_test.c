/* SPDX-License-Identifier: MIT */
/* pm_config.h: what the golden files do not show, above all what it refuses to write. */
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

static struct partition *get(const char *name)
{
	for (struct partition *p = layout->partitions; p; p = p->next)
		if (strcmp(p->name, name) == 0)
			return p;
	fail_msg("no partition %s", name);
	return NULL;
}

static const char *emit(void)
{
	return layout_emit(layout, "pm-config-h", "pm_config.h", &why);
}

static void refused(void)
{
	assert_null(emit());
	assert_non_null(why);
}

static void has_line(const char *line)
{
	const char *text = emit(), *found = text ? strstr(text, line) : NULL;

	assert_non_null(found);
	assert_true(found[-1] == '\n');
	assert_true(found[strlen(line)] == '\n');
}

static void a_partition_has_its_lines_in_order(void **state)
{
	(void)state;
	assert_non_null(strstr(emit(), "#define PM_MCUBOOT_SECONDARY_OFFSET 0x0\n"
				       "#define PM_MCUBOOT_SECONDARY_ADDRESS 0x0\n"
				       "#define PM_MCUBOOT_SECONDARY_END_ADDRESS 0xe0000\n"
				       "#define PM_MCUBOOT_SECONDARY_SIZE 0xe0000\n"
				       "#define PM_MCUBOOT_SECONDARY_NAME mcuboot_secondary\n"
				       "#define PM_MCUBOOT_SECONDARY_ID 1\n"
				       "#define PM_mcuboot_secondary_ID PM_MCUBOOT_SECONDARY_ID\n"
				       "#define PM_mcuboot_secondary_IS_ENABLED 1\n"
				       "#define PM_1_LABEL MCUBOOT_SECONDARY\n"
				       "#define PM_MCUBOOT_SECONDARY_DEV "
				       "DT_CHOSEN(nordic_pm_ext_flash)\n"
				       "#define PM_MCUBOOT_PAD_OFFSET 0x10000\n"));
}

static void the_end_has_no_newline(void **state)
{
	static const char end[] = "\n#define PM_ADDRESS 0x10200\n"
				  "#define PM_SIZE 0xdfe00\n"
				  "#define PM_SRAM_ADDRESS 0x20000000\n"
				  "#define PM_SRAM_SIZE 0x40000\n"
				  "#endif /* PM_CONFIG_H__ */";
	const char *text = emit();

	(void)state;
	assert_non_null(text);
	assert_string_equal(text + strlen(text) - strlen(end), end);
}

static void only_regions_with_a_device_count(void **state)
{
	(void)state;
	has_line("#define PM_NUM 7");
	assert_null(strstr(emit(), "PM_SRAM_PRIMARY_ID"));
}

static void equal_sizes_are_ordered_by_depth_then_name(void **state)
{
	struct partition *outer = layout_add(layout, layout->regions, "aaa", 0xf0000, 0x10000);

	(void)state;
	outer->container = outer->has_span = true;
	outer->span = layout_refer(layout, NULL, "settings_storage");
	layout_index(layout);
	has_line("#define PM_ALL_BY_SIZE \"mcuboot_pad mcuboot settings_storage aaa sram_primary "
		 "app mcuboot_secondary mcuboot_primary external_flash\"");
}

static void spans_that_go_in_circles_are_left(void **state)
{
	(void)state;
	get("app")->span = layout_refer(layout, NULL, "mcuboot_primary");
	get("mcuboot_primary")->span = layout_refer(layout, NULL, "app");
	assert_non_null(emit());
}

static void affiliations_come_in_the_order_of_addresses(void **state)
{
	struct partition *storage = get("settings_storage"), *second = get("mcuboot_secondary");

	(void)state;
	storage->affiliation = layout_refer(layout, NULL, "user");
	storage->affiliation = layout_refer(layout, storage->affiliation, "disk");
	second->affiliation = layout_refer(layout, NULL, "disk");
	has_line("#define PM_FOREACH_AFFILIATED_TO_disk(fn)  fn(MCUBOOT_SECONDARY) "
		 "fn(SETTINGS_STORAGE)");
	has_line("#define PM_FOREACH_AFFILIATED_TO_user(fn)  fn(SETTINGS_STORAGE)");
	storage->affiliation->name = "user(x) evil\n";
	refused();
}

static struct parameter *parameter(const char *name, const char *value, struct parameter *next)
{
	struct parameter *parameter = ARENA_NEW(layout->arena, struct parameter);
	struct node *node = ARENA_NEW(layout->arena, struct node);

	node->text = str_of(value);
	parameter->name = name;
	parameter->value = node;
	parameter->next = next;
	return parameter;
}

static void parameters_are_sorted_and_checked(void **state)
{
	struct partition *storage = get("settings_storage");

	(void)state;
	storage->extra_params = parameter("b", "0x10", parameter("a", "on", NULL));
	assert_non_null(strstr(emit(), "#define PM_SETTINGS_STORAGE_EXTRA_PARAM_a True\n"
				       "#define PM_SETTINGS_STORAGE_EXTRA_PARAM_b 16\n"
				       "#define PM_SETTINGS_STORAGE_ID "));
	storage->extra_params = parameter("a", "x\n#define EVIL", NULL);
	refused();
	storage->extra_params = parameter("a", "/* x", NULL);
	refused();
	storage->extra_params = parameter("a b", "1", NULL);
	refused();
}

static void names_and_devices_cannot_leave_their_line(void **state)
{
	(void)state;
	get("settings_storage")->name = "a\nb";
	refused();
	assert_null(strchr(why, '\n'));
	layout->partitions->next->next->name = "a-b";
	refused();
}

static void a_hostile_device_is_refused(void **state)
{
	(void)state;
	layout->regions->device_name = "x\n#define EVIL";
	refused();
	layout->regions->device_name = "x";
	layout->regions->default_driver = "y\\";
	refused();
}

static void the_image_must_be_there_and_no_container(void **state)
{
	struct partition *app = get("app");

	(void)state;
	app->has_span = app->container = true;
	refused();
	layout_add(layout, layout->regions, "app_image", 0x18000, 0x1000);
	has_line("#define PM_ADDRESS 0x18000");
	layout_add(layout, layout->regions->next, "app_sram", 0x20001000, 0x1000);
	has_line("#define PM_SRAM_ADDRESS 0x20001000");
}

static void ram_must_be_known(void **state)
{
	(void)state;
	layout->partitions = layout->partitions->next; /* sram_primary was the first */
	refused();
	assert_non_null(strstr(why, "sram_primary"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_partition_has_its_lines_in_order),
		TEST(the_end_has_no_newline),
		TEST(only_regions_with_a_device_count),
		TEST(equal_sizes_are_ordered_by_depth_then_name),
		TEST(spans_that_go_in_circles_are_left),
		TEST(affiliations_come_in_the_order_of_addresses),
		TEST(parameters_are_sorted_and_checked),
		TEST(names_and_devices_cannot_leave_their_line),
		TEST(a_hostile_device_is_refused),
		TEST(the_image_must_be_there_and_no_container),
		TEST(ram_must_be_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
