/* SPDX-License-Identifier: MIT */
/* Lists and makes folders. */
#define _POSIX_C_SOURCE 200809L
#include "base/directory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
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

bool directory_make(struct arena *arena, const char *path, const char **why)
{
	char *part = arena_copy(arena, path, strlen(path));

	for (char *end = part; *end;) {
		char rest;

		end += strspn(end, "/");
		end += strcspn(end, "/");
		rest = *end;
		*end = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST && !path_is_directory(part)) {
			*why = strerror(errno);
			return false;
		}
		*end = rest;
	}
	if (path_is_directory(path))
		return true;
	*why = strerror(ENOTDIR);
	return false;
}
