/* SPDX-License-Identifier: MIT */
/* What `pmlayout compile` makes: outputs of one domain or of several, all files or none. */
#ifndef PMLAYOUT_CMD_COMPILE_H
#define PMLAYOUT_CMD_COMPILE_H

#include "cmd.h"

struct compile_output {
	const char *kind;   /* "layout-h", "dts@mcuboot" */
	const char *path;   /* "-": standard output; with a `/` at the end a file for every image */
	const char *folder; /* to make first; NULL: none */
	struct str content;
};

/* A domain and the options that speak of it. */
struct compile_domain {
	const char *name;  /* "" for the root */
	const char *input; /* NULL: its fragments alone */
	struct arguments arguments;
	struct compile_output *outputs;
	size_t output_count;
	struct pml *pml; /* its run */
};

struct compilation {
	struct arena *arena;
	struct compile_domain *domains; /* the root comes first */
	size_t domain_count;
	const struct compile_output *to_stdout; /* NULL: none */
	const char *depfile;                    /* NULL: none */
};

struct emitter;
/* Of "dts" for "dts@mcuboot"; NULL when there is none. */
const struct emitter *compile_emitter(struct arena *arena, const char *kind);
bool compile_is_folder(const struct compile_output *output);

/* Cuts the options into those of each domain, and finds the outputs.  EXIT_CLEAN, or EXIT_USAGE
 * and what is wrong has been said.
 */
int compile_plan(struct compilation *all, const struct arguments *arguments);
/* Warns of what the domains share, in the root's run. */
void compile_compare(struct compilation *all);
/* Says what outputs leave out, in the runs. */
void compile_announce(const struct compilation *all);
/* Puts one output for each image in the place of a folder. */
void compile_open_folders(struct compilation *all);
/* Makes every output, then writes them. */
int compile_render(struct compilation *all, bool color);
int compile_write(const struct compilation *all);

#endif
