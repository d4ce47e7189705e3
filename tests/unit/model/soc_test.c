/* SPDX-License-Identifier: MIT */
/* The table of chips: names in every spelling, and the numbers that the specification gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "model/soc.h"

static const struct soc *chip(const char *name)
{
	const struct soc *soc = soc_find(str_of(name));

	if (!soc)
		fail_msg("%s is not found", name);
	return soc;
}

static void names_are_found_in_every_spelling(void **state)
{
	static const char *const spellings[] = {"nrf9160",      "nRF9160",      "NRF9160",
						"nrf9160_xxaa", "nRF9160_SICA", "nrf9160-sica",
						"nrf9160/ns"};

	(void)state;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		assert_string_equal(chip(spellings[i])->name, "nrf9160");
	assert_string_equal(chip("nrf54l15_cpuapp")->name, "nrf54l15");
}

static void cores_of_the_nrf5340_are_told_apart(void **state)
{
	(void)state;
	assert_string_equal(chip("nrf5340")->name, "nrf5340");
	assert_string_equal(chip("nRF5340_CPUAPP_QKAA")->name, "nrf5340");
	assert_string_equal(chip("nrf5340-net")->name, "nrf5340-net");
	assert_string_equal(chip("nrf5340_network")->name, "nrf5340");
	assert_string_equal(chip("nRF5340_CPUNET_QKAA")->name, "nrf5340-net");
	assert_string_equal(chip("nrf5340/cpunet")->name, "nrf5340-net");
	assert_string_equal(chip("nrf5340-net_x")->name, "nrf5340-net");
}

static void other_names_are_not_found(void **state)
{
	static const char *const names[] = {"",        "nrf",   "nrf916",   "nrf91600",
					    "nrf54l1", "stm32", "_nrf9160", "nrf9160dk"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_null(soc_find(str_of(names[i])));
}

static void close_names_are_suggested(void **state)
{
	(void)state;
	assert_string_equal(soc_suggest(STR("nrf9610")), "nrf9160");
	assert_null(soc_suggest(STR("stm32f407")));
}

static void assert_chip(const char *name, uint64_t flash, uint64_t ram, uint32_t page)
{
	const struct soc *soc = chip(name);

	if (soc->flash_size != flash || soc->ram_size != ram || soc->flash_page != page)
		fail_msg("%s", name);
}

/* NRF9160.md 1, PARTITION-MANAGER.md 4, RULES.md rulings. */
static void sizes_are_those_of_the_specification(void **state)
{
	(void)state;
	assert_chip("nrf9160", 0x100000, 0x40000, 4096);
	assert_chip("nrf52840", 0x100000, 0x40000, 4096);
	assert_chip("nrf5340", 0x100000, 0x80000, 4096);
	assert_chip("nrf5340-net", 0x40000, 0x10000, 2048);
	assert_int_equal(chip("nrf5340-net")->flash_base, 0x1000000);
	assert_int_equal(chip("nrf5340-net")->ram_base, 0x21000000);
	assert_chip("nrf54l15", 0x17d000, 0x40000, 4096);
	assert_chip("nrf54l10", 0xff800, 0x30000, 4096);
	assert_chip("nrf54l05", 0x7d000, 0x18000, 4096);
}

/* FAILURES.md F70, F72, F85; NRF9160.md 10. */
static void security_blocks_are_those_of_the_specification(void **state)
{
	(void)state;
	assert_int_equal(chip("nrf9160")->secure_flash_block, 0x8000);
	assert_int_equal(chip("nrf9151")->secure_ram_block, 0x2000);
	assert_int_equal(chip("nrf9161")->protection_block, 0x8000);
	assert_int_equal(chip("nrf5340")->secure_flash_block, 0x4000);
	assert_int_equal(chip("nrf5340")->secure_ram_block, 0x2000);
	assert_int_equal(chip("nrf54l15")->secure_flash_block, 0x1000);
	assert_int_equal(chip("nrf54l15")->secure_ram_block, 0x1000);
	assert_int_equal(chip("nrf52840")->secure_flash_block, 0);
	assert_int_equal(chip("nrf5340-net")->secure_flash_block, 0);
}

/* PARTITION-MANAGER.md 4. */
static void otp_is_where_partition_manager_puts_it(void **state)
{
	(void)state;
	assert_int_equal(chip("nrf9160")->otp_base, 0xff8108);
	assert_int_equal(chip("nrf9160")->otp_size, 756);
	assert_int_equal(chip("nrf5340")->otp_base, 0xff8100);
	assert_int_equal(chip("nrf5340")->otp_size, 764);
	assert_int_equal(chip("nrf54l15")->otp_base, 0xffd500);
	assert_int_equal(chip("nrf54l15")->otp_size, 1276);
	assert_int_equal(chip("nrf52840")->otp_size, 0);
}

static void rram_differs_from_flash(void **state)
{
	size_t count;
	const struct soc *table = soc_table(&count);

	(void)state;
	assert_true(count >= 16);
	for (size_t i = 0; i < count; i++) {
		bool rram = strncmp(table[i].name, "nrf54l", 6) == 0;

		assert_int_equal(table[i].rram, rram);
		assert_int_equal(table[i].size_varies, rram);
		assert_int_equal(table[i].header_size, rram ? 0x800 : 0x200);
		assert_int_equal(table[i].write_block, rram ? 16 : 4);
	}
}

static void every_row_is_consistent(void **state)
{
	size_t count;
	const struct soc *table = soc_table(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const struct soc *soc = &table[i];

		assert_ptr_equal(soc_find(str_of(soc->name)), soc);
		assert_true(num_is_power_of_two(soc->flash_page));
		assert_true(num_is_power_of_two(soc->protection_block));
		assert_int_equal(soc->flash_size % soc->write_block, 0);
		assert_int_equal(soc->flash_base % soc->flash_page, 0);
		assert_true(soc->ram_size && soc->ram_base >= 0x20000000);
		assert_int_equal(!soc->secure_flash_block, !soc->secure_ram_block);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_every_spelling),
		cmocka_unit_test(cores_of_the_nrf5340_are_told_apart),
		cmocka_unit_test(other_names_are_not_found),
		cmocka_unit_test(close_names_are_suggested),
		cmocka_unit_test(sizes_are_those_of_the_specification),
		cmocka_unit_test(security_blocks_are_those_of_the_specification),
		cmocka_unit_test(otp_is_where_partition_manager_puts_it),
		cmocka_unit_test(rram_differs_from_flash),
		cmocka_unit_test(every_row_is_consistent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
