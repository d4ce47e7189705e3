/* SPDX-License-Identifier: MIT */
/* --fault NAME[=VALUE]: of the external flash and of the microcontroller. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/options.h"

static const struct {
	const char *name;
	const char *meaning;
} rows[FAULT_COUNT] = {
	[FAULT_BLANK_UICR] = {"blank-uicr", "UICR erased: no HFXO settings"},
	[FAULT_WATCHDOG_RUNNING] = {"watchdog-running",
				    "left on by a bootloader; VALUE: milliseconds to its bite "
				    "(default: 2000)"},
	[FAULT_LOCKED_SPU] = {"locked-spu", "a flash region is locked; VALUE: which (default: 2)"},
	[FAULT_NO_HFXO] = {"no-hfxo", "the crystal oscillator never starts"},
	[FAULT_OTHER_SOC] = {"other-soc", "FICR names another SoC; VALUE: which (default: 0x9161)"},
};

bool options_number(const char *text, uint32_t *number)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 0);

	*number = (uint32_t)value;
	return *text >= '0' && *text <= '9' && *end == '\0' && value <= UINT32_MAX;
}

static bool add(struct options *options, const char *name, uint32_t value)
{
	enum nor_fault fault = nor_fault_find(name);

	if (fault != NOR_FAULT_COUNT) {
		options->nor_faulty[fault] = true;
		options->nor_values[fault] = value;
		return true;
	}
	for (unsigned i = 0; i < FAULT_COUNT; i++) {
		if (strcmp(rows[i].name, name) != 0)
			continue;
		options->faulty[i] = true;
		options->values[i] = value;
		return true;
	}
	return false;
}

bool options_add_fault(struct options *options, const char *text)
{
	const char *equals = strchr(text, '=');
	size_t length = equals ? (size_t)(equals - text) : strlen(text);
	uint32_t value = NOR_NO_VALUE;
	char name[32];

	if (length >= sizeof(name) || (equals && !options_number(equals + 1, &value)))
		return false;
	memcpy(name, text, length);
	name[length] = '\0';
	return add(options, name, value);
}

void options_list_faults(void)
{
	for (unsigned i = 0; i < NOR_FAULT_COUNT; i++)
		printf("%-18s %s\n", nor_fault_name((enum nor_fault)i),
		       nor_fault_meaning((enum nor_fault)i));
	for (unsigned i = 0; i < FAULT_COUNT; i++)
		printf("%-18s %s\n", rows[i].name, rows[i].meaning);
}
