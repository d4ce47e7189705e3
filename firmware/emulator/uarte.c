/* SPDX-License-Identifier: MIT */
/* UARTE0: what it sends goes to standard output; nothing is received (NRF9160.md 4). */
#include "emulator/peripherals.h"

#include <inttypes.h>

#define START_RX 0x000
#define STOP_RX 0x004
#define START_TX 0x008
#define STOP_TX 0x00C
#define FLUSH_RX 0x02C
#define EVENT_END_RX 0x110
#define EVENT_TX_READY 0x11C
#define EVENT_END_TX 0x120
#define EVENT_RX_TIMEOUT 0x144
#define EVENT_RX_STARTED 0x14C
#define EVENT_TX_STARTED 0x150
#define EVENT_TX_STOPPED 0x158
#define ENABLE 0x500
#define PIN_RTS 0x508
#define PIN_TX 0x50C
#define PIN_RX 0x514
#define BAUD_RATE 0x524
#define TX_POINTER 0x544
#define TX_COUNT 0x548
#define TX_AMOUNT 0x54C
#define CONFIG 0x56C

#define ENABLED 8U
#define BITS_PER_BYTE 10U /* start, eight of data, stop */

static const struct {
	uint32_t value, bits_per_second;
} rates[] = {
	{0x00275000, 9600},   {0x009D0000, 38400},  {0x00EB0000, 57600},  {0x01D60000, 115200},
	{0x03B00000, 230400}, {0x07400000, 460800}, {0x0F000000, 921600}, {0x10000000, 1000000},
};

static uint32_t get(const struct machine *machine, uint32_t offset)
{
	return machine->blocks[P_UARTE0].words[offset / 4];
}

static void set(struct machine *machine, uint32_t offset, uint32_t value)
{
	*peripheral_register(machine, P_UARTE0, offset) = value;
}

static uint32_t bits_per_second(struct machine *machine)
{
	for (unsigned i = 0; i < sizeof(rates) / sizeof(rates[0]); i++)
		if (rates[i].value == get(machine, BAUD_RATE))
			return rates[i].bits_per_second;
	machine_illegal(machine, "UARTE0 at the unknown rate 0x%08" PRIX32,
			get(machine, BAUD_RATE));
	return 115200;
}

/* Bytes reach the console if they leave by the pin that leads there. */
static void print(struct machine *machine, const uint8_t *bytes, uint32_t count)
{
	if (get(machine, PIN_TX) != machine->options->board->uart_tx || machine->quiet)
		return;
	fwrite(bytes, 1, count, stdout);
}

static void start_tx(struct machine *machine)
{
	uint32_t count = get(machine, TX_COUNT);
	uint64_t cycles = MICROSECONDS(1000000) * count * BITS_PER_BYTE / bits_per_second(machine);
	const uint8_t *bytes = easydma_buffer(machine, "UARTE0", get(machine, TX_POINTER), count);

	if (get(machine, ENABLE) != ENABLED)
		machine_illegal(machine, "UARTE0 STARTTX while it is not enabled");
	else if (time_of(machine, P_UARTE0, EVENT_END_TX) != NEVER)
		machine_illegal(machine, "UARTE0 STARTTX during a transmission");
	else if (bytes)
		print(machine, bytes, count);
	set(machine, TX_AMOUNT, count);
	set(machine, EVENT_TX_STARTED, 1);
	time_appoint(machine, P_UARTE0, EVENT_END_TX, cycles);
	time_appoint(machine, P_UARTE0, EVENT_TX_READY, cycles);
}

static void enable(struct machine *machine)
{
	uint32_t pin = get(machine, PIN_TX);

	if (get(machine, ENABLE) == 0)
		return;
	if (get(machine, ENABLE) != ENABLED)
		machine_illegal(machine, "UARTE0 ENABLE of %" PRIu32, get(machine, ENABLE));
	else if (!(pin & PIN_DISCONNECTED) &&
		 (!gpio_is_output(machine, pin) || !gpio_level(machine, pin)))
		machine_illegal(machine, "UARTE0 enabled while TX is not an output at high");
}

static void after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	uint32_t value = get(machine, offset);

	if (offset == ENABLE)
		enable(machine);
	else if (offset >= PIN_RTS && offset <= PIN_RX && value != before && get(machine, ENABLE))
		machine_illegal(machine, "UARTE0 pin changed while it is enabled");
	else if (value == 0)
		return;
	else if (offset == START_TX)
		start_tx(machine);
	else if (offset == STOP_TX)
		time_appoint(machine, P_UARTE0, EVENT_TX_STOPPED, MICROSECONDS(10));
	else if (offset == START_RX)
		set(machine, EVENT_RX_STARTED, 1);
	else if (offset == STOP_RX)
		time_appoint(machine, P_UARTE0, EVENT_RX_TIMEOUT, MICROSECONDS(400));
	else if (offset == FLUSH_RX)
		set(machine, EVENT_END_RX, 1);
}

static const struct register_range ranges[] = {
	{START_RX, STOP_TX, CAN_WRITE, 0},
	{FLUSH_RX, FLUSH_RX, CAN_WRITE, 0},
	{0x100, 0x108, CAN_BOTH, 0},
	{EVENT_END_RX, EVENT_END_RX, CAN_BOTH, 0},
	{EVENT_TX_READY, 0x124, CAN_BOTH, 0},
	{EVENT_RX_TIMEOUT, EVENT_RX_TIMEOUT, CAN_BOTH, 0},
	{EVENT_RX_STARTED, EVENT_TX_STARTED, CAN_BOTH, 0},
	{EVENT_TX_STOPPED, EVENT_TX_STOPPED, CAN_BOTH, 0},
	{0x200, 0x200, CAN_BOTH, 0},
	{0x300, 0x308, CAN_BOTH, 0},
	{0x480, 0x480, CAN_BOTH, 0},
	{ENABLE, ENABLE, CAN_BOTH, 0},
	{PIN_RTS, PIN_RX, CAN_BOTH, 0xFFFFFFFF},
	{BAUD_RATE, BAUD_RATE, CAN_BOTH, 0x04000000},
	{0x534, 0x538, CAN_BOTH, 0},
	{0x53C, 0x53C, CAN_READ, 0},
	{TX_POINTER, TX_COUNT, CAN_BOTH, 0},
	{TX_AMOUNT, TX_AMOUNT, CAN_READ, 0},
	{0x564, 0x568, CAN_READ, 0}, /* anomaly 23: neither direction was left running */
	{CONFIG, CONFIG, CAN_BOTH, 0},
	{0},
};

const struct peripheral uarte0_peripheral = {
	.name = "UARTE0", .base = 0x50008000, .ranges = ranges, .after_write = after_write};
