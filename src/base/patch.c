/* SPDX-License-Identifier: MIT */
/* Unified diffs of texts whose lines correspond one to one. */
#include "base/patch.h"

#include <stdint.h>

/* Lines that are shown around a change. */
#define CONTEXT 3

/* Two texts, walked line by line; a line includes its line end. */
struct pair {
	struct str before, after; /* what is left */
	size_t line;              /* 1-based, of the next one */
};

static struct str cut_line(struct str *rest)
{
	const char *end = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
	struct str line = {rest->p, end ? (size_t)(end + 1 - rest->p) : rest->n};

	rest->p += line.n;
	rest->n -= line.n;
	return line;
}

static bool at_end(const struct pair *pair)
{
	return pair->before.n == 0 && pair->after.n == 0;
}

/* Steps over the next line; true when it differs. */
static bool step(struct pair *pair)
{
	struct str old = cut_line(&pair->before), new = cut_line(&pair->after);

	pair->line++;
	return !str_eq(old, new);
}

static void add_line(struct text *out, char mark, struct str line)
{
	text_putc(out, mark);
	text_add(out, line);
	if (line.n == 0 || line.p[line.n - 1] != '\n')
		text_puts(out, "\n\\ No newline at end of file\n");
}

/* The lines from pair on, count of them: all old lines of a run of changes, then all new ones. */
static void add_lines(struct text *out, struct pair pair, size_t count)
{
	while (count > 0) {
		struct pair run = pair, rest = pair;
		size_t changed = 0;

		while (changed < count && step(&rest)) {
			changed++;
			pair = rest;
		}
		for (size_t i = 0; i < changed; i++)
			add_line(out, '-', cut_line(&run.before));
		for (size_t i = 0; i < changed; i++)
			add_line(out, '+', cut_line(&run.after));
		count -= changed;
		if (count > 0) {
			add_line(out, ' ', cut_line(&pair.before));
			cut_line(&pair.after);
			count--;
		}
	}
}

/* A hunk from begin on; pair stands behind its first change.  Leaves pair behind the hunk. */
static void add_hunk(struct text *out, struct pair begin, struct pair *pair)
{
	struct pair scan = *pair;
	size_t unchanged = 0;

	while (!at_end(&scan) && unchanged < (size_t)2 * CONTEXT) {
		unchanged = step(&scan) ? 0 : unchanged + 1;
		/* Before the end: what the hunk shows behind its last change. */
		if (unchanged <= CONTEXT)
			*pair = scan;
	}
	text_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", begin.line, pair->line - begin.line,
		    begin.line, pair->line - begin.line);
	add_lines(out, begin, pair->line - begin.line);
}

/* The name as git writes it: in quotes when it holds what would end it. */
static void add_name(struct text *out, const char *mark, const char *prefix, const char *path)
{
	bool quoted = strpbrk(path, "\"\\") != NULL;

	for (const char *p = path; *p; p++)
		quoted = quoted || (unsigned char)*p < ' ' || *p == 0x7f;
	text_printf(out, "%s %s%s", mark, quoted ? "\"" : "", prefix);
	for (const char *p = path; *p; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			text_printf(out, "\\%03o", (unsigned char)*p);
		else if (quoted && strchr("\"\\", *p))
			text_printf(out, "\\%c", *p);
		else
			text_putc(out, *p);
	}
	/* A tab ends a name with blanks. */
	text_puts(out, quoted ? "\"\n" : strchr(path, ' ') ? "\t\n" : "\n");
}

static const char *without_dots(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		for (path += 2; *path == '/'; path++)
			;
	return path;
}

void patch_add(struct text *out, const char *path, struct str before, struct str after)
{
	struct pair pair = {before, after, 1}, context[CONTEXT];
	size_t kept = 0;

	if (str_eq(before, after))
		return;
	add_name(out, "---", "a/", without_dots(path));
	add_name(out, "+++", "b/", without_dots(path));
	while (!at_end(&pair)) {
		struct pair here = pair;

		if (step(&pair)) {
			add_hunk(out,
				 kept >= CONTEXT ? context[kept % CONTEXT]
				 : kept > 0      ? context[0]
						 : here,
				 &pair);
			kept = 0;
		} else {
			context[kept++ % CONTEXT] = here;
		}
	}
}
