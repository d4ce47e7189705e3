/* SPDX-License-Identifier: MIT */
/* The model of a NOR chip: its parts, its commands and its rules. */
#include "nor_bench.h"

#include "model/flash_chip.h"

/* -- Parts --------------------------------------------------------------------------------- */

static void parts_agree_with_the_product(void **state)
{
	size_t count;
	const struct nor_part *parts = nor_part_table(&count);

	(void)state;
	assert_true(count >= 6);
	for (size_t i = 0; i < count; i++) {
		const struct flash_chip *chip = flash_chip_find(parts[i].jedec);

		assert_non_null(chip);
		assert_int_equal(parts[i].size, chip->size);
		assert_int_equal(parts[i].erases[0].size, chip->smallest_erase);
		assert_ptr_equal(nor_part_find(parts[i].name), &parts[i]);
	}
	assert_null(nor_part_find("m25p80"));
}

static uint32_t dword(const uint8_t *table, unsigned number)
{
	const uint8_t *bytes = table + 4 * (number - 1);

	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

/* The vendor's table proves how the tables of other parts are made. */
static void made_tables_follow_the_vendors(void **state)
{
	const struct nor_part *part = nor_part_find("mx25r6435f");
	uint8_t made[NOR_SFDP_TABLE_SIZE];

	(void)state;
	nor_part_basic_table(part, made);
	assert_int_equal(dword(made, 1) & 0x6FF03, dword(part->basic_table, 1) & 0x6FF03);
	assert_int_equal(dword(made, 2), dword(part->basic_table, 2));
	assert_int_equal(dword(made, 8), dword(part->basic_table, 8));
	assert_int_equal(dword(made, 9) & 0xFFFF, dword(part->basic_table, 9) & 0xFFFF);
	assert_int_equal(dword(made, 10) & 0x1FFFFFF, dword(part->basic_table, 10) & 0x1FFFFFF);
	assert_int_equal(dword(made, 11) & 0x7F003FFF, dword(part->basic_table, 11) & 0x7F003FFF);
}

static void identity_and_sfdp_are_read(void **state)
{
	struct bench bench;
	uint8_t sfdp[8];

	(void)state;
	set_up(&bench, "w25q32jv");
	assert_identity(&bench, 0xEF, 0x40, 0x16);
	exchange(&bench, (const uint8_t[]){0x5A, 0, 0, 0, 0}, 5, sfdp, 8);
	assert_memory_equal(sfdp, "SFDP\x06\x01\x00\xFF", 8);
	exchange(&bench, (const uint8_t[]){0x5A, 0, 0, NOR_SFDP_TABLE + 4, 0}, 5, sfdp, 4);
	assert_int_equal(dword(sfdp, 1) + 1, (4U << 20) * 8);
	tear_down(&bench);
}

/* -- Rules --------------------------------------------------------------------------------- */

static void write_enable_lasts_one_operation(void **state)
{
	struct bench bench;
	uint8_t byte = 0x5A;

	(void)state;
	set_up(&bench, "mx25r6435f");
	start_program(&bench, 0, &byte, 1);
	assert_report(&bench, "without write enable");
	command(&bench, 0x06);
	assert_int_equal(ask(&bench, 0x05), 0x02);
	command(&bench, 0x04);
	assert_int_equal(ask(&bench, 0x05), 0x00);
	command(&bench, 0x06);
	start_program(&bench, 0, &byte, 1);
	assert_int_equal(ask(&bench, 0x05), 0x03);
	assert_int_equal(bench.cells[0], 0xFF);
	wait(&bench, 895);
	assert_int_equal(ask(&bench, 0x05), 0x03);
	wait(&bench, 1);
	assert_int_equal(ask(&bench, 0x05), 0x00);
	assert_int_equal(bench.cells[0], 0x5A);
	at_address(&bench, 0x20, 0);
	assert_report(&bench, "without write enable");
	assert_int_equal(bench.cells[0], 0x5A);
	tear_down(&bench);
}

static void programs_clear_bits_and_wrap(void **state)
{
	struct bench bench;
	uint8_t data[4] = {0xF0, 1, 2, 3};

	(void)state;
	set_up(&bench, "mx25r6435f");
	program(&bench, 0x1FE, data, 4);
	assert_report(&bench, "wraps");
	assert_memory_equal(bench.cells + 0x1FE, ((const uint8_t[]){0xF0, 1}), 2);
	assert_memory_equal(bench.cells + 0x100, ((const uint8_t[]){2, 3}), 2);
	assert_int_equal(bench.cells[0x200], 0xFF);
	data[0] = 0x0F;
	program(&bench, 0x1FE, data, 1);
	assert_report(&bench, "not erased");
	assert_int_equal(bench.cells[0x1FE], 0x00);
	tear_down(&bench);
}

static void erases_set_their_block(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "gd25q32");
	memset(bench.cells, 0, bench.chip.part->size);
	erase(&bench, 0x20, 0x5123);
	assert_int_equal(bench.cells[0x4FFF], 0x00);
	assert_int_equal(bench.cells[0x5000], 0xFF);
	assert_int_equal(bench.cells[0x5FFF], 0xFF);
	assert_int_equal(bench.cells[0x6000], 0x00);
	erase(&bench, 0x52, 0x18000);
	assert_int_equal(bench.cells[0x17FFF], 0x00);
	assert_int_equal(bench.cells[0x1FFFF], 0xFF);
	erase(&bench, 0xD8, 0x3FFFFF);
	assert_int_equal(bench.cells[0x3EFFFF], 0x00);
	assert_int_equal(bench.cells[0x3F0000], 0xFF);
	command(&bench, 0x06);
	command(&bench, 0xC7);
	wait(&bench, bench.chip.part->chip_erase_microseconds);
	assert_int_equal(bench.cells[0], 0xFF);
	assert_int_equal(bench.before, 4);
	assert_int_equal(bench.after, 4);
	tear_down(&bench);
}

