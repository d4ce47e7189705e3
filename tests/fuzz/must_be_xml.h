/* SPDX-License-Identifier: MIT */
/* What holds of every page and picture, whatever the names in it: elements are closed in their
 * order, attributes stand in quotes, and nothing else is markup.
 */
#ifndef TESTS_FUZZ_MUST_BE_XML_H
#define TESTS_FUZZ_MUST_BE_XML_H

#include <string.h>

#define XML_DEPTH 32

struct open_element {
	const char *name;
	size_t n;
};

static inline size_t xml_name(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
}

static inline const char *skip_entity(const char *text)
{
	static const char *const entities[] = {"&amp;",  "&lt;",  "&gt;",
					       "&quot;", "&#39;", "&#8594;"};

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		if (strncmp(text, entities[i], strlen(entities[i])) == 0)
			return text + strlen(entities[i]);
	}
	MUST(*text != '&'); /* none that a writer writes */
	return NULL;
}

/* ` name="value"` again and again, up to the end of the tag. */
static inline const char *skip_attributes(const char *text)
{
	while (*text == ' ') {
		size_t n = xml_name(++text);

		MUST(n > 0 && n < 20 && strncmp(text + n, "=\"", 2) == 0);
		for (text += n + 2; *text != '"';) {
			MUST(*text && *text != '<' && *text != '>');
			text = *text == '&' ? skip_entity(text) : text + 1;
		}
		text++;
	}
	return text;
}

/* The style and the script are ours; both end where their names stand again. */
static inline const char *skip_own(const char *text, const char *end)
{
	text = strstr(text, end);
	MUST(text);
	return text;
}

static inline void must_be_xml(const char *text)
{
	struct open_element open[XML_DEPTH];
	size_t depth = 0, n;

	if (strncmp(text, "<!DOCTYPE html>", 15) == 0)
		text += 15;
	while (*text) {
		if (*text == '&') {
			text = skip_entity(text);
		} else if (strncmp(text, "</", 2) == 0) {
			n = xml_name(text + 2);
			MUST(depth > 0 && open[depth - 1].n == n);
			MUST(strncmp(open[--depth].name, text + 2, n) == 0 && text[n + 2] == '>');
			text += n + 3;
		} else if (*text == '<') {
			n = xml_name(text + 1);
			MUST(n > 0 && depth < XML_DEPTH);
			open[depth++] = (struct open_element){text + 1, n};
			text = skip_attributes(text + 1 + n);
			depth -= *text == '/';
			text += *text == '/';
			MUST(*text++ == '>');
			if (depth > 0 && strncmp(open[depth - 1].name, "style>", 6) == 0)
				text = skip_own(text, "</style>");
			else if (depth > 0 && strncmp(open[depth - 1].name, "script>", 7) == 0)
				text = skip_own(text, "</script>");
		} else {
			MUST(*text != '>');
			text++;
		}
	}
	MUST(depth == 0);
}

#endif
