/* SPDX-License-Identifier: MIT */
/* SPI NOR parts that the model can be, and the SFDP tables that their rows say. */
#include "emulator/nor_chip.h"

#include <string.h>

#define MS 1000U
#define SECOND 1000000U

/* NRF9160.md 12: the bytes that the nRF9160-DK's devicetree has for its chip. */
static const uint8_t mx25r6435f_table[NOR_SFDP_TABLE_SIZE] = {
	0xe5, 0x20, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x03, 0x44, 0xeb, 0x08, 0x6b, 0x08,
	0x3b, 0x04, 0xbb, 0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0xff, 0xff, 0xff,
	0x00, 0xff, 0x0c, 0x20, 0x0f, 0x52, 0x10, 0xd8, 0x00, 0xff, 0x23, 0x72, 0xf5,
	0x00, 0x82, 0xed, 0x04, 0xcc, 0x44, 0x83, 0x48, 0x44, 0x30, 0xb0, 0x30, 0xb0,
	0xf7, 0xc4, 0xd5, 0x5c, 0x00, 0xbe, 0x29, 0xff, 0xf0, 0xd0, 0xff, 0xff};

/* Three uniform erase types, as all these parts have them. */
#define ERASES(sector_ms, half_ms, block_ms)                                                       \
	{                                                                                          \
		{0x20, 0x1000, (sector_ms)*MS}, {0x52, 0x8000, (half_ms)*MS},                      \
			{0xD8, 0x10000, (block_ms)*MS},                                            \
	}

/* Ids, sizes and the MX25R6435F's times: NRF9160.md 12.  Other times, registers and signatures
 * are what the data sheets say as far as remembered: good to exercise firmware, not as limits.
 */
static const struct nor_part table[] = {
	{.name = "mx25r6435f",
	 .jedec = {0xC2, 0x28, 0x17},
	 .signature = 0x17,
	 .size = 8U << 20,
	 .erases = ERASES(48, 240, 480),
	 .program_microseconds = 896,
	 .chip_erase_microseconds = 52 * SECOND,
	 .register_microseconds = 10 * MS,
	 .sleep_microseconds = 10,
	 .wake_microseconds = 35,
	 .protect_mask = 0x3C,
	 .writable_mask = 0xFC,
	 .quad_register = 0,
	 .quad_mask = 0x40,
	 .second_register = 2,
	 .wakes_by_select = true,
	 .basic_table = mx25r6435f_table,
	 .has_sfdp = true},
	{.name = "mx25r3235f",
	 .jedec = {0xC2, 0x28, 0x16},
	 .signature = 0x16,
	 .size = 4U << 20,
	 .erases = ERASES(48, 240, 480),
	 .program_microseconds = 896,
	 .chip_erase_microseconds = 24 * SECOND,
	 .register_microseconds = 10 * MS,
	 .sleep_microseconds = 10,
	 .wake_microseconds = 35,
	 .protect_mask = 0x3C,
	 .writable_mask = 0xFC,
	 .quad_register = 0,
	 .quad_mask = 0x40,
	 .second_register = 2,
	 .wakes_by_select = true,
	 .has_sfdp = true},
	{.name = "w25q32jv",
	 .jedec = {0xEF, 0x40, 0x16},
	 .signature = 0x15,
	 .size = 4U << 20,
	 .erases = ERASES(45, 120, 150),
	 .program_microseconds = 400,
	 .chip_erase_microseconds = 10 * SECOND,
	 .register_microseconds = 10 * MS,
	 .sleep_microseconds = 3,
	 .wake_microseconds = 30,
	 .protect_mask = 0x1C,
	 .writable_mask = 0xFC,
	 .quad_register = 1,
	 .quad_mask = 0x02,
	 .second_register = 1,
	 .has_global_unlock = true,
	 .has_sfdp = true},
	{.name = "is25lp032d",
	 .jedec = {0x9D, 0x60, 0x16},
	 .signature = 0x15,
	 .size = 4U << 20,
	 .erases = ERASES(70, 130, 200),
	 .program_microseconds = 200,
	 .chip_erase_microseconds = 8 * SECOND,
	 .register_microseconds = 2 * MS,
	 .sleep_microseconds = 3,
	 .wake_microseconds = 5,
	 .protect_mask = 0x3C,
	 .writable_mask = 0xFC,
	 .quad_register = 0,
	 .quad_mask = 0x40,
	 .has_sfdp = true},
	{.name = "gd25q32",
	 .jedec = {0xC8, 0x40, 0x16},
	 .signature = 0x15,
	 .size = 4U << 20,
	 .erases = ERASES(50, 160, 250),
	 .program_microseconds = 600,
	 .chip_erase_microseconds = 15 * SECOND,
	 .register_microseconds = 5 * MS,
	 .sleep_microseconds = 20,
	 .wake_microseconds = 20,
	 .protect_mask = 0x1C,
	 .writable_mask = 0xFC,
	 .quad_register = 1,
	 .quad_mask = 0x02,
	 .second_register = 1,
	 .has_sfdp = true},
	{.name = "gd25q64",
	 .jedec = {0xC8, 0x40, 0x17},
	 .signature = 0x16,
	 .size = 8U << 20,
	 .erases = ERASES(50, 160, 250),
	 .program_microseconds = 600,
	 .chip_erase_microseconds = 30 * SECOND,
	 .register_microseconds = 5 * MS,
	 .sleep_microseconds = 20,
	 .wake_microseconds = 20,
	 .protect_mask = 0x1C,
	 .writable_mask = 0xFC,
	 .quad_register = 1,
	 .quad_mask = 0x02,
	 .second_register = 1,
	 .has_sfdp = true},
	{.name = "at25df321a",
	 .jedec = {0x1F, 0x47, 0x01},
	 .signature = 0xFF,
	 .size = 4U << 20,
	 .erases = ERASES(64, 256, 416),
	 .program_microseconds = 1000,
	 .chip_erase_microseconds = 36 * SECOND,
	 .register_microseconds = 1,
	 .sleep_microseconds = 3,
	 .wake_microseconds = 35,
	 .writable_mask = 0x80,
	 .locked_at_power_up = true,
	 .has_sfdp = false},
	{.name = "at25sl321",
	 .jedec = {0x1F, 0x42, 0x16},
	 .signature = 0x15,
	 .size = 4U << 20,
	 .erases = ERASES(64, 160, 240),
	 .program_microseconds = 600,
	 .chip_erase_microseconds = 15 * SECOND,
	 .register_microseconds = 5 * MS,
	 .sleep_microseconds = 3,
	 .wake_microseconds = 30,
	 .protect_mask = 0x1C,
	 .writable_mask = 0xFC,
	 .quad_register = 1,
	 .quad_mask = 0x02,
	 .second_register = 1,
	 .has_sfdp = true},
};

