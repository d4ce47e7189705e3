/* SPDX-License-Identifier: MIT */
/* The end of a run: semihosting for a debugger or the emulator, else sleep. */
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#define SYS_EXIT_EXTENDED 0x20U
#define APPLICATION_EXIT 0x20026U /* ADP_Stopped_ApplicationExit */

/* Without a debugger the breakpoint would be a fault. */
static void tell_debugger(uint32_t status)
{
	const uint32_t block[2] = {APPLICATION_EXIT, status};
	register uint32_t operation __asm__("r0") = SYS_EXIT_EXTENDED;
	register const uint32_t *argument __asm__("r1") = block;

	__asm__ volatile("bkpt 0xab" : "+r"(operation) : "r"(argument) : "memory");
}

_Noreturn void port_exit(uint32_t status)
{
	if (DHCSR & DHCSR_DEBUGGER)
		tell_debugger(status);
	for (;;) {
		watchdog_feed();
		__asm__ volatile("wfe");
	}
}
