/* SPDX-License-Identifier: MIT */
/* A file's path as programs on the web write it. */
#ifndef PMLAYOUT_REPORT_URI_H
#define PMLAYOUT_REPORT_URI_H

#include <stdbool.h>

#include "base/str.h"

/* Adds path as a URI reference (RFC 3986): every byte that is not unreserved becomes %XX, "./"
 * and doubled slashes go.  True for a relative path; an absolute one becomes file:///...
 */
bool uri_add_path(struct text *out, const char *path);

#endif
