/* SPDX-License-Identifier: MIT */
/* From bytes to facts: one file per input format, chosen by content.  A reader notes what is
 * written and where; it judges only what it cannot read at all.
 */
#ifndef PMLAYOUT_READ_READ_H
#define PMLAYOUT_READ_READ_H

#include "diag/allow.h"
#include "model/image_file.h"
#include "model/layout.h"

enum input_kind {
	INPUT_UNKNOWN,
	INPUT_EMPTY, /* nothing, or blanks and comments */
	INPUT_YAML,
	INPUT_BLOB, /* devicetree blob */
	INPUT_DTS,  /* devicetree source */
	INPUT_KCONFIG,
	INPUT_IMAGE,    /* a signed image or a dump of a slot */
	INPUT_INTEL_HEX /* anything for flash, as Intel HEX */
};

/* By content; the name helps only where the content leaves it open. */
enum input_kind input_kind_of(const char *name, struct str content);

/* What findings call the file: "<stdin>" for "-". */
const char *read_shown_name(const char *path);
/* Reads the file ("-" is standard input) or reports `unreadable-file` and returns false. */
bool read_content(struct arena *arena, const char *path, struct str *content,
		  struct findings *found);
/* The same as a source; NULL when it cannot be read. */
struct source *read_source(struct arena *arena, const char *path, struct findings *found);

/* A layout from an input of any kind.  Always returns a layout; what could not be read is in
 * found (errors then), and the layout may be empty.  A devicetree becomes a layout of the
 * partitions it holds, and also the application's devicetree if facts have none.
 */
struct layout *read_layout(struct arena *arena, const char *path, const struct facts *facts,
			   struct findings *found);

/* The same from a text that was read already. */
struct layout *read_layout_source(struct arena *arena, struct source *source,
				  const struct facts *facts, struct findings *found);

/* The YAML document of source as a tree; NULL when it is empty or cannot be parsed, which is
 * reported as `invalid-yaml`.  Texts in it end in a NUL and hold none.
 */
struct node *yaml_tree_read(struct arena *arena, const struct source *source,
			    struct findings *found);

/* The same, and the comments to this program: "# pmlayout: ...", in the order of the file. */
struct node *yaml_tree_read_comments(struct arena *arena, const struct source *source,
				     struct findings *found, struct comment **comments);

/* Partitions of a PM file's document into layout->partitions, in the order of writing. */
void pm_partitions_read(struct layout *layout, const struct node *document);

/* regions.yml into declarations; reports what it cannot read. */
struct region_declaration *regions_read(struct arena *arena, const char *path,
					struct findings *found);
struct region_declaration *regions_read_source(struct arena *arena, const struct source *source,
					       struct findings *found);

/* A .dtb or .dts (compiled with dtc from PATH); NULL when an error was reported. */
struct devicetree *devicetree_read(struct arena *arena, const char *path, struct findings *found);
struct devicetree *devicetree_read_source(struct arena *arena, struct source *source,
					  struct findings *found);
/* Its partitions as a layout's. */
void devicetree_partitions_read(struct layout *layout, const struct devicetree *dt);
/* The comments that allow findings, in a devicetree source whose partitions are read. */
void devicetree_allows_read(struct layout *layout, struct findings *found);

/* An image or any other file for flash, flat or Intel HEX; what is broken in it is noted in the
 * file, a broken HEX text is reported.  Never NULL.
 */
struct image_file *image_file_read(struct arena *arena, const struct source *source,
				   struct findings *found);

/* A .config; NULL when an error was reported. */
struct kconfig *kconfig_read(struct arena *arena, const char *path, struct findings *found);
struct kconfig *kconfig_parse(struct arena *arena, const struct source *source);

#endif
