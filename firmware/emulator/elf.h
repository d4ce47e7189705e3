/* SPDX-License-Identifier: MIT */
/* Reads the program headers of an ELF file for 32-bit Arm. */
#ifndef PMLAYOUT_EMULATOR_ELF_H
#define PMLAYOUT_EMULATOR_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf_segment {
	uint32_t address; /* physical: where a programmer puts it */
	uint32_t size;
	const uint8_t *bytes; /* of the file */
};

/* Whether the file is such a program, and whole: first of all. */
bool elf_is_arm(const uint8_t *file, size_t size);
/* The NUMBERth segment with bytes in it, from 0; false: there is none. */
bool elf_segment(const uint8_t *file, size_t size, unsigned number, struct elf_segment *segment);

#endif
