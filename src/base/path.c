/* SPDX-License-Identifier: MIT */
/* Paths as people write them, and the folders above them. */
#define _XOPEN_SOURCE 700
#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

bool path_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

bool path_is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool path_is_link(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

bool path_is_top(struct arena *arena, const char *folder)
{
	const char *above = path_join(arena, folder, "..");
	struct stat first, second;

	return stat(folder, &first) != 0 || stat(above, &second) != 0 ||
	       (first.st_dev == second.st_dev && first.st_ino == second.st_ino);
}

const char *path_join(struct arena *arena, const char *folder, const char *path)
{
	if (path[0] == '/' || cstr_eq(folder, ".") || cstr_eq(folder, ""))
		return path;
	return arena_printf(arena, cstr_ends(folder, "/") ? "%s%s" : "%s/%s", folder, path);
}

const char *path_parent(struct arena *arena, const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	/* "." and ".." name no member of a folder that their text shows. */
	if (cstr_eq(path_base(path), ".."))
		return path_join(arena, path, "..");
	if (cstr_eq(path, "."))
		return "..";
	while (n > 0 && path[n - 1] != '/')
		n--;
	while (n > 1 && path[n - 1] == '/')
		n--;
	return n ? arena_copy(arena, path, n) : ".";
}

/* Bytes of the folders that both paths begin with, the slash behind them included. */
static size_t common(const char *a, const char *b)
{
	size_t end = 0;

	for (size_t i = 0;; i++) {
		bool a_ends = a[i] == '/' || a[i] == '\0', b_ends = b[i] == '/' || b[i] == '\0';

		if (a_ends && b_ends)
			end = i + 1;
		if (a[i] != b[i] || a[i] == '\0')
			return end;
	}
}

const char *path_relative(struct arena *arena, const char *folder, const char *path)
{
	char *from = realpath(folder, NULL), *to = realpath(path, NULL);
	struct text out = {.arena = arena};
	size_t shared;

	if (from && to && strcmp(from, "/") != 0) {
		shared = common(from, to);
		for (size_t i = shared; i < strlen(from); i++)
			if (i == shared || from[i - 1] == '/')
				text_puts(&out, "../");
		text_puts(&out, shared < strlen(to) ? to + shared : "");
		path = out.n ? out.p : ".";
	}
	free(from);
	free(to);
	return path;
}
