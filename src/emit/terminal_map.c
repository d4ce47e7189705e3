/* SPDX-License-Identifier: MIT */
/* A device as a map to scale: every partition is a bar of half columns where its bytes are. */
#include "emit/terminal.h"

#include "base/arena.h"
#include "base/num.h"
#include "base/term.h"

#include <inttypes.h>

#define LEAST_BAR 10 /* columns */
#define LEAST_NAME 8

struct map {
	const struct picture_device *device;
	const struct terminal *terminal;
	size_t name_width, size_width, bar_width; /* columns */
};

struct bar_signs {
	const char *full, *left, *right; /* a cell, and its halves */
	const char *free;
	const char *opens, *line, *closes, *alone; /* of a container */
};

static const struct bar_signs unicode = {"\u2588", "\u258c", "\u2590", "\u2591",
					 "\u251c", "\u2500", "\u2524", "\u253c"};
static const struct bar_signs ascii = {"#", "#", "#", ".", "[", "-", "]", "|"};

static struct map measure(const struct picture_device *device, const struct terminal *terminal,
			  struct arena *arena)
{
	struct map map = {.device = device, .terminal = terminal};
	size_t fixed, room = terminal->columns, widest_name = LEAST_NAME;

	for (size_t i = 0; i < device->count; i++) {
		const struct picture_row *row = &device->rows[i];
		size_t name = term_width(str_of(row->name), 0);
		size_t size = str_of(num_human(arena, row->end - row->begin)).n;

		widest_name = name > widest_name ? name : widest_name;
		map.size_width = size > map.size_width ? size : map.size_width;
	}
	/* Two blanks in front and between the columns. */
	fixed = 6 + map.size_width;
	map.name_width = widest_name;
	if (fixed + widest_name + LEAST_BAR > room || widest_name > room / 3)
		map.name_width = room / 3 > LEAST_NAME ? room / 3 : LEAST_NAME;
	if (map.name_width > widest_name)
		map.name_width = widest_name;
	fixed += map.name_width;
	map.bar_width = fixed + LEAST_BAR < room ? room - fixed : LEAST_BAR;
	return map;
}

/* Half columns [begin, end) of the bar, at least one. */
static void extent_of(const struct map *map, const struct picture_row *row, size_t *begin,
		      size_t *end)
{
	uint32_t halves = (uint32_t)map->bar_width * 2;

	*begin = picture_scale(map->device, row->begin, halves);
	*end = picture_scale(map->device, row->end, halves);
	if (*begin >= halves)
		*begin = halves - 1;
	if (*end <= *begin)
		*end = *begin + 1;
}

static void add_bracket(struct text *out, const struct bar_signs *signs, size_t begin, size_t end)
{
	size_t first = begin / 2, last = (end + 1) / 2 - 1;

	text_fill(out, ' ', first);
	if (first == last) {
		text_puts(out, signs->alone);
		return;
	}
	text_puts(out, signs->opens);
	for (size_t cell = first + 1; cell < last; cell++)
		text_puts(out, signs->line);
	text_puts(out, signs->closes);
}

static void add_block(struct text *out, const struct bar_signs *signs, size_t begin, size_t end)
{
	text_fill(out, ' ', begin / 2);
	for (size_t half = begin & ~(size_t)1; half < end; half += 2) {
		bool left = half >= begin, right = half + 1 < end;

		text_puts(out, left && right ? signs->full : left ? signs->left : signs->right);
	}
}

static void add_row(struct text *out, const struct map *map, const struct picture_row *row)
{
	const struct terminal *terminal = map->terminal;
	const struct bar_signs *signs = terminal->ascii ? &ascii : &unicode;
	const char *size = num_human(out->arena, row->end - row->begin);
	const char *name = picture_fit(out->arena, row->name, map->name_width, terminal->ascii);
	size_t width = term_width(str_of(name), 0) + str_of(size).n;
	size_t begin, end;

	/* The table, and check, say what it is. */
	text_puts(out, row->worst > SEVERITY_NOTE ? "! " : "  ");
	text_puts(out, name);
	text_fill(out, ' ', map->name_width + map->size_width + 2 - width);
	text_printf(out, "%s  ", size);
	extent_of(map, row, &begin, &end);
	terminal_color_row(out, row, terminal);
	if (row->container) {
		add_bracket(out, signs, begin, end);
	} else if (row->role == ROLE_FREE) {
		text_fill(out, ' ', begin / 2);
		for (size_t cell = begin / 2; cell < (end + 1) / 2; cell++)
			text_puts(out, signs->free);
	} else {
		add_block(out, signs, begin, end);
	}
	terminal_plain(out, terminal);
	text_putc(out, '\n');
}

/* The addresses at both ends, and in the middle where there is room. */
static void add_ruler(struct text *out, const struct map *map)
{
	uint64_t begin = map->device->begin, end = map->device->end;
	const char *first = arena_printf(out->arena, "0x%" PRIx64, begin);
	const char *middle = arena_printf(out->arena, "0x%" PRIx64, begin + (end - begin) / 2);
	const char *last = arena_printf(out->arena, "0x%" PRIx64, end);
	size_t a = str_of(first).n, b = str_of(middle).n, c = str_of(last).n;
	size_t room = map->bar_width, half = room / 2;

	text_fill(out, ' ', 6 + map->name_width + map->size_width);
	text_puts(out, first);
	if (a + c + 1 > room) {
		text_putc(out, '\n');
		return;
	}
	if (a + 2 + b / 2 <= half && half + (b - b / 2) + 2 + c <= room) {
		text_fill(out, ' ', half - b / 2 - a);
		text_puts(out, middle);
		a = half - b / 2 + b;
	}
	text_fill(out, ' ', room - a - c);
	text_printf(out, "%s\n", last);
}

void terminal_map(struct text *out, const struct picture_device *device,
		  const struct terminal *terminal)
{
	struct map map = measure(device, terminal, out->arena);

	add_ruler(out, &map);
	for (size_t i = 0; i < device->count; i++)
		add_row(out, &map, &device->rows[i]);
}
