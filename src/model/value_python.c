/* SPDX-License-Identifier: MIT */
/* Comparing and showing plain data as Python does. */
#include "model/value.h"

#include <inttypes.h>

static bool lists_equal(const struct value *a, const struct value *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (!value_equal(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

static bool maps_equal(const struct value *a, const struct value *b)
{
	if (value_live(a) != value_live(b))
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct value_member *member = &a->members[i];
		const struct value *other;

		if (!member->value)
			continue;
		other = value_get(b, member->key);
		if (!other || !value_equal(member->value, other))
			return false;
	}
	return true;
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (value_is_number(a) && value_is_number(b))
		return a->magnitude == b->magnitude && a->negative == b->negative;
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_STRING:
	case VALUE_FLOAT:
		return cstr_eq(a->text, b->text);
	case VALUE_LIST:
		return lists_equal(a, b);
	case VALUE_MAP:
		return maps_equal(a, b);
	case VALUE_NULL:
	case VALUE_BOOLEAN:
	case VALUE_INTEGER:
		break;
	}
	return true;
}

/* Single quotes unless the text holds one and no double quote. */
static void add_quoted(struct text *out, const char *text)
{
	const char quote = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';

	text_putc(out, quote);
	for (const char *c = text; *c; c++) {
		if (*c == '\\' || *c == quote)
			text_printf(out, "\\%c", *c);
		else if (*c == '\n')
			text_puts(out, "\\n");
		else if (*c == '\t')
			text_puts(out, "\\t");
		else if (*c == '\r')
			text_puts(out, "\\r");
		else if ((unsigned char)*c < ' ' || *c == 0x7f)
			text_printf(out, "\\x%02x", (unsigned)*c);
		else
			text_putc(out, *c);
	}
	text_putc(out, quote);
}

static void add_list(struct text *out, const struct value *list)
{
	text_putc(out, '[');
	for (size_t i = 0; i < list->count; i++) {
		text_puts(out, i ? ", " : "");
		value_repr(out, list->items[i]);
	}
	text_putc(out, ']');
}

static void add_map(struct text *out, const struct value *map)
{
	const char *separator = "";

	text_putc(out, '{');
	for (size_t i = 0; i < map->count; i++) {
		if (!map->members[i].value)
			continue;
		text_puts(out, separator);
		add_quoted(out, map->members[i].key);
		text_puts(out, ": ");
		value_repr(out, map->members[i].value);
		separator = ", ";
	}
	text_putc(out, '}');
}

void value_repr(struct text *out, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NULL:
		text_puts(out, "None");
		break;
	case VALUE_BOOLEAN:
		text_puts(out, value->magnitude ? "True" : "False");
		break;
	case VALUE_INTEGER:
		text_printf(out, "%s%" PRIu64, value->negative ? "-" : "", value->magnitude);
		break;
	case VALUE_FLOAT:
		text_puts(out, value->text);
		break;
	case VALUE_STRING:
		add_quoted(out, value->text);
		break;
	case VALUE_LIST:
		add_list(out, value);
		break;
	case VALUE_MAP:
		add_map(out, value);
		break;
	}
}
