/* SPDX-License-Identifier: MIT */
/* The commands that a NOR chip knows, and what they do (NRF9160.md 12). */
#include "emulator/nor_commands.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "emulator/nor_cells.h"

#define STATUS_WIP 0x01U
#define STATUS_WEL 0x02U
#define STATUS_PROTECTS_ITSELF 0x80U /* SRWD, SRP: the status register, while WP# is low */
#define AT25_LOCK_BITS 0x3CU         /* all 0 unlocks, all 1 locks every block */
#define BLOCK 0x10000U

void nor_report(const struct nor_chip *chip, const char *format, ...)
{
	char text[160];
	va_list arguments;

	if (!chip->hooks.report)
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	chip->hooks.report(chip->hooks.context, text);
}

static uint64_t duration(const struct nor_chip *chip, uint64_t microseconds)
{
	uint32_t factor = chip->fault_value[NOR_FAULT_SLOW];

	if (!chip->faulty[NOR_FAULT_SLOW])
		return microseconds;
	return microseconds * (factor == NOR_NO_VALUE ? 8 : factor);
}

uint64_t nor_all_locks(const struct nor_part *part)
{
	uint32_t blocks = part->size / BLOCK;

	return blocks >= 64 ? UINT64_MAX : (UINT64_C(1) << blocks) - 1;
}

/* -- Operations ---------------------------------------------------------------------------- */

static enum nor_verdict tell(const struct nor_chip *chip, enum nor_moment moment)
{
	if (!chip->hooks.operation)
		return NOR_GO_ON;
	return chip->hooks.operation(chip->hooks.context, moment, &chip->operation);
}

static void finish_status(struct nor_chip *chip)
{
	const struct nor_part *part = chip->part;
	uint8_t value = chip->operation.data[0];
	uint8_t mask = part->writable_mask;

	chip->registers[0] = (uint8_t)((chip->registers[0] & ~mask) | (value & mask));
	if (chip->operation.size > 1 && part->second_register)
		chip->registers[part->second_register] = chip->operation.data[1];
	if (part->locked_at_power_up && (value & AT25_LOCK_BITS) == 0)
		chip->locks = 0;
	else if (part->locked_at_power_up && (value & AT25_LOCK_BITS) == AT25_LOCK_BITS)
		chip->locks = nor_all_locks(part);
}

void nor_operation_finish(struct nor_chip *chip)
{
	if (chip->operation.kind == NOR_WRITE_STATUS)
		finish_status(chip);
	else
		nor_cells_finish(chip, &chip->operation);
	chip->busy = false;
	chip->write_enabled = false;
	chip->stuck = chip->faulty[NOR_FAULT_STUCK_WIP];
	tell(chip, NOR_AFTER);
}

static void start_operation(struct nor_chip *chip, uint32_t microseconds)
{
	chip->operation.ends = chip->now + duration(chip, microseconds);
	chip->busy = true;
	if (tell(chip, NOR_BEFORE) == NOR_CUT_POWER)
		nor_chip_cut_power(chip);
}

/* What must hold before the cells may change; the chip itself ignores the command in silence. */
static bool may_change(struct nor_chip *chip, const char *what, uint32_t address, uint32_t size)
{
	if (!chip->write_enabled) {
		nor_report(chip, "%s at 0x%06" PRIX32 " without write enable", what, address);
		return false;
	}
	if (nor_cells_protected(chip, address, size)) {
		nor_report(chip, "%s at 0x%06" PRIX32 " is write-protected", what, address);
		chip->write_enabled = false;
		return false;
	}
	return true;
}

/* FF is what people pad with; every other byte is meant. */
static void report_lost_bits(const struct nor_chip *chip, uint32_t page)
{
	for (uint32_t i = 0; i < NOR_PAGE; i++) {
		uint8_t wanted = chip->buffer[i];

		if (wanted == 0xFF || (nor_cells_read(chip, page + i) & wanted) == wanted)
			continue;
		nor_report(chip, "program at 0x%06" PRIX32 " of a byte that is not erased",
			   page + i);
		return;
	}
}

