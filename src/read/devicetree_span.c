/* SPDX-License-Identifier: MIT */
/* Where nodes and properties of a devicetree stand, and properties as people write them. */
#include "read/devicetree_tree.h"

#include <string.h>

#include "base/arena.h"

/* As much of a property as is shown to people. */
#define SHOWN_CELLS 16
#define SHOWN_BYTES 64

static void add_cells(struct text *out, const struct tree_property *property)
{
	uint32_t count = property->size / 4;

	text_puts(out, "<");
	for (uint32_t i = 0; i < count && i < SHOWN_CELLS; i++)
		text_printf(out, "%s0x%x", i ? " " : "", tree_big_endian(property->data + i * 4));
	text_puts(out, count > SHOWN_CELLS ? " ...>" : ">");
}

static void add_bytes(struct text *out, const struct tree_property *property)
{
	text_puts(out, "[");
	for (uint32_t i = 0; i < property->size && i < SHOWN_BYTES; i++)
		text_printf(out, "%s%02x", i ? " " : "", property->data[i]);
	text_puts(out, property->size > SHOWN_BYTES ? " ...]" : "]");
}

static void add_strings(struct text *out, const struct tree_property *property)
{
	uint32_t size = property->size - 1; /* the last NUL ends the property */

	text_puts(out, "\"");
	for (uint32_t i = 0; i < size && i < SHOWN_BYTES; i++) {
		unsigned char c = property->data[i];

		if (c == '\0')
			text_puts(out, "\", \"");
		else if (c == '"' || c == '\\')
			text_printf(out, "\\%c", c);
		else if (c < 0x20 || c >= 0x7f)
			text_printf(out, "\\x%02x", c);
		else
			text_putc(out, (char)c);
	}
	text_puts(out, size > SHOWN_BYTES ? "...\"" : "\"");
}

/* reg = <0xc000 0x74000>; a property whose bytes do not fit its type is shown as bytes. */
static const char *decode(struct arena *arena, const struct tree_property *property)
{
	struct text out = {.arena = arena};

	text_puts(&out, property->name);
	if (property->size == 0)
		return out.p;
	text_puts(&out, " = ");
	if (property->type == TYPE_STRINGS && tree_text(property))
		add_strings(&out, property);
	else if (property->type == TYPE_CELLS && property->size % 4 == 0)
		add_cells(&out, property);
	else
		add_bytes(&out, property);
	return out.p;
}

struct span tree_span(const struct tree *tree, struct tree_node *node,
		      const struct tree_property *property)
{
	struct span span = {.source = tree->source, .path = tree_path(tree, node)};
	struct tree_place place = property ? property->place : node->place;

	if (place.source) {
		span.source = place.source;
		span.begin = place.begin;
		span.end = place.end;
		span.line = place.line;
	}
	if (property) {
		span.property = property->name;
		span.cells = decode(tree->arena, property);
	}
	return span;
}

/* -- Single cells of a property ---------------------------------------------------------------- */

/* Goes through the cells of a value as it is written: "< 0x10 (4 * 1024) &label >, <1>". */
struct scan {
	const char *text;
	uint32_t at, end;
	bool strange; /* strings, bytes, /bits/: not only cells */
};

static bool is_between(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '<' || c == '>' || c == ',';
}

static void skip_comment(struct scan *scan)
{
	bool block = scan->text[scan->at + 1] == '*';

	for (scan->at += 2; scan->at < scan->end; scan->at++) {
		if (!block && scan->text[scan->at] == '\n')
			return;
		if (block && scan->text[scan->at] == '/' && scan->text[scan->at - 1] == '*') {
			scan->at++;
			return;
		}
	}
}

static void skip_between(struct scan *scan)
{
	while (scan->at < scan->end) {
		char c = scan->text[scan->at];

		if (is_between(c))
			scan->at++;
		else if (c == '/' && scan->at + 1 < scan->end &&
			 (scan->text[scan->at + 1] == '*' || scan->text[scan->at + 1] == '/'))
			skip_comment(scan);
		else
			return;
	}
}

/* The next cell, bytes [begin, end); false at the end. */
static bool next_cell(struct scan *scan, uint32_t *begin, uint32_t *end)
{
	unsigned depth = 0;

	skip_between(scan);
	*begin = scan->at;
	for (; scan->at < scan->end; scan->at++) {
		char c = scan->text[scan->at];

		if (depth == 0 && is_between(c))
			break;
		if (c == '"' || c == '[' || c == '{' || c == ':' || (depth == 0 && c == '/'))
			scan->strange = true;
		depth += c == '(';
		depth -= c == ')' && depth > 0;
	}
	*end = scan->at;
	return *end > *begin && !scan->strange;
}

struct span tree_cells_span(const struct tree *tree, struct tree_node *node,
			    const struct tree_property *property, struct cells cells)
{
	struct span span = tree_span(tree, node, property);
	struct scan scan = {.end = span.end};
	uint32_t begin, end, count = 0, first = 0, last = 0;
	const char *equals;

	if (!span_has_text(span) || cells.count == 0)
		return span;
	scan.text = span.source->text.p;
	equals = memchr(scan.text + span.begin, '=', span.end - span.begin);
	if (!equals)
		return span;
	scan.at = (uint32_t)(equals + 1 - scan.text);
	while (next_cell(&scan, &begin, &end)) {
		if (count == cells.first)
			first = begin;
		if (count++ == cells.first + cells.count - 1)
			last = end;
	}
	if (!scan.strange && count == property->size / 4 && last > first) {
		span.begin = first;
		span.end = last;
	}
	return span;
}
