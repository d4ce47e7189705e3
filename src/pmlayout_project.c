/* SPDX-License-Identifier: MIT */
/* The library's face for an application's folder: the layouts that are pinned in it, and its files
 * by their names.
 */
#include "pmlayout_run.h"

#include <string.h>

#include "base/directory.h"
#include "base/file.h"
#include "check/project.h"
#include "read/build_directory.h"
#include "read/project.h"
#include "read/read.h"

/* -- Files by their names --------------------------------------------------------------------- */

/* Each folder once, however many inputs lie in it. */
static bool is_new(struct pml *pml, const char *folder)
{
	struct file_name **tail = &pml->projects;

	for (; *tail; tail = &(*tail)->next) {
		if (path_is_same((*tail)->path, *folder ? folder : "."))
			return false;
	}
	*tail = ARENA_NEW(pml->arena, struct file_name);
	(*tail)->path = *folder ? folder : ".";
	return true;
}

static void check_files(struct pml *pml, const struct project *project)
{
	/* Of a layout to compare with only the layout counts. */
	if (!pml->seen_tail && is_new(pml, project->root))
		project_check_files(project, &pml->found);
}

void pml_check_beside(struct pml *pml, const char *path)
{
	const char *name = path_base(path);
	const char *folder = path_parent(pml->arena, path);

	if (cstr_starts(name, "pm_static") && cstr_ends(name, ".yml") &&
	    project_is(pml->arena, folder))
		check_files(pml, project_open(pml->arena, folder));
}

/* -- A folder --------------------------------------------------------------------------------- */

static void check_static(struct pml *pml, const char *path)
{
	struct finding **first = pml->found.tail;
	const bool had_errors = pml->layout_has_errors;
	struct layout *layout;

	path = pml_keep_path(pml, path);
	layout = read_layout(pml->arena, path, &pml->facts, &pml->found);
	pml_judge(pml, path, layout, first);
	pml->layout_has_errors |= had_errors;
}

static struct context_note **note(struct pml *pml, struct context_note **tail, const char *what,
				  const char *value, bool is_file)
{
	struct context_note *made = ARENA_NEW(pml->arena, struct context_note);

	*made = (struct context_note){.what = what, .value = value, .is_file = is_file};
	*tail = made;
	return &made->next;
}

bool pml_check_project(struct pml *pml, const char *path)
{
	struct context_note *used = NULL, **tail = &used;
	const struct project *project;
	struct checked_input *input;
	const char *const *statics;
	size_t count;

	if (cstr_eq(path, "-") || !path_is_directory(path) || !project_is(pml->arena, path))
		return false;
	path = arena_copy(pml->arena, path, strlen(path));
	project = project_open(pml->arena, path);
	statics = project_static_files(project, &count);
	pml->layout_has_errors = false;
	input = pml_note_input(pml, path, "project");
	/* Says that there is nothing to check. */
	if (count == 0)
		check_static(pml, path);
	for (size_t i = 0; i < count; i++) {
		check_static(pml, statics[i]);
		tail = note(pml, tail, "static file", statics[i], true);
	}
	check_files(pml, project);
	input->used = used;
	return true;
}

/* -- A build ---------------------------------------------------------------------------------- */

static void check_options(struct pml *pml, struct build_directory *build,
			  const struct project *project)
{
	struct project_options options = {.sysbuild = build->sysbuild};

	for (const struct build_image *it = build->images; it; it = it->next) {
		options.wanted = build_fragments(pml->arena, build, project, it, &options.count,
						 &pml->found);
		options.got = it->kconfig;
		options.image = it->name;
		if (options.wanted && options.got)
			project_check_options(&options, &pml->found);
	}
	options.got = build->sysbuild_kconfig;
	options.image = "sysbuild";
	options.wanted =
		build_fragments(pml->arena, build, project, NULL, &options.count, &pml->found);
	if (options.wanted && options.got)
		project_check_options(&options, &pml->found);
}

void pml_check_build_project(struct pml *pml, struct build_directory *build)
{
	const struct project *project;

	if (pml->seen_tail)
		return;
	project = build_project(pml->arena, build);
	if (!project)
		return;
	check_files(pml, project);
	check_options(pml, build, project);
}

static struct layout *read_static(struct pml *pml, const char *path)
{
	struct findings aside;
	struct layout *layout;

	findings_init(&aside, pml->arena);
	layout = read_layout(pml->arena, path, NULL, &aside);
	layout_index(layout);
	return layout;
}

/* The build was made from another static file that lies there as well. */
static bool follows_another(struct pml *pml, const struct layout *built, const char *path)
{
	const char *folder = path_parent(pml->arena, path);
	size_t count;
	const char *const *names = directory_names(pml->arena, folder, &count);

	for (size_t i = 0; i < count; i++) {
		const char *other = path_join(pml->arena, folder, names[i]);
		const struct layout *fixed;

		if (!cstr_starts(names[i], "pm_static") || cstr_eq(other, path) ||
		    !path_is_file(other))
			continue;
		fixed = read_static(pml, other);
		if (fixed->partition_count > 0 && !project_is_stale(built, fixed))
			return true;
	}
	return false;
}

void pml_check_build_static(struct pml *pml, const struct build_directory *build,
			    struct layout *layout)
{
	const char *path = build_static_file(pml->arena, build);
	const struct layout *fixed;

	if (pml->seen_tail || layout->kind != LAYOUT_PM_PARTITIONS)
		return;
	layout_index(layout);
	if (!path) {
		if (!build_has_own_static(pml->arena, build))
			project_check_pinned(layout, &pml->found);
		return;
	}
	fixed = read_static(pml, path);
	if (project_is_stale(layout, fixed) && !follows_another(pml, layout, path))
		project_check_stale(layout, fixed, &pml->found);
}
