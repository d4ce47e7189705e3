/* SPDX-License-Identifier: MIT */
/* WFE, WFI, YIELD, two clocks that agree, double words of registers, and a register at a time
 * (EMULATOR.md, what bites, 5, 6 and 8).
 *
 * RUN | | 0 | |
 * RUN -DCASE=1 | | 4 | illegal: read of 1 bytes at TIMER0+0x540
 * RUN -DCASE=2 | | 4 | illegal: read of P0 by its non-secure address 0x40842510
 * RUN -DCASE=3 | | 4 | illegal: write at 0x50040000: no peripheral is modelled there
 * RUN -DCASE=4 | | 4 | illegal: read at NVMC+0x50C: the register can't do that
 * RUN -DCASE=5 | | 4 | illegal: VTOR of 0x00000080 is not aligned
 * RUN -DCASE=6 | --timeout 1 | 5 | did not end in time
 * RUN -DCASE=7 | | 4 | illegal: undefined instruction DE00
 */
#include "bare.h"

static uint32_t timer(void)
{
	TIMER(0x044) = 1; /* capture into CC[1] */
	return TIMER(0x544);
}

static int clocks_agree(void)
{
	uint32_t begin, cycles;

	REG(0xE000EDFC) |= 1U << 24;
	REG(0xE0001000) |= 1;
	begin = timer();
	cycles = REG(0xE0001004);
	while (timer() - begin < 1000)
		;
	cycles = REG(0xE0001004) - cycles;
	/* Polling a timer alone is given up to 1/16 of the wait. */
	return cycles >= 63900 && cycles < 68200;
}

/* COMPARE[0] a millisecond from now. */
static void set_alarm(void)
{
	TIMER(0x140) = 0;
	TIMER(0x540) = timer() + 1000;
}

static int sleeps_until_alarm(void)
{
	uint32_t begin = timer();

	set_alarm();
	while (!TIMER(0x140))
		__asm__ volatile("wfe");
	set_alarm();
	__asm__ volatile("wfi");
	if (!TIMER(0x140))
		return 0;
	__asm__ volatile("yield\n\tsev");
	return timer() - begin >= 2000 && timer() - begin < 2100;
}

static int double_words(void)
{
	uint32_t first, second;

	TIMER(0x548) = 0x11111111;
	TIMER(0x54C) = 0x22222222;
	__asm__ volatile("ldrd %0, %1, [%2]" : "=r"(first), "=r"(second) : "r"(&TIMER(0x548)));
	return first == 0x11111111 && second == 0x22222222;
}

static void wrong(void)
{
	if (CASE == 1)
		(void)*(volatile uint8_t *)0x5000F540;
	if (CASE == 2)
		(void)REG(0x40842510);
	if (CASE == 3)
		REG(0x50040000) = 1;
	if (CASE == 4)
		(void)REG(0x5003950C);
	if (CASE == 5)
		REG(0xE000ED08) = 0x80;
	while (CASE == 6)
		;
	if (CASE == 7)
		__asm__ volatile("udf #0");
}

int main(void)
{
	wrong();
	TIMER(0x508) = 3;
	TIMER(0x000) = 1;
	if (!clocks_agree())
		return 1;
	if (!sleeps_until_alarm())
		return 2;
	return !double_words();
}
