/* SPDX-License-Identifier: MIT */
/* Files that are named after a board: does some board have that name (FAILURES.md F13, F55)?  A
 * name that resembles nothing is left alone, since anybody may have a board of any name.
 */
#include "check/project.h"

#include <ctype.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "model/board.h"

/* -- Boards that are known -------------------------------------------------------------------- */

static bool keep_longest(struct str name, const char *board, size_t *longest, struct str *rest)
{
	struct str behind;

	if (!board || strlen(board) <= *longest || !board_name_starts(name, board, &behind))
		return false;
	*longest = strlen(board);
	*rest = behind;
	return true;
}

bool name_is_board(const struct project *project, struct str name, struct str *rest)
{
	const char *const *targets = board_targets();
	size_t longest = 0;

	for (size_t i = 0; targets[i]; i++) {
		keep_longest(name, board_file_name(project->arena, targets[i]), &longest, rest);
		keep_longest(name, board_short_name(project->arena, targets[i]), &longest, rest);
	}
	for (const struct project_name *board = project->boards; board; board = board->next)
		keep_longest(name, board->text, &longest, rest);
	return longest > 0;
}

/* The word of the name around a byte. */
static struct str word_at(struct str name, size_t at)
{
	size_t begin = at, end = at;

	while (begin > 0 && name.p[begin - 1] != '_')
		begin--;
	while (end < name.n && name.p[end] != '_')
		end++;
	return (struct str){name.p + begin, end - begin};
}

/* One letter or digit for another in a word that numbers something: nrf54lm20a and nrf54lm20b are
 * two chips.  Two that changed places are a slip.
 */
static bool is_other_chip(struct str name, const char *board)
{
	size_t different = 0, at = 0;
	struct str word;

	if (name.n != strlen(board))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] != board[i]) {
			different++;
			at = i;
		}
	}
	word = word_at(name, at);
	for (size_t i = 0; i < word.n && different == 1; i++) {
		if (isdigit((unsigned char)word.p[i]))
			return true;
	}
	return false;
}

/* nrf54l15pdk was there before nrf54l15dk. */
static bool is_other_kit(struct str name, const char *board)
{
	return name.n != strlen(board) &&
	       (str_contains(name, "pdk_") != str_contains(str_of(board), "pdk_"));
}

/* One slip of the keyboard away. */
static bool resembles(struct str name, const char *board)
{
	return suggest_distance(name, str_of(board), 1) == 1 && !is_other_chip(name, board) &&
	       !is_other_kit(name, board);
}

/* A letter that is missing or too much: sensor_a and sensor_b may both be somebody's boards. */
static bool resembles_own(struct str name, const char *board)
{
	return name.n != strlen(board) && strlen(board) > 5 && resembles(name, board);
}

/* "nrf9160dk_nrf9160ns", as boards were called before nRF Connect SDK 1.8. */
static bool is_old_name(const struct project *project, struct str name)
{
	return project->style != PROJECT_SYSBUILD && str_ends(name, "ns") && name.n > 2 &&
	       name.p[name.n - 3] != '_';
}

static const char *closest_board(const struct project *project, struct str name)
{
	const char *const *targets = board_targets();

	if (is_old_name(project, name))
		return NULL;
	for (const struct project_name *board = project->boards; board; board = board->next) {
		if (resembles_own(name, board->text))
			return board->text;
	}
	for (size_t i = 0; targets[i]; i++) {
		const char *full = board_file_name(project->arena, targets[i]);

		if (resembles(name, full))
			return full;
	}
	return NULL;
}

/* -- Parts of a name -------------------------------------------------------------------------- */

static struct str behind_last(struct str name)
{
	size_t n = name.n;

	while (n > 0 && name.p[n - 1] != '_')
		n--;
	return (struct str){name.p + n, name.n - n};
}

static bool is_number(struct str word)
{
	for (size_t i = 0; i < word.n; i++) {
		if (!isdigit((unsigned char)word.p[i]))
			return false;
	}
	return word.n > 0;
}

/* "release_0_14_0": where the revision begins; 0: it stands in front, or there is none. */
static size_t late_revision(struct str rest)
{
	size_t n = rest.n, numbers = 0;

	while (n > 0) {
		struct str word = behind_last((struct str){rest.p, n});

		if (!is_number(word))
			break;
		numbers++;
		n -= word.n;
		if (n > 0)
			n--;
	}
	return numbers == 3 && n > 0 ? n + 1 : 0;
}

/* What stands behind the board in the order in which it is read: qualifiers, revision, suffix;
 * NULL: it does.
 */
static const char *reordered(struct arena *arena, struct str rest)
{
	const size_t late = late_revision(rest);

	if (rest.n > 3 && isdigit((unsigned char)rest.p[0]) && str_ends(rest, "_ns"))
		return arena_printf(arena, "ns_%.*s", (int)(rest.n - 3), rest.p);
	if (!late)
		return NULL;
	return arena_printf(arena, "%.*s_%.*s", (int)(rest.n - late), rest.p + late,
			    (int)(late - 1), rest.p);
}

/* The path with another board in the file's name. */
static const char *renamed(const struct name_check *check, const char *prefix, const char *board)
{
	const char *folder = check->file->folder;

	return arena_printf(check->found->arena, "%s%s%s%s%s", folder, *folder ? "/" : "", prefix,
			    board, check->extension);
}

/* -- Judging ---------------------------------------------------------------------------------- */

