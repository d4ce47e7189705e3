/* SPDX-License-Identifier: MIT */
/* Cuts a log into lines and takes out what a terminal would not show. */
#include "read/log.h"

#include <string.h>

#include "base/arena.h"
#include "read/read.h"

/* Bytes that are looked at together; what a pattern needs at most is read twice, so that no
 * message is cut in two.
 */
#define PIECE 8192
#define SHARED 1024

/* -- Whole files ----------------------------------------------------------------------------- */

static bool is_utf16(struct str text, bool *big_endian)
{
	*big_endian = str_starts(text, "\xfe\xff");
	return *big_endian || str_starts(text, "\xff\xfe");
}

/* Logs are ASCII; what is beyond it becomes a question mark. */
static struct str from_utf16(struct arena *arena, struct str text, bool big_endian)
{
	char *bytes = arena_alloc(arena, text.n / 2 + 1);
	size_t n = 0;

	for (size_t i = 2; i + 1 < text.n; i += 2) {
		unsigned low = (unsigned char)text.p[i + big_endian];
		unsigned high = (unsigned char)text.p[i + !big_endian];

		bytes[n++] = high == 0 && low < 0x80 ? (char)low : '?';
	}
	return (struct str){bytes, n};
}

struct source *log_read(struct arena *arena, const char *path, struct findings *found)
{
	struct str content = {0};
	bool big_endian;

	if (!read_content(arena, path, &content, found))
		return NULL;
	if (is_utf16(content, &big_endian))
		content = from_utf16(arena, content, big_endian);
	return source_new(arena, read_shown_name(path), content);
}

/* -- Lines ----------------------------------------------------------------------------------- */

void log_reader_init(struct log_reader *reader, struct arena *arena, const struct source *source)
{
	reader->source = source;
	reader->next = 0;
	reader->text = arena_alloc(arena, PIECE);
	reader->offsets = arena_array(arena, PIECE + 1, sizeof(*reader->offsets));
}

static bool is_control(char byte)
{
	return ((unsigned char)byte < ' ' && byte != '\t') || byte == 0x7f;
}

static bool is_clean(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (is_control(text.p[i]))
			return false;
	return true;
}

/* The end of the escape sequence that begins at i: ESC [ ... letter, ESC ] ... BEL, or ESC and
 * one byte.  One that does not end is ESC and one byte.
 */
static size_t escape_end(struct str text, size_t i)
{
	size_t end = i + 2;

	if (end > text.n)
		return text.n;
	if (text.p[i + 1] == '[') {
		while (end < text.n && text.p[end] >= 0x20 && text.p[end] < 0x40)
			end++;
		return end < text.n ? end + 1 : end;
	}
	if (text.p[i + 1] == ']') {
		while (end < text.n && end - i < 128 && text.p[end] != '\a')
			end++;
		return end < text.n && text.p[end] == '\a' ? end + 1 : i + 2;
	}
	return end;
}

/* Colours and control bytes go; a CR inside the line, which overwrites it on a terminal, becomes
 * a blank so that words stay apart.
 */
static void clean(struct log_reader *reader, struct str raw, uint32_t begin, struct log_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < raw.n;) {
		size_t end = raw.p[i] == '\033' ? escape_end(raw, i) : i + 1;

		if (!is_control(raw.p[i]) || raw.p[i] == '\r') {
			reader->offsets[n] = begin + (uint32_t)i;
			reader->text[n++] = raw.p[i] == '\r' ? ' ' : raw.p[i];
		}
		i = end;
	}
	reader->offsets[n] = begin + (uint32_t)raw.n;
	line->text = (struct str){reader->text, n};
	line->offsets = reader->offsets;
}

bool log_reader_next(struct log_reader *reader, struct log_line *line)
{
	struct str rest = reader->source->text, raw;
	uint32_t begin = (uint32_t)reader->next;
	const char *end;

	if (reader->next >= rest.n)
		return false;
	rest.p += reader->next;
	rest.n -= reader->next;
	raw = (struct str){rest.p, rest.n < PIECE ? rest.n : PIECE};
	end = memchr(raw.p, '\n', raw.n);
	if (end)
		raw.n = (size_t)(end - raw.p);
	if (end)
		reader->next += raw.n + 1;
	else
		reader->next += raw.n == rest.n ? raw.n : PIECE - SHARED;
	if (end && raw.n > 0 && raw.p[raw.n - 1] == '\r')
		raw.n--;
	*line = (struct log_line){reader->source, raw, begin, NULL};
	if (!is_clean(raw))
		clean(reader, raw, begin, line);
	return true;
}
