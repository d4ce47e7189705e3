/* SPDX-License-Identifier: MIT */
/* The macros of a generated header: one group per device and one per partition. */
#include "emit/emit.h"
#include "emit/layout_h.h"

#include <stdlib.h>

static void define_if_known(struct layout_header *header, const char *name, const char *suffix,
			    struct fact fact)
{
	if (fact_known(fact))
		layout_h_number(header, "DEVICE_", name, suffix, fact.value);
}

static void define_pin(struct layout_header *header, const char *name, const char *suffix, int pin)
{
	if (pin >= 0)
		layout_h_decimal(header, "DEVICE_", name, suffix, (uint64_t)pin);
}

static void define_jedec_id(struct layout_header *header, const char *name, const uint8_t id[3])
{
	layout_h_number(header, "DEVICE_", name, "JEDEC_ID",
			(uint64_t)id[0] << 16 | (uint64_t)id[1] << 8 | id[2]);
	layout_h_number(header, "DEVICE_", name, "JEDEC_ID_0", id[0]);
	layout_h_number(header, "DEVICE_", name, "JEDEC_ID_1", id[1]);
	layout_h_number(header, "DEVICE_", name, "JEDEC_ID_2", id[2]);
}

static void define_chip(struct layout_header *header, const char *name,
			const struct flash_device *chip)
{
	if (chip->compatible != NULL)
		layout_h_text(header, "DEVICE_", name, "COMPATIBLE", chip->compatible);
	if (span_is_set(chip->jedec_id_at))
		define_jedec_id(header, name, chip->jedec_id);
	if (fact_known(chip->max_frequency))
		layout_h_decimal(header, "DEVICE_", name, "MAX_FREQUENCY",
				 chip->max_frequency.value);
	define_pin(header, name, "PIN_SCK", chip->pin_sck);
	define_pin(header, name, "PIN_MOSI", chip->pin_mosi);
	define_pin(header, name, "PIN_MISO", chip->pin_miso);
	define_pin(header, name, "PIN_CS", chip->pin_cs);
	if (chip->pin_cs >= 0)
		layout_h_decimal(header, "DEVICE_", name, "CS_ACTIVE_LOW",
				 chip->cs_active_low ? 1 : 0);
}

static void define_device(struct layout_header *header, size_t i)
{
	const struct region *region = header->entries.devices[i];
	const char *name = header->devices[i];

	text_puts(header->out, "\n/* Device ");
	emit_c_comment(header->out, region->name);
	text_puts(header->out, ". */\n");
	layout_h_decimal(header, "DEVICE_", name, "INDEX", i);
	layout_h_text(header, "DEVICE_", name, "NAME", region->name);
	layout_h_number(header, "DEVICE_", name, "BASE", region->base.value);
	define_if_known(header, name, "SIZE", region->size);
	define_if_known(header, name, "ERASE_PAGE", region->page_size);
	define_if_known(header, name, "WRITE_BLOCK", region->write_size);
	if (region->device != NULL)
		define_chip(header, name, region->device);
}

static void define_partition(struct layout_header *header, size_t i)
{
	const struct entry *entry = &header->entries.all[i];
	const char *name = header->names[i];
	uint32_t sector_size, sector_count;

	text_puts(header->out, "\n/* ");
	emit_c_comment(header->out, entry->name);
	text_puts(header->out, " on ");
	emit_c_comment(header->out, entry->region->name);
	text_puts(header->out, " */\n");
	layout_h_decimal(header, "", name, "INDEX", i);
	layout_h_decimal(header, "", name, "DEVICE", entry->device);
	layout_h_number(header, "", name, "ADDRESS", entry->address);
	layout_h_number(header, "", name, "OFFSET", entry->offset);
	layout_h_number(header, "", name, "SIZE", entry->size);
	layout_h_number(header, "", name, "END", entry_end(entry));
	if (!entry_sectors(entry, &sector_size, &sector_count))
		return;
	layout_h_number(header, "", name, "SECTOR_SIZE", sector_size);
	layout_h_decimal(header, "", name, "SECTOR_COUNT", sector_count);
}

/* A guessed chip is no fact that a test on the device could be judged by. */
static void define_soc(struct layout_header *header)
{
	const struct facts *facts = &header->layout->facts;

	if (facts->soc == NULL || facts->soc_origin == ORIGIN_ASSUMED)
		return;
	layout_h_text(header, "", "SOC", "NAME", facts->soc->name);
	if (facts->soc->jep_part != NULL)
		layout_h_number(header, "", "SOC", "PART", strtoul(facts->soc->jep_part, NULL, 16));
}

void layout_h_macros(struct layout_header *header)
{
	text_puts(header->out, "\n");
	define_soc(header);
	layout_h_decimal(header, "", "DEVICE", "COUNT", header->entries.device_count);
	layout_h_decimal(header, "", "PARTITION", "COUNT", header->entries.count);
	for (size_t i = 0; i < header->entries.device_count; i++)
		define_device(header, i);
	for (size_t i = 0; i < header->entries.count; i++)
		define_partition(header, i);
}
