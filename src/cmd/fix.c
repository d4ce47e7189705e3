/* SPDX-License-Identifier: MIT */
/* `check --fix` and `check --diff`: the safe fixes, into the files or as a patch. */
#include "cmd.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/patch.h"
#include "pmlayout/pmlayout.h"

const struct option_row fix_options[] = {
	{"fix", 0, NULL, "Fixes", "write the safe fixes into the files, then check them", NULL},
	{"diff", 0, NULL, "Fixes", "print them as a patch, not the findings", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

/* The operand names a file that no earlier one has named. */
static bool is_new(const struct arguments *arguments, size_t operand)
{
	for (size_t i = 0; i < operand; i++) {
		if (path_is_same(arguments->operands[i], arguments->operands[operand]))
			return false;
	}
	return true;
}

static int print_patch(const struct arguments *arguments, const struct file_output *fixed,
		       const struct str *before, size_t count)
{
	struct text out = {.arena = arguments->arena};

	for (size_t i = 0; i < count; i++)
		patch_add(&out, fixed[i].path, before[i], fixed[i].content);
	return out.n ? print_text((struct str){out.p, out.n}) : EXIT_CLEAN;
}

static int write_files(const struct arguments *arguments, const struct file_output *fixed,
		       size_t count, size_t fixes)
{
	const char *path, *why;

	if (count == 0)
		return EXIT_CLEAN;
	if (!file_write_all(arguments->arena, fixed, count, &path, &why))
		return file_error(path, why);
	if (!arguments_get(arguments, "quiet"))
		fprintf(stderr, "pmlayout: %zu %s applied in %zu %s\n", fixes,
			fixes == 1 ? "fix" : "fixes", count, count == 1 ? "file" : "files");
	return EXIT_CLEAN;
}

static int refuse(const struct arguments *arguments)
{
	if (arguments_get(arguments, "fix") && arguments_get(arguments, "diff"))
		return usage_error("--fix and --diff exclude each other");
	for (size_t i = 0; i < arguments->operand_count; i++) {
		if (cstr_eq(arguments->operands[i], "-"))
			return usage_error("standard input cannot be fixed; name a file");
	}
	return EXIT_CLEAN;
}

int run_fixes(struct pml *pml, const struct arguments *arguments)
{
	struct arena *arena = arguments->arena;
	struct file_output *fixed = arena_array(arena, arguments->operand_count, sizeof(*fixed));
	struct str *befores = arena_array(arena, arguments->operand_count, sizeof(*befores));
	size_t count = 0, fixes = 0;

	if (!arguments_get(arguments, "fix") && !arguments_get(arguments, "diff"))
		return EXIT_CLEAN;
	if (refuse(arguments) != EXIT_CLEAN)
		return EXIT_USAGE;
	for (size_t i = 0; i < arguments->operand_count; i++) {
		const char *path = arguments->operands[i];
		struct pml_text before, after;
		size_t made;

		if (path_is_directory(path) || !is_new(arguments, i))
			continue;
		after = pml_fix(pml, path, &before, &made);
		if (!after.bytes)
			continue;
		befores[count] = (struct str){before.bytes, before.size};
		fixed[count++] = (struct file_output){path, {after.bytes, after.size}};
		fixes += made;
	}
	if (arguments_get(arguments, "diff"))
		return print_patch(arguments, fixed, befores, count);
	return write_files(arguments, fixed, count, fixes);
}
