/* SPDX-License-Identifier: MIT */
/* Versions of an SDK, for rules that changed with it. */
#ifndef PMLAYOUT_MODEL_VERSION_H
#define PMLAYOUT_MODEL_VERSION_H

#include "base/str.h"

#include <stdbool.h>

struct version {
	unsigned major, minor, patch;
	bool known;
};

/* "2.0.2", "v3.1.0-rc1", "2.9"; a release candidate counts as its release.  False, and *version
 * untouched, when the text is none.
 */
bool version_parse(struct str text, struct version *version);
/* False for an unknown version. */
bool version_at_least(struct version version, unsigned major, unsigned minor, unsigned patch);
/* The version is known and older than that. */
bool version_before(struct version version, unsigned major, unsigned minor, unsigned patch);

#endif
