/* SPDX-License-Identifier: MIT */
/* Reads the program headers of an ELF file for 32-bit Arm; trusts nothing in it. */
#include "emulator/elf.h"

#include <string.h>

#define HEADER_SIZE 52U
#define PROGRAM_HEADER_SIZE 32U
#define EXECUTABLE 2U
#define ARM 40U
#define LOADED 1U

static uint32_t get(const uint8_t *bytes, unsigned count)
{
	uint32_t value = 0;

	while (count-- > 0)
		value = value << 8 | bytes[count];
	return value;
}

/* The header of segment NUMBER, or NULL if it or its bytes are not all in the file. */
static const uint8_t *program_header(const uint8_t *file, size_t size, unsigned number)
{
	uint64_t place = get(file + 28, 4) + (uint64_t)number * PROGRAM_HEADER_SIZE;
	const uint8_t *header;

	if (place + PROGRAM_HEADER_SIZE > size)
		return NULL;
	header = file + place;
	if ((uint64_t)get(header + 4, 4) + get(header + 16, 4) > size)
		return NULL;
	return header;
}

bool elf_is_arm(const uint8_t *file, size_t size)
{
	/* Magic, 32 bits, little-endian. */
	if (size < HEADER_SIZE || memcmp(file, "\177ELF\1\1", 6) != 0 ||
	    get(file + 16, 2) != EXECUTABLE || get(file + 18, 2) != ARM ||
	    get(file + 42, 2) != PROGRAM_HEADER_SIZE)
		return false;
	for (unsigned i = 0; i < get(file + 44, 2); i++)
		if (!program_header(file, size, i))
			return false;
	return true;
}

bool elf_segment(const uint8_t *file, size_t size, unsigned number, struct elf_segment *segment)
{
	for (unsigned i = 0; i < get(file + 44, 2); i++) {
		const uint8_t *header = program_header(file, size, i);

		segment->size = get(header + 16, 4);
		if (get(header, 4) != LOADED || segment->size == 0 || number-- > 0)
			continue;
		segment->address = get(header + 12, 4);
		segment->bytes = file + get(header + 4, 4);
		return true;
	}
	return false;
}
