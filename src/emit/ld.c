/* SPDX-License-Identifier: MIT */
/* Symbols of every partition for linker scripts: INCLUDE layout.ld, or -T layout.ld. */
#include "emit/emit.h"
#include "emit/kinds.h"
#include "emit/variables.h"

#include <inttypes.h>

static void put_symbol(struct text *out, const char *name, const char *what, uint64_t value)
{
	text_printf(out, "PMLAYOUT_%s_%s = 0x%" PRIx64 ";\n", name, what, value);
}

static void put_entry(struct text *out, const struct entry *entry, const char *name)
{
	text_puts(out, "\n/* ");
	emit_c_comment(out, entry->name);
	text_puts(out, " in ");
	emit_c_comment(out, entry->region->name);
	text_puts(out, " */\n");
	put_symbol(out, name, "ADDRESS", entry->address);
	put_symbol(out, name, "OFFSET", entry->offset);
	put_symbol(out, name, "SIZE", entry->size);
	put_symbol(out, name, "END_ADDRESS", entry_end(entry));
}

static bool write_ld(const struct layout *layout, const struct emit_options *options,
		     struct text *out, const char **why)
{
	struct variables variables;

	(void)options;
	if (!variables_collect(layout, &variables, why))
		return false;
	text_puts(out, "/* The flash layout of ");
	emit_c_comment(out, variables_source(layout));
	text_puts(out,
		  ", written by pmlayout.\n"
		  " * ADDRESS and END_ADDRESS (behind the last byte) count as the layout does, "
		  "OFFSET from\n * the start of the region; sizes are in bytes.\n */\n");
	for (size_t i = 0; i < variables.entries.count; i++)
		put_entry(out, &variables.entries.all[i], variables.names[i]);
	return true;
}

const struct emitter emit_ld = {
	.kind = "ld",
	.summary = "symbols for linker scripts",
	.write = write_ld,
};
