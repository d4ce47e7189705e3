/* SPDX-License-Identifier: MIT */
/* Reads and compares versions. */
#include "model/version.h"

/* Cuts a decimal number of at most four digits off the text. */
static bool take_number(struct str *text, unsigned *number)
{
	size_t n = 0;

	*number = 0;
	while (n < text->n && text->p[n] >= '0' && text->p[n] <= '9' && n < 4)
		*number = *number * 10 + (unsigned)(text->p[n++] - '0');
	text->p += n;
	text->n -= n;
	return n > 0;
}

static bool take(struct str *text, char c)
{
	if (text->n == 0 || text->p[0] != c)
		return false;
	text->p++;
	text->n--;
	return true;
}

bool version_parse(struct str text, struct version *version)
{
	struct version read = {.known = true};

	take(&text, 'v');
	if (!take_number(&text, &read.major) || !take(&text, '.') ||
	    !take_number(&text, &read.minor))
		return false;
	if (take(&text, '.') && !take_number(&text, &read.patch))
		return false;
	/* "-rc1", "-dev1", "+build" say which build of that version it is. */
	if (text.n > 0 && ((text.p[0] != '-' && text.p[0] != '+') || text.n == 1))
		return false;
	*version = read;
	return true;
}

static bool is_older(struct version version, unsigned major, unsigned minor, unsigned patch)
{
	if (version.major != major)
		return version.major < major;
	if (version.minor != minor)
		return version.minor < minor;
	return version.patch < patch;
}

bool version_at_least(struct version version, unsigned major, unsigned minor, unsigned patch)
{
	return version.known && !is_older(version, major, minor, patch);
}

bool version_before(struct version version, unsigned major, unsigned minor, unsigned patch)
{
	return version.known && is_older(version, major, minor, patch);
}
