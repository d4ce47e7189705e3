/* SPDX-License-Identifier: MIT */
/* Findings for people and programs: one file per format, listed in report.c. */
#ifndef PMLAYOUT_REPORT_REPORT_H
#define PMLAYOUT_REPORT_REPORT_H

#include "diag/context.h"
#include "diag/finding.h"
#include "diag/image_fit.h"

struct report_input {
	const char *path, *kind; /* kind as in JSON: "pm-static", ... */
	/* What was used beside it and looked for in vain; of a build directory alone. */
	const struct context_note *used, *missing;
	const struct image_fit *images; /* that were given for its partitions */
};

struct report_summary {
	size_t errors, warnings, notes, allowed; /* allowed ones do not count as the others */
	size_t inputs, partitions, rules_run;
	bool compared; /* two releases; worst is the class of all changes */
	enum change_class worst;
};

struct report_options {
	bool color;
	bool quiet;                              /* findings only, no summary line */
	bool strict;                             /* warnings fail like errors */
	const char *(*explain)(enum rule_id id); /* the long text of a rule; NULL: none known */
};

struct report {
	const char *name;    /* "text" */
	const char *summary; /* for `pmlayout list formats` */
	bool takes_lines;    /* lines of text may follow what was written */
	void (*write)(const struct findings *found, const struct report_input *inputs,
		      const struct report_summary *summary, const struct report_options *options,
		      struct text *out);
};

/* NULL: there is no such format. */
const struct report *report_find(const char *name);
const struct report *const *report_table(size_t *count);

#endif
