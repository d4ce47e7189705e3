/* SPDX-License-Identifier: MIT */
/* The table of patterns, and how one is compared with a text. */
#include "check/log.h"

/* What %* passes over at most. */
#define REACH 256

static const struct log_pattern patterns[LOG_ID_COUNT] = {
#define LOG_PATTERN(id, from, weight, text, meaning, rules, look)                                  \
	{LOG_##id, from, LOG_##weight, text, meaning, rules, look},
#include "check/log_patterns.def"
#undef LOG_PATTERN
};

const struct log_pattern *log_pattern_get(enum log_id id)
{
	return &patterns[id];
}

static bool is_decimal(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hexadecimal(char c)
{
	return is_decimal(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static size_t digits(struct str text, size_t i, bool (*is_digit)(char c))
{
	size_t begin = i;

	while (i < text.n && is_digit(text.p[i]))
		i++;
	return i - begin;
}

/* The length of what the placeholder takes at i; 0: it does not fit. */
static size_t take_number(char kind, struct str text, size_t i)
{
	bool minus = kind == 'd' && i < text.n && text.p[i] == '-';
	bool prefix = kind == 'x' && text.n - i > 2 && text.p[i] == '0' &&
		      (text.p[i + 1] == 'x' || text.p[i + 1] == 'X');
	size_t skipped = minus ? 1 : prefix ? 2 : 0;
	size_t n = digits(text, i + skipped, kind == 'x' ? is_hexadecimal : is_decimal);

	return n ? skipped + n : 0;
}

/* A word ends at a blank or where the pattern goes on. */
static size_t take_word(char next, struct str text, size_t i)
{
	size_t begin = i;

	while (i < text.n && text.p[i] != ' ' && text.p[i] != '\t' && text.p[i] != next)
		i++;
	return i - begin;
}

/* Does the literal at the beginning of the pattern stand here? */
static bool literal_stands(const char *pattern, struct str text, size_t i)
{
	for (; *pattern && *pattern != '%'; pattern++, i++)
		if (i >= text.n || text.p[i] != *pattern)
			return false;
	return true;
}

/* Anything up to the literal that follows; to the end of the line when none does. */
static bool take_anything(const char *pattern, struct str text, size_t *i)
{
	size_t limit = text.n - *i > REACH ? *i + REACH : text.n;

	if (!*pattern) {
		*i = text.n;
		return true;
	}
	for (; *i < limit; ++*i)
		if (literal_stands(pattern, text, *i))
			return true;
	return false;
}

static bool take(const char *placeholder, struct str text, size_t *i, struct log_captures *captures)
{
	size_t begin = *i, n;

	if (placeholder[1] == '*')
		return take_anything(placeholder + 2, text, i);
	if (placeholder[1] == 's')
		n = take_word(placeholder[2], text, *i);
	else
		n = take_number(placeholder[1], text, *i);
	*i += n;
	if (captures->count < LOG_CAPTURES)
		captures->texts[captures->count++] = (struct str){text.p + begin, n};
	return n > 0;
}

bool log_pattern_matches(const char *pattern, struct str text, size_t *length,
			 struct log_captures *captures)
{
	size_t i = 0;

	captures->count = 0;
	while (*pattern) {
		if (*pattern != '%') {
			if (i >= text.n || text.p[i++] != *pattern++)
				return false;
		} else {
			if (!take(pattern, text, &i, captures))
				return false;
			pattern += 2;
		}
	}
	*length = i;
	return true;
}
