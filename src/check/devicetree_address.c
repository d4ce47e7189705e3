/* SPDX-License-Identifier: MIT */
/* Rules about the addresses of devicetree partitions: do they translate, and is a node named by
 * its own (FAILURES.md F120, F121, F130)?
 */
#include "check/check.h"
#include "check/image_trees.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"

/* Partitions that one finding names. */
#define LIMIT_NAMES 64

static const char *node_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* -- partition-untranslatable ---------------------------------------------------------------- */

/* A number as so many cells: "0x0 0x1000000". */
static void add_number(struct text *out, uint64_t value, unsigned cells)
{
	for (unsigned i = cells < 2 ? cells : 2; i-- > 0;)
		text_printf(out, " 0x%" PRIx32, (uint32_t)(value >> i * 32));
}

/* "ranges = <0x0 0x1000000 0x40000>;" by the reg of the node; "ranges;" for one without. */
static const char *right_ranges(struct arena *arena, const struct untranslatable *failure)
{
	struct text out = {.arena = arena}, cells = {.arena = arena};

	if (!fact_known(failure->base) || !fact_known(failure->size))
		return "ranges;";
	add_number(&cells, 0, failure->address_cells);
	add_number(&cells, failure->base.value, failure->parent_cells);
	add_number(&cells, failure->size.value, failure->size_cells);
	text_printf(&out, "ranges = <%s>;", cells.p ? cells.p + 1 : "");
	return out.p;
}

/* Behind the first partition: how many fail for the same reason. */
static const char *others(struct arena *arena, const struct untranslatable *failure)
{
	return failure->count == 1 ? ""
				   : arena_printf(arena, " (and %zu more)", failure->count - 1);
}

static struct finding *start(struct findings *found, const struct untranslatable *failure)
{
	const char *node = node_name(failure->path), *name = failure->first->name;
	const char *more = others(found->arena, failure);
	uint64_t base = failure->base.value;

	switch (failure->why) {
	case RANGES_MISSING:
		return finding_add(found, RULE_partition_untranslatable, failure->at,
				   "`%s`%s has no address of the CPU: `%s` has no `ranges`", name,
				   more, node);
	case RANGES_UNCOVERED:
		return finding_add(found, RULE_partition_untranslatable, failure->at,
				   "`%s`%s has no address of the CPU: the `ranges` of `%s` does "
				   "not cover 0x%" PRIx64,
				   name, more, node, failure->address);
	case RANGES_ELSEWHERE:
		break;
	}
	return finding_add(found, RULE_partition_untranslatable, failure->at,
			   "`%s`%s comes to lie at 0x%" PRIx64 " by the `ranges` of `%s`, outside "
			   "of 0x%" PRIx64 "..0x%" PRIx64,
			   name, more, failure->address, node, base, base + failure->size.value);
}

static void help(struct findings *found, struct finding *finding,
		 const struct untranslatable *failure)
{
	if (failure->is_spi)
		finding_help(found, finding,
			     "SPI flash has no addresses of the CPU: give its `partitions` the "
			     "compatible \"fixed-partitions\", and the partitions none");
	else
		finding_help(found, finding, "write `%s` in `%s`",
			     right_ranges(found->arena, failure), failure->path);
}

static void report_untranslatable(struct findings *found, const struct untranslatable *failure)
{
	struct finding *finding = start(found, failure);
	const struct devicetree_partition *p = failure->first;
	size_t named = 0;

	finding_mark(found, finding, "%s",
		     failure->why == RANGES_MISSING ? "addresses below it go no further"
						    : "leads elsewhere");
	for (; p && named < failure->count && named < LIMIT_NAMES; p = p->next) {
		if (p->untranslatable != failure)
			continue;
		finding_about(found, finding, p->name);
		if (named++ == 0)
			finding_label(found, finding, p->reg.at, "`%s`", p->name);
	}
	finding_note(found, finding,
		     failure->why == RANGES_MISSING
			     ? "Zephyr then takes the bare offset for an address, and no build "
			       "complains: code is linked and data is read at the wrong place"
			     : "Zephyr takes whatever comes out for the address, and no build "
			       "complains");
	help(found, finding, failure);
}

void rule_partition_untranslatable(const struct layout *layout, struct findings *found)
{
	for (const struct image_tree *tree = image_trees(layout, found->arena); tree;
	     tree = tree->next)
		for (const struct devicetree_partition *p = tree->dt->partitions; p; p = p->next)
			if (p->untranslatable && p->untranslatable->first == p)
				report_untranslatable(found, p->untranslatable);
}

/* -- unit-address-mismatch ------------------------------------------------------------------- */

static void judge_unit_address(struct findings *found, const struct devicetree_partition *partition)
{
	const char *node = node_name(partition->path);
	struct finding *finding;

	if (!fact_known(partition->unit_address) || !fact_known(partition->reg) ||
	    !fact_known(partition->size) || partition->unit_address.value == partition->reg.value)
		return;
	finding = finding_add(found, RULE_unit_address_mismatch, partition->at,
			      "`%s` is named `%s`, but its `reg` begins at 0x%" PRIx64,
			      partition->name, node, partition->reg.value);
	finding_about(found, finding, partition->name);
	finding_mark(found, finding, "0x%" PRIx64 " by its name", partition->unit_address.value);
	finding_label(found, finding, partition->reg.at, "0x%" PRIx64 " by its reg",
		      partition->reg.value);
	finding_note(found, finding,
		     "`reg` is what counts; the name misleads people, and an overlay that writes "
		     "the right name makes a second node");
	finding_help(found, finding, "name it `%.*s@%" PRIx64 "`, or correct `reg`",
		     (int)strcspn(node, "@"), node, partition->reg.value);
}

void rule_unit_address_mismatch(const struct layout *layout, struct findings *found)
{
	for (const struct image_tree *tree = image_trees(layout, found->arena); tree;
	     tree = tree->next) {
		for (const struct devicetree_partition *p = tree->dt->partitions; p; p = p->next)
			judge_unit_address(found, p);
		for (const struct devicetree_partition *p = tree->dt->memory_partitions; p;
		     p = p->next)
			judge_unit_address(found, p);
	}
}
