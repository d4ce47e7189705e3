/* SPDX-License-Identifier: MIT */
/* Variables of every partition for CMake: include(layout.cmake). */
#include "emit/emit.h"
#include "emit/kinds.h"
#include "emit/variables.h"

#include <inttypes.h>

/* Inside quotes CMake gives a meaning to these; a control character would break the line. */
static void put_quoted(struct text *out, const char *value)
{
	text_putc(out, '"');
	for (const char *c = value; *c; c++) {
		if (*c == '"' || *c == '\\' || *c == '$' || *c == '@')
			text_printf(out, "\\%c", *c);
		else if ((unsigned char)*c < ' ' || *c == 0x7f)
			text_putc(out, '?');
		else
			text_putc(out, *c);
	}
	text_putc(out, '"');
}

static void put_number(struct text *out, const char *name, const char *what, uint64_t value)
{
	text_printf(out, "set(PMLAYOUT_%s_%s 0x%" PRIx64 ")\n", name, what, value);
}

static void put_text(struct text *out, const char *name, const char *what, const char *value)
{
	text_printf(out, "set(PMLAYOUT_%s_%s ", name, what);
	put_quoted(out, value);
	text_puts(out, ")\n");
}

static void put_entry(struct text *out, const struct entry *entry, const char *name)
{
	text_putc(out, '\n');
	put_text(out, name, "NAME", entry->name);
	put_text(out, name, "REGION", entry->region->name);
	put_number(out, name, "ADDRESS", entry->address);
	put_number(out, name, "OFFSET", entry->offset);
	put_number(out, name, "SIZE", entry->size);
	put_number(out, name, "END_ADDRESS", entry_end(entry));
}

static bool write_cmake(const struct layout *layout, const struct emit_options *options,
			struct text *out, const char **why)
{
	struct variables variables;

	(void)options;
	if (!variables_collect(layout, &variables, why))
		return false;
	text_puts(out, "# The flash layout of ");
	emit_c_comment(out, variables_source(layout));
	text_puts(out, ", written by pmlayout.\n"
		       "# ADDRESS and END_ADDRESS (behind the last byte) count as the layout does, "
		       "OFFSET from the\n# start of the region; sizes are in bytes.\n"
		       "include_guard()\n\n");
	text_printf(out, "set(PMLAYOUT_LAYOUT_HASH \"%016" PRIx64 "\")\n",
		    entries_hash(&variables.entries));
	text_puts(out, "set(PMLAYOUT_PARTITIONS");
	for (size_t i = 0; i < variables.entries.count; i++)
		text_printf(out, "\n\t%s", variables.names[i]);
	text_puts(out, ")\n");
	for (size_t i = 0; i < variables.entries.count; i++)
		put_entry(out, &variables.entries.all[i], variables.names[i]);
	return true;
}

const struct emitter emit_cmake = {
	.kind = "cmake",
	.summary = "variables for CMake",
	.write = write_cmake,
};
