/* SPDX-License-Identifier: MIT */
/* Reads SEGGER RTT's first up-buffer out of RAM, as a debug probe does. */
#include "emulator/machine.h"

#include <string.h>

#define IDENTIFIER "SEGGER RTT"
#define UP_BUFFER 24U /* behind the identifier's 16 bytes and two counts */

static uint32_t get(const struct machine *machine, uint32_t offset)
{
	const uint8_t *bytes = machine->ram + offset;

	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

static void put(struct machine *machine, uint32_t offset, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		machine->ram[offset + i] = (uint8_t)(value >> 8 * i);
}

static uint32_t find(const struct machine *machine)
{
	for (uint32_t offset = 4; offset + 128 <= RAM_SIZE; offset += 4)
		if (memcmp(machine->ram + offset, IDENTIFIER, sizeof(IDENTIFIER)) == 0)
			return offset;
	return 0;
}

/* The buffer's fields: name, start, size, write offset, read offset, flags. */
void rtt_drain(struct machine *machine)
{
	uint32_t start, size, written, taken, fields;

	if (!machine->rtt_file)
		return;
	if (!machine->rtt)
		machine->rtt = find(machine);
	if (!machine->rtt)
		return;
	fields = machine->rtt + UP_BUFFER;
	start = get(machine, fields + 4) - RAM_BASE;
	size = get(machine, fields + 8);
	written = get(machine, fields + 12);
	taken = get(machine, fields + 16);
	if (start >= RAM_SIZE || size > RAM_SIZE - start || written >= size || taken >= size)
		return;
	for (; taken != written; taken = (taken + 1) % size)
		fputc(machine->ram[start + taken], machine->rtt_file);
	put(machine, fields + 16, taken);
}
