/* SPDX-License-Identifier: MIT */
/* What can be broken about a NOR chip, and power that is cut. */
#include "nor_bench.h"

static void lines_and_identities_break(void **state)
{
	static const struct {
		enum nor_fault fault;
		uint32_t value;
		uint8_t id[3];
		uint8_t status;
	} rows[] = {
		{NOR_FAULT_JEDEC_00, NOR_NO_VALUE, {0, 0, 0}, 0x00},
		{NOR_FAULT_JEDEC_FF, NOR_NO_VALUE, {0xFF, 0xFF, 0xFF}, 0x00},
		{NOR_FAULT_MISO_LOW, NOR_NO_VALUE, {0, 0, 0}, 0x00},
		{NOR_FAULT_MISO_HIGH, NOR_NO_VALUE, {0xFF, 0xFF, 0xFF}, 0xFF},
		{NOR_FAULT_HOLD_LOW, NOR_NO_VALUE, {0xFF, 0xFF, 0xFF}, 0xFF},
		{NOR_FAULT_WRONG_PART, NOR_NO_VALUE, {0xEF, 0x40, 0x17}, 0x00},
		{NOR_FAULT_WRONG_PART, 0xC84016, {0xC8, 0x40, 0x16}, 0x00},
		{NOR_FAULT_BLOCK_PROTECT, NOR_NO_VALUE, {0xC2, 0x28, 0x17}, 0x3C},
		{NOR_FAULT_BLOCK_PROTECT, 0x04, {0xC2, 0x28, 0x17}, 0x04},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		set_up(&bench, "mx25r6435f");
		nor_chip_break(&bench.chip, rows[i].fault, rows[i].value);
		assert_identity(&bench, rows[i].id[0], rows[i].id[1], rows[i].id[2]);
		assert_int_equal(ask(&bench, 0x05), rows[i].status);
		tear_down(&bench);
	}
}

static void a_forgery_aliases(void **state)
{
	struct bench bench;
	uint8_t data[1] = {0x12};

	(void)state;
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_SMALLER_PART, NOR_NO_VALUE);
	program(&bench, 0x400010, data, 1);
	exchange(&bench, (const uint8_t[]){0x03, 0, 0, 0x10}, 4, data, 1);
	assert_int_equal(data[0], 0x12);
	assert_identity(&bench, 0xC2, 0x28, 0x17);
	tear_down(&bench);
}

static void wip_sticks_and_wel_does_not(void **state)
{
	struct bench bench;
	uint8_t zero = 0;

	(void)state;
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_STUCK_WIP, NOR_NO_VALUE);
	assert_int_equal(ask(&bench, 0x05), 0x00);
	program(&bench, 0, &zero, 1);
	wait(&bench, 1000000000);
	assert_int_equal(ask(&bench, 0x05), 0x01);
	assert_identity(&bench, 0xFF, 0xFF, 0xFF);
	tear_down(&bench);
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_NO_WEL, NOR_NO_VALUE);
	command(&bench, 0x06);
	assert_int_equal(ask(&bench, 0x05), 0x00);
	tear_down(&bench);
}

static void bits_flip_and_writes_bleed(void **state)
{
	struct bench bench;
	uint8_t data[2] = {0x55, 0x55};

	(void)state;
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_BIT_FLIP, 0x2001);
	program(&bench, 0x1000, data, 2);
	program(&bench, 0x2000, data, 2);
	assert_memory_equal(bench.cells + 0x1000, "\x55\x55", 2);
	assert_memory_equal(bench.cells + 0x2000, "\x55\x54", 2);
	tear_down(&bench);
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_BIT_FLIP, NOR_NO_VALUE);
	program(&bench, 0x1000, data, 2);
	program(&bench, 0x2000, data, 2);
	assert_memory_equal(bench.cells + 0x1000, "\x54\x55", 2);
	assert_memory_equal(bench.cells + 0x2000, "\x55\x55", 2);
	tear_down(&bench);
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_BLEEDING_WRITE, 0x3000);
	program(&bench, 0x1F00, data, 2);
	program(&bench, 0x2F00, data, 2);
	assert_int_equal(bench.cells[0x2000], 0xFF);
	assert_int_equal(bench.cells[0x300F], 0x00);
	assert_int_equal(bench.cells[0x3010], 0xFF);
	tear_down(&bench);
}

