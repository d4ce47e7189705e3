/* SPDX-License-Identifier: MIT */
/* `pmlayout completion`: a script that teaches a shell our words. */
#include "completion.h"

#include <string.h>

#include "base/arena.h"

/* KIND=FILE, FORMAT=FILE: the kinds, each with its equals sign. */
static const char *const *with_equals(struct arena *arena, const char *const *kinds)
{
	const char **words;
	size_t count = 0;

	while (kinds[count])
		count++;
	words = arena_array(arena, count + 1, sizeof(*words));
	for (size_t i = 0; i < count; i++)
		words[i] = arena_printf(arena, "%s=", kinds[i]);
	return words;
}

const char *const *completion_values(struct arena *arena, const struct option_row *row)
{
	static const char *const free_text[] = {NULL};

	if (row->values)
		return row->values;
	if (cstr_eq(row->argument, "RULE"))
		return rule_words(arena);
	if (cstr_eq(row->argument, "KIND=FILE"))
		return with_equals(arena, emitter_words(arena));
	if (cstr_eq(row->argument, "FORMAT=FILE"))
		return with_equals(arena, report_words(arena));
	if (cstr_eq(row->name, "soc"))
		return soc_words(arena);
	return strstr(row->argument, "FILE") ? NULL : free_text;
}

/* "bash|zsh|fish" is a closed set of words. */
static const char *const *split_alternatives(struct arena *arena, const char *text)
{
	const char **words = arena_array(arena, strlen(text) + 2, sizeof(*words));
	size_t count = 0;

	for (;;) {
		size_t n = strcspn(text, "|");

		words[count++] = arena_copy(arena, text, n);
		if (!text[n])
			return words;
		text += n + 1;
	}
}

const char *const *completion_operands(struct arena *arena, const struct command *command)
{
	if (cstr_eq(command->operands, "RULE"))
		return rule_words(arena);
	return strchr(command->operands, '|') ? split_alternatives(arena, command->operands) : NULL;
}

void completion_add_words(struct text *out, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		text_printf(out, "%s%s", i ? " " : "", words[i]);
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct text out = {.arena = arguments->arena};
	const char *shell;

	if (arguments->operand_count != 1)
		return usage_error("%s needs one of %s", command->name, command->operands);
	shell = arguments->operands[0];
	if (cstr_eq(shell, "bash"))
		completion_bash(&out);
	else if (cstr_eq(shell, "zsh"))
		completion_zsh(&out);
	else if (cstr_eq(shell, "fish"))
		completion_fish(&out);
	else
		return usage_error("no completion for `%s` (%s)", shell, command->operands);
	return print_text((struct str){out.p, out.n});
}

static const struct option_row help_option[] = {
	{"help", 'h', NULL, "General", "show this help", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static const char *const examples[] = {
	"source <(pmlayout completion bash)",
	"pmlayout completion zsh > ~/.zfunc/_pmlayout",
	"pmlayout completion fish > ~/.config/fish/completions/pmlayout.fish",
	NULL,
};

static const struct option_row *const options[] = {help_option, NULL};

const struct command completion_command = {
	.name = "completion",
	.operands = "bash|zsh|fish",
	.summary = "print a completion script for a shell",
	.examples = examples,
	.options = options,
	.run = run,
};
