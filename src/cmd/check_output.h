/* SPDX-License-Identifier: MIT */
/* Where the findings of `pmlayout check` go: one format to --output, others to files beside. */
#ifndef PMLAYOUT_CMD_CHECK_OUTPUT_H
#define PMLAYOUT_CMD_CHECK_OUTPUT_H

#include "cmd.h"

/* One output: the format and the file; "-" is standard output. */
struct findings_output {
	const char *format, *path;
};

/* The first one is that of --format and --output. */
struct findings_outputs {
	struct findings_output *list;
	size_t count;
};

/* EXIT_USAGE, said on stderr, when --also is wrong or two outputs go to one file. */
int findings_outputs_parse(struct findings_outputs *outputs, const struct arguments *arguments);
/* EXIT_USAGE, said on stderr, when one of them would replace a file that was read. */
int findings_outputs_spare(const struct findings_outputs *outputs, const struct pml *pml);
/* Writes all of them; the files all or none. */
int findings_outputs_write(const struct findings_outputs *outputs, struct pml *pml,
			   const struct arguments *arguments);

#endif
