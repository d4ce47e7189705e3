/* SPDX-License-Identifier: MIT */
/* Temporary files for programs that read no standard input. */
#define _POSIX_C_SOURCE 200809L /* mkstemp */

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/descriptor.h"

bool file_make_temporary(struct arena *arena, struct str content, const char **path,
			 const char **why)
{
	const char *folder = getenv("TMPDIR");
	char *name = arena_printf(arena, "%s/pmlayout-XXXXXX", folder && *folder ? folder : "/tmp");
	int descriptor = mkstemp(name);
	bool written;

	if (descriptor < 0) {
		*why = arena_printf(arena, "%s", strerror(errno));
		return false;
	}
	written = descriptor_write(descriptor, content);
	if (!written)
		*why = arena_printf(arena, "%s", strerror(errno));
	if (close(descriptor) != 0 && written) {
		*why = arena_printf(arena, "%s", strerror(errno));
		written = false;
	}
	if (!written) {
		unlink(name);
		return false;
	}
	*path = name;
	return true;
}

void file_remove_temporary(const char *path)
{
	unlink(path);
}