static void finish_program(struct nor_chip *chip)
{
	uint32_t address = chip->address % chip->part->size;
	uint32_t page = address / NOR_PAGE * NOR_PAGE;

	if (chip->received == 0 || !may_change(chip, "program", page, NOR_PAGE))
		return;
	report_lost_bits(chip, page);
	chip->operation =
		(struct nor_operation){.kind = NOR_PROGRAM, .address = page, .size = NOR_PAGE};
	memcpy(chip->operation.data, chip->buffer, NOR_PAGE);
	start_operation(chip, chip->part->program_microseconds);
}

static void finish_erase(struct nor_chip *chip)
{
	const struct nor_erase *erase = chip->part->erases;
	uint32_t address = chip->address % chip->part->size;

	while (erase->opcode != chip->opcode)
		erase++;
	address -= address % erase->size;
	if (!may_change(chip, "erase", address, erase->size))
		return;
	chip->operation =
		(struct nor_operation){.kind = NOR_ERASE, .address = address, .size = erase->size};
	start_operation(chip, erase->microseconds);
}

static void finish_chip_erase(struct nor_chip *chip)
{
	uint32_t size = chip->part->size;

	if (!may_change(chip, "chip erase", 0, size))
		return;
	chip->operation = (struct nor_operation){.kind = NOR_CHIP_ERASE, .size = size};
	start_operation(chip, chip->part->chip_erase_microseconds);
}

bool nor_quad_enabled(const struct nor_chip *chip)
{
	return chip->registers[chip->part->quad_register] & chip->part->quad_mask;
}

static void finish_write_status(struct nor_chip *chip)
{
	uint32_t size = chip->received < 2 ? chip->received : 2;

	if (size == 0)
		return;
	if (!chip->write_enabled) {
		nor_report(chip, "write of the status register without write enable");
		return;
	}
	if (chip->write_protect_low && !nor_quad_enabled(chip) &&
	    (chip->registers[0] & STATUS_PROTECTS_ITSELF)) {
		chip->write_enabled = false;
		return;
	}
	chip->operation = (struct nor_operation){.kind = NOR_WRITE_STATUS, .size = size};
	memcpy(chip->operation.data, chip->buffer, size);
	start_operation(chip, chip->part->register_microseconds);
}

/* -- Small commands ------------------------------------------------------------------------ */

static void finish_write_enable(struct nor_chip *chip)
{
	chip->write_enabled = !chip->faulty[NOR_FAULT_NO_WEL];
}

static void finish_write_disable(struct nor_chip *chip)
{
	chip->write_enabled = false;
}

static void finish_unlock(struct nor_chip *chip)
{
	if (chip->write_enabled)
		chip->locks = 0;
	else
		nor_report(chip, "global unlock without write enable");
	chip->write_enabled = false;
}

static void finish_sleep(struct nor_chip *chip)
{
	chip->power = NOR_FALLING_ASLEEP;
	chip->power_changes = chip->now + duration(chip, chip->part->sleep_microseconds);
}

void nor_wake(struct nor_chip *chip)
{
	chip->power = NOR_WAKING;
	chip->power_changes = chip->now + duration(chip, chip->part->wake_microseconds);
}

static void finish_wake(struct nor_chip *chip)
{
	if (chip->power == NOR_ASLEEP)
		nor_wake(chip);
}

static void finish_enable_reset(struct nor_chip *chip)
{
	chip->enable_reset = true;
}

static void finish_reset(struct nor_chip *chip)
{
	if (!chip->enable_reset)
		return;
	if (chip->busy) {
		nor_report(chip, "reset in the middle of an operation leaves it half done");
		nor_cells_half_finish(chip, &chip->operation);
	}
	chip->busy = false;
	chip->stuck = false;
	chip->write_enabled = false;
	nor_wake(chip);
}

/* -- Answers: the byte at a place behind opcode, address and dummy bytes -------------------- */

