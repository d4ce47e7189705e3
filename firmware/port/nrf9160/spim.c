/* SPDX-License-Identifier: MIT */
/* SPIM3 as the bus of the external flash: pins, chip select and speed from the layout's header. */
#include "layout.h"
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#define PINS 32
#define TRANSFER_LIMIT 1000000U /* 8191 bytes at 125 kHz take half of it */

static const struct {
	uint32_t hertz, code;
} speeds[] = {
	{8000000, UINT32_C(0x80000000)}, {4000000, UINT32_C(0x40000000)},
	{2000000, UINT32_C(0x20000000)}, {1000000, UINT32_C(0x10000000)},
	{500000, UINT32_C(0x08000000)},  {250000, UINT32_C(0x04000000)},
	{125000, UINT32_C(0x02000000)},
};

#define SLOWEST (sizeof(speeds) / sizeof(speeds[0]) - 1)

/* The fastest that is not too fast; unknown: slow enough for any chip and any wire. */
static uint32_t speed_code(uint32_t limit)
{
	uint32_t wanted = limit == 0 ? 1000000 : limit;

	for (uint32_t i = 0; i < SLOWEST; i++) {
		if (speeds[i].hertz <= wanted)
			return speeds[i].code;
	}
	return speeds[SLOWEST].code;
}

static void select(const struct spim *spim, bool active)
{
	if (active == spim->cs_active_low)
		GPIO_OUTCLR = UINT32_C(1) << spim->cs;
	else
		GPIO_OUTSET = UINT32_C(1) << spim->cs;
}

/* One run of EasyDMA; bytes that are not there go out as ones. */
static bool run(const uint8_t *out, uint32_t out_size, uint8_t *in, uint32_t in_size)
{
	uint32_t begin = timer_microseconds();

	SPIM_TXD_PTR = (uint32_t)out;
	SPIM_TXD_MAXCNT = out_size;
	SPIM_RXD_PTR = (uint32_t)in;
	SPIM_RXD_MAXCNT = in_size;
	SPIM_EVENTS_END = 0;
	__asm__ volatile("dsb" ::: "memory");
	SPIM_TASKS_START = 1;
	while (SPIM_EVENTS_END == 0) {
		if (timer_microseconds() - begin > TRANSFER_LIMIT) {
			SPIM_TASKS_STOP = 1;
			return false;
		}
	}
	__asm__ volatile("dmb" ::: "memory");
	return true;
}

static bool spim_transfer(const struct spi_bus *bus, const uint8_t *command, uint32_t command_size,
			  const uint8_t *out, uint8_t *in, uint32_t n)
{
	const struct spim *spim = bus->context;
	bool done;

	if (!port_is_ram(command) || (out != NULL && !port_is_ram(out)) ||
	    (in != NULL && !port_is_ram(in)) || n > SPIM_MAXCNT_LIMIT)
		return false;
	select(spim, true);
	done = run(command, command_size, NULL, 0);
	if (done && n > 0)
		done = run(out, out != NULL ? n : 0, in, in != NULL ? n : 0);
	select(spim, false);
	return done;
}

static bool is_pin(int16_t pin)
{
	return pin >= 0 && pin < PINS;
}

bool spim_start(struct spim *spim, const struct pmlayout_device *device, struct spi_bus *bus)
{
	if (!is_pin(device->pin_sck) || !is_pin(device->pin_mosi) || !is_pin(device->pin_miso) ||
	    !is_pin(device->pin_cs))
		return false;
	spim->cs = (uint32_t)device->pin_cs;
	spim->cs_active_low = device->cs_active_low != 0;
	select(spim, false);
	GPIO_PIN_CNF((uint32_t)device->pin_cs) = GPIO_OUTPUT | GPIO_STRONG;
	GPIO_OUTCLR = UINT32_C(1) << (uint32_t)device->pin_sck;
	GPIO_PIN_CNF((uint32_t)device->pin_sck) = GPIO_OUTPUT | GPIO_STRONG;
	GPIO_PIN_CNF((uint32_t)device->pin_mosi) = GPIO_OUTPUT | GPIO_STRONG;
	GPIO_PIN_CNF((uint32_t)device->pin_miso) = GPIO_INPUT;
	SPIM_ENABLE = 0;
	SPIM_PSEL_SCK = (uint32_t)device->pin_sck;
	SPIM_PSEL_MOSI = (uint32_t)device->pin_mosi;
	SPIM_PSEL_MISO = (uint32_t)device->pin_miso;
	SPIM_FREQUENCY = speed_code(device->max_frequency);
	SPIM_CONFIG = 0;
	SPIM_ORC = 0xFF;
	SPIM_ENABLE = SPIM_ENABLED;
	*bus = (struct spi_bus){spim, spim_transfer};
	return true;
}
