/* SPDX-License-Identifier: MIT */
/* An application's folder, as far as the build finds files in it by their names alone.  Made by
 * read/project.c.
 */
#ifndef PMLAYOUT_MODEL_PROJECT_H
#define PMLAYOUT_MODEL_PROJECT_H

#include "diag/finding.h"
#include "model/kconfig.h"
#include "model/version.h"

/* A file below the folder; never one in a build directory. */
struct project_file {
	const char *path;   /* from the folder on: "child_image/mcuboot/boards/x.overlay" */
	const char *name;   /* its last part */
	const char *folder; /* the rest: "child_image/mcuboot/boards", "" at the top */
	bool board_folder;  /* a board is defined beside it */
	struct project_file *next;
};

struct project_name {
	const char *text;
	struct project_name *next;
};

/* Which way the bootloader and other images are added to the application's build. */
enum project_style { PROJECT_STYLE_UNKNOWN, PROJECT_CHILD_IMAGES, PROJECT_SYSBUILD };

/* What a build in the folder says of it. */
struct project_build {
	const char *board;    /* "nrf9160dk/nrf9160/ns"; "" when unknown */
	const char *revision; /* "0.14.0", or "" */
	const char *suffix;   /* FILE_SUFFIX or the type of build; "" when there is none */
};

struct project {
	struct arena *arena;
	const char *root;            /* the folder, as the user named it */
	struct project_file *files;  /* sorted by their paths */
	struct project_name *boards; /* that are defined here, or were built */
	/* Of files that may name others: CMakeLists.txt, presets, sample.yaml, caches of builds,
	 * ...; comments left out.
	 */
	struct text mentions;
	enum project_style style;
	const char *style_why; /* "`sysbuild.conf` makes this a build with sysbuild" */
	struct project_build build;
	bool built; /* build says something */
};

/* A file by its path; NULL: not there. */
const struct project_file *project_find(const struct project *project, const char *path);
/* The file is named where the build looks for more than its own names, or a name that the build
 * puts together ends like it: "${BOARD}_release.conf".
 */
bool project_mentions(const struct project *project, const char *name);
/* Its overlays, .conf and static files lie in a folder of their own, APPLICATION_CONFIG_DIR. */
bool project_moves_configuration(const struct project *project);
/* A place for findings about the file's name. */
struct span project_place(const struct project *project, const char *path);

#endif
