/* SPDX-License-Identifier: MIT */
/* Partition Manager's rows from its own partitions.yml and regions.yml. */
#include <stdlib.h>

#include "base/arena.h"
#include "emit/pm_table.h"
#include "emit/pm_value.h"

struct conversion {
	struct findings *found;
	const struct value *partitions, *regions; /* regions NULL: for the report */
	const struct pm_row *rows;
};

static bool refuse(const struct conversion *all, enum rule_id rule, const char *name,
		   struct span at, const char *message, const char *note)
{
	struct finding *finding;

	if (!span_is_set(at))
		at = value_place(all->partitions, name);
	finding = finding_add(all->found, rule, at, "%s", message);
	finding->severity = SEVERITY_ERROR;
	finding_about(all->found, finding, name);
	finding_note(all->found, finding, "Partition Manager ends with %s", note);
	finding_help(all->found, finding, "make the file anew with `pmlayout pm resolve`");
	return false;
}

static bool get_number(const struct conversion *all, const char *name, const struct value *map,
		       const char *key, struct pm_number *number)
{
	struct arena *arena = all->found->arena;
	const struct value *value = value_get(map, key);

	if (value_is_number(value)) {
		*number = (struct pm_number){value->negative, value->magnitude};
		return true;
	}
	if (!value)
		return refuse(all, RULE_missing_key, name, (struct span){0},
			      arena_printf(arena, "`%s` has no %s", name, key),
			      arena_printf(arena, "KeyError: '%s'", key));
	return refuse(all, RULE_wrong_type, name, value_place(map, key),
		      arena_printf(arena, "%s of `%s` is no whole number", key, name),
		      "a TypeError");
}

/* As Python's str() shows it. */
static const char *in_python(struct arena *arena, const struct value *value)
{
	struct text text = {.arena = arena};

	if (value->kind == VALUE_STRING)
		return value->text;
	if (value->kind == VALUE_FLOAT)
		pm_value_python_float(&text, value->text);
	else
		value_repr(&text, value);
	return text.p;
}

static struct pm_names letters_of(struct arena *arena, const char *text)
{
	struct pm_names names = {arena_array(arena, strlen(text) + 1, sizeof(char *)), 0};

	while (*text) {
		size_t n = 1;

		while (((unsigned char)text[n] & 0xc0) == 0x80)
			n++;
		names.all[names.count++] = arena_copy(arena, text, n);
		text += n;
	}
	return names;
}

static struct pm_names names_of(struct arena *arena, const struct value *value)
{
	struct pm_names names = {NULL, 0};

	if (!value)
		return names;
	names.all = arena_array(arena, value->count + 1, sizeof(char *));
	if (value->kind == VALUE_STRING)
		names.all[names.count++] = value->text;
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
		names.all[names.count++] = in_python(arena, value->items[i]);
	for (size_t i = 0; value->kind == VALUE_MAP && i < value->count; i++)
		names.all[names.count++] = value->members[i].key;
	return names;
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct pm_parameter *)a)->key, ((const struct pm_parameter *)b)->key);
}

static void add_parameters(struct arena *arena, const struct value *map, struct pm_row *row)
{
	const struct value *all = value_get(map, "extra_params");

	if (!all || all->kind != VALUE_MAP)
		return;
	row->parameters = arena_array(arena, all->count + 1, sizeof(*row->parameters));
	for (size_t i = 0; i < all->count; i++) {
		const struct value_member *member = &all->members[i];

		if (member->value)
			row->parameters[row->parameter_count++] =
				(struct pm_parameter){member->key, in_python(arena, member->value)};
	}
	qsort(row->parameters, row->parameter_count, sizeof(*row->parameters), by_key);
}

static bool add_region(const struct conversion *all, struct pm_row *row)
{
	struct arena *arena = all->found->arena;
	const struct value *region = value_get(all->regions, row->region), *device, *driver;
	struct pm_number base;

	if (!region)
		return refuse(all, RULE_unknown_region, row->name, (struct span){0},
			      arena_printf(arena, "`%s` lies in region `%s`, which is not declared",
					   row->name, row->region),
			      arena_printf(arena, "KeyError: '%s'", row->region));
	if (!get_number(all, row->name, region, "base_address", &base))
		return false;
	row->offset = pm_number_subtract(row->address, base);
	device = value_get(region, "device");
	driver = value_get(region, "default_driver_kconfig");
	row->device = device && device->kind == VALUE_STRING ? device->text : "";
	row->driver = driver && driver->kind == VALUE_STRING ? driver->text : "";
	return true;
}

static bool add_span(const struct conversion *all, const struct value *map, struct pm_row *row)
{
	struct arena *arena = all->found->arena;
	const struct value *span = value_get(map, "span");

	for (size_t i = 0; i < map->count; i++)
		row->hides_image |= map->members[i].value && strstr(map->members[i].key, "span");
	row->has_span = row->drawn_as_container = span != NULL;
	if (!span)
		return true;
	row->span =
		span->kind == VALUE_STRING ? letters_of(arena, span->text) : names_of(arena, span);
	if (!all->regions)
		return true;
	if (row->span.count == 0)
		return refuse(all, RULE_container_mismatch, row->name, value_place(map, "span"),
			      arena_printf(arena, "the container `%s` spans nothing", row->name),
			      "an IndexError");
	if (!value_get(all->partitions, row->span.all[0]))
		return refuse(all, RULE_container_mismatch, row->name, value_place(map, "span"),
			      arena_printf(arena,
					   "the container `%s` spans `%s`, which does not "
					   "exist",
					   row->name, row->span.all[0]),
			      arena_printf(arena, "KeyError: '%s'", row->span.all[0]));
	return true;
}