static uint8_t answer_status(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	uint8_t status = chip->registers[0];

	(void)place;
	(void)out;
	if (chip->part->locked_at_power_up && chip->locks) /* SWP: some or all blocks */
		status |= chip->locks == nor_all_locks(chip->part) ? 0x0C : 0x04;
	if (chip->busy || chip->stuck)
		status |= STATUS_WIP;
	if (chip->write_enabled)
		status |= STATUS_WEL;
	return status;
}

static uint8_t answer_second(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	(void)place;
	(void)out;
	return chip->registers[1];
}

static uint8_t answer_third(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	(void)place;
	(void)out;
	return chip->registers[2];
}

static uint8_t answer_identity(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	static const uint8_t other[3] = {0xEF, 0x40, 0x17}; /* W25Q64JV */
	uint32_t value = chip->fault_value[NOR_FAULT_WRONG_PART];

	(void)out;
	place %= 3;
	if (chip->faulty[NOR_FAULT_JEDEC_00])
		return 0x00;
	if (chip->faulty[NOR_FAULT_JEDEC_FF])
		return 0xFF;
	if (!chip->faulty[NOR_FAULT_WRONG_PART])
		return chip->part->jedec[place];
	if (value == NOR_NO_VALUE)
		return other[place];
	return (uint8_t)(value >> 8 * (2 - place));
}

static uint8_t answer_signature(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	(void)out;
	return place < 3 ? 0xFF : chip->part->signature;
}

static uint8_t answer_sfdp(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	(void)out;
	return nor_part_sfdp(chip->part, chip->address + place);
}

static uint8_t answer_read(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	(void)out;
	if (place && chip->address + place == chip->part->size)
		nor_report(chip, "read runs past the end of the chip");
	return nor_cells_read(chip, (chip->address + place) % chip->part->size);
}

static uint8_t take_program(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	uint32_t position = chip->address % NOR_PAGE + place;

	if (position == NOR_PAGE)
		nor_report(chip, "program at 0x%06" PRIX32 " wraps inside its page", chip->address);
	chip->buffer[position % NOR_PAGE] = out;
	chip->received++;
	return 0xFF;
}

static uint8_t take_status(struct nor_chip *chip, uint32_t place, uint8_t out)
{
	if (place < NOR_PAGE)
		chip->buffer[place] = out;
	chip->received++;
	return 0xFF;
}

/* -- The table ----------------------------------------------------------------------------- */

static const struct nor_command commands[] = {
	{0x01, 0, false, false, take_status, finish_write_status},
	{0x02, 3, true, false, take_program, finish_program},
	{0x03, 3, true, false, answer_read, NULL},
	{0x04, 0, false, false, NULL, finish_write_disable},
	{0x05, 0, false, true, answer_status, NULL},
	{0x06, 0, false, false, NULL, finish_write_enable},
	{0x0B, 4, true, false, answer_read, NULL},
	{0x15, 0, false, true, answer_third, NULL},
	{0x35, 0, false, true, answer_second, NULL},
	{0x5A, 4, false, false, answer_sfdp, NULL},
	{0x60, 0, false, false, NULL, finish_chip_erase},
	{0x66, 0, false, true, NULL, finish_enable_reset},
	{0x98, 0, false, false, NULL, finish_unlock},
	{0x99, 0, false, true, NULL, finish_reset},
	{0x9F, 0, false, false, answer_identity, NULL},
	{0xAB, 0, false, false, answer_signature, finish_wake},
	{0xB9, 0, false, false, NULL, finish_sleep},
	{0xC7, 0, false, false, NULL, finish_chip_erase},
};

static const struct nor_command erase = {0x00, 3, true, false, NULL, finish_erase};

const struct nor_command *nor_command_find(const struct nor_part *part, uint8_t opcode)
{
	for (unsigned i = 0; i < NOR_ERASE_TYPES; i++)
		if (part->erases[i].opcode == opcode)
			return &erase;
	if (opcode == 0x98 && !part->has_global_unlock)
		return NULL;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (commands[i].opcode == opcode)
			return &commands[i];
	return NULL;
}
