/* SPDX-License-Identifier: MIT */
/* What can be listed: rules, formats, emitters, chips. */
#include "list.h"

#include "base/arena.h"
#include "check/check.h"
#include "emit/emit.h"
#include "model/flash_chip.h"
#include "model/soc.h"
#include "report/report.h"

static size_t rules_count(void)
{
	return RULE_COUNT;
}

static void rules_row(struct arena *arena, size_t index, struct list_cell cells[])
{
	const struct rule *rule = rule_get((enum rule_id)index);

	(void)arena;
	cells[0].text = rule->name;
	cells[1].text = severity_name(rule->level);
	cells[2].text = rule->category;
	cells[3].text = rule->summary;
	cells[4].text = rule_explain((enum rule_id)index);
}

static size_t formats_count(void)
{
	size_t count;

	report_table(&count);
	return count;
}

static void formats_row(struct arena *arena, size_t index, struct list_cell cells[])
{
	size_t count;
	const struct report *report = report_table(&count)[index];

	(void)arena;
	cells[0].text = report->name;
	cells[1].text = report->summary;
}

static size_t emitters_count(void)
{
	size_t count;

	emitter_table(&count);
	return count;
}

static void emitters_row(struct arena *arena, size_t index, struct list_cell cells[])
{
	size_t count;
	const struct emitter *emitter = emitter_table(&count)[index];

	(void)arena;
	cells[0].text = emitter->kind;
	cells[1].text = emitter->summary;
}

static size_t socs_count(void)
{
	size_t count;

	soc_table(&count);
	return count;
}

static void socs_row(struct arena *arena, size_t index, struct list_cell cells[])
{
	size_t count;
	const struct soc *soc = &soc_table(&count)[index];

	(void)arena;
	cells[0].text = soc->name;
	cells[1].number = soc->flash_size;
	cells[2].number = soc->flash_page;
	cells[3].number = soc->ram_size;
}

static size_t flash_chips_count(void)
{
	size_t count;

	flash_chip_table(&count);
	return count;
}

static void flash_chips_row(struct arena *arena, size_t index, struct list_cell cells[])
{
	size_t count;
	const struct flash_chip *chip = &flash_chip_table(&count)[index];

	cells[0].text = chip->name;
	cells[1].text = arena_printf(arena, "%02x %02x %02x", chip->jedec_id[0], chip->jedec_id[1],
				     chip->jedec_id[2]);
	cells[2].number = chip->size;
	cells[3].number = chip->smallest_erase;
}

static const struct listing rules = {
	.name = "rules",
	.columns = {{"name", COLUMN_TEXT},
		    {"level", COLUMN_TEXT},
		    {"category", COLUMN_TEXT},
		    {"summary", COLUMN_TEXT},
		    {"explain", COLUMN_LONG}},
	.count = rules_count,
	.row = rules_row,
};

static const struct listing formats = {
	.name = "formats",
	.columns = {{"name", COLUMN_TEXT}, {"summary", COLUMN_TEXT}},
	.count = formats_count,
	.row = formats_row,
};

static const struct listing emitters = {
	.name = "emitters",
	.columns = {{"kind", COLUMN_TEXT}, {"summary", COLUMN_TEXT}},
	.count = emitters_count,
	.row = emitters_row,
};

static const struct listing socs = {
	.name = "socs",
	.columns = {{"name", COLUMN_TEXT},
		    {"flash_size", COLUMN_BYTES},
		    {"flash_page", COLUMN_BYTES},
		    {"ram_size", COLUMN_BYTES}},
	.count = socs_count,
	.row = socs_row,
};

static const struct listing flash_chips = {
	.name = "flash-chips",
	.columns = {{"name", COLUMN_TEXT},
		    {"jedec_id", COLUMN_TEXT},
		    {"size", COLUMN_BYTES},
		    {"smallest_erase", COLUMN_BYTES}},
	.count = flash_chips_count,
	.row = flash_chips_row,
};

const struct listing *const *listing_table(void)
{
	static const struct listing *const table[] = {
		&rules, &formats, &emitters, &socs, &flash_chips, NULL,
	};

	return table;
}
