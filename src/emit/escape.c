/* SPDX-License-Identifier: MIT */
/* Names and texts of the user's files as parts of C source. */
#include "emit/escape.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/term.h"
#include "emit/emit.h"

#include <string.h>

/* Not <ctype.h>: the locale must not change an output. */
static bool is_c_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool is_printable_ascii(char c)
{
	return c >= ' ' && c <= '~';
}

bool emit_is_c_word(const char *name)
{
	for (const char *c = name; *c != '\0'; c++) {
		if (!is_c_word_char(*c))
			return false;
	}
	return *name != '\0';
}

/* A backslash (or its trigraph) before blanks and the line's end continues the line. */
static bool continues_line(struct str value)
{
	struct str trimmed = str_trim(value);

	return str_ends(trimmed, "\\") || str_ends(trimmed, "?\?/");
}

bool emit_is_define_value(struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return !str_contains(value, "/*") && !str_contains(value, "*/") &&
	       !str_contains(value, "R\"") && !continues_line(value);
}

const char *emit_visible(struct arena *arena, const char *name)
{
	struct text text = {.arena = arena};

	text_add_visible(&text, str_of(name));
	return text.p == NULL ? "" : text.p;
}

void emit_guard_name(struct text *out, const char *output, const char *fallback)
{
	const char *base = output == NULL || cstr_eq(output, "-") ? "" : path_base(output);
	const char *end = strstr(base, ".h");
	size_t length = end == NULL ? strlen(base) : (size_t)(end - base);

	if (length == 0) {
		emit_c_name(out, fallback);
		return;
	}
	if (base[0] >= '0' && base[0] <= '9')
		text_putc(out, '_');
	emit_c_name(out, arena_copy(out->arena, base, length));
}

void emit_c_name(struct text *out, const char *name)
{
	for (const char *c = name; *c != '\0'; c++) {
		if (*c >= 'a' && *c <= 'z')
			text_putc(out, (char)(*c - 'a' + 'A'));
		else
			text_putc(out, is_c_word_char(*c) ? *c : '_');
	}
}

/* Octal escapes have at most three digits, so what follows cannot become part of them; '?' is
 * escaped because of trigraphs.
 */
void emit_c_string(struct text *out, const char *value)
{
	for (const char *c = value; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\' || *c == '?')
			text_printf(out, "\\%c", *c);
		else if (is_printable_ascii(*c))
			text_putc(out, *c);
		else
			text_printf(out, "\\%03o", (unsigned)(unsigned char)*c);
	}
}

/* A blank goes between the two characters of a comment mark, a doubled '?' (trigraphs) and
 * behind a backslash; bytes outside ASCII are shown as numbers because compilers warn of
 * bidirectional characters.  A value may stand directly beside a '*' or '/' of the caller.
 */
void emit_c_comment(struct text *out, const char *value)
{
	char last = out->n > 0 ? out->p[out->n - 1] : ' ';

	for (const char *c = value; *c != '\0'; c++) {
		if ((*c == '/' && last == '*') || (*c == '*' && last == '/') ||
		    (*c == '?' && last == '?'))
			text_putc(out, ' ');
		if (is_printable_ascii(*c))
			text_putc(out, *c);
		else
			text_printf(out, "\\x%02x", (unsigned)(unsigned char)*c);
		last = *c;
	}
	if (last == '\\' || last == '*' || last == '/' || last == '?')
		text_putc(out, ' ');
}
