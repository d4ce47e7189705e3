/* SPDX-License-Identifier: MIT */
/* Rules about the addresses of devicetree partitions: do they translate, and is a node named by
 * its own (FAILURES.md F120, F121, F130)?
 */
#include "check/check.h"
#include "check/image_trees.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Partitions that one finding names. */
#define LIMIT_NAMES 64

static const char *node_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* -- The trees of several images ------------------------------------------------------------- */

/* What is wrong in one tree; images that include one .dtsi have it alike, and it is said once. */
struct fault {
	const char *path;
	uint64_t number; /* tells faults of one node apart */
	size_t order;
	struct span at;
	const struct image_tree *tree;
	const struct devicetree_partition *partition;
};

struct faults {
	struct fault *list;
	size_t count;
};

static struct faults faults_new(const struct image_tree *tree, struct arena *arena)
{
	struct faults faults = {.list = NULL};
	size_t room = 1;

	for (; tree; tree = tree->next) {
		room += tree->dt->partition_count;
		for (const struct devicetree_partition *p = tree->dt->memory_partitions; p;
		     p = p->next)
			room++;
	}
	faults.list = arena_array(arena, room, sizeof(faults.list[0]));
	return faults;
}

static void add_fault(struct faults *faults, struct fault fault)
{
	fault.order = faults->count;
	faults->list[faults->count++] = fault;
}

static int by_node(const void *left, const void *right)
{
	const struct fault *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	if (order)
		return order;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Begins the finding about a fault. */
typedef struct finding *fault_reporter(struct findings *found, const struct fault *fault);

static void report_faults(struct findings *found, struct faults *faults, fault_reporter *report)
{
	struct finding *finding = NULL;

	qsort(faults->list, faults->count, sizeof(faults->list[0]), by_node);
	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = &faults->list[i], *before = fault - 1;

		if (i == 0 || !cstr_eq(before->path, fault->path) ||
		    before->number != fault->number)
			finding = report(found, fault);
		else if (!cstr_eq(before->tree->dt->source->name, fault->tree->dt->source->name))
			finding_label(found, finding, fault->at, "and for %s", fault->tree->words);
	}
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

static struct finding *report_untranslatable(struct findings *found, const struct fault *fault)
{
	const struct untranslatable *failure = fault->partition->untranslatable;
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
	return finding;
}

void rule_partition_untranslatable(const struct layout *layout, struct findings *found)
{
	const struct image_tree *tree = image_trees(layout, found->arena);
	struct faults faults = faults_new(tree, found->arena);

	for (; tree; tree = tree->next)
		for (const struct devicetree_partition *p = tree->dt->partitions; p; p = p->next)
			if (p->untranslatable && p->untranslatable->first == p)
				add_fault(&faults, (struct fault){p->untranslatable->path,
								  p->untranslatable->why, 0,
								  p->untranslatable->at, tree, p});
	report_faults(found, &faults, report_untranslatable);
}

/* -- unit-address-mismatch ------------------------------------------------------------------- */

static struct finding *report_unit_address(struct findings *found, const struct fault *fault)
{
	const struct devicetree_partition *partition = fault->partition;
	const char *node = node_name(partition->path);
	struct finding *finding =
		finding_add(found, RULE_unit_address_mismatch, partition->at,
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
	return finding;
}

static void find_misnamed(struct faults *faults, const struct image_tree *tree,
			  const struct devicetree_partition *p)
{
	for (; p; p = p->next)
		if (fact_known(p->unit_address) && fact_known(p->reg) && fact_known(p->size) &&
		    p->unit_address.value != p->reg.value)
			add_fault(faults,
				  (struct fault){p->path, p->reg.value, 0, p->reg.at, tree, p});
}

void rule_unit_address_mismatch(const struct layout *layout, struct findings *found)
{
	const struct image_tree *tree = image_trees(layout, found->arena);
	struct faults faults = faults_new(tree, found->arena);

	for (; tree; tree = tree->next) {
		find_misnamed(&faults, tree, tree->dt->partitions);
		find_misnamed(&faults, tree, tree->dt->memory_partitions);
	}
	report_faults(found, &faults, report_unit_address);
}
