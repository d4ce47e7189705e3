/* SPDX-License-Identifier: MIT */
/* Files, standard streams and other programs: the one place that asks the system for them. */
#ifndef PMLAYOUT_BASE_FILE_H
#define PMLAYOUT_BASE_FILE_H

#include "base/str.h"

#include <stdbool.h>

/* The largest file that is read, in bytes (RULES.md, `unreadable-file`). */
#define FILE_SIZE_LIMIT ((size_t)64 << 20)

/* Reads all of path ("-" is standard input) into the arena.  On failure returns false and sets
 * *why to a sentence fragment for people ("No such file or directory", "larger than 64 MiB").
 */
bool file_read(struct arena *arena, const char *path, struct str *content, const char **why);

/* Makes path hold exactly content, or leaves it as it was: writes a temporary file in the same
 * folder, keeps the old file's mode, syncs, renames.  Symbolic links are followed, devices
 * and pipes (/dev/stdout) are written directly.
 */
bool file_write(struct arena *arena, const char *path, struct str content, const char **why);

/* Several files, all or none: every temporary file is complete before the first rename. */
struct file_output {
	const char *path;
	struct str content;
};
bool file_write_all(struct arena *arena, const struct file_output *outputs, size_t count,
		    const char **failed_path, const char **why);

/* Writes content to standard output and flushes. */
bool file_write_stdout(struct str content, const char **why);

/* Runs the program argv[0] (looked up on PATH, no shell) with no input.  Collects its standard
 * output and standard error, each at most FILE_SIZE_LIMIT.  False when it could not be started
 * (*why says so); else *status is its exit status (128 + signal when killed).
 */
struct process_result {
	struct str output, errors;
	int status;
};
bool process_run(struct arena *arena, const char *const argv[], struct process_result *result,
		 const char **why);

/* A new file with that content, for a program that reads no standard input; only its owner may
 * read it.  On failure false and *why as for file_read.
 */
bool file_make_temporary(struct arena *arena, struct str content, const char **path,
			 const char **why);
void file_remove_temporary(const char *path);

/* The last component of a path; both kinds of slash count. */
const char *path_base(const char *path);
/* The folder that a path lies in, by its text: "a/b" is in "a", "a" in ".", "." in "..". */
const char *path_parent(struct arena *arena, const char *path);
/* "folder/path": the path as seen from where the folder is named.  An absolute one stays, and so
 * does one in the current folder ("." or "").
 */
const char *path_join(struct arena *arena, const char *folder, const char *path);
bool path_is_file(const char *path);
/* A symbolic link, wherever it leads. */
bool path_is_link(const char *path);
/* The path of an existing file as seen from a folder; the same path when one of them is not there.
 */
const char *path_relative(struct arena *arena, const char *folder, const char *path);
bool path_exists(const char *path);
/* The folder has none above it, or cannot be looked at. */
bool path_is_top(struct arena *arena, const char *folder);
bool path_is_directory(const char *path);
/* Both name one existing file, by whatever path. */
bool path_is_same(const char *a, const char *b);

#endif
