/* SPDX-License-Identifier: MIT */
/* Writing checks on a board of arrays: they change what is touchable, and leave it as it was. */
#include "native.h"

#include "core/touch.h"

static struct native native;
static uint8_t *internal_before, *external_before;

#define EXTERNAL_SIZE ((size_t)8 << 20)

static void fill(uint8_t *bytes, size_t size)
{
	uint32_t value = 1;

	for (size_t i = 0; i < size; i++) {
		value = value * UINT32_C(1664525) + UINT32_C(1013904223);
		bytes[i] = (uint8_t)(value >> 24);
	}
}

static int set_up(void **state)
{
	(void)state;
	native_begin(&native);
	fill(native.cells + 0x20000, INTERNAL_SIZE - 0x20000);
	fill(native.external, EXTERNAL_SIZE);
	memset(native.cells + 0xf7000, 0xff, 0x1000);    /* the primary's trailer */
	memset(native.external + 0xe7000, 0xff, 0x1000); /* the secondary's */
	memset(native.external, 0xff, 0x1000);
	internal_before = malloc(INTERNAL_SIZE);
	external_before = malloc(EXTERNAL_SIZE);
	assert_true(internal_before != NULL && external_before != NULL);
	memcpy(internal_before, native.cells, INTERNAL_SIZE);
	memcpy(external_before, native.external, EXTERNAL_SIZE);
	native.test.writes = true;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	assert_memory_equal(internal_before, native.cells, INTERNAL_SIZE);
	assert_memory_equal(external_before, native.external, EXTERNAL_SIZE);
	assert_int_equal(native.outside, 0);
	free(internal_before);
	free(external_before);
	native_end(&native);
	return 0;
}

static void touch(const char *name)
{
	native_partition(&native, name)->flags |= PMLAYOUT_FLAG_TOUCHABLE;
}

static void nothing_is_touched_without_a_flag(void **state)
{
	(void)state;
	assert_int_equal(native_run(&native), 0);
	assert_int_equal(native.operations[0] + native.operations[1], 0);
	assert_true(native_skipped(&native, "touch.internal.readback"));
	assert_true(native_skipped(&native, "touch.trailer"));
}

static void nothing_is_touched_by_a_build_that_reads(void **state)
{
	(void)state;
	native.test.writes = false;
	touch("settings_storage");
	touch("mcuboot_secondary");
	assert_int_equal(native_run(&native), 0);
	assert_int_equal(native.operations[0] + native.operations[1], 0);
}

static void touchable_partitions_are_restored(void **state)
{
	(void)state;
	touch("settings_storage");
	touch("littlefs_storage");
	native_allow(&native, "settings_storage");
	native_allow(&native, "littlefs_storage");
	assert_int_equal(native_run(&native), 0);
	assert_true(native_passed(&native, "touch.internal.readback"));
	assert_true(native_passed(&native, "touch.internal.neighbours"));
	assert_true(native_passed(&native, "touch.external.readback"));
	assert_true(native_passed(&native, "touch.external.neighbours"));
	assert_true(native_passed(&native, "ext.alias"));
	assert_int_equal(native.operations[0], 2 * 4);
	assert_int_equal(native.operations[1], 3 * (2 + 2 * 16));
	assert_int_equal(native.note.magic, 0);
}

static void an_update_is_made_pending_and_taken_back(void **state)
{
	(void)state;
	touch("mcuboot_secondary");
	native_allow(&native, "mcuboot_secondary");
	assert_int_equal(native_run(&native), 0);
	assert_true(native_passed(&native, "touch.trailer"));
	assert_non_null(strstr(native.output, "# mcuboot_next=none\n"));
}

/* A header can be edited by hand; the program does not believe it. */
static void what_the_chip_starts_from_is_refused(void **state)
{
	static const char *const names[] = {"mcuboot", "mcuboot_primary",     "mcuboot_pad", "tfm",
					    "app",     "mcuboot_primary_app", "tfm_secure"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		touch(names[i]);
		assert_false(touch_is_allowed(&native.test, native_partition(&native, names[i])));
	}
	assert_int_equal(native_run(&native), 0);
	assert_int_equal(native.operations[0] + native.operations[1], 0);
}

static void the_running_image_is_refused(void **state)
{
	(void)state;
	touch("settings_storage");
	assert_true(touch_is_allowed(&native.test, native_partition(&native, "settings_storage")));
	native.hal.facts.image_begin = 0xfa000;
	native.hal.facts.image_end = 0xfb000;
	assert_false(touch_is_allowed(&native.test, native_partition(&native, "settings_storage")));
	native_run(&native);
	assert_int_equal(native.operations[0], 0);
}

static void a_denying_spu_stops_internal_writes(void **state)
{
	(void)state;
	touch("settings_storage");
	native.hal.facts.spu_flash[31] = SPU_RESET_VALUE | SPU_LOCK;
	assert_int_equal(native_run(&native), 1);
	assert_int_equal(native.operations[0], 0);
	assert_true(native_skipped(&native, "touch.internal.readback"));
}

static void another_chip_is_never_written(void **state)
{
	(void)state;
	touch("littlefs_storage");
	native.devices[1].jedec_id[2] = 0x16;
	assert_int_equal(native_run(&native), 1);
	assert_int_equal(native.operations[1], 0);
	assert_true(native_skipped(&native, "touch.external.readback"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_is_touched_without_a_flag),
		CASE(nothing_is_touched_by_a_build_that_reads),
		CASE(touchable_partitions_are_restored),
		CASE(an_update_is_made_pending_and_taken_back),
		CASE(what_the_chip_starts_from_is_refused),
		CASE(the_running_image_is_refused),
		CASE(a_denying_spu_stops_internal_writes),
		CASE(another_chip_is_never_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
