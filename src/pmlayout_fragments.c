/* SPDX-License-Identifier: MIT */
/* Layouts that Partition Manager would make: fragments, a static file and regions are solved, and
 * what comes out is read and checked as its partitions.yml.
 */
#include "pmlayout_run.h"

#include <stdlib.h>
#include <string.h>

#include "emit/pm_yaml.h"
#include "model/pm_problem.h"
#include "pmlayout_solved.h"
#include "read/pm_fragments.h"
#include "read/read.h"
#include "resolve/pm/solve.h"
#include "resolve/resolve.h"

/* -- Regions ---------------------------------------------------------------------------------- */

static enum pm_strategy strategy_of(enum placement_strategy placement)
{
	if (placement == PLACE_COMPLEX)
		return PM_COMPLEX;
	return placement == PLACE_END_TO_START ? PM_END_TO_START : PM_START_TO_END;
}

static const char *strategy_name(enum pm_strategy strategy)
{
	static const char *const names[] = {"start_to_end", "end_to_start", "complex"};

	return names[strategy];
}

static struct value *region_value(const struct pml *pml, const struct pm_region *solved)
{
	struct arena *arena = pml->arena;
	struct value *map = value_new(arena, VALUE_MAP);

	value_set(map, "name", value_of_text(arena, solved->name));
	value_set(map, "size", value_of_number(arena, solved->size));
	value_set(map, "base_address", value_of_number(arena, solved->base));
	value_set(map, "placement_strategy", value_of_text(arena, strategy_name(solved->strategy)));
	value_set(map, "device", value_of_text(arena, solved->device));
	value_set(map, "default_driver_kconfig", value_of_text(arena, solved->driver));
	value_set(map, "dynamic_partition",
		  solved->dynamic ? value_of_text(arena, solved->dynamic)
				  : value_new(arena, VALUE_NULL));
	return map;
}

/* A region's place in the order in which the build system names it; regions.yml is sorted. */
struct ranked {
	const struct region *region;
	size_t rank, order;
};

static size_t rank_of(const char *name)
{
	static const char *const names[] = {
		"sram_primary", "otp", "bootconf", "flash_primary", "external_flash", "ram_flash"};
	size_t rank = 0;

	while (rank < sizeof(names) / sizeof(*names) && !cstr_eq(name, names[rank]))
		rank++;
	return rank;
}

static int by_rank(const void *a, const void *b)
{
	const struct ranked *first = a, *second = b;

	if (first->rank != second->rank)
		return first->rank < second->rank ? -1 : 1;
	return (first->order > second->order) - (first->order < second->order);
}

static struct ranked *rank_regions(struct arena *arena, const struct region *first, size_t *count)
{
	struct ranked *list;

	*count = 0;
	for (const struct region *region = first; region; region = region->next)
		(*count)++;
	list = arena_array(arena, *count + 1, sizeof(*list));
	*count = 0;
	for (const struct region *region = first; region; region = region->next, (*count)++)
		list[*count] = (struct ranked){region, rank_of(region->name), *count};
	qsort(list, *count, sizeof(*list), by_rank);
	return list;
}

/* regions.yml, or what the build system would make of the facts.  NULL, and *unknown names it,
 * when a region has no size.
 */
static struct value *regions_of(const struct pml *pml, const struct layout *facts,
				struct pm_problem *problem, const char **unknown)
{
	struct layout usual = {.arena = pml->arena, .source = facts->source, .facts = facts->facts};
	struct value *all = value_new(pml->arena, VALUE_MAP);
	const struct ranked *ranked;
	struct pm_region *regions;
	size_t count;

	resolve_usual_regions(&usual);
	for (const struct told_region *told = pml->told_regions; told; told = told->next)
		resolve_told_region(
			&usual, told->name, fact_make(told->size, ORIGIN_OPTION, "--region"),
			fact_make(told->base, told->base_told ? ORIGIN_OPTION : ORIGIN_UNKNOWN,
				  "--region"));
	ranked = rank_regions(pml->arena, usual.regions, &count);
	regions = arena_array(pml->arena, count + 1, sizeof(*regions));
	problem->regions = regions;
	for (size_t i = 0; i < count; i++) {
		const struct region *region = ranked[i].region;
		struct pm_region *solved = &regions[problem->region_count++];

		*unknown = region->name;
		if (!fact_known(region->size) || region->size.value > VALUE_LIMIT ||
		    region->base.value > VALUE_LIMIT)
			return NULL;
		solved->name = region->name;
		solved->base = (int64_t)region->base.value;
		solved->size = (int64_t)region->size.value;
		solved->strategy = strategy_of(region->placement);
		solved->device = region->device_name;
		solved->driver = region->default_driver;
		solved->dynamic = region->dynamic_name;
		if (region->kind == REGION_FLASH && pml->dynamic_partition)
			solved->dynamic = pml->dynamic_partition;
		value_set(all, region->name, region_value(pml, solved));
	}
	return all;
}

