/* SPDX-License-Identifier: MIT */
/* The bus, the power and the clock of a NOR chip. */
#include "emulator/nor_chip.h"

#include <string.h>

#include "emulator/nor_cells.h"
#include "emulator/nor_commands.h"

void nor_chip_power_up(struct nor_chip *chip, const struct nor_part *part, uint8_t *cells)
{
	*chip = (struct nor_chip){.part = part, .cells = cells};
	if (part->locked_at_power_up)
		chip->locks = nor_all_locks(part);
}

void nor_chip_break(struct nor_chip *chip, enum nor_fault fault, uint32_t value)
{
	chip->faulty[fault] = true;
	chip->fault_value[fault] = value;
	if (fault == NOR_FAULT_DPD_AT_BOOT)
		chip->power = NOR_ASLEEP;
	if (fault != NOR_FAULT_BLOCK_PROTECT)
		return;
	if (value != NOR_NO_VALUE)
		chip->registers[0] |= (uint8_t)(value & chip->part->writable_mask);
	else if (chip->part->protect_mask)
		chip->registers[0] |= chip->part->protect_mask;
	else
		chip->locks = nor_all_locks(chip->part);
}

void nor_chip_advance(struct nor_chip *chip, uint64_t microseconds)
{
	chip->now = microseconds;
	if (chip->busy && chip->now >= chip->operation.ends)
		nor_operation_finish(chip);
	if (chip->now < chip->power_changes)
		return;
	if (chip->power == NOR_FALLING_ASLEEP)
		chip->power = NOR_ASLEEP;
	else if (chip->power == NOR_WAKING)
		chip->power = NOR_AWAKE;
}

void nor_chip_cut_power(struct nor_chip *chip)
{
	if (chip->busy)
		nor_cells_half_finish(chip, &chip->operation);
	chip->busy = false;
	chip->power = NOR_WITHOUT_POWER;
}

void nor_chip_set_hold(struct nor_chip *chip, bool low)
{
	chip->hold_low = low;
}

void nor_chip_set_write_protect(struct nor_chip *chip, bool low)
{
	chip->write_protect_low = low;
}

/* HOLD# stops the chip unless quad enable has made it a data pin. */
static bool is_deaf(const struct nor_chip *chip)
{
	bool held = chip->hold_low || chip->faulty[NOR_FAULT_HOLD_LOW];

	return chip->power == NOR_WITHOUT_POWER || (held && !nor_quad_enabled(chip));
}

static void rise(struct nor_chip *chip)
{
	const struct nor_command *command = nor_command_find(chip->part, chip->opcode);
	bool was_enabling_reset = chip->enable_reset;

	if (chip->count == 0 || chip->ignoring)
		return;
	if (chip->count < 1U + command->header) {
		nor_report(chip, "command %02X without its whole address", chip->opcode);
		return;
	}
	if (!command->answer && chip->count > 1U + command->header) {
		nor_report(chip, "command %02X with more bytes than it has", chip->opcode);
		return;
	}
	if (command->finish)
		command->finish(chip);
	if (was_enabling_reset) /* 99 counts directly behind 66 alone */
		chip->enable_reset = false;
}

void nor_chip_select(struct nor_chip *chip, bool low)
{
	if (low == chip->selected)
		return;
	chip->selected = low;
	if (!low) {
		if (!is_deaf(chip))
			rise(chip);
		return;
	}
	chip->count = 0;
	chip->address = 0;
	chip->received = 0;
	chip->ignoring = false;
	memset(chip->buffer, 0xFF, sizeof(chip->buffer));
	if (chip->power == NOR_ASLEEP && chip->part->wakes_by_select) {
		nor_wake(chip);
		chip->ignoring = true;
	}
}

/* Whether the chip's state lets it take a command; illegal ones are reported. */
static bool listens(struct nor_chip *chip, const struct nor_command *command)
{
	bool in_motion = chip->power == NOR_FALLING_ASLEEP || chip->power == NOR_WAKING;

	if (chip->power == NOR_ASLEEP)
		return chip->opcode == 0xAB;
	if (in_motion)
		nor_report(chip, "command %02X while falling asleep or waking", chip->opcode);
	else if (!command)
		nor_report(chip, "command %02X is not known", chip->opcode);
	else if (chip->busy && !command->while_busy)
		nor_report(chip, "command %02X during an operation", chip->opcode);
	return !in_motion && command && (command->while_busy || !(chip->busy || chip->stuck));
}

static void take_address(struct nor_chip *chip, const struct nor_command *command, uint8_t out)
{
	if (chip->count > 4)
		return;
	chip->address = chip->address << 8 | out;
	if (chip->count == 4 && command->addressed && chip->address >= chip->part->size)
		nor_report(chip, "command %02X at 0x%06lX is beyond the chip", chip->opcode,
			   (unsigned long)chip->address);
}

static uint8_t take_byte(struct nor_chip *chip, uint8_t out)
{
	const struct nor_command *command;

	chip->count++;
	if (chip->count == 1) {
		chip->opcode = out;
		command = nor_command_find(chip->part, out);
		chip->ignoring = chip->ignoring || !listens(chip, command);
		return 0xFF;
	}
	if (chip->ignoring)
		return 0xFF;
	command = nor_command_find(chip->part, chip->opcode);
	if (chip->count <= 1U + command->header) {
		take_address(chip, command, out);
		return 0xFF;
	}
	if (!command->answer)
		return 0xFF;
	return command->answer(chip, chip->count - 2U - command->header, out);
}

uint8_t nor_chip_exchange(struct nor_chip *chip, uint8_t out)
{
	uint8_t answer = 0xFF;

	if (chip->selected && !is_deaf(chip))
		answer = take_byte(chip, out);
	if (chip->faulty[NOR_FAULT_MISO_LOW])
		return 0x00;
	return chip->faulty[NOR_FAULT_MISO_HIGH] ? 0xFF : answer;
}
