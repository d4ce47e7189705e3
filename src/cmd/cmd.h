/* SPDX-License-Identifier: MIT */
/* The commands: one file each, every one of them static but its table entry. */
#ifndef PMLAYOUT_CMD_CMD_H
#define PMLAYOUT_CMD_CMD_H

#include "base/file.h"
#include "base/term.h"

#include <stdbool.h>

struct pml;

/* Exit statuses, the same for every command (PRODUCT.md). */
enum exit_status { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_FILE = 3 };

/* One option; a row of it makes parsing, --help, completion and the manual's fragment. */
struct option_row {
	const char *name;     /* long name without dashes */
	char letter;          /* short name, or 0 */
	const char *argument; /* "FILE", "[IMAGE=]FILE"; NULL: takes none */
	const char *group;    /* heading in --help: "Context", "Output", ... */
	const char *help;     /* one line */
	/* NULL-terminated closed set of values, or NULL; mode_words stands for every form of them.
	 */
	const char *const *values;
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
	const char *operands;                    /* "INPUT..." as --help shows it */
	const char *summary;                     /* one line */
	const char *const *examples;             /* NULL-terminated */
	const struct option_row *const *options; /* NULL-terminated list of tables, each ended by
						  * a row without name */
	int (*run)(const struct command *command, const struct arguments *arguments);
	/* Instead of run, for a command that reads its words in a way of its own; argv[0] is its
	 * name.
	 */
	int (*run_words)(const struct command *command, struct arena *arena, int argc, char **argv);
};

const struct command *const *command_table(void); /* NULL-terminated */

/* Parses argv behind the command's name.  EXIT_CLEAN: go on; EXIT_USAGE: it was wrong and has
 * been said on stderr.  --help is answered by the caller (main.c).
 */
int arguments_parse(const struct command *command, int argc, char **argv,
		    struct arguments *arguments);
/* The last value of an option, or NULL; for one without argument: "" when given. */
const char *arguments_get(const struct arguments *arguments, const char *name);

/* The rows of all of a command's tables, in order. */
const struct option_row *const *command_rows(struct arena *arena, const struct command *command,
					     size_t *count);

/* Options that every command that reads a layout takes; COMMON is --color, --help. */
extern const struct option_row context_options[];
/* An earlier layout beside the input, and the same of the release that devices have. */
extern const struct option_row against_options[];
extern const struct option_row old_options[];
extern const struct option_row common_options[];
/* -D, -W, -A: levels of rules. */
extern const struct option_row level_options[];
enum color_choice arguments_color(const struct arguments *arguments);

/* The commands, in the order of --help. */
extern const struct command diff_command, check_command, compile_command, show_command,
	slots_command, explain_command, pm_command, list_command, completion_command;

/* What --help prints: the program's, or a command's. */
void help_program(struct text *out);
void help_command(struct text *out, const struct command *command);

/* stderr: "pmlayout: out of memory"; ends the program with EXIT_FILE. */
_Noreturn void program_out_of_memory(void);

/* A run that knows the command line's context and levels; NULL when one of them was wrong, which
 * has been said on stderr (EXIT_USAGE).
 */
struct pml *run_open(const struct arguments *arguments);
/* The status of what was found so far: unreadable files beat errors. */
int run_status(struct pml *pml);
/* EXIT_USAGE, said on stderr, when an output would replace a file that was read. */
int run_spares(const struct pml *pml, const char *output);

/* The options with those of `.pmlayout.yml` in front, so that the command line wins, and its
 * inputs when no operand is given.  EXIT_CLEAN, or what is wrong has been said on stderr
 * (config.c).
 */
extern const struct option_row config_options[];
int config_apply(const struct command *command, const struct arguments *given,
		 struct arguments *merged);

/* Allows what a baseline knows (baseline.c); behind the last input. */
extern const struct option_row baseline_options[];
int run_baseline(struct pml *pml, const struct arguments *arguments);

/* `check --fix` writes the safe fixes of the operands, `--diff` prints them instead of the
 * findings (fix.c).
 */
extern const struct option_row fix_options[];
int run_fixes(struct pml *pml, const struct arguments *arguments);

/* Prints what was asked for; EXIT_FILE, said on stderr, when standard output fails. */
int print_text(struct str content);
/* stderr: "pmlayout: PATH: WHY".  Returns EXIT_FILE. */
int file_error(const char *path, const char *why);

/* Words for "did you mean" and completion; NULL-terminated, in the arena. */
extern const char *const mode_words[];
const char *const *rule_words(struct arena *arena);
const char *const *soc_words(struct arena *arena);
const char *const *emitter_words(struct arena *arena);
const char *const *report_words(struct arena *arena);
/* ", did you mean `word`?" or "". */
const char *did_you_mean(struct arena *arena, const char *word, const char *const words[]);

/* stderr: "pmlayout: ..." and a line that names --help.  Returns EXIT_USAGE. */
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
