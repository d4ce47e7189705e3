/* SPDX-License-Identifier: MIT */
/* The library's face for an application's folder: the layouts that are pinned in it, and its files
 * by their names.
 */
#include "pmlayout_run.h"

#include <string.h>

#include "base/directory.h"
#include "base/file.h"
#include "check/check.h"
#include "check/project.h"
#include "diag/allow.h"
#include "read/build_directory.h"
#include "read/project.h"
#include "read/read.h"
#include "resolve/resolve.h"

/* -- Files by their names --------------------------------------------------------------------- */

/* Each folder once, however many inputs lie in it. */
static bool is_new(struct pml *pml, const char *folder)
{
	struct file_name **tail = &pml->projects;

	for (; *tail; tail = &(*tail)->next) {
		if (cstr_eq(path_relative(pml->arena, (*tail)->path, folder), "."))
			return false;
	}
	*tail = ARENA_NEW(pml->arena, struct file_name);
	(*tail)->path = folder;
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

/* `west build` makes it; NULL: there is none.  Of a layout to compare with only what is pinned
 * counts.
 */
static struct build_directory *open_build(struct pml *pml, const char *folder)
{
	const char *path = path_join(pml->arena, folder, "build");

	return pml->seen_tail ? NULL : build_directory_open(pml->arena, path, &pml->found);
}

/* The one that the build was made from is judged with the build. */
static bool is_of_build(struct pml *pml, const struct build_directory *build, const char *path)
{
	const char *own = build ? build_static_file(pml->arena, build) : NULL;

	return own && path_is_same(own, path);
}

/* Returns the end of the notes. */
static struct context_note **check_statics(struct pml *pml, const struct project *project,
					   const struct build_directory *build,
					   struct context_note **tail)
{
	const char *const *statics;
	size_t count;

	statics = project_static_files(project, &count);
	/* Says that there is nothing to check. */
	if (count == 0 && !build)
		check_static(pml, project->root);
	for (size_t i = 0; i < count; i++) {
		if (is_of_build(pml, build, statics[i]))
			continue;
		check_static(pml, statics[i]);
		tail = note(pml, tail, "static file", statics[i], true);
	}
	return tail;
}

static void check_build_inside(struct pml *pml, struct build_directory *build,
			       struct context_note **tail)
{
	const bool had_errors = pml->layout_has_errors;

	pml->judges_static = true;
	pml_check_opened_build(pml, build);
	pml->judges_static = false;
	pml->layout_has_errors |= had_errors;
	tail = note(pml, tail, "build", build->path, false);
	*tail = build->used;
}

bool pml_check_project(struct pml *pml, const char *path)
{
	struct context_note *used = NULL, **tail;
	struct build_directory *build;
	const struct project *project;
	struct checked_input *input;

	if (cstr_eq(path, "-") || !path_is_directory(path))
		return false;
	path = arena_copy(pml->arena, path, strlen(path));
	if (!project_is(pml->arena, path))
		return pml_check_build(pml, path_join(pml->arena, path, "build"));
	project = project_open(pml->arena, path);
	build = open_build(pml, path);
	pml->layout_has_errors = false;
	input = pml_note_input(pml, path, "project");
	tail = check_statics(pml, project, build && build->layouts ? build : NULL, &used);
	if (build && build->layouts)
		check_build_inside(pml, build, tail);
	check_files(pml, project);
	input->used = used;
	input->missing = build ? build->missing : NULL;
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
	if (!build->sysbuild)
		return;
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

/* What only the static file shows: Partition Manager reads it as it can and writes the layout
 * without its slips.
 */
static bool is_about_writing(const struct finding *finding)
{
	return cstr_eq(rule_get(finding->rule)->category, "Reading") || finding->fixes;
}

/* Of a comment to this program. */
static bool is_about_comment(const struct finding *finding)
{
	return finding->rule == RULE_allow_without_reason || finding->rule == RULE_unknown_rule;
}

/* Adds what the static file's own check finds; stale: of a build that was made from another. */
static void check_written(struct pml *pml, const char *path, const struct facts *facts, bool stale)
{
	const bool all = stale && pml->judges_static;
	struct findings aside;
	struct layout *layout;
	struct finding *next;

	findings_init(&aside, pml->arena);
	layout = read_layout(pml->arena, path, facts, &aside);
	if (layout->partition_count > 0 || layout->document) {
		layout_resolve(layout);
		checks_run(layout, &aside);
	}
	if (layout->allows)
		allows_match(layout->allows, aside.first);
	/* They are written in the file that people own, and hold for what came of it. */
	pml->static_allows = layout->allows;
	for (struct finding *it = aside.first; it; it = next) {
		next = it->next;
		if (!all && !is_about_writing(it) && !is_about_comment(it))
			continue;
		it->next = NULL;
		/* The build has come through it; what came of it is judged in partitions.yml. */
		if (!stale && is_about_writing(it))
			finding_limit(it, SEVERITY_WARNING);
		*pml->found.tail = it;
		pml->found.tail = &it->next;
		pml->found.count++;
	}
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

		if (!cstr_starts(names[i], "pm_static") || !cstr_ends(names[i], ".yml") ||
		    cstr_eq(other, path) || !path_is_file(other))
			continue;
		fixed = read_static(pml, other);
		if (fixed->partition_count > 0 && !project_is_stale(built, fixed))
			return true;
	}
	return false;
}

/* The application's folder is there and leads nowhere else, and the SDK has no static file for the
 * board: Nordic's development kits.
 */
static bool has_no_static(struct pml *pml, const struct build_directory *build)
{
	const struct project *project = build_project(pml->arena, build);
	const char *board = project ? project->build.board : "";

	return project && (!*board || (cstr_starts(board, "nrf") && strstr(board, "dk"))) &&
	       !project_mentions(project, "PM_STATIC_YML_FILE") &&
	       !project_moves_configuration(project);
}

void pml_check_build_static(struct pml *pml, const struct build_directory *build,
			    struct layout *layout)
{
	const char *path = build_static_file(pml->arena, build);
	const struct layout *fixed;
	bool stale;

	if (pml->seen_tail || layout->kind != LAYOUT_PM_PARTITIONS)
		return;
	layout_index(layout);
	if (!path) {
		if (!build_has_own_static(pml->arena, build))
			project_check_pinned(layout, has_no_static(pml, build), &pml->found);
		return;
	}
	fixed = read_static(pml, path);
	stale = project_is_stale(layout, fixed) && !follows_another(pml, layout, path);
	check_written(pml, path, &layout->facts, stale);
	if (stale)
		project_check_stale(layout, fixed, &pml->found);
}

/* -- What may be fixed ------------------------------------------------------------------------ */

const char *pml_fixable(struct pml *pml, const char *path, size_t index)
{
	const struct build_directory *build;
	const char *const *statics;
	struct findings aside;
	size_t count;

	if (cstr_eq(path, "-") || !path_is_directory(path))
		return index == 0 ? path : NULL;
	findings_init(&aside, pml->arena);
	path = arena_copy(pml->arena, path, strlen(path));
	build = build_directory_open(pml->arena, path, &aside);
	if (!build && !project_is(pml->arena, path))
		build = build_directory_open(pml->arena, path_join(pml->arena, path, "build"),
					     &aside);
	if (build)
		return index == 0 ? build_static_file(pml->arena, build) : NULL;
	if (!project_is(pml->arena, path))
		return NULL;
	statics = project_static_files(project_open(pml->arena, path), &count);
	return index < count ? statics[index] : NULL;
}
