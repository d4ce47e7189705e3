/* SPDX-License-Identifier: MIT */
/* Looking up chosen nodes and flash chips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/devicetree.h"

/* Two flash chips beside the internal one; the first is disabled. */
struct board {
	struct flash_device disabled, internal, enabled;
	struct chosen chosen[2];
	struct devicetree dt;
};

static const struct devicetree *make(struct board *board)
{
	*board = (struct board){
		.disabled = {.path = "/spi/a", .kind = FLASH_SPI_NOR, .next = &board->internal},
		.internal = {.path = "/flash", .enabled = true, .next = &board->enabled},
		.enabled = {.path = "/spi/b", .kind = FLASH_QSPI_NOR, .enabled = true},
		.dt = {.devices = &board->disabled},
	};
	return &board->dt;
}

static void choose(struct board *board, int index, const char *name, const char *path)
{
	board->chosen[index] =
		(struct chosen){.name = name, .path = path, .next = board->dt.chosen};
	board->dt.chosen = &board->chosen[index];
}

static void nothing_is_found_without_a_devicetree(void **state)
{
	(void)state;
	assert_null(devicetree_chosen(NULL, "zephyr,flash"));
	assert_null(devicetree_device(NULL, "/flash"));
	assert_null(devicetree_chosen_device(NULL, "zephyr,flash"));
	assert_null(devicetree_internal_flash(NULL));
	assert_null(devicetree_external_flash(NULL));
}

static void devices_are_found_by_path(void **state)
{
	struct board board;
	const struct devicetree *dt = make(&board);

	(void)state;
	assert_ptr_equal(devicetree_device(dt, "/spi/b"), &board.enabled);
	assert_null(devicetree_device(dt, "/spi"));
}

static void internal_flash_is_the_chosen_one_first(void **state)
{
	struct board board;
	const struct devicetree *dt = make(&board);

	(void)state;
	assert_ptr_equal(devicetree_internal_flash(dt), &board.internal);
	choose(&board, 0, "zephyr,flash", "/spi/b");
	assert_ptr_equal(devicetree_internal_flash(dt), &board.enabled);
	assert_ptr_equal(devicetree_external_flash(dt), &board.disabled);
}

static void external_flash_is_the_chosen_one_then_an_enabled_one(void **state)
{
	struct board board;
	const struct devicetree *dt = make(&board);

	(void)state;
	assert_ptr_equal(devicetree_external_flash(dt), &board.enabled);
	choose(&board, 0, "nordic,pm-ext-flash", "/spi/a");
	assert_ptr_equal(devicetree_external_flash(dt), &board.disabled);
}

static void disabled_external_flash_is_better_than_none(void **state)
{
	struct board board;
	const struct devicetree *dt = make(&board);

	(void)state;
	board.internal.next = NULL;
	assert_ptr_equal(devicetree_external_flash(dt), &board.disabled);
}

static void chosen_name_may_lead_nowhere(void **state)
{
	struct board board;
	const struct devicetree *dt = make(&board);

	(void)state;
	choose(&board, 0, "zephyr,flash", "/gone");
	choose(&board, 1, "nordic,pm-ext-flash", "/gone too");
	assert_string_equal(devicetree_chosen(dt, "zephyr,flash")->path, "/gone");
	assert_null(devicetree_chosen_device(dt, "zephyr,flash"));
	assert_ptr_equal(devicetree_internal_flash(dt), &board.internal);
	assert_ptr_equal(devicetree_external_flash(dt), &board.enabled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_found_without_a_devicetree),
		cmocka_unit_test(devices_are_found_by_path),
		cmocka_unit_test(internal_flash_is_the_chosen_one_first),
		cmocka_unit_test(external_flash_is_the_chosen_one_then_an_enabled_one),
		cmocka_unit_test(disabled_external_flash_is_better_than_none),
		cmocka_unit_test(chosen_name_may_lead_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
