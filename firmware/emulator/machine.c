/* SPDX-License-Identifier: MIT */
/* Puts the nRF9160 together, runs it, and resets it. */
#include "emulator/machine.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/peripherals.h"

#define MOST_ILLEGAL 1000U /* a program that does nothing else is ended */
#define MOST_RESETS 5U
#define NOWHERE 0xFFFFFFFEU /* an address that no program comes to */
#define HARD_FAULT 3U

void machine_illegal(struct machine *machine, const char *format, ...)
{
	va_list arguments;

	if (machine->outcome != RUNNING)
		return;
	if (!machine->quiet) {
		va_start(arguments, format);
		fputs("illegal: ", stderr);
		vfprintf(stderr, format, arguments);
		fputc('\n', stderr);
		va_end(arguments);
	}
	if (++machine->illegal == MOST_ILLEGAL)
		machine_end(machine, ENDED_BY_FAULT);
}

void machine_end(struct machine *machine, enum outcome outcome)
{
	if (machine->outcome != RUNNING)
		return;
	machine->outcome = outcome;
	if (outcome == ENDED_BY_POWER_CUT)
		nor_chip_cut_power(&machine->chip);
}

void machine_request_reset(struct machine *machine, uint32_t reasons)
{
	machine->reset_reasons |= reasons;
	machine->watchdog_bites = NEVER;
}

/* 0: at none. */
static uint32_t reset_at(const struct options *options)
{
	uint32_t number = options->values[FAULT_RESET_AT];

	if (!options->faulty[FAULT_RESET_AT])
		return 0;
	return number == NOR_NO_VALUE ? 1 : number;
}

bool machine_operation(struct machine *machine, const char *what, uint32_t address, uint32_t size)
{
	machine->operations++;
	if (machine->operations_file)
		fprintf(machine->operations_file, "%" PRIu64 " %s 0x%08" PRIX32 " %" PRIu32 "\n",
			machine->operations, what, address, size);
	if (machine->operations == machine->options->stop_after) {
		machine_end(machine, ENDED_BY_POWER_CUT);
		return false;
	}
	if (machine->operations != reset_at(machine->options))
		return true;
	machine_request_reset(machine, RESET_PIN);
	return strncmp(what, "internal", 8) != 0; /* the other chip is not reset and goes on */
}

/* Unicorn goes on running what it has translated (EMULATOR.md, what bites, 4). */
void machine_forget_code(struct machine *machine, uint32_t address, uint32_t size)
{
	if (machine->engine)
		uc_ctl_remove_cache(machine->engine, (uint64_t)address, (uint64_t)address + size);
}

void machine_settle_store(struct machine *machine)
{
	struct pending_store *pending = &machine->pending;

	if (!pending->place)
		return;
	memcpy(pending->place, pending->bytes, pending->size);
	pending->place = NULL;
	machine_forget_code(machine, pending->address, pending->size);
}

/* -- The external flash -------------------------------------------------------------------- */

static enum nor_verdict nor_operation(void *context, enum nor_moment moment,
				      const struct nor_operation *operation)
{
	static const char *const names[] = {"external program", "external erase",
					    "external chip-erase", "external status"};

	if (moment == NOR_AFTER ||
	    machine_operation(context, names[operation->kind], operation->address, operation->size))
		return NOR_GO_ON;
	return NOR_CUT_POWER;
}

static void nor_report(void *context, const char *text)
{
	machine_illegal(context, "external flash: %s", text);
}

static void connect_flash(struct machine *machine)
{
	const struct options *options = machine->options;

	if (!options->part)
		return;
	nor_chip_power_up(&machine->chip, options->part, machine->external);
	machine->chip.hooks = (struct nor_hooks){machine, nor_operation, nor_report};
	for (unsigned fault = 0; fault < NOR_FAULT_COUNT; fault++)
		if (options->nor_faulty[fault])
			nor_chip_break(&machine->chip, (enum nor_fault)fault,
				       options->nor_values[fault]);
}

/* -- Life ---------------------------------------------------------------------------------- */

