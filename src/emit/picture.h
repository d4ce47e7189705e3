/* SPDX-License-Identifier: MIT */
/* A layout as something to draw: devices with rows in the order of addresses, brackets for
 * containers, free space, and what was found.  The terminal, Markdown, SVG and HTML draw the same
 * picture.  It shows a layout with errors too.
 */
#ifndef PMLAYOUT_EMIT_PICTURE_H
#define PMLAYOUT_EMIT_PICTURE_H

#include "diag/finding.h"
#include "model/layout.h"

/* Brackets and overlapping blocks beyond these share the last lane. */
#define PICTURE_BRACKETS 8
#define PICTURE_BLOCKS 4

/* What the bytes are for; a drawing gives each its colour. */
enum picture_role {
	ROLE_BOOTLOADER,
	ROLE_IMAGE,  /* runs: in a primary slot, or of no slot */
	ROLE_UPDATE, /* waits: in a secondary slot, or the scratch area */
	ROLE_STORAGE,
	ROLE_MEMORY,
	ROLE_OTHER,
	ROLE_FREE, /* gaps, holes and the rest of a region */
	ROLE_COUNT
};

/* TrustZone's world of the bytes, where a layout has two. */
enum picture_security { SECURITY_UNKNOWN, SECURITY_SECURE, SECURITY_NONSECURE };

enum picture_bracket { BRACKET_NONE, BRACKET_OPENS, BRACKET_PASSES, BRACKET_CLOSES, BRACKET_ALONE };

/* A row that a finding is about. */
struct picture_place {
	size_t device, row;
	struct picture_place *next;
};

/* A finding about a row. */
struct picture_mark {
	const struct finding *finding;
	size_t number; /* of picture.findings, from 0 */
	struct picture_mark *next;
};

struct picture_row {
	const char *name; /* as it may be shown: nothing in it commands a terminal */
	const struct partition *partition; /* NULL: free space */
	uint64_t begin, end;
	enum picture_role role;
	enum picture_security security;
	bool container; /* drawn as a bracket, every other row as a block */
	unsigned depth; /* containers around it */
	unsigned block; /* 0, more for a block that shares bytes with another one */
	size_t last;    /* container: index of the last row that begins in it */
	unsigned char brackets[PICTURE_BRACKETS]; /* beside this row, outermost first */
	const char *sectors; /* "12", "12+": and a part of one, "<1"; "" when not known */
	const char *flags;   /* "primary, secure", ... */
	struct picture_mark *marks;
	enum severity worst; /* of the marks; SEVERITY_OFF: there are none */
};

struct picture_device {
	const struct region *region;
	bool network;        /* of the build's network core, which has a layout of its own */
	const char *name;    /* as it may be shown */
	uint64_t begin, end; /* what is drawn: the region, and what lies beyond it by mistake */
	bool size_known;
	uint64_t free; /* bytes of rows that are free; means little without a known size */
	struct picture_row *rows;
	size_t count;
	unsigned brackets, blocks; /* lanes in use */
};

struct picture {
	struct arena *arena;
	const struct layout *layout, *network; /* network: NULL: there is none */
	struct picture_device *devices;
	size_t device_count;
	const struct finding **findings;   /* those that count, in their order */
	struct picture_place **places;     /* of each finding: the rows that it is about */
	struct picture_place **place_tail; /* while it is made */
	size_t finding_count;
	const char **unplaced; /* names of partitions without a known place */
	size_t unplaced_count;
};

/* network: that of the network core, drawn behind it; NULL: there is none.  findings: about these
 * layouts, at the levels that the user wants; NULL: none.
 */
void picture_make(struct picture *picture, const struct layout *layout,
		  const struct layout *network, const struct findings *findings);

/* Where an address stands on a scale of that many steps; rounded down, at most steps. */
uint64_t picture_scale(const struct picture_device *device, uint64_t address, uint32_t steps);

/* A name in one line whose width is that of its letters: no control characters, no tabs. */
const char *picture_name(struct arena *arena, const char *name);
/* A name in at most room columns, cut in its middle when it is longer. */
const char *picture_fit(struct arena *arena, const char *name, size_t room, bool ascii);
const char *picture_role_name(enum picture_role role);
/* "0x0..0x100000, 1 MiB, 256 pages of 4 KiB (assumed), 8 KiB free". */
const char *picture_summary(struct arena *arena, const struct picture_device *device);

#endif
