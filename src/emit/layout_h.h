/* SPDX-License-Identifier: MIT */
/* What the parts of the layout-h emitter share while one header is written. */
#ifndef PMLAYOUT_EMIT_LAYOUT_H_H
#define PMLAYOUT_EMIT_LAYOUT_H_H

#include "emit/entries.h"

struct layout_header {
	const struct layout *layout;
	struct text *out;
	struct entries entries; /* sorted by device; index = row of the table */
	const char **names;     /* of entries, as macros have them */
	const char **devices;   /* of entries.devices, likewise */
	uint64_t hash;
	const char **macros; /* every PMLAYOUT_ macro that was defined, to find equal ones */
	size_t macro_count, macro_room;
};

/* One #define PMLAYOUT_<prefix><name>_<suffix>; each notes its macro.  prefix may be "". */
void layout_h_number(struct layout_header *header, const char *prefix, const char *name,
		     const char *suffix, uint64_t value);
void layout_h_decimal(struct layout_header *header, const char *prefix, const char *name,
		      const char *suffix, uint64_t value);
void layout_h_text(struct layout_header *header, const char *prefix, const char *name,
		   const char *suffix, const char *value);
/* The value is C source of ours. */
void layout_h_source(struct layout_header *header, const char *prefix, const char *name,
		     const char *suffix, const char *value);
/* A number with the suffix that its width needs: 0x10000U, 0x100000000ULL. */
void layout_h_constant(struct text *out, uint64_t value);

/* The parts, in the order of the file. */
void layout_h_map(struct layout_header *header);    /* the comment at the top */
void layout_h_types(struct layout_header *header);  /* structs and the assertion macro */
void layout_h_macros(struct layout_header *header); /* of every device and partition */
void layout_h_slots(struct layout_header *header);  /* what MCUboot makes of the slots */
void layout_h_tables(struct layout_header *header);
void layout_h_asserts(struct layout_header *header);

#endif
