/* SPDX-License-Identifier: MIT */
/* Reading files of any kind up to a limit, and questions about paths. */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/descriptor.h"

#define FIRST_ROOM ((size_t)64 << 10)

/* Bytes that are known to come, 0 when the kind of file does not tell. */
static uintmax_t size_of_regular(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 0)
		return 0;
	return (uintmax_t)status.st_size;
}

/* Reads to the end, or until more than the limit has come.  One byte of room more than is
 * expected shows that there is no more.
 */
static bool read_to_end(struct arena *arena, int fd, size_t room, struct str *content)
{
	char *bytes = arena_alloc(arena, room);
	size_t n = 0;

	for (;;) {
		ptrdiff_t got = descriptor_read(fd, bytes + n, room - n);

		if (got < 0)
			return false;
		n += (size_t)got;
		*content = (struct str){bytes, n};
		if (got == 0 || n > FILE_SIZE_LIMIT)
			return true;
		if (n == room) {
			char *larger = arena_alloc(arena, room *= 2);

			memcpy(larger, bytes, n);
			bytes = larger;
		}
	}
}

static bool read_open_file(struct arena *arena, int fd, struct str *content, const char **why)
{
	uintmax_t size = size_of_regular(fd);
	size_t room = size && size <= FILE_SIZE_LIMIT ? (size_t)size + 1 : FIRST_ROOM;
	struct str all = {0};

	if (size <= FILE_SIZE_LIMIT && !read_to_end(arena, fd, room, &all)) {
		*why = strerror(errno);
		return false;
	}
	if (size > FILE_SIZE_LIMIT || all.n > FILE_SIZE_LIMIT) {
		*why = arena_printf(arena, "larger than %zu MiB", FILE_SIZE_LIMIT >> 20);
		return false;
	}
	*content = all;
	return true;
}

bool file_read(struct arena *arena, const char *path, struct str *content, const char **why)
{
	bool ok;
	int fd;

	if (cstr_eq(path, "-"))
		return read_open_file(arena, STDIN_FILENO, content, why);
	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) {
		*why = strerror(errno);
		return false;
	}
	ok = read_open_file(arena, fd, content, why);
	close(fd);
	return ok;
}

const char *path_base(const char *path)
{
	const char *base = path;

	for (; *path; path++)
		if (*path == '/' || *path == '\\')
			base = path + 1;
	return base;
}

bool path_is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool path_is_same(const char *a, const char *b)
{
	struct stat first, second;

	return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino && S_ISREG(first.st_mode);
}