/* -- A run ------------------------------------------------------------------------------------ */

static bool read_fragment(struct pml *pml, const char *path, struct value *fragments)
{
	const struct source *source;

	pml_note_input(pml, path, "pm-fragment");
	if (!pml->autoconf)
		return pm_fragment_read(pml->arena, path, fragments, &pml->found);
	source = pm_preprocess(pml->arena, path, pml->autoconf, &pml->found);
	return source && pm_fragment_add(pml->arena, source, fragments, &pml->found);
}

static bool read_inputs(struct pml *pml, const char *path, struct pm_problem *problem,
			struct layout *facts)
{
	bool ok = true;

	problem->fragments = value_new(pml->arena, VALUE_MAP);
	for (const struct file_name *file = pml->fragments; file; file = file->next)
		ok = read_fragment(pml, file->path, problem->fragments) && ok;
	facts->source = source_new(pml->arena, pml->fragments ? pml->fragments->path : "", STR(""));
	if (!path)
		return ok;
	path = pml_keep_path(pml, path);
	pml_note_input(pml, path, "pm-static");
	facts->source = read_source(pml->arena, path, &pml->found);
	if (!facts->source)
		return false;
	problem->statics = pm_static_read(pml->arena, facts->source, &pml->found);
	return problem->statics && ok;
}

static void report_unknown(struct pml *pml, const char *region)
{
	struct finding *finding = finding_add(&pml->found, RULE_unknown_region, (struct span){0},
					      "the size of region `%s` is not known", region);

	finding_help(&pml->found, finding,
		     "--soc, --regions, --dtb or --kconfig tells the sizes of the regions");
}

void pml_check_fragments(struct pml *pml, const char *path)
{
	struct text said = {.arena = pml->arena}, text = {.arena = pml->arena};
	struct pm_problem problem = {.arena = pml->arena, .found = &pml->found, .said = &said};
	struct solved_files solved = {
		.problem = &problem, .least = SEVERITY_NOTE, .most = SEVERITY_ERROR};
	struct layout *facts = ARENA_NEW(pml->arena, struct layout);
	struct value *regions, *partitions;
	const char *unknown = "";

	pml->layout = facts;
	pml->layout_findings = pml->found.tail;
	pml->layout_has_errors = true;
	facts->arena = pml->arena;
	facts->facts = pml->facts;
	if (!read_inputs(pml, path, &problem, facts))
		return;
	resolve_chip(facts);
	regions = regions_of(pml, facts, &problem, &unknown);
	if (!regions) {
		report_unknown(pml, unknown);
		return;
	}
	partitions = pm_solve(&problem);
	if (!partitions)
		return;
	pm_yaml_write(&text, partitions);
	solved.partitions = partitions;
	solved.text = (struct str){text.p, text.n};
	solved.facts = &facts->facts;
	pml->layout = solved_check(&solved, &pml->rules_run);
	pml->layout->pm_regions = regions;
	pml->partition_count += pml->layout->partition_count;
	pml->layout_has_errors = pml_count(pml, PML_ERROR) > 0;
}

void pml_make_pm_files(struct pml *pml)
{
	struct text said = {.arena = pml->arena};
	struct findings found;
	struct pm_problem problem = {.arena = pml->arena, .found = &found, .said = &said};
	struct layout *layout = pml->layout;
	struct value *regions, *read;
	const char *unknown;

	if (layout->kind == LAYOUT_DEVICETREE || layout->pm_partitions || !layout->document)
		return;
	findings_init(&found, pml->arena);
	regions = regions_of(pml, layout, &problem, &unknown);
	if (!regions || !pm_yaml_read(pml->arena, layout->source, &found, &read))
		return;
	layout->pm_regions = regions;
	layout->pm_partitions = read;
	if (layout->kind == LAYOUT_PM_PARTITIONS)
		return;
	problem.fragments = value_new(pml->arena, VALUE_MAP);
	problem.statics = read;
	layout->pm_partitions = pm_solve(&problem);
}
