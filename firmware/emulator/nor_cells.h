/* SPDX-License-Identifier: MIT */
/* What operations do to the cells of a NOR chip; for nor_chip.c alone. */
#ifndef PMLAYOUT_FIRMWARE_NOR_CELLS_H
#define PMLAYOUT_FIRMWARE_NOR_CELLS_H

#include "emulator/nor_chip.h"

uint8_t nor_cells_read(const struct nor_chip *chip, uint32_t address);
bool nor_cells_protected(const struct nor_chip *chip, uint32_t address, uint32_t size);
void nor_cells_finish(struct nor_chip *chip, const struct nor_operation *operation);
/* As finish, but power fails in the middle. */
void nor_cells_half_finish(struct nor_chip *chip, const struct nor_operation *operation);

#endif
