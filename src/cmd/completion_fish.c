/* SPDX-License-Identifier: MIT */
/* Completion for fish: one `complete` line a word. */
#include "completion.h"

/* Text inside single quotes. */
static void add_description(struct text *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			text_putc(out, '\\');
		text_putc(out, *text);
	}
}

static void add_option(struct text *out, const struct command *command,
		       const struct option_row *row)
{
	const char *const *values;

	text_printf(out, "complete -c pmlayout -n '__fish_seen_subcommand_from %s' -l %s",
		    command->name, row->name);
	if (row->letter)
		text_printf(out, " -s %c", row->letter);
	if (row->argument) {
		values = completion_values(out->arena, row);
		text_puts(out, values ? " -x" : " -r");
		if (values && values[0]) {
			text_puts(out, " -a '");
			completion_add_words(out, values);
			text_putc(out, '\'');
		}
	}
	text_puts(out, " -d '");
	add_description(out, row->help);
	text_puts(out, "'\n");
}

static void add_operands(struct text *out, const struct command *command)
{
	const char *const *words = completion_operands(out->arena, command);

	if (!words)
		return;
	text_printf(out, "complete -c pmlayout -n '__fish_seen_subcommand_from %s' -f -a '",
		    command->name);
	completion_add_words(out, words);
	text_puts(out, "'\n");
}

void completion_fish(struct text *out)
{
	text_puts(out, "# fish completion for pmlayout\n");
	for (const struct command *const *c = command_table(); *c; c++) {
		size_t count;
		const struct option_row *const *rows = command_rows(out->arena, *c, &count);

		text_printf(out, "complete -c pmlayout -n __fish_use_subcommand -a %s -d '",
			    (*c)->name);
		add_description(out, (*c)->summary);
		text_puts(out, "'\n");
		for (size_t i = 0; i < count; i++)
			add_option(out, *c, rows[i]);
		add_operands(out, *c);
	}
}
