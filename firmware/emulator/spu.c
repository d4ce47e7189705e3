/* SPDX-License-Identifier: MIT */
/* The SPU: permissions of 32 KiB of flash and 8 KiB of RAM each (NRF9160.md 10). */
#include "emulator/peripherals.h"

#include <inttypes.h>

#define EVENT_RAM_ERROR 0x100
#define EVENT_FLASH_ERROR 0x104
#define FLASH_REGION 0x600
#define RAM_REGION 0x700
#define FLASH_REGION_SIZE 0x8000U
#define RAM_REGION_SIZE 0x2000U
#define ALL_ALLOWED (SPU_EXECUTE | SPU_WRITE | SPU_READ | SPU_SECURE)
#define DEFAULT_LOCKED_REGION 2U

uint32_t spu_flash_permissions(const struct machine *machine, uint32_t address)
{
	return machine->blocks[P_SPU].words[FLASH_REGION / 4 + address / FLASH_REGION_SIZE];
}

void spu_refuse(struct machine *machine, const char *what, uint32_t address)
{
	uint32_t event = address < RAM_BASE ? EVENT_FLASH_ERROR : EVENT_RAM_ERROR;

	*peripheral_register(machine, P_SPU, event) = 1;
	machine_illegal(machine, "%s at 0x%08" PRIX32 " that the SPU forbids", what, address);
}

static void reset(struct machine *machine)
{
	uint32_t region = machine->options->values[FAULT_LOCKED_SPU];

	if (!machine->options->faulty[FAULT_LOCKED_SPU])
		return;
	if (region >= 32)
		region = DEFAULT_LOCKED_REGION;
	*peripheral_register(machine, P_SPU, FLASH_REGION + 4 * region) = ALL_ALLOWED | SPU_LOCK;
}

static void after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	if (offset >= FLASH_REGION && (before & SPU_LOCK)) {
		*peripheral_register(machine, P_SPU, offset) = before;
		machine_illegal(machine, "SPU+0x%03" PRIX32 " is locked until reset", offset);
	}
}

static const struct register_range ranges[] = {
	{EVENT_RAM_ERROR, 0x108, CAN_BOTH, 0},
	{0x300, 0x308, CAN_BOTH, 0},
	{0x400, 0x400, CAN_READ, 1},          /* CAP: has TrustZone */
	{0x4C0, 0x4C0, CAN_BOTH, 0xFFFFFEFF}, /* pins secure; its lock is elsewhere */
	{0x500, 0x50C, CAN_BOTH, 0},
	{FLASH_REGION, FLASH_REGION + 0x7C, CAN_BOTH, ALL_ALLOWED},
	{RAM_REGION, RAM_REGION + 0x7C, CAN_BOTH, ALL_ALLOWED},
	{0x800, 0x90C, CAN_BOTH, 0x80000032}, /* present, split, secure */
	{0},
};

const struct peripheral spu_peripheral = {.name = "SPU",
					  .base = 0x50003000,
					  .ranges = ranges,
					  .reset = reset,
					  .after_write = after_write};
