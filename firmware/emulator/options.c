/* SPDX-License-Identifier: MIT */
/* The emulator's command line. */
#include "emulator/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRONG_USAGE = 2, GO_ON = -1 };

enum option_id {
	OPTION_BOARD = 256,
	OPTION_FLASH,
	OPTION_LOAD_EXTERNAL,
	OPTION_LOAD,
	OPTION_SAVE_EXTERNAL,
	OPTION_SAVE_INTERNAL,
	OPTION_RTT,
	OPTION_OPERATIONS,
	OPTION_FAULT,
	OPTION_STOP_AFTER,
	OPTION_REVISION,
	OPTION_TIMEOUT,
	OPTION_TRACE,
	OPTION_NO_DEBUGGER,
	OPTION_CHECK_ERRATA,
	OPTION_LIST,
	OPTION_HELP,
};

static const struct option words[] = {
	{"board", required_argument, NULL, OPTION_BOARD},
	{"flash", required_argument, NULL, OPTION_FLASH},
	{"load-external", required_argument, NULL, OPTION_LOAD_EXTERNAL},
	{"load", required_argument, NULL, OPTION_LOAD},
	{"save-external", required_argument, NULL, OPTION_SAVE_EXTERNAL},
	{"save-internal", required_argument, NULL, OPTION_SAVE_INTERNAL},
	{"rtt", required_argument, NULL, OPTION_RTT},
	{"operations", required_argument, NULL, OPTION_OPERATIONS},
	{"fault", required_argument, NULL, OPTION_FAULT},
	{"stop-after", required_argument, NULL, OPTION_STOP_AFTER},
	{"revision", required_argument, NULL, OPTION_REVISION},
	{"timeout", required_argument, NULL, OPTION_TIMEOUT},
	{"trace", no_argument, NULL, OPTION_TRACE},
	{"no-debugger", no_argument, NULL, OPTION_NO_DEBUGGER},
	{"check-errata", no_argument, NULL, OPTION_CHECK_ERRATA},
	{"list", no_argument, NULL, OPTION_LIST},
	{"help", no_argument, NULL, OPTION_HELP},
	{NULL, 0, NULL, 0},
};

static const char help[] =
	"usage: nrf9160-emu FIRMWARE.elf [option...]\n"
	"\n"
	"Runs a bare-metal nRF9160 program; what UARTE0 sends goes to standard output.\n"
	"\n"
	"  --board NAME             nrf9160dk (default) or feather: its pins and its flash\n"
	"  --flash PART             external flash, or none\n"
	"  --load-external FILE     its content at the start; FF behind the file's end\n"
	"  --load ADDRESS=FILE      into the internal flash, over the firmware\n"
	"  --save-external FILE     content at the end\n"
	"  --save-internal FILE\n"
	"  --rtt FILE               what SEGGER RTT's first up-buffer held\n"
	"  --operations FILE        a line for each flash operation: number, kind, address, size\n"
	"  --stop-after N           power fails in the middle of flash operation N\n"
	"  --fault NAME[=VALUE]     break something\n"
	"  --revision N             of the SoC: 1 or 2 (default)\n"
	"  --check-errata           an anomaly of that revision left unhandled is illegal\n"
	"  --timeout SECONDS        of virtual time (default: 120)\n"
	"  --no-debugger            DHCSR says that nobody listens\n"
	"  --trace                  each instruction and register access to standard error\n"
	"  --list                   boards, parts and faults\n"
	"\n"
	"Illegal use is reported on standard error, a line each.\n"
	"Exit status: 0 the program exited with 0; 1 with something else; 2 wrong usage; 3 a file\n"
	"could not be read or written; 4 illegal use; 5 it did not end (timeout, fault, sleep,\n"
	"resets); 6 power failed as --stop-after wanted.\n";

