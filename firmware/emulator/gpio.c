/* SPDX-License-Identifier: MIT */
/* P0 and the pins of the external flash that no bus drives (NRF9160.md 6 and 11). */
#include "emulator/peripherals.h"

#define OUT 0x004
#define OUT_SET 0x008
#define OUT_CLEAR 0x00C
#define IN 0x010
#define DIRECTION 0x014
#define DIRECTION_SET 0x018
#define DIRECTION_CLEAR 0x01C
#define PIN_CNF 0x200
#define PULL_UP (3U << 2)
#define BIT(n) ((uint32_t)1 << (n))

static uint32_t get(const struct machine *machine, uint32_t offset)
{
	return machine->blocks[P_GPIO].words[offset / 4];
}

static void set(struct machine *machine, uint32_t offset, uint32_t value)
{
	*peripheral_register(machine, P_GPIO, offset) = value;
}

bool gpio_is_output(const struct machine *machine, uint32_t pin)
{
	return get(machine, DIRECTION) >> (pin & 31) & 1;
}

bool gpio_level(const struct machine *machine, uint32_t pin)
{
	if (gpio_is_output(machine, pin))
		return get(machine, OUT) >> (pin & 31) & 1;
	return pin == machine->options->board->chip_select ||
	       (get(machine, PIN_CNF + 4 * pin) & PULL_UP) == PULL_UP;
}

static bool is_low(const struct machine *machine, int pin)
{
	return pin >= 0 && !gpio_level(machine, (uint32_t)pin);
}

static void drive_flash(struct machine *machine)
{
	const struct board *board = machine->options->board;

	if (!machine->chip.part)
		return;
	nor_chip_advance(&machine->chip, time_microseconds(machine));
	nor_chip_set_hold(&machine->chip, is_low(machine, board->hold));
	nor_chip_set_write_protect(&machine->chip, is_low(machine, board->write_protect));
	nor_chip_select(&machine->chip, !gpio_level(machine, board->chip_select));
}

static void set_direction(struct machine *machine, uint32_t direction)
{
	set(machine, DIRECTION, direction);
	for (unsigned pin = 0; pin < 32; pin++) {
		uint32_t *configuration = peripheral_register(machine, P_GPIO, PIN_CNF + 4 * pin);

		*configuration = (*configuration & ~1U) | (direction >> pin & 1);
	}
}

static void before_read(struct machine *machine, uint32_t offset)
{
	uint32_t levels = 0;

	for (unsigned pin = 0; offset == IN && pin < 32; pin++)
		if (gpio_level(machine, pin))
			levels |= BIT(pin);
	if (offset == IN)
		set(machine, IN, levels);
	else if (offset == OUT_SET || offset == OUT_CLEAR)
		set(machine, offset, get(machine, OUT));
	else if (offset == DIRECTION_SET || offset == DIRECTION_CLEAR)
		set(machine, offset, get(machine, DIRECTION));
}

static void after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	uint32_t value = get(machine, offset);
	uint32_t pin = (offset - PIN_CNF) / 4;

	(void)before;
	if (offset == OUT_SET)
		set(machine, OUT, get(machine, OUT) | value);
	else if (offset == OUT_CLEAR)
		set(machine, OUT, get(machine, OUT) & ~value);
	else if (offset == DIRECTION)
		set_direction(machine, value);
	else if (offset == DIRECTION_SET)
		set_direction(machine, get(machine, DIRECTION) | value);
	else if (offset == DIRECTION_CLEAR)
		set_direction(machine, get(machine, DIRECTION) & ~value);
	else if (offset >= PIN_CNF)
		set(machine, DIRECTION, (get(machine, DIRECTION) & ~BIT(pin)) | (value & 1) << pin);
	drive_flash(machine);
}

static const struct register_range ranges[] = {
	{OUT, OUT_CLEAR, CAN_BOTH, 0},
	{IN, IN, CAN_READ, 0},
	{DIRECTION, 0x024, CAN_BOTH, 0},
	{PIN_CNF, PIN_CNF + 0x7C, CAN_BOTH, 2},
	{0},
};

const struct peripheral gpio_peripheral = {.name = "P0",
					   .base = 0x50842500,
					   .ranges = ranges,
					   .reset = drive_flash,
					   .before_read = before_read,
					   .after_write = after_write};
