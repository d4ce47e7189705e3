/* SPDX-License-Identifier: MIT */
/* Writing files so that nobody ever sees half of one. */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/descriptor.h"

#define MOST_LINKS 40    /* as Linux follows them */
#define MOST_NAMES 10000 /* temporary files of one process in one folder */
#define TARGET_ROOM 4096 /* bytes of a symbolic link; PATH_MAX */
#define NAME_ROOM 64     /* bytes of a temporary file's name */

/* An output on its way: planned, staged (complete in a temporary file), published. */
struct staged {
	const struct file_output *output;
	const char *target; /* behind the symbolic links */
	mode_t old_mode;    /* of the file that is there; 0: there is none */
	bool direct;        /* a device, pipe or stream: written as it is */
	char *temporary;    /* path of the temporary file */
	size_t room;        /* bytes of temporary */
	bool created;       /* the temporary file exists */
};

static int folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (int)(slash + 1 - path) : 0;
}

/* Where a chain of symbolic links ends, there or not; NULL with errno set when it does not. */
static const char *follow_links(struct arena *arena, const char *path)
{
	for (int links = 0; links < MOST_LINKS; links++) {
		char target[TARGET_ROOM];
		struct stat status;
		ssize_t n;
		int folder;

		if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode))
			return path;
		n = readlink(path, target, sizeof(target));
		if (n < 0)
			return NULL;
		folder = target[0] == '/' ? 0 : folder_length(path);
		path = arena_printf(arena, "%.*s%.*s", folder, path, (int)n, target);
	}
	errno = ELOOP;
	return NULL;
}

static bool is_stdout(const char *path)
{
	return cstr_eq(path, "-") || cstr_eq(path, "/dev/stdout");
}

static bool is_stderr(const char *path)
{
	return cstr_eq(path, "/dev/stderr");
}

/* Looks at what is there; false with errno set when it is clear that it cannot be written. */
static bool examine(struct staged *staged, const char *path)
{
	struct stat status;

	/* The streams also where the shell has sent them to a file. */
	staged->direct = is_stdout(path) || is_stderr(path);
	if (staged->direct)
		return true;
	if (stat(path, &status) != 0)
		return errno == ENOENT;
	if (S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return false;
	}
	staged->direct = !S_ISREG(status.st_mode);
	staged->old_mode = status.st_mode;
	/* A rename would overrule the protection of the file itself. */
	return access(path, W_OK) == 0;
}

/* The first step; takes all memory, so that none can be missing once files have been made. */
static bool plan(struct arena *arena, struct staged *staged)
{
	if (!examine(staged, staged->output->path))
		return false;
	if (staged->direct)
		return true;
	staged->target = follow_links(arena, staged->output->path);
	if (!staged->target)
		return false;
	staged->room = (size_t)folder_length(staged->target) + NAME_ROOM;
	staged->temporary = arena_alloc(arena, staged->room);
	return true;
}

/* Opens a new file beside the target.  Its name comes from O_EXCL, not mkstemp(), so that the
 * system applies the umask; to ask for the umask is to change it for every thread.
 */
static int open_temporary(struct staged *staged)
{
	for (int i = 0; i < MOST_NAMES; i++) {
		int fd;

		snprintf(staged->temporary, staged->room, "%.*s.pmlayout-%ld-%d",
			 folder_length(staged->target), staged->target, (long)getpid(), i);
		fd = open(staged->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		staged->created = fd >= 0;
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

/* Completes a file that is open for writing; closes it in any case. */
static bool fill_and_close(int fd, const struct staged *staged)
{
	bool ok = descriptor_write(fd, staged->output->content);
	int error;

	if (ok && staged->old_mode)
		ok = fchmod(fd, staged->old_mode & 07777) == 0;
	/* File systems without fsync() say EINVAL; there is nothing better to do then. */
	ok = ok && (fsync(fd) == 0 || errno == EINVAL || errno == ENOSYS);
	error = errno;
	if (close(fd) != 0 && ok)
		return false;
	errno = error;
	return ok;
}

static bool stage(struct arena *arena, struct staged *staged)
{
	int fd;

	(void)arena;
	if (staged->direct)
		return true;
	fd = open_temporary(staged);
	return fd >= 0 && fill_and_close(fd, staged);
}

/* Streams go to the descriptors that are open, not to what the names in /dev lead to: that
 * would begin a file anew that the shell has opened.
 */
static bool write_direct(struct arena *arena, struct staged *staged)
{
	const struct file_output *output = staged->output;
	const char *why;
	bool ok;
	int fd;

	(void)arena;
	if (!staged->direct)
		return true;
	if (is_stdout(output->path))
		return file_write_stdout(output->content, &why);
	if (is_stderr(output->path))
		return descriptor_write(STDERR_FILENO, output->content);
	fd = open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return false;
	ok = descriptor_write(fd, output->content);
	return close(fd) == 0 && ok;
}

static bool publish(struct arena *arena, struct staged *staged)
{
	(void)arena;
	if (staged->direct)
		return true;
	if (rename(staged->temporary, staged->target) != 0)
		return false;
	staged->created = false;
	return true;
}

/* Every check and every byte that can fail comes before the first rename.  If a later rename
 * fails all the same (somebody changed the folder meanwhile), the files renamed before it stay:
 * their old content is gone, and to put it back could fail as well.
 */
bool file_write_all(struct arena *arena, const struct file_output *outputs, size_t count,
		    const char **failed_path, const char **why)
{
	static bool (*const steps[])(struct arena *, struct staged *) = {plan, stage, write_direct,
									 publish};
	struct staged *all = arena_array(arena, count, sizeof(*all));
	size_t todo = count * (sizeof(steps) / sizeof(steps[0]));
	size_t done = 0;

	for (size_t i = 0; i < count; i++)
		all[i].output = &outputs[i];
	while (done < todo && steps[done / count](arena, &all[done % count]))
		done++;
	if (done == todo)
		return true;
	*why = strerror(errno);
	*failed_path = outputs[done % count].path;
	for (size_t i = 0; i < count; i++)
		if (all[i].created)
			unlink(all[i].temporary);
	return false;
}

bool file_write(struct arena *arena, const char *path, struct str content, const char **why)
{
	const struct file_output output = {path, content};
	const char *failed_path;

	return file_write_all(arena, &output, 1, &failed_path, why);
}

bool file_write_stdout(struct str content, const char **why)
{
	/* What was printed before comes first. */
	if (fflush(stdout) == 0 && descriptor_write(STDOUT_FILENO, content))
		return true;
	*why = strerror(errno);
	return false;
}
