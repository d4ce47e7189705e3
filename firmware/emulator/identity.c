/* SPDX-License-Identifier: MIT */
/* FICR and UICR as they leave the factory and the first start (NRF9160.md 8). */
#include "emulator/machine.h"

#include <string.h>

static void put(uint8_t *area, uint32_t offset, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		area[offset + i] = (uint8_t)(value >> 8 * i);
}

void identity_fill(struct machine *machine)
{
	const struct options *options = machine->options;
	uint32_t part = options->faulty[FAULT_OTHER_SOC] ? 0x9161 : 0x9160;

	if (part == 0x9161 && options->values[FAULT_OTHER_SOC] != NOR_NO_VALUE)
		part = options->values[FAULT_OTHER_SOC];
	memset(machine->ficr, 0xFF, INFO_SIZE);
	memset(machine->uicr, 0xFF, INFO_SIZE);
	put(machine->ficr, 0x130, 0x09);
	put(machine->ficr, 0x134, options->revision);
	put(machine->ficr, 0x140, part);
	memcpy(machine->ficr + 0x144, "B1A0", 4);
	memcpy(machine->ficr + 0x148, "SICA", 4);
	put(machine->ficr, 0x204, 0x01234567);
	put(machine->ficr, 0x208, 0x89ABCDEF);
	put(machine->ficr, 0x20C, part);
	put(machine->ficr, 0x218, RAM_SIZE >> 10);
	put(machine->ficr, 0x21C, FLASH_SIZE >> 10);
	put(machine->ficr, 0x220, FLASH_PAGE);
	put(machine->ficr, 0x224, FLASH_PAGES);
	if (options->faulty[FAULT_BLANK_UICR])
		return;
	put(machine->uicr, 0x1C, 0xFFFFFFFE); /* HFXOSRC: TCXO */
	put(machine->uicr, 0x20, 0xFFFFFF20); /* HFXOCNT */
}
