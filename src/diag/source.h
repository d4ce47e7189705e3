/* SPDX-License-Identifier: MIT */
/* A file's text, kept whole, and places in it.
 *
 * A place is a pair of byte offsets; line, column and excerpt are computed when a finding is
 * printed.  A devicetree blob has no lines: its place is a node path and a property.
 */
#ifndef PMLAYOUT_DIAG_SOURCE_H
#define PMLAYOUT_DIAG_SOURCE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

struct source {
	const char *name;      /* as the user wrote it, or "<stdin>" */
	struct str text;       /* the whole file; offsets count from here, a byte order mark
				* included */
	const uint32_t *lines; /* byte offset at which each line begins; NULL for binary files */
	uint32_t line_count;
	const uint32_t *points; /* code points before every 4096th byte; NULL when lines are
				 * short */
};

/* Part of a source: bytes begin up to, not including, end.  All zero: no place.  A place in a
 * devicetree source has both: bytes, which are never none, and a path.
 */
struct span {
	const struct source *source;
	uint32_t begin, end;
	uint32_t line;        /* of a file that was not read, when somebody tells it; else 0 */
	const char *path;     /* devicetree: "/soc/.../partition@0", else NULL */
	const char *property; /* devicetree: "reg", or NULL for the node itself */
	const char *cells;    /* devicetree: the property decoded, "reg = <0x0 0xc000>", or NULL */
};

/* 1-based; the column counts code points. */
struct position {
	uint32_t line, column;
};

/* Makes the line table.  Lines end at LF or CR LF.  The name is kept, not copied. */
struct source *source_new(struct arena *arena, const char *name, struct str text);
/* A source without lines (blob, image). */
struct source *source_new_binary(struct arena *arena, const char *name, struct str text);

/* False for a place that nobody wrote: of an option, or of a built-in fact. */
bool span_is_set(struct span span);
/* It has a line: of text that is at hand, or one that somebody told. */
bool span_has_line(struct span span);
/* That line can be shown. */
bool span_has_text(struct span span);
struct span span_of(const struct source *source, uint32_t begin, uint32_t end);
struct position source_position(const struct source *source, uint32_t offset);
/* Where a span begins and ends, for one that has a line. */
struct position span_begin(struct span span);
struct position span_end(struct span span);
/* The text of a line (1-based) without its line end. */
struct str source_line(const struct source *source, uint32_t line);
/* Orders by source as first seen (by name), then begin, then path. */
int span_cmp(struct span a, struct span b);

#endif
