/* SPDX-License-Identifier: MIT */
/* `pmlayout explain`: what a rule means, why it matters, how to fix what it finds; and with
 * --log, what a log speaks of.
 */
#include "explain_log.h"

#include "check/check.h"

#define TEXT_COLUMNS 80

/* Cuts the next word off; words are apart by single blanks. */
static struct str cut_word(struct str *line)
{
	struct str word = {line->p, 0};

	while (word.n < line->n && word.p[word.n] != ' ')
		word.n++;
	line->p += word.n + (word.n < line->n);
	line->n -= word.n + (word.n < line->n);
	return word;
}

/* A paragraph in lines of a terminal; those of a list's entry stand below its text. */
static void add_wrapped(struct text *out, struct str paragraph)
{
	const size_t indent = str_starts(paragraph, "- ") ? 2 : 0;
	size_t column = 0;

	while (paragraph.n) {
		struct str word = cut_word(&paragraph);
		size_t width = term_width(word, column);

		if (column && column + 1 + width > TEXT_COLUMNS) {
			text_putc(out, '\n');
			text_fill(out, ' ', indent);
			column = indent;
		} else if (column) {
			text_putc(out, ' ');
			column++;
		}
		text_add(out, word);
		column += width;
	}
}

/* Paragraphs stand on one line each; what is indented is literal. */
static void add_text(struct text *out, struct str rest)
{
	struct str line;

	while (str_next_line(&rest, &line)) {
		if (str_starts(line, "    "))
			text_add(out, line);
		else
			add_wrapped(out, line);
		text_putc(out, '\n');
	}
}

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
		add_text(out, str_of(text));
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
		return explain_log(command, arguments);
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

static const struct option_row *const options[] = {explain_options, context_options, config_options,
						   common_options, NULL};

const struct command explain_command = {
	.name = "explain",
	.operands = "RULE",
	.summary = "say what a rule means, or with --log why a boot log says so",
	.examples = examples,
	.options = options,
	.run = run,
};
