/* SPDX-License-Identifier: MIT */
/* Characters that no editor shows and that change what Partition Manager reads. */
#include "read/yaml_text.h"

#include <string.h>

/* The first of its kind, and how many there are. */
struct sighting {
	struct span first;
	const char *name;
	size_t count;
};

/* Bytes of the line break that YAML 1.1 sees at p and an editor does not; 0: none. */
static uint32_t hidden_break(const char *p, size_t n, const char **name)
{
	if (p[0] == '\r' && (n == 1 || p[1] != '\n')) {
		*name = "lone carriage return";
		return 1;
	}
	if (n >= 2 && memcmp(p, "\xc2\x85", 2) == 0) {
		*name = "U+0085 (next line)";
		return 2;
	}
	if (n >= 3 && memcmp(p, "\xe2\x80\xa8", 3) == 0) {
		*name = "U+2028 (line separator)";
		return 3;
	}
	if (n >= 3 && memcmp(p, "\xe2\x80\xa9", 3) == 0) {
		*name = "U+2029 (paragraph separator)";
		return 3;
	}
	return 0;
}

static void see(struct sighting *sighting, struct span at, const char *name)
{
	if (sighting->count++ > 0)
		return;
	sighting->first = at;
	sighting->name = name;
}

/* The end of the comment that begins at offset; offset itself when none does. */
static uint32_t comment_end(struct str bytes, uint32_t offset, uint32_t end)
{
	bool begins = bytes.p[offset] == '#' &&
		      (offset == 0 || strchr(" \t\r\n", bytes.p[offset - 1]) != NULL);

	while (begins && offset < end && bytes.p[offset] != '\n' && bytes.p[offset] != '\r')
		offset++;
	return offset;
}

static void look_for_breaks(const struct yaml_text *text, uint32_t end, struct sighting *breaks)
{
	const struct str bytes = text->source->text;
	const struct verbatim *verbatim = text->verbatim;

	for (uint32_t i = text->begin; i < end; i++) {
		const char *name;
		uint32_t n = hidden_break(bytes.p + i, bytes.n - i, &name);

		while (verbatim && verbatim->end <= i)
			verbatim = verbatim->next;
		if (n > 0 && !(verbatim && verbatim->begin <= i && !verbatim->block))
			see(breaks, span_of(text->source, i, i + n), name);
	}
}

/* PyYAML takes a tab only inside quotes, block scalars and comments. */
static void look_for_tabs(const struct yaml_text *text, uint32_t end, struct sighting *tabs)
{
	const struct str bytes = text->source->text;
	const struct verbatim *verbatim = text->verbatim;

	for (uint32_t i = text->begin; i < end; i++) {
		while (verbatim && verbatim->end <= i)
			verbatim = verbatim->next;
		if (verbatim && verbatim->begin <= i) {
			i = verbatim->end - 1;
			continue;
		}
		i = comment_end(bytes, i, end);
		if (i < end && bytes.p[i] == '\t')
			see(tabs, span_of(text->source, i, i + 1), NULL);
	}
}

static void report_breaks(const struct sighting *breaks, struct findings *found)
{
	struct finding *finding = finding_add(found, RULE_invalid_yaml, breaks->first,
					      "a %s ends a line that looks whole", breaks->name);

	finding_limit(finding, SEVERITY_WARNING);
	finding_mark(found, finding, "YAML starts a new line behind this");
	if (breaks->count > 1)
		finding_note(found, finding, "the file holds %zu such characters", breaks->count);
	finding_note(
		found, finding,
		"Partition Manager reads what follows as a line of its own, even behind a `#`");
	finding_help(found, finding, "replace the character by an ordinary line end, or delete it");
}

static void report_tabs(const struct sighting *tabs, struct findings *found)
{
	struct finding *finding =
		finding_add(found, RULE_invalid_yaml, tabs->first,
			    "a tab stands where Partition Manager takes only blanks");

	if (tabs->count > 1)
		finding_note(found, finding, "the file holds %zu such tabs", tabs->count);
	finding_note(found, finding,
		     "PyYAML says: found character '\\t' that cannot start any token");
	finding_help(found, finding, "replace the tab by blanks");
}

void yaml_text_report_hidden(const struct yaml_text *text, uint32_t end, struct findings *found)
{
	bool whole = end == text->source->text.n;
	struct sighting breaks = {0}, tabs = {0};

	if (text->hidden_breaks)
		look_for_breaks(text, end, &breaks);
	/* When the parser gave up, its own words on tabs are enough. */
	if (text->tabs && whole)
		look_for_tabs(text, end, &tabs);
	if (breaks.count)
		report_breaks(&breaks, found);
	if (tabs.count)
		report_tabs(&tabs, found);
}