static void reads_run_on_and_report_the_end(void **state)
{
	struct bench bench;
	uint8_t data[2];

	(void)state;
	set_up(&bench, "mx25r3235f");
	bench.cells[0x3FFFFF] = 0x11;
	bench.cells[0] = 0x22;
	exchange(&bench, (const uint8_t[]){0x0B, 0x3F, 0xFF, 0xFF, 0}, 5, data, 1);
	assert_int_equal(data[0], 0x11);
	exchange(&bench, (const uint8_t[]){0x03, 0x3F, 0xFF, 0xFF}, 4, data, 2);
	assert_memory_equal(data, "\x11\x22", 2);
	assert_report(&bench, "past the end");
	exchange(&bench, (const uint8_t[]){0x03, 0x40, 0, 0}, 4, data, 1);
	assert_report(&bench, "beyond the chip");
	exchange(&bench, (const uint8_t[]){0x03, 0x40, 0}, 3, NULL, 0);
	assert_report(&bench, "whole address");
	command(&bench, 0x77);
	assert_report(&bench, "not known");
	tear_down(&bench);
}

static void busy_chips_answer_status_alone(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "is25lp032d");
	command(&bench, 0x06);
	at_address(&bench, 0x20, 0);
	assert_identity(&bench, 0xFF, 0xFF, 0xFF);
	assert_report(&bench, "during an operation");
	memset(bench.cells, 0, 0x1000);
	command(&bench, 0x66);
	command(&bench, 0x99);
	assert_report(&bench, "half done");
	assert_int_equal(bench.cells[0], 0xFF);
	assert_int_equal(bench.cells[0xFFF], 0x00);
	wait(&bench, 5);
	assert_identity(&bench, 0x9D, 0x60, 0x16);
	command(&bench, 0x99); /* without 66 */
	assert_identity(&bench, 0x9D, 0x60, 0x16);
	tear_down(&bench);
}

