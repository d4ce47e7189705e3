/* SPDX-License-Identifier: MIT */
/* The commands: one file each, every one of them static but its table entry. */
#ifndef PMLAYOUT_CMD_CMD_H
#define PMLAYOUT_CMD_CMD_H

#include "base/str.h"

#include <stdbool.h>

/* Exit statuses, the same for every command (PRODUCT.md). */
enum exit_status { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_FILE = 3 };

/* One option; a row of it makes parsing, --help, completion and the manual's fragment. */
struct option_row {
	const char *name;     /* long name without dashes */
	char letter;          /* short name, or 0 */
	const char *argument; /* "FILE", "[IMAGE=]FILE"; NULL: takes none */
	const char *group;    /* heading in --help: "Context", "Output", ... */
	const char *help;     /* one line */
	const char *const *values; /* NULL-terminated closed set of values, or NULL */
};

/* What was given, in the order of the command line. */
struct given_option {
	const struct option_row *row;
	const char *value; /* NULL for an option without argument */
};

struct arguments {
	struct arena *arena;
	const struct given_option *options;
	size_t option_count;
	const char *const *operands;
	size_t operand_count;
};

struct command {
	const char *name;
	const char *operands; /* "INPUT..." as --help shows it */
	const char *summary;  /* one line */
	const char *const *examples; /* NULL-terminated */
	const struct option_row *const *options; /* NULL-terminated list of tables, each ended by
						  * a row without name */
	int (*run)(const struct command *command, const struct arguments *arguments);
};

const struct command *const *command_table(void); /* NULL-terminated */

/* Parses argv behind the command's name.  EXIT_CLEAN: go on; EXIT_USAGE: it was wrong and has
 * been said on stderr.  --help is answered by the caller (main.c).
 */
int arguments_parse(const struct command *command, int argc, char **argv,
		    struct arguments *arguments);
/* The last value of an option, or NULL; for one without argument: "" when given. */
const char *arguments_get(const struct arguments *arguments, const char *name);

/* Options that every command that reads a layout takes; COMMON is --color, --help. */
extern const struct option_row context_options[];
extern const struct option_row common_options[];

/* stderr: "pmlayout: ..." and a line that names --help.  Returns EXIT_USAGE. */
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
