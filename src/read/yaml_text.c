/* SPDX-License-Identifier: MIT */
/* Encoding and offsets of a YAML file. */
#include "read/yaml_text.h"

#include <string.h>

#include "base/arena.h"

/* Lines that begin with `%`; a layout has none. */
#define DIRECTIVE_LIMIT 16

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Eight bytes at once: this runs over every byte of every file. */
static bool is_ascii(const char *p, size_t n)
{
	const uint64_t high_bits = UINT64_C(0x8080808080808080);
	uint64_t seen = 0;
	size_t i = 0;

	for (; i + sizeof(seen) <= n; i += sizeof(seen)) {
		uint64_t word;

		memcpy(&word, p + i, sizeof(word));
		seen |= word;
	}
	for (; i < n; i++)
		seen |= (unsigned char)p[i];
	return !(seen & high_bits);
}

/* A carriage return alone ends a line for YAML, not for editors and git. */
static bool has_lone_return(struct str text)
{
	const char *end = text.p + text.n;
	const char *at = text.p;

	while (at < end && (at = memchr(at, '\r', (size_t)(end - at))) != NULL) {
		if (++at == end || *at != '\n')
			return true;
	}
	return false;
}

/* libyaml's time for directives grows with the square of their number. */
static bool has_many_directives(struct str text)
{
	const char *end = text.p + text.n;
	const char *at = text.p;
	size_t count = 0;

	while (at < end && (at = memchr(at, '%', (size_t)(end - at))) != NULL) {
		if (at == text.p || at[-1] == '\n' || at[-1] == '\r')
			count++;
		at++;
	}
	return count > DIRECTIVE_LIMIT;
}

static const char *wide_encoding(struct str text)
{
	if (text.n >= 2 &&
	    (memcmp(text.p, "\xff\xfe", 2) == 0 || memcmp(text.p, "\xfe\xff", 2) == 0))
		return "UTF-16";
	if (text.n >= 4 && memcmp(text.p, "\0\0\xfe\xff", 4) == 0)
		return "UTF-32";
	return NULL;
}

bool yaml_text_open(struct yaml_text *text, const struct source *source, struct findings *found)
{
	const char *wide = wide_encoding(source->text);

	*text = (struct yaml_text){.source = source};
	text->verbatim_tail = &text->verbatim;
	if (wide) {
		struct finding *finding =
			finding_add(found, RULE_invalid_yaml, span_of(source, 0, 0),
				    "the file is %s, not UTF-8", wide);

		finding_help(found, finding, "save it as UTF-8");
		return false;
	}
	if (has_many_directives(source->text)) {
		finding_add(found, RULE_invalid_yaml, span_of(source, 0, 0),
			    "more than %d lines begin with `%%`, as YAML directives do",
			    DIRECTIVE_LIMIT);
		return false;
	}
	if (str_starts(source->text, "\xef\xbb\xbf"))
		text->begin = 3;
	text->offset = text->begin;
	text->ascii = is_ascii(source->text.p + text->begin, source->text.n - text->begin);
	text->hidden_breaks = !text->ascii || has_lone_return(source->text);
	text->remarks = str_contains(source->text, COMMENT_WORD);
	text->tabs = source->text.n > 0 && memchr(source->text.p, '\t', source->text.n) != NULL;
	return true;
}

uint32_t yaml_text_offset(struct yaml_text *text, size_t index)
{
	const struct str bytes = text->source->text;
	uint32_t offset = text->offset;
	size_t here = text->index;

	if (text->ascii)
		return index < bytes.n - text->begin ? text->begin + (uint32_t)index
						     : (uint32_t)bytes.n;
	while (here < index && offset < bytes.n) {
		offset++;
		while (offset < bytes.n && is_continuation(bytes.p[offset]))
			offset++;
		here++;
	}
	while (here > index && offset > text->begin) {
		offset--;
		while (offset > text->begin && is_continuation(bytes.p[offset]))
			offset--;
		here--;
	}
	text->offset = offset;
	text->index = here;
	return offset;
}

struct span yaml_text_span(struct yaml_text *text, size_t begin, size_t end)
{
	uint32_t first = yaml_text_offset(text, begin);

	return span_of(text->source, first, yaml_text_offset(text, end));
}

struct span yaml_text_trim(struct span at)
{
	const char *p = at.source->text.p;

	while (at.end > at.begin && is_blank(p[at.end - 1]))
		at.end--;
	return at;
}

uint32_t yaml_text_skip_properties(const struct yaml_text *text, uint32_t begin, uint32_t end)
{
	const char *p = text->source->text.p;

	while (begin < end && (p[begin] == '&' || p[begin] == '!')) {
		while (begin < end && !is_blank(p[begin]))
			begin++;
		while (begin < end && (is_blank(p[begin]) || p[begin] == '#')) {
			bool comment = p[begin] == '#';

			while (comment && begin < end && p[begin] != '\n')
				begin++;
			begin += begin < end;
		}
	}
	return begin;
}

void yaml_text_note(struct yaml_text *text, struct arena *arena, struct span at, bool block)
{
	struct verbatim *verbatim;

	if (!text->hidden_breaks && !text->tabs && !text->remarks)
		return;
	verbatim = ARENA_NEW(arena, struct verbatim);
	verbatim->begin = at.begin;
	verbatim->end = at.end;
	verbatim->block = block;
	*text->verbatim_tail = verbatim;
	text->verbatim_tail = &verbatim->next;
}
