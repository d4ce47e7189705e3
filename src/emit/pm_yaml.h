/* SPDX-License-Identifier: MIT */
/* Plain data as PyYAML's dump() writes it: block style, sorted keys, integers in hexadecimal
 * (PARTITION-MANAGER.md 6.1).
 */
#ifndef PMLAYOUT_EMIT_PM_YAML_H
#define PMLAYOUT_EMIT_PM_YAML_H

#include "model/value.h"

void pm_yaml_write(struct text *out, const struct value *document);
/* The same with decimal integers, as Partition Manager shows what it failed on. */
void pm_yaml_write_decimal(struct text *out, const struct value *document);

/* Where the writer is in its line, for folding. */
struct pm_yaml_writer {
	struct text *out;
	size_t column;
};

/* One scalar: plain, or in the quotes that it needs.  Continuation lines begin at indent. */
void pm_yaml_text(struct pm_yaml_writer *writer, const char *text, size_t indent, bool key);
/* True when a text can stand as a key in front of a colon. */
bool pm_yaml_is_simple_key(struct arena *arena, const char *text);

#endif
