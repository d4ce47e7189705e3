/* SPDX-License-Identifier: MIT */
/* Completion for bash: the word before the cursor decides, file names are bash's own default. */
#include "completion.h"

#include "base/arena.h"

static void add_value_case(struct text *out, const struct command *command,
			   const struct option_row *row)
{
	const char *const *values;

	if (!row->argument)
		return;
	text_printf(out, "\t%s:--%s", command->name, row->name);
	if (row->letter)
		text_printf(out, "|%s:-%c", command->name, row->letter);
	text_puts(out, ") ");
	values = completion_values(out->arena, row);
	if (cstr_eq(row->argument, "KIND=FILE") || cstr_eq(row->argument, "FORMAT=FILE"))
		text_puts(out, "compopt -o nospace; ");
	if (values && values[0]) {
		text_puts(out, "words='");
		completion_add_words(out, values);
		text_puts(out, "' ");
	}
	text_puts(out, ";;\n");
}

static void add_options_case(struct text *out, const struct command *command)
{
	size_t count;
	const struct option_row *const *rows = command_rows(out->arena, command, &count);

	text_printf(out, "\t%s:-*) words='", command->name);
	for (size_t i = 0; i < count; i++)
		text_printf(out, "%s--%s", i ? " " : "", rows[i]->name);
	text_puts(out, "' ;;\n");
}

static void add_operands_case(struct text *out, const struct command *command)
{
	const char *const *words = completion_operands(out->arena, command);

	if (!words)
		return;
	text_printf(out, "\t%s:*) words='", command->name);
	completion_add_words(out, words);
	text_puts(out, "' ;;\n");
}

static void add_command_names(struct text *out, const char *separator)
{
	for (const struct command *const *c = command_table(); *c; c++)
		text_printf(out, "%s%s", c == command_table() ? "" : separator, (*c)->name);
}

void completion_bash(struct text *out)
{
	text_puts(out, "# bash completion for pmlayout\n"
		       "_pmlayout()\n{\n"
		       "\tlocal current=${COMP_WORDS[COMP_CWORD]}"
		       " previous=${COMP_WORDS[COMP_CWORD-1]} command=check words=''\n"
		       "\tcase ${COMP_WORDS[1]} in\n\t");
	add_command_names(out, "|");
	text_puts(out, ") ((COMP_CWORD > 1)) && command=${COMP_WORDS[1]} ;;\n\tesac\n"
		       "\tcase $command:$previous in\n");
	for (const struct command *const *c = command_table(); *c; c++) {
		size_t count;
		const struct option_row *const *rows = command_rows(out->arena, *c, &count);

		for (size_t i = 0; i < count; i++)
			add_value_case(out, *c, rows[i]);
	}
	text_puts(out, "\t*)\n\tcase $command:$current in\n");
	for (const struct command *const *c = command_table(); *c; c++) {
		add_options_case(out, *c);
		add_operands_case(out, *c);
	}
	text_puts(out, "\tesac\n"
		       "\tif ((COMP_CWORD == 1)) && [[ $current != -* ]]; then words='");
	add_command_names(out, " ");
	text_puts(out, "'; fi ;;\n\tesac\n"
		       "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
		       "}\n"
		       "complete -o default -F _pmlayout pmlayout\n");
}
