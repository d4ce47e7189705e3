/* SPDX-License-Identifier: MIT */
/* `pmlayout explain`: what a rule means, why it matters, how to fix what it finds; and with
 * --log, what a log speaks of.
 */
#include "explain_log.h"

#include "check/check.h"

static int explain(struct text *out, const struct arguments *arguments, enum rule_id id)
{
	const struct rule *rule = rule_get(id);
	bool color = term_use_color(arguments_color(arguments));
	const char *text = rule_explain(id);

	text_printf(out, "%s%s%s (%s, %s)\n%s\n", color ? "\033[1m" : "", rule->name,
		    color ? "\033[0m" : "", severity_name(rule->level), rule->category,
		    rule->summary);
	if (text && *text) {
		text_putc(out, '\n');
		text_puts(out, text);
		if (!cstr_ends(text, "\n"))
			text_putc(out, '\n');
	}
	return print_text((struct str){out->p, out->n});
}

/* Options that only a log needs; one of them without --log is a mistake. */
static const char *stray_option(const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct option_row *row = arguments->options[i].row;

		if (!cstr_eq(row->group, "General"))
			return row->name;
	}
	return NULL;
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct text out = {.arena = arguments->arena};
	const char *name;
	enum rule_id id;

	if (arguments_get(arguments, "log"))
		return explain_log(arguments);
	if (stray_option(arguments))
		return usage_error("--%s is for explain --log FILE", stray_option(arguments));
	if (arguments->operand_count != 1)
		return usage_error("%s needs the name of one rule (`pmlayout list rules`)",
				   command->name);
	name = arguments->operands[0];
	if (!rule_find(str_of(name), &id))
		return usage_error(
			"unknown rule `%s`%s (`pmlayout list rules` names them all)", name,
			did_you_mean(arguments->arena, name, rule_words(arguments->arena)));
	return explain(&out, arguments, id);
}

static const char *const examples[] = {
	"pmlayout explain overlapping-partitions",
	"pmlayout explain --log boot.log",
	"pmlayout explain --log boot.log pm_static.yml --soc nrf9160",
	NULL,
};

static const struct option_row *const options[] = {explain_options, context_options, common_options,
						   NULL};

const struct command explain_command = {
	.name = "explain",
	.operands = "RULE",
	.summary = "say what a rule means, or with --log why a boot log says so",
	.examples = examples,
	.options = options,
	.run = run,
};
