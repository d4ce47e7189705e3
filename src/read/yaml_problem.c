/* SPDX-License-Identifier: MIT */
/* Words for what is wrong with a YAML text, for people who do not know the grammar. */
#include "read/yaml_problem.h"

#include <string.h>

/* The parser's words, ours, and what to do. */
static const struct wording {
	const char *problem, *words, *help;
} wordings[] = {
	{"mapping values are not allowed in this context", "a `:` stands where no key can be",
	 "check the indentation of this line and of the one above; quote a text that holds `: `"},
	{"did not find expected key", "this line fits no mapping above it",
	 "give all keys of one mapping the same indentation"},
	{"could not find expected ':'", "a key has no `:` behind it",
	 "write `key: value`, with a blank behind the colon"},
	{"did not find expected '-' indicator", "this line fits no list above it",
	 "give all items of one list the same indentation"},
	{"did not find expected ',' or ']'", "a list in `[]` is not closed",
	 "separate the items by `,` and close the list with `]`"},
	{"did not find expected ',' or '}'", "a mapping in `{}` is not closed",
	 "separate the members by `,` and close the mapping with `}`"},
	{"found unexpected end of stream", "a quoted text is not closed", "add the missing quote"},
	{"did not find expected <document start>", "text stands behind the end of the document",
	 "give all partitions the same indentation"},
	{"block sequence entries are not allowed in this context",
	 "a list begins where a single value is expected", "begin the list on a line of its own"},
	{"did not find expected node content", "a value is missing", NULL},
	{"found undefined tag handle", "a tag's prefix is not declared", NULL},
};

static const struct wording *wording_of(const char *problem)
{
	for (size_t i = 0; i < sizeof(wordings) / sizeof(*wordings); i++) {
		if (strcmp(wordings[i].problem, problem) == 0)
			return &wordings[i];
	}
	return NULL;
}

/* The first tab in the indentation of the line that offset is on; bytes.n when there is none. */
static uint32_t indenting_tab(struct str bytes, uint32_t offset)
{
	uint32_t i = offset;

	while (i > 0 && bytes.p[i - 1] != '\n')
		i--;
	while (i < bytes.n && bytes.p[i] == ' ')
		i++;
	return i < bytes.n && bytes.p[i] == '\t' ? i : (uint32_t)bytes.n;
}

/* One character at offset, none at the end of a line. */
static struct span character_at(const struct source *source, uint32_t offset)
{
	const struct str bytes = source->text;
	uint32_t end = offset;

	if (end < bytes.n && bytes.p[end] != '\n' && bytes.p[end] != '\r') {
		end++;
		while (end < bytes.n && ((unsigned char)bytes.p[end] & 0xc0) == 0x80)
			end++;
	}
	return span_of(source, offset, end);
}

static void report_bytes(const struct yaml_text *text, const struct yaml_problem *problem,
			 struct findings *found)
{
	uint32_t at = text->begin + (uint32_t)problem->offset;
	bool control = strstr(problem->problem, "control characters") != NULL;
	struct finding *finding;

	if (at >= text->source->text.n)
		at = text->source->text.n ? (uint32_t)text->source->text.n - 1 : 0;
	if (control)
		finding = finding_add(
			found, RULE_invalid_yaml, character_at(text->source, at),
			"the control character U+%04X at byte %u is not allowed in YAML",
			(unsigned)problem->value, at);
	else
		finding = finding_add(found, RULE_invalid_yaml, span_of(text->source, at, at + 1),
				      "the file is not UTF-8: byte 0x%02x at offset %u",
				      text->source->text.n
					      ? (unsigned)(unsigned char)text->source->text.p[at]
					      : 0,
				      at);
	finding_note(found, finding, "the YAML parser says: %s", problem->problem);
	finding_help(found, finding, control ? "delete the character" : "save the file as UTF-8");
}

static const char *plain_words(struct str bytes, uint32_t at, const struct wording *wording)
{
	if (at < bytes.n && bytes.p[at] == '\t')
		return "a tab stands where only blanks may indent";
	if (wording)
		return wording->words;
	return NULL;
}

static void report_syntax(struct yaml_text *text, const struct yaml_problem *problem,
			  struct findings *found)
{
	const struct str bytes = text->source->text;
	const struct wording *wording = wording_of(problem->problem);
	uint32_t context_at = yaml_text_offset(text, problem->context_index);
	uint32_t at = yaml_text_offset(text, problem->index);
	uint32_t tab = indenting_tab(bytes, at);
	const char *words;
	struct finding *finding;

	if (tab < bytes.n)
		at = tab;
	words = plain_words(bytes, at, wording);
	finding = finding_add(found, RULE_invalid_yaml, character_at(text->source, at),
			      "not valid YAML: %s", words ? words : problem->problem);
	if (problem->context && context_at != at)
		finding_label(found, finding, character_at(text->source, context_at), "%s",
			      problem->context);
	if (words)
		finding_note(found, finding, "the YAML parser says: %s", problem->problem);
	if (tab < bytes.n)
		finding_help(found, finding, "indent with blanks");
	else if (wording && wording->help)
		finding_help(found, finding, "%s", wording->help);
	else if (at < bytes.n && strchr("@`%", bytes.p[at]))
		finding_help(found, finding, "quote a text that begins with `%c`", bytes.p[at]);
}

void yaml_report_problem(struct yaml_text *text, const struct yaml_problem *problem,
			 struct findings *found)
{
	if (problem->unreadable_bytes)
		report_bytes(text, problem, found);
	else
		report_syntax(text, problem, found);
}
