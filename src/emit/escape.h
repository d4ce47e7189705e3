/* SPDX-License-Identifier: MIT */
/* What may stand in a line of C as it is, and how a file's name becomes an include guard. */
#ifndef PMLAYOUT_EMIT_ESCAPE_H
#define PMLAYOUT_EMIT_ESCAPE_H

#include "base/str.h"

/* One or more of [A-Za-z0-9_]: behind a prefix it makes a C identifier. */
bool emit_is_c_word(const char *name);

/* The value can be the rest of a #define line: it cannot end the line, continue it, or open
 * a comment or a raw string that would swallow the next one.
 */
bool emit_is_define_value(struct str value);

/* A name as a sentence for people may show it: no control characters, no broken UTF-8. */
const char *emit_visible(struct arena *arena, const char *name);

/* The base name of output up to ".h" as a C identifier, or fallback when there is no name. */
void emit_guard_name(struct text *out, const char *output, const char *fallback);

#endif
