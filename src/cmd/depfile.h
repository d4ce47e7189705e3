/* SPDX-License-Identifier: MIT */
/* A dependency file as Make and Ninja read it: "target target: source source". */
#ifndef PMLAYOUT_CMD_DEPFILE_H
#define PMLAYOUT_CMD_DEPFILE_H

#include "base/str.h"

void depfile_add_target(struct text *depfile, const char *path);
void depfile_begin_sources(struct text *depfile);
/* Standard input ("-") and names with a line break, which Make cannot express, are left out. */
void depfile_add_source(struct text *depfile, const char *path);

#endif
