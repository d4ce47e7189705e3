/* SPDX-License-Identifier: MIT */
/* Files for other images than the application: "child_image" before sysbuild, then "sysbuild"
 * (FAILURES.md F55, MCUBOOT.md 5).
 */
#include "check/project.h"

#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "model/board.h"

static const char *const images[] = {"mcuboot",   "b0",      "b0n",       "s1_image", "spm",
				     "ipc_radio", "hci_ipc", "hci_rpmsg", NULL};

const char *const *name_loaders(void)
{
	static const char *const loaders[] = {"mcuboot", "b0", "b0n", "s1_image", NULL};

	return loaders;
}

const char *const *name_images(void)
{
	return images;
}

bool name_is_bootloader(const char *image)
{
	return cstr_eq(image, "mcuboot") || cstr_eq(image, "b0") || cstr_eq(image, "s1_image") ||
	       cstr_eq(image, "spm");
}

const char *name_images_folder(const struct project *project)
{
	return project->style == PROJECT_CHILD_IMAGES ? "child_image" : "sysbuild";
}

/* -- The other style -------------------------------------------------------------------------- */

/* The path in the other of the two folders; MCUboot's files without `_ns`. */
static const char *translated(const struct name_check *check, const char *folder)
{
	struct arena *arena = check->found->arena;
	const char *rest = strchr(check->file->path, '/') + 1;
	const char *slash = strrchr(rest, '/');
	const char *name;

	if (!slash || !cstr_ends(check->file->folder, "/boards") ||
	    !(cstr_starts(rest, "mcuboot/") || cstr_starts(rest, "b0/")))
		return arena_printf(arena, "%s/%s", folder, rest);
	name = board_replace_word(arena, check->stem, "ns", "");
	return arena_printf(arena, "%s/%.*s/%s%s", folder, (int)(slash - rest), rest, name,
			    check->extension);
}

static bool is_option_file(const struct name_check *check)
{
	return cstr_eq(check->extension, ".conf") || cstr_eq(check->extension, ".overlay");
}

/* A project for both styles has the file in both folders. */
static bool check_style(const struct name_check *check, bool child)
{
	const struct project *project = check->project;
	const char *right;

	if (!is_option_file(check))
		return false;
	right = translated(check, child ? "sysbuild" : "child_image");
	if (cstr_starts(project->style_why, "the folder") && project_find(project, right))
		return true;
	return name_report(check, right, "%s, and then nothing looks into `%s`", project->style_why,
			   child ? "child_image" : "sysbuild");
}

/* -- Names ------------------------------------------------------------------------------------ */

/* The one image that resembles the name; NULL: it is one, or none does. */
static const char *meant_image(const struct name_check *check, struct str name)
{
	for (size_t i = 0; images[i]; i++) {
		if (str_is(name, images[i]))
			return NULL;
	}
	for (size_t i = 0; images[i]; i++) {
		if (strlen(images[i]) > 4 && suggest_distance(name, str_of(images[i]), 1) == 1 &&
		    !project_mentions(check->project,
				      arena_copy(check->found->arena, name.p, name.n)))
			return images[i];
	}
	return NULL;
}

/* "prj_mcuboot" is meant for that image; NULL: it is for none. */
static const char *image_of_prj(const struct name_check *check)
{
	for (size_t i = 0; images[i]; i++) {
		if (str_starts(check->stem, "prj_") &&
		    str_is((struct str){check->stem.p + 4, check->stem.n - 4}, images[i]))
			return images[i];
	}
	return NULL;
}

/* The name without the image's, and of the board that the image has. */
static const char *board_of_image(struct arena *arena, struct str name, const char *image)
{
	const char *board = board_replace_word(arena, name, image, "");

	return name_is_bootloader(image) ? board_replace_word(arena, str_of(board), "ns", "")
					 : board;
}

static const char *in_boards(const struct name_check *check, const char *top, const char *image,
			     struct str name)
{
	return arena_printf(check->found->arena, "%s/%s/boards/%s%s", top, image,
			    board_of_image(check->found->arena, name, image), check->extension);
}

