/* SPDX-License-Identifier: MIT */
/* The names of the rules.  src/check/rules.def is the only list; this makes ids of it so that
 * readers can report what they find before any check runs.
 */
#ifndef PMLAYOUT_DIAG_RULE_H
#define PMLAYOUT_DIAG_RULE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* RULE has a check function rule_<name>(); RAISED is reported by a reader or a command. */
enum rule_id {
#define RULE(name, level, category, summary) RULE_##name,
#define RAISED(name, level, category, summary) RULE_##name,
#include "check/rules.def"
#undef RULE
#undef RAISED
	RULE_COUNT
};

struct rule {
	const char *name;     /* kebab-case, states the bad thing */
	enum severity level;  /* unless a finding of it says otherwise */
	const char *category; /* "Reading", "Geometry", ... as in the manual */
	const char *summary;  /* one line */
};

const struct rule *rule_get(enum rule_id id);
/* False when no rule has that name. */
bool rule_find(struct str name, enum rule_id *id);
/* False for what says that a run could not look, and for the tool's own rules: neither can be
 * allowed in a file or put into a baseline.
 */
bool rule_may_be_allowed(enum rule_id id);
/* Always an error: without these findings a run would claim to have looked. */
bool rule_is_fixed(enum rule_id id);
const char *severity_name(enum severity severity); /* "error", "warning", "note", "off" */

#endif
