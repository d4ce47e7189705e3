/* SPDX-License-Identifier: MIT */
/* BKPT 0xAB: how a program ends and prints when a debugger listens. */
#include <inttypes.h>

#include "emulator/peripherals.h"

#define BREAKPOINT 0xBEABU
#define WRITE_CHARACTER 0x03U
#define WRITE_TEXT 0x04U
#define EXIT 0x18U
#define EXIT_EXTENDED 0x20U
#define APPLICATION_EXIT 0x20026U
#define MOST_TEXT 4096U

static void end(struct machine *machine, uint32_t reason, uint32_t code)
{
	machine->exit_code = reason == APPLICATION_EXIT ? code : 1;
	machine_end(machine, ENDED_BY_FIRMWARE);
}

static void exit_extended(struct machine *machine, uint32_t parameter)
{
	uint32_t block[2] = {0, 0};

	if (uc_mem_read(machine->engine, parameter, block, sizeof(block)) != UC_ERR_OK)
		machine_illegal(machine, "semihosting parameters at 0x%08" PRIX32, parameter);
	end(machine, block[0], block[1]);
}

static void write_text(struct machine *machine, uint32_t address, bool one)
{
	char character;

	for (unsigned i = 0; i < (one ? 1 : MOST_TEXT); i++) {
		if (uc_mem_read(machine->engine, address + i, &character, 1) != UC_ERR_OK)
			return;
		if (character == '\0' && !one)
			return;
		if (!machine->quiet)
			putchar(character);
	}
}

/* Without a debugger the same instruction is a hard fault: the program has to look first. */
static bool is_call(struct machine *machine)
{
	uint32_t pc = 0;
	uint16_t code = 0;

	uc_reg_read(machine->engine, UC_ARM_REG_PC, &pc);
	uc_mem_read(machine->engine, pc & ~1U, &code, sizeof(code));
	if (code != BREAKPOINT)
		machine_illegal(machine, "breakpoint %04X at 0x%08" PRIX32, code, pc);
	else if (!system_has_debugger(machine))
		machine_illegal(machine, "semihosting without a debugger at 0x%08" PRIX32, pc);
	else
		return true;
	machine_end(machine, ENDED_BY_FAULT);
	return false;
}

void semihosting_call(struct machine *machine)
{
	uint32_t operation = 0, parameter = 0, pc = 0;

	if (!is_call(machine))
		return;
	uc_reg_read(machine->engine, UC_ARM_REG_R0, &operation);
	uc_reg_read(machine->engine, UC_ARM_REG_R1, &parameter);
	uc_reg_read(machine->engine, UC_ARM_REG_PC, &pc);
	if (operation == EXIT)
		end(machine, parameter, 0);
	else if (operation == EXIT_EXTENDED)
		exit_extended(machine, parameter);
	else if (operation == WRITE_TEXT || operation == WRITE_CHARACTER)
		write_text(machine, parameter, operation == WRITE_CHARACTER);
	else
		machine_illegal(machine, "semihosting operation 0x%02" PRIX32, operation);
	pc = (pc + 2) | 1;
	if (machine->outcome == RUNNING)
		uc_reg_write(machine->engine, UC_ARM_REG_PC, &pc);
}
