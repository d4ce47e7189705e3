/* SPDX-License-Identifier: MIT */
/* Outputs of a resolved layout without errors: one file per kind, listed in emit.c. */
#ifndef PMLAYOUT_EMIT_EMIT_H
#define PMLAYOUT_EMIT_EMIT_H

#include "model/layout.h"

struct findings;
/* The two ways to write partitions of memory-mapped flash (FAILURES.md 3.2). */
enum dts_style { DTS_STYLE_BY_VERSION, DTS_FIXED, DTS_MAPPED };

struct emit_options {
	bool color;         /* report: escape sequences as Partition Manager prints them */
	const char *output; /* name of the output file, for include guards; NULL or "-": none */
	const struct findings *findings; /* pictures: about the layout; NULL: none are marked */
	const struct layout *network;    /* pictures: of the network core; NULL: there is none */
	const struct layout *earlier;    /* pictures: what devices have; NULL: nothing to compare */
	const char *image; /* whose output, where each has one: "app", "mcuboot", ... */
	enum dts_style style;
};

struct emitter {
	const char *kind;    /* "pm-config-h" */
	const char *summary; /* for `pmlayout list emitters` */
	bool is_picture;     /* for people: drawn of a layout with errors too */
	/* Images that may have one of their own, NULL-terminated; NULL: it is one for all. */
	const char *const *images;
	const char *extension; /* of their files in one folder: ".overlay" */
	/* Whether the layout has one for options->image. */
	bool (*is_for)(const struct layout *layout, const struct emit_options *options);
	/* False: this layout has no such output, *why says so in a sentence. */
	bool (*write)(const struct layout *layout, const struct emit_options *options,
		      struct text *out, const char **why);
};

/* NULL: there is no such kind. */
const struct emitter *emitter_find(const char *kind);
const struct emitter *const *emitter_table(size_t *count);

/* A name as part of a C identifier: letters in upper case, all but [A-Z0-9_] as '_'. */
void emit_c_name(struct text *out, const char *name);
/* Text for a C string literal or a C comment: nothing in it can end either. */
void emit_c_string(struct text *out, const char *value);
void emit_c_comment(struct text *out, const char *value);

#endif
