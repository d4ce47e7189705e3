/* SPDX-License-Identifier: MIT */
/* Fixing a file: check, apply what is safe, and again, until there is nothing left to fix. */
#include "pmlayout_run.h"

#include <string.h>

#include "check/check.h"
#include "diag/allow.h"
#include "diag/fix.h"
#include "read/read.h"
#include "resolve/resolve.h"

/* Fixes that overlap wait for the next round; a file that is not done by then is left alone. */
#define MOST_ROUNDS 16

/* What is found in a text; beside the findings of the run.  Findings that the user does not want
 * to see are marked as allowed.
 */
static void judge(struct pml *pml, struct source *source, struct findings *found)
{
	struct layout *layout;

	findings_init(found, pml->arena);
	layout = read_layout_source(pml->arena, source, &pml->facts, found);
	if (layout->partition_count > 0 || layout->document) {
		layout_resolve(layout);
		checks_run(layout, found);
	}
	if (layout->allows)
		allows_apply(layout->allows, found, found->first);
	for (struct finding *finding = found->first; finding; finding = finding->next) {
		const struct wanted_level *wanted = &pml->wanted[finding->rule];

		if (wanted->given && wanted->level == SEVERITY_OFF)
			finding->allowed = "";
	}
}

struct pml_text pml_fix(struct pml *pml, const char *path, struct pml_text *before, size_t *count)
{
	const struct pml_text nothing = {NULL, 0};
	struct findings found;
	struct source *source;
	size_t errors, fixed;
	struct str text;

	*count = 0;
	findings_init(&found, pml->arena);
	source = read_source(pml->arena, arena_copy(pml->arena, path, strlen(path)), &found);
	if (!source || !source->lines)
		return nothing;
	*before = (struct pml_text){source->text.p, source->text.n};
	judge(pml, source, &found);
	errors = findings_count(&found, SEVERITY_ERROR);
	for (int round = 0; round < MOST_ROUNDS; round++) {
		text = fixes_apply(&found, source, &fixed);
		if (fixed == 0 && findings_count(&found, SEVERITY_ERROR) <= errors)
			return *count ? (struct pml_text){source->text.p, source->text.n} : nothing;
		*count += fixed;
		source = source_new(pml->arena, source->name, text);
		judge(pml, source, &found);
	}
	*count = 0;
	return nothing;
}
