/* SPDX-License-Identifier: MIT */
/* Names in a dependency file, escaped as gcc -MD does it. */
#include "depfile.h"

#include <string.h>

static void add_name(struct text *depfile, const char *path)
{
	size_t backslashes = 0;

	for (const char *p = path; *p; p++) {
		/* Backslashes are themselves but before a blank or '#', where they count double. */
		if (*p == ' ' || *p == '\t' || *p == '#') {
			text_fill(depfile, '\\', backslashes + 1);
		} else if (*p == '$') {
			text_putc(depfile, '$');
		}
		backslashes = *p == '\\' ? backslashes + 1 : 0;
		text_putc(depfile, *p);
	}
}

void depfile_add_target(struct text *depfile, const char *path)
{
	if (strpbrk(path, "\r\n"))
		return;
	if (depfile->n > 0)
		text_putc(depfile, ' ');
	add_name(depfile, path);
}

void depfile_begin_sources(struct text *depfile)
{
	text_putc(depfile, ':');
}

void depfile_add_source(struct text *depfile, const char *path)
{
	if (cstr_eq(path, "-") || strpbrk(path, "\r\n"))
		return;
	text_putc(depfile, ' ');
	add_name(depfile, path);
}
