/* SPDX-License-Identifier: MIT */
/* The JSON of a layout: numbers beyond 63 bits, text that is no UTF-8, facts without a value. */
#include "layouts.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static json_t *emit(struct layout *layout)
{
	const char *why, *text = layout_emit(layout, "json", NULL, &why);
	json_t *root;

	assert_non_null(text);
	root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	return root;
}

/* The member of the array whose "name" is name. */
static const json_t *named(const json_t *array, const char *name)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *item = json_array_get(array, i);

		if (strcmp(json_string_value(json_object_get(item, "name")), name) == 0)
			return item;
	}
	fail_msg("nothing is named %s", name);
	return NULL;
}

static void addresses_are_numbers_and_hex(void **state)
{
	struct layout *layout = layout_example();
	json_t *root = emit(layout);
	const json_t *app = named(json_object_get(root, "partitions"), "app");

	(void)state;
	assert_int_equal(json_integer_value(json_object_get(app, "address")), 0x10200);
	assert_string_equal(json_string_value(json_object_get(app, "address_hex")), "0x10200");
	assert_int_equal(json_integer_value(json_object_get(app, "end")), 0xf0000);
	assert_int_equal(json_integer_value(json_object_get(app, "sector_count")), 224);
	json_decref(root);
	layout_drop(layout);
}

static void a_number_beyond_63_bits_stands_in_hex_alone(void **state)
{
	struct layout *layout = layout_make();
	struct region *region = layout_add_region(layout, "big", REGION_OTHER, 0, UINT64_MAX);
	const json_t *partition;
	json_t *root;

	(void)state;
	layout_add(layout, region, "high", (uint64_t)INT64_MAX, 1);
	root = emit(layout);
	partition = named(json_object_get(root, "partitions"), "high");
	assert_true(json_integer_value(json_object_get(partition, "address")) == INT64_MAX);
	assert_true(json_is_null(json_object_get(partition, "end")));
	assert_string_equal(json_string_value(json_object_get(partition, "end_hex")),
			    "0x8000000000000000");
	json_decref(root);
	layout_drop(layout);
}

static void a_fact_tells_its_origin(void **state)
{
	struct layout *layout = layout_example();
	json_t *root = emit(layout);
	const json_t *flash = named(json_object_get(root, "regions"), "flash_primary");
	const json_t *ram = named(json_object_get(root, "regions"), "sram_primary");
	const json_t *origin = json_object_get(json_object_get(flash, "origins"), "page_size");

	(void)state;
	assert_string_equal(json_string_value(json_object_get(origin, "origin")), "built-in");
	assert_string_equal(json_string_value(json_object_get(origin, "from")),
			    "the built-in facts of nrf9160");
	assert_true(json_is_null(json_object_get(ram, "page_size")));
	json_decref(root);
	layout_drop(layout);
}

static void bytes_that_are_no_utf_8_become_visible(void **state)
{
	struct layout *layout = layout_make();
	struct region *region = layout_add_region(layout, "flash", REGION_FLASH, 0, 0x1000);
	json_t *root;

	(void)state;
	layout_add(layout, region, "a\xff\n", 0, 0x1000);
	root = emit(layout);
	assert_non_null(named(json_object_get(root, "partitions"), "a\\xff\\x0a"));
	json_decref(root);
	layout_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_numbers_and_hex),
		cmocka_unit_test(a_number_beyond_63_bits_stands_in_hex_alone),
		cmocka_unit_test(a_fact_tells_its_origin),
		cmocka_unit_test(bytes_that_are_no_utf_8_become_visible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
