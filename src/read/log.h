/* SPDX-License-Identifier: MIT */
/* Logs as terminals and builds leave them: with colours, CR LF, NUL bytes, lines of any length. */
#ifndef PMLAYOUT_READ_LOG_H
#define PMLAYOUT_READ_LOG_H

#include "diag/finding.h"
#include "model/log.h"

/* Reads the file ("-" is standard input) or reports `unreadable-file` and returns NULL.  UTF-16
 * with a byte order mark (a redirection in PowerShell) becomes ASCII.
 */
struct source *log_read(struct arena *arena, const char *path, struct findings *found);

/* Goes through a log once, in steps of bounded size. */
struct log_reader {
	const struct source *source;
	size_t next;
	char *text;
	uint32_t *offsets;
};

void log_reader_init(struct log_reader *reader, struct arena *arena, const struct source *source);
/* False at the end. */
bool log_reader_next(struct log_reader *reader, struct log_line *line);

#endif
