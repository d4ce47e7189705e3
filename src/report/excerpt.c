/* SPDX-License-Identifier: MIT */
/* Draws the places of a finding: lines of the files with marks below what is meant. */
#include "report/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/term.h"

/* Columns of a file's line that are shown at most, and how many of them stand before the mark
 * when the line is cut.
 */
#define WIDEST 120
#define BEFORE 40
#define CUT "..."

/* A label with what its drawing order rests on. */
struct place {
	const struct label *label;
	uint32_t file;  /* in order of first mention */
	uint32_t line;  /* 1-based; 0: the place has no line */
	uint32_t order; /* of the labels; 0 is the primary place */
};

/* Part of a text, bytes [begin, end), that fits WIDEST columns. */
struct window {
	size_t begin, end;
};

/* -- Where the places are -------------------------------------------------------------------- */

/* Labels of one file mostly follow each other, so the search begins at the last one. */
static uint32_t file_number(const struct place *places, uint32_t count, const struct span *at)
{
	uint32_t next = 0;

	for (uint32_t i = count; i-- > 0;) {
		if (places[i].label->at.source == at->source)
			return places[i].file;
		if (places[i].file >= next)
			next = places[i].file + 1;
	}
	return next;
}

/* By file, then line, then place in the line; without lines as they were given. */
static int place_cmp(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->line != 0 && a->label->at.begin != b->label->at.begin)
		return a->label->at.begin < b->label->at.begin ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static struct place *places_of(struct arena *arena, const struct finding *finding, uint32_t *count)
{
	struct place *places;
	uint32_t n = 0, order = 0;

	for (const struct label *label = finding->labels; label; label = label->next)
		n++;
	places = arena_array(arena, n, sizeof(*places));
	n = 0;
	for (const struct label *label = finding->labels; label; label = label->next, order++) {
		if (!span_is_set(label->at))
			continue;
		places[n].label = label;
		places[n].order = order;
		places[n].file = file_number(places, n, &label->at);
		if (span_has_text(label->at))
			places[n].line = source_position(label->at.source, label->at.begin).line;
		n++;
	}
	qsort(places, n, sizeof(*places), place_cmp);
	*count = n;
	return places;
}

static size_t gutter_of(const struct place *places, uint32_t count)
{
	uint32_t largest = 0;
	size_t digits = 1;

	for (uint32_t i = 0; i < count; i++) {
		if (places[i].line > largest)
			largest = places[i].line;
	}
	for (; largest >= 10; largest /= 10)
		digits++;
	return digits;
}

/* -- What of a long text is shown ------------------------------------------------------------ */

static struct str slice(struct str text, size_t begin, size_t end)
{
	return (struct str){text.p + begin, end - begin};
}

static bool continues_character(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The end of the character that begins at i; at most the four bytes of UTF-8. */
static size_t character_end(struct str text, size_t i)
{
	size_t limit = text.n - i > 4 ? i + 4 : text.n;

	for (i++; i < limit && continues_character(text.p[i]); i++)
		;
	return i;
}

/* A place to cut, at most BEFORE bytes and columns before the mark. */
static size_t window_begin(struct str text, size_t mark)
{
	size_t begin = mark > BEFORE ? mark - BEFORE : 0;

	while (begin > 0 && begin < mark && continues_character(text.p[begin]))
		begin++;
	while (begin < mark && term_width(slice(text, begin, mark), 0) > BEFORE)
		begin = character_end(text, begin);
	return begin;
}

/* Looks only at bytes near the mark, so that a file of one long line costs no more than one of
 * many.
 */
static struct window window_around(struct str text, size_t mark)
{
	struct window window = {0, text.n};
	size_t column = 0;

	if (text.n <= (size_t)4 * WIDEST && term_width(text, 0) <= WIDEST)
		return window;
	window.begin = window_begin(text, mark);
	window.end = window.begin;
	while (window.end < text.n) {
		size_t next = character_end(text, window.end);

		column += term_width(slice(text, window.end, next), column);
		if (column > WIDEST)
			break;
		window.end = next;
	}
	return window;
}

/* -- Drawing --------------------------------------------------------------------------------- */

static void draw_gutter(const struct canvas *canvas, uint32_t line)
{
	paint_begin(canvas, PAINT_GUTTER);
	if (line != 0) {
		text_printf(canvas->out, "%*lu |", (int)canvas->gutter, (unsigned long)line);
	} else {
		text_fill(canvas->out, ' ', canvas->gutter + 1);
		text_putc(canvas->out, '|');
	}
	paint_end(canvas);
}

void excerpt_draw_gutter_line(const struct canvas *canvas)
{
	draw_gutter(canvas, 0);
	text_putc(canvas->out, '\n');
}

/* As term_width() counts it: tabs become blanks. */
static void draw_expanded(struct text *out, struct str text)
{
	size_t column = 0, begin = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != '\t')
			continue;
		text_add_visible(out, slice(text, begin, i));
		column += term_width(slice(text, begin, i), column);
		if (i < text.n) {
			text_fill(out, ' ', 8 - column % 8);
			column += 8 - column % 8;
		}
		begin = i + 1;
	}
}

