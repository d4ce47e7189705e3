/* SPDX-License-Identifier: MIT */
/* A text as PyYAML writes it: plain where that reads back as a text, else in quotes; folded
 * behind column 80.
 */
#include "emit/pm_yaml.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"

#define BEST_WIDTH 80
#define SIMPLE_KEY_LIMIT 123 /* code points; with the tag that PyYAML counts 128 */

/* A text in code points. */
struct points {
	uint32_t *all;
	size_t count;
};

struct analysis {
	bool plain_allowed, single_allowed, multiline;
};

static struct points decode(struct arena *arena, const char *text)
{
	struct points points = {arena_array(arena, strlen(text) + 1, sizeof(uint32_t)), 0};

	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		uint32_t point = *c;

		if (*c >= 0xf0)
			point = *c & 0x07;
		else if (*c >= 0xe0)
			point = *c & 0x0f;
		else if (*c >= 0xc0)
			point = *c & 0x1f;
		while ((c[1] & 0xc0) == 0x80)
			point = point << 6 | (*++c & 0x3f);
		points.all[points.count++] = point;
	}
	return points;
}

static bool is_break(uint32_t c)
{
	return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_white(const struct points *text, size_t i)
{
	uint32_t c;

	if (i >= text->count)
		return true;
	c = text->all[i];
	return c == ' ' || c == '\t' || c == '\r' || is_break(c);
}

static bool is_in(uint32_t c, const char *set)
{
	return c != 0 && c < 0x80 && strchr(set, (int)c) != NULL;
}

/* Something at that place would be read as structure. */
static bool is_indicator(const struct points *text, size_t i)
{
	uint32_t c = text->all[i];
	bool followed = is_white(text, i + 1);

	if (i == 0 && (is_in(c, "#,[]{}&*!|>'\"%@`") || (is_in(c, "?:-") && followed)))
		return true;
	if (i == 0)
		return false;
	return (c == ':' && followed) || (c == '#' && is_white(text, i - 1));
}

static bool starts_document(const struct points *text)
{
	return text->count >= 3 && (text->all[0] == '-' || text->all[0] == '.') &&
	       text->all[1] == text->all[0] && text->all[2] == text->all[0];
}

static struct analysis analyze(const struct points *text)
{
	struct analysis result = {true, true, false};
	size_t last = text->count - 1;

	if (text->count == 0 || starts_document(text))
		result.plain_allowed = false;
	for (size_t i = 0; i < text->count; i++) {
		uint32_t c = text->all[i], before = i ? text->all[i - 1] : 0;
		bool edge = i == 0 || i == last;

		if (is_indicator(text, i) || is_break(c) || (c == ' ' && edge))
			result.plain_allowed = false;
		if (is_break(c))
			result.multiline = true;
		/* Neither ASCII nor a line's end, or blanks beside a line's end. */
		if ((c != '\n' && (c < ' ' || c > '~')) || (c == ' ' && i && is_break(before)) ||
		    (is_break(c) && before == ' '))
			result.plain_allowed = result.single_allowed = false;
	}
	return result;
}

/* -- Texts that look like something else ------------------------------------------------------ */

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* 2001-12-14 or 2001-12-14 21:59:43.10 -5, which safe_load makes a date. */
static bool is_date(const char *text)
{
	size_t month, day;

	if (digits(text) != 4 || text[4] != '-')
		return false;
	text += 5;
	month = digits(text);
	if (month < 1 || month > 2 || text[month] != '-')
		return false;
	text += month + 1;
	day = digits(text);
	if (day < 1 || day > 2)
		return false;
	if (text[day] == '\0')
		return month == 2 && day == 2;
	text += day;
	if (*text != 'T' && *text != 't' && *text != ' ' && *text != '\t')
		return false;
	text += *text == 'T' || *text == 't' ? 1 : strspn(text, " \t");
	return digits(text) >= 1 && digits(text) <= 2 && text[digits(text)] == ':';
}

static bool reads_as_text(const char *text)
{
	return yaml_resolve(str_of(text)).type == YAML_STRING && !is_date(text) &&
	       !cstr_eq(text, "<<") && !cstr_eq(text, "=");
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void put_point(struct pm_yaml_writer *writer, uint32_t c)
{
	text_putc(writer->out, (char)c);
	writer->column++;
}

static void put_text(struct pm_yaml_writer *writer, const char *text)
{
	text_puts(writer->out, text);
	writer->column += strlen(text);
}

static void fold(struct pm_yaml_writer *writer, size_t indent)
{
	text_putc(writer->out, '\n');
	text_fill(writer->out, ' ', indent);
	writer->column = indent;
}

/* A single blank behind the best width becomes a line's end. */
static bool folds_here(const struct pm_yaml_writer *writer, const struct points *text, size_t i,
		       bool key)
{
	return !key && text->all[i] == ' ' && writer->column > BEST_WIDTH &&
	       text->all[i + 1] != ' ' && text->all[i - 1] != ' ';
}

static void write_plain(struct pm_yaml_writer *writer, const struct points *text, size_t indent,
			bool key)
{
	for (size_t i = 0; i < text->count; i++) {
		if (i > 0 && i + 1 < text->count && folds_here(writer, text, i, key))
			fold(writer, indent);
		else
			put_point(writer, text->all[i]);
	}
}

/* A line's end is written twice, because one alone reads as a blank. */
static void write_single_quoted(struct pm_yaml_writer *writer, const struct points *text,
				size_t indent, bool key)
{
	put_point(writer, '\'');
	for (size_t i = 0; i < text->count; i++) {
		uint32_t c = text->all[i];

		if (c == '\n') {
			text_putc(writer->out, '\n');
			for (; i < text->count && text->all[i] == '\n'; i++)
				text_putc(writer->out, '\n');
			text_fill(writer->out, ' ', indent);
			writer->column = indent;
			i--;
		} else if (i > 0 && i + 1 < text->count && folds_here(writer, text, i, key)) {
			fold(writer, indent);
		} else {
			put_text(writer, c == '\'' ? "'" : "");
			put_point(writer, c);
		}
	}
	put_point(writer, '\'');
}

static void put_escape(struct pm_yaml_writer *writer, uint32_t c)
{
	static const char from[] = "\a\b\t\n\v\f\r\x1b\"\\", to[] = "abtnvfre\"\\";
	const char *known = c < 0x80 && c ? strchr(from, (int)c) : NULL;
	struct text text = {.arena = writer->out->arena};

	if (known)
		text_printf(&text, "\\%c", to[known - from]);
	else if (c == 0x85 || c == 0xa0)
		text_puts(&text, c == 0x85 ? "\\N" : "\\_");
	else if (c == 0x2028 || c == 0x2029)
		text_puts(&text, c == 0x2028 ? "\\L" : "\\P");
	else if (c <= 0xff)
		text_printf(&text, "\\x%02" PRIX32, c);
	else if (c <= 0xffff)
		text_printf(&text, "\\u%04" PRIX32, c);
	else
		text_printf(&text, "\\U%08" PRIX32, c);
	put_text(writer, text.p);
}

static bool needs_escape(uint32_t c)
{
	return c < ' ' || c > '~' || c == '"' || c == '\\';
}

/* PyYAML looks for a place to fold at blanks, behind escapes (one column later), and before what
 * follows one.
 */
static void write_double_quoted(struct pm_yaml_writer *writer, const struct points *text,
				size_t indent, bool key)
{
	bool escaped_before = false;

	put_point(writer, '"');
	for (size_t i = 0; i < text->count; i++) {
		uint32_t c = text->all[i];
		bool escaped = needs_escape(c);

		if (escaped)
			put_escape(writer, c);
		if (!key && i > 0 && i + 1 < text->count &&
		    writer->column > BEST_WIDTH + (size_t)escaped &&
		    (c == ' ' || escaped || escaped_before)) {
			put_text(writer, "\\");
			fold(writer, indent);
			/* A blank at the beginning of a line would get lost. */
			if (text->all[escaped ? i + 1 : i] == ' ')
				put_text(writer, "\\");
		}
		if (!escaped)
			put_point(writer, c);
		escaped_before = escaped;
	}
	put_point(writer, '"');
}

bool pm_yaml_is_simple_key(struct arena *arena, const char *text)
{
	struct points points = decode(arena, text);

	for (size_t i = 0; i < points.count; i++) {
		if (is_break(points.all[i]))
			return false;
	}
	return points.count > 0 && points.count < SIMPLE_KEY_LIMIT;
}

void pm_yaml_text(struct pm_yaml_writer *writer, const char *text, size_t indent, bool key)
{
	struct points points = decode(writer->out->arena, text);
	struct analysis analysis = analyze(&points);

	if (analysis.plain_allowed && reads_as_text(text))
		write_plain(writer, &points, indent, key);
	else if (analysis.single_allowed && !(key && analysis.multiline))
		write_single_quoted(writer, &points, indent, key);
	else
		write_double_quoted(writer, &points, indent, key);
}
