/* SPDX-License-Identifier: MIT */
/* --fault NAME[=VALUE]: of the external flash and of the microcontroller. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/options.h"

#define SMALLEST_SIZE 0x1000U /* a sector */

/* What VALUE may be; both 0: there is none. */
struct range {
	uint32_t least, most;
};

static const struct {
	const char *name;
	const char *meaning;
	struct range range;
} rows[FAULT_COUNT] = {
	[FAULT_BLANK_UICR] = {"blank-uicr", "UICR erased: no HFXO settings", {0, 0}},
	[FAULT_WATCHDOG_RUNNING] = {"watchdog-running",
				    "left on by a bootloader; VALUE: milliseconds to its bite "
				    "(default: 2000)",
				    {1, 131000000}},
	[FAULT_LOCKED_SPU] = {"locked-spu",
			      "a flash region is locked; VALUE: which (default: 2)",
			      {0, 31}},
	[FAULT_NO_HFXO] = {"no-hfxo", "the crystal oscillator never starts", {0, 0}},
	[FAULT_OTHER_SOC] = {"other-soc",
			     "FICR names another SoC; VALUE: which (default: 0x9161)",
			     {1, 0xFFFE}},
	[FAULT_RESET_AT] = {"reset-at",
			    "a pin reset amid a flash operation, RAM stays; VALUE: its number "
			    "(default: 1)",
			    {1, UINT32_MAX - 1}},
};

/* Of the external flash; those that follow from the part are in range_on(). */
static const struct range nor_ranges[NOR_FAULT_COUNT] = {
	[NOR_FAULT_WRONG_PART] = {1, 0xFFFFFF},
	[NOR_FAULT_BLOCK_PROTECT] = {1, 0xFF},
	[NOR_FAULT_SLOW] = {1, 1000},
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

/* NOR_FAULT_SMALLER_PART is a power of two below the part's size. */
static struct range range_on(enum nor_fault fault, uint32_t size)
{
	if (fault == NOR_FAULT_BIT_FLIP)
		return (struct range){0, size - 1};
	if (fault == NOR_FAULT_BLEEDING_WRITE)
		return (struct range){SMALLEST_SIZE, size - SMALLEST_SIZE};
	if (fault == NOR_FAULT_SMALLER_PART)
		return (struct range){SMALLEST_SIZE, size / 2};
	return nor_ranges[fault];
}

static bool refuse(const char *name, struct range range, const char *kind)
{
	if (range.most == 0)
		fprintf(stderr, "nrf9160-emu: --fault %s takes no value\n", name);
	else
		fprintf(stderr,
			"nrf9160-emu: --fault %s=VALUE is %s from 0x%" PRIx32 " to 0x%" PRIx32 "\n",
			name, kind, range.least, range.most);
	return false;
}

static bool is_in(struct range range, uint32_t value)
{
	return range.most != 0 && value >= range.least && value <= range.most;
}

static bool nor_value_makes_sense(const struct options *options, enum nor_fault fault)
{
	uint32_t value = options->nor_values[fault];
	const char *kind = "a number";
	struct range range;
	bool fits;

	if (!options->nor_faulty[fault] || value == NOR_NO_VALUE || !options->part)
		return true;
	range = range_on(fault, options->part->size);
	fits = is_in(range, value);
	if (fault == NOR_FAULT_SMALLER_PART) {
		kind = "a power of two";
		fits = fits && (value & (value - 1)) == 0;
	} else if (fault == NOR_FAULT_BLEEDING_WRITE) {
		kind = "a multiple of 0x1000";
		fits = fits && value % SMALLEST_SIZE == 0;
	}
	return fits || refuse(nor_fault_name(fault), range, kind);
}

bool options_faults_make_sense(const struct options *options)
{
	for (unsigned i = 0; i < NOR_FAULT_COUNT; i++)
		if (!nor_value_makes_sense(options, (enum nor_fault)i))
			return false;
	for (unsigned i = 0; i < FAULT_COUNT; i++)
		if (options->faulty[i] && options->values[i] != NOR_NO_VALUE &&
		    !is_in(rows[i].range, options->values[i]))
			return refuse(rows[i].name, rows[i].range, "a number");
	return true;
}

void options_list_faults(void)
{
	for (unsigned i = 0; i < NOR_FAULT_COUNT; i++)
		printf("%-18s %s\n", nor_fault_name((enum nor_fault)i),
		       nor_fault_meaning((enum nor_fault)i));
	for (unsigned i = 0; i < FAULT_COUNT; i++)
		printf("%-18s %s\n", rows[i].name, rows[i].meaning);
}
