/* SPDX-License-Identifier: MIT */
/* Resets: what is kept, who is told, the watchdog, and programs that never get further.
 *
 * RUN | | 0 | reset: software | reason=00010001
 * RUN -DCASE=1 | | 0 | reset: watchdog | reason=00000003
 * RUN -DCASE=2 | --fault watchdog-running=50 | 0 | |
 * RUN -DCASE=3 | --fault watchdog-running=50 | 5 | reset again and again |
 * RUN -DCASE=4 | --fault watchdog-running | 4 | illegal: WDT+0x504 written while it runs |
 */
#include "bare.h"

static void start_watchdog(void)
{
	WDT(0x504) = 3276; /* 0.1 s */
	WDT(0x000) = 1;
	for (;;)
		__asm__ volatile("wfe");
}

/* Fed for a whole second if it shall be. */
static void live_with_watchdog(void)
{
	uint32_t begin = microseconds();

	while (microseconds() - begin < 1000000)
		if (CASE == 2)
			WDT(0x600) = 0x6E524635;
}

int main(void)
{
	if (CASE == 2 || CASE == 3) {
		live_with_watchdog();
		return !(WDT(0x400) & 1);
	}
	if (CASE == 4) {
		WDT(0x504) = 1;
		return 0;
	}
	if (POWER(0x51C) != 0x5A) {
		POWER(0x51C) = 0x15A; /* 8 bits of it */
		if (CASE == 1)
			start_watchdog();
		REG(0xE000ED0C) = 0x05FA0004;
		for (;;)
			;
	}
	console_start();
	say_number("reason", POWER(0x400));
	POWER(0x400) = POWER(0x400);
	return POWER(0x400) != 0;
}
