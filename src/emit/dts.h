/* SPDX-License-Identifier: MIT */
/* A layout as devicetree partitions of one image (FAILURES.md 3.2): what becomes a node, where it
 * stands, what of the board goes first.  Made by dts_plan.c, written by dts.c, and held against
 * the layout by whoever reads the written text again.
 */
#ifndef PMLAYOUT_EMIT_DTS_H
#define PMLAYOUT_EMIT_DTS_H

#include "emit/emit.h"

/* Why a partition of the layout is no node. */
enum dts_reason {
	DTS_HOLE,        /* EMPTY_n */
	DTS_NOTHING,     /* it has no bytes */
	DTS_PAD,         /* room for a header: a part of the slot */
	DTS_SPAN,        /* a span: only the sum of what is in it */
	DTS_IN_SLOT,     /* code that the slot or its halves hold */
	DTS_WHOLE_RAM,   /* all of the RAM, which the board's node is */
	DTS_LEFTOVER,    /* "the rest" of a region that lies over other partitions */
	DTS_OTP,         /* written once, and no flash to a devicetree */
	DTS_NO_DEVICE,   /* no node is known for its region */
	DTS_OTHER_IMAGE, /* this image's devicetree does not have the chip */
	DTS_REASON_COUNT
};

struct dts_left_out {
	const struct partition *partition;
	enum dts_reason reason;
};

struct dts_node {
	const char *label;                 /* unique in the plan */
	const char *also;                  /* "old_label: ", inherited labels; NULL: none */
	const char *text;                  /* the `label` property; NULL: none */
	const char *name;                  /* as the layout calls it; NULL: follows from others */
	const struct partition *partition; /* NULL: follows from others */
	struct region *region;
	uint64_t begin, size; /* bytes; begin as partitions of the region write it */
	unsigned rank;        /* of equal extents the lower one is outside */
	struct dts_node *parent, *first, *last, *next;
};

/* A chip, or the RAM, whose partitions are written. */
struct dts_device {
	const struct region *region;
	const char *reference; /* "&flash0", "&{/soc/flash@0}" */
	const char *path;      /* of the node; NULL: the image's devicetree is not known */
	const char *label;     /* the node label; NULL: it has none */
	bool assumed;          /* nothing tells what the node is called */
	bool memory;           /* RAM */
	bool mapped;           /* its partitions are `zephyr,mapped-partition` */
	uint64_t base;         /* address that partitions of the region count from */
	uint64_t window;       /* address of the chip in its parent's space, for `ranges` */
	struct dts_node *first, *last;
	struct dts_device *next;
};

struct dts_plan {
	const struct layout *layout;
	const char *image;
	enum dts_style style;
	const struct devicetree *base; /* of this image; NULL: not known */
	struct dts_device *devices;
	struct dts_node **nodes; /* all of them */
	size_t node_count;
	struct dts_left_out *left_out; /* in the order of the layout */
	size_t left_out_count;
	const char **deletes; /* references to inherited nodes, in the order of the base */
	size_t delete_count;
	/* Node labels; NULL: there is none, the board's choice stays. */
	const char *code, *ram, *settings;
	bool tfm;
};

/* The style that the versions of SDK and Zephyr ask for, unless one is given. */
enum dts_style dts_style_of(const struct layout *layout, enum dts_style given);

/* NULL: *why says why this image gets none. */
const struct dts_plan *dts_plan_make(const struct layout *layout, const char *image,
				     enum dts_style style, const char **why);
const struct dts_node *dts_plan_node(const struct dts_plan *plan, const char *label);
/* "a hole that Partition Manager keeps free", ... */
const char *dts_reason_in_words(enum dts_reason reason);

/* The overlay. */
void dts_write(const struct dts_plan *plan, struct text *out);
/* A devicetree source that the overlay can be applied to: that of the image, if its text is
 * there, else its chips at their places and nothing more.
 */
void dts_write_base(const struct dts_plan *plan, struct text *out);

/* -- Between the files of this emitter -------------------------------------------------------- */

/* dts_base.c: the node of a region in the image's devicetree.  False: this image has none. */
bool dts_find_device(const struct dts_plan *plan, const struct region *region,
		     struct dts_device *device);
/* Made of the characters that a node's path, or a node label, may have. */
bool dts_is_plain_path(const char *path);
bool dts_is_plain_label(const char *label);
/* The image's devicetree was given as a text. */
bool dts_base_is_source(const struct dts_plan *plan);
/* An inherited partition is deleted, or one that holds it is. */
bool dts_goes(const struct dts_plan *plan, const struct devicetree_partition *partition);
/* Inherited nodes that must go first. */
void dts_collect_deletes(struct dts_plan *plan);
/* dts_chosen.c: the nodes that the image's code, data and RAM are; and the blocks that say it. */
void dts_choose(struct dts_plan *plan);
/* After dts_choose(): the layout has a place for the image, or its devicetree is given and its
 * place is its own matter.
 */
bool dts_has_place(const struct dts_plan *plan);
void dts_write_chosen(const struct dts_plan *plan, struct text *out);
/* TF-M's descriptors (FAILURES.md F77). */
void dts_write_descriptors(const struct dts_plan *plan, struct text *out);
/* dts_heirs.c: a node other than /chosen names the label. */
bool dts_is_referenced(struct str text, const char *label);
void dts_find_heirs(struct dts_plan *plan);
/* dts_nest.c: two nodes of one label would be one, or none. */
void dts_make_labels_unique(struct dts_plan *plan);
/* Sorts the nodes and hangs each into the smallest one that holds it. */
void dts_nest(struct dts_plan *plan);
/* dts_memory.c: what a piece of RAM is called; NULL: it becomes no node, *reason says why. */
const char *dts_memory_label(const struct layout *layout, const struct partition *partition,
			     enum dts_reason *reason);
/* dts_nodes.c: the block of a chip. */
void dts_write_device(const struct dts_plan *plan, const struct dts_device *device,
		      struct text *out);

#endif
