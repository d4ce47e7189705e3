/* SPDX-License-Identifier: MIT */
/* The bytes of a YAML file: what must be known of them before and after they are parsed.
 * libyaml counts code points behind the byte order mark; spans count bytes from its start.
 */
#ifndef PMLAYOUT_READ_YAML_TEXT_H
#define PMLAYOUT_READ_YAML_TEXT_H

#include "diag/allow.h"

/* The bytes of a quoted or a block scalar: what stands there is meant so. */
struct verbatim {
	uint32_t begin, end;
	bool block;
	struct verbatim *next;
};

struct yaml_text {
	const struct source *source;
	uint32_t begin;     /* bytes of the byte order mark */
	bool ascii;         /* so an index of a code point is an offset */
	bool hidden_breaks; /* a line break that editors do not show may be there */
	size_t index;       /* a code point that was looked up, ... */
	uint32_t offset;    /* ... and its byte; the next one is near */
	bool tabs;          /* there is a tab */
	bool remarks;       /* a comment may speak to this program */
	struct verbatim *verbatim, **verbatim_tail; /* in order; kept if one of these */
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

/* Notes a quoted or block scalar. */
void yaml_text_note(struct yaml_text *text, struct arena *arena, struct span at, bool block);

/* What an editor does not show and PyYAML minds, in the first end bytes (yaml_hidden.c): warns of
 * line breaks outside quoted scalars that do not look like one, and reports tabs between tokens,
 * which libyaml lets pass.
 */
void yaml_text_report_hidden(const struct yaml_text *text, uint32_t end, struct findings *found);

/* The comments to this program, outside quoted and block scalars (yaml_comments.c). */
struct comment *yaml_text_comments(const struct yaml_text *text, struct arena *arena);

#endif
