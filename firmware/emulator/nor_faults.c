/* SPDX-License-Identifier: MIT */
/* Names and meanings of what can be broken about a NOR chip. */
#include "emulator/nor_chip.h"

#include <string.h>

static const struct {
	const char *name;
	const char *meaning;
} rows[NOR_FAULT_COUNT] = {
	[NOR_FAULT_JEDEC_00] = {"jedec-00", "the id reads 00 00 00"},
	[NOR_FAULT_JEDEC_FF] = {"jedec-ff", "the id reads FF FF FF"},
	[NOR_FAULT_MISO_LOW] = {"miso-low", "every byte reads 00: not routed"},
	[NOR_FAULT_MISO_HIGH] = {"miso-high", "every byte reads FF: no power"},
	[NOR_FAULT_WRONG_PART] = {"wrong-part", "another maker's id; VALUE: which"},
	[NOR_FAULT_SMALLER_PART] = {"smaller-part",
				    "addresses alias; VALUE: true size (default: half)"},
	[NOR_FAULT_DPD_AT_BOOT] = {"dpd-at-boot", "in deep power-down at boot"},
	[NOR_FAULT_BLOCK_PROTECT] = {"block-protect",
				     "block-protect bits set at boot; VALUE: status register"},
	[NOR_FAULT_HOLD_LOW] = {"hold-low", "HOLD# is tied low"},
	[NOR_FAULT_STUCK_WIP] = {"stuck-wip", "WIP stays set after a program or erase"},
	[NOR_FAULT_NO_WEL] = {"no-wel", "WREN does not set WEL"},
	[NOR_FAULT_BIT_FLIP] = {"bit-flip",
				"a programmed bit is wrong; VALUE: address (default: first page)"},
	[NOR_FAULT_BLEEDING_WRITE] = {"bleeding-write",
				      "the last page of a 4 KiB sector also clears the bytes "
				      "behind it; VALUE: that border (default: all)"},
	[NOR_FAULT_NO_ERASE] = {"no-erase", "erases end without effect"},
	[NOR_FAULT_SLOW] = {"slow", "everything takes VALUE times as long (default: 8)"},
};

enum nor_fault nor_fault_find(const char *name)
{
	for (size_t i = 0; i < NOR_FAULT_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0)
			return (enum nor_fault)i;
	return NOR_FAULT_COUNT;
}

const char *nor_fault_name(enum nor_fault fault)
{
	return rows[fault].name;
}

const char *nor_fault_meaning(enum nor_fault fault)
{
	return rows[fault].meaning;
}
