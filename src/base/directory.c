/* SPDX-License-Identifier: MIT */
/* Lists folders and puts paths together. */
#define _POSIX_C_SOURCE 200809L
#include "base/directory.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"

static int compare_names(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

const char *const *directory_names(struct arena *arena, const char *path, size_t *count)
{
	const char **names = arena_array(arena, DIRECTORY_ENTRY_LIMIT, sizeof(*names));
	const struct dirent *entry;
	DIR *directory = opendir(path);

	*count = 0;
	if (!directory)
		return names;
	while (*count < DIRECTORY_ENTRY_LIMIT && (entry = readdir(directory))) {
		if (!cstr_eq(entry->d_name, ".") && !cstr_eq(entry->d_name, ".."))
			names[(*count)++] = arena_copy(arena, entry->d_name, strlen(entry->d_name));
	}
	closedir(directory);
	qsort(names, *count, sizeof(*names), compare_names);
	return names;
}

bool path_is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

const char *path_join(struct arena *arena, const char *folder, const char *name)
{
	if (!*folder)
		return name;
	return arena_printf(arena, "%s%s%s", folder, cstr_ends(folder, "/") ? "" : "/", name);
}

const char *path_parent(struct arena *arena, const char *path)
{
	size_t n = strlen(path);
	const char *base;

	while (n > 1 && path[n - 1] == '/')
		n--;
	path = arena_copy(arena, path, n);
	base = path_base(path);
	if (cstr_eq(base, ".") || cstr_eq(base, ".."))
		return path_join(arena, path, "..");
	n = (size_t)(base - path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_copy(arena, path, n);
}
