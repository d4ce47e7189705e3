/* SPDX-License-Identifier: MIT */
/* What a build says of its project: board, versions, the static file it was told to use. */
#include "read/build_directory.h"

#include <ctype.h>

#include "base/arena.h"
#include "base/file.h"
#include "read/read.h"

static const char *text_of(struct arena *arena, struct str text)
{
	return arena_copy(arena, text.p, text.n);
}

/* -- Board ------------------------------------------------------------------------------------ */

/* An option of the application, else of sysbuild, else of any program of that core. */
static struct str board_option(struct arena *arena, const struct build_directory *build,
			       const char *option)
{
	struct str text = {0};

	if (build->images && cstr_eq(build->images->name, "app"))
		return kconfig_text(build->images->kconfig, option);
	text = kconfig_text(build->sysbuild_kconfig, arena_printf(arena, "SB_%s", option));
	for (const struct build_image *it = build->images; it && text.n == 0; it = it->next) {
		if (!it->network)
			text = kconfig_text(it->kconfig, option);
	}
	return text;
}

const char *build_board(struct arena *arena, const struct build_directory *build)
{
	struct str board = board_option(arena, build, "CONFIG_BOARD");
	struct str qualifiers = board_option(arena, build, "CONFIG_BOARD_QUALIFIERS");

	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(board), qualifiers.n ? "/" : "",
			    STR_ARG(qualifiers));
}

/* -- Static file ------------------------------------------------------------------------------ */

const char *build_cache_value(struct arena *arena, const char *folder, const char *name)
{
	const char *path = path_join(arena, folder, "CMakeCache.txt"), *why;
	struct str rest, line;

	if (!path_is_file(path) || !file_read(arena, path, &rest, &why))
		return "";
	while (str_next_line(&rest, &line)) {
		const char *equals = line.n ? memchr(line.p, '=', line.n) : NULL;
		size_t n = strlen(name);

		if (!equals || !str_starts(line, name) || n == line.n || line.p[n] != ':')
			continue;
		equals++;
		return text_of(arena,
			       str_trim((struct str){equals, line.n - (size_t)(equals - line.p)}));
	}
	return "";
}

const char *build_suffix(struct arena *arena, const struct build_directory *build)
{
	const struct build_image *app = build_image_find(build, "app");
	const char *suffix = build_cache_value(arena, build->path, "FILE_SUFFIX");

	return !*suffix && app ? build_cache_value(arena, app->folder, "FILE_SUFFIX") : suffix;
}

const char *build_revision(struct arena *arena, const struct build_directory *build)
{
	return text_of(arena, board_option(arena, build, "CONFIG_BOARD_REVISION"));
}

/* "pm_static_BOARD_REVISION", "pm_static_BOARD", "pm_static": slashes become underscores. */
static const char *static_name(struct arena *arena, const char *board, const char *revision)
{
	char *name = arena_printf(arena, "pm_static%s%s%s%s", *board ? "_" : "", board,
				  *revision ? "_" : "", revision);

	for (char *p = name; *p; p++) {
		if (*p == '/' || *p == '.')
			*p = '_';
	}
	return name;
}

/* NULL: not there.  The name with the suffix of the build comes first. */
static const char *try_static(struct arena *arena, const char *folder, const char *name,
			      const char *suffix)
{
	const char *path;

	if (*suffix) {
		path = path_join(arena, folder, arena_printf(arena, "%s_%s.yml", name, suffix));
		if (path_is_file(path))
			return path;
	}
	path = path_join(arena, folder, arena_printf(arena, "%s.yml", name));
	return path_is_file(path) ? path : NULL;
}

/* The names that the SDK tries in one folder. */
static const char *static_in(struct arena *arena, const struct build_directory *build,
			     const char *folder)
{
	const char *board = build_board(arena, build), *suffix = build_suffix(arena, build);
	const char *revision = build_revision(arena, build), *path = NULL;

	if (*revision && *board)
		path = try_static(arena, folder, static_name(arena, board, revision), suffix);
	if (!path && *board)
		path = try_static(arena, folder, static_name(arena, board, ""), suffix);
	return path ? path : try_static(arena, folder, static_name(arena, "", ""), suffix);
}

/* The folder of the board's definition, "" when no cache names one that is here. */
static const char *board_folder(struct arena *arena, const struct build_directory *build)
{
	const struct build_image *app = build_image_find(build, "app");
	const char *folder = build_cache_value(arena, build->path, "BOARD_DIR");

	if (!*folder && app)
		folder = build_cache_value(arena, app->folder, "BOARD_DIR");
	return folder;
}

/* A path of the machine that built, with either kind of slash: the longest end of it that is a file
 * below the folder; NULL: none is.
 */
static const char *local_file(struct arena *arena, const char *folder, const char *path)
{
	char *rest = arena_copy(arena, path, strlen(path));

	for (char *p = rest; *p; p++) {
		if (*p == '\\')
			*p = '/';
	}
	for (; rest; rest = strchr(rest, '/')) {
		const char *file;

		rest += *rest == '/';
		file = path_join(arena, folder, rest);
		if (*rest && *rest != '/' && path_is_file(file))
			return file;
	}
	return NULL;
}

