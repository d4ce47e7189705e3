/* SPDX-License-Identifier: MIT */
/* Virtual time, in cycles of the CPU, and what is to happen when. */
#include "emulator/peripherals.h"

uint64_t time_microseconds(const struct machine *machine)
{
	return machine->cycles / CYCLES_PER_MICROSECOND;
}

static void find_next(struct machine *machine)
{
	machine->next_appointment = NEVER;
	for (unsigned i = 0; i < machine->appointment_count; i++)
		if (machine->appointments[i].at < machine->next_appointment)
			machine->next_appointment = machine->appointments[i].at;
}

/* Registers change in the order of time; appointments are few. */
static void keep_appointments(struct machine *machine)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < machine->appointment_count; i++) {
		const struct appointment *appointment = &machine->appointments[i];

		if (appointment->at <= machine->cycles)
			*peripheral_register(machine, appointment->peripheral,
					     appointment->offset) = appointment->value;
		else
			machine->appointments[kept++] = *appointment;
	}
	machine->appointment_count = kept;
	machine->event = true;
	find_next(machine);
}

void time_move_to(struct machine *machine, uint64_t cycles)
{
	if (cycles > machine->cycles)
		machine->cycles = cycles;
	nor_chip_advance(&machine->chip, time_microseconds(machine));
	if (machine->cycles >= machine->next_appointment)
		keep_appointments(machine);
	if (machine->cycles >= machine->watchdog_bites)
		machine_request_reset(machine, RESET_WATCHDOG);
	if (machine->cycles >= machine->timeout)
		machine_end(machine, ENDED_BY_TIMEOUT);
}

void time_advance(struct machine *machine, uint64_t cycles)
{
	uint64_t now = machine->cycles += cycles;

	if (now >= machine->next_appointment || now >= machine->watchdog_bites ||
	    now >= machine->timeout)
		time_move_to(machine, now);
}

void time_cancel(struct machine *machine, enum peripheral_id peripheral, uint32_t offset)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < machine->appointment_count; i++)
		if (machine->appointments[i].peripheral != peripheral ||
		    machine->appointments[i].offset != offset)
			machine->appointments[kept++] = machine->appointments[i];
	machine->appointment_count = kept;
	find_next(machine);
}

/* The register becomes 1. */
void time_appoint(struct machine *machine, enum peripheral_id peripheral, uint32_t offset,
		  uint64_t cycles)
{
	struct appointment *appointment;

	time_cancel(machine, peripheral, offset);
	if (machine->appointment_count == 16)
		return; /* more than the registers that change by time */
	appointment = &machine->appointments[machine->appointment_count++];
	*appointment = (struct appointment){machine->cycles + cycles, peripheral, offset, 1};
	find_next(machine);
}

uint64_t time_of(const struct machine *machine, enum peripheral_id peripheral, uint32_t offset)
{
	for (unsigned i = 0; i < machine->appointment_count; i++)
		if (machine->appointments[i].peripheral == peripheral &&
		    machine->appointments[i].offset == offset)
			return machine->appointments[i].at;
	return NEVER;
}

/* WFI and WFE: the clock moves to the next event (EMULATOR.md, what bites, 5). */
void time_wait_for_event(struct machine *machine)
{
	uint64_t next = machine->next_appointment;

	machine->timer_polls = 0;
	if (machine->watchdog_bites < next)
		next = machine->watchdog_bites;
	if (next == NEVER)
		machine_end(machine, ENDED_ASLEEP);
	else
		time_move_to(machine, next);
	machine->waits_since = machine->cycles;
}
