/* SPDX-License-Identifier: MIT */
/* The watchdog: once started nothing but a reset stops it (NRF9160.md 7). */
#include "emulator/peripherals.h"

#include <inttypes.h>

#define START 0x000
#define RUNNING_NOW 0x400
#define REQUESTS 0x404
#define COUNTER 0x504
#define ENABLED_REQUESTS 0x508
#define CONFIG 0x50C
#define RELOAD 0x600
#define RELOAD_KEY 0x6E524635U
#define LFCLK_HZ 32768U
#define DEFAULT_SECONDS 2U

void watchdog_feed(struct machine *machine)
{
	uint64_t ticks = (uint64_t)*peripheral_register(machine, P_WDT, COUNTER) + 1;

	machine->watchdog_bites = machine->cycles + ticks * MICROSECONDS(1000000) / LFCLK_HZ;
	*peripheral_register(machine, P_WDT, REQUESTS) =
		*peripheral_register(machine, P_WDT, ENABLED_REQUESTS);
}

static void start(struct machine *machine)
{
	*peripheral_register(machine, P_WDT, RUNNING_NOW) = 1;
	watchdog_feed(machine);
}

/* Left on by a bootloader; VALUE: milliseconds until it bites. */
static void reset(struct machine *machine)
{
	uint32_t milliseconds = machine->options->values[FAULT_WATCHDOG_RUNNING];
	uint64_t ticks = DEFAULT_SECONDS * LFCLK_HZ;

	machine->watchdog_bites = NEVER;
	if (!machine->options->faulty[FAULT_WATCHDOG_RUNNING])
		return;
	if (milliseconds != NOR_NO_VALUE)
		ticks = (uint64_t)milliseconds * LFCLK_HZ / 1000;
	*peripheral_register(machine, P_WDT, COUNTER) = (uint32_t)ticks;
	start(machine);
}

static void reload(struct machine *machine, uint32_t number)
{
	uint32_t *requests = peripheral_register(machine, P_WDT, REQUESTS);

	*requests &= ~(1U << number);
	if (*requests == 0)
		watchdog_feed(machine);
}

static void after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	uint32_t value = *peripheral_register(machine, P_WDT, offset);
	bool runs = *peripheral_register(machine, P_WDT, RUNNING_NOW);

	if (offset == START && value && !runs) {
		start(machine);
	} else if (offset >= COUNTER && offset <= CONFIG && runs) {
		*peripheral_register(machine, P_WDT, offset) = before;
		machine_illegal(machine, "WDT+0x%03" PRIX32 " written while it runs", offset);
	} else if (offset >= RELOAD && value == RELOAD_KEY && runs) {
		reload(machine, (offset - RELOAD) / 4);
	}
}

static const struct register_range ranges[] = {
	{START, START, CAN_WRITE, 0},
	{0x100, 0x100, CAN_BOTH, 0},
	{0x300, 0x308, CAN_BOTH, 0},
	{RUNNING_NOW, RUNNING_NOW, CAN_READ, 0},
	{REQUESTS, REQUESTS, CAN_READ, 1},
	{COUNTER, COUNTER, CAN_BOTH, 0xFFFFFFFF},
	{ENABLED_REQUESTS, ENABLED_REQUESTS, CAN_BOTH, 1},
	{CONFIG, CONFIG, CAN_BOTH, 1},
	{RELOAD, RELOAD + 0x1C, CAN_WRITE, 0},
	{0},
};

const struct peripheral wdt_peripheral = {.name = "WDT",
					  .base = 0x50018000,
					  .ranges = ranges,
					  .reset = reset,
					  .after_write = after_write};
