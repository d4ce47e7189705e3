/* SPDX-License-Identifier: MIT */
/* The library's face for releases: what changed from an earlier layout to this one. */
#include "pmlayout_run.h"

#include "base/file.h"
#include "check/release.h"
#include "check/sdk_issues.h"
#include "model/soc.h"
#include "read/build_directory.h"
#include "report/changes.h"

/* -- Two sets of facts ----------------------------------------------------------------------- */

/* The run's own facts and those of the earlier release change places.  image_tail of an empty
 * list points into the run, so it stays right.
 */
static void swap_facts(struct pml *pml)
{
	const struct side side = {pml->facts, pml->image_tail, pml->regions_taken};

	if (!pml->earlier.side.image_tail)
		pml->earlier.side.image_tail = &pml->facts.images;
	pml->facts = pml->earlier.side.facts;
	pml->image_tail = pml->earlier.side.image_tail;
	pml->regions_taken = pml->earlier.side.regions_taken;
	pml->earlier.side = side;
}

bool pml_set_earlier(struct pml *pml, const char *name, const char *value)
{
	bool done;

	swap_facts(pml);
	done = pml_set(pml, name, value);
	swap_facts(pml);
	return done;
}

/* Devices keep their chip and its regions from one release to the next. */
static void inherit(struct facts *facts, const struct facts *from)
{
	if (!facts->soc) {
		facts->soc = from->soc;
		facts->soc_origin = from->soc_origin;
		facts->soc_from = from->soc_from;
	}
	if (!facts->regions_given) {
		facts->regions = from->regions;
		facts->regions_given = from->regions_given;
	}
}

/* -- Reading beside the run's findings ------------------------------------------------------- */

static void take_list(struct pml *pml, struct findings *list)
{
	*list = pml->found;
	findings_init(&pml->found, pml->arena);
}

static void put_list(struct pml *pml, const struct findings *list)
{
	pml->found = *list;
	/* An empty list ends in itself. */
	if (!pml->found.first)
		pml->found.tail = &pml->found.first;
}

/* What cannot be read cannot be compared, and the user must know. */
static void keep_unread(struct pml *pml, const struct findings *of_layout)
{
	for (const struct finding *it = of_layout->first; it; it = it->next) {
		struct finding *copy;

		if (it->severity != SEVERITY_ERROR || it->allowed ||
		    !cstr_eq(rule_get(it->rule)->category, "Reading"))
			continue;
		copy = ARENA_NEW(pml->arena, struct finding);
		*copy = *it;
		copy->next = NULL;
		*pml->found.tail = copy;
		pml->found.tail = &copy->next;
		pml->found.count++;
	}
}

/* The layouts of an input: one, or one a domain of a build. */
static struct seen_layout *read_aside(struct pml *pml, const char *path)
{
	struct seen_layout *layouts = NULL;
	struct findings own, of_layout;

	take_list(pml, &own);
	pml->seen_tail = &layouts;
	pml_check(pml, path);
	pml->seen_tail = NULL;
	of_layout = pml->found;
	put_list(pml, &own);
	keep_unread(pml, &of_layout);
	return layouts;
}

static struct seen_layout *read_earlier(struct pml *pml, const char *path)
{
	struct seen_layout *layouts;

	inherit(&pml->earlier.side.facts, &pml->facts);
	swap_facts(pml);
	layouts = read_aside(pml, path);
	swap_facts(pml);
	return layouts;
}

/* -- Comparing ------------------------------------------------------------------------------- */

static enum change_class compare(struct pml *pml, const struct layout *earlier,
				 const struct layout *now)
{
	if (earlier->partition_count == 0 || now->partition_count == 0)
		return CHANGE_NONE;
	return release_compare(earlier, now, &pml->found);
}

/* The layouts of two releases belong together by their domain: which core of the chip they are
 * for.
 */
static bool is_for_network_core(const struct layout *layout)
{
	const struct soc *soc = layout->facts.soc;

	return (soc && cstr_eq(soc->name, "nrf5340-net")) ||
	       build_names_network_core(path_base(layout->source->name));
}

/* The layout of the same domain; of two lone files the user has said it.  NULL: none. */
static struct seen_layout *partner(struct seen_layout *layouts, const struct layout *layout,
				   bool of_build)
{
	for (struct seen_layout *it = layouts; it; it = it->next)
		if (is_for_network_core(it->layout) == is_for_network_core(layout))
			return it;
	return layouts && !layouts->of_build && !of_build ? layouts : NULL;
}

static bool is_build(const struct pml *pml)
{
	return pml->input && cstr_eq(pml->input->kind, "build");
}

void pml_compare_with_earlier(struct pml *pml, struct layout *layout)
{
	struct seen_layout *seen;

	if (pml->seen_tail) {
		seen = *pml->seen_tail = ARENA_NEW(pml->arena, struct seen_layout);
		seen->layout = layout;
		seen->of_build = is_build(pml);
		pml->seen_tail = &seen->next;
		return;
	}
	if (!pml->earlier.path)
		return;
	if (!pml->earlier.read) {
		struct checked_input *input = pml->input;

		pml->earlier.read = true;
		pml->earlier.layouts = read_earlier(pml, pml->earlier.path);
		pml->input = input;
	}
	seen = partner(pml->earlier.layouts, layout, is_build(pml));
	if (!seen)
		return;
	pml->layout_before = seen->layout;
	compare(pml, seen->layout, layout);
	release_check_storage(seen->layout, layout, &pml->found);
	sdk_issue_check_update(seen->layout, layout, &pml->found);
}

/* In the place of a domain that a build has not; NULL when it is no build. */
static const struct layout *other_domain(struct pml *pml, const struct seen_layout *build)
{
	struct layout *layout;

	if (!build || !build->of_build)
		return NULL;
	layout = ARENA_NEW(pml->arena, struct layout);
	*layout = *build->layout;
	layout->partitions = NULL;
	layout->partition_count = layout->by_name_count = 0;
	layout->bootloader = (struct bootloader){0};
	return layout;
}

static void note_class(struct pml *pml, enum change_class change)
{
	if (change > pml->worst)
		pml->worst = change;
}

enum pml_class pml_diff(struct pml *pml, const char *old_path, const char *new_path)
{
	struct seen_layout *earlier = read_earlier(pml, old_path);
	struct seen_layout *now = read_aside(pml, new_path);
	const struct layout *not_earlier = other_domain(pml, earlier);
	const struct layout *not_now = other_domain(pml, now);

	for (struct seen_layout *it = now; it; it = it->next) {
		struct seen_layout *before = partner(earlier, it->layout, it->of_build);

		if (before) {
			before->compared = true;
			note_class(pml, compare(pml, before->layout, it->layout));
		} else if (not_earlier) {
			note_class(pml, release_compare(not_earlier, it->layout, &pml->found));
		}
	}
	for (struct seen_layout *it = earlier; it && not_now; it = it->next)
		if (!it->compared)
			note_class(pml, release_compare(it->layout, not_now, &pml->found));
	pml->compared = earlier && now;
	return (enum pml_class)pml->worst;
}

struct pml_text pml_changes(struct pml *pml, bool color)
{
	struct text out = {.arena = pml->arena};

	findings_sort(&pml->found);
	changes_write(&pml->found, pml->worst, color, &out);
	return (struct pml_text){out.p, out.n};
}
