/* SPDX-License-Identifier: MIT */
/* The commands of a SPI NOR chip, and such a chip as a flash device (NRF9160.md 12). */
#ifndef PMLAYOUT_FIRMWARE_NOR_H
#define PMLAYOUT_FIRMWARE_NOR_H

#include "hal/hal.h"

/* Three address bytes reach this far; chips beyond it need other commands. */
#define NOR_REACH UINT32_C(0x1000000)

#define NOR_WAKE_TIME 50U /* microseconds before the next command; NRF9160.md 12 */

enum nor_status_bit { NOR_STATUS_WIP = 1 << 0, NOR_STATUS_WEL = 1 << 1 };

struct nor {
	const struct hal *hal;
	uint32_t size;
	uint32_t erase_size; /* of the sectors that tests erase */
	uint8_t erase_opcode;
	bool stuck_busy; /* WIP outlasted every chip's time */
};

bool nor_read_id(const struct nor *nor, uint8_t id[3]);
bool nor_read_status(const struct nor *nor, uint8_t *status);
bool nor_read_sfdp(const struct nor *nor, uint32_t address, uint8_t *bytes, uint32_t n);
/* 0B with its dummy byte, where flash_dev.read uses 03. */
bool nor_fast_read(const struct nor *nor, uint32_t offset, uint8_t *bytes, uint32_t n);
/* WREN and WRDI. */
bool nor_write_enable(const struct nor *nor, bool enable);
/* Ends deep power-down; a chip that is awake takes no notice. */
bool nor_end_sleep(const struct nor *nor);
/* False when WIP is set for longer than limit microseconds. */
bool nor_wait(struct nor *nor, uint32_t limit);
/* dev.context is nor. */
struct flash_dev nor_flash_dev(struct nor *nor);

#endif
