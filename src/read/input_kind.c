/* SPDX-License-Identifier: MIT */
/* Tells what an input is, by content. */
#include "read/read.h"

#include <string.h>

#include "read/intel_hex.h"

/* A flattened devicetree's first four bytes. */
#define BLOB_MAGIC "\xd0\x0d\xfe\xed"
/* Text files have no zero byte; those that are text in UTF-16 have one soon. */
#define BINARY_PROBE 4096

static void skip(struct str *text, size_t n)
{
	text->p += n;
	text->n -= n;
}

static void skip_line(struct str *text)
{
	const char *end = memchr(text->p, '\n', text->n);

	skip(text, end ? (size_t)(end - text->p) + 1 : text->n);
}

static void skip_block_comment(struct str *text)
{
	skip(text, 2);
	while (text->n > 0 && !str_starts(*text, "*/"))
		skip(text, 1);
	skip(text, text->n < 2 ? text->n : 2);
}

/* From the first byte that is no blank and in no comment of YAML, C or the C preprocessor. */
static struct str significant(struct str text)
{
	if (str_starts(text, "\xef\xbb\xbf"))
		skip(&text, 3);
	while (text.n > 0) {
		if (strchr(" \t\r\n\f\v", text.p[0]) && text.p[0] != '\0')
			skip(&text, 1);
		else if (text.p[0] == '#' || str_starts(text, "//"))
			skip_line(&text);
		else if (str_starts(text, "/*"))
			skip_block_comment(&text);
		else
			break;
	}
	return text;
}

static bool is_devicetree_text(struct str text)
{
	static const char *const directives[] = {
		"/dts-v1/",      "/plugin/", "/include/",        "/memreserve/",
		"/delete-node/", "/{",       "/omit-if-no-ref/", NULL};

	for (size_t i = 0; directives[i]; i++) {
		if (str_starts(text, directives[i]))
			return true;
	}
	if (!str_starts(text, "/"))
		return false;
	skip(&text, 1);
	return str_starts(str_trim(text), "{");
}

static bool is_kconfig_line(struct str text)
{
	size_t n = 0;

	if (!str_starts(text, "CONFIG_") && !str_starts(text, "SB_CONFIG_"))
		return false;
	while (n < text.n && strchr("=: \t\r\n", text.p[n]) == NULL)
		n++;
	return n < text.n && text.p[n] == '=';
}

static bool has_devicetree_name(const char *name)
{
	return cstr_ends(name, ".dts") || cstr_ends(name, ".dtsi") || cstr_ends(name, ".overlay");
}

static bool is_binary(struct str content)
{
	size_t n = content.n < BINARY_PROBE ? content.n : BINARY_PROBE;

	if (str_starts(content, "\xff\xfe") || str_starts(content, "\xfe\xff"))
		return false;
	return n > 0 && memchr(content.p, '\0', n) != NULL;
}

/* MCUboot's magic numbers: of the header in front, of the trailer behind; flash that begins erased
 * is a dump of a slot.  0xff 0xfe alone would be UTF-16.
 */
static bool is_image(struct str content)
{
	const uint8_t *bytes = (const uint8_t *)content.p;
	uint32_t magic;

	if (content.n < 4)
		return false;
	magic = mcuboot_get32(bytes);
	if (magic == MCUBOOT_HEADER_MAGIC || magic == MCUBOOT_HEADER_MAGIC_OLD ||
	    magic == MCUBOOT_HEADER_MAGIC_ERASED)
		return true;
	if (content.n < MCUBOOT_MAGIC_SIZE)
		return false;
	for (uint32_t alignment = 8; alignment <= 32; alignment *= 2) {
		if (mcuboot_magic_decode(bytes + content.n - MCUBOOT_MAGIC_SIZE, alignment) ==
		    MCUBOOT_MAGIC_GOOD)
			return true;
	}
	return false;
}

enum input_kind input_kind_of(const char *name, struct str content)
{
	struct str start;

	if (str_starts(content, BLOB_MAGIC))
		return INPUT_BLOB;
	if (is_image(content))
		return INPUT_IMAGE;
	if (intel_hex_is(content))
		return INPUT_INTEL_HEX;
	if (is_binary(content))
		return INPUT_UNKNOWN;
	start = significant(content);
	if (is_devicetree_text(start))
		return INPUT_DTS;
	/* An overlay begins with `&label`, which YAML reads as an anchor. */
	if (has_devicetree_name(name) && str_trim(content).n > 0)
		return INPUT_DTS;
	if (start.n == 0)
		return INPUT_EMPTY;
	return is_kconfig_line(start) ? INPUT_KCONFIG : INPUT_YAML;
}
