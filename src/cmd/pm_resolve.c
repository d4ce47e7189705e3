/* SPDX-License-Identifier: MIT */
/* `pmlayout pm resolve`: partition_manager.py (PARTITION-MANAGER.md 3.1). */
#include "pm.h"

#include <string.h>

#include "base/arena.h"
#include "emit/pm_yaml.h"
#include "model/pm_problem.h"
#include "pmlayout_run.h"
#include "pmlayout_solved.h"
#include "read/pm_fragments.h"
#include "read/read.h"
#include "resolve/pm/solve.h"

enum {
	INPUT_FILES,
	OUTPUT_PARTITIONS,
	OUTPUT_REGIONS,
	STATIC_CONFIG,
	REGIONS,
	STRICT,
	SOC,
	DTB,
	KCONFIG,
	OWN
};

/* The options that every region has, in this order. */
enum { SIZE, BASE, STRATEGY, DEVICE, DRIVER, DYNAMIC, PER_REGION };

static const char *const region_options[PER_REGION] = {
	"size",   "base-address",           "placement-strategy",
	"device", "default-driver-kconfig", "dynamic-partition",
};
static const char *const region_keys[PER_REGION] = {
	"size",   "base_address",           "placement_strategy",
	"device", "default_driver_kconfig", "dynamic_partition",
};

struct request {
	struct arena *arena;
	struct pm_option *options; /* our own, then those of the regions */
	size_t region_count;
	struct pm_region *regions;
	struct pml *pml; /* what --soc, --dtb and --kconfig tell */
};

static const char *with_underscores(struct arena *arena, const char *name)
{
	char *copy = arena_copy(arena, name, strlen(name));

	for (char *c = copy; *c; c++) {
		if (*c == '-')
			*c = '_';
	}
	return copy;
}

/* The regions' names make options, so they are looked for first. */
static bool parse(struct request *request, char **words, size_t count)
{
	const struct pm_option own[OWN] = {
		[INPUT_FILES] = {.name = "--input-files", .many = true, .required = true},
		[OUTPUT_PARTITIONS] = {.name = "--output-partitions", .required = true},
		[OUTPUT_REGIONS] = {.name = "--output-regions", .required = true},
		[STATIC_CONFIG] = {.name = "--static-config"},
		[REGIONS] = {.name = "--regions", .many = true, .required = true},
		[STRICT] = {.name = "--strict", .flag = true},
		[SOC] = {.name = "--soc"},
		[DTB] = {.name = "--dtb", .many = true},
		[KCONFIG] = {.name = "--kconfig", .many = true},
	};
	struct pm_option regions = own[REGIONS], *at;

	pm_scan(request->arena, &regions, words, count);
	request->region_count = regions.count;
	request->options = arena_array(request->arena, OWN + PER_REGION * regions.count,
				       sizeof(*request->options));
	memcpy(request->options, own, sizeof(own));
	at = request->options + OWN;
	for (size_t i = 0; i < regions.count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (cstr_eq(regions.values[i], regions.values[k])) {
				usage_error("--regions names `%s` twice", regions.values[i]);
				return false;
			}
		}
		for (size_t k = 0; k < PER_REGION; k++, at++) {
			at->name = arena_printf(request->arena, "--%s-%s", regions.values[i],
						region_options[k]);
			at->required = k == SIZE;
		}
	}
	return pm_parse(request->arena, request->options, OWN + PER_REGION * regions.count, words,
			count);
}

static bool parse_number(const struct pm_option *option, int64_t *number)
{
	const char *text = pm_value_of(option, "0");

	if (pm_parse_integer(text, number))
		return true;
	usage_error("argument %s: invalid number: `%s`", option->name, text);
	return false;
}

static bool parse_strategy(const struct pm_option *option, enum pm_strategy *strategy)
{
	static const char *const names[] = {"start_to_end", "end_to_start", "complex"};
	const char *text = pm_value_of(option, names[0]);

	for (int i = PM_START_TO_END; i <= PM_COMPLEX; i++) {
		if (cstr_eq(text, names[i])) {
			*strategy = (enum pm_strategy)i;
			return true;
		}
	}
	usage_error("argument %s: invalid choice: `%s` (start_to_end, end_to_start, complex)",
		    option->name, text);
	return false;
}

static bool read_regions(struct request *request)
{
	const struct pm_option *names = &request->options[REGIONS];

	request->regions =
		arena_array(request->arena, request->region_count, sizeof(*request->regions));
	for (size_t i = 0; i < request->region_count; i++) {
		const struct pm_option *option = &request->options[OWN + PER_REGION * i];
		struct pm_region *region = &request->regions[i];

		region->name = with_underscores(request->arena, names->values[i]);
		region->device = pm_value_of(&option[DEVICE], "");
		region->driver = pm_value_of(&option[DRIVER], "");
		region->dynamic = pm_value_of(&option[DYNAMIC], NULL);
		if (!parse_number(&option[SIZE], &region->size) ||
		    !parse_number(&option[BASE], &region->base) ||
		    !parse_strategy(&option[STRATEGY], &region->strategy))
			return false;
	}
	return true;
}

/* -- regions.yml ------------------------------------------------------------------------------ */

static struct value *region_value(const struct request *request, size_t region, size_t key)
{
	const struct pm_option *option = &request->options[OWN + PER_REGION * region + key];

	if (key == SIZE)
		return value_of_number(request->arena, request->regions[region].size);
	if (key == BASE)
		return value_of_number(request->arena, request->regions[region].base);
	if (key == DYNAMIC && !option->given)
		return value_new(request->arena, VALUE_NULL);
	return value_of_text(request->arena,
			     pm_value_of(option, key == STRATEGY ? "start_to_end" : ""));
}

