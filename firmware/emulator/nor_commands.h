/* SPDX-License-Identifier: MIT */
/* The commands of a NOR chip as a table; for nor_chip.c alone. */
#ifndef PMLAYOUT_FIRMWARE_NOR_COMMANDS_H
#define PMLAYOUT_FIRMWARE_NOR_COMMANDS_H

#include "emulator/nor_chip.h"

struct nor_command {
	uint8_t opcode;
	uint8_t header;  /* bytes of address and dummy behind the opcode */
	bool addressed;  /* the first three of them are an address in the cells */
	bool while_busy; /* understood during an operation */
	/* The byte at a place behind the header, or what becomes of it; NULL: none. */
	uint8_t (*answer)(struct nor_chip *chip, uint32_t place, uint8_t out);
	void (*finish)(struct nor_chip *chip); /* at the rising edge of CS#; NULL: nothing */
};

/* NULL: the part has no such command. */
const struct nor_command *nor_command_find(const struct nor_part *part, uint8_t opcode);

__attribute__((format(printf, 2, 3))) void nor_report(const struct nor_chip *chip,
						      const char *format, ...);
void nor_operation_finish(struct nor_chip *chip);
void nor_wake(struct nor_chip *chip);
bool nor_quad_enabled(const struct nor_chip *chip);
uint64_t nor_all_locks(const struct nor_part *part);

#endif
