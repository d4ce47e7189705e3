/* SPDX-License-Identifier: MIT */
/* What the chip says of itself before anything is changed. */
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

/* From the linker script. */
extern const uint32_t image_begin[], image_end[];

static void read_identity(struct chip_facts *facts)
{
	facts->part = FICR_SIPINFO_PARTNO;
	if (facts->part == HAL_UNKNOWN)
		facts->part = FICR_INFO_PART;
	facts->revision = FICR_REVISION;
	for (uint32_t i = 0; i < 2; i++)
		facts->device_id[i] = FICR_INFO_DEVICEID(i);
	facts->flash_page = FICR_INFO_CODEPAGESIZE;
	facts->flash_pages = FICR_INFO_CODESIZE;
	facts->ram_kib = FICR_INFO_RAM;
}

/* Anomaly 7: interrupts are off (they never come on here), and a DSB follows. */
static void read_uicr(struct chip_facts *facts)
{
	facts->approtect = UICR_APPROTECT;
	facts->hfxosrc = UICR_HFXOSRC;
	facts->hfxocnt = UICR_HFXOCNT;
	__asm__ volatile("dsb" ::: "memory");
}

struct chip_facts facts_read(void)
{
	struct chip_facts facts;

	read_identity(&facts);
	read_uicr(&facts);
	for (uint32_t i = 0; i < SPU_FLASH_REGIONS; i++)
		facts.spu_flash[i] = SPU_FLASHREGION_PERM(i);
	for (uint32_t i = 0; i < SPU_RAM_REGIONS; i++)
		facts.spu_ram[i] = SPU_RAMREGION_PERM(i);
	facts.reset_reasons = POWER_RESETREAS;
	POWER_RESETREAS = facts.reset_reasons;
	facts.watchdog_running = (WDT_RUNSTATUS & 1) != 0;
	facts.image_begin = (uint32_t)image_begin;
	facts.image_end = (uint32_t)image_end;
	return facts;
}

void watchdog_feed(void)
{
	uint32_t enabled;

	if ((WDT_RUNSTATUS & 1) == 0)
		return;
	enabled = WDT_RREN;
	for (uint32_t i = 0; i < WDT_RR_COUNT; i++) {
		if (enabled >> i & 1)
			WDT_RR(i) = WDT_RELOAD;
	}
}