static void draw_window(const struct canvas *canvas, uint32_t line, struct str text,
			struct window window)
{
	draw_gutter(canvas, line);
	if (text.n > 0) {
		text_putc(canvas->out, ' ');
		if (window.begin > 0)
			text_puts(canvas->out, CUT);
		draw_expanded(canvas->out, slice(text, window.begin, window.end));
		if (window.end < text.n)
			text_puts(canvas->out, CUT);
	}
	text_putc(canvas->out, '\n');
}

/* Marks bytes [begin, end) of the text that draw_window() has drawn. */
static void draw_mark(const struct canvas *canvas, const struct place *place, struct str text,
		      struct window window, struct window marked)
{
	bool primary = place->order == 0;
	size_t begin = marked.begin < window.end ? marked.begin : window.end;
	size_t end = marked.end < window.end ? marked.end : window.end;
	size_t before, width;

	if (end < begin)
		end = begin;
	before = term_width(slice(text, window.begin, begin), 0);
	width = term_width(slice(text, begin, end), before);
	draw_gutter(canvas, 0);
	text_fill(canvas->out, ' ', 1 + before + (window.begin > 0 ? strlen(CUT) : 0));
	paint_begin(canvas, primary ? canvas->level : PAINT_GUTTER);
	text_fill(canvas->out, primary ? '^' : '-', width > 0 ? width : 1);
	paint_end(canvas);
	if (place->label->text) {
		text_putc(canvas->out, ' ');
		text_add_visible(canvas->out, str_of(place->label->text));
	}
	text_putc(canvas->out, '\n');
}

/* What of a line is meant, whose text begins at offset start; may end beyond the line. */
static struct window marked_in_line(const struct place *place, struct str text, uint32_t start)
{
	struct span at = place->label->at;
	struct window marked = {0, 0};

	if (at.begin > start)
		marked.begin = at.begin - start;
	if (at.end > start)
		marked.end = at.end - start;
	if (marked.begin > text.n)
		marked.begin = text.n;
	return marked;
}

/* The text of a place's line and the offset at which it begins. */
static struct str line_of(const struct place *place, uint32_t *start)
{
	const struct source *source = place->label->at.source;

	*start = source->lines[place->line - 1];
	return source_line(source, place->line);
}

/* Draws the line of places[0] once and a mark line for each of the places that fit below it,
 * the rightmost first; returns how many those were.
 */
static uint32_t draw_line(const struct canvas *canvas, const struct place *places, uint32_t count)
{
	uint32_t start, n = 1;
	struct str text = line_of(places, &start);
	struct window window = window_around(text, marked_in_line(places, text, start).begin);

	while (n < count && places[n].file == places->file && places[n].line == places->line &&
	       marked_in_line(&places[n], text, start).begin <= window.end)
		n++;
	draw_window(canvas, places->line, text, window);
	for (uint32_t i = n; i-- > 0;)
		draw_mark(canvas, &places[i], text, window,
			  marked_in_line(&places[i], text, start));
	return n;
}

/* The decoded cells with the property's value marked; nothing when there is none of both. */
static void draw_cells(const struct canvas *canvas, const struct place *place)
{
	struct str text = str_of(place->label->at.cells);
	const char *equals = text.n > 0 ? strstr(text.p, " = ") : NULL;
	struct window marked = {equals ? (size_t)(equals - text.p) + 3 : 0, text.n};
	struct window window = window_around(text, 0);

	if (text.n > 0) {
		excerpt_draw_gutter_line(canvas);
		draw_window(canvas, 0, text, window);
		draw_mark(canvas, place, text, window, marked);
	} else if (place->label->text) {
		draw_gutter(canvas, 0);
		text_putc(canvas->out, ' ');
		text_add_visible(canvas->out, str_of(place->label->text));
		text_putc(canvas->out, '\n');
	}
}

static void draw_arrow(const struct canvas *canvas, const struct span *at, bool first)
{
	text_fill(canvas->out, ' ', canvas->gutter);
	paint_begin(canvas, PAINT_GUTTER);
	text_puts(canvas->out, first ? "-->" : ":::");
	paint_end(canvas);
	text_putc(canvas->out, ' ');
	place_add(canvas->out, at);
	text_putc(canvas->out, '\n');
}

/* The place that the arrow of a file names: the primary one, else the file's first. */
static const struct place *arrow_place(const struct place *places, uint32_t count)
{
	for (uint32_t i = 0; i < count && places[i].file == places->file; i++) {
		if (places[i].order == 0)
			return &places[i];
	}
	return places;
}

static void draw_break(const struct canvas *canvas)
{
	paint_begin(canvas, PAINT_GUTTER);
	text_puts(canvas->out, CUT);
	paint_end(canvas);
	text_putc(canvas->out, '\n');
}

void excerpt_draw(struct canvas *canvas, const struct finding *finding)
{
	uint32_t count, drawn;
	const struct place *places = places_of(canvas->out->arena, finding, &count);

	canvas->gutter = gutter_of(places, count);
	for (uint32_t i = 0; i < count; i += drawn) {
		const struct place *place = &places[i], *before = i > 0 ? place - 1 : NULL;
		bool same = before && before->file == place->file && place->line != 0;

		drawn = 1;
		if (!same)
			draw_arrow(canvas, &arrow_place(place, count - i)->label->at, i == 0);
		if (place->line == 0) {
			draw_cells(canvas, place);
			continue;
		}
		if (!same)
			excerpt_draw_gutter_line(canvas);
		else if (place->line > before->line + 1)
			draw_break(canvas);
		drawn = draw_line(canvas, place, count - i);
	}
}
