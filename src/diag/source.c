/* SPDX-License-Identifier: MIT */
/* The line table of a text and the way from byte offsets to lines and columns. */
#include "diag/source.h"

#include <string.h>

#include "base/arena.h"

/* Bytes between two entries of the table of code points; a longer line is a long one. */
#define POINTS_STEP 4096

/* Only LF (with or without CR) ends a line.  libyaml also breaks at U+0085, U+2028 and U+2029,
 * editors do not, and an excerpt must look like what an editor shows.
 */
static uint32_t count_lines(struct str text)
{
	struct str line;
	uint32_t count = text.n == 0 || text.p[text.n - 1] == '\n';

	while (str_next_line(&text, &line))
		count++;
	return count;
}

struct source *source_new_binary(struct arena *arena, const char *name, struct str text)
{
	struct source *source = ARENA_NEW(arena, struct source);

	source->name = name;
	source->text = text;
	return source;
}

/* Every byte that does not continue a UTF-8 sequence begins a code point. */
static uint32_t count_points(struct str text, uint32_t begin, uint32_t end)
{
	uint32_t count = 0;

	for (uint32_t i = begin; i < end; i++)
		count += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return count;
}

static bool has_long_line(const struct source *source)
{
	for (uint32_t i = 1; i < source->line_count; i++)
		if (source->lines[i] - source->lines[i - 1] > POINTS_STEP)
			return true;
	return source->text.n - source->lines[source->line_count - 1] > POINTS_STEP;
}

/* Without it the columns of a file of one long line would cost the square of its length. */
static const uint32_t *make_points(struct arena *arena, struct str text)
{
	uint32_t *points = arena_array(arena, text.n / POINTS_STEP + 1, sizeof(*points));

	for (uint32_t i = 1; i <= text.n / POINTS_STEP; i++)
		points[i] =
			points[i - 1] + count_points(text, (i - 1) * POINTS_STEP, i * POINTS_STEP);
	return points;
}

/* Code points before offset. */
static uint32_t points_before(const struct source *source, uint32_t offset)
{
	uint32_t step = offset / POINTS_STEP;

	return source->points[step] + count_points(source->text, step * POINTS_STEP, offset);
}

struct source *source_new(struct arena *arena, const char *name, struct str text)
{
	struct source *source = source_new_binary(arena, name, text);
	struct str rest = text, line;
	uint32_t *lines, count = 0;

	source->line_count = count_lines(text);
	lines = arena_array(arena, source->line_count, sizeof(*lines));
	/* The first line begins behind a byte order mark: editors do not count it. */
	lines[count++] = str_starts(text, "\xef\xbb\xbf") ? 3 : 0;
	while (str_next_line(&rest, &line))
		if (count < source->line_count)
			lines[count++] = (uint32_t)(rest.p - text.p);
	source->lines = lines;
	if (has_long_line(source))
		source->points = make_points(arena, text);
	return source;
}

bool span_is_set(struct span span)
{
	return span.source != NULL;
}

bool span_has_line(struct span span)
{
	return span.line || span_has_text(span);
}

bool span_has_text(struct span span)
{
	return span.source && span.source->lines && span.source->text.n > 0 &&
	       (!span.path || span.end > span.begin);
}

struct span span_of(const struct source *source, uint32_t begin, uint32_t end)
{
	return (struct span){.source = source, .begin = begin, .end = end};
}

/* The 0-based index of the line that offset lies in. */
static uint32_t find_line(const struct source *source, uint32_t offset)
{
	uint32_t low = 0, high = source->line_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct position source_position(const struct source *source, uint32_t offset)
{
	struct position position = {1, 1};
	uint32_t line;

	if (!source->lines)
		return position;
	if (offset > source->text.n)
		offset = (uint32_t)source->text.n;
	line = find_line(source, offset);
	position.line = line + 1;
	if (source->points)
		position.column +=
			points_before(source, offset) - points_before(source, source->lines[line]);
	else
		position.column += count_points(source->text, source->lines[line], offset);
	return position;
}

struct position span_begin(struct span span)
{
	return span.line ? (struct position){span.line, 1}
			 : source_position(span.source, span.begin);
}

struct position span_end(struct span span)
{
	return span.line ? (struct position){span.line, 1} : source_position(span.source, span.end);
}

struct str source_line(const struct source *source, uint32_t line)
{
	struct str rest = source->text, text;
	uint32_t begin;

	if (!source->lines || line == 0 || line > source->line_count)
		return STR("");
	begin = source->lines[line - 1];
	rest.p += begin;
	rest.n -= begin;
	return str_next_line(&rest, &text) ? text : STR("");
}

int span_cmp(struct span a, struct span b)
{
	int order;

	if (!a.source || !b.source)
		return (a.source == NULL) - (b.source == NULL);
	order = a.source == b.source ? 0 : strcmp(a.source->name, b.source->name);
	if (order)
		return order;
	if (a.begin != b.begin)
		return a.begin < b.begin ? -1 : 1;
	if (a.line != b.line)
		return a.line < b.line ? -1 : 1;
	return strcmp(a.path ? a.path : "", b.path ? b.path : "");
}