const struct nor_part *nor_part_table(size_t *count)
{
	*count = sizeof(table) / sizeof(table[0]);
	return table;
}

const struct nor_part *nor_part_find(const char *name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

/* A time as (count + 1) units, in the smallest of four units that holds it; units are ascending.
 * The field is 5 bits of count below 2 bits of unit (JESD216, dwords 10 and 11).
 */
static uint32_t encode_time(uint32_t time, const uint32_t units[4])
{
	uint32_t unit = 0;

	while (unit < 3 && time > 32 * units[unit])
		unit++;
	return unit << 5 | ((time + units[unit] - 1) / units[unit] - 1);
}

static uint32_t exponent(uint32_t size)
{
	uint32_t result = 0;

	while (size >>= 1)
		result++;
	return result;
}

/* Dword 10: times of the erase types; largest is 2 (3 + 1) times the typical one. */
static uint32_t erase_times(const struct nor_part *part)
{
	static const uint32_t units[4] = {1 * MS, 16 * MS, 128 * MS, 1000 * MS};
	uint32_t word = 3;

	for (uint32_t i = 0; i < NOR_ERASE_TYPES; i++)
		word |= encode_time(part->erases[i].microseconds, units) << (4 + 7 * i);
	return word;
}

/* Dword 11: page size, times of page program and chip erase; largest is 6 times the typical. */
static uint32_t program_times(const struct nor_part *part)
{
	static const uint32_t units[4] = {16 * MS, 256 * MS, 4000 * MS, 64000 * MS};
	uint32_t unit = part->program_microseconds > 32 * 8 ? 64 : 8;
	uint32_t count = (part->program_microseconds + unit - 1) / unit - 1;
	uint32_t chip = encode_time(part->chip_erase_microseconds, units);

	return 2U | exponent(NOR_PAGE) << 4 | count << 8 | (unit == 64 ? 1U << 13 : 0) |
	       chip << 24 | 1U << 31;
}

static void put_dword(uint8_t *bytes, unsigned number, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		bytes[4 * (number - 1) + i] = (uint8_t)(value >> 8 * i);
}

/* A table that claims plain reads only: dwords about the other kinds stay FF. */
void nor_part_basic_table(const struct nor_part *part, uint8_t bytes[NOR_SFDP_TABLE_SIZE])
{
	const struct nor_erase *erases = part->erases;

	memset(bytes, 0xFF, NOR_SFDP_TABLE_SIZE);
	put_dword(bytes, 1, 0xFF8000E5U | (uint32_t)erases[0].opcode << 8);
	put_dword(bytes, 2, part->size * 8 - 1);
	put_dword(bytes, 8,
		  exponent(erases[0].size) | (uint32_t)erases[0].opcode << 8 |
			  exponent(erases[1].size) << 16 | (uint32_t)erases[1].opcode << 24);
	put_dword(bytes, 9,
		  exponent(erases[2].size) | (uint32_t)erases[2].opcode << 8 | 0xFF000000U);
	put_dword(bytes, 10, erase_times(part));
	put_dword(bytes, 11, program_times(part));
}

/* Header of revision 1.6, one table of 16 dwords at 0x30 (NRF9160.md 12). */
uint8_t nor_part_sfdp(const struct nor_part *part, uint32_t address)
{
	static const uint8_t header[16] = {'S',  'F',  'D',  'P', 0x06,           0x01, 0x00, 0xFF,
					   0x00, 0x06, 0x01, 16,  NOR_SFDP_TABLE, 0,    0,    0xFF};
	uint8_t made[NOR_SFDP_TABLE_SIZE];

	if (!part->has_sfdp)
		return 0xFF;
	if (address < sizeof(header))
		return header[address];
	if (address - NOR_SFDP_TABLE >= NOR_SFDP_TABLE_SIZE)
		return 0xFF;
	if (part->basic_table)
		return part->basic_table[address - NOR_SFDP_TABLE];
	nor_part_basic_table(part, made);
	return made[address - NOR_SFDP_TABLE];
}
