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

/* The files that may be fixed. */
struct targets {
	const char **paths;
	size_t count;
};

static bool is_new(const struct targets *targets, const char *path)
{
	for (size_t i = 0; i < targets->count; i++) {
		if (path_is_same(targets->paths[i], path))
			return false;
	}
	return true;
}

/* Each file once, however many operands lead to it. */
static struct targets find_targets(struct pml *pml, const struct arguments *arguments)
{
	struct targets targets = {NULL, 0};
	const char *path;
	size_t most = 0;

	for (size_t i = 0; i < arguments->operand_count; i++) {
		for (size_t n = 0; pml_fixable(pml, arguments->operands[i], n); n++)
			most++;
	}
	targets.paths = arena_array(arguments->arena, most + 1, sizeof(*targets.paths));
	for (size_t i = 0; i < arguments->operand_count; i++) {
		for (size_t n = 0;
		     targets.count < most && (path = pml_fixable(pml, arguments->operands[i], n));
		     n++) {
			if (is_new(&targets, path))
				targets.paths[targets.count++] = path;
		}
	}
	return targets;
}

/* The file as `git apply` and `patch -p1` take it: below the current folder, else below the root.
 */
static const char *name_in_patch(struct arena *arena, const char *path)
{
	const char *name = path_relative(arena, ".", path);

	if (cstr_starts(name, "../"))
		name = path;
	while (*name == '/')
		name++;
	return name;
}

static int print_patch(const struct arguments *arguments, const struct file_output *fixed,
		       const struct str *before, size_t count)
{
	struct text out = {.arena = arguments->arena};

	for (size_t i = 0; i < count; i++)
		patch_add(&out, name_in_patch(arguments->arena, fixed[i].path), before[i],
			  fixed[i].content);
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
	struct file_output *fixed;
	struct targets targets;
	struct str *befores;
	size_t count = 0, fixes = 0;

	if (!arguments_get(arguments, "fix") && !arguments_get(arguments, "diff"))
		return EXIT_CLEAN;
	if (refuse(arguments) != EXIT_CLEAN)
		return EXIT_USAGE;
	targets = find_targets(pml, arguments);
	fixed = arena_array(arena, targets.count + 1, sizeof(*fixed));
	befores = arena_array(arena, targets.count + 1, sizeof(*befores));
	for (size_t i = 0; i < targets.count; i++) {
		struct pml_text before, after;
		size_t made;

		after = pml_fix(pml, targets.paths[i], &before, &made);
		if (!after.bytes)
			continue;
		befores[count] = (struct str){before.bytes, before.size};
		fixed[count++] = (struct file_output){targets.paths[i], {after.bytes, after.size}};
		fixes += made;
	}
	if (arguments_get(arguments, "diff"))
		return print_patch(arguments, fixed, befores, count);
	return write_files(arguments, fixed, count, fixes);
}