static bool has_control(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return true;
	}
	return false;
}

/* Nothing of a file may end a line of the outputs. */
static bool check_texts(const struct conversion *all, const struct pm_row *row)
{
	bool bad = has_control(row->name) || has_control(row->region) || has_control(row->device) ||
		   has_control(row->driver);

	for (size_t i = 0; i < row->span.count; i++)
		bad |= has_control(row->span.all[i]);
	for (size_t i = 0; i < row->affiliations.count; i++)
		bad |= has_control(row->affiliations.all[i]);
	for (size_t i = 0; i < row->parameter_count; i++)
		bad |= has_control(row->parameters[i].key) || has_control(row->parameters[i].value);
	return !bad ||
	       refuse(all, RULE_bad_partition_name, row->name, (struct span){0},
		      "a name or text holds a control character", "files that nothing can read");
}

/* Python's test of a value: nothing, zero and what is empty are false. */
static bool is_false(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NULL:
		return true;
	case VALUE_BOOLEAN:
	case VALUE_INTEGER:
		return value->magnitude == 0;
	case VALUE_STRING:
		return *value->text == '\0';
	case VALUE_LIST:
		return value->count == 0;
	case VALUE_MAP:
		return value_live(value) == 0;
	case VALUE_FLOAT:
		break;
	}
	return false;
}

static bool add_lists(const struct conversion *all, const char *name, const struct value *map,
		      struct pm_row *row)
{
	struct arena *arena = all->found->arena;
	const struct value *affiliation = value_get(map, "affiliation");
	const struct value *parameters = value_get(map, "extra_params");

	if (!all->regions)
		return true;
	if (affiliation && affiliation->kind != VALUE_STRING && affiliation->kind != VALUE_LIST &&
	    affiliation->kind != VALUE_MAP)
		return refuse(
			all, RULE_wrong_type, name, value_place(map, "affiliation"),
			arena_printf(arena, "affiliation of `%s` is no text and no list", name),
			"a TypeError");
	if (parameters && parameters->kind != VALUE_MAP && !is_false(parameters))
		return refuse(all, RULE_wrong_type, name, value_place(map, "extra_params"),
			      arena_printf(arena, "extra_params of `%s` is no mapping", name),
			      "an AttributeError");
	row->affiliations = names_of(arena, affiliation);
	add_parameters(arena, map, row);
	return true;
}

static bool add_row(const struct conversion *all, const char *name, const struct value *map,
		    struct pm_row *row)
{
	struct arena *arena = all->found->arena;
	const struct value *region = value_get(map, "region");

	row->name = name;
	row->order = (size_t)(row - all->rows);
	row->device = row->driver = "";
	if (!get_number(all, name, map, "address", &row->address) ||
	    !get_number(all, name, map, "size", &row->size))
		return false;
	if (!region || region->kind != VALUE_STRING)
		return refuse(all, RULE_missing_key, name, (struct span){0},
			      arena_printf(arena, "`%s` has no region", name),
			      "KeyError: 'region'");
	row->region = region->text;
	row->end = pm_number_add(row->address, row->size);
	if ((all->regions || value_get(map, "end_address")) &&
	    !get_number(all, name, map, "end_address", &row->end))
		return false;
	if (all->regions && !add_region(all, row))
		return false;
	return add_lists(all, name, map, row) && add_span(all, map, row) && check_texts(all, row);
}

/* The partition that stands first in the span of one; NULL: it is no container. */
static const struct value_member *first_of_span(const struct value *partitions,
						const struct value_member *member)
{
	const struct value *span = value_get(member->value, "span");

	if (!span || span->kind != VALUE_LIST || span->count == 0 ||
	    span->items[0]->kind != VALUE_STRING)
		return NULL;
	return value_member(partitions, span->items[0]->text);
}

/* How deep a container lies is counted along the first names of spans, which must end. */
static bool check_depths(const struct conversion *all)
{
	const struct value *partitions = all->partitions;
	size_t *walk = arena_array(all->found->arena, partitions->count + 1, sizeof(*walk));

	for (size_t i = 0; i < partitions->count; i++) {
		const struct value_member *member = &partitions->members[i];

		while (member && member->value && walk[member - partitions->members] == 0) {
			walk[member - partitions->members] = i + 1;
			member = first_of_span(partitions, member);
		}
		if (!member || !member->value || walk[member - partitions->members] != i + 1 ||
		    !first_of_span(partitions, member))
			continue;
		return refuse(all, RULE_container_mismatch, member->key,
			      value_place(member->value, "span"),
			      arena_printf(all->found->arena, "the container `%s` contains itself",
					   member->key),
			      "RecursionError");
	}
	return true;
}

bool pm_table_of_values(const struct value *partitions, const struct value *regions,
			struct findings *found, struct pm_table *table)
{
	struct conversion all = {found, partitions, regions, NULL};
	bool ok = true;

	table->rows = arena_array(found->arena, partitions->count + 1, sizeof(*table->rows));
	all.rows = table->rows;
	table->count = 0;
	for (size_t i = 0; i < partitions->count; i++) {
		const struct value_member *member = &partitions->members[i];

		if (member->value &&
		    !add_row(&all, member->key, member->value, &table->rows[table->count++]))
			ok = false;
	}
	if (ok && regions)
		ok = check_depths(&all);
	if (ok)
		pm_table_finish(found->arena, table);
	return ok;
}