static void sleepers_are_woken(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "w25q32jv");
	command(&bench, 0xB9);
	assert_int_equal(ask(&bench, 0x05), 0xFF);
	assert_report(&bench, "falling asleep");
	wait(&bench, 3);
	assert_identity(&bench, 0xFF, 0xFF, 0xFF);
	command(&bench, 0xAB);
	assert_identity(&bench, 0xFF, 0xFF, 0xFF);
	assert_report(&bench, "waking");
	wait(&bench, 30);
	assert_identity(&bench, 0xEF, 0x40, 0x16);
	tear_down(&bench);
}

static void chip_select_wakes_macronix(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "mx25r6435f");
	nor_chip_break(&bench.chip, NOR_FAULT_DPD_AT_BOOT, NOR_NO_VALUE);
	assert_identity(&bench, 0xFF, 0xFF, 0xFF);
	wait(&bench, 35);
	assert_identity(&bench, 0xC2, 0x28, 0x17);
	tear_down(&bench);
}

static void write_status(struct bench *bench, uint8_t value)
{
	command(bench, 0x06);
	exchange(bench, (const uint8_t[]){0x01, value}, 2, NULL, 0);
	wait(bench, bench->chip.part->register_microseconds);
}

static void block_protection_counts_from_the_top(void **state)
{
	struct bench bench;
	uint8_t zero = 0;

	(void)state;
	set_up(&bench, "mx25r6435f");
	write_status(&bench, 0x08); /* two blocks of 64 KiB */
	assert_int_equal(ask(&bench, 0x05), 0x08);
	program(&bench, 0x7E0000, &zero, 1);
	assert_report(&bench, "write-protected");
	program(&bench, 0x7DFFFF, &zero, 1);
	assert_int_equal(bench.cells[0x7E0000], 0xFF);
	assert_int_equal(bench.cells[0x7DFFFF], 0x00);
	write_status(&bench, 0xBC); /* all, and the register itself */
	erase(&bench, 0x20, 0);
	assert_report(&bench, "write-protected");
	nor_chip_set_write_protect(&bench.chip, true);
	write_status(&bench, 0x00);
	assert_int_equal(ask(&bench, 0x05), 0xBC);
	nor_chip_set_write_protect(&bench.chip, false);
	write_status(&bench, 0x00);
	program(&bench, 0x7E0000, &zero, 1);
	assert_int_equal(bench.cells[0x7E0000], 0x00);
	tear_down(&bench);
}

static void atmel_is_locked_at_power_up(void **state)
{
	struct bench bench;
	uint8_t zero = 0;

	(void)state;
	set_up(&bench, "at25df321a");
	assert_int_equal(ask(&bench, 0x05), 0x0C);
	program(&bench, 0, &zero, 1);
	assert_report(&bench, "write-protected");
	write_status(&bench, 0x00);
	assert_int_equal(ask(&bench, 0x05), 0x00);
	program(&bench, 0, &zero, 1);
	assert_int_equal(bench.cells[0], 0x00);
	tear_down(&bench);
}

static void ulbpr_unlocks_where_it_exists(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "w25q32jv");
	bench.chip.locks = 1;
	command(&bench, 0x98);
	assert_report(&bench, "without write enable");
	command(&bench, 0x06);
	command(&bench, 0x98);
	assert_true(bench.chip.locks == 0);
	tear_down(&bench);
	set_up(&bench, "mx25r6435f");
	command(&bench, 0x98);
	assert_report(&bench, "not known");
	tear_down(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_agree_with_the_product),
		cmocka_unit_test(made_tables_follow_the_vendors),
		cmocka_unit_test(identity_and_sfdp_are_read),
		cmocka_unit_test(write_enable_lasts_one_operation),
		cmocka_unit_test(programs_clear_bits_and_wrap),
		cmocka_unit_test(erases_set_their_block),
		cmocka_unit_test(reads_run_on_and_report_the_end),
		cmocka_unit_test(busy_chips_answer_status_alone),
		cmocka_unit_test(sleepers_are_woken),
		cmocka_unit_test(chip_select_wakes_macronix),
		cmocka_unit_test(block_protection_counts_from_the_top),
		cmocka_unit_test(atmel_is_locked_at_power_up),
		cmocka_unit_test(ulbpr_unlocks_where_it_exists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
