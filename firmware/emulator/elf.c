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

bool elf_is_arm(const uint8_t *file, size_t size)
{
	/* Magic, 32 bits, little-endian. */
	return size >= HEADER_SIZE && memcmp(file, "\177ELF\1\1", 6) == 0 &&
	       get(file + 16, 2) == EXECUTABLE && get(file + 18, 2) == ARM &&
	       get(file + 42, 2) == PROGRAM_HEADER_SIZE;
}

bool elf_segment(const uint8_t *file, size_t size, unsigned number, struct elf_segment *segment)
{
	uint64_t headers = get(file + 28, 4);
	unsigned count = get(file + 44, 2);

	for (unsigned i = 0; i < count; i++) {
		uint64_t place = headers + (uint64_t)i * PROGRAM_HEADER_SIZE;
		const uint8_t *header = file + place;
		uint64_t offset;

		if (place + PROGRAM_HEADER_SIZE > size)
			return false;
		segment->size = get(header + 16, 4);
		if (get(header, 4) != LOADED || segment->size == 0 || number-- > 0)
			continue;
		offset = get(header + 4, 4);
		segment->address = get(header + 12, 4);
		segment->bytes = file + offset;
		return offset + segment->size <= size;
	}
	return false;
}
