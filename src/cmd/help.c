/* SPDX-License-Identifier: MIT */
/* What --help prints, made from the tables of commands and options. */
#include "cmd.h"

#include <string.h>

/* Where the explanations of options begin. */
#define HELP_COLUMN 27

void help_program(struct text *out)
{
	text_puts(out, "Examples:\n"
		       "  pmlayout check pm_static.yml --soc nrf9160\n"
		       "  pmlayout compile pm_static.yml --emit layout-h=layout.h\n"
		       "  pmlayout explain overlapping-partitions\n"
		       "\nCommands:\n");
	for (const struct command *const *c = command_table(); *c; c++)
		text_printf(out, "  %-12s %s\n", (*c)->name, (*c)->summary);
	text_puts(out, "\n`pmlayout FILE` means `pmlayout check FILE`.\n"
		       "`pmlayout COMMAND --help` shows what a command takes,"
		       " --version the version.\n"
		       "\nExit status:\n"
		       "  0  nothing is wrong              2  wrong usage\n"
		       "  1  there are findings            3  a file cannot be read or written\n");
}

static void help_row(struct text *out, const struct option_row *row)
{
	size_t begin = out->n, width;

	if (row->letter)
		text_printf(out, "  -%c, --%s", row->letter, row->name);
	else
		text_printf(out, "  --%s", row->name);
	if (row->argument)
		text_printf(out, " %s", row->argument);
	width = out->n - begin;
	if (width + 2 > HELP_COLUMN) {
		text_putc(out, '\n');
		width = 0;
	}
	text_fill(out, ' ', HELP_COLUMN - width);
	text_printf(out, "%s\n", row->help);
}

void help_command(struct text *out, const struct command *command)
{
	const char *group = "";

	text_printf(out, "Usage: pmlayout %s [OPTION]...%s%s\n\n%s\n\nExamples:\n", command->name,
		    *command->operands ? " " : "", command->operands, command->summary);
	for (size_t i = 0; command->examples && command->examples[i]; i++)
		text_printf(out, "  %s\n", command->examples[i]);
	for (size_t t = 0; command->options[t]; t++) {
		for (const struct option_row *row = command->options[t]; row->name; row++) {
			if (!cstr_eq(group, row->group))
				text_printf(out, "\n%s:\n", row->group);
			group = row->group;
			help_row(out, row);
		}
	}
}
