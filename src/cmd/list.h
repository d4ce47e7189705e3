/* SPDX-License-Identifier: MIT */
/* Lists that `pmlayout list` prints: columns and rows, whatever the format. */
#ifndef PMLAYOUT_CMD_LIST_H
#define PMLAYOUT_CMD_LIST_H

#include "base/str.h"

#include <stdint.h>

#define LIST_MAX_COLUMNS 5

enum column_kind {
	COLUMN_TEXT,
	COLUMN_BYTES, /* a number of bytes */
	COLUMN_LONG   /* a long text: JSON alone has it */
};

struct list_column {
	const char *name; /* NULL ends the columns */
	enum column_kind kind;
};

/* text or number, as the column's kind says; text may be NULL. */
struct list_cell {
	const char *text;
	uint64_t number;
};

struct listing {
	const char *name; /* the operand: "rules" */
	struct list_column columns[LIST_MAX_COLUMNS + 1];
	size_t (*count)(void);
	void (*row)(struct arena *arena, size_t index, struct list_cell cells[]);
};

/* NULL-terminated. */
const struct listing *const *listing_table(void);

void list_write_text(struct text *out, const struct listing *listing, bool color);
void list_write_markdown(struct text *out, const struct listing *listing);
void list_write_json(struct text *out, const struct listing *listing);

#endif
