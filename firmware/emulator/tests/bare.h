/* SPDX-License-Identifier: MIT */
/* What the emulator's test programs share: registers (NRF9160.md), console, flash, exit. */
#ifndef PMLAYOUT_EMULATOR_BARE_H
#define PMLAYOUT_EMULATOR_BARE_H

#include <stdint.h>

#define REG(address) (*(volatile uint32_t *)(address))
#define PAGE ((volatile uint32_t *)0x20000) /* of flash, far from the program */

#define NVMC_READY REG(0x50039400)
#define NVMC_CONFIG REG(0x50039504)
#define NVMC_CONFIGNS REG(0x50039584)
#define UARTE(offset) REG(0x50008000 + (offset))
#define SPIM(offset) REG(0x5000B000 + (offset))
#define GPIO(offset) REG(0x50842500 + (offset))
#define POWER(offset) REG(0x50005000 + (offset))
#define WDT(offset) REG(0x50018000 + (offset))
#define TIMER(offset) REG(0x5000F000 + (offset))
#define SPU(offset) REG(0x50003000 + (offset))

/* One number of what the program shall do; the test script compiles it for each. */
#ifndef CASE
#define CASE 0
#endif

int main(void);
__attribute__((noreturn)) void finish(uint32_t code); /* as the exit status */

void console_start(void);
void say(const char *text);
void say_number(const char *name, uint32_t value); /* "name=0000002A" */

uint32_t microseconds(void); /* of TIMER1, since its first use */

void nvmc_mode(uint32_t mode);
void nvmc_wait(void);
void nvmc_write(volatile uint32_t *place, uint32_t value);
void nvmc_erase(volatile uint32_t *page);

void flash_start(void); /* SPIM3 to the nRF9160-DK's flash */
void flash_command(const uint8_t *out, uint32_t out_count, uint8_t *in, uint32_t in_count);
void flash_write_enable(void);
void flash_wait(void);

#endif
