/* SPDX-License-Identifier: MIT */
/* TIMER0 to TIMER2 in timer mode: counting, capture, compare (NRF9160.md 7). */
#include "emulator/peripherals.h"

#include <inttypes.h>

#define START 0x000
#define STOP 0x004
#define CLEAR 0x00C
#define CAPTURE 0x040
#define COMPARE 0x140
#define MODE 0x504
#define BIT_MODE 0x508
#define PRESCALER 0x510
#define COMPARE_VALUE 0x540
#define CHANNELS 6U

static uint32_t get(const struct machine *machine, unsigned number, uint32_t offset)
{
	return machine->blocks[P_TIMER0 + number].words[offset / 4];
}

static uint64_t cycles_per_tick(const struct machine *machine, unsigned number)
{
	/* 64 MHz of the CPU to 16 MHz of the peripheral. */
	return UINT64_C(4) << (get(machine, number, PRESCALER) & 15);
}

static uint32_t mask(const struct machine *machine, unsigned number)
{
	static const uint32_t masks[4] = {0xFFFF, 0xFF, 0xFFFFFF, 0xFFFFFFFF};

	return masks[get(machine, number, BIT_MODE) & 3];
}

static uint32_t count(const struct machine *machine, unsigned number)
{
	uint64_t ticks = machine->timer_held[number];

	if (machine->timer_runs[number])
		ticks += (machine->cycles - machine->timer_started[number]) /
			 cycles_per_tick(machine, number);
	return (uint32_t)ticks & mask(machine, number);
}

static void appoint_compare(struct machine *machine, unsigned number, unsigned channel)
{
	uint32_t wanted = get(machine, number, COMPARE_VALUE + 4 * channel);
	uint32_t ticks = (wanted - count(machine, number)) & mask(machine, number);
	enum peripheral_id id = (enum peripheral_id)(P_TIMER0 + number);

	if (machine->timer_runs[number] && wanted && ticks)
		time_appoint(machine, id, COMPARE + 4 * channel,
			     ticks * cycles_per_tick(machine, number));
	else
		time_cancel(machine, id, COMPARE + 4 * channel);
}

static void set(struct machine *machine, unsigned number, uint32_t held, bool runs)
{
	machine->timer_held[number] = held;
	machine->timer_started[number] = machine->cycles;
	machine->timer_runs[number] = runs;
	for (unsigned channel = 0; channel < CHANNELS; channel++)
		appoint_compare(machine, number, channel);
}

static void check_setting(struct machine *machine, unsigned number, uint32_t offset)
{
	if (machine->timer_runs[number])
		machine_illegal(machine, "TIMER%u+0x%03" PRIX32 " written while it runs", number,
				offset);
	if (get(machine, number, MODE) != 0)
		machine_illegal(machine, "TIMER%u as a counter is not modelled", number);
}

static void after_write(struct machine *machine, unsigned number, uint32_t offset)
{
	enum peripheral_id id = (enum peripheral_id)(P_TIMER0 + number);
	uint32_t value = get(machine, number, offset);

	if (offset == START && value && !machine->timer_runs[number])
		set(machine, number, machine->timer_held[number], true);
	else if (offset == STOP && value)
		set(machine, number, count(machine, number), false);
	else if (offset == CLEAR && value)
		set(machine, number, 0, machine->timer_runs[number]);
	else if (offset >= CAPTURE && offset < CAPTURE + 4 * CHANNELS && value)
		*peripheral_register(machine, id, COMPARE_VALUE + offset - CAPTURE) =
			count(machine, number);
	else if (offset >= MODE && offset <= PRESCALER)
		check_setting(machine, number, offset);
	else if (offset >= COMPARE_VALUE)
		appoint_compare(machine, number, (offset - COMPARE_VALUE) / 4);
}

static void after_write_0(struct machine *machine, uint32_t offset, uint32_t before)
{
	(void)before;
	after_write(machine, 0, offset);
}

static void after_write_1(struct machine *machine, uint32_t offset, uint32_t before)
{
	(void)before;
	after_write(machine, 1, offset);
}

static void after_write_2(struct machine *machine, uint32_t offset, uint32_t before)
{
	(void)before;
	after_write(machine, 2, offset);
}

static void reset(struct machine *machine)
{
	for (unsigned number = 0; number < 3; number++) {
		machine->timer_held[number] = 0;
		machine->timer_runs[number] = false;
	}
}

static const struct register_range ranges[] = {
	{START, STOP, CAN_WRITE, 0},
	{CLEAR, CLEAR, CAN_WRITE, 0},
	{CAPTURE, CAPTURE + 4 * (CHANNELS - 1), CAN_WRITE, 0},
	{COMPARE, COMPARE + 4 * (CHANNELS - 1), CAN_BOTH, 0},
	{0x300, 0x308, CAN_BOTH, 0},
	{MODE, BIT_MODE, CAN_BOTH, 0},
	{PRESCALER, PRESCALER, CAN_BOTH, 4},
	{COMPARE_VALUE, COMPARE_VALUE + 4 * (CHANNELS - 1), CAN_BOTH, 0},
	{0},
};

const struct peripheral timer0_peripheral = {.name = "TIMER0",
					     .base = 0x5000F000,
					     .ranges = ranges,
					     .reset = reset,
					     .after_write = after_write_0};
const struct peripheral timer1_peripheral = {
	.name = "TIMER1", .base = 0x50010000, .ranges = ranges, .after_write = after_write_1};
const struct peripheral timer2_peripheral = {
	.name = "TIMER2", .base = 0x50011000, .ranges = ranges, .after_write = after_write_2};
