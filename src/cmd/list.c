/* SPDX-License-Identifier: MIT */
/* `pmlayout list`: the names that other commands take. */
#include "list.h"

#include "cmd.h"

static const char *const formats[] = {"text", "json", "markdown", NULL};

static const struct option_row list_options[] = {
	{"format", 0, "FORMAT", "Output", "text, json or markdown", formats},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static int list(const struct listing *listing, const struct arguments *arguments)
{
	const char *format = arguments_get(arguments, "format");
	struct text out = {.arena = arguments->arena};

	if (format && cstr_eq(format, "json"))
		list_write_json(&out, listing);
	else if (format && cstr_eq(format, "markdown"))
		list_write_markdown(&out, listing);
	else
		list_write_text(&out, listing, term_use_color(arguments_color(arguments)));
	return print_text((struct str){out.p, out.n});
}

static int run(const struct command *command, const struct arguments *arguments)
{
	const char *names[16] = {NULL};

	if (arguments->operand_count != 1)
		return usage_error("%s needs one of %s", command->name, command->operands);
	for (size_t i = 0; listing_table()[i] && i < 15; i++) {
		names[i] = listing_table()[i]->name;
		if (cstr_eq(names[i], arguments->operands[0]))
			return list(listing_table()[i], arguments);
	}
	return usage_error("there is no list `%s`%s (%s)", arguments->operands[0],
			   did_you_mean(arguments->arena, arguments->operands[0], names),
			   command->operands);
}

static const char *const examples[] = {
	"pmlayout list rules",
	"pmlayout list rules --format markdown",
	NULL,
};

static const struct option_row *const options[] = {list_options, common_options, NULL};

const struct command list_command = {
	.name = "list",
	.operands = "rules|formats|emitters|socs|flash-chips",
	.summary = "list rules, formats, outputs and chips",
	.examples = examples,
	.options = options,
	.run = run,
};
