/* SPDX-License-Identifier: MIT */
/* Writes text so that no name of an input can become markup. */
#include "emit/xml.h"

#include "base/arena.h"
#include "base/term.h"

#include <inttypes.h>

static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* U+FFFE and U+FFFF are no characters of XML, whatever encodes them. */
static bool is_no_character(const char *p)
{
	return (unsigned char)p[0] == 0xef && (unsigned char)p[1] == 0xbf &&
	       ((unsigned char)p[2] & 0xfe) == 0xbe;
}

void xml_text(struct text *out, const char *value)
{
	struct text visible = {.arena = out->arena};

	text_add_visible(&visible, str_of(value));
	for (const char *p = visible.p ? visible.p : ""; *p; p++) {
		const char *entity = entity_of(*p);

		if (entity) {
			text_puts(out, entity);
		} else if (is_no_character(p)) {
			text_printf(out, "\\xef\\xbf\\x%02x", (unsigned)(unsigned char)p[2]);
			p += 2;
		} else {
			text_putc(out, *p);
		}
	}
}

void xml_attribute(struct text *out, const char *name, const char *value)
{
	text_printf(out, " %s=\"", name);
	xml_text(out, value);
	text_putc(out, '"');
}

void xml_thousandths(struct text *out, uint64_t value)
{
	unsigned part = (unsigned)(value % 1000);

	text_printf(out, "%" PRIu64, value / 1000);
	if (part == 0)
		return;
	text_printf(out, ".%03u", part);
	while (out->p[out->n - 1] == '0')
		out->p[--out->n] = '\0';
}
