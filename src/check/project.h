/* SPDX-License-Identifier: MIT */
/* Rules about a project around its layout: files that nothing reads, builds that are stale
 * (RULES.md "Project").
 */
#ifndef PMLAYOUT_CHECK_PROJECT_H
#define PMLAYOUT_CHECK_PROJECT_H

#include "model/layout.h"
#include "model/project.h"

/* `unread-file` for every file of the project. */
void project_check_files(const struct project *project, struct findings *found);

/* The built layout cannot have been made from that static file.  Both are indexed. */
bool project_is_stale(const struct layout *built, const struct layout *fixed);
/* `stale-build` */
void project_check_stale(const struct layout *built, const struct layout *fixed,
			 struct findings *found);
/* `no-pinned-layout`, for a build that has no static file; certain: there is none anywhere, else
 * the layout has to show it.
 */
void project_check_pinned(const struct layout *built, bool certain, struct findings *found);

/* Fragments in the order in which Kconfig reads them, and the .config that came out. */
struct project_options {
	const struct kconfig *const *wanted;
	size_t count;
	const struct kconfig *got;
	const char *image; /* "app", "mcuboot", "sysbuild" */
	bool sysbuild;     /* it forces options of the images */
};
/* `forced-option` */
void project_check_options(const struct project_options *options, struct findings *found);

/* -- Between the files of this check ----------------------------------------------------------- */

/* A file whose name is judged. */
struct name_check {
	const struct project *project;
	const struct project_file *file;
	struct findings *found;
	struct str stem;       /* the name without its extension */
	const char *extension; /* ".overlay", ".conf", ".yml", or "" */
};

/* Nothing reads the file, because ...; right: its path as it would be read, or NULL.  True when
 * it was reported, false when some file of the build names it.
 */
bool name_report(const struct name_check *check, const char *right, const char *why, ...)
	__attribute__((format(printf, 3, 4)));
/* A file below "child_image" or "sysbuild". */
bool name_check_image(const struct name_check *check);
/* A file for one board; image: the program it is for, NULL: the application. */
bool name_check_board(const struct name_check *check, struct str board, const char *prefix,
		      const char *image);
/* A name begins with that of a board, whose name behind that ends. */
bool name_is_board(const struct project *project, struct str name, struct str *rest);
/* Nobody builds an application for this board both secure and non-secure. */
bool name_has_one_state(struct str board);
/* Programs that the SDK adds to a build; NULL-terminated. */
const char *const *name_images(void);
/* Those whose name is never that of a variant of the application, which FILE_SUFFIX names. */
const char *const *name_loaders(void);
bool name_is_bootloader(const char *image);
/* The folder for files about other images than the application. */
const char *name_images_folder(const struct project *project);

#endif
