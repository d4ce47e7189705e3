/* SPDX-License-Identifier: MIT */
/* What the emulator's test programs share. */
#include "bare.h"

#define STACK_TOP 0x20010000U
#define BUFFER 300U

extern void start(void);

static volatile uint32_t fault_count;

/* A test program may have its own. */
__attribute__((weak)) void on_hard_fault(void)
{
	fault_count++;
	finish(99);
}

__attribute__((section(".vectors"), used)) static void *const vectors[4] = {
	(void *)STACK_TOP, (void *)start, (void *)on_hard_fault, (void *)on_hard_fault};

void start(void)
{
	finish((uint32_t)main());
}

/* Semihosting's exit if a debugger listens, else sleep (EMULATOR.md). */
void finish(uint32_t code)
{
	volatile uint32_t block[2] = {0x20026, code};

	if (REG(0xE000EDF0) & 1) {
		register uint32_t operation __asm__("r0") = 0x20;
		register volatile uint32_t *parameter __asm__("r1") = block;

		__asm__ volatile("bkpt 0xAB" : : "r"(operation), "r"(parameter) : "memory");
	}
	for (;;)
		__asm__ volatile("wfe");
}

void console_start(void)
{
	GPIO(0x008) = 1U << 29; /* TX idles high */
	GPIO(0x018) = 1U << 29;
	UARTE(0x50C) = 29;
	UARTE(0x524) = 0x01D60000;
	UARTE(0x500) = 8;
}

void say(const char *text)
{
	static char buffer[BUFFER];
	uint32_t count = 0;

	while (text[count] && count < BUFFER) {
		buffer[count] = text[count];
		count++;
	}
	UARTE(0x120) = 0;
	UARTE(0x544) = (uint32_t)buffer;
	UARTE(0x548) = count;
	UARTE(0x008) = 1;
	while (!UARTE(0x120))
		;
}

void say_number(const char *name, uint32_t value)
{
	char digits[11] = "=00000000\n";

	for (int i = 8; i > 0; i--, value >>= 4)
		digits[i] =
			(char)((value & 15) < 10 ? '0' + (value & 15) : 'A' + (value & 15) - 10);
	say(name);
	say(digits);
}

uint32_t microseconds(void)
{
	volatile uint32_t *timer = &REG(0x50010000);

	if (timer[0x508 / 4] != 3) {
		timer[0x508 / 4] = 3;
		timer[0] = 1;
	}
	timer[0x40 / 4] = 1;
	return timer[0x540 / 4];
}

void nvmc_wait(void)
{
	while (!NVMC_READY)
		;
}

void nvmc_mode(uint32_t mode)
{
	NVMC_CONFIG = mode;
	nvmc_wait();
}

void nvmc_write(volatile uint32_t *place, uint32_t value)
{
	nvmc_mode(1);
	*place = value;
	nvmc_wait();
	nvmc_mode(0);
}

void nvmc_erase(volatile uint32_t *page)
{
	nvmc_mode(2);
	*page = 0xFFFFFFFF;
	nvmc_wait();
	nvmc_mode(0);
}

void flash_start(void)
{
	GPIO(0x008) = 1U << 25;
	GPIO(0x018) = 1U << 25 | 1U << 13 | 1U << 11;
	SPIM(0x508) = 13;
	SPIM(0x50C) = 11;
	SPIM(0x510) = 12;
	SPIM(0x524) = 0x80000000;
	SPIM(0x500) = 7;
}

static void transfer(const uint8_t *out, uint32_t out_count, uint8_t *in, uint32_t in_count)
{
	SPIM(0x118) = 0;
	SPIM(0x544) = (uint32_t)out;
	SPIM(0x548) = out_count;
	SPIM(0x534) = (uint32_t)in;
	SPIM(0x538) = in_count;
	SPIM(0x010) = 1;
	while (!SPIM(0x118))
		;
}

void flash_command(const uint8_t *out, uint32_t out_count, uint8_t *in, uint32_t in_count)
{
	static uint8_t buffer[BUFFER];

	for (uint32_t i = 0; i < out_count; i++)
		buffer[i] = out[i];
	GPIO(0x00C) = 1U << 25;
	transfer(buffer, out_count, 0, 0);
	if (in_count)
		transfer(0, 0, in, in_count);
	GPIO(0x008) = 1U << 25;
}

void flash_write_enable(void)
{
	flash_command((const uint8_t[]){0x06}, 1, 0, 0);
}

void flash_wait(void)
{
	static uint8_t status;

	do
		flash_command((const uint8_t[]){0x05}, 1, &status, 1);
	while (status & 1);
}
