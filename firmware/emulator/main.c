/* SPDX-License-Identifier: MIT */
/* nrf9160-emu: runs a bare-metal nRF9160 program without a board. */
#include <inttypes.h>
#include <stdlib.h>

#include "emulator/files.h"
#include "emulator/machine.h"
#include "emulator/options.h"

enum { FAILED = 1, FILE_TROUBLE = 3, ILLEGAL_USE = 4, DID_NOT_END = 5, POWER_CUT = 6 };

/* Anomalies that start-up code has to handle (NRF9160.md 9), as far as a write shows it. */
static void check_errata(struct machine *machine)
{
	uint32_t first = 1U << 6 | 1U << 14 | 1U << 20 | 1U << 31;
	uint32_t second = 1U << 6 | 1U << 15 | 1U << 31;
	uint32_t missing = (machine->options->revision == 1 ? first : second) & ~machine->errata;

	for (unsigned number = 0; number < 32; number++) {
		if (!(missing >> number & 1))
			continue;
		fprintf(stderr, "illegal: anomaly %u was not handled\n", number);
		machine->illegal++;
	}
}

/* EMULATOR.md, what bites, 3: the place of a fault is known only when each instruction is seen. */
static void tell_place_of_fault(const struct options *options)
{
	struct machine *again = malloc(sizeof(*again));

	if (again && machine_create(again, options, true) && files_load(again)) {
		machine_run(again);
		fprintf(stderr, "fault: at pc 0x%08" PRIX32 "\n", again->true_pc);
	}
	if (again)
		machine_free(again);
	free(again);
}

static void tell_outcome(const struct machine *machine)
{
	static const char *const words[] = {
		[ENDED_BY_TIMEOUT] = "the program did not end in time",
		[ENDED_BY_FAULT] = "the program faulted",
		[ENDED_ASLEEP] = "the program sleeps and nothing will wake it",
		[ENDED_BY_RESETS] = "the program is reset again and again",
	};
	double seconds = (double)time_microseconds(machine) / 1e6;

	if (machine->outcome == ENDED_BY_POWER_CUT)
		fprintf(stderr, "power failed in flash operation %" PRIu64 "\n",
			machine->operations);
	else if (machine->outcome != ENDED_BY_FIRMWARE)
		fprintf(stderr, "nrf9160-emu: %s (%.3f s)\n", words[machine->outcome], seconds);
}

static int exit_status(const struct machine *machine)
{
	if (machine->illegal)
		return ILLEGAL_USE;
	if (machine->outcome == ENDED_BY_POWER_CUT)
		return POWER_CUT;
	if (machine->outcome != ENDED_BY_FIRMWARE)
		return DID_NOT_END;
	return machine->exit_code ? FAILED : EXIT_SUCCESS;
}

static int run(struct machine *machine)
{
	bool saved;

	machine_run(machine);
	fflush(stdout);
	tell_outcome(machine);
	if (machine->faulted)
		tell_place_of_fault(machine->options);
	if (machine->options->check_errata && machine->outcome == ENDED_BY_FIRMWARE)
		check_errata(machine);
	saved = files_save(machine);
	return ferror(stdout) || !saved ? FILE_TROUBLE : exit_status(machine);
}

int main(int count, char **words)
{
	struct options options;
	struct machine *machine;
	int status = options_parse(&options, count, words);

	if (status >= 0)
		return status;
	status = FILE_TROUBLE;
	machine = malloc(sizeof(*machine));
	if (!machine)
		return status;
	if (!machine_create(machine, &options, false))
		fputs("nrf9160-emu: Unicorn or memory could not be set up\n", stderr);
	else if (files_load(machine) && files_open_logs(machine))
		status = run(machine);
	if (!files_close_logs(machine))
		status = FILE_TROUBLE;
	machine_free(machine);
	free(machine);
	return status;
}
