/* SPDX-License-Identifier: MIT */
/* Reads an application's folder: names of files, and what decides how they are used. */
#ifndef PMLAYOUT_READ_PROJECT_H
#define PMLAYOUT_READ_PROJECT_H

#include "model/project.h"

/* The folder holds CMakeLists.txt or prj.conf (PRODUCT.md, "The application's folder"). */
bool project_is(struct arena *arena, const char *folder);
struct project *project_open(struct arena *arena, const char *folder);
/* Files of a build that name others, such as CMakeCache.txt, tell more of the project. */
void project_add_mentions(struct project *project, const char *path);
void project_add_board(struct project *project, const char *name);

/* The static files that a build of some board takes from the folder, in the order of names. */
const char *const *project_static_files(const struct project *project, size_t *count);

#endif
