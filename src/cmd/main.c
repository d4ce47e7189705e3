/* SPDX-License-Identifier: MIT */
/* The program: finds the command, parses its options, runs it. */
#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "pmlayout/pmlayout.h"

const struct command *const *command_table(void)
{
	static const struct command *const table[] = {
		&check_command, &compile_command, &show_command,
		&diff_command,  &slots_command,   &explain_command,
		&pm_command,    &list_command,    &completion_command,
		NULL,
	};

	return table;
}

static const struct command *command_find(const char *name)
{
	for (const struct command *const *c = command_table(); *c; c++) {
		if (cstr_eq((*c)->name, name))
			return *c;
	}
	return NULL;
}

_Noreturn void program_out_of_memory(void)
{
	fputs("pmlayout: out of memory\n", stderr);
	exit(EXIT_FILE);
}

static void out_of_memory(void *context)
{
	(void)context;
	program_out_of_memory();
}

int file_error(const char *path, const char *why)
{
	fprintf(stderr, "pmlayout: %s: %s\n", path, why);
	return EXIT_FILE;
}

int print_text(struct str content)
{
	const char *why;

	return file_write_stdout(content, &why) ? EXIT_CLEAN : file_error("standard output", why);
}

static bool file_exists(const char *path)
{
	FILE *file = fopen(path, "rb");

	if (file)
		fclose(file);
	return file != NULL;
}

/* Not a command's name: `pmlayout FILE` checks FILE, `pmlayout --strict FILE` as well. */
static bool means_check(const char *word)
{
	return word[0] == '-' || strpbrk(word, "./\\") || file_exists(word);
}

static int unknown_command(struct arena *arena, const char *word)
{
	const char *names[16] = {NULL};

	for (size_t i = 0; command_table()[i] && i < 15; i++)
		names[i] = command_table()[i]->name;
	return usage_error("unknown command, and no such file: `%s`%s", word,
			   did_you_mean(arena, word, names));
}

/* --help and --version, before any command. */
static bool answer_program_option(struct arena *arena, const char *word, int *status)
{
	struct text out = {.arena = arena};

	if (cstr_eq(word, "--help") || cstr_eq(word, "-h") || cstr_eq(word, "help"))
		help_program(&out);
	else if (cstr_eq(word, "--version") || cstr_eq(word, "-V"))
		text_printf(&out, "pmlayout %s\n", pml_version());
	else
		return false;
	*status = print_text((struct str){out.p, out.n});
	return true;
}

static int run_command(struct arena *arena, const struct command *command, int argc, char **argv)
{
	struct arguments arguments = {.arena = arena};
	struct text out = {.arena = arena};
	int status;

	if (command->run_words)
		return command->run_words(command, arena, argc, argv);
	status = arguments_parse(command, argc, argv, &arguments);
	if (status != EXIT_CLEAN)
		return status;
	if (arguments_get(&arguments, "help")) {
		help_command(&out, command);
		return print_text((struct str){out.p, out.n});
	}
	return command->run(command, &arguments);
}

static int run(struct arena *arena, int argc, char **argv)
{
	const struct command *command;
	struct text out = {.arena = arena};
	int status;

	if (argc < 2) {
		help_program(&out);
		fputs(out.p, stderr);
		return EXIT_USAGE;
	}
	if (answer_program_option(arena, argv[1], &status))
		return status;
	command = command_find(argv[1]);
	if (command)
		return run_command(arena, command, argc - 1, argv + 1);
	if (!means_check(argv[1]))
		return unknown_command(arena, argv[1]);
	return run_command(arena, &check_command, argc, argv);
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new(0, out_of_memory, NULL);
	int status;

	if (!arena)
		program_out_of_memory();
	status = run(arena, argc, argv);
	arena_free(arena);
	return status;
}
