/* SPDX-License-Identifier: MIT */
/* `invalid-yaml` in plain words. */
#ifndef PMLAYOUT_READ_YAML_PROBLEM_H
#define PMLAYOUT_READ_YAML_PROBLEM_H

#include "read/yaml_text.h"

/* What the YAML parser says when it gives up. */
struct yaml_problem {
	bool unreadable_bytes; /* the bytes themselves: offset and value hold, index does not */
	const char *problem;   /* its words */
	size_t index;          /* code point */
	const char *context;   /* what it was at; may be NULL */
	size_t context_index;
	size_t offset; /* bytes, behind the byte order mark */
	int value;     /* the byte or code point there; -1: not known */
};

void yaml_report_problem(struct yaml_text *text, const struct yaml_problem *problem,
			 struct findings *found);

#endif
