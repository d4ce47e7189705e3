/* SPDX-License-Identifier: MIT */
/* The boards of NRF9160.md 11. */
#include "emulator/board.h"

#include <string.h>

static const struct board table[] = {
	{.name = "nrf9160dk",
	 .part = "mx25r6435f",
	 .uart_tx = 29,
	 .sck = 13,
	 .mosi = 11,
	 .miso = 12,
	 .chip_select = 25,
	 .hold = -1,
	 .write_protect = -1},
	{.name = "feather",
	 .part = "w25q32jv",
	 .uart_tx = 6,
	 .sck = 11,
	 .mosi = 9,
	 .miso = 28,
	 .chip_select = 7,
	 .hold = 10,
	 .write_protect = 8},
};

const struct board *board_table(size_t *count)
{
	*count = sizeof(table) / sizeof(table[0]);
	return table;
}

const struct board *board_find(const char *name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}
