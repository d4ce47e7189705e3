/* SPDX-License-Identifier: MIT */
/* The library's face for build directories: each layout of the build with what the build says of
 * it.
 */
#include "pmlayout_run.h"

#include <string.h>

#include "diag/allow.h"
#include "read/build_directory.h"
#include "read/read.h"

static void check_layout(struct pml *pml, struct build_directory *build,
			 const struct build_layout *which)
{
	struct finding **first = pml->found.tail;
	bool had_errors = pml->layout_has_errors;
	const struct facts facts =
		build_directory_facts(pml->arena, build, which, &pml->facts, &pml->found);
	struct layout *layout = read_layout(pml->arena, which->path, &facts, &pml->found);

	if (which->generated && layout->document)
		layout->kind = LAYOUT_PM_PARTITIONS;
	build_directory_images(build, layout, which->network, &pml->found);
	if (!which->network)
		pml_check_build_static(pml, build, layout);
	pml_judge(pml, which->path, layout, first);
	if (which->network)
		pml->network = layout;
	pml->layout_has_errors |= had_errors;
}

/* "`build` is a build directory without a layout", and what was looked for. */
static void report_no_layout(struct pml *pml, const struct build_directory *build)
{
	struct layout *layout = ARENA_NEW(pml->arena, struct layout);
	struct finding *finding;

	layout->arena = pml->arena;
	layout->source = source_new(pml->arena, build->path, STR(""));
	layout->facts = pml->facts;
	finding = finding_add(&pml->found, RULE_nothing_to_check, span_of(layout->source, 0, 0),
			      "`%s` is a build directory without a layout", build->path);
	for (const struct context_note *note = build->missing; note; note = note->next)
		finding_note(&pml->found, finding, "there is no %s: %s", note->what, note->value);
	finding_help(&pml->found, finding,
		     "build the project first; a build with sysbuild is named by its top folder, "
		     "which holds domains.yaml");
	pml->layout = layout;
	pml->layout_has_errors = true;
}

/* Findings of the folder are allowed in the static file too; what allows nothing is reported. */
static void close_static_allows(struct pml *pml, struct finding *of_project)
{
	if (!pml->static_allows)
		return;
	allows_match(pml->static_allows, of_project);
	allows_report_unused(pml->static_allows, &pml->found);
	pml->static_allows = NULL;
}

void pml_check_opened_build(struct pml *pml, struct build_directory *build)
{
	struct finding **of_project;

	for (const struct build_layout *it = build->layouts; it; it = it->next)
		check_layout(pml, build, it);
	if (!build->layouts)
		report_no_layout(pml, build);
	of_project = pml->found.tail;
	pml_check_build_project(pml, build);
	close_static_allows(pml, *of_project);
	for (const struct context_note *note = build->used; note; note = note->next)
		if (note->is_file)
			pml_keep_path(pml, note->value);
}

bool pml_check_build(struct pml *pml, const char *path)
{
	struct build_directory *build;
	struct checked_input *input;

	if (cstr_eq(path, "-"))
		return false;
	path = arena_copy(pml->arena, path, strlen(path));
	build = build_directory_open(pml->arena, path, &pml->found);
	if (!build)
		return false;
	pml->layout_has_errors = false;
	input = pml_note_input(pml, path, "build");
	pml_check_opened_build(pml, build);
	input->used = build->used;
	input->missing = build->missing;
	return true;
}
