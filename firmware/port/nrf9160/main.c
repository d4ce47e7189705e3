/* SPDX-License-Identifier: MIT */
/* Puts the chip's parts together and runs the tests of the layout. */
#include "board.h"
#include "core/generated_layout.h"
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#ifndef FIRMWARE_WRITES
#define FIRMWARE_WRITES 0
#endif

#define POWER_TIME 10000U /* for the supply of the flash where a pin enables it */

static uint8_t saved[SELFTEST_SECTOR], work[SELFTEST_SECTOR];

/* Survives every reset that leaves RAM alone. */
__attribute__((section(".noinit"))) static struct work_note note;

void console_put(const char *bytes, uint32_t n)
{
	rtt_put(bytes, n);
	uarte_put(bytes, n);
}

bool port_is_ram(const void *memory)
{
	return (uint32_t)memory - RAM_BASE < RAM_SIZE;
}

static void hal_put(const struct hal *hal, const char *bytes, uint32_t n)
{
	(void)hal;
	console_put(bytes, n);
}

static uint32_t hal_microseconds(const struct hal *hal)
{
	(void)hal;
	return timer_microseconds();
}

static void hal_delay(const struct hal *hal, uint32_t microseconds)
{
	(void)hal;
	timer_delay(microseconds);
}

static void hal_feed(const struct hal *hal)
{
	(void)hal;
	watchdog_feed();
}

/* Pins of the board that keep the flash powered, writable and not on hold. */
static void drive_board_pins(void)
{
	static const uint8_t high[] = BOARD_PINS_HIGH;

	for (uint32_t i = 0; high[i] != BOARD_NO_PIN; i++) {
		GPIO_OUTSET = UINT32_C(1) << high[i];
		GPIO_PIN_CNF(high[i]) = GPIO_OUTPUT;
	}
	if (high[0] != BOARD_NO_PIN)
		timer_delay(POWER_TIME);
}

/* The row of the device that external partitions lie on; NULL when there is none. */
static const struct pmlayout_device *external_device(const struct selftest_layout *layout)
{
	for (uint32_t i = 0; i < layout->partition_count; i++) {
		if (layout->partitions[i].flags & PMLAYOUT_FLAG_EXTERNAL)
			return &layout->devices[layout->partitions[i].device];
	}
	return NULL;
}

int main(void)
{
	const struct selftest_layout layout = generated_layout();
	const struct pmlayout_device *external = external_device(&layout);
	struct hal hal = {
		.note = &note,
		.facts = facts_read(),
		.put = hal_put,
		.microseconds = hal_microseconds,
		.delay = hal_delay,
		.feed = hal_feed,
	};
	struct nvmc nvmc = {hal.facts.image_begin, hal.facts.image_end};
	struct flash_dev internal = nvmc_flash_dev(&nvmc);
	struct spim spim;
	struct spi_bus bus;
	struct selftest test = {
		.hal = &hal,
		.layout = &layout,
		.writes = FIRMWARE_WRITES != 0,
		.saved = saved,
		.work = work,
	};

	rtt_start();
	uarte_start();
	drive_board_pins();
	hal.internal = &internal;
	if (external != NULL && spim_start(&spim, external, &bus))
		hal.spi = &bus;
	return selftest_run(&test) == 0 ? 0 : 1;
}
