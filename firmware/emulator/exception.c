/* SPDX-License-Identifier: MIT */
/* Exception entry and return, which Unicorn leaves to its user (EMULATOR.md, what bites, 6). */
#include "emulator/peripherals.h"

#define FRAME_WORDS 8U
#define RETURN_TO_THREAD 0xFFFFFFF9U /* with the main stack */
#define THUMB_STATE (1U << 24)
#define VTOR 0xD08
#define HFSR 0xD2C
#define HFSR_FORCED (1U << 30)
#define CFSR 0xD28
#define CFSR_PRECISE_BUS_ERROR (1U << 9)

static const int frame_registers[FRAME_WORDS] = {
	UC_ARM_REG_R0,  UC_ARM_REG_R1, UC_ARM_REG_R2, UC_ARM_REG_R3,
	UC_ARM_REG_R12, UC_ARM_REG_LR, UC_ARM_REG_PC, UC_ARM_REG_XPSR,
};

static uint32_t get(struct machine *machine, int id)
{
	uint32_t value = 0;

	uc_reg_read(machine->engine, id, &value);
	return value;
}

static void set(struct machine *machine, int id, uint32_t value)
{
	uc_reg_write(machine->engine, id, &value);
}

/* false: the stack or the vector is no memory. */
bool exception_enter(struct machine *machine, uint32_t number, uint32_t return_address)
{
	uint32_t stack = (get(machine, UC_ARM_REG_SP) & ~7U) - 4 * FRAME_WORDS;
	uint32_t frame[FRAME_WORDS], vector = 0;

	for (unsigned i = 0; i < FRAME_WORDS; i++)
		frame[i] = get(machine, frame_registers[i]);
	frame[6] = return_address;
	frame[7] |= THUMB_STATE; /* Unicorn's xPSR comes without */
	if (uc_mem_write(machine->engine, stack, frame, sizeof(frame)) != UC_ERR_OK ||
	    uc_mem_read(machine->engine, machine->system[VTOR / 4] + 4 * number, &vector, 4) !=
		    UC_ERR_OK ||
	    !(vector & 1))
		return false;
	machine->system[HFSR / 4] |= HFSR_FORCED;
	machine->system[CFSR / 4] |= CFSR_PRECISE_BUS_ERROR;
	set(machine, UC_ARM_REG_SP, stack);
	set(machine, UC_ARM_REG_LR, RETURN_TO_THREAD);
	set(machine, UC_ARM_REG_IPSR, number);
	set(machine, UC_ARM_REG_PC, vector);
	return true;
}

void exception_return(struct machine *machine)
{
	uint32_t stack = get(machine, UC_ARM_REG_SP);
	uint32_t frame[FRAME_WORDS];

	machine->returning = false;
	if (uc_mem_read(machine->engine, stack, frame, sizeof(frame)) != UC_ERR_OK) {
		machine_end(machine, ENDED_BY_FAULT);
		return;
	}
	set(machine, UC_ARM_REG_SP, stack + sizeof(frame));
	set(machine, UC_ARM_REG_IPSR, 0);
	for (unsigned i = 0; i < 6; i++)
		set(machine, frame_registers[i], frame[i]);
	set(machine, UC_ARM_REG_APSR_NZCVQ, frame[7] & 0xF8000000);
	set(machine, UC_ARM_REG_PC, frame[6] | 1);
	machine->faults = 0;
}
