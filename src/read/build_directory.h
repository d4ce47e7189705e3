/* SPDX-License-Identifier: MIT */
/* A build directory of the nRF Connect SDK: which files of it say what, whether it was built with
 * child images or with sysbuild (FAILURES.md F13, F55; MCUBOOT.md 5).
 */
#ifndef PMLAYOUT_READ_BUILD_DIRECTORY_H
#define PMLAYOUT_READ_BUILD_DIRECTORY_H

#include "diag/context.h"
#include "diag/finding.h"
#include "model/layout.h"
#include "model/project.h"

/* One program of the build; its files lie in folder/zephyr. */
struct build_image {
	const char *name; /* "app", "mcuboot", "b0", ...: the application, else the folder's name */
	const char *folder;
	bool network;                  /* runs on the network core of an nRF5340 */
	const char *kconfig_path;      /* NULL: not there */
	const char *devicetree_path;   /* NULL: not there */
	const struct kconfig *kconfig; /* NULL: not there or not readable */
	struct build_image *next;
};

/* What a domain has of its own. */
struct build_layout {
	const char *path;    /* of the layout itself */
	const char *regions; /* NULL: not there */
	bool network;
	bool generated; /* by Partition Manager, whatever it looks like: older ones write less */
	struct build_layout *next;
};

struct build_directory {
	const char *path;
	struct build_image *images; /* by name, the application's first */
	/* The application's last; none when the build holds no layout. */
	struct build_layout *layouts;
	bool sysbuild;
	const char *sysbuild_path; /* the SB_CONFIG_ options; NULL: not there */
	const struct kconfig *sysbuild_kconfig;
	struct context_note *used, **used_tail;
	struct context_note *missing, **missing_tail;
};

/* NULL when the folder is no build. */
struct build_directory *build_directory_open(struct arena *arena, const char *path,
					     struct findings *found);
/* What is known of one of its layouts: all that is given, completed by the build's files. */
struct facts build_directory_facts(struct arena *arena, struct build_directory *build,
				   const struct build_layout *layout, const struct facts *given,
				   struct findings *found);
/* The application's folder, which is the one above, with what the build says of it; NULL when the
 * folder is none.
 */
struct project *build_project(struct arena *arena, const struct build_directory *build);
/* The static file by the SDK's rule (PARTITION-MANAGER.md 2): in the application's folder, else in
 * the board's; NULL: there is none.
 */
const char *build_static_file(struct arena *arena, const struct build_directory *build);
/* There is a static file all the same: one that is named, or Nordic's own for its Thingys. */
bool build_has_own_static(struct arena *arena, const struct build_directory *build);
/* The .conf files that the program, or NULL: sysbuild, was configured with, in the order in which
 * Kconfig reads them; NULL when that cannot be told.  Those that are gone are left out.
 */
const struct kconfig *const *build_fragments(struct arena *arena, struct build_directory *build,
					     const struct project *project,
					     const struct build_image *image, size_t *count,
					     struct findings *found);
/* Adds the signed images and bootloaders of the build to the facts of a layout, for those of its
 * partitions that have no image yet; network: it is the network core's.
 */
void build_directory_images(struct build_directory *build, struct layout *layout, bool network,
			    struct findings *found);

/* The name of a file speaks of the nRF5340's network core: partitions_CPUNET.yml. */
bool build_names_network_core(const char *name);

/* -- Between the files of this reader --------------------------------------------------------- */

/* The value of NAME:TYPE=VALUE in the folder's CMakeCache.txt; "" when it is not there. */
const char *build_cache_value(struct arena *arena, const char *folder, const char *name);
/* FILE_SUFFIX; "" when there is none. */
const char *build_suffix(struct arena *arena, const struct build_directory *build);
/* "0.14.0", or "". */
const char *build_revision(struct arena *arena, const struct build_directory *build);
/* NULL: not there. */
const struct build_image *build_image_find(const struct build_directory *build, const char *name);
/* The program of the network core that is no bootloader. */
const struct build_image *build_network_image(const struct build_directory *build);
/* The board with its qualifiers, "thingy91x/nrf9151/ns"; "" when unknown. */
const char *build_board(struct arena *arena, const struct build_directory *build);
/* Versions of the SDK and of Zephyr, which those that are given beat; say: notes them. */
void build_versions(struct arena *arena, struct build_directory *build, struct facts *facts,
		    bool say);
void build_note_used(struct arena *arena, struct build_directory *build, const char *what,
		     const char *value);
void build_note_file(struct arena *arena, struct build_directory *build, const char *what,
		     const char *path);
void build_note_missing(struct arena *arena, struct build_directory *build, const char *what,
			const char *value);

#endif
