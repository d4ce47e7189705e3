/* SPDX-License-Identifier: MIT */
/* The rule about regions that nobody declares. */
#include "check/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "model/usual_region.h"

/* Declared names that a region's is compared with, as resolve does; a build declares six. */
#define NAMES_COMPARED 64

static const char *const *region_names(const struct layout *layout, struct findings *found)
{
	const char **names;
	size_t count = 0;

	if (!layout->facts.regions_given)
		return usual_region_names();
	names = arena_array(found->arena, NAMES_COMPARED + 1, sizeof(names[0]));
	for (const struct region_declaration *r = layout->facts.regions;
	     r && count < NAMES_COMPARED; r = r->next)
		names[count++] = r->name;
	return names;
}

/* PM's membership is a substring test: `external_flash_2` is in `external_flash`. */
static bool is_member_of_any(const char *region, const char *const names[])
{
	for (size_t i = 0; names[i]; i++)
		if (strstr(region, names[i]))
			return true;
	return false;
}

static void offer_region(struct findings *found, struct finding *finding,
			 const struct partition *partition, const char *meant)
{
	struct span own = partition_own_value(partition, "region");

	finding_help(found, finding, "did you mean `%s`?", meant);
	if (span_is_set(own))
		finding_fix(found, finding, own, "%s", meant);
}

static void report_region(struct findings *found, const struct partition *partition,
			  const char *const names[], bool closed)
{
	const char *meant = suggest_closest(str_of(partition->region_name), names);
	bool named = span_is_set(partition->region_at);
	struct finding *finding = finding_about_partition(
		found, RULE_unknown_region, partition, named ? partition->region_at : partition->at,
		"region `%s` of `%s` is not declared", partition->region_name, partition->name);
	struct text list = {.arena = found->arena};

	finding_mark(found, finding, named ? "no such region" : "the region follows from the name");
	finding_note(found, finding,
		     "Partition Manager drops a partition of an undeclared region "
		     "without a message");
	if (!closed && !meant) {
		finding_limit(finding, SEVERITY_WARNING);
		finding_note(found, finding,
			     "assumed, not known: the build declares the usual "
			     "regions (give --regions to be sure)");
	}
	for (size_t i = 0; names[i] && i < 12; i++)
		text_printf(&list, "%s`%s`", i ? ", " : "", names[i]);
	if (meant)
		offer_region(found, finding, partition, meant);
	else if (cstr_eq(partition->region_name, "external_flash"))
		finding_help(found, finding,
			     "the build declares it when the application's devicetree chooses "
			     "`nordic,pm-ext-flash`");
	if (list.p)
		finding_help(found, finding, "regions: %s", list.p);
}

void rule_unknown_region(const struct layout *layout, struct findings *found)
{
	const char *const *names = usual_region_names();
	bool closed = layout->facts.regions_given;

	/* partitions.yml holds only what had a region. */
	if (!layout->document || (layout->kind == LAYOUT_PM_PARTITIONS && !closed))
		return;
	names = region_names(layout, found);
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		const struct node *text = p->node ? node_get(p->node, "region") : NULL;
		bool undeclared = closed ? !p->region : !p->region || !p->region->declared;

		/* `region: 7` is `wrong-type`. */
		if (text && node_scalar(text).type != YAML_STRING)
			continue;
		if (undeclared && !is_member_of_any(p->region_name, names))
			report_region(found, p, names, closed);
	}
}
