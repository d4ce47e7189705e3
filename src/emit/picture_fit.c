/* SPDX-License-Identifier: MIT */
/* Names that are too long for a drawing. */
#include "emit/picture.h"

#include "base/arena.h"
#include "base/term.h"

const char *picture_name(struct arena *arena, const char *name)
{
	struct text text = {.arena = arena};

	text_add_visible(&text, str_of(name));
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\t')
			text.p[i] = ' ';
	}
	return text.p ? text.p : "";
}

/* Bytes from the start of name that take at most room columns. */
static size_t head_bytes(struct str name, size_t room)
{
	size_t n = 0, good = 0;

	while (n < name.n) {
		n++;
		while (n < name.n && ((unsigned char)name.p[n] & 0xc0) == 0x80)
			n++;
		if (term_width((struct str){name.p, n}, 0) > room)
			break;
		good = n;
	}
	return good;
}

/* Bytes from the end of name that take at most room columns. */
static size_t tail_bytes(struct str name, size_t room)
{
	size_t n = 0, good = 0;

	while (n < name.n) {
		n++;
		while (n < name.n && ((unsigned char)name.p[name.n - n] & 0xc0) == 0x80)
			n++;
		if (term_width((struct str){name.p + name.n - n, n}, 0) > room)
			break;
		good = n;
	}
	return good;
}

const char *picture_fit(struct arena *arena, const char *name, size_t room, bool ascii)
{
	const char *dots = ascii ? ".." : "\u2026";
	size_t dots_width = ascii ? 2 : 1, head, tail;
	struct str whole = str_of(name);

	if (term_width(whole, 0) <= room)
		return name;
	if (room <= dots_width)
		return arena_copy(arena, "", 0);
	room -= dots_width;
	head = head_bytes(whole, room - room / 2);
	tail = tail_bytes(whole, room / 2);
	return arena_printf(arena, "%.*s%s%s", (int)head, name, dots, name + whole.n - tail);
}
