/* SPDX-License-Identifier: MIT */
/* The two tables of a generated header. */
#include "emit/emit.h"
#include "emit/layout_h.h"

#include <inttypes.h>

static void add_string(struct text *out, const char *value)
{
	text_putc(out, '"');
	emit_c_string(out, value);
	text_putc(out, '"');
}

static uint64_t known_value(struct fact fact)
{
	return fact_known(fact) ? fact.value : 0;
}

/* What does not fit the table's 32 bits is not known to it. */
static void add_word(struct text *out, struct fact fact)
{
	uint64_t value = known_value(fact);

	layout_h_constant(out, value > UINT32_MAX ? 0 : value);
}

static int pin_or_none(int pin)
{
	return pin > INT16_MAX || pin < 0 ? -1 : pin;
}

static void add_chip(struct text *out, const struct flash_device *chip)
{
	bool id = chip != NULL && span_is_set(chip->jedec_id_at);

	add_word(out, chip != NULL ? chip->max_frequency : (struct fact){0});
	text_printf(out, ",\n\t {0x%02xU, 0x%02xU, 0x%02xU}, %dU, ", id ? chip->jedec_id[0] : 0U,
		    id ? chip->jedec_id[1] : 0U, id ? chip->jedec_id[2] : 0U,
		    chip != NULL && chip->cs_active_low ? 1 : 0);
	if (chip != NULL)
		text_printf(out, "%d, %d, %d, %d},\n", pin_or_none(chip->pin_sck),
			    pin_or_none(chip->pin_mosi), pin_or_none(chip->pin_miso),
			    pin_or_none(chip->pin_cs));
	else
		text_puts(out, "-1, -1, -1, -1},\n");
}

static void add_device(struct text *out, const struct region *region)
{
	const struct flash_device *chip = region->device;

	text_puts(out, "\t{");
	add_string(out, region->name);
	text_puts(out, ", ");
	add_string(out, chip != NULL && chip->compatible != NULL ? chip->compatible : "");
	text_puts(out, ", ");
	layout_h_constant(out, known_value(region->base));
	text_puts(out, ", ");
	layout_h_constant(out, known_value(region->size));
	text_puts(out, ", ");
	add_word(out, region->page_size);
	text_puts(out, ", ");
	add_word(out, region->write_size);
	text_puts(out, ", ");
	add_chip(out, chip);
}

static void add_partition(struct layout_header *header, size_t i)
{
	const struct entry *entry = &header->entries.all[i];
	uint32_t sector_size = 0, sector_count = 0;

	entry_sectors(entry, &sector_size, &sector_count);
	text_puts(header->out, "\t{");
	add_string(header->out, entry->name);
	text_printf(header->out, ", %zuU, ", entry->device);
	layout_h_constant(header->out, entry->address);
	text_puts(header->out, ", ");
	layout_h_constant(header->out, entry->offset);
	text_puts(header->out, ", ");
	layout_h_constant(header->out, entry->size);
	text_printf(header->out, ", 0x%" PRIx32 "U, %" PRIu32 "U, 0x%" PRIx32 "U},\n", sector_size,
		    sector_count, entry_flags(header->layout, entry));
}

void layout_h_tables(struct layout_header *header)
{
	text_puts(header->out, "\nPMLAYOUT_MAYBE_UNUSED static const struct pmlayout_device "
			       "pmlayout_devices[] = {\n");
	for (size_t i = 0; i < header->entries.device_count; i++)
		add_device(header->out, header->entries.devices[i]);
	text_puts(header->out,
		  "};\n\n/* By device, then by address, larger ones and containers first. */\n"
		  "PMLAYOUT_MAYBE_UNUSED static const struct pmlayout_partition "
		  "pmlayout_partitions[] = {\n");
	for (size_t i = 0; i < header->entries.count; i++)
		add_partition(header, i);
	text_puts(header->out, "};\n");
}
