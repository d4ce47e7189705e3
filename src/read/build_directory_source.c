/* SPDX-License-Identifier: MIT */
/* The application's folder beside a build: which of its files the build was made from. */
#include "read/build_directory.h"

#include <string.h>

#include "base/arena.h"
#include "base/directory.h"
#include "base/file.h"
#include "model/board.h"
#include "read/project.h"
#include "read/read.h"

#define MOST_FRAGMENTS 64

/* -- The project ------------------------------------------------------------------------------ */

static void add_mentions(struct project *project, const struct build_directory *build)
{
	static const char *const files[] = {"CMakeCache.txt", "build_info.yml"};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		project_add_mentions(project, path_join(project->arena, build->path, files[i]));
		for (const struct build_image *it = build->images; it; it = it->next) {
			if (it->folder != build->path)
				project_add_mentions(
					project, path_join(project->arena, it->folder, files[i]));
		}
	}
}

struct project *build_project(struct arena *arena, const struct build_directory *build)
{
	const char *folder = path_parent(arena, build->path);
	struct project *project;

	if (!project_is(arena, folder))
		return NULL;
	project = project_open(arena, folder);
	project->built = true;
	project->build.board = build_board(arena, build);
	project->build.revision = build_revision(arena, build);
	project->build.suffix = build_suffix(arena, build);
	project->style = build->sysbuild ? PROJECT_SYSBUILD : PROJECT_CHILD_IMAGES;
	project->style_why = build->sysbuild ? "the build was made with sysbuild"
					     : "the build was made without sysbuild";
	if (*project->build.board)
		project_add_board(project, project->build.board);
	add_mentions(project, build);
	return project;
}

/* -- Fragments -------------------------------------------------------------------------------- */

struct fragments {
	struct arena *arena;
	struct build_directory *build;
	const struct project *project;
	const char *image; /* for people */
	struct findings *found;
	const struct kconfig **list;
	size_t count;
};

static void add_fragment(struct fragments *fragments, const char *path)
{
	const struct kconfig *config;
	const char *place = path_join(fragments->arena, fragments->project->root, path);

	if (!project_find(fragments->project, path) || fragments->count == MOST_FRAGMENTS)
		return;
	config = kconfig_read(fragments->arena, place, fragments->found);
	if (!config)
		return;
	fragments->list[fragments->count++] = config;
	build_note_file(fragments->arena, fragments->build,
			arena_printf(fragments->arena, "options for %s", fragments->image), place);
}

/* The name with the suffix of the build, else the name. */
static void add_suffixed(struct fragments *fragments, const char *stem)
{
	const char *suffix = fragments->project->build.suffix;
	const char *path = arena_printf(fragments->arena, "%s_%s.conf", stem, suffix);

	if (!*suffix || !project_find(fragments->project, path))
		path = arena_printf(fragments->arena, "%s.conf", stem);
	add_fragment(fragments, path);
}

/* The files of "boards" for the image's board, the one with a revision last. */
static void add_boards(struct fragments *fragments, const char *folder,
		       const struct build_image *image)
{
	struct arena *arena = fragments->arena;
	const struct str board = kconfig_text(image->kconfig, "CONFIG_BOARD");
	const struct str qualifiers = kconfig_text(image->kconfig, "CONFIG_BOARD_QUALIFIERS");
	const char *target = arena_printf(arena, "%.*s%s%.*s", STR_ARG(board),
					  qualifiers.n ? "/" : "", STR_ARG(qualifiers));
	const char *names[] = {board_file_name(arena, target), board_short_name(arena, target)};
	const char *revision = fragments->project->build.revision;

	for (size_t i = 0; i < 2 && board.n; i++) {
		const char *stem = arena_printf(arena, "%s%sboards/%s", folder, *folder ? "/" : "",
						names[i] ? names[i] : "");

		if (!names[i])
			continue;
		add_suffixed(fragments, stem);
		if (*revision)
			add_suffixed(fragments, arena_printf(arena, "%s_%s", stem,
							     board_revision_name(arena, revision)));
	}
}

/* A path of the machine that built: its longest end that is a file here. */
static const char *local_path(const struct fragments *fragments, struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		const char *rest;

		if (i > 0 && path.p[i - 1] != '/' && path.p[i - 1] != '\\')
			continue;
		rest = arena_copy(fragments->arena, path.p + i, path.n - i);
		if (project_find(fragments->project, rest))
			return rest;
	}
	return NULL;
}

/* The files of a list such as CONF_FILE, between semicolons or blanks; false: there is no list. */
static bool add_list(struct fragments *fragments, const char *folder, const char *name)
{
	const char *value = build_cache_value(fragments->arena, folder, name);

	for (const char *p = value; *p;) {
		const size_t n = strcspn(p, "; ");
		const char *path = local_path(fragments, (struct str){p, n});

		if (path)
			add_fragment(fragments, path);
		p += n + (p[n] != '\0');
	}
	return *value != '\0';
}

/* Without a cache nobody knows which of several prj files it was. */
static bool is_ambiguous(const struct project *project)
{
	size_t count = 0;

	for (const struct project_file *file = project->files; file && !*file->folder;
	     file = file->next)
		count += cstr_starts(file->name, "prj") && cstr_ends(file->name, ".conf");
	return count > 1 && !*project->build.suffix;
}

static bool add_application(struct fragments *fragments, const struct build_image *image)
{
	if (!add_list(fragments, image->folder, "CONF_FILE") &&
	    !add_list(fragments, image->folder, "CACHED_CONF_FILE")) {
		if (is_ambiguous(fragments->project))
			return false;
		add_suffixed(fragments, "prj");
		add_boards(fragments, "", image);
	}
	if (!add_list(fragments, image->folder, "EXTRA_CONF_FILE"))
		add_list(fragments, image->folder, "OVERLAY_CONFIG");
	return true;
}

static void add_other_image(struct fragments *fragments, const struct build_image *image)
{
	struct arena *arena = fragments->arena;
	const char *folder = arena_printf(
		arena, "%s/%s",
		fragments->project->style == PROJECT_SYSBUILD ? "sysbuild" : "child_image",
		image->name);

	add_suffixed(fragments, arena_printf(arena, "%s/prj", folder));
	add_boards(fragments, folder, image);
	add_suffixed(fragments, folder);
}

const struct kconfig *const *build_fragments(struct arena *arena, struct build_directory *build,
					     const struct project *project,
					     const struct build_image *image, size_t *count,
					     struct findings *found)
{
	struct fragments fragments = {.arena = arena,
				      .build = build,
				      .project = project,
				      .image = image ? image->name : "sysbuild",
				      .found = found};

	fragments.list = arena_array(arena, MOST_FRAGMENTS, sizeof(*fragments.list));
	if (!image) {
		if (!add_list(&fragments, build->path, "SB_CONF_FILE"))
			add_suffixed(&fragments, "sysbuild");
		if (!add_list(&fragments, build->path, "SB_EXTRA_CONF_FILE"))
			add_list(&fragments, build->path, "SB_OVERLAY_CONFIG");
	} else if (!cstr_eq(image->name, "app")) {
		add_other_image(&fragments, image);
	} else if (!add_application(&fragments, image)) {
		return NULL;
	}
	*count = fragments.count;
	return fragments.list;
}
