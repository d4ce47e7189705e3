/* SPDX-License-Identifier: MIT */
/* Which pin of P0 leads where. */
#ifndef PMLAYOUT_EMULATOR_BOARD_H
#define PMLAYOUT_EMULATOR_BOARD_H

#include <stddef.h>
#include <stdint.h>

struct board {
	const char *name;
	const char *part;         /* that is mounted */
	uint32_t uart_tx;         /* console */
	uint32_t sck, mosi, miso; /* of the external flash */
	uint32_t chip_select;     /* has a pull-up */
	int hold, write_protect;  /* -1: tied high; else low unless driven */
};

const struct board *board_find(const char *name);
const struct board *board_table(size_t *count);

#endif