/* Directly in "child_image" or "sysbuild". */
static bool check_top(const struct name_check *check, const char *top)
{
	struct arena *arena = check->found->arena;
	const char *image = image_of_prj(check);
	struct str rest;

	if (cstr_eq(check->file->path, "sysbuild/sysbuild.conf"))
		return name_report(check, "sysbuild.conf",
				   "sysbuild's own options stand in the application's folder");
	if (image)
		return name_report(check,
				   arena_printf(arena, "%s/%s%s", top, image, check->extension),
				   "a file for all boards is named after its image alone");
	image = meant_image(check, check->stem);
	if (image)
		return name_report(
			check, arena_printf(arena, "%s/%s%s", top, image, check->extension),
			"no image is called `%.*s`, but one `%s`", STR_ARG(check->stem), image);
	for (size_t i = 0; images[i]; i++) {
		struct str board;

		if (board_name_starts(check->stem, images[i], &board) && board.n &&
		    name_is_board(check->project, board, &rest))
			return name_report(
				check, in_boards(check, top, images[i], board),
				"files for one board lie in the image's folder `boards`");
	}
	return name_is_board(check->project, check->stem, &rest) &&
	       name_report(check, in_boards(check, top, "mcuboot", check->stem),
			   "files for one board lie in the folder `boards` of an image");
}

/* Directly in "child_image/IMAGE" or "sysbuild/IMAGE". */
static bool check_image_folder(const struct name_check *check, const char *top, const char *image)
{
	struct arena *arena = check->found->arena;
	struct str rest;

	if (image_of_prj(check))
		return name_report(
			check, arena_printf(arena, "%s/%s%s", top, image, check->extension),
			"options that are added to the image's own have the image's name; "
			"`%s/%s/prj.conf` would replace them all",
			top, image);
	if (str_is(check->stem, image))
		return name_report(
			check, arena_printf(arena, "%s/%s%s", top, image, check->extension),
			"a file that is named after its image lies beside the image's folder");
	if (name_is_board(check->project, check->stem, &rest) &&
	    (cstr_eq(check->extension, ".conf") || cstr_eq(top, "child_image")))
		return name_report(check, in_boards(check, top, image, check->stem),
				   "files for one board lie in the image's folder `boards`");
	if (cstr_eq(check->extension, ".conf"))
		return false;
	if (cstr_eq(top, "child_image"))
		return name_report(check, arena_printf(arena, "child_image/%s.overlay", image),
				   "an overlay for all boards is named after its image alone");
	return name_check_board(check, check->stem, "", image);
}

static bool check_misspelled_folder(const struct name_check *check, const char *top,
				    struct str image)
{
	const char *meant = meant_image(check, image);

	return meant &&
	       name_report(check,
			   arena_printf(check->found->arena, "%s/%s%s", top, meant,
					check->file->path + strlen(top) + 1 + image.n),
			   "no image is called `%.*s`, but one `%s`", STR_ARG(image), meant);
}

bool name_check_image(const struct name_check *check)
{
	const struct project *project = check->project;
	const bool child = cstr_starts(check->file->path, "child_image");
	const char *top = child ? "child_image" : "sysbuild";
	const char *below = check->file->folder + strlen(top);
	const char *image, *slash;

	if (project->style != PROJECT_STYLE_UNKNOWN &&
	    child == (project->style == PROJECT_SYSBUILD))
		return check_style(check, child);
	if (!is_option_file(check))
		return false;
	if (!*below)
		return check_top(check, top);
	if (cstr_eq(below, "/boards"))
		return name_report(check,
				   arena_printf(check->found->arena, "%s/mcuboot/boards/%s", top,
						check->file->name),
				   "the folder of the image is missing in the path");
	slash = strchr(below + 1, '/');
	image = arena_copy(check->found->arena, below + 1,
			   slash ? (size_t)(slash - below - 1) : strlen(below + 1));
	if (check_misspelled_folder(check, top, str_of(image)))
		return true;
	if (!slash)
		return check_image_folder(check, top, image);
	return cstr_eq(slash, "/boards") && name_check_board(check, check->stem, "", image);
}
