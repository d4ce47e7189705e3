/* SPDX-License-Identifier: MIT */
/* The controller of the internal flash, and what a store does to it (NRF9160.md 3). */
#include "emulator/peripherals.h"

#include <inttypes.h>
#include <string.h>

#define READY 0x400
#define READY_NEXT 0x408
#define CONFIG 0x504
#define ERASE_ALL 0x50C
#define CONFIG_NONSECURE 0x584

#define WRITE_MICROSECONDS 43U    /* hint; no source */
#define ERASE_MICROSECONDS 87000U /* nominal, NRFX fixups */
#define WRITES_PER_ERASE 2

enum { READ_ONLY = 0, WRITE_ENABLED = 1, ERASE_ENABLED = 2, PARTIAL_ERASE = 4 };

static void after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	uint32_t value = *peripheral_register(machine, P_NVMC, offset);

	(void)before;
	if (offset == ERASE_ALL && (value & 1))
		machine_illegal(machine, "NVMC ERASEALL would erase UICR and the running image");
	if (offset != CONFIG && offset != CONFIG_NONSECURE)
		return;
	if (!*peripheral_register(machine, P_NVMC, READY))
		machine_illegal(machine, "NVMC configured before READY");
	if ((value & 7) == (WRITE_ENABLED | ERASE_ENABLED))
		machine_illegal(machine, "NVMC enabled for writes and erases at once");
	else if (offset == CONFIG && (value & 7) == PARTIAL_ERASE)
		machine_illegal(machine, "NVMC partial erase is not modelled");
}

static void become_busy(struct machine *machine, uint32_t microseconds)
{
	*peripheral_register(machine, P_NVMC, READY) = 0;
	*peripheral_register(machine, P_NVMC, READY_NEXT) = 0;
	time_appoint(machine, P_NVMC, READY, MICROSECONDS(microseconds));
	time_appoint(machine, P_NVMC, READY_NEXT, MICROSECONDS(microseconds));
}

/* The mode that counts for an address; secure code that writes to a region which the SPU marks
 * non-secure needs CONFIGNS too.
 */
static uint32_t mode_at(struct machine *machine, uint32_t address)
{
	uint32_t mode = *peripheral_register(machine, P_NVMC, CONFIG) & 7;
	uint32_t nonsecure = *peripheral_register(machine, P_NVMC, CONFIG_NONSECURE) & 3;

	if (mode == READ_ONLY)
		machine_illegal(machine, "store to flash at 0x%08" PRIX32 " without write enable",
				address);
	if (address >= FLASH_SIZE || mode == READ_ONLY ||
	    (spu_flash_permissions(machine, address) & SPU_SECURE) || nonsecure == mode)
		return mode;
	machine_illegal(machine, "store to non-secure flash at 0x%08" PRIX32 " needs CONFIGNS",
			address);
	return READ_ONLY;
}

/* What makes a store illegal whatever NVMC's mode is. */
static bool is_legal(struct machine *machine, uint32_t address, unsigned size)
{
	if (size != 4 || address % 4)
		machine_illegal(machine, "store of %u bytes to flash at 0x%08" PRIX32, size,
				address);
	else if (!*peripheral_register(machine, P_NVMC, READY))
		machine_illegal(machine, "store to flash at 0x%08" PRIX32 " before READY", address);
	else if (address >= FLASH_SIZE)
		machine_illegal(machine, "write of %s at 0x%08" PRIX32,
				address >= UICR_BASE + 0x108 ? "OTP or keys" : "UICR", address);
	else if (!(spu_flash_permissions(machine, address) & SPU_WRITE))
		spu_refuse(machine, "write", address);
	else
		return true;
	return false;
}

static void write_word(struct machine *machine, uint32_t address, uint32_t value)
{
	uint32_t before, after;

	if (machine->is_running_image[address / FLASH_PAGE])
		machine_illegal(machine, "write to the running image at 0x%08" PRIX32, address);
	if (++machine->writes[address / 4] > WRITES_PER_ERASE) {
		machine_illegal(machine, "write %u of the word at 0x%08" PRIX32 " since its erase",
				machine->writes[address / 4], address);
		machine->writes[address / 4] = WRITES_PER_ERASE;
	}
	if (!machine_operation(machine, "internal write", address, 4))
		value |= 0xFFFF0000; /* power fails when half of the bits are done */
	memcpy(&before, machine->flash + address, 4);
	after = before & value;
	memcpy(machine->pending.bytes, &after, 4);
	become_busy(machine, WRITE_MICROSECONDS);
}

static void erase_page(struct machine *machine, uint32_t address, uint32_t value)
{
	uint8_t *page = machine->flash + address;
	uint32_t erased = FLASH_PAGE;

	if (address % FLASH_PAGE || value != 0xFFFFFFFF) {
		machine_illegal(machine, "erase by a store of 0x%08" PRIX32 " to 0x%08" PRIX32,
				value, address);
		return;
	}
	if (machine->is_running_image[address / FLASH_PAGE])
		machine_illegal(machine, "erase of the running image at 0x%08" PRIX32, address);
	if (!machine_operation(machine, "internal erase", address, FLASH_PAGE)) {
		erased /= 2;
		for (unsigned i = 0; i < 64; i++)
			page[erased + i] |= 0xA5;
	}
	memset(page, 0xFF, erased);
	memset(machine->writes + address / 4, 0, FLASH_PAGE / 4);
	memset(machine->pending.bytes, 0xFF, 4);
	machine_forget_code(machine, address, FLASH_PAGE);
	become_busy(machine, ERASE_MICROSECONDS);
}

void nvmc_store(struct machine *machine, uint32_t address, unsigned size, uint32_t value)
{
	uint8_t *place = address < FLASH_SIZE ? machine->flash + address
					      : machine->uicr + (address - UICR_BASE);
	uint32_t mode;

	/* A store that is refused leaves what was there. */
	machine->pending = (struct pending_store){.place = place, .size = size, .address = address};
	memcpy(machine->pending.bytes, place, size);
	if (machine->outcome != RUNNING || !is_legal(machine, address, size))
		return;
	mode = mode_at(machine, address);
	if (mode == WRITE_ENABLED)
		write_word(machine, address, value);
	else if (mode == ERASE_ENABLED)
		erase_page(machine, address, value);
}

static const struct register_range ranges[] = {
	{READY, READY, CAN_READ, 1},   {READY_NEXT, READY_NEXT, CAN_READ, 1},
	{CONFIG, CONFIG, CAN_BOTH, 0}, {ERASE_ALL, ERASE_ALL, CAN_WRITE, 0},
	{0x51C, 0x51C, CAN_BOTH, 10},  {0x540, 0x540, CAN_BOTH, 0},
	{0x548, 0x54C, CAN_BOTH, 0},   {CONFIG_NONSECURE, CONFIG_NONSECURE, CAN_BOTH, 0},
	{0x588, 0x588, CAN_WRITE, 0},  {0},
};

const struct peripheral nvmc_peripheral = {
	.name = "NVMC", .base = 0x50039000, .ranges = ranges, .after_write = after_write};
