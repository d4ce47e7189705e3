/* SPDX-License-Identifier: MIT */
/* CLOCK and POWER, which share one block; REGULATORS; VMC (NRF9160.md 7 and 9). */
#include "emulator/peripherals.h"

#define HFCLKSTART 0x000
#define LFCLKSTART 0x008
#define EVENT_HFCLKSTARTED 0x100
#define EVENT_LFCLKSTARTED 0x104
#define EVENT_SLEEPENTER 0x114
#define EVENT_SLEEPEXIT 0x118
#define RESETREAS 0x400
#define HFCLKSTAT 0x40C
#define LFCLKSTAT 0x418
#define GPREGRET 0x51C
#define HFXO_MICROSECONDS 360U /* hint; no source */
#define LFCLK_MICROSECONDS 600U

#define DCDCEN 0x578
#define SYSTEMOFF 0x500

static void clock_reset(struct machine *machine)
{
	*peripheral_register(machine, P_CLOCK, RESETREAS) = machine->retained[0];
	*peripheral_register(machine, P_CLOCK, GPREGRET) = machine->retained[1];
	*peripheral_register(machine, P_CLOCK, GPREGRET + 4) = machine->retained[2];
	/* Anomaly 6: set after a pin reset. */
	*peripheral_register(machine, P_CLOCK, EVENT_SLEEPENTER) = 1;
	*peripheral_register(machine, P_CLOCK, EVENT_SLEEPEXIT) = 1;
}

static void clock_before_read(struct machine *machine, uint32_t offset)
{
	const uint32_t *words = machine->blocks[P_CLOCK].words;

	if (offset == HFCLKSTAT)
		*peripheral_register(machine, P_CLOCK, offset) =
			words[EVENT_HFCLKSTARTED / 4] ? 0x10001 : 0x10000;
	else if (offset == LFCLKSTAT && words[EVENT_LFCLKSTARTED / 4])
		*peripheral_register(machine, P_CLOCK, offset) = 0x10001;
}

static void clock_after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	uint32_t *place = peripheral_register(machine, P_CLOCK, offset);

	if (offset == HFCLKSTART && *place && !machine->options->faulty[FAULT_NO_HFXO])
		time_appoint(machine, P_CLOCK, EVENT_HFCLKSTARTED, MICROSECONDS(HFXO_MICROSECONDS));
	else if (offset == LFCLKSTART && *place)
		time_appoint(machine, P_CLOCK, EVENT_LFCLKSTARTED,
			     MICROSECONDS(LFCLK_MICROSECONDS));
	else if (offset == RESETREAS)
		machine->retained[0] = *place = before & ~*place; /* write 1 to clear */
	else if (offset == GPREGRET || offset == GPREGRET + 4)
		machine->retained[1 + (offset - GPREGRET) / 4] = *place &= 0xFF;
	else if ((offset == EVENT_SLEEPENTER || offset == EVENT_SLEEPEXIT) && !*place)
		machine->errata |= 1U << 6;
}

static void regulators_after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	const uint32_t *words = machine->blocks[P_REGULATORS].words;

	(void)before;
	if (offset == DCDCEN && (words[offset / 4] & 1))
		machine->errata |= 1U << 15 | (words[0xA38 / 4] & 1) << 14;
	if (offset == 0x710 && words[0x710 / 4] == 1 && words[0x70C / 4] == 0)
		machine->errata |= 1U << 31;
	if (offset == SYSTEMOFF && (words[offset / 4] & 1))
		machine_end(machine, ENDED_ASLEEP);
}

static void vmc_after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	(void)before;
	if (offset == 0xEE4 && *peripheral_register(machine, P_VMC, offset) == 0xE)
		machine->errata |= 1U << 20;
}

static const struct register_range clock_ranges[] = {
	{HFCLKSTART, 0x00C, CAN_WRITE, 0},
	{0x078, 0x07C, CAN_WRITE, 0},
	{EVENT_HFCLKSTARTED, 0x108, CAN_BOTH, 0},
	{EVENT_SLEEPENTER, EVENT_SLEEPEXIT, CAN_BOTH, 0},
	{0x300, 0x308, CAN_BOTH, 0},
	{RESETREAS, RESETREAS, CAN_BOTH, 0},
	{0x408, 0x408, CAN_READ, 0},
	{HFCLKSTAT, HFCLKSTAT, CAN_READ, 0},
	{0x414, LFCLKSTAT, CAN_READ, 0},
	{0x440, 0x440, CAN_READ, 0},
	{0x518, 0x518, CAN_BOTH, 1},
	{GPREGRET, GPREGRET + 4, CAN_BOTH, 0},
	{0},
};

static const struct register_range regulators_ranges[] = {
	{SYSTEMOFF, SYSTEMOFF, CAN_WRITE, 0},
	{0x514, 0x514, CAN_BOTH, 0},
	{DCDCEN, DCDCEN, CAN_BOTH, 0},
	{0x70C, 0x710, CAN_BOTH, 0}, /* anomaly 31 */
	{0xA38, 0xA38, CAN_BOTH, 0}, /* anomaly 14 */
	{0},
};

static const struct register_range vmc_ranges[] = {
	{0xEE4, 0xEE4, CAN_BOTH, 0}, /* anomaly 20 */
	{0},
};

const struct peripheral clock_peripheral = {.name = "CLOCK",
					    .base = 0x50005000,
					    .ranges = clock_ranges,
					    .reset = clock_reset,
					    .before_read = clock_before_read,
					    .after_write = clock_after_write};
const struct peripheral regulators_peripheral = {.name = "REGULATORS",
						 .base = 0x50004000,
						 .ranges = regulators_ranges,
						 .after_write = regulators_after_write};
const struct peripheral vmc_peripheral = {
	.name = "VMC", .base = 0x5003A000, .ranges = vmc_ranges, .after_write = vmc_after_write};
