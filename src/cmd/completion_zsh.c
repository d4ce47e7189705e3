/* SPDX-License-Identifier: MIT */
/* Completion for zsh by _arguments; works from a folder of $fpath and when sourced. */
#include "completion.h"

#include "base/arena.h"

/* Text inside single quotes and inside the brackets of an _arguments specification. */
static void add_description(struct text *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			text_puts(out, "'\\'");
		else if (*text == '[' || *text == ']' || *text == ':')
			text_putc(out, '\\');
		text_putc(out, *text);
	}
}

static void add_action(struct text *out, const char *const *words)
{
	if (!words) {
		text_puts(out, "_files");
		return;
	}
	text_putc(out, '(');
	completion_add_words(out, words);
	text_putc(out, ')');
}

static void add_specification(struct text *out, const struct option_row *row, const char *option,
			      const char *glue)
{
	text_printf(out, "\t\t\t'*%s%s[", option, row->argument ? glue : "");
	add_description(out, row->help);
	text_puts(out, "]");
	if (row->argument) {
		text_putc(out, ':');
		add_description(out, row->argument);
		text_putc(out, ':');
		add_action(out, completion_values(out->arena, row));
	}
	text_puts(out, "' \\\n");
}

static void add_command(struct text *out, const struct command *command)
{
	size_t count;
	const struct option_row *const *rows = command_rows(out->arena, command, &count);

	text_printf(out, "\t%s)\n\t\t_arguments \\\n", command->name);
	for (size_t i = 0; i < count; i++) {
		add_specification(out, rows[i], arena_printf(out->arena, "--%s", rows[i]->name),
				  "=");
		if (rows[i]->letter)
			add_specification(out, rows[i],
					  arena_printf(out->arena, "-%c", rows[i]->letter), "+");
	}
	text_puts(out, "\t\t\t'*:operand:");
	add_action(out, completion_operands(out->arena, command));
	text_puts(out, "' ;;\n");
}

void completion_zsh(struct text *out)
{
	text_puts(out, "#compdef pmlayout\n"
		       "_pmlayout()\n{\n"
		       "\tlocal -a commands=(\n");
	for (const struct command *const *c = command_table(); *c; c++) {
		text_printf(out, "\t\t'%s:", (*c)->name);
		add_description(out, (*c)->summary);
		text_puts(out, "'\n");
	}
	text_puts(out, "\t)\n"
		       "\tif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
		       "\t\t_describe command commands\n"
		       "\t\t_files\n"
		       "\t\treturn\n"
		       "\tfi\n"
		       "\tlocal command=check\n"
		       "\tif (( ${commands[(I)${words[2]}:*]} )); then\n"
		       "\t\tcommand=$words[2]\n"
		       "\t\tshift words\n"
		       "\t\t(( CURRENT-- ))\n"
		       "\tfi\n"
		       "\tcase $command in\n");
	for (const struct command *const *c = command_table(); *c; c++)
		add_command(out, *c);
	text_puts(out, "\tesac\n"
		       "}\n"
		       "if [[ $funcstack[1] == _pmlayout ]]; then\n"
		       "\t_pmlayout \"$@\"\n"
		       "else\n"
		       "\tcompdef _pmlayout pmlayout\n"
		       "fi\n");
}