static uint32_t flash_word(const struct machine *machine, uint32_t address)
{
	const uint8_t *bytes = machine->flash + address % FLASH_SIZE;

	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

static void reset(struct machine *machine, uint32_t reasons)
{
	uint32_t stack = flash_word(machine, machine->vectors);
	uint32_t entry = flash_word(machine, machine->vectors + 4);
	uint32_t ipsr = 0;

	machine->retained[0] |= reasons;
	machine->reset_reasons = 0;
	machine->appointment_count = 0;
	machine->next_appointment = NEVER;
	machine->faults = 0;
	system_reset(machine);
	peripherals_reset(machine);
	uc_reg_write(machine->engine, UC_ARM_REG_IPSR, &ipsr);
	uc_reg_write(machine->engine, UC_ARM_REG_SP, &stack);
	entry |= 1;
	uc_reg_write(machine->engine, UC_ARM_REG_PC, &entry);
}

bool machine_create(struct machine *machine, const struct options *options, bool quiet)
{
	*machine = (struct machine){.options = options, .quiet = quiet};
	machine->timeout = options->timeout * MICROSECONDS(1000000);
	machine->next_appointment = NEVER;
	machine->watchdog_bites = NEVER;
	machine->flash = malloc(FLASH_SIZE);
	machine->ram = calloc(1, RAM_SIZE);
	machine->ficr = malloc(INFO_SIZE);
	machine->uicr = malloc(INFO_SIZE);
	machine->external = options->part ? malloc(options->part->size) : NULL;
	if (!machine->flash || !machine->ram || !machine->ficr || !machine->uicr ||
	    (options->part && !machine->external))
		return false;
	memset(machine->flash, 0xFF, FLASH_SIZE);
	if (options->part)
		memset(machine->external, 0xFF, options->part->size);
	identity_fill(machine);
	connect_flash(machine);
	return hooks_install(machine);
}

void machine_free(struct machine *machine)
{
	if (machine->engine)
		uc_close(machine->engine);
	free(machine->flash);
	free(machine->ram);
	free(machine->ficr);
	free(machine->uicr);
	free(machine->external);
}

/* A first fault goes to the program's handler; one inside of that is a lock-up. */
static void handle_fault(struct machine *machine, uint32_t pc)
{
	machine->faults++;
	machine->faulted = true;
	if (machine->quiet || machine->faults > 1 || !exception_enter(machine, HARD_FAULT, pc))
		machine_end(machine, ENDED_BY_FAULT);
}

static void do_reset(struct machine *machine)
{
	if (!machine->quiet)
		fprintf(stderr, "reset: %s\n",
			machine->reset_reasons & RESET_WATCHDOG ? "watchdog"
			: machine->reset_reasons & RESET_PIN    ? "pin"
								: "software");
	if (++machine->resets > MOST_RESETS)
		machine_end(machine, ENDED_BY_RESETS);
	else
		reset(machine, machine->reset_reasons);
}

/* Runs until something happens that Unicorn can't do inside of a hook. */
static void run_slice(struct machine *machine)
{
	uint32_t pc = 0;
	uc_err error;

	uc_reg_read(machine->engine, UC_ARM_REG_PC, &pc);
	machine->stopped = false;
	error = uc_emu_start(machine->engine, pc | 1, NOWHERE, 0, 0);
	machine_settle_store(machine);
	uc_reg_read(machine->engine, UC_ARM_REG_PC, &pc);
	if (machine->outcome != RUNNING)
		return;
	if (machine->reset_reasons)
		do_reset(machine);
	else if (machine->returning)
		exception_return(machine);
	else if (error != UC_ERR_OK)
		handle_fault(machine, pc);
	else if (!machine->stopped)
		time_wait_for_event(machine); /* WFI */
}

void machine_run(struct machine *machine)
{
	reset(machine, machine->options->faulty[FAULT_WATCHDOG_RUNNING] ? 0 : RESET_PIN);
	while (machine->outcome == RUNNING)
		run_slice(machine);
	rtt_drain(machine);
	/* What the flash was doing goes on without the CPU, unless power is gone. */
	nor_chip_advance(&machine->chip, UINT64_MAX);
}
