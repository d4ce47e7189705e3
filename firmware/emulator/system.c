/* SPDX-License-Identifier: MIT */
/* What Arm puts at 0xE0000000 and Unicorn leaves out: the parts of SCB, NVIC, SysTick and DWT that
 * a polling program uses (EMULATOR.md, what bites, 6).
 */
#include "emulator/peripherals.h"

#include <inttypes.h>
#include <string.h>

#define SCS 0xE000E000U
#define DWT_CONTROL 0xE0001000U
#define DWT_CYCLES 0xE0001004U
#define DWT_LOCK 0xE0001FB0U
#define CPUID 0xD00
#define VTOR 0xD08
#define AIRCR 0xD0C
#define CFSR 0xD28
#define HFSR 0xD2C
#define CPACR 0xD88
#define DHCSR 0xDF0
#define DEMCR 0xDFC
#define VECTORS_ALIGNMENT 0x200U /* 81 vectors, to the next power of two */
#define RESET_KEY 0x05FA0000U

/* Offsets in SCS that hold what was written: SysTick, NVIC, SCB, MPU, SAU, FPU. */
static const struct {
	uint16_t first, last;
} plain[] = {
	{0x004, 0x01C}, {0x100, 0x108}, {0x180, 0x188}, {0x200, 0x208},
	{0x280, 0x288}, {0x400, 0x440}, {0xD00, 0xD3C}, {CPACR, CPACR},
	{0xD90, 0xDD0}, {0xDE4, 0xDE8}, {DHCSR, DEMCR}, {0xF34, 0xF3C},
};

static uint32_t *word(struct machine *machine, uint32_t offset)
{
	return &machine->system[offset / 4];
}

bool system_has_debugger(const struct machine *machine)
{
	return machine->system[DHCSR / 4] & 1;
}

void system_reset(struct machine *machine)
{
	memset(machine->system, 0, sizeof(machine->system));
	*word(machine, CPUID) = 0x410FD213; /* Cortex-M33 r0p3 */
	*word(machine, VTOR) = machine->vectors;
	*word(machine, AIRCR) = 0xFA050000;
	*word(machine, DHCSR) = !machine->options->no_debugger;
	machine->cycle_counter_base = 0;
}

static bool is_plain(uint32_t offset)
{
	for (unsigned i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (offset >= plain[i].first && offset <= plain[i].last + 3U)
			return true;
	return false;
}

static bool cycles_are_counted(struct machine *machine)
{
	return (*word(machine, DEMCR) >> 24 & 1) && (machine->system[0] & 1);
}

/* The word of DWT's control is kept where SCS has none. */
static uint32_t read_word(struct machine *machine, uint32_t address)
{
	if (address == DWT_CONTROL)
		return machine->system[0];
	if (address == DWT_CYCLES)
		return cycles_are_counted(machine)
			       ? (uint32_t)machine->cycles - machine->cycle_counter_base
			       : 0;
	if (address - SCS < 0x1000 && is_plain(address - SCS))
		return *word(machine, address - SCS);
	machine_illegal(machine, "read at 0x%08" PRIX32 ": nothing is modelled there", address);
	return 0;
}

uint32_t system_read(struct machine *machine, uint32_t address, unsigned size)
{
	uint32_t value = read_word(machine, address & ~3U) >> 8 * (address & 3);

	return size == 4 ? value : value & ((1U << 8 * size) - 1);
}

static void write_scs(struct machine *machine, uint32_t offset, uint32_t value)
{
	switch (offset) {
	case CPUID:
		return;
	case VTOR:
		if (value % VECTORS_ALIGNMENT)
			machine_illegal(machine, "VTOR of 0x%08" PRIX32 " is not aligned", value);
		break;
	case AIRCR:
		if ((value & 0xFFFF0000) == RESET_KEY && (value & 4))
			machine_request_reset(machine, RESET_SOFT);
		return;
	case CFSR:
	case HFSR:
		value = *word(machine, offset) & ~value; /* write 1 to clear */
		break;
	case DHCSR:
		return; /* the debugger's */
	}
	if (offset >= 0x100 && offset <= 0x108 && value)
		machine_illegal(machine, "interrupts are not modelled");
	if (offset == 0x010 && (value & 2))
		machine_illegal(machine, "interrupts of SysTick are not modelled");
	*word(machine, offset) = value;
}

void system_write(struct machine *machine, uint32_t address, unsigned size, uint32_t value)
{
	uint32_t shift = 8 * (address & 3);
	uint32_t mask = size == 4 ? 0xFFFFFFFF : ((1U << 8 * size) - 1) << shift;

	address &= ~3U;
	if (address - SCS < 0x1000 && is_plain(address - SCS)) {
		uint32_t before = size == 4 ? 0 : *word(machine, address - SCS) & ~mask;

		write_scs(machine, address - SCS, before | (value << shift & mask));
	} else if (address == DWT_CONTROL) {
		machine->system[0] = value;
	} else if (address == DWT_CYCLES) {
		machine->cycle_counter_base = (uint32_t)machine->cycles - value;
	} else if (address != DWT_LOCK) {
		machine_illegal(machine, "write at 0x%08" PRIX32 ": nothing is modelled there",
				address);
	}
}
