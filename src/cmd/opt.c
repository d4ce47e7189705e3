/* SPDX-License-Identifier: MIT */
/* From argv to options and operands, by the tables of a command. */
#include "cmd.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "model/facts.h"

/* getopt's value of the row i is FIRST_ROW + i, beyond every letter. */
#define FIRST_ROW 256

static const char *const colors[] = {"auto", "always", "never", NULL};

const struct option_row common_options[] = {
	{"color", 0, "WHEN", "General", "use colour: auto, always or never", colors},
	{"help", 'h', NULL, "General", "show this help", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

const struct option_row *const *command_rows(struct arena *arena, const struct command *command,
					     size_t *count)
{
	const struct option_row **rows;
	size_t n = 0;

	for (size_t t = 0; command->options[t]; t++) {
		for (const struct option_row *row = command->options[t]; row->name; row++)
			n++;
	}
	rows = arena_array(arena, n + 1, sizeof(*rows));
	*count = n;
	n = 0;
	for (size_t t = 0; command->options[t]; t++) {
		for (const struct option_row *row = command->options[t]; row->name; row++)
			rows[n++] = row;
	}
	return rows;
}

int usage_error(const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	fputs("pmlayout: ", stderr);
	for (const char *p = message; *p; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			fprintf(stderr, "\\x%02x", (unsigned)*p);
		else
			fputc(*p, stderr);
	}
	fputs("\nTry `pmlayout --help`.\n", stderr);
	return EXIT_USAGE;
}

const char *did_you_mean(struct arena *arena, const char *word, const char *const words[])
{
	const char *closest = suggest_closest(str_of(word), words);

	return closest ? arena_printf(arena, ", did you mean `%s`?", closest) : "";
}

/* -- getopt's own tables ---------------------------------------------------------------------- */

struct parser {
	struct arena *arena;
	const struct option_row *const *rows;
	size_t count;
	struct option *longs;
	char *letters;
};

static void parser_init(struct parser *parser, struct arena *arena, const struct command *command)
{
	char *letter;

	parser->arena = arena;
	parser->rows = command_rows(arena, command, &parser->count);
	parser->longs = arena_array(arena, parser->count + 1, sizeof(*parser->longs));
	/* ":" in front: a missing argument is told apart from an unknown option. */
	letter = parser->letters = arena_alloc(arena, 2 * parser->count + 2);
	*letter++ = ':';
	for (size_t i = 0; i < parser->count; i++) {
		const struct option_row *row = parser->rows[i];

		parser->longs[i].name = row->name;
		parser->longs[i].has_arg = row->argument ? required_argument : no_argument;
		parser->longs[i].val = FIRST_ROW + (int)i;
		if (!row->letter)
			continue;
		*letter++ = row->letter;
		if (row->argument)
			*letter++ = ':';
	}
}

/* The row of what getopt returned or left in optopt; NULL when it is none. */
static const struct option_row *row_of(const struct parser *parser, int value)
{
	if (value >= FIRST_ROW && (size_t)(value - FIRST_ROW) < parser->count)
		return parser->rows[value - FIRST_ROW];
	for (size_t i = 0; i < parser->count; i++) {
		if (parser->rows[i]->letter && parser->rows[i]->letter == value)
			return parser->rows[i];
	}
	return NULL;
}

static int unknown_option(const struct parser *parser, const char *word)
{
	const char **names = arena_array(parser->arena, parser->count + 1, sizeof(*names));
	size_t length = strcspn(word, "=");
	const char *name = arena_copy(parser->arena, word, length);

	if (row_of(parser, optopt) && optopt >= FIRST_ROW)
		return usage_error("%s takes no argument", name);
	if (!cstr_starts(word, "--"))
		return usage_error("unknown option -%c", optopt);
	for (size_t i = 0; i < parser->count; i++)
		names[i] = arena_printf(parser->arena, "--%s", parser->rows[i]->name);
	return usage_error("unknown option %s%s", name, did_you_mean(parser->arena, name, names));
}

static int missing_argument(const struct parser *parser)
{
	const struct option_row *row = row_of(parser, optopt);

	return row ? usage_error("--%s needs an argument: %s", row->name, row->argument)
		   : usage_error("an option needs an argument");
}

static bool value_is_allowed(const struct option_row *row, const char *value)
{
	if (!row->values || !value)
		return true;
	if (row->values == mode_words)
		return boot_mode_find(str_of(value)) != BOOT_MODE_UNKNOWN;
	for (size_t i = 0; row->values[i]; i++) {
		if (cstr_eq(row->values[i], value))
			return true;
	}
	return false;
}

static int wrong_value(const struct parser *parser, const struct option_row *row, const char *value)
{
	struct text list = {.arena = parser->arena};

	for (size_t i = 0; row->values[i]; i++)
		text_printf(&list, "%s%s", i ? ", " : "", row->values[i]);
	return usage_error("`%s` is no value of --%s%s (%s)", value, row->name,
			   did_you_mean(parser->arena, value, row->values), list.p);
}

int arguments_parse(const struct command *command, int argc, char **argv,
		    struct arguments *arguments)
{
	struct parser parser;
	struct given_option *options =
		arena_array(arguments->arena, (size_t)argc + 1, sizeof(*options));
	int value;

	parser_init(&parser, arguments->arena, command);
	arguments->options = options;
	arguments->option_count = 0;
	opterr = 0;
	optind = 0; /* glibc: begin anew */
	while ((value = getopt_long(argc, argv, parser.letters, parser.longs, NULL)) != -1) {
		const struct option_row *row;

		if (value == '?')
			return unknown_option(&parser, argv[optind - 1]);
		if (value == ':')
			return missing_argument(&parser);
		row = row_of(&parser, value);
		if (!value_is_allowed(row, optarg))
			return wrong_value(&parser, row, optarg);
		options[arguments->option_count].row = row;
		options[arguments->option_count++].value = row->argument ? optarg : NULL;
	}
	arguments->operands = (const char *const *)(argv + optind);
	arguments->operand_count = (size_t)(argc - optind);
	return EXIT_CLEAN;
}

const char *arguments_get(const struct arguments *arguments, const char *name)
{
	for (size_t i = arguments->option_count; i-- > 0;) {
		if (cstr_eq(arguments->options[i].row->name, name))
			return arguments->options[i].value ? arguments->options[i].value : "";
	}
	return NULL;
}

enum color_choice arguments_color(const struct arguments *arguments)
{
	const char *value = arguments_get(arguments, "color");

	if (value && cstr_eq(value, "always"))
		return COLOR_ALWAYS;
	if (value && cstr_eq(value, "never"))
		return COLOR_NEVER;
	return COLOR_AUTO;
}
