/* SPDX-License-Identifier: MIT */
/* Asks the terminal and the environment about colour; measures and tames text for it. */
#define _DEFAULT_SOURCE /* struct winsize */
#define _XOPEN_SOURCE 700
#include "base/term.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/num.h"

#define TAB_STOP 8
#define USUAL_COLUMNS 80
#define MOST_COLUMNS 1000 /* no line of a terminal is longer */

bool term_stdout_is_terminal(void)
{
	return isatty(STDOUT_FILENO) == 1;
}

/* Empty and unset are the same, as NO_COLOR's own rule says. */
static struct str environment(const char *name)
{
	return str_of(getenv(name));
}

bool term_in_github_actions(void)
{
	return environment("GITHUB_ACTIONS").n > 0;
}

bool term_use_color(enum color_choice choice)
{
	struct str force = environment("CLICOLOR_FORCE");

	if (choice != COLOR_AUTO)
		return choice == COLOR_ALWAYS;
	if (environment("NO_COLOR").n)
		return false;
	if (force.n && !str_is(force, "0"))
		return true;
	return term_stdout_is_terminal() && !str_is(environment("TERM"), "dumb");
}

size_t term_columns(void)
{
	struct str given = environment("COLUMNS");
	struct winsize size;
	uint64_t columns;

	if (num_parse(given, &columns) && columns > 0 && columns <= MOST_COLUMNS)
		return (size_t)columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return USUAL_COLUMNS;
}

/* The first that is set decides (POSIX, 8.2); its encoding stands behind the point. */
bool term_is_utf8(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str value = environment(names[i]);

		if (value.n > 0)
			return str_contains(value, "UTF-8") || str_contains(value, "utf8") ||
			       str_contains(value, "utf-8") || str_contains(value, "UTF8");
	}
	return false;
}

/* Bytes of the UTF-8 sequence that lead begins, 0 when none does. */
static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead < 0xe0)
		return 2;
	if (lead >= 0xe0 && lead < 0xf0)
		return 3;
	return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/* The code point at the start of text and how many bytes it takes; 0 when they are no valid
 * UTF-8 (cut short, longer than needed, a surrogate, above U+10FFFF).
 */
static size_t decode(struct str text, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char lead = (unsigned char)text.p[0];
	size_t n = sequence_length(lead);

	if (n == 0 || n > text.n)
		return 0;
	*code = n == 1 ? lead : lead & (0x7fU >> n);
	for (size_t i = 1; i < n; i++) {
		unsigned char next = (unsigned char)text.p[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (next & 0x3fU);
	}
	if (*code < least[n] || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return n;
}

/* Controls (C0 but the tab, DEL, C1), line separators, and the marks that reverse the direction
 * of the text around them, which can make a line look like another one.
 */
static bool is_unsafe(uint32_t code)
{
	return (code < 0x20 && code != '\t') || (code >= 0x7f && code < 0xa0) ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/* Bytes of the next piece of text, at least 1; false when it must be shown as \xNN. */
static bool next_piece(struct str text, uint32_t *code, size_t *n)
{
	*n = decode(text, code);
	if (*n == 0) {
		*n = 1;
		return false;
	}
	return !is_unsafe(*code);
}

struct code_range {
	uint32_t first, last;
};

static bool is_in_ranges(uint32_t code, const struct code_range *ranges, size_t count)
{
	for (size_t i = 0; i < count && ranges[i].first <= code; i++)
		if (code <= ranges[i].last)
			return true;
	return false;
}

/* Columns of a printable code point: what the Unicode standard calls wide takes two, marks that
 * stand on the letter before them none.  Not asked of the C library: its answer depends on the
 * locale, and pictures are files, too.
 */
static size_t code_width(uint32_t code)
{
	static const struct code_range marks[] = {
		{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},   {0x0610, 0x061a},
		{0x064b, 0x065f}, {0x093c, 0x093c}, {0x094d, 0x094d},   {0x0e34, 0x0e3a},
		{0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},   {0x2060, 0x2064},
		{0x20d0, 0x20f0}, {0x302a, 0x302d}, {0x3099, 0x309a},   {0xfe00, 0xfe0f},
		{0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
	};
	static const struct code_range wide[] = {
		{0x1100, 0x115f},   {0x231a, 0x231b},   {0x2e80, 0x303e},   {0x3041, 0x33ff},
		{0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},
		{0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6b},   {0xff01, 0xff60},
		{0xffe0, 0xffe6},   {0x16fe0, 0x18cff}, {0x1b000, 0x1b2ff}, {0x1f300, 0x1f64f},
		{0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
	};

	if (code < marks[0].first)
		return 1;
	if (is_in_ranges(code, marks, sizeof(marks) / sizeof(marks[0])))
		return 0;
	return is_in_ranges(code, wide, sizeof(wide) / sizeof(wide[0])) ? 2 : 1;
}

size_t term_width(struct str text, size_t column)
{
	size_t begin = column;

	while (text.n) {
		uint32_t code;
		size_t n;

		if (!next_piece(text, &code, &n))
			column += 4 * n; /* \xNN */
		else if (code == '\t')
			column += TAB_STOP - column % TAB_STOP;
		else
			column += code_width(code);
		text.p += n;
		text.n -= n;
	}
	return column - begin;
}

void text_add_visible(struct text *out, struct str text)
{
	size_t plain = 0; /* bytes that can be added as they are */

	while (plain < text.n) {
		uint32_t code;
		size_t n;

		if (next_piece((struct str){text.p + plain, text.n - plain}, &code, &n)) {
			plain += n;
			continue;
		}
		text_add(out, (struct str){text.p, plain});
		for (size_t i = 0; i < n; i++)
			text_printf(out, "\\x%02x", (unsigned)(unsigned char)text.p[plain + i]);
		text.p += plain + n;
		text.n -= plain + n;
		plain = 0;
	}
	text_add(out, text);
}
