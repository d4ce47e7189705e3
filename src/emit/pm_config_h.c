/* SPDX-License-Identifier: MIT */
/* Partition Manager's pm_config.h for the image `app` (PARTITION-MANAGER.md 6.2); only its first
 * line, which names the generator, is not Partition Manager's.
 */
#include "base/arena.h"
#include "emit/entries.h"
#include "emit/escape.h"
#include "emit/kinds.h"
#include "emit/pm_order.h"
#include "emit/pm_value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What the functions below share while one header is written. */
struct header {
	struct text *out;
	struct arena *arena;
	const char **why;
	size_t ids; /* partitions on a region with a device so far */
};

static bool refuse(struct header *header, const char *name, const char *what)
{
	*header->why = arena_printf(header->arena, "%s of `%s` cannot stand in a C header", what,
				    emit_visible(header->arena, name));
	return false;
}

/* Only letters change, and a name that reaches this has no others than ASCII's. */
static const char *in_lower_case(struct arena *arena, const char *name)
{
	char *lower = arena_copy(arena, name, strlen(name));

	for (char *c = lower; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return lower;
}

static const char *in_upper_case(struct arena *arena, const char *name)
{
	struct text upper = {.arena = arena};

	emit_c_name(&upper, name);
	return upper.p == NULL ? "" : upper.p;
}

static void define_number(struct header *header, const char *upper, const char *suffix,
			  uint64_t value)
{
	text_printf(header->out, "#define PM_%s_%s 0x%" PRIx64 "\n", upper, suffix, value);
}

static int by_parameter_name(const void *a, const void *b)
{
	return strcmp((*(const struct parameter *const *)a)->name,
		      (*(const struct parameter *const *)b)->name);
}

/* The keys in the order of the sorted file that Partition Manager writes and reads again. */
static const struct parameter **sorted_parameters(struct arena *arena,
						  const struct parameter *first, size_t *count)
{
	const struct parameter **sorted;
	size_t n = 0;

	for (const struct parameter *p = first; p; p = p->next)
		n++;
	sorted = arena_array(arena, n + 1, sizeof(*sorted));
	*count = n;
	n = 0;
	for (const struct parameter *p = first; p; p = p->next)
		sorted[n++] = p;
	qsort(sorted, n, sizeof(*sorted), by_parameter_name);
	return sorted;
}

static bool add_parameters(struct header *header, const struct entry *entry, const char *upper)
{
	size_t count;
	const struct parameter **parameters =
		sorted_parameters(header->arena, entry->partition->extra_params, &count);

	for (size_t i = 0; i < count; i++) {
		struct text value = {.arena = header->arena};

		if (!emit_is_c_word(parameters[i]->name) ||
		    !pm_value_text(&value, parameters[i]->value) ||
		    !emit_is_define_value((struct str){value.p, value.n}))
			return refuse(
				header, entry->name,
				arena_printf(header->arena, "extra_params number %zu", i + 1));
		text_printf(header->out, "#define PM_%s_EXTRA_PARAM_%s ", upper,
			    parameters[i]->name);
		text_add(header->out, (struct str){value.p, value.n});
		text_putc(header->out, '\n');
	}
	return true;
}

static bool add_device(struct header *header, const struct entry *entry, const char *upper)
{
	const struct region *region = entry->region;
	const char *lower;

	if (region->device_name == NULL || *region->device_name == '\0')
		return true;
	if (!emit_is_define_value(str_of(region->device_name)))
		return refuse(header, region->name, "the device");
	if (!emit_is_define_value(str_of(region->default_driver)))
		return refuse(header, region->name, "default_driver_kconfig");
	lower = in_lower_case(header->arena, entry->name);
	text_printf(header->out, "#define PM_%s_ID %zu\n", upper, header->ids);
	text_printf(header->out, "#define PM_%s_ID PM_%s_ID\n", lower, upper);
	text_printf(header->out, "#define PM_%s_IS_ENABLED 1\n", lower);
	text_printf(header->out, "#define PM_%zu_LABEL %s\n", header->ids, upper);
	text_printf(header->out, "#define PM_%s_DEV %s\n", upper, region->device_name);
	if (region->default_driver != NULL && *region->default_driver != '\0')
		text_printf(header->out, "#define PM_%s_DEFAULT_DRIVER_KCONFIG %s\n", upper,
			    region->default_driver);
	header->ids++;
	return true;
}

static bool add_entry(struct header *header, const struct entry *entry)
{
	const char *upper = in_upper_case(header->arena, entry->name);

	if (!emit_is_c_word(entry->name))
		return refuse(header, entry->name, "the name");
	define_number(header, upper, "OFFSET", entry->offset);
	define_number(header, upper, "ADDRESS", entry->address);
	define_number(header, upper, "END_ADDRESS", entry_end(entry));
	define_number(header, upper, "SIZE", entry->size);
	text_printf(header->out, "#define PM_%s_NAME %s\n", upper, entry->name);
	if (entry->partition != NULL && !add_parameters(header, entry, upper))
		return false;
	return add_device(header, entry, upper);
}

static bool add_affiliations(struct header *header, const struct entries *entries)
{
	size_t count;
	const struct pm_membership *all = pm_memberships(entries, &count);

	for (size_t i = 0; i < count; i++) {
		bool first = i == 0 || all[i].group != all[i - 1].group;

		if (!emit_is_c_word(all[i].affiliation))
			return refuse(header, all[i].member, "an affiliation");
		if (first)
			text_printf(header->out, "#define PM_FOREACH_AFFILIATED_TO_%s(fn) ",
				    all[i].affiliation);
		text_printf(header->out, " fn(%s)", in_upper_case(header->arena, all[i].member));
		if (i + 1 == count || all[i + 1].group != all[i].group)
			text_putc(header->out, '\n');
	}
	return true;
}

/* The extent of a partition without its name: of the image, or of its RAM. */
static void define_extent(struct header *header, const char *prefix, const struct entry *entry)
{
	text_printf(header->out, "#define PM_%sADDRESS 0x%" PRIx64 "\n", prefix, entry->address);
	text_printf(header->out, "#define PM_%sSIZE 0x%" PRIx64 "\n", prefix, entry->size);
}

/* A container named like the image cannot hold it: then `app_image` does. */
static const struct entry *image_entry(const struct entries *by_name)
{
	size_t i = entries_find(by_name, "app");

	if (i < by_name->count && entry_has_span(&by_name->all[i]))
		i = entries_find(by_name, "app_image");
	return i < by_name->count ? &by_name->all[i] : NULL;
}

static const struct entry *ram_entry(const struct entries *by_name)
{
	size_t i = entries_find(by_name, "app_sram");

	if (i == by_name->count)
		i = entries_find(by_name, "sram_primary");
	return i < by_name->count ? &by_name->all[i] : NULL;
}

static void add_names_by_size(struct header *header, const char *const *names, size_t count)
{
	text_puts(header->out, "#define PM_ALL_BY_SIZE \"");
	for (size_t i = 0; i < count; i++)
		text_printf(header->out, "%s%s", i > 0 ? " " : "", names[i]);
	text_puts(header->out, "\"\n");
}

static bool add_body(struct header *header, struct entries *entries)
{
	const char *const *names = pm_names_by_size(entries);
	const struct entry *image = image_entry(entries), *ram = ram_entry(entries);
	struct entry image_extent, ram_extent;

	if (image == NULL || ram == NULL) {
		*header->why =
			image == NULL
				? "pm_config.h needs a partition `app` that is no container; "
				  "--soc or --regions tells the space that is left for it"
				: "pm_config.h needs a partition `sram_primary` or `app_sram`; "
				  "--soc or --regions tells its extent";
		return false;
	}
	image_extent = *image;
	ram_extent = *ram;
	entries_sort_by_address(entries);
	for (size_t i = 0; i < entries->count; i++) {
		if (!add_entry(header, &entries->all[i]))
			return false;
	}
	text_printf(header->out, "#define PM_NUM %zu\n", header->ids);
	add_names_by_size(header, names, entries->count);
	if (!add_affiliations(header, entries))
		return false;
	define_extent(header, "", &image_extent);
	define_extent(header, "SRAM_", &ram_extent);
	return true;
}

static bool write_pm_config_h(const struct layout *layout, const struct emit_options *options,
			      struct text *out, const char **why)
{
	struct text guard = {.arena = layout->arena};
	struct header header = {.out = out, .arena = layout->arena, .why = why};
	struct entries entries;

	if (!entries_collect(layout, &entries, why))
		return false;
	emit_guard_name(&guard, options->output, "pm_config");
	text_puts(out, "/* File generated by pmlayout, do not modify */\n");
	text_printf(out, "#ifndef %s_H__\n#define %s_H__\n", guard.p, guard.p);
	if (!add_body(&header, &entries))
		return false;
	text_printf(out, "#endif /* %s_H__ */", guard.p);
	return true;
}

const struct emitter emit_pm_config_h = {
	.kind = "pm-config-h",
	.summary = "Partition Manager's pm_config.h, byte for byte",
	.write = write_pm_config_h,
};
