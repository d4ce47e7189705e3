/* SPDX-License-Identifier: MIT */
/* SPIM3, and the external flash at the end of its wires (NRF9160.md 5). */
#include "emulator/peripherals.h"

#include <inttypes.h>
#include <string.h>

#define START 0x010
#define STOP 0x014
#define EVENT_STOPPED 0x104
#define EVENT_END_RX 0x110
#define EVENT_END 0x118
#define EVENT_END_TX 0x120
#define EVENT_STARTED 0x14C
#define ENABLE 0x500
#define PIN_SCK 0x508
#define PIN_MOSI 0x50C
#define PIN_MISO 0x510
#define FREQUENCY 0x524
#define RX_POINTER 0x534
#define RX_COUNT 0x538
#define RX_AMOUNT 0x53C
#define TX_POINTER 0x544
#define TX_COUNT 0x548
#define TX_AMOUNT 0x54C
#define CONFIG 0x554
#define FILL 0x5C0

#define ENABLED 7U
#define MODE_0 0U
#define MODE_3 6U

static uint32_t get(const struct machine *machine, uint32_t offset)
{
	return machine->blocks[P_SPIM3].words[offset / 4];
}

static void set(struct machine *machine, uint32_t offset, uint32_t value)
{
	*peripheral_register(machine, P_SPIM3, offset) = value;
}

static uint32_t bits_per_second(struct machine *machine)
{
	uint32_t rate = 125000;

	for (uint32_t value = 0x02000000; value; value <<= 1, rate *= 2)
		if (value == get(machine, FREQUENCY))
			return rate;
	machine_illegal(machine, "SPIM3 at the unknown frequency 0x%08" PRIX32,
			get(machine, FREQUENCY));
	return 125000;
}

static bool leads_to_flash(const struct machine *machine)
{
	const struct board *board = machine->options->board;

	return machine->chip.part && get(machine, PIN_SCK) == board->sck &&
	       get(machine, PIN_MOSI) == board->mosi && get(machine, PIN_MISO) == board->miso;
}

/* What EasyDMA and the wires do to the bytes; FF is what open wires read. */
static void exchange(struct machine *machine, const uint8_t *out, uint8_t *in)
{
	uint8_t sent[EASYDMA_MAXIMUM];
	uint32_t out_count = get(machine, TX_COUNT), in_count = get(machine, RX_COUNT);
	uint32_t count = out_count > in_count ? out_count : in_count;
	bool connected = leads_to_flash(machine);

	memset(sent, (int)(get(machine, FILL) & 0xFF), sizeof(sent));
	memcpy(sent, out, out_count);
	nor_chip_advance(&machine->chip, time_microseconds(machine));
	if (connected && !machine->chip.selected)
		machine_illegal(machine, "SPIM3 START while no chip is selected");
	for (uint32_t i = 0; i < count && machine->outcome == RUNNING; i++) {
		uint8_t answer = connected ? nor_chip_exchange(&machine->chip, sent[i]) : 0xFF;

		if (i < in_count)
			in[i] = answer;
	}
}

static void finish_after(struct machine *machine, uint64_t cycles)
{
	set(machine, TX_AMOUNT, get(machine, TX_COUNT));
	set(machine, RX_AMOUNT, get(machine, RX_COUNT));
	set(machine, EVENT_STARTED, 1);
	time_appoint(machine, P_SPIM3, EVENT_END_RX, cycles);
	time_appoint(machine, P_SPIM3, EVENT_END_TX, cycles);
	time_appoint(machine, P_SPIM3, EVENT_END, cycles);
}

static void start(struct machine *machine)
{
	uint32_t out_count = get(machine, TX_COUNT), in_count = get(machine, RX_COUNT);
	uint32_t mode = get(machine, CONFIG);
	const uint8_t *out = easydma_buffer(machine, "SPIM3", get(machine, TX_POINTER), out_count);
	uint8_t *in = easydma_buffer(machine, "SPIM3", get(machine, RX_POINTER), in_count);
	uint64_t bits = 8 * (uint64_t)(out_count > in_count ? out_count : in_count);

	if (get(machine, ENABLE) != ENABLED)
		machine_illegal(machine, "SPIM3 START while it is not enabled");
	else if (time_of(machine, P_SPIM3, EVENT_END) != NEVER)
		machine_illegal(machine, "SPIM3 START during a transfer");
	else if (mode != MODE_0 && mode != MODE_3)
		machine_illegal(machine, "SPIM3 CONFIG %" PRIu32 " is no mode of the flash", mode);
	else if (out && in)
		exchange(machine, out, in);
	finish_after(machine, MICROSECONDS(1000000) * bits / bits_per_second(machine));
}

static bool is_driven(const struct machine *machine, uint32_t offset)
{
	uint32_t pin = get(machine, offset);

	return (pin & PIN_DISCONNECTED) || gpio_is_output(machine, pin);
}

static void enable(struct machine *machine)
{
	if (get(machine, ENABLE) == 0)
		return;
	if (get(machine, ENABLE) != ENABLED)
		machine_illegal(machine, "SPIM3 ENABLE of %" PRIu32, get(machine, ENABLE));
	else if (!is_driven(machine, PIN_SCK) || !is_driven(machine, PIN_MOSI))
		machine_illegal(machine, "SPIM3 enabled while SCK or MOSI is not an output");
}

static void after_write(struct machine *machine, uint32_t offset, uint32_t before)
{
	uint32_t value = get(machine, offset);

	if (offset == ENABLE)
		enable(machine);
	else if (offset >= PIN_SCK && offset <= PIN_MISO && value != before && get(machine, ENABLE))
		machine_illegal(machine, "SPIM3 pin changed while it is enabled");
	else if (offset == START && value)
		start(machine);
	else if (offset == STOP && value)
		set(machine, EVENT_STOPPED, 1);
}

static const struct register_range ranges[] = {
	{START, STOP, CAN_WRITE, 0},
	{0x01C, 0x020, CAN_WRITE, 0},
	{EVENT_STOPPED, EVENT_STOPPED, CAN_BOTH, 0},
	{EVENT_END_RX, EVENT_END_RX, CAN_BOTH, 0},
	{EVENT_END, EVENT_END, CAN_BOTH, 0},
	{EVENT_END_TX, EVENT_END_TX, CAN_BOTH, 0},
	{EVENT_STARTED, EVENT_STARTED, CAN_BOTH, 0},
	{0x200, 0x200, CAN_BOTH, 0},
	{0x300, 0x308, CAN_BOTH, 0},
	{ENABLE, ENABLE, CAN_BOTH, 0},
	{PIN_SCK, PIN_MISO, CAN_BOTH, 0xFFFFFFFF},
	{FREQUENCY, FREQUENCY, CAN_BOTH, 0x04000000},
	{RX_POINTER, RX_COUNT, CAN_BOTH, 0},
	{RX_AMOUNT, RX_AMOUNT, CAN_READ, 0},
	{0x540, 0x540, CAN_BOTH, 0},
	{TX_POINTER, TX_COUNT, CAN_BOTH, 0},
	{TX_AMOUNT, TX_AMOUNT, CAN_READ, 0},
	{0x550, CONFIG, CAN_BOTH, 0},
	{FILL, FILL, CAN_BOTH, 0},
	{0},
};

const struct peripheral spim3_peripheral = {
	.name = "SPIM3", .base = 0x5000B000, .ranges = ranges, .after_write = after_write};
