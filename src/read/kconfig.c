/* SPDX-License-Identifier: MIT */
/* Reads the .config that Kconfig has written: one option a line. */
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static bool is_name_byte(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Cuts the option's name off *rest; false when it does not begin with one. */
static bool cut_name(struct str *rest, struct str *name)
{
	size_t n = 0;

	if (!str_starts(*rest, "CONFIG_") && !str_starts(*rest, "SB_CONFIG_"))
		return false;
	while (n < rest->n && is_name_byte(rest->p[n]))
		n++;
	*name = (struct str){rest->p, n};
	rest->p += n;
	rest->n -= n;
	return true;
}

/* The text between quotes; Kconfig escapes `"` and `\` by a backslash. */
static struct str unquote(struct arena *arena, struct str quoted)
{
	char *text = arena_copy(arena, quoted.p, quoted.n);
	size_t n = 0;

	for (size_t i = 1; i < quoted.n && quoted.p[i] != '"'; i++) {
		if (quoted.p[i] == '\\' && i + 1 < quoted.n)
			i++;
		text[n++] = quoted.p[i];
	}
	text[n] = '\0';
	return (struct str){text, n};
}

/* `CONFIG_X=...` or `# CONFIG_X is not set`; false for every other line. */
static bool parse_line(struct arena *arena, struct str line, struct kconfig_option *option)
{
	struct str rest = str_trim(line);

	if (str_starts(rest, "# ")) {
		rest.p += 2;
		rest.n -= 2;
		option->value = STR("n");
		return cut_name(&rest, &option->name) && str_is(rest, " is not set");
	}
	if (!cut_name(&rest, &option->name) || !str_starts(rest, "="))
		return false;
	rest.p++;
	rest.n--;
	option->value = str_starts(rest, "\"") ? unquote(arena, rest) : rest;
	return true;
}

/* By name; the last writing of a name first. */
static int compare_options(const void *a, const void *b)
{
	const struct kconfig_option *left = a, *right = b;
	int order = str_cmp(left->name, right->name);

	if (order != 0)
		return order;
	return (left->order < right->order) - (left->order > right->order);
}

static size_t drop_earlier(struct kconfig_option *options, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || !str_eq(options[kept - 1].name, options[i].name))
			options[kept++] = options[i];
	}
	return kept;
}

/* The options so far, with room for one more. */
struct option_list {
	struct kconfig_option *options;
	size_t count, room;
};

static void make_room(struct arena *arena, struct option_list *list)
{
	struct kconfig_option *old = list->options;

	if (list->count < list->room)
		return;
	list->room = list->room ? 2 * list->room : 64;
	list->options = arena_array(arena, list->room, sizeof(*old));
	if (list->count > 0)
		memcpy(list->options, old, list->count * sizeof(*old));
}

struct kconfig *kconfig_parse(struct arena *arena, const struct source *source)
{
	struct kconfig *config = ARENA_NEW(arena, struct kconfig);
	struct str rest = source->text, line;
	struct option_list list = {0};

	if (str_starts(rest, "\xef\xbb\xbf")) {
		rest.p += 3;
		rest.n -= 3;
	}
	for (uint32_t number = 1; str_next_line(&rest, &line); number++) {
		uint32_t begin = (uint32_t)(line.p - source->text.p);
		struct kconfig_option option = {0};

		if (!parse_line(arena, line, &option))
			continue;
		option.at = span_of(source, begin, begin + (uint32_t)line.n);
		option.order = number;
		make_room(arena, &list);
		list.options[list.count++] = option;
	}
	if (list.count > 1)
		qsort(list.options, list.count, sizeof(*list.options), compare_options);
	config->source = source;
	config->options = list.options;
	config->count = drop_earlier(list.options, list.count);
	return config;
}

struct kconfig *kconfig_read(struct arena *arena, const char *path, struct findings *found)
{
	struct source *source = read_source(arena, path, found);

	return source ? kconfig_parse(arena, source) : NULL;
}
