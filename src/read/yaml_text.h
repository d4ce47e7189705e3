/* SPDX-License-Identifier: MIT */
/* The bytes of a YAML file: what must be known of them before and after they are parsed.
 * libyaml counts code points behind the byte order mark; spans count bytes from its start.
 */
#ifndef PMLAYOUT_READ_YAML_TEXT_H
#define PMLAYOUT_READ_YAML_TEXT_H

#include "diag/finding.h"

/* Bytes in which a line break is a part of a text and meant so. */
struct quoted_bytes {
	uint32_t begin, end;
	struct quoted_bytes *next;
};

struct yaml_text {
	const struct source *source;
	uint32_t begin;     /* bytes of the byte order mark */
	bool ascii;         /* so an index of a code point is an offset */
	bool hidden_breaks; /* a line break that editors do not show may be there */
	size_t index;       /* a code point that was looked up, ... */
	uint32_t offset;    /* ... and its byte; the next one is near */
	struct quoted_bytes *quoted, **quoted_tail; /* in order; kept if hidden_breaks */
};

/* False when the text is UTF-16 or UTF-32, which is reported. */
bool yaml_text_open(struct yaml_text *text, const struct source *source, struct findings *found);

/* The byte at which code point number index stands; amortised constant for rising indexes. */
uint32_t yaml_text_offset(struct yaml_text *text, size_t index);

/* The bytes of two indexes as a place. */
struct span yaml_text_span(struct yaml_text *text, size_t begin, size_t end);

/* Without the blanks and line ends at its end: libyaml calls the start of the next token the end
 * of a block scalar.
 */
struct span yaml_text_trim(struct span at);

/* Behind anchors, tags, blanks and comments: where the value stands whose events begin there. */
uint32_t yaml_text_skip_properties(const struct yaml_text *text, uint32_t begin, uint32_t end);

/* Notes a quoted scalar. */
void yaml_text_quoted(struct yaml_text *text, struct arena *arena, struct span at);

/* Warns of line breaks outside quoted scalars that an editor does not show as such. */
void yaml_text_report_breaks(const struct yaml_text *text, struct findings *found);

#endif
