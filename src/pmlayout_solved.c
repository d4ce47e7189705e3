/* SPDX-License-Identifier: MIT */
/* Partitions that the solver made are read again as partitions.yml and go through the rules, so
 * that what Partition Manager accepts without a word does not stay unsaid.
 */
#include "pmlayout_solved.h"

#include "base/arena.h"
#include "check/check.h"
#include "read/read.h"
#include "resolve/resolve.h"

/* -- Regions ---------------------------------------------------------------------------------- */

static struct region_declaration *declarations_of(const struct pm_problem *problem)
{
	static const char *const strategies[] = {"start_to_end", "end_to_start", "complex"};
	static const char *const from = "the arguments";
	struct region_declaration *first = NULL, **tail = &first;

	for (size_t i = 0; i < problem->region_count; i++) {
		const struct pm_region *region = &problem->regions[i];
		struct region_declaration *declared =
			ARENA_NEW(problem->arena, struct region_declaration);

		declared->name = region->name;
		declared->size = fact_make((uint64_t)region->size, ORIGIN_DERIVED, from);
		declared->base = fact_make((uint64_t)region->base, ORIGIN_DERIVED, from);
		declared->device = region->device;
		declared->default_driver = region->driver;
		declared->dynamic_partition = region->dynamic ? region->dynamic : "";
		declared->placement_strategy = strategies[region->strategy];
		*tail = declared;
		tail = &declared->next;
	}
	return first;
}

static void judge_region(const struct solved_files *solved, const struct pm_region *region,
			 const struct region *known)
{
	struct findings *found = solved->problem->found;
	int64_t base = (int64_t)known->base.value, end = base + (int64_t)known->size.value;
	struct finding *finding;

	if (region->base >= base && region->base + region->size <= end)
		return;
	finding = finding_add(found, RULE_out_of_region, (struct span){0},
			      "region `%s` is declared as 0x%jx..0x%jx, but there is 0x%jx..0x%jx",
			      region->name, (uintmax_t)region->base,
			      (uintmax_t)(region->base + region->size), (uintmax_t)base,
			      (uintmax_t)end);
	finding_limit(finding, solved->most);
	finding_note(found, finding,
		     "the size comes from %s; Partition Manager takes its word from "
		     "the arguments alone",
		     known->size.from ? known->size.from : "what was read");
	finding_help(found, finding, "declare at most %s",
		     num_bytes(found->arena, known->size.value));
}

/* Regions as they are declared beside those that chip, devicetree and .config tell. */
static void judge_regions(const struct solved_files *solved, const struct layout *layout)
{
	struct layout usual = {.arena = layout->arena, .source = layout->source};

	usual.facts = *solved->facts;
	usual.facts.soc = layout->facts.soc;
	usual.facts.soc_origin = layout->facts.soc_origin;
	usual.facts.regions = NULL;
	usual.facts.regions_given = false;
	resolve_usual_regions(&usual);
	for (size_t i = 0; i < solved->problem->region_count; i++) {
		const struct pm_region *region = &solved->problem->regions[i];

		for (const struct region *known = usual.regions; known; known = known->next) {
			if (cstr_eq(known->name, region->name) && fact_known(known->size) &&
			    !fact_assumed(known->size) && fact_known(known->base))
				judge_region(solved, region, known);
		}
	}
}

/* -- Places ----------------------------------------------------------------------------------- */

/* Where the user wrote the partition that stands at that place of the solved file. */
static struct span written_at(const struct pm_problem *problem, const struct node *document,
			      struct span at)
{
	const struct value *const maps[] = {problem->fragments, problem->statics};
	const struct node *owner = NULL;
	struct span place = {0};

	for (const struct node *n = document->first; n && n->key_at.begin <= at.begin; n = n->next)
		owner = n;
	for (size_t i = 0; owner && i < 2 && !span_is_set(place); i++) {
		if (maps[i])
			place = value_place(maps[i], owner->key.p);
	}
	return place;
}

/* A finding about the solved file points at the fragments; a place that nobody wrote is left
 * out, and so are fixes of a file that does not exist.
 */
static void point_at_fragments(const struct pm_problem *problem, const struct layout *layout,
			       struct finding *finding)
{
	struct label **link = &finding->labels;

	finding->fixes = NULL;
	for (struct label *label = finding->labels; label; label = label->next) {
		if (label->at.source == layout->source)
			label->at = written_at(problem, layout->document, label->at);
		if (label == finding->labels || span_is_set(label->at)) {
			*link = label;
			link = &label->next;
		}
	}
	*link = NULL;
}

/* Rules about what people write, which the solver has looked at itself, and about what Partition
 * Manager would make of its own answer as a static file.
 */
static bool is_beside_the_point(const struct finding *finding)
{
	static const enum rule_id rules[] = {RULE_wrong_type,        RULE_unknown_key,
					     RULE_ignored_key,       RULE_duplicate_key,
					     RULE_surprising_number, RULE_gap_count,
					     RULE_not_packed,        RULE_ignored_app_extent};

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		if (finding->rule == rules[i])
			return true;
	}
	return false;
}

/* What the solver, whose findings are the first ones, has said of the same partition; NULL:
 * nothing.
 */
static struct finding *find_known(const struct findings *found, size_t count,
				  const struct finding *finding)
{
	for (struct finding *f = found->first; f && count > 0; f = f->next, count--) {
		if (f->rule == finding->rule && f->partitions && finding->partitions &&
		    cstr_eq(f->partitions->text, finding->partitions->text))
			return f;
	}
	return NULL;
}

static void keep_findings(const struct solved_files *solved, const struct layout *layout,
			  const struct findings *from)
{
	struct findings *found = solved->problem->found;
	const size_t count = found->count;
	struct finding *next;

	for (struct finding *finding = from->first; finding; finding = next) {
		struct finding *known = find_known(found, count, finding);

		next = finding->next;
		finding->next = NULL;
		finding_limit(finding, solved->most);
		if (known && finding->severity > known->severity)
			known->severity = finding->severity;
		if (known || is_beside_the_point(finding) || finding->severity < solved->least)
			continue;
		point_at_fragments(solved->problem, layout, finding);
		*found->tail = finding;
		found->tail = &finding->next;
		found->count++;
	}
}

/* What the solver lets pass as Partition Manager does is no warning for a rule. */
static void raise_levels(const struct solved_files *solved)
{
	for (struct finding *f = solved->problem->found->first; f; f = f->next) {
		if (f->rule != RULE_unreadable_file && f->severity == SEVERITY_WARNING)
			f->severity = rule_get(f->rule)->level;
	}
}

struct layout *solved_check(const struct solved_files *solved, size_t *rules_run)
{
	struct arena *arena = solved->problem->arena;
	struct facts facts = *solved->facts;
	struct findings found;
	struct layout *layout;
	size_t rules;

	findings_init(&found, arena);
	if (solved->most == SEVERITY_ERROR)
		raise_levels(solved);
	facts.regions = declarations_of(solved->problem);
	facts.regions_given = true;
	layout = read_layout_source(arena, source_new(arena, "partitions.yml", solved->text),
				    &facts, &found);
	layout->kind = LAYOUT_PM_PARTITIONS;
	layout->pm_partitions = solved->partitions;
	layout_resolve(layout);
	rules = checks_run(layout, &found);
	keep_findings(solved, layout, &found);
	judge_regions(solved, layout);
	if (rules_run)
		*rules_run = rules;
	return layout;
}
