/* SPDX-License-Identifier: MIT */
/* Inside the library's face: a run, shared by its settings (pmlayout_settings.c) and the
 * pipeline (pmlayout.c).
 */
#ifndef PMLAYOUT_PMLAYOUT_RUN_H
#define PMLAYOUT_PMLAYOUT_RUN_H

#include "pmlayout/pmlayout.h"

#include "base/arena.h"
#include "diag/context.h"
#include "diag/finding.h"
#include "diag/image_fit.h"
#include "emit/emit.h"
#include "model/layout.h"

struct build_directory; /* read/build_directory.h */

struct file_name {
	const char *path;
	struct file_name *next;
};

/* A region that no file tells, or another size of one. */
struct told_region {
	const char *name;
	uint64_t size, base;
	bool base_told;
	struct told_region *next;
};

struct checked_input {
	const char *path, *kind;
	const struct context_note *used, *missing; /* of a build directory */
	struct image_fit *images;                  /* and how much of their partitions they take */
	struct checked_input *next;
};

/* What a user wants a rule's findings to be, instead of their own level. */
struct wanted_level {
	bool given;
	enum severity level;
};

/* Facts as they are collected; those of the release and those of an earlier one. */
struct side {
	struct facts facts;
	struct image **image_tail;
	bool regions_taken;
};

struct seen_layout {
	struct layout *layout;
	bool of_build; /* not a file on its own */
	bool compared;
	struct seen_layout *next;
};

/* The layout that devices in the field have ("against"). */
struct earlier_release {
	const char *path; /* NULL: none was given */
	struct side side;
	bool read;
	struct seen_layout *layouts; /* once they were read */
};

struct pml {
	struct arena *arena;
	struct findings found; /* at the levels of the rules; wanted levels apply when asked for */
	struct facts facts;
	struct image **image_tail;
	struct wanted_level wanted[RULE_COUNT];
	struct layout *layout;              /* the last one */
	const struct layout *layout_before; /* what it was compared with; NULL: nothing */
	struct finding **layout_findings;   /* where those about it begin */
	struct layout *network;             /* of its build's network core; NULL: it has none */
	bool judges_static;                 /* all of it, when its build was made from another */
	struct allows *static_allows;       /* of its build's static file; NULL: it has none */
	enum dts_style dts_style;
	bool layout_has_errors;
	bool strict; /* warnings fail like errors */
	struct checked_input *inputs, **input_tail;
	struct checked_input *input; /* the last one; NULL: none yet */
	struct file_name *files, **file_tail;
	size_t input_count, partition_count, rules_run;
	struct file_name *projects; /* folders whose files were looked at */
	bool stdin_taken, regions_taken;
	struct file_name *fragments;   /* of Partition Manager, in order */
	const char *autoconf;          /* NULL: they went through the preprocessor already */
	const char *dynamic_partition; /* of the flash; NULL: `app` */
	struct told_region *told_regions, **told_tail; /* by --region */
	bool keep_order; /* the findings stand in the order in which they are reported */
	struct earlier_release earlier;
	struct seen_layout **seen_tail; /* layouts are read to be compared: where to note them */
	bool compared;                  /* by pml_diff(), and the worst class is */
	enum change_class worst;
	const char *problem;
};

/* Those from first on as the user wants them: at their levels, without those turned off, sorted
 * unless the run keeps their order.
 */
void pml_shown_findings(const struct pml *pml, const struct finding *first, struct findings *shown);

/* "dts@mcuboot": what is to be made, and for which image. */
struct pml_kind {
	const char *name, *image; /* the application's unless another is named */
};
struct pml_kind pml_kind_of(const struct pml *pml, const char *kind);
/* The last layout, or that of the network core for its images. */
struct layout *pml_image_layout(const struct pml *pml, const char *image);
/* True when a devicetree with that overlay holds what the layout holds, byte for byte; false, and
 * pml_problem() says what differs.
 */
bool pml_prove_overlay(struct pml *pml, const struct emit_options *options, struct str overlay);

/* Sets pml_problem(); returns false. */
bool pml_refuse(struct pml *pml, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Remembers a file that is about to be read; returns its lasting name. */
const char *pml_keep_path(struct pml *pml, const char *path);
/* Solves the layout of a Partition Manager input for its files; what cannot be made stays NULL. */
void pml_make_pm_files(struct pml *pml);
/* Counts an input; kind as in JSON: "pm-static", ... */
struct checked_input *pml_note_input(struct pml *pml, const char *path, const char *kind);
/* False, and a finding, when standard input is wanted a second time. */
bool pml_take_stdin(struct pml *pml, const char *path);
/* Resolves and checks a layout that was read; first is where the findings about it begin. */
void pml_judge(struct pml *pml, const char *path, struct layout *layout, struct finding **first);
/* Checks every layout of a build directory; false when path is none. */
bool pml_check_build(struct pml *pml, const char *path);
/* The same of one that is open and noted as an input, or as a part of one. */
void pml_check_opened_build(struct pml *pml, struct build_directory *build);

/* Checks an application's folder: its static files, the build in it, and its files' names; false
 * when path is none and holds no build.
 */
bool pml_check_project(struct pml *pml, const char *path);
/* Checks the names of the files around a pm_static.yml. */
void pml_check_beside(struct pml *pml, const char *path);
/* Checks the application's folder that a build was made from, and the options it asks for. */
void pml_check_build_project(struct pml *pml, struct build_directory *build);
/* Holds a layout of the build against its static file. */
void pml_check_build_static(struct pml *pml, const struct build_directory *build,
			    struct layout *layout);

/* A setting of the earlier release: pml_set("old-NAME"). */
bool pml_set_earlier(struct pml *pml, const char *name, const char *value);
/* Appends what changed since the earlier release, if one was given. */
void pml_compare_with_earlier(struct pml *pml, struct layout *layout);

#endif