/* Without every occurrence of REGION_, as Partition Manager cuts it. */
static const char *without(struct arena *arena, const char *text, const char *prefix)
{
	struct text out = {.arena = arena};
	size_t length = strlen(prefix);

	while (*text) {
		if (strncmp(text, prefix, length) == 0)
			text += length;
		else
			text_putc(&out, *text++);
	}
	return out.p ? out.p : "";
}

/* A region gets every option whose name begins with its own. */
static struct value *region_entry(const struct request *request, size_t number)
{
	struct arena *arena = request->arena;
	const char *name = request->regions[number].name;
	const char *prefix = arena_printf(arena, "%s_", name);
	struct value *entry = value_new(arena, VALUE_MAP);

	for (size_t i = 0; i < request->region_count; i++) {
		for (size_t k = 0; k < PER_REGION; k++) {
			const char *option = arena_printf(arena, "%s_%s", request->regions[i].name,
							  region_keys[k]);

			if (cstr_starts(option, name))
				value_set(entry, without(arena, option, prefix),
					  region_value(request, i, k));
		}
	}
	value_set(entry, "name", value_of_text(arena, name));
	return entry;
}

static struct value *all_regions(const struct request *request)
{
	struct value *regions = value_new(request->arena, VALUE_MAP);

	for (size_t i = 0; i < request->region_count; i++)
		value_set(regions, request->regions[i].name, region_entry(request, i));
	return regions;
}

/* -- Running ---------------------------------------------------------------------------------- */

static bool read_files(const struct request *request, struct pm_problem *problem,
		       const struct source *statics)
{
	const struct pm_option *files = &request->options[INPUT_FILES];
	bool ok = true;

	problem->fragments = value_new(request->arena, VALUE_MAP);
	for (size_t i = 0; i < files->count; i++) {
		if (!pm_fragment_read(request->arena, files->values[i], problem->fragments,
				      problem->found))
			ok = false;
	}
	if (statics) {
		problem->statics = pm_static_read(request->arena, statics, problem->found);
		ok = ok && problem->statics;
	}
	return ok;
}

static int write_files(const struct request *request, struct str partitions)
{
	struct text regions = {.arena = request->arena};
	struct file_output files[2];
	const char *failed, *why;

	pm_yaml_write(&regions, all_regions(request));
	files[0] = (struct file_output){request->options[OUTPUT_PARTITIONS].values[0], partitions};
	files[1] = (struct file_output){request->options[OUTPUT_REGIONS].values[0],
					{regions.p, regions.n}};
	if (!file_write_all(request->arena, files, 2, &failed, &why))
		return file_error(failed, why);
	return EXIT_CLEAN;
}

/* The facts that the result is held against; Partition Manager has no such options. */
static bool take_facts(const struct request *request)
{
	static const struct {
		int option;
		const char *setting;
	} rows[] = {{SOC, "soc"}, {DTB, "dtb"}, {KCONFIG, "kconfig"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct pm_option *option = &request->options[rows[i].option];

		for (size_t k = 0; k < option->count; k++) {
			if (pml_set(request->pml, rows[i].setting, option->values[k]))
				continue;
			usage_error("%s", pml_problem(request->pml));
			return false;
		}
	}
	return true;
}

/* Rules need sizes of regions that make sense. */
static bool can_be_checked(const struct request *request)
{
	for (size_t i = 0; i < request->region_count; i++) {
		if (request->regions[i].size < 0 || request->regions[i].base < 0)
			return false;
	}
	return true;
}

static int solve(const struct request *request, const struct source *statics)
{
	struct findings found;
	struct text said = {.arena = request->arena};
	struct pm_problem problem = {
		.arena = request->arena,
		.found = &found,
		.said = &said,
		.regions = request->regions,
		.region_count = request->region_count,
	};
	struct solved_files solved = {.problem = &problem,
				      .facts = &request->pml->facts,
				      .least = SEVERITY_WARNING,
				      .most = SEVERITY_WARNING};
	struct text text = {.arena = request->arena};
	struct value *partitions = NULL;
	int status;

	findings_init(&found, request->arena);
	if (read_files(request, &problem, statics))
		partitions = pm_solve(&problem);
	if (problem.configuration) {
		text_puts(&said, "Partition Configuration:\n");
		pm_yaml_write_decimal(&said, problem.configuration);
		text_putc(&said, '\n');
	}
	if (partitions)
		pm_yaml_write(&text, partitions);
	solved.partitions = partitions;
	solved.text = (struct str){text.p, text.n};
	if (partitions && can_be_checked(request))
		solved_check(&solved, NULL);
	status = pm_finish(&found, &said, request->options[STRICT].given);
	if (status == EXIT_CLEAN && partitions)
		status = write_files(request, solved.text);
	return status;
}

static int resolve(const struct request *request)
{
	const char *path = pm_value_of(&request->options[STATIC_CONFIG], NULL), *why;
	struct source *statics = NULL;
	struct str content;

	if (!take_facts(request))
		return EXIT_USAGE;
	if (path) {
		if (!file_read(request->arena, path, &content, &why))
			return usage_error("argument --static-config: can't open '%s': %s", path,
					   why);
		statics = source_new(request->arena, path, content);
	}
	return solve(request, statics);
}

static void out_of_memory(void *context)
{
	(void)context;
	program_out_of_memory();
}

int pm_resolve_run(struct arena *arena, char **words, size_t count)
{
	struct request request = {.arena = arena};
	int status;

	if (!parse(&request, words, count) || !read_regions(&request))
		return EXIT_USAGE;
	request.pml = pml_open(out_of_memory, NULL);
	if (!request.pml)
		program_out_of_memory();
	status = resolve(&request);
	pml_close(request.pml);
	return status;
}
