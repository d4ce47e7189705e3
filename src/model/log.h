/* SPDX-License-Identifier: MIT */
/* A line of a boot, application or build log, ready to be searched.  Made by read/log.c. */
#ifndef PMLAYOUT_MODEL_LOG_H
#define PMLAYOUT_MODEL_LOG_H

#include "diag/source.h"

/* Without colours and control bytes; of a very long line, a piece that shares its last bytes
 * with the next one.
 */
struct log_line {
	const struct source *source;
	struct str text;         /* lives until the next line is read */
	uint32_t begin;          /* of the text in the source */
	const uint32_t *offsets; /* in the source, of each byte of text and of its end; NULL: the
				  * text stands in the source as it is */
};

/* Bytes [begin, end) of the line's text, in the source. */
struct span log_line_span(const struct log_line *line, size_t begin, size_t end);

#endif
