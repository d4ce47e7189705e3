/* SPDX-License-Identifier: MIT */
/* Looking up chosen nodes and flash chips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
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

/* Two nodes with labels, and one of a blob that has none. */
static const char *const slot0[] = {"app_partition", "slot0_partition", NULL};
static const char *const slot1[] = {"slot1_partition", NULL};
static const char *const none[] = {NULL};

static void partitions_are_found_by_any_label(void **state)
{
	struct devicetree_partition last = {
		.path = "/c", .labels = none, .usual_label = "storage_partition"};
	struct devicetree_partition second = {.path = "/b", .labels = slot1, .next = &last};
	struct devicetree_partition first = {.path = "/a", .labels = slot0, .next = &second};
	struct devicetree dt = {.partitions = &first};

	(void)state;
	assert_ptr_equal(devicetree_labelled(&dt, "slot0_partition"), &first);
	assert_ptr_equal(devicetree_labelled(&dt, "app_partition"), &first);
	assert_ptr_equal(devicetree_labelled(&dt, "slot1_partition"), &second);
	assert_ptr_equal(devicetree_labelled(&dt, "storage_partition"), &last);
	assert_null(devicetree_labelled(&dt, "slot2_partition"));
	assert_null(devicetree_labelled(NULL, "slot0_partition"));
	assert_ptr_equal(devicetree_partition_at(&dt, "/b"), &second);
	assert_null(devicetree_partition_at(&dt, "/d"));
}

static void counterpart_shares_a_label(void **state)
{
	static const char *const other[] = {"slot0_partition", "image", NULL};
	struct devicetree_partition blob = {.labels = none, .usual_label = "slot1_partition"};
	struct devicetree_partition named = {.labels = other, .next = &blob};
	struct devicetree_partition second = {.labels = slot1};
	struct devicetree_partition first = {.labels = slot0, .next = &second};
	struct devicetree theirs = {.partitions = &named}, ours = {.partitions = &first};

	(void)state;
	assert_ptr_equal(devicetree_counterpart(&theirs, &first), &named);
	assert_ptr_equal(devicetree_counterpart(&theirs, &second), &blob);
	assert_ptr_equal(devicetree_counterpart(&ours, &blob), &second);
	assert_null(devicetree_counterpart(NULL, &first));
}

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

/* FAILURES.md 3.2. */
static void label_properties_have_usual_labels(void **state)
{
	static const char *const pairs[][2] = {
		{"mcuboot", "boot_partition"},
		{"image-0", "slot0_partition"},
		{"image-3", "slot3_partition"},
		{"image-scratch", "scratch_partition"},
		{"image-0-secure", "slot0_s_partition"},
		{"image-1-nonsecure", "slot1_ns_partition"},
		{"storage", "storage_partition"},
		{"tfm-ps", "tfm_ps_partition"},
		{"", "_partition"},
	};
	struct arena *arena = arena_new(0, out_of_memory, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(devicetree_usual_label(arena, pairs[i][0]), pairs[i][1]);
	arena_free(arena);
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
		cmocka_unit_test(partitions_are_found_by_any_label),
		cmocka_unit_test(counterpart_shares_a_label),
		cmocka_unit_test(label_properties_have_usual_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
