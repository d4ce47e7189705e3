/* SPDX-License-Identifier: MIT */
/* The emulator's command line. */
#ifndef PMLAYOUT_EMULATOR_OPTIONS_H
#define PMLAYOUT_EMULATOR_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "emulator/board.h"
#include "emulator/nor_chip.h"

#define MAX_LOADS 16

/* What can be broken about the microcontroller; names in options_faults.c. */
enum chip_fault {
	FAULT_BLANK_UICR,
	FAULT_WATCHDOG_RUNNING,
	FAULT_LOCKED_SPU,
	FAULT_NO_HFXO,
	FAULT_OTHER_SOC,
	FAULT_RESET_AT,
	FAULT_COUNT
};

struct load {
	uint32_t address;
	const char *path;
};

struct options {
	const char *firmware;
	const struct board *board;
	const struct nor_part *part; /* NULL: nothing on the bus */
	const char *load_external, *save_external, *save_internal, *rtt, *operations;
	struct load loads[MAX_LOADS];
	unsigned load_count;
	bool nor_faulty[NOR_FAULT_COUNT];
	uint32_t nor_values[NOR_FAULT_COUNT];
	bool faulty[FAULT_COUNT];
	uint32_t values[FAULT_COUNT]; /* NOR_NO_VALUE: the fault's own default */
	uint64_t stop_after;          /* flash operation that power fails in, from 1; 0: none */
	uint32_t revision;            /* of the SoC, as FICR tells it */
	uint64_t timeout;             /* virtual seconds */
	bool trace, no_debugger, check_errata;
};

/* -1: go on; else exit with this status, all is said. */
int options_parse(struct options *options, int count, char **words);

/* One --fault NAME[=VALUE]; false: not known. */
bool options_add_fault(struct options *options, const char *text);
/* Once the part is known: the faults' values make sense; else false, and it is said. */
bool options_faults_make_sense(const struct options *options);
void options_list_faults(void);
bool options_number(const char *text, uint32_t *number);

#endif
