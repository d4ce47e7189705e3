/* SPDX-License-Identifier: MIT */
/* The table of SPI NOR chips and the rule of the third id byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "model/flash_chip.h"

static uint64_t capacity(uint8_t maker, uint8_t type, uint8_t code)
{
	return flash_chip_capacity((const uint8_t[3]){maker, type, code});
}

static void assert_chip(uint8_t maker, uint8_t type, uint8_t code, uint64_t size)
{
	const struct flash_chip *chip = flash_chip_find((const uint8_t[3]){maker, type, code});

	assert_non_null(chip);
	assert_int_equal(chip->size, size);
}

static void table_is_sorted_and_whole(void **state)
{
	size_t count;
	const struct flash_chip *table = flash_chip_table(&count);

	(void)state;
	assert_true(count >= 24);
	for (size_t i = 0; i < count; i++) {
		if (i)
			assert_true(memcmp(table[i - 1].jedec_id, table[i].jedec_id, 3) < 0);
		assert_ptr_equal(flash_chip_find(table[i].jedec_id), &table[i]);
		assert_true(num_is_power_of_two(table[i].size));
		assert_true(num_is_power_of_two(table[i].smallest_erase));
		assert_true(table[i].smallest_erase < table[i].size);
	}
}

/* NRF9160.md 12. */
static void chips_of_the_specification_are_known(void **state)
{
	(void)state;
	assert_chip(0xc2, 0x28, 0x17, 8 << 20);
	assert_chip(0xc2, 0x28, 0x16, 4 << 20);
	assert_chip(0xef, 0x40, 0x16, 4 << 20);
	assert_chip(0x9d, 0x60, 0x16, 4 << 20);
	assert_chip(0xc8, 0x40, 0x15, 2 << 20);
	assert_chip(0xc8, 0x40, 0x16, 4 << 20);
	assert_chip(0xc8, 0x40, 0x17, 8 << 20);
	assert_chip(0x1f, 0x87, 0x01, 4 << 20);
	assert_chip(0x1f, 0x47, 0x01, 4 << 20);
	assert_chip(0x1f, 0x48, 0x00, 8 << 20);
	assert_chip(0x1f, 0x42, 0x16, 4 << 20);
}

static void unknown_and_blank_ids_are_not_found(void **state)
{
	(void)state;
	assert_null(flash_chip_find((const uint8_t[3]){0x00, 0x00, 0x00}));
	assert_null(flash_chip_find((const uint8_t[3]){0xff, 0xff, 0xff}));
	assert_null(flash_chip_find((const uint8_t[3]){0xc2, 0x28, 0x77}));
}

static void third_byte_is_a_power_of_two(void **state)
{
	(void)state;
	assert_int_equal(capacity(0xc2, 0x28, 0x17), 8 << 20);
	assert_int_equal(capacity(0xa1, 0x40, 0x10), 64 << 10);
	assert_int_equal(capacity(0xef, 0x40, 0x19), 32 << 20);
}

static void codes_above_1f_go_on_from_64_mib(void **state)
{
	(void)state;
	assert_int_equal(capacity(0xef, 0x40, 0x20), 64 << 20);
	assert_int_equal(capacity(0x20, 0xba, 0x21), 128 << 20);
	assert_int_equal(capacity(0x20, 0xba, 0x22), 256 << 20);
}

static void ids_outside_of_the_rule_tell_nothing(void **state)
{
	(void)state;
	assert_int_equal(capacity(0x1f, 0x42, 0x16), 0); /* Adesto */
	assert_int_equal(capacity(0xc2, 0x25, 0x37), 0); /* MX25U: 0x37 */
	assert_int_equal(capacity(0xc2, 0x28, 0x0f), 0);
	assert_int_equal(capacity(0xc2, 0x28, 0x23), 0);
	assert_int_equal(capacity(0xef, 0x71, 0x19), 0); /* two dies of 32 MiB */
	assert_int_equal(capacity(0x00, 0x00, 0x17), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_is_sorted_and_whole),
		cmocka_unit_test(chips_of_the_specification_are_known),
		cmocka_unit_test(unknown_and_blank_ids_are_not_found),
		cmocka_unit_test(third_byte_is_a_power_of_two),
		cmocka_unit_test(codes_above_1f_go_on_from_64_mib),
		cmocka_unit_test(ids_outside_of_the_rule_tell_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
