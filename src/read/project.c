/* SPDX-License-Identifier: MIT */
/* Lists the folders in which a build looks for files by name; never the whole tree, so neither
 * build directories nor modules, and no link to a folder, so no loop.
 */
#include "read/project.h"

#include <ctype.h>

#include "base/arena.h"
#include "base/directory.h"
#include "base/file.h"
#include "model/board.h"

/* Folders below boards/VENDOR/BOARD and sysbuild/IMAGE/boards. */
#define MOST_DEPTH 3
/* Bytes of all files together that may name others. */
#define MOST_MENTIONS ((size_t)4 << 20)

bool project_is(struct arena *arena, const char *folder)
{
	return path_is_file(path_join(arena, folder, "CMakeLists.txt")) ||
	       path_is_file(path_join(arena, folder, "prj.conf"));
}

/* -- Files ------------------------------------------------------------------------------------ */

struct walk {
	struct project *project;
	struct project_file **tail;
};

static bool defines_board(const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cstr_eq(names[i], "board.yml") || cstr_eq(names[i], "board.cmake") ||
		    cstr_eq(names[i], "Kconfig.board") || cstr_ends(names[i], "_defconfig"))
			return true;
	}
	return false;
}

void project_add_board(struct project *project, const char *name)
{
	struct project_name *board = ARENA_NEW(project->arena, struct project_name);

	board->text = board_file_name(project->arena, name);
	board->next = project->boards;
	project->boards = board;
}

/* A board's folder is named like it, and so are its files: myboard_nrf9160_ns_defconfig. */
static void add_boards(struct project *project, const char *folder, const char *const *names,
		       size_t count)
{
	project_add_board(project, path_base(folder));
	for (size_t i = 0; i < count; i++) {
		const size_t n = strlen(names[i]), end = sizeof("_defconfig") - 1;

		if (n > end && cstr_ends(names[i], "_defconfig"))
			project_add_board(project, arena_copy(project->arena, names[i], n - end));
	}
}

static void walk_folder(struct walk *walk, const char *folder, int depth)
{
	struct project *project = walk->project;
	struct arena *arena = project->arena;
	size_t count;
	const char *const *names = directory_names(
		arena, *folder ? path_join(arena, project->root, folder) : project->root, &count);
	const bool board = *folder && defines_board(names, count);

	if (board)
		add_boards(project, folder, names, count);
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(arena, folder, names[i]);
		const char *place = path_join(arena, project->root, path);
		struct project_file *file;

		if (depth > 0 && path_is_directory(place) && !path_is_link(place)) {
			walk_folder(walk, path, depth - 1);
			continue;
		}
		if (!path_is_file(place))
			continue;
		file = ARENA_NEW(arena, struct project_file);
		file->path = path;
		file->name = names[i];
		file->folder = folder;
		file->board_folder = board;
		*walk->tail = file;
		walk->tail = &file->next;
	}
}

static void read_files(struct project *project)
{
	static const struct {
		const char *folder;
		int depth;
	} places[] = {{"", 0},
		      {"board", 0},
		      {"boards", MOST_DEPTH},
		      {"child_image", MOST_DEPTH},
		      {"src", 0},
		      {"sysbuild", MOST_DEPTH}};
	struct walk walk = {project, &project->files};

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		const char *folder = places[i].folder;

		if (!*folder || !path_is_link(path_join(project->arena, project->root, folder)))
			walk_folder(&walk, places[i].folder, places[i].depth);
	}
}

/* -- Mentions --------------------------------------------------------------------------------- */

/* Build scripts and descriptions of tests; what documents say reads no file. */
static bool may_name_files(const char *name)
{
	static const char *const ends[] = {"CMakeLists.txt", ".cmake",        "Presets.json",
					   "sample.yaml",    "testcase.yaml", ".sh",
					   "Makefile",       ".mk",           "justfile",
					   "Justfile",       "Taskfile.yml",  "tests.yaml"};

	if (cstr_starts(name, "Kconfig"))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (cstr_ends(name, ends[i]))
			return true;
	}
	return false;
}

/* Without what stands behind a `#`. */
static void add_text(struct text *out, struct str content)
{
	struct str line;

	while (str_next_line(&content, &line)) {
		const char *comment = line.n ? memchr(line.p, '#', line.n) : NULL;

		text_add(out, (struct str){line.p, comment ? (size_t)(comment - line.p) : line.n});
		text_putc(out, '\n');
	}
}

void project_add_mentions(struct project *project, const char *path)
{
	struct str content;
	const char *why;

	if (path_is_file(path) && file_read(project->arena, path, &content, &why) &&
	    content.n + project->mentions.n <= MOST_MENTIONS)
		add_text(&project->mentions, content);
}

static void read_mentions(struct project *project)
{
	static const char *const others[] = {".vscode/settings.json", ".vscode/tasks.json",
					     ".github/workflows"};
	struct arena *arena = project->arena;
	size_t count;
	const char *folder = path_join(arena, project->root, others[2]);
	const char *const *names;

	for (const struct project_file *file = project->files; file; file = file->next) {
		if (may_name_files(file->name) && !file->board_folder)
			project_add_mentions(project, path_join(arena, project->root, file->path));
	}
	for (size_t i = 0; i < 2; i++)
		project_add_mentions(project, path_join(arena, project->root, others[i]));
	names = directory_names(arena, folder, &count);
	for (size_t i = 0; i < count; i++)
		project_add_mentions(project, path_join(arena, folder, names[i]));
}

/* -- Style ------------------------------------------------------------------------------------ */

static const struct project_file *first_below(const struct project *project, const char *folder)
{
	for (const struct project_file *file = project->files; file; file = file->next) {
		if (cstr_starts(file->path, folder))
			return file;
	}
	return NULL;
}

static void tell_style(struct project *project)
{
	static const char *const files[] = {"sysbuild.conf", "Kconfig.sysbuild", "sysbuild.cmake",
					    "sysbuild/CMakeLists.txt"};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (project_find(project, files[i])) {
			project->style = PROJECT_SYSBUILD;
			project->style_why = arena_printf(
				project->arena, "`%s` makes this a build with sysbuild", files[i]);
			return;
		}
	}
	if (first_below(project, "sysbuild/")) {
		project->style = PROJECT_SYSBUILD;
		project->style_why = "the folder `sysbuild` makes this a build with sysbuild";
	} else if (first_below(project, "child_image/")) {
		project->style = PROJECT_CHILD_IMAGES;
		project->style_why =
			"the folder `child_image` makes this a build with child images";
	}
}

struct project *project_open(struct arena *arena, const char *folder)
{
	struct project *project = ARENA_NEW(arena, struct project);

	project->arena = project->mentions.arena = arena;
	project->root = folder;
	project->build.board = project->build.revision = project->build.suffix = "";
	read_files(project);
	read_mentions(project);
	tell_style(project);
	return project;
}

const char *const *project_static_files(const struct project *project, size_t *count)
{
	const char **paths;
	size_t most = 0;

	for (const struct project_file *file = project->files; file && !*file->folder;
	     file = file->next)
		most++;
	paths = arena_array(project->arena, most + 1, sizeof(*paths));
	*count = 0;
	for (const struct project_file *file = project->files; file && !*file->folder;
	     file = file->next) {
		if (cstr_starts(file->name, "pm_static") && cstr_ends(file->name, ".yml"))
			paths[(*count)++] = path_join(project->arena, project->root, file->path);
	}
	return paths;
}