/* "nrf9160dk_nrf9160_ns@0.14.0", "nrf9160dk-nrf9160-ns"; a hyphen may belong to a suffix. */
static bool check_letters(const struct name_check *check, struct str board, const char *prefix)
{
	char *name = arena_copy(check->found->arena, board.p, board.n);
	bool hyphens = false, others = false;
	struct str rest;

	for (char *p = name; *p; p++) {
		hyphens |= *p == '-';
		others |= *p == '@' || *p == '.';
		if (*p == '@' || *p == '.' || *p == '-')
			*p = '_';
	}
	if ((!hyphens && !others) || (!others && name_is_board(check->project, board, &rest)) ||
	    !name_is_board(check->project, str_of(name), &rest))
		return false;
	return name_report(check, renamed(check, prefix, name),
			   "slashes, dots and the @ of a board are underscores in names of files");
}

/* A board of another kind of core or of the other security state than the image has. */
static bool check_core(const struct name_check *check, struct str board, const char *prefix,
		       const char *image)
{
	static const char *const network[] = {"ipc_radio", "hci_ipc", "hci_rpmsg", "b0n", NULL};
	const char *core = board_has_word(board, "nrf54h20") ? "cpurad" : "cpunet";
	struct arena *arena = check->found->arena;

	if (name_is_bootloader(image) && board_has_word(board, "ns"))
		return name_report(
			check, renamed(check, prefix, board_replace_word(arena, board, "ns", "")),
			"`%s` is a secure image and is built for the board without `_ns`", image);
	if (cstr_eq(image, "mcuboot") && board_has_word(board, "cpunet"))
		return name_report(check,
				   renamed(check, prefix,
					   board_replace_word(arena, board, "cpunet", "cpuapp")),
				   "MCUboot runs on the application's core");
	for (size_t i = 0; network[i]; i++) {
		if (cstr_eq(image, network[i]) && board_has_word(board, "cpuapp"))
			return name_report(
				check,
				renamed(check, prefix,
					board_replace_word(
						arena,
						str_of(board_replace_word(arena, board, "ns", "")),
						"cpuapp", core)),
				"`%s` runs on the radio's core", image);
	}
	return false;
}

/* "nrf9160dk_nrf9160_mcuboot.overlay". */
static bool check_image_word(const struct name_check *check, struct str board, const char *image)
{
	struct arena *arena = check->found->arena;
	const char *const *images = image ? name_images() : name_loaders();

	for (size_t i = 0; images[i]; i++) {
		const char *end = arena_printf(arena, "_%s", images[i]);
		struct str rest = {board.p, board.n - strlen(end)};

		if (!str_ends(board, end) || board.n == strlen(end))
			continue;
		if (name_is_bootloader(images[i]) && board_has_word(rest, "ns"))
			rest = str_of(board_replace_word(arena, rest, "ns", ""));
		return name_report(
			check,
			arena_printf(arena, "%s/%s/boards/%.*s%s",
				     image && cstr_starts(check->file->folder, "child_image")
					     ? "child_image"
					     : name_images_folder(check->project),
				     images[i], STR_ARG(rest), check->extension),
			"the folder says which image a file is for, its name says only the board");
	}
	return false;
}

/* An nRF91 application is built for one of the two boards; others may be built for both. */
bool name_has_one_state(struct str board)
{
	return str_contains(board, "nrf91");
}

/* The board of the build with the other security state, where the build's own has no file. */
static bool check_sibling(const struct name_check *check, struct str board, const char *prefix)
{
	const struct project *project = check->project;
	struct arena *arena = check->found->arena;
	const char *built = board_file_name(arena, project->build.board);
	const bool ns = board_has_word(str_of(built), "ns");
	const char *other = ns ? board_replace_word(arena, str_of(built), "ns", "")
			       : arena_printf(arena, "%s_ns", built);
	const char *right = renamed(check, prefix, built);

	if (!*built || !str_is(board, other) || !name_has_one_state(board) ||
	    project_find(project, right))
		return false;
	return name_report(check, right, "the board of the build is `%s`", project->build.board);
}

/* "nrf5340dk.overlay": the board alone, where its qualifiers belong to the name. */
static bool check_bare(const struct name_check *check, struct str board, const char *prefix)
{
	const char *const *targets = board_targets();
	struct arena *arena = check->found->arena;
	const char *built = check->project->build.board;

	if (cstr_starts(built, arena_printf(arena, "%.*s/", STR_ARG(board))))
		return name_report(check, renamed(check, prefix, board_file_name(arena, built)),
				   "the board's qualifiers belong to the name");
	for (size_t i = 0; targets[i]; i++) {
		if (cstr_starts(targets[i], arena_printf(arena, "%.*s/", STR_ARG(board))))
			return name_report(
				check, renamed(check, prefix, board_file_name(arena, targets[i])),
				"the board's qualifiers belong to the name");
	}
	return false;
}

bool name_check_board(const struct name_check *check, struct str board, const char *prefix,
		      const char *image)
{
	struct arena *arena = check->found->arena;
	struct str rest = {0};
	const char *closest, *order;
	bool known;

	if (check_letters(check, board, prefix) ||
	    (!*prefix && check_image_word(check, board, image)) ||
	    (image && check_core(check, board, prefix, image)))
		return true;
	known = name_is_board(check->project, board, &rest);
	closest = known && rest.n == 0 ? NULL : closest_board(check->project, board);
	if (closest)
		return name_report(check, renamed(check, prefix, closest),
				   "no board is called `%.*s`, but one `%s`", STR_ARG(board),
				   closest);
	order = known ? reordered(arena, rest) : NULL;
	if (order)
		return name_report(check,
				   renamed(check, prefix,
					   arena_printf(arena, "%.*s%s", (int)(board.n - rest.n),
							board.p, order)),
				   "the board's qualifiers come first, then its revision, then the "
				   "suffix of the build");
	if (known)
		return !image && rest.n == 0 && check_sibling(check, board, prefix);
	return check_bare(check, board, prefix);
}