static void erases_fail_and_are_slow(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_NO_ERASE, NOR_NO_VALUE);
	nor_chip_break(&bench.chip, NOR_FAULT_SLOW, 10);
	bench.cells[0] = 0;
	command(&bench, 0x06);
	at_address(&bench, 0x20, 0);
	wait(&bench, 479999);
	assert_int_equal(ask(&bench, 0x05), 0x03);
	wait(&bench, 1);
	assert_int_equal(ask(&bench, 0x05), 0x00);
	assert_int_equal(bench.cells[0], 0x00);
	tear_down(&bench);
}

/* The cells survive a cut as they are; nothing outside of the operation has changed. */
static void power_is_cut_in_the_middle(void **state)
{
	struct bench bench;
	uint8_t data[256];

	(void)state;
	set_up(&bench, "mx25r6435f");
	memset(bench.cells, 0, 0x10000);
	bench.cut_at = 2;
	erase(&bench, 0x20, 0x1000);
	erase(&bench, 0x20, 0x3000);
	assert_int_equal(bench.before, 2);
	assert_int_equal(bench.after, 1);
	assert_identity(&bench, 0xFF, 0xFF, 0xFF);
	assert_int_equal(bench.cells[0x2FFF], 0x00);
	assert_int_equal(bench.cells[0x3000], 0xFF);
	assert_int_equal(bench.cells[0x37FF], 0xFF);
	assert_int_equal(bench.cells[0x3800], 0xA5);
	assert_int_equal(bench.cells[0x3FFF], 0x00);
	assert_int_equal(bench.cells[0x4000], 0x00);
	power_up(&bench);
	assert_identity(&bench, 0xC2, 0x28, 0x17);
	bench.cut_at = 3;
	memset(data, 0x33, sizeof(data));
	program(&bench, 0x1000, data, sizeof(data));
	assert_int_equal(bench.cells[0x107F], 0x33);
	assert_int_equal(bench.cells[0x1080], 0x3F);
	assert_int_equal(bench.cells[0x1081], 0xFF);
	tear_down(&bench);
}

static void faults_have_names(void **state)
{
	(void)state;
	for (int i = 0; i < NOR_FAULT_COUNT; i++) {
		assert_int_equal(nor_fault_find(nor_fault_name((enum nor_fault)i)), i);
		assert_true(strlen(nor_fault_meaning((enum nor_fault)i)) > 0);
	}
	assert_int_equal(nor_fault_find("gremlins"), NOR_FAULT_COUNT);
}

static void chips_without_cells_read_erased(void **state)
{
	struct nor_chip chip;

	(void)state;
	nor_chip_power_up(&chip, nor_part_find("gd25q64"), NULL);
	nor_chip_select(&chip, true);
	for (int i = 0; i < 4; i++)
		nor_chip_exchange(&chip, i ? 0 : 0x03);
	assert_int_equal(nor_chip_exchange(&chip, 0), 0xFF);
	nor_chip_select(&chip, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_and_identities_break),
		cmocka_unit_test(a_forgery_aliases),
		cmocka_unit_test(wip_sticks_and_wel_does_not),
		cmocka_unit_test(bits_flip_and_writes_bleed),
		cmocka_unit_test(erases_fail_and_are_slow),
		cmocka_unit_test(power_is_cut_in_the_middle),
		cmocka_unit_test(faults_have_names),
		cmocka_unit_test(chips_without_cells_read_erased),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