const char *build_static_file(struct arena *arena, const struct build_directory *build)
{
	const char *folder = path_parent(arena, build->path), *path;
	const char *said = build_cache_value(arena, build->path, "PM_STATIC_YML_FILE");
	const char *board = board_folder(arena, build);

	/* An absolute path is another machine's; the application's folder is ours. */
	path = *said ? local_file(arena, folder, said) : NULL;
	if (path)
		return path;
	path = static_in(arena, build, folder);
	return path || !path_is_directory(board) ? path : static_in(arena, build, board);
}

bool build_has_own_static(struct arena *arena, const struct build_directory *build)
{
	return *build_cache_value(arena, build->path, "PM_STATIC_YML_FILE") ||
	       (cstr_starts(build_board(arena, build), "thingy") &&
		!path_is_directory(board_folder(arena, build)));
}

/* -- Versions --------------------------------------------------------------------------------- */

/* The digits and dots in front, as a version. */
static bool leading_version(struct str text, struct version *version)
{
	size_t n = 0;

	while (n < text.n && (isdigit((unsigned char)text.p[n]) || text.p[n] == '.'))
		n++;
	while (n > 0 && text.p[n - 1] == '.')
		n--;
	return version_parse((struct str){text.p, n}, version);
}

/* `#define NAME "2.7.0"` of a generated header. */
static bool header_version(struct arena *arena, const char *folder, const char *header,
			   const char *name, struct version *version)
{
	static const char *const places[] = {"zephyr/include/generated/zephyr",
					     "zephyr/include/generated"};

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		const char *path =
			path_join(arena, folder, arena_printf(arena, "%s/%s", places[i], header));
		const char *define = arena_printf(arena, "#define %s ", name), *why;
		struct str rest, line;

		if (!path_is_file(path) || !file_read(arena, path, &rest, &why))
			continue;
		while (str_next_line(&rest, &line)) {
			if (!str_starts(line, define))
				continue;
			line.p += strlen(define);
			line.n -= strlen(define);
			line = str_trim(line);
			if (line.n > 0 && line.p[0] == '"')
				line = (struct str){line.p + 1, line.n - 1};
			return leading_version(line, version);
		}
	}
	return false;
}

/* The SDK's folder, "C:/ncs/v2.7.0/nrf", as comments of .config files name it; Kconfig loses
 * backslashes, so "ncsv1.5.1nrf" is such a path too.
 */
static bool folder_version(struct str text, struct version *version)
{
	while (text.n > 5) {
		const char *at = memchr(text.p, 'n', text.n - 5);
		struct str rest;

		if (!at)
			return false;
		text.n -= (size_t)(at + 1 - text.p);
		text.p = at + 1;
		rest = text;
		if (!str_starts(rest, "cs"))
			continue;
		rest = (struct str){rest.p + 2, rest.n - 2};
		while (rest.n > 0 && (rest.p[0] == '/' || rest.p[0] == '\\'))
			rest = (struct str){rest.p + 1, rest.n - 1};
		if (str_starts(rest, "v") &&
		    leading_version((struct str){rest.p + 1, rest.n - 1}, version))
			return true;
	}
	return false;
}

static bool sdk_version(struct arena *arena, const struct build_directory *build,
			struct version *version, const char **from)
{
	const char *path, *why;
	struct str cache;

	for (const struct build_image *it = build->images; it; it = it->next) {
		*from = "";
		if (header_version(arena, it->folder, "ncs_version.h", "NCS_VERSION_STRING",
				   version))
			return true;
	}
	*from = " (the name of its folder)";
	for (const struct build_image *it = build->images; it; it = it->next) {
		if (it->kconfig && folder_version(it->kconfig->source->text, version))
			return true;
	}
	path = path_join(arena, build->path, "CMakeCache.txt");
	return path_is_file(path) && file_read(arena, path, &cache, &why) &&
	       folder_version(cache, version);
}

static bool zephyr_version(struct arena *arena, const struct build_directory *build,
			   struct version *version)
{
	for (const struct build_image *it = build->images; it; it = it->next) {
		if (header_version(arena, it->folder, "version.h", "KERNEL_VERSION_STRING",
				   version))
			return true;
	}
	return false;
}

static void note_version(struct arena *arena, struct build_directory *build, const char *what,
			 const struct version *version, const char *from)
{
	build_note_used(arena, build, what,
			arena_printf(arena, "%u.%u.%u%s", version->major, version->minor,
				     version->patch, from));
}

void build_versions(struct arena *arena, struct build_directory *build, struct facts *facts,
		    bool say)
{
	const char *from = "";

	if (!facts->ncs_version.known && sdk_version(arena, build, &facts->ncs_version, &from)) {
		if (say)
			note_version(arena, build, "nRF Connect SDK", &facts->ncs_version, from);
	} else if (say && !facts->ncs_version.known) {
		build_note_missing(arena, build, "version of the SDK",
				   "ncs_version.h, or a folder named like ncs/v2.9.0");
	}
	if (!facts->zephyr_version.known && zephyr_version(arena, build, &facts->zephyr_version) &&
	    say)
		note_version(arena, build, "Zephyr", &facts->zephyr_version, "");
}
