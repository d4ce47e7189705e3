/* SPDX-License-Identifier: MIT */
/* A layout's entries as Partition Manager's rows. */
#include <stdlib.h>

#include "base/arena.h"
#include "emit/emit.h"
#include "emit/escape.h"
#include "emit/pm_table.h"
#include "emit/pm_value.h"

struct conversion {
	struct arena *arena;
	const char **why;
	bool strict;
};

static bool refuse(const struct conversion *all, const char *name, const char *what)
{
	*all->why = arena_printf(all->arena, "%s of `%s` cannot stand in a C header", what,
				 emit_visible(all->arena, name));
	return false;
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct pm_parameter *)a)->key, ((const struct pm_parameter *)b)->key);
}

/* In the order of the sorted file that Partition Manager writes and reads again. */
static bool add_parameters(const struct conversion *all, const struct partition *partition,
			   struct pm_row *row)
{
	size_t count = 0;

	for (const struct parameter *p = partition->extra_params; p; p = p->next)
		count++;
	row->parameters = arena_array(all->arena, count + 1, sizeof(*row->parameters));
	for (const struct parameter *p = partition->extra_params; p; p = p->next) {
		struct text value = {.arena = all->arena};
		size_t number = row->parameter_count + 1;
		bool scalar = pm_value_text(&value, p->value);

		if (!all->strict && !scalar)
			continue;
		if (!scalar ||
		    (all->strict && (!emit_is_c_word(p->name) ||
				     !emit_is_define_value((struct str){value.p, value.n}))))
			return refuse(all, row->name,
				      arena_printf(all->arena, "extra_params number %zu", number));
		row->parameters[row->parameter_count++] =
			(struct pm_parameter){p->name, value.p ? value.p : ""};
	}
	qsort(row->parameters, row->parameter_count, sizeof(*row->parameters), by_key);
	return true;
}

static struct pm_names names_of(struct arena *arena, const struct reference *first)
{
	struct pm_names names = {NULL, 0};
	size_t count = 0;

	for (const struct reference *r = first; r; r = r->next)
		count++;
	names.all = arena_array(arena, count + 1, sizeof(*names.all));
	for (const struct reference *r = first; r; r = r->next)
		names.all[names.count++] = r->name;
	return names;
}

static bool add_region(const struct conversion *all, const struct region *region,
		       struct pm_row *row)
{
	row->region = region->name;
	row->device = region->device_name ? region->device_name : "";
	row->driver = region->default_driver ? region->default_driver : "";
	if (!all->strict || *row->device == '\0')
		return true;
	if (!emit_is_define_value(str_of(row->device)))
		return refuse(all, region->name, "the device");
	return emit_is_define_value(str_of(row->driver)) ||
	       refuse(all, region->name, "default_driver_kconfig");
}

static bool add_row(const struct conversion *all, const struct entry *entry, struct pm_row *row)
{
	bool devicetree = entry->partition != NULL && entry->partition->devicetree != NULL;

	row->name = entry->name;
	row->address = (struct pm_number){false, entry->address};
	row->size = (struct pm_number){false, entry->size};
	row->end = (struct pm_number){false, entry_end(entry)};
	row->offset = (struct pm_number){false, entry->offset};
	row->has_span = row->hides_image = entry_has_span(entry);
	row->drawn_as_container = devicetree ? entry_is_container(entry) : row->has_span;
	if (all->strict && !emit_is_c_word(entry->name))
		return refuse(all, entry->name, "the name");
	if (!add_region(all, entry->region, row))
		return false;
	if (entry->partition == NULL)
		return true;
	row->span = names_of(all->arena, entry->partition->span);
	row->affiliations = names_of(all->arena, entry->partition->affiliation);
	for (size_t i = 0; all->strict && i < row->affiliations.count; i++) {
		if (!emit_is_c_word(row->affiliations.all[i]))
			return refuse(all, entry->name, "an affiliation");
	}
	for (size_t i = 0; all->strict && i < row->span.count; i++) {
		if (!emit_is_c_word(row->span.all[i]))
			return refuse(all, entry->name, "a member of its span");
	}
	return add_parameters(all, entry->partition, row);
}

bool pm_table_of_layout(const struct layout *layout, bool strict, struct pm_table *table,
			const char **why)
{
	const struct conversion all = {layout->arena, why, strict};
	struct entries entries;

	*table = (struct pm_table){.domain = ""};
	if (!entries_collect(layout, &entries, why))
		return false;
	table->rows = arena_array(layout->arena, entries.count + 1, sizeof(*table->rows));
	for (size_t i = 0; i < entries.count; i++) {
		if (!add_row(&all, &entries.all[i], &table->rows[table->count++]))
			return false;
	}
	pm_table_finish(layout->arena, table);
	return true;
}
