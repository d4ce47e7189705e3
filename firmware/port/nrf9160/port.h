/* SPDX-License-Identifier: MIT */
/* The parts of the nRF9160 port, for main.c. */
#ifndef PMLAYOUT_FIRMWARE_PORT_H
#define PMLAYOUT_FIRMWARE_PORT_H

#include "hal/hal.h"

struct pmlayout_device;

/* TIMER0 as a clock. */
void timer_start(void);
uint32_t timer_microseconds(void);
void timer_delay(uint32_t microseconds);

/* The console: UARTE0 and RTT, both at once. */
void uarte_start(void);
void uarte_put(const char *bytes, uint32_t n);
void rtt_start(void);
void rtt_put(const char *bytes, uint32_t n);
void console_put(const char *bytes, uint32_t n);

/* Internal flash; pages that [protected_begin, protected_end) touches are never written. */
struct nvmc {
	uint32_t protected_begin, protected_end;
};
struct flash_dev nvmc_flash_dev(struct nvmc *nvmc);

/* SPIM3 with the pins of the device's row; false when the row does not say them all. */
struct spim {
	uint32_t cs;
	bool cs_active_low;
};
bool spim_start(struct spim *spim, const struct pmlayout_device *device, struct spi_bus *bus);

/* FICR, UICR, SPU, RESETREAS, WDT; clears RESETREAS, which gathers reasons until then. */
struct chip_facts facts_read(void);
void watchdog_feed(void);

/* Tells the debugger, if one is there; then sleeps for ever. */
_Noreturn void port_exit(uint32_t status);

int main(void);

/* Memory that lies in RAM, where EasyDMA reaches it. */
bool port_is_ram(const void *memory);

#endif
