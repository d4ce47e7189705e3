/* SPDX-License-Identifier: MIT */
/* TIMER0 as a clock of microseconds. */
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

void timer_start(void)
{
	TIMER_MODE = 0;
	TIMER_BITMODE = TIMER_BITMODE_32;
	TIMER_PRESCALER = TIMER_PRESCALER_1MHZ;
	TIMER_TASKS_CLEAR = 1;
	TIMER_TASKS_START = 1;
}

uint32_t timer_microseconds(void)
{
	TIMER_TASKS_CAPTURE0 = 1;
	return TIMER_CC0;
}

void timer_delay(uint32_t microseconds)
{
	uint32_t begin = timer_microseconds();

	/* Strictly more: the first tick may be about to end. */
	while (timer_microseconds() - begin <= microseconds)
		continue;
}
