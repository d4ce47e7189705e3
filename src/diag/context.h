/* SPDX-License-Identifier: MIT */
/* What was found beside an input and used, or looked for in vain; for people and programs. */
#ifndef PMLAYOUT_DIAG_CONTEXT_H
#define PMLAYOUT_DIAG_CONTEXT_H

#include <stdbool.h>

struct context_note {
	const char *what;  /* "regions", "configuration of app", "nRF Connect SDK" */
	const char *value; /* a path, a version, a name */
	bool is_file;      /* value is a file that was found */
	struct context_note *next;
};

#endif
