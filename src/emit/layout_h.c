/* SPDX-License-Identifier: MIT */
/* A C header that states the layout: macros, tables, and assertions against drift.  It needs no
 * other header than <stdint.h> and <stddef.h> and is C99, C11 and C++ at once.
 */
#include "emit/layout_h.h"

#include "base/arena.h"
#include "emit/escape.h"
#include "emit/kinds.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void note_macro(struct layout_header *header, const char *macro)
{
	struct arena *arena = header->layout->arena;

	if (header->macro_count == header->macro_room) {
		size_t room = header->macro_room == 0 ? 256 : 2 * header->macro_room;
		const char **macros = arena_array(arena, room, sizeof(*macros));

		for (size_t i = 0; i < header->macro_count; i++)
			macros[i] = header->macros[i];
		header->macros = macros;
		header->macro_room = room;
	}
	header->macros[header->macro_count++] = macro;
}

static void begin_define(struct layout_header *header, const char *prefix, const char *name,
			 const char *suffix)
{
	const char *macro =
		arena_printf(header->layout->arena, "PMLAYOUT_%s%s_%s", prefix, name, suffix);

	note_macro(header, macro);
	text_printf(header->out, "#define %s ", macro);
}

void layout_h_constant(struct text *out, uint64_t value)
{
	text_printf(out, "0x%" PRIx64 "%s", value, value > UINT32_MAX ? "ULL" : "U");
}

void layout_h_number(struct layout_header *header, const char *prefix, const char *name,
		     const char *suffix, uint64_t value)
{
	begin_define(header, prefix, name, suffix);
	layout_h_constant(header->out, value);
	text_putc(header->out, '\n');
}

void layout_h_decimal(struct layout_header *header, const char *prefix, const char *name,
		      const char *suffix, uint64_t value)
{
	begin_define(header, prefix, name, suffix);
	text_printf(header->out, "%" PRIu64 "%s\n", value, value > UINT32_MAX ? "ULL" : "U");
}

void layout_h_text(struct layout_header *header, const char *prefix, const char *name,
		   const char *suffix, const char *value)
{
	begin_define(header, prefix, name, suffix);
	text_putc(header->out, '"');
	emit_c_string(header->out, value);
	text_puts(header->out, "\"\n");
}

void layout_h_source(struct layout_header *header, const char *prefix, const char *name,
		     const char *suffix, const char *value)
{
	begin_define(header, prefix, name, suffix);
	text_printf(header->out, "%s\n", value);
}

static const char *macro_name(struct arena *arena, const char *name)
{
	struct text text = {.arena = arena};

	emit_c_name(&text, name);
	return text.p == NULL ? "" : text.p;
}

static void prepare(struct layout_header *header)
{
	struct arena *arena = header->layout->arena;
	struct entries *entries = &header->entries;

	header->hash = entries_hash(entries);
	entries_sort_by_device(entries);
	header->names = arena_array(arena, entries->count, sizeof(*header->names));
	for (size_t i = 0; i < entries->count; i++)
		header->names[i] = macro_name(arena, entries->all[i].name);
	header->devices = arena_array(arena, entries->device_count, sizeof(*header->devices));
	for (size_t i = 0; i < entries->device_count; i++)
		header->devices[i] = macro_name(arena, entries->devices[i]->name);
}

/* The second of two headers of one layout adds nothing; that of another layout is a mistake. */
static void add_meeting(struct layout_header *header)
{
	text_puts(header->out,
		  "/* Headers of one layout may meet in a file, headers of two may not. */\n"
		  "#if defined(PMLAYOUT_LAYOUT_HASH)\n");
	text_printf(header->out, "#if PMLAYOUT_LAYOUT_HASH != 0x%016" PRIx64 "ULL\n", header->hash);
	text_puts(header->out, "#error \"headers of two different flash layouts meet\"\n"
			       "#endif\n"
			       "#else\n");
	text_puts(
		header->out,
		"\n/* 64-bit FNV-1a over one line \"NAME DEVICE 0xOFFSET 0xSIZE\\n\" per partition "
		"in the\n * order of names: the same for the same layout, however it was "
		"written.\n */\n");
	text_printf(header->out, "#define PMLAYOUT_LAYOUT_HASH 0x%016" PRIx64 "ULL\n",
		    header->hash);
	text_printf(header->out, "#define PMLAYOUT_LAYOUT_HASH_STRING \"%016" PRIx64 "\"\n",
		    header->hash);
	note_macro(header, "PMLAYOUT_LAYOUT_HASH");
	note_macro(header, "PMLAYOUT_LAYOUT_HASH_STRING");
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names such as `a` and `a_sector` make one macro of two (..._SECTOR_SIZE). */
static bool macros_differ(struct layout_header *header, const char **why)
{
	qsort(header->macros, header->macro_count, sizeof(*header->macros), by_text);
	for (size_t i = 1; i < header->macro_count; i++) {
		if (!cstr_eq(header->macros[i], header->macros[i - 1]))
			continue;
		*why = arena_printf(header->layout->arena,
				    "two names of the layout make the same macro %s",
				    header->macros[i]);
		return false;
	}
	return true;
}

static bool write_layout_h(const struct layout *layout, const struct emit_options *options,
			   struct text *out, const char **why)
{
	struct layout_header header = {.layout = layout, .out = out};
	struct text guard = {.arena = layout->arena};

	if (!entries_collect(layout, &header.entries, why))
		return false;
	prepare(&header);
	emit_guard_name(&guard, options->output, "layout");
	layout_h_map(&header);
	text_printf(out, "#ifndef PMLAYOUT_GENERATED_%s_H\n#define PMLAYOUT_GENERATED_%s_H\n\n",
		    guard.p, guard.p);
	layout_h_types(&header);
	add_meeting(&header);
	layout_h_macros(&header);
	layout_h_slots(&header);
	layout_h_tables(&header);
	layout_h_asserts(&header);
	text_puts(out, "\n#endif /* PMLAYOUT_LAYOUT_HASH */\n\n#endif\n");
	return macros_differ(&header, why);
}

const struct emitter emit_layout_h = {
	.kind = "layout-h",
	.summary = "a C header with macros, tables and assertions; needs no Zephyr",
	.write = write_layout_h,
};
