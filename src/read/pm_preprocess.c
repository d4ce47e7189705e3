/* SPDX-License-Identifier: MIT */
/* Runs the C preprocessor over a fragment, as the build system does (PARTITION-MANAGER.md 2), and
 * puts what it says back onto the lines that it came from.
 */
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "read/pm_fragments.h"

#define LIMIT_MESSAGES 8

/* The text that is put together again. */
struct lines {
	struct text text;
	const char *path; /* of the fragment, as the preprocessor was told it */
	uint32_t at;      /* 1-based line of text that is written next */
	uint32_t wanted;  /* line of the fragment that comes next */
	bool own;         /* the lines are the fragment's, not an included file's */
};

/* `# 12 "pm.yml" 2`: where the next line comes from.  False for any other line. */
static bool read_marker(struct lines *lines, struct str line)
{
	struct str rest = line;
	uint32_t number = 0;
	size_t length = strlen(lines->path);

	if (!str_starts(rest, "# "))
		return false;
	rest = (struct str){rest.p + 2, rest.n - 2};
	if (rest.n == 0 || rest.p[0] < '0' || rest.p[0] > '9')
		return false;
	for (; rest.n && rest.p[0] >= '0' && rest.p[0] <= '9' && number < 100000000;
	     rest = (struct str){rest.p + 1, rest.n - 1})
		number = number * 10 + (uint32_t)(rest.p[0] - '0');
	if (!str_starts(rest, " \""))
		return false;
	lines->own = rest.n > length + 2 && memcmp(rest.p + 2, lines->path, length) == 0 &&
		     rest.p[length + 2] == '"';
	lines->wanted = number;
	return true;
}

static void add_line(struct lines *lines, struct str line)
{
	if (str_trim(line).n == 0) {
		lines->wanted++;
		return;
	}
	for (; lines->own && lines->at < lines->wanted; lines->at++)
		text_putc(&lines->text, '\n');
	text_add(&lines->text, line);
	text_putc(&lines->text, '\n');
	lines->at++;
	lines->wanted++;
}

/* The folder of a path, without its last component; "." when it has none. */
static const char *folder_of(struct arena *arena, const char *path)
{
	size_t length = (size_t)(path_base(path) - path);

	while (length > 1 && (path[length - 1] == '/' || path[length - 1] == '\\'))
		length--;
	return length ? arena_copy(arena, path, length) : ".";
}

static struct source *report_failed(const char *path, const char *why,
				    const struct process_result *result, struct findings *found)
{
	struct finding *finding;
	struct str rest = result->errors, line = {0};

	while (line.n == 0 && str_next_line(&rest, &line)) {
	}
	finding = finding_add(found, RULE_unreadable_file, (struct span){0},
			      "%s: the C preprocessor %s%s%.*s", path, why, line.n ? ": " : "",
			      STR_ARG(line));
	for (int i = 0; i < LIMIT_MESSAGES && str_next_line(&rest, &line); i++)
		if (line.n)
			finding_note(found, finding, "%.*s", STR_ARG(line));
	finding_help(found, finding,
		     result->status
			     ? "mend what it complains of; a comment whose first word is a "
			       "directive, such as `# if`, is one for it"
			     : "install a C compiler with its `cpp`, or give a fragment that "
			       "went through it");
	return NULL;
}

struct source *pm_preprocess(struct arena *arena, const char *path, const char *autoconf,
			     struct findings *found)
{
	const char *folder = folder_of(arena, autoconf), *why = "cannot be run";
	const char *name = path[0] == '-' ? arena_printf(arena, "./%s", path) : path;
	struct process_result result = {0};
	struct lines lines = {.text = {.arena = arena}, .path = name, .at = 1, .wanted = 1};
	struct str rest, line;

	if (!process_run(arena,
			 (const char *const[]){"cpp", "-x", "assembler-with-cpp", "-nostdinc",
					       "-undef", "-I", folder, "-I",
					       folder_of(arena, folder), name, NULL},
			 &result, &why))
		return report_failed(path, arena_printf(arena, "cannot be run: %s", why), &result,
				     found);
	if (result.status != 0)
		return report_failed(path, "rejects the fragment", &result, found);
	rest = result.output;
	while (str_next_line(&rest, &line)) {
		if (!read_marker(&lines, line))
			add_line(&lines, line);
	}
	return source_new(arena, path,
			  (struct str){lines.text.p ? lines.text.p : "", lines.text.n});
}
