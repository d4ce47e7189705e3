/* SPDX-License-Identifier: MIT */
/* The rule about the binding that Zephyr 4.5 took from memory-mapped flash (FAILURES.md F127). */
#include "check/check.h"
#include "check/image_trees.h"

#include "base/arena.h"
#include "base/num.h"

/* The first partition below a `fixed-partitions` node of flash that the CPU reads as memory. */
static const struct devicetree_partition *old_partition(const struct devicetree *dt, size_t *count)
{
	const struct devicetree_partition *first = NULL;

	*count = 0;
	for (const struct devicetree_partition *p = dt->partitions; p; p = p->next) {
		if (p->binding != PARTITION_FIXED || p->device->kind != FLASH_INTERNAL)
			continue;
		if (!first)
			first = p;
		(*count)++;
	}
	return first;
}

static void report(const struct layout *layout, const struct image_tree *trees,
		   const struct devicetree_partition *first, size_t count, struct findings *found)
{
	const struct version zephyr = layout->facts.zephyr_version;
	struct finding *finding = finding_add(
		found, RULE_old_partition_binding, first->at,
		"%s of `%s` %s written as `fixed-partitions`, which Zephyr %u.%u no longer takes "
		"for memory-mapped flash",
		num_count(found->arena, count, "partition"), first->device->label,
		count == 1 ? "is" : "are", zephyr.major, zephyr.minor);

	finding_about(found, finding, first->name);
	finding_mark(found, finding, "for %s", trees->words);
	for (trees = trees->next; trees; trees = trees->next) {
		const struct devicetree_partition *there = old_partition(trees->dt, &count);

		if (there)
			finding_label(found, finding, there->at, "and for %s", trees->words);
	}
	finding_note(found, finding,
		     "from Zephyr 4.5 on such partitions are `zephyr,mapped-partition`, whose "
		     "addresses translate through `ranges`; flash behind SPI or QSPI stays "
		     "`fixed-partitions`");
	finding_help(found, finding,
		     "write `ranges;` in place of `compatible = \"fixed-partitions\";`, and "
		     "`compatible = \"zephyr,mapped-partition\";` in each partition; `%s` needs "
		     "`ranges = <0x0 0x%jx 0x%jx>;`",
		     first->device->label, (uintmax_t)first->device->base.value,
		     (uintmax_t)first->device->size.value);
}

void rule_old_partition_binding(const struct layout *layout, struct findings *found)
{
	const struct image_tree *trees = image_trees(layout, found->arena);

	if (!version_at_least(layout->facts.zephyr_version, 4, 5, 0))
		return;
	for (; trees; trees = trees->next) {
		size_t count;
		const struct devicetree_partition *first = old_partition(trees->dt, &count);

		if (!first)
			continue;
		report(layout, trees, first, count, found);
		return; /* it speaks of the other images as well */
	}
}