static void list(void)
{
	size_t count;
	const struct board *boards = board_table(&count);
	const struct nor_part *parts;

	for (size_t i = 0; i < count; i++)
		printf("%-18s board with %s\n", boards[i].name, boards[i].part);
	parts = nor_part_table(&count);
	for (size_t i = 0; i < count; i++)
		printf("%-18s %02X %02X %02X, %u MiB\n", parts[i].name, parts[i].jedec[0],
		       parts[i].jedec[1], parts[i].jedec[2], (unsigned)(parts[i].size >> 20));
	options_list_faults();
}

static bool add_load(struct options *options, char *text)
{
	char *equals = strchr(text, '=');
	struct load *load = &options->loads[options->load_count];

	if (!equals || options->load_count == MAX_LOADS)
		return false;
	*equals = '\0';
	load->path = equals + 1;
	options->load_count++;
	return options_number(text, &load->address);
}

static bool take_number(const char *text, uint64_t *number)
{
	uint32_t value;

	if (!options_number(text, &value) || value == 0)
		return false;
	*number = value;
	return true;
}

static bool take_flash(struct options *options, const char *name)
{
	options->part = nor_part_find(name);
	return options->part || strcmp(name, "none") == 0;
}

/* Files and switches: nothing about them can be wrong here. */
static void take_plain(struct options *options, int id)
{
	switch (id) {
	case OPTION_LOAD_EXTERNAL:
		options->load_external = optarg;
		break;
	case OPTION_SAVE_EXTERNAL:
		options->save_external = optarg;
		break;
	case OPTION_SAVE_INTERNAL:
		options->save_internal = optarg;
		break;
	case OPTION_RTT:
		options->rtt = optarg;
		break;
	case OPTION_OPERATIONS:
		options->operations = optarg;
		break;
	case OPTION_TRACE:
		options->trace = true;
		break;
	case OPTION_NO_DEBUGGER:
		options->no_debugger = true;
		break;
	case OPTION_CHECK_ERRATA:
		options->check_errata = true;
		break;
	}
}

/* false: the word behind the option means nothing. */
static bool take(struct options *options, int id, bool *flash_is_named)
{
	switch (id) {
	case OPTION_BOARD:
		options->board = board_find(optarg);
		return options->board;
	case OPTION_FLASH:
		*flash_is_named = true;
		return take_flash(options, optarg);
	case OPTION_LOAD:
		return add_load(options, optarg);
	case OPTION_FAULT:
		return options_add_fault(options, optarg);
	case OPTION_STOP_AFTER:
		return take_number(optarg, &options->stop_after);
	case OPTION_REVISION:
		return options_number(optarg, &options->revision) &&
		       (options->revision == 1 || options->revision == 2);
	case OPTION_TIMEOUT:
		return take_number(optarg, &options->timeout);
	}
	take_plain(options, id);
	return true;
}

int options_parse(struct options *options, int count, char **arguments)
{
	bool flash_is_named = false;
	int id, index;

	*options =
		(struct options){.board = board_find("nrf9160dk"), .revision = 2, .timeout = 120};
	while ((id = getopt_long(count, arguments, "", words, &index)) != -1) {
		if (id == OPTION_LIST || id == OPTION_HELP) {
			if (id == OPTION_LIST)
				list();
			else
				fputs(help, stdout);
			return EXIT_SUCCESS;
		}
		if (id == '?')
			return WRONG_USAGE;
		if (take(options, id, &flash_is_named))
			continue;
		fprintf(stderr, "nrf9160-emu: --%s has no such value: %s\n", words[index].name,
			optarg);
		return WRONG_USAGE;
	}
	if (optind != count - 1) {
		fputs("nrf9160-emu: name one firmware; --help lists the options\n", stderr);
		return WRONG_USAGE;
	}
	options->firmware = arguments[optind];
	if (!flash_is_named)
		options->part = nor_part_find(options->board->part);
	return options_faults_make_sense(options) ? GO_ON : WRONG_USAGE;
}
