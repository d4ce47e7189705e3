/* SPDX-License-Identifier: MIT */
/* `unread-file`: names of files that should configure a build and that nothing looks for
 * (FAILURES.md F13, F55).
 */
#include "check/project.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "model/board.h"

/* Where the file would be read; without a build it may be one of either kind. */
static void help(const struct project *project, struct findings *found, struct finding *finding,
		 const char *right)
{
	if (project_find(project, right))
		finding_help(found, finding,
			     "`%s` is the file that is read: bring over what it lacks, and delete "
			     "this one",
			     right);
	else if (project->style == PROJECT_STYLE_UNKNOWN && cstr_starts(right, "sysbuild/"))
		finding_help(found, finding,
			     "rename it to `%s`, or in a build without sysbuild to `child_image%s`",
			     right, right + strlen("sysbuild"));
	else
		finding_help(found, finding, "rename it to `%s`", right);
}

bool name_report(const struct name_check *check, const char *right, const char *why, ...)
{
	const struct project *project = check->project;
	struct findings *found = check->found;
	struct finding *finding;
	va_list args;

	if (project_mentions(project, check->file->name))
		return false;
	va_start(args, why);
	finding = finding_add(found, RULE_unread_file, project_place(project, check->file->path),
			      "nothing reads `%s`: %s", check->file->path,
			      arena_vprintf(found->arena, why, args));
	va_end(args);
	finding_note(found, finding,
		     "the build finds such files by folder and name alone and passes others over "
		     "without a word: what is in this one has no effect");
	if (right)
		help(project, found, finding, right);
	return true;
}

/* -- Static files ----------------------------------------------------------------------------- */

/* pm_static.yml with another spelling: "pm-static", "pmstatic", "pm_statc". */
static bool resembles_static(struct str stem)
{
	static const char wanted[] = "pm_static";
	const size_t n = sizeof(wanted) - 1;

	for (size_t size = n - 1; size <= n + 1; size++) {
		if (stem.n >= size && (stem.n == size || stem.p[size] == '_') &&
		    suggest_distance((struct str){stem.p, size}, STR("pm_static"), 1) == 1)
			return true;
	}
	return false;
}

static bool is_yaml(const struct name_check *check)
{
	return cstr_eq(check->extension, ".yml") || cstr_eq(check->extension, ".yaml");
}

/* The board between "pm_static_" and the domain, if there is one. */
static struct str board_of_static(struct str stem)
{
	static const char *const domains[] = {"_CPUNET", "_CPUAPP"};
	struct str board = {stem.p + 10, stem.n - 10};

	for (size_t i = 0; i < sizeof(domains) / sizeof(*domains); i++) {
		if (str_ends(board, domains[i]))
			board.n -= strlen(domains[i]);
	}
	return board;
}

/* The application is for `_ns`, as every file in "boards" says, and this file is not. */
static bool check_other_files(const struct name_check *check, struct str board)
{
	struct arena *arena = check->found->arena;
	const char *ns = arena_printf(arena, "%.*s_ns", STR_ARG(board));
	const char *right = arena_printf(arena, "pm_static_%s.yml", ns);
	bool seen = false;

	if (!name_has_one_state(board))
		return false;
	for (const struct project_file *file = check->project->files; file; file = file->next) {
		const struct str name = str_of(file->name);

		if (!cstr_eq(file->folder, "boards") || !str_starts(name, ns)) {
			if (cstr_eq(file->folder, "boards") &&
			    str_starts(name, arena_copy(arena, board.p, board.n)))
				return false;
			continue;
		}
		seen = true;
	}
	return seen && !project_find(check->project, right) &&
	       name_report(check, right, "the application's files in `boards` are for `%s`", ns);
}

