/* SPDX-License-Identifier: MIT */
/* TIMER0 as a clock of microseconds. */
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#define FEED_TIME 1000U

void timer_start(void)
{
	TIMER_MODE = 0;
	TIMER_BITMODE = TIMER_BITMODE_32;
	TIMER_PRESCALER = TIMER_PRESCALER_1MHZ;
	TIMER_TASKS_CLEAR = 1;
	TIMER_TASKS_START = 1;
}

/* Every wait asks for the time again and again, so the watchdog is fed here, once in a while. */
uint32_t timer_microseconds(void)
{
	static uint32_t fed;
	uint32_t now;

	TIMER_TASKS_CAPTURE0 = 1;
	now = TIMER_CC0;
	if (now - fed > FEED_TIME) {
		fed = now;
		watchdog_feed();
	}
	return now;
}

void timer_delay(uint32_t microseconds)
{
	uint32_t begin = timer_microseconds();

	/* Strictly more: the first tick may be about to end. */
	while (timer_microseconds() - begin <= microseconds)
		continue;
}
