/* SPDX-License-Identifier: MIT */
/* The cells of a NOR chip: programs only clear bits, erases set them, faults do other things. */
#include "emulator/nor_cells.h"

#define BLOCK 0x10000U /* block protection counts in these */
#define SECTOR 0x1000U /* borders that a bleeding write crosses */
#define TORN_BYTES 64U /* between the done and the undone part of an erase cut short */
#define BLED_BYTES 16U

/* Bytes that answer to different addresses; less than the part's size if it is a forgery. */
static uint32_t size_of_cells(const struct nor_chip *chip)
{
	uint32_t value = chip->fault_value[NOR_FAULT_SMALLER_PART];

	if (!chip->faulty[NOR_FAULT_SMALLER_PART])
		return chip->part->size;
	if (value == NOR_NO_VALUE || value == 0 || value > chip->part->size)
		return chip->part->size / 2;
	return value;
}

uint8_t nor_cells_read(const struct nor_chip *chip, uint32_t address)
{
	return chip->cells ? chip->cells[address % size_of_cells(chip)] : 0xFF;
}

static void put(struct nor_chip *chip, uint32_t address, uint8_t value)
{
	if (chip->cells)
		chip->cells[address % size_of_cells(chip)] = value;
}

static void program(struct nor_chip *chip, uint32_t address, uint8_t value)
{
	put(chip, address, nor_cells_read(chip, address) & value);
}

/* Bytes protected at the top: n in the field stands for 2^(n-1) blocks of 64 KiB, in all parts
 * modelled (hint, from data sheets; not in a stored source).
 */
static uint32_t protected_size(const struct nor_chip *chip)
{
	uint32_t mask = chip->part->protect_mask;
	uint32_t field = chip->registers[0] & mask;
	uint32_t size = BLOCK;

	if (field == 0)
		return 0;
	field /= mask & (~mask + 1);
	while (--field > 0 && size < chip->part->size)
		size *= 2;
	return size;
}

bool nor_cells_protected(const struct nor_chip *chip, uint32_t address, uint32_t size)
{
	uint32_t last = address + size - 1;

	if (last >= chip->part->size - protected_size(chip))
		return true;
	for (uint32_t block = address / BLOCK; block <= last / BLOCK; block++)
		if (chip->locks >> (block % 64) & 1)
			return true;
	return false;
}

/* The first program after power-up, or those of one address: one bit is the inverse of what
 * was asked for.
 */
static void flip_bit(struct nor_chip *chip, const struct nor_operation *operation)
{
	uint32_t address = chip->fault_value[NOR_FAULT_BIT_FLIP];

	if (address == NOR_NO_VALUE) {
		if (chip->programs != 1)
			return;
		address = operation->address;
	}
	if (address - operation->address < operation->size)
		put(chip, address, nor_cells_read(chip, address) ^ 1);
}

static void bleed(struct nor_chip *chip, const struct nor_operation *operation)
{
	uint32_t border = chip->fault_value[NOR_FAULT_BLEEDING_WRITE];
	uint32_t end = operation->address + operation->size;

	if (end % SECTOR || (border != NOR_NO_VALUE && border != end))
		return;
	for (uint32_t i = 0; i < BLED_BYTES; i++)
		program(chip, end + i, 0);
}

static void finish_program(struct nor_chip *chip, const struct nor_operation *operation)
{
	chip->programs++;
	for (uint32_t i = 0; i < operation->size; i++)
		program(chip, operation->address + i, operation->data[i]);
	if (chip->faulty[NOR_FAULT_BIT_FLIP])
		flip_bit(chip, operation);
	if (chip->faulty[NOR_FAULT_BLEEDING_WRITE])
		bleed(chip, operation);
}

void nor_cells_finish(struct nor_chip *chip, const struct nor_operation *operation)
{
	if (operation->kind == NOR_PROGRAM) {
		finish_program(chip, operation);
	} else if (operation->kind != NOR_WRITE_STATUS && !chip->faulty[NOR_FAULT_NO_ERASE]) {
		for (uint32_t i = 0; i < operation->size; i++)
			put(chip, operation->address + i, 0xFF);
	}
}

/* Half of the bytes are done; those at the seam have some of their bits done. */
void nor_cells_half_finish(struct nor_chip *chip, const struct nor_operation *operation)
{
	uint32_t half = operation->size / 2;
	uint32_t address = operation->address;

	if (operation->kind == NOR_PROGRAM) {
		for (uint32_t i = 0; i < half; i++)
			program(chip, address + i, operation->data[i]);
		program(chip, address + half, operation->data[half] | 0x0F);
	} else if (operation->kind != NOR_WRITE_STATUS) {
		for (uint32_t i = 0; i < half; i++)
			put(chip, address + i, 0xFF);
		for (uint32_t i = half; i < half + TORN_BYTES; i++)
			put(chip, address + i, nor_cells_read(chip, address + i) | 0xA5);
	}
}
