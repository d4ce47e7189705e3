/* SPDX-License-Identifier: MIT */
/* From reset to main(): memory, anomalies, trim values; and what happens on a fault. */
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#define HFXO_LIMIT 5000U
#define FAULT_STATUS 3U

/* From the linker script. */
extern uint32_t data_begin[], data_end[], bss_begin[], bss_end[];
extern const uint32_t data_source[], image_begin[];

__attribute__((used)) _Noreturn void reset_handler(void);
__attribute__((used)) _Noreturn void fault_handler(void);

/* The stack's top and the 15 exceptions; each but the reset is a fault.  The vectors of interrupts
 * are left out: reset_handler() masks them all, and nothing enables one.
 */
__asm__(".section .vectors, \"a\", %progbits\n"
	".word stack_top\n"
	".word reset_handler\n"
	".rept 14\n"
	".word fault_handler\n"
	".endr\n"
	".text\n");

static void initialize_memory(void)
{
	const uint32_t *from = data_source;

	for (uint32_t *to = data_begin; to < data_end; to++)
		*to = *from++;
	for (uint32_t *to = bss_begin; to < bss_end; to++)
		*to = 0;
}

/* NRF9160.md 9; each holds until the next reset. */
static void apply_anomalies(void)
{
	uint32_t revision = FICR_REVISION;

	POWER_EVENTS_SLEEPENTER = 0; /* 6 */
	POWER_EVENTS_SLEEPEXIT = 0;
	ANOMALY_31_FIRST = 0; /* 31 */
	ANOMALY_31_SECOND = 1;
	if (revision == 1) {
		ANOMALY_14_LDO = 1;                /* 14 */
		ANOMALY_20_RAM = ANOMALY_20_VALUE; /* 20 */
	}
	REGULATORS_DCDCEN = 1; /* 14 and 15 */
}

/* Values from the chip's production, which the start-up code has to copy (NRF9160.md 8). */
static void copy_trim_values(void)
{
	for (uint32_t i = 0; i < FICR_TRIMCNF_COUNT; i++) {
		uint32_t address = FICR_TRIMCNF_ADDRESS(i);

		if (address == HAL_UNKNOWN || address % sizeof(uint32_t) != 0)
			break;
		REGISTER(address, 0) = FICR_TRIMCNF_DATA(i);
	}
}

/* For the console's baud rate; a chip whose UICR is blank may never report it. */
static void start_crystal(void)
{
	uint32_t begin = timer_microseconds();

	CLOCK_EVENTS_HFCLKSTARTED = 0;
	CLOCK_TASKS_HFCLKSTART = 1;
	while (CLOCK_EVENTS_HFCLKSTARTED == 0 && timer_microseconds() - begin < HFXO_LIMIT)
		continue;
}

static void put_text(const char *text)
{
	uint32_t n = 0;

	while (text[n] != '\0')
		n++;
	console_put(text, n);
}

static void put_word(const char *name, uint32_t word)
{
	char digits[8];

	for (uint32_t i = 0; i < sizeof(digits); i++)
		digits[i] = "0123456789abcdef"[word >> (28 - 4 * i) & 0xf];
	put_text(name);
	console_put(digits, sizeof(digits));
}

/* TAP's word for a run that cannot go on. */
_Noreturn void fault_handler(void)
{
	uint32_t ipsr;

	__asm__ volatile("mrs %0, ipsr" : "=r"(ipsr));
	put_word("Bail out! exception 0x", ipsr);
	put_word(" CFSR 0x", SCB_CFSR);
	put_word(" HFSR 0x", SCB_HFSR);
	put_word(" SFSR 0x", SCB_SFSR);
	put_text("\n");
	port_exit(FAULT_STATUS);
}

_Noreturn void reset_handler(void)
{
	__asm__ volatile("cpsid i" ::: "memory");
	SCB_VTOR = (uint32_t)image_begin;
	__asm__ volatile("dsb" ::: "memory");
	if ((FICR_FAMILY & FICR_FAMILY_MASK) == FICR_FAMILY_NRF9160)
		apply_anomalies();
	watchdog_feed(); /* a bootloader may have left little of its time */
	copy_trim_values();
	initialize_memory();
	timer_start();
	start_crystal();
	port_exit((uint32_t)main());
}
