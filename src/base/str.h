/* SPDX-License-Identifier: MIT */
/* Views of bytes that somebody else owns, and a text that grows. */
#ifndef PMLAYOUT_BASE_STR_H
#define PMLAYOUT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

/* A view; never owns, need not end in a NUL. */
struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){literal, sizeof(literal) - 1})
/* For "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p

struct str str_of(const char *text); /* text may be NULL: the empty view */

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Here so that the length of a literal is known when it is compiled: every key of a file is
 * compared with a few.
 */
static inline bool str_is(struct str a, const char *text)
{
	return str_eq(a, (struct str){text, strlen(text)});
}

int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
bool str_contains(struct str s, const char *part);
/* Without blanks, tabs, CR and LF at both ends. */
struct str str_trim(struct str s);
/* Cuts the next line (without LF or CR LF) off *rest; false at the end. */
bool str_next_line(struct str *rest, struct str *line);

/* The same questions for NUL-terminated strings. */
bool cstr_eq(const char *a, const char *b);
bool cstr_starts(const char *s, const char *prefix);
bool cstr_ends(const char *s, const char *suffix);

/* A text that grows on an arena.  p is always NUL-terminated; zero-initialise all but arena. */
struct text {
	struct arena *arena;
	char *p;
	size_t n, room;
};

void text_add(struct text *text, struct str s);
void text_puts(struct text *text, const char *s);
void text_putc(struct text *text, char c);
void text_fill(struct text *text, char c, size_t count);
/* In front of the index-th of count words: nothing, ", " or " and ". */
void text_separate(struct text *text, size_t index, size_t count);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
