/* SPDX-License-Identifier: MIT */
/* Finds the lines of a devicetree source: dtc writes the tree that it made once more as text, each
 * node and property with the place that it came from (`dtc -T -T`), and that text is followed along
 * the tree of the blob.  So includes, references (&label) and deleted nodes are dtc's business.
 */
#include "read/devicetree_tree.h"

#include <string.h>

#include "base/arena.h"

/* Other files of one source that are told apart; of a long list of includes the last. */
#define LIMIT_FILES 64

struct lines {
	struct tree *tree;
	const struct compiled *compiled;
	struct tree_node *next;                  /* the node that opens next */
	struct tree_property *property;          /* the next one of the open node */
	const struct source *files[LIMIT_FILES]; /* included ones */
	size_t file_count;
};

/* "7:25-7:53" behind the name of a file. */
struct extent {
	uint32_t line, column, end_line, end_column;
};

static bool cut_number(struct str *text, uint32_t *value)
{
	size_t n = 0;

	*value = 0;
	for (; n < text->n && n < 9 && text->p[n] >= '0' && text->p[n] <= '9'; n++)
		*value = *value * 10 + (uint32_t)(text->p[n] - '0');
	*text = (struct str){text->p + n, text->n - n};
	return n > 0;
}

static bool cut(struct str *text, char c)
{
	if (!text->n || text->p[0] != c)
		return false;
	*text = (struct str){text->p + 1, text->n - 1};
	return true;
}

/* ":7:25-7:53", perhaps with ", " and another place behind. */
static bool read_extent(struct str text, struct extent *extent)
{
	return cut(&text, ':') && cut_number(&text, &extent->line) && cut(&text, ':') &&
	       cut_number(&text, &extent->column) && cut(&text, '-') &&
	       cut_number(&text, &extent->end_line) && cut(&text, ':') &&
	       cut_number(&text, &extent->end_column) && (!text.n || str_starts(text, ", "));
}

static const struct source *other_file(struct lines *lines, struct str name)
{
	struct arena *arena = lines->tree->arena;
	const struct source *file;

	for (size_t i = lines->file_count; i-- > 0;)
		if (str_is(name, lines->files[i]->name))
			return lines->files[i];
	file = source_new_binary(arena, arena_copy(arena, name.p, name.n), STR(""));
	if (lines->file_count < LIMIT_FILES)
		lines->files[lines->file_count++] = file;
	return file;
}

/* dtc counts lines from 1 and bytes of a line from 1; false when the source has no such place. */
static bool offset_of(const struct source *source, uint32_t line, uint32_t column, uint32_t *offset)
{
	if (line < 1 || line > source->line_count || column < 1)
		return false;
	*offset = source->lines[line - 1] + column - 1;
	return *offset <= source->text.n;
}

/* The place that a comment of dtc tells, the first of several. */
static struct tree_place place_of(struct lines *lines, struct str comment)
{
	const struct source *source = lines->tree->source;
	struct tree_place place = {0};
	struct extent extent;
	size_t end = strlen(lines->compiled->path);

	if (str_starts(comment, lines->compiled->path) &&
	    read_extent((struct str){comment.p + end, comment.n - end}, &extent)) {
		if (offset_of(source, extent.line, extent.column, &place.begin) &&
		    offset_of(source, extent.end_line, extent.end_column, &place.end) &&
		    place.begin < place.end)
			place.source = source;
		return place;
	}
	for (end = 1; end < comment.n; end++) {
		if (!read_extent((struct str){comment.p + end, comment.n - end}, &extent))
			continue;
		place.source = other_file(lines, (struct str){comment.p, end});
		place.line = extent.line;
		break;
	}
	return place;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Goes back from behind a word to its first byte. */
static uint32_t word_begin(struct str text, uint32_t end)
{
	while (end > 0 && !is_blank(text.p[end - 1]) && !strchr(";{}/", text.p[end - 1]))
		end--;
	return end;
}

/* Blanks and comments. */
static uint32_t skip_blanks_back(struct str text, uint32_t end)
{
	for (;;) {
		while (end > 0 && is_blank(text.p[end - 1]))
			end--;
		if (end < 4 || text.p[end - 1] != '/' || text.p[end - 2] != '*')
			return end;
		for (end -= 3; end > 0 && (text.p[end - 1] != '/' || text.p[end] != '*');)
			end--;
		end -= end > 0;
	}
}

/* dtc places a node at its brace; what people look for are the labels and the name before it. */
static struct tree_place head_of_node(struct tree_place place)
{
	struct str text = place.source ? place.source->text : STR("");
	uint32_t begin, end;

	if (!place.source || place.line)
		return place;
	place.end = skip_blanks_back(text, place.begin);
	place.begin = word_begin(text, place.end);
	if (place.begin == place.end && place.end > 0)
		place.begin--; /* the root is "/" */
	for (;;) {
		end = skip_blanks_back(text, place.begin);
		begin = word_begin(text, end);
		if (begin == end || text.p[end - 1] != ':')
			return place;
		place.begin = begin;
	}
}

static struct tree_place without_semicolon(struct tree_place place)
{
	if (place.source && !place.line && place.end > place.begin + 1 &&
	    place.source->text.p[place.end - 1] == ';')
		place.end--;
	return place;
}

/* Cuts the comment off the end of a line of dtc's. */
static struct str cut_comment(struct str *line)
{
	struct str none = {"", 0};

	if (!str_ends(*line, " */"))
		return none;
	for (size_t i = line->n - 3; i-- > 0;) {
		struct str comment = {line->p + i + 4, line->n - 3 - (i + 4)};

		if (i + 4 > line->n - 3 || memcmp(line->p + i, " /* ", 4) != 0)
			continue;
		line->n = i;
		return comment;
	}
	return none;
}

/* "label: name {": the name; the root's is empty here and "/" in dtc's text. */
static struct str opened_name(struct str line)
{
	struct str head = str_trim((struct str){line.p, line.n - 1});
	size_t begin = head.n;

	while (begin > 0 && head.p[begin - 1] != ' ')
		begin--;
	head = (struct str){head.p + begin, head.n - begin};
	return str_is(head, "/") ? STR("") : head;
}

/* False when the text does not follow the tree. */
static bool open_node(struct lines *lines, struct str line, struct str comment)
{
	struct tree_node *node = lines->next;

	if (!node || !str_is(opened_name(line), node->name))
		return false;
	node->place = head_of_node(place_of(lines, comment));
	lines->next = node->following;
	lines->property = node->properties;
	return true;
}

/* The tree keeps some of the properties, in the same order. */
static void take_property(struct lines *lines, struct str line, struct str comment)
{
	struct tree_property *property = lines->property;
	size_t length = 0;

	while (length < line.n && line.p[length] != ' ' && line.p[length] != ';')
		length++;
	if (!property || !str_is((struct str){line.p, length}, property->name))
		return;
	property->place = without_semicolon(place_of(lines, comment));
	lines->property = property->next;
}

void devicetree_find_lines(struct tree *tree, const struct compiled *compiled)
{
	struct lines lines = {.tree = tree, .compiled = compiled, .next = tree->root};
	struct str rest = compiled->annotated, line;

	while (str_next_line(&rest, &line)) {
		struct str comment;

		line = str_trim(line);
		comment = cut_comment(&line);
		if (str_ends(line, "{")) {
			if (!open_node(&lines, line, comment))
				return;
		} else if (str_is(line, "};")) {
			lines.property = NULL;
		} else if (lines.property) {
			take_property(&lines, line, comment);
		}
	}
}
