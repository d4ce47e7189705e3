/* SPDX-License-Identifier: MIT */
/* The assertions of a generated header: it stops the build when somebody edits it by hand, and
 * when Partition Manager's own header says something else.
 */
#include "base/num.h"
#include "emit/layout_h.h"

static void assert_count(struct text *out, const char *table, const char *name)
{
	text_printf(out,
		    "PMLAYOUT_ASSERT(sizeof(pmlayout_%s) / sizeof(pmlayout_%s[0]) == "
		    "PMLAYOUT_%s_COUNT,\n\t\t%s_count);\n",
		    table, table, name, table);
}

/* Sums are taken in 64 bits: ADDRESS + SIZE of two 32-bit numbers may need them. */
static void assert_extent(struct text *out, const char *name)
{
	text_printf(out,
		    "PMLAYOUT_ASSERT((uint64_t)PMLAYOUT_%s_ADDRESS + PMLAYOUT_%s_SIZE ==\n"
		    "\t\tPMLAYOUT_%s_END, %s_end);\n",
		    name, name, name, name);
}

static bool is_inside_device(const struct entry *entry)
{
	return fact_known(entry->region->size) && entry->size <= entry->region->size.value &&
	       entry->offset <= entry->region->size.value - entry->size;
}

static void assert_inside(struct text *out, const char *name, const char *device)
{
	text_printf(out,
		    "PMLAYOUT_ASSERT((uint64_t)PMLAYOUT_%s_OFFSET + PMLAYOUT_%s_SIZE <=\n"
		    "\t\tPMLAYOUT_DEVICE_%s_SIZE, %s_device);\n",
		    name, name, device, name);
}

static bool is_on_sectors(const struct entry *entry)
{
	uint32_t size, count;

	return entry_sectors(entry, &size, &count) && entry->offset % size == 0 &&
	       entry->size % size == 0;
}

static void assert_sectors(struct text *out, const char *name)
{
	text_printf(out,
		    "PMLAYOUT_ASSERT(PMLAYOUT_%s_OFFSET %% PMLAYOUT_%s_SECTOR_SIZE == 0 &&\n"
		    "\t\tPMLAYOUT_%s_SIZE %% PMLAYOUT_%s_SECTOR_SIZE == 0, %s_sectors);\n",
		    name, name, name, name, name);
}

static void assert_same_as_pm(struct text *out, const char *name)
{
	text_printf(out, "#if defined(PM_%s_ADDRESS)\n", name);
	text_printf(out,
		    "PMLAYOUT_ASSERT((uint64_t)(PM_%s_ADDRESS) == PMLAYOUT_%s_ADDRESS, "
		    "%s_pm_address);\n",
		    name, name, name);
	text_printf(out, "#endif\n#if defined(PM_%s_SIZE)\n", name);
	text_printf(out,
		    "PMLAYOUT_ASSERT((uint64_t)(PM_%s_SIZE) == PMLAYOUT_%s_SIZE, %s_pm_size);\n",
		    name, name, name);
	text_puts(out, "#endif\n");
}

/* An assertion that does not hold now would only forbid the header; the layout's findings say
 * what is wrong.
 */
void layout_h_asserts(struct layout_header *header)
{
	struct text *out = header->out;

	text_putc(out, '\n');
	assert_count(out, "devices", "DEVICE");
	assert_count(out, "partitions", "PARTITION");
	for (size_t i = 0; i < header->entries.count; i++) {
		const struct entry *entry = &header->entries.all[i];

		assert_extent(out, header->names[i]);
		if (is_inside_device(entry))
			assert_inside(out, header->names[i], header->devices[entry->device]);
		if ((entry_flags(header->layout, entry) & ENTRY_SLOT) != 0 && is_on_sectors(entry))
			assert_sectors(out, header->names[i]);
	}
	text_puts(out, "\n/* Partition Manager's pm_config.h, where it was included before. */\n");
	for (size_t i = 0; i < header->entries.count; i++)
		assert_same_as_pm(out, header->names[i]);
}
