/* SPDX-License-Identifier: MIT */
/* Writes paths as URIs.  A colon is escaped too: in front it would make a scheme of a name. */
#include "report/uri.h"

#include <string.h>

static bool is_unreserved(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
	       byte == '~';
}

static void add_component(struct text *out, struct str component)
{
	for (size_t i = 0; i < component.n; i++) {
		unsigned char byte = (unsigned char)component.p[i];

		if (is_unreserved(byte))
			text_putc(out, component.p[i]);
		else
			text_printf(out, "%%%02X", (unsigned)byte);
	}
}

bool uri_add_path(struct text *out, const char *path)
{
	bool relative = path[0] != '/', first = true;

	if (!relative)
		text_puts(out, "file:///");
	while (*path) {
		struct str component = {path, strcspn(path, "/")};

		path += component.n;
		path += *path == '/';
		if (component.n == 0 || str_is(component, "."))
			continue;
		if (!first)
			text_putc(out, '/');
		add_component(out, component);
		first = false;
	}
	if (relative && first)
		text_putc(out, '.');
	return relative;
}
