/* SPDX-License-Identifier: MIT */
/* A build against the static file of its project (FAILURES.md F13, F103). */
#include "check/project.h"

#include <inttypes.h>

#include "base/arena.h"
#include "check/check.h"

/* -- stale-build ------------------------------------------------------------------------------ */

/* Partition Manager gives it what the others leave, whatever the static file says. */
static bool is_dynamic(const struct layout *built, const char *name)
{
	if (cstr_eq(name, "app"))
		return true;
	for (const struct region_declaration *it = built->facts.regions; it; it = it->next) {
		if (cstr_eq(it->dynamic_partition, name))
			return true;
	}
	return false;
}

/* A partition of an undeclared region is dropped without a word (`unknown-region`). */
static bool is_dropped(const struct layout *built, const struct partition *partition)
{
	if (!built->facts.regions_given)
		return false;
	for (const struct region_declaration *it = built->facts.regions; it; it = it->next) {
		if (cstr_eq(it->name, partition->region_name))
			return false;
	}
	return true;
}

static bool is_equal(struct fact a, struct fact b)
{
	return !fact_known(a) || !fact_known(b) || a.negative || b.negative || a.value == b.value;
}

/* Static entries are taken over as they are written (PARTITION-MANAGER.md 1.3). */
static bool follows(const struct layout *built, const struct partition *fixed)
{
	const struct partition *made = layout_find(built, fixed->name);

	if (!fact_known(fixed->written_address) || !fact_known(fixed->written_size) ||
	    is_dynamic(built, fixed->name) || is_dropped(built, fixed))
		return true;
	if (!made)
		return fixed->written_size.value == 0;
	return is_equal(made->written_address, fixed->written_address) &&
	       is_equal(made->written_size, fixed->written_size);
}

static const struct partition *next_stale(const struct layout *built, const struct partition *fixed)
{
	while (fixed && follows(built, fixed))
		fixed = fixed->next;
	return fixed;
}

bool project_is_stale(const struct layout *built, const struct layout *fixed)
{
	return next_stale(built, fixed->partitions) != NULL;
}

/* "0x70000 bytes at 0x10000" */
static const char *extent(struct arena *arena, const struct partition *partition)
{
	return arena_printf(arena, "0x%" PRIx64 " bytes at 0x%" PRIx64,
			    partition->written_size.value, partition->written_address.value);
}

static struct span place(const struct partition *partition, bool at_size)
{
	return at_size ? partition_size_at(partition) : partition_address_at(partition);
}

static void note_others(const struct layout *built, const struct partition *others,
			struct findings *found, struct finding *finding)
{
	struct text names = {.arena = found->arena};
	size_t count = 0;

	for (; others; others = next_stale(built, others->next)) {
		finding_about(found, finding, others->name);
		if (count++ < 8)
			text_printf(&names, "%s`%s`", count > 1 ? ", " : "", others->name);
	}
	if (count > 0)
		finding_note(found, finding, "%s%s %s as well", names.p, count > 8 ? ", ..." : "",
			     count > 1 ? "differ" : "differs");
}

void project_check_stale(const struct layout *built, const struct layout *fixed,
			 struct findings *found)
{
	const struct partition *first = next_stale(built, fixed->partitions), *made;
	struct finding *finding;
	bool at_size;

	if (!first)
		return;
	made = layout_find(built, first->name);
	at_size = made && is_equal(made->written_address, first->written_address);
	finding = finding_about_partition(
		found, RULE_stale_build, first, made ? place(made, at_size) : first->at,
		"the build was not made from `%s`: `%s` is %s there, in the build %s",
		fixed->source->name, first->name, extent(found->arena, first),
		made ? extent(found->arena, made) : "it is missing");
	if (made)
		finding_label(found, finding, place(first, at_size), "what the static file says");
	note_others(built, next_stale(built, first->next), found, finding);
	finding_note(found, finding,
		     "Partition Manager takes static entries over as they are; CMake does not "
		     "always notice that the file has changed or was renamed");
	finding_help(found, finding, "build anew from the start: west build --pristine");
}

/* -- no-pinned-layout ------------------------------------------------------------------------- */

void project_check_pinned(const struct layout *built, bool certain, struct findings *found)
{
	const struct partition *loader = layout_find(built, "mcuboot");
	struct finding *finding;

	if (!loader)
		loader = layout_find(built, "b0");
	/* Fragments say where they are placed; people's own static files seldom do. */
	if (!loader || (!certain && !(loader->node && node_get(loader->node, "placement"))))
		return;
	finding = finding_about_partition(
		found, RULE_no_pinned_layout, loader, loader->at,
		"`%s` will look for its slots where this build has them, and no static file keeps "
		"the next build from moving them",
		loader->name);
	finding_mark(found, finding, "a bootloader");
	finding_note(found, finding,
		     "Partition Manager places partitions anew for every configuration; a "
		     "bootloader on a device cannot follow, and updates for it then fail or brick");
	finding_help(found, finding,
		     "before the first release copy this `partitions.yml` into the application's "
		     "folder as `pm_static.yml`");
}