static bool check_static(const struct name_check *check)
{
	struct arena *arena = check->found->arena;
	const char *stem = arena_copy(arena, check->stem.p, check->stem.n);
	struct str board;

	/* CMakeLists.txt takes the name from elsewhere. */
	if (project_mentions(check->project, "PM_STATIC_YML_FILE"))
		return true;
	if (!str_starts(check->stem, "pm_static"))
		return is_yaml(check) && resembles_static(check->stem) &&
		       name_report(check, "pm_static.yml",
				   "names of static files begin with `pm_static`");
	if (cstr_starts(check->file->folder, "child_image/") &&
	    !cstr_starts(check->file->folder, "child_image/mcuboot"))
		return false;
	if (*check->file->folder && is_yaml(check))
		return name_report(check, arena_printf(arena, "%s.yml", stem),
				   "static files lie in the application's folder");
	if (cstr_eq(check->extension, ".yaml"))
		return name_report(check, arena_printf(arena, "%s.yml", stem),
				   "names of static files end in `.yml`");
	if (!cstr_eq(check->extension, ".yml") || check->stem.n <= 10 || check->stem.p[9] != '_')
		return false;
	board = board_of_static(check->stem);
	return name_check_board(check, board, "pm_static_", NULL) ||
	       check_other_files(check, board);
}

/* -- The application's own folders ------------------------------------------------------------ */

/* The only board of "boards" is the one that was built, so no build reads app.overlay. */
static bool check_app_overlay(const struct name_check *check)
{
	const struct project *project = check->project;
	struct arena *arena = check->found->arena;
	const char *full = board_file_name(arena, project->build.board);
	const char *path = NULL;

	for (const struct project_file *file = project->files; *full && file; file = file->next) {
		if (!cstr_eq(file->folder, "boards") || !cstr_ends(file->name, ".overlay"))
			continue;
		if (!cstr_starts(file->name, arena_printf(arena, "%s.overlay", full)))
			return false;
		path = file->path;
	}
	return path && name_report(check, NULL, "`%s` takes its place", path);
}

/* Directly in the application's folder. */
static bool check_top(const struct name_check *check)
{
	struct arena *arena = check->found->arena;
	const char *boards = arena_printf(arena, "boards/%s", check->file->name);
	const char *const *images = name_loaders();
	struct str rest;

	if (cstr_eq(check->file->name, "app.overlay"))
		return check_app_overlay(check);
	if (cstr_eq(check->file->name, "sysbuild.conf"))
		return check->project->style == PROJECT_CHILD_IMAGES &&
		       name_report(check, NULL, "%s", check->project->style_why);
	for (size_t i = 0; images[i]; i++) {
		if (str_is(check->stem, images[i]) ||
		    (str_starts(check->stem, "prj_") &&
		     str_is((struct str){check->stem.p + 4, check->stem.n - 4}, images[i])))
			return name_report(
				check,
				arena_printf(arena, "%s/%s%s", name_images_folder(check->project),
					     images[i], check->extension),
				"files for `%s` lie in the folder for its images", images[i]);
	}
	if (!cstr_eq(check->extension, ".overlay"))
		return false;
	if (project_find(check->project, boards) &&
	    name_is_board(check->project, check->stem, &rest))
		return name_report(check, boards, "`%s` takes its place", boards);
	return name_check_board(check, check->stem, "", NULL);
}

static bool check_file(const struct name_check *check)
{
	const char *folder = check->file->folder;
	const bool options =
		cstr_eq(check->extension, ".conf") || cstr_eq(check->extension, ".overlay");
	struct str rest;

	if (str_starts(check->stem, "pm") && !options)
		return check_static(check);
	if (cstr_starts(folder, "child_image") || cstr_starts(folder, "sysbuild"))
		return name_check_image(check);
	if (!options)
		return false;
	if (!*folder)
		return check_top(check);
	if (cstr_eq(folder, "board") && name_is_board(check->project, check->stem, &rest))
		return name_report(
			check, arena_printf(check->found->arena, "boards/%s", check->file->name),
			"the folder for files of boards is `boards`");
	return cstr_eq(folder, "boards") && name_check_board(check, check->stem, "", NULL);
}

void project_check_files(const struct project *project, struct findings *found)
{
	if (project_moves_configuration(project))
		return;
	for (const struct project_file *file = project->files; file; file = file->next) {
		struct name_check check = {project, file, found, str_of(file->name), ""};

		if (file->board_folder)
			continue;
		for (size_t i = strlen(file->name); i-- > 1;) {
			if (file->name[i] == '.') {
				check.stem.n = i;
				check.extension = file->name + i;
				break;
			}
		}
		check_file(&check);
	}
}
