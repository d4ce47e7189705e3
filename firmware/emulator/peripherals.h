/* SPDX-License-Identifier: MIT */
/* The peripherals as a table: which registers they have and what happens at them. */
#ifndef PMLAYOUT_EMULATOR_PERIPHERALS_H
#define PMLAYOUT_EMULATOR_PERIPHERALS_H

#include "emulator/machine.h"

enum { CAN_READ = 1, CAN_WRITE = 2, CAN_BOTH = 3 };

/* Registers FIRST to LAST, one every 4 bytes. */
struct register_range {
	uint16_t first, last;
	uint8_t access;
	uint32_t reset;
};

struct peripheral {
	const char *name;
	uint32_t base;                       /* secure alias */
	const struct register_range *ranges; /* ends with access 0 */
	void (*reset)(struct machine *machine);
	/* Before a read: brings the register up to date; NULL: it is. */
	void (*before_read)(struct machine *machine, uint32_t offset);
	/* After a write, with the value before; NULL: nothing happens. */
	void (*after_write)(struct machine *machine, uint32_t offset, uint32_t before);
};

#define EASYDMA_MAXIMUM 8191U /* MAXCNT has 13 bits */
#define PIN_DISCONNECTED 0x80000000U

extern const struct peripheral spu_peripheral, regulators_peripheral, clock_peripheral,
	uarte0_peripheral, spim3_peripheral, timer0_peripheral, timer1_peripheral,
	timer2_peripheral, wdt_peripheral, nvmc_peripheral, vmc_peripheral, gpio_peripheral;

const struct peripheral *peripheral_table(void); /* P_COUNT rows */
void peripherals_reset(struct machine *machine);
uint32_t peripherals_read(struct machine *machine, uint32_t address, unsigned size);
void peripherals_write(struct machine *machine, uint32_t address, unsigned size, uint32_t value);

static inline uint32_t *peripheral_register(struct machine *machine, enum peripheral_id id,
					    uint32_t offset)
{
	return &machine->blocks[id].words[offset / 4];
}

/* The RAM that EasyDMA may use, or NULL and a report. */
uint8_t *easydma_buffer(struct machine *machine, const char *name, uint32_t address, uint32_t size);

/* gpio.c: is the pin an output; its level; drives the flash's pins anew. */
bool gpio_is_output(const struct machine *machine, uint32_t pin);
bool gpio_level(const struct machine *machine, uint32_t pin);

/* nvmc.c: the CPU's store to flash or UICR. */
void nvmc_store(struct machine *machine, uint32_t address, unsigned size, uint32_t value);

/* spu.c */
enum {
	SPU_EXECUTE = 1U << 0,
	SPU_WRITE = 1U << 1,
	SPU_READ = 1U << 2,
	SPU_SECURE = 1U << 4,
	SPU_LOCK = 1U << 8
};
uint32_t spu_flash_permissions(const struct machine *machine, uint32_t address);
/* Notes a refused access in its event and reports it. */
void spu_refuse(struct machine *machine, const char *what, uint32_t address);

/* watchdog.c */
void watchdog_feed(struct machine *machine);

/* system.c: 0xE0000000. */
uint32_t system_read(struct machine *machine, uint32_t address, unsigned size);
void system_write(struct machine *machine, uint32_t address, unsigned size, uint32_t value);
void system_reset(struct machine *machine);
bool system_has_debugger(const struct machine *machine);

#endif
