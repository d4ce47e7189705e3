/* SPDX-License-Identifier: MIT */
/* The lines of pm_config.h and pm.config (PARTITION-MANAGER.md 6.2): the same facts in two forms,
 * with the names of other domains' partitions in a domain's header prefixed.
 */
#include "emit/pm_table.h"

#include <stdlib.h>

#include "base/arena.h"
#include "emit/escape.h"

struct writer {
	struct text *out;
	struct arena *arena;
	enum pm_form form;
	const char *prefix; /* of the domain that is written: "" or "CPUNET_" */
	size_t ids;         /* partitions on a region with a device so far, over all domains */
};

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Only ASCII's letters change. */
static const char *in_case(struct arena *arena, const char *name, bool upper)
{
	char *copy = arena_copy(arena, name, strlen(name));

	for (char *c = copy; *c != '\0'; c++) {
		if (upper ? is_lower(*c) : is_upper(*c))
			*c = (char)(*c ^ 0x20);
	}
	return copy;
}

/* Up to the value.  A name with LABEL in it never gets the domain's prefix. */
static void begin(struct writer *writer, const char *name, const char *suffix)
{
	bool label = strstr(name, "LABEL") != NULL || strstr(suffix, "LABEL") != NULL;

	text_puts(writer->out, writer->form == PM_FORM_HEADER ? "#define PM_" : "PM_");
	if (!label)
		text_puts(writer->out, writer->prefix);
	text_puts(writer->out, name);
	text_puts(writer->out, suffix);
	text_putc(writer->out, writer->form == PM_FORM_HEADER ? ' ' : '=');
}

static void add_number(struct writer *writer, const char *name, const char *suffix,
		       struct pm_number number)
{
	begin(writer, name, suffix);
	pm_number_hex(writer->out, number);
	text_putc(writer->out, '\n');
}

static void add_text(struct writer *writer, const char *name, const char *suffix, const char *value)
{
	begin(writer, name, suffix);
	text_puts(writer->out, value);
	text_putc(writer->out, '\n');
}

static void add_names(struct writer *writer, const char *name, const char *suffix,
		      const char *const *names, size_t count)
{
	begin(writer, name, suffix);
	text_putc(writer->out, '"');
	for (size_t i = 0; i < count; i++) {
		text_puts(writer->out, i > 0 ? " " : "");
		text_puts(writer->out, names[i]);
	}
	text_puts(writer->out, "\"\n");
}

static void add_device(struct writer *writer, const struct pm_row *row, const char *upper)
{
	const char *lower = in_case(writer->arena, row->name, false);
	const char *id = arena_printf(writer->arena, "%zu", writer->ids);

	if (*row->device == '\0')
		return;
	add_text(writer, upper, "_ID", id);
	add_text(writer, lower, "_ID", arena_printf(writer->arena, "PM_%s_ID", upper));
	add_text(writer, lower, "_IS_ENABLED", "1");
	add_text(writer, id, "_LABEL", arena_printf(writer->arena, "%s%s", writer->prefix, upper));
	if (writer->form == PM_FORM_HEADER) {
		add_text(writer, upper, "_DEV", row->device);
		if (*row->driver)
			add_text(writer, upper, "_DEFAULT_DRIVER_KCONFIG", row->driver);
	}
	writer->ids++;
}

static void add_row(struct writer *writer, const struct pm_row *row)
{
	const char *upper = in_case(writer->arena, row->name, true);

	add_number(writer, upper, "_OFFSET", row->offset);
	add_number(writer, upper, "_ADDRESS", row->address);
	add_number(writer, upper, "_END_ADDRESS", row->end);
	add_number(writer, upper, "_SIZE", row->size);
	add_text(writer, upper, "_NAME", row->name);
	for (size_t i = 0; i < row->parameter_count; i++)
		add_text(writer, upper,
			 arena_printf(writer->arena, "_EXTRA_PARAM_%s", row->parameters[i].key),
			 row->parameters[i].value);
	add_device(writer, row, upper);
	if (writer->form == PM_FORM_CONFIG && row->has_span)
		add_names(writer, upper, "_SPAN", row->span.all, row->span.count);
}

/* -- Affiliations ----------------------------------------------------------------------------- */

struct membership {
	const char *affiliation;
	const char *member;
	size_t group; /* groups count in the order in which they were first met */
	size_t order; /* of meeting, over all */
};

static int by_affiliation(const void *a, const void *b)
{
	const struct membership *first = a, *second = b;
	int order = strcmp(first->affiliation, second->affiliation);

	return order ? order : (first->order > second->order) - (first->order < second->order);
}

static int by_group(const void *a, const void *b)
{
	const struct membership *first = a, *second = b;

	if (first->group != second->group)
		return first->group < second->group ? -1 : 1;
	return (first->order > second->order) - (first->order < second->order);
}

/* Of all domains up to this one: Partition Manager never forgets a member. */
static struct membership *memberships(struct arena *arena, const struct pm_table *tables,
				      size_t table_count, size_t *count)
{
	struct membership *all;
	size_t n = 0;

	for (size_t t = 0; t < table_count; t++) {
		for (size_t i = 0; i < tables[t].count; i++)
			n += tables[t].rows[i].affiliations.count;
	}
	*count = n;
	all = arena_array(arena, n + 1, sizeof(*all));
	n = 0;
	for (size_t t = 0; t < table_count; t++) {
		for (size_t i = 0; i < tables[t].count; i++) {
			const struct pm_row *row = &tables[t].rows[i];

			for (size_t k = 0; k < row->affiliations.count; k++, n++)
				all[n] = (struct membership){row->affiliations.all[k], row->name, 0,
							     n};
		}
	}
	qsort(all, n, sizeof(*all), by_affiliation);
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && cstr_eq(all[i].affiliation, all[i - 1].affiliation);

		all[i].group = same ? all[i - 1].group : all[i].order;
	}
	qsort(all, n, sizeof(*all), by_group);
	return all;
}

static void add_affiliations(struct writer *writer, const struct pm_table *tables,
			     size_t table_count)
{
	size_t count;
	const struct membership *all = memberships(writer->arena, tables, table_count, &count);

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || all[i].group != all[i - 1].group)
			begin(writer, "FOREACH_AFFILIATED_TO_",
			      arena_printf(writer->arena, "%s(fn)", all[i].affiliation));
		text_printf(writer->out, " fn(%s)", in_case(writer->arena, all[i].member, true));
		if (i + 1 == count || all[i + 1].group != all[i].group)
			text_putc(writer->out, '\n');
	}
}

void pm_defines(struct text *out, const struct pm_table *tables, size_t count, enum pm_form form,
		const char *self)
{
	struct writer writer = {.out = out, .arena = out->arena, .form = form};

	for (size_t t = 0; t < count; t++) {
		const struct pm_table *table = &tables[t];
		bool foreign = form == PM_FORM_HEADER && !cstr_eq(table->domain, self);

		writer.prefix = foreign ? arena_printf(writer.arena, "%s_", table->domain) : "";
		for (size_t i = 0; i < table->count; i++)
			add_row(&writer, &table->rows[i]);
		add_text(&writer, "NUM", "", arena_printf(writer.arena, "%zu", writer.ids));
		add_names(&writer, "ALL_BY_SIZE", "", table->by_size, table->count);
		add_affiliations(&writer, tables, t + 1);
	}
}
