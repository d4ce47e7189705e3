/* SPDX-License-Identifier: MIT */
/* `pmlayout pm output` and `pm report`: partition_manager_output.py and
 * partition_manager_report.py (PARTITION-MANAGER.md 3.2 and 3.3).
 */
#include "pm.h"

#include <string.h>

#include "base/arena.h"

enum { INPUT_PARTITIONS, INPUT_REGIONS, CONFIG_FILE, IMAGES, HEADER_FILES, STRICT, OPTIONS };

struct output {
	struct arena *arena;
	struct findings found;
	struct text said;
	struct pm_option *options;
	struct pm_table *tables;
	size_t table_count;
	struct file_output *files;
	size_t file_count;
};

static void fail(struct output *output, const char *message, const char *note, const char *help)
{
	struct finding *finding = finding_add(&output->found, RULE_unsolvable_placement,
					      (struct span){0}, "%s", message);

	finding->severity = SEVERITY_ERROR;
	finding_note(&output->found, finding, "%s", note);
	finding_help(&output->found, finding, "%s", help);
}

/* The file is found by the domain in its name; where none has it, by its place. */
static const char *regions_of(const struct output *output, const struct pm_option *regions,
			      const char *domain, size_t place)
{
	for (size_t i = 0; i < regions->count; i++) {
		if (cstr_eq(pm_domain_of(output->arena, regions->values[i], "regions_"), domain))
			return regions->values[i];
	}
	return regions->values[place];
}

/* One table a domain, in the order of --input-partitions. */
static bool read_tables(struct output *output)
{
	const struct pm_option *partitions = &output->options[INPUT_PARTITIONS];
	const struct pm_option *regions = &output->options[INPUT_REGIONS];
	bool ok = true;

	output->tables = arena_array(output->arena, partitions->count, sizeof(*output->tables));
	for (size_t i = 0; i < partitions->count; i++) {
		struct pm_table *table = &output->tables[output->table_count++];
		struct value *all =
			pm_read_file(output->arena, partitions->values[i], &output->found);
		struct value *declared;

		table->domain = pm_domain_of(output->arena, partitions->values[i], "partitions_");
		declared =
			pm_read_file(output->arena, regions_of(output, regions, table->domain, i),
				     &output->found);
		ok = all && declared && pm_table_of_values(all, declared, &output->found, table) &&
		     ok;
	}
	return ok;
}

static void add_file(struct output *output, const char *path, const struct text *text)
{
	output->files[output->file_count++] =
		(struct file_output){path, {text->p ? text->p : "", text->n}};
}

static void make_config(struct output *output, const char *path)
{
	struct text text = {.arena = output->arena};

	pm_defines(&text, output->tables, output->table_count, PM_FORM_CONFIG, "");
	if (text.n)
		text.n--; /* the last line has no end */
	add_file(output, path, &text);
}

static bool make_header(struct output *output, const char *image, const char *path)
{
	struct text text = {.arena = output->arena};
	const char *colon = strchr(image, ':'), *why;
	struct pm_header header = {
		.tables = output->tables, .count = output->table_count, .output = path};
	bool renamed;

	if (!colon) {
		usage_error("argument --images: `%s` is not DOMAIN:IMAGE", image);
		return false;
	}
	header.domain = arena_copy(output->arena, image, (size_t)(colon - image));
	header.image = colon + 1;
	if (pm_header_write(&text, &header, &renamed, &why)) {
		if (renamed)
			text_printf(&output->said,
				    "Partition image '%s' is a container with a span of one or "
				    "more images; '%s_image' is taken instead.\n",
				    header.image, header.image);
		add_file(output, path, &text);
		return true;
	}
	fail(output, arena_printf(output->arena, "no header for the image `%s`: %s", image, why),
	     renamed ? arena_printf(
			       output->arena,
			       "Partition Manager ends with PartitionError: Partition image "
			       "'%s' is a container with a span of one or more images, but has "
			       "the same name of its image. Container partitions are not "
			       "allowed to share the name of the  image that defines it. "
			       "Please rename the span '%s' in the pm.yml file of child '%s'.",
			       header.image, header.image, header.image)
		     : "Partition Manager ends with a KeyError",
	     renamed ? "give the container another name than its image"
		     : "name an image that has a partition in that domain");
	return false;
}

static bool make_files(struct output *output)
{
	const struct pm_option *images = &output->options[IMAGES];
	const struct pm_option *headers = &output->options[HEADER_FILES];
	size_t pairs = images->count < headers->count ? images->count : headers->count;
	bool ok = true;

	output->files = arena_array(output->arena, pairs + 1, sizeof(*output->files));
	if (output->options[CONFIG_FILE].given)
		make_config(output, output->options[CONFIG_FILE].values[0]);
	for (size_t i = 0; i < pairs; i++)
		ok = make_header(output, images->values[i], headers->values[i]) && ok;
	return ok;
}

int pm_output_run(struct arena *arena, char **words, size_t count)
{
	struct pm_option options[OPTIONS] = {
		[INPUT_PARTITIONS] = {.name = "--input-partitions", .many = true, .required = true},
		[INPUT_REGIONS] = {.name = "--input-regions", .many = true, .required = true},
		[CONFIG_FILE] = {.name = "--config-file"},
		[IMAGES] = {.name = "--images", .many = true},
		[HEADER_FILES] = {.name = "--header-files", .many = true},
		[STRICT] = {.name = "--strict", .flag = true},
	};
	struct output output = {.arena = arena, .said = {.arena = arena}, .options = options};
	const char *failed, *why;
	int status;

	if (!pm_parse(arena, options, OPTIONS, words, count))
		return EXIT_USAGE;
	if (options[INPUT_REGIONS].count != options[INPUT_PARTITIONS].count)
		return usage_error("--input-partitions and --input-regions need as many files");
	findings_init(&output.found, arena);
	if (read_tables(&output)) {
		if (!make_files(&output) && output.found.count == 0)
			return EXIT_USAGE;
		pm_warn_domains(&output.found, output.tables, output.table_count);
	}
	status = pm_finish(&output.found, &output.said, options[STRICT].given);
	if (status == EXIT_CLEAN &&
	    !file_write_all(arena, output.files, output.file_count, &failed, &why))
		return file_error(failed, why);
	return status;
}

int pm_report_run(struct arena *arena, char **words, size_t count)
{
	struct pm_option options[] = {
		{.name = "--input", .short_name = "-i", .many = true, .required = true},
		{.name = "--strict", .flag = true},
	};
	struct text out = {.arena = arena};
	struct findings found;

	if (!pm_parse(arena, options, 2, words, count))
		return EXIT_USAGE;
	findings_init(&found, arena);
	for (size_t i = 0; i < options[0].count; i++) {
		struct pm_table table = {0};
		const char *path = options[0].values[i];
		struct value *all = pm_read_file(arena, path, &found);

		table.domain = pm_domain_of(arena, path, "partitions_");
		if (all && pm_table_of_values(all, NULL, &found, &table))
			pm_report_write(&out, &table, true);
	}
	if (found.count)
		out.n = 0;
	return pm_finish(&found, &out, options[1].given);
}
