/* SPDX-License-Identifier: MIT */
/* Lists folders. */
#define _POSIX_C_SOURCE 200809L
#include "base/directory.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/arena.h"

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
