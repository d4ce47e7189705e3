/* SPDX-License-Identifier: MIT */
/* Comparing and cutting views of bytes, and a text that doubles its room on an arena. */
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

#define FIRST_ROOM 64

struct str str_of(const char *text)
{
	if (!text)
		return STR("");
	return (struct str){text, strlen(text)};
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

bool str_contains(struct str s, const char *part)
{
	size_t n = strlen(part);

	if (n == 0)
		return true;
	while (s.n >= n) {
		const char *hit = memchr(s.p, part[0], s.n - n + 1);

		if (!hit)
			return false;
		if (memcmp(hit, part, n) == 0)
			return true;
		s.n -= (size_t)(hit + 1 - s.p);
		s.p = hit + 1;
	}
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_next_line(struct str *rest, struct str *line)
{
	const char *end;

	if (rest->n == 0)
		return false;
	end = memchr(rest->p, '\n', rest->n);
	*line = *rest;
	if (!end) {
		rest->p += rest->n;
		rest->n = 0;
		return true;
	}
	line->n = (size_t)(end - line->p);
	rest->n -= line->n + 1;
	rest->p = end + 1;
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

bool cstr_eq(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool cstr_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool cstr_ends(const char *s, const char *suffix)
{
	return str_ends(str_of(s), suffix);
}

/* Makes room for more bytes and the NUL. */
static void text_reserve(struct text *text, size_t more)
{
	size_t need, room = text->room ? text->room : FIRST_ROOM;
	char *p;

	if (more < text->room - text->n)
		return;
	/* An impossible size; the arena refuses it. */
	need = more < SIZE_MAX / 4 - text->n ? text->n + more + 1 : SIZE_MAX;
	while (room < need)
		room = room < SIZE_MAX / 2 ? room * 2 : SIZE_MAX;
	p = arena_alloc(text->arena, room);
	if (text->n)
		memcpy(p, text->p, text->n);
	text->p = p;
	text->room = room;
}

void text_add(struct text *text, struct str s)
{
	text_reserve(text, s.n);
	if (s.n)
		memcpy(text->p + text->n, s.p, s.n);
	text->n += s.n;
	text->p[text->n] = '\0';
}

void text_puts(struct text *text, const char *s)
{
	text_add(text, str_of(s));
}

void text_putc(struct text *text, char c)
{
	text_reserve(text, 1);
	text->p[text->n++] = c;
	text->p[text->n] = '\0';
}

void text_fill(struct text *text, char c, size_t count)
{
	text_reserve(text, count);
	memset(text->p + text->n, c, count);
	text->n += count;
	text->p[text->n] = '\0';
}

void text_separate(struct text *text, size_t index, size_t count)
{
	text_puts(text, index == 0 ? "" : index + 1 == count ? " and " : ", ");
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list args, again;
	int n;

	text_reserve(text, FIRST_ROOM);
	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(text->p + text->n, text->room - text->n, format, args);
	if (n >= 0 && (size_t)n >= text->room - text->n) {
		text_reserve(text, (size_t)n);
		vsnprintf(text->p + text->n, text->room - text->n, format, again);
	}
	text_reserve(text, n < 0 ? SIZE_MAX : 0); /* longer than INT_MAX: as if out of memory */
	text->n += (size_t)n;
	va_end(again);
	va_end(args);
}
