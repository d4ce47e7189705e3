/* SPDX-License-Identifier: MIT */
/* The rule that the devicetrees of all images have the same partitions (FAILURES.md F123): each
 * image is built with its own, and every overlay has to be written for each of them.
 */
#include "check/check.h"
#include "check/external_use.h"
#include "check/image_trees.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A partition under one of its node labels. */
struct entry {
	const char *label;
	const struct devicetree_partition *partition;
};

/* All labels of a tree's partitions, sorted. */
struct index {
	const struct image_tree *tree;
	struct entry *entries;
	size_t count;
	struct index *next;
};

static int by_label(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	return strcmp(left->label, right->label);
}

static int compare_label_with(const void *label, const void *entry)
{
	return strcmp(label, ((const struct entry *)entry)->label);
}

/* Counts them where entries is NULL. */
static size_t list_labels(const struct devicetree *dt, struct entry *entries)
{
	size_t count = 0;

	for (const struct devicetree_partition *p = dt->partitions; p; p = p->next) {
		const char *const usual[] = {p->usual_label, NULL};

		for (const char *const *label = *p->labels ? p->labels : usual; *label; label++) {
			if (entries)
				entries[count] = (struct entry){*label, p};
			count++;
		}
	}
	return count;
}

static struct index *index_all(struct arena *arena, const struct image_tree *trees)
{
	struct index *first = NULL, **tail = &first;

	for (; trees; trees = trees->next) {
		struct index *index = ARENA_NEW(arena, struct index);

		index->tree = trees;
		index->count = list_labels(trees->dt, NULL);
		index->entries = arena_array(arena, index->count + 1, sizeof(struct entry));
		list_labels(trees->dt, index->entries);
		qsort(index->entries, index->count, sizeof(struct entry), by_label);
		*tail = index;
		tail = &index->next;
	}
	return first;
}

static const struct devicetree_partition *find(const struct index *index, const char *label)
{
	const struct entry *entry = bsearch(label, index->entries, index->count,
					    sizeof(struct entry), compare_label_with);

	return entry ? entry->partition : NULL;
}

/* The same partition for another image, by any label; NULL: it has none, or is another core's. */
static const struct devicetree_partition *counterpart(const struct index *own,
						      const struct devicetree_partition *partition,
						      const struct index *other)
{
	const char *const usual[] = {partition->usual_label, NULL};
	const struct devicetree_partition *found = NULL;

	if (!image_trees_share_flash(own->tree, other->tree))
		return NULL;
	for (const char *const *label = *partition->labels ? partition->labels : usual;
	     *label && !found; label++)
		found = find(other, *label);
	return found;
}

static bool is_on_same_device(const struct devicetree_partition *a,
			      const struct devicetree_partition *b)
{
	const struct flash_device *left = a->device, *right = b->device;

	if (left->kind == FLASH_INTERNAL || right->kind == FLASH_INTERNAL)
		return left->kind == right->kind;
	return flash_shares_bus(left, right) && left->bus_address.value == right->bus_address.value;
}

/* Two chips for the secondary slot are told by `external-flash-differs`. */
static bool disagree(const struct layout *layout, const struct devicetree_partition *a,
		     const struct devicetree_partition *b)
{
	const struct partition *user = external_flash_user(layout, "mcuboot");

	if (!devicetree_is_placed(a) || !devicetree_is_placed(b))
		return false;
	if (a->offset.value != b->offset.value || a->size.value != b->size.value)
		return true;
	return !is_on_same_device(a, b) &&
	       !(user && user->devicetree == a && b->device->kind != FLASH_INTERNAL);
}

/* An earlier image has it too: it was compared from there. */
static bool was_compared(const struct index *first, const struct index *own,
			 const struct devicetree_partition *partition)
{
	for (const struct index *it = first; it != own; it = it->next)
		if (counterpart(own, partition, it))
			return true;
	return false;
}

static const char *why(const struct devicetree_partition *partition)
{
	if (cstr_starts(partition->name, "slot") || cstr_starts(partition->name, "scratch"))
		return "MCUboot goes by its own devicetree: an update that another image stores "
		       "elsewhere is not found, or what lies there is overwritten";
	return "each image goes by its own devicetree: what one keeps in this partition another "
	       "does not find, or overwrites";
}

/* Where the two part: the size, when both begin at the same offset. */
static struct span parting(const struct devicetree_partition *partition,
			   const struct devicetree_partition *other)
{
	bool by_size = partition->offset.value == other->offset.value &&
		       partition->size.value != other->size.value;

	return by_size ? partition->size.at : partition->offset.at;
}

/* The range; of two chips that have one label, with the chip's path. */
static const char *place(struct arena *arena, const struct devicetree_partition *partition,
			 const struct devicetree_partition *other)
{
	const char *range = devicetree_range(arena, partition);

	if (!cstr_eq(range, devicetree_range(arena, other)))
		return range;
	return arena_printf(arena, "%s, which is `%s`,", range, partition->device->path);
}

static void report(struct findings *found, const struct index *own,
		   const struct devicetree_partition *partition, const struct index *other)
{
	struct arena *arena = found->arena;
	const struct devicetree_partition *there = counterpart(own, partition, other);
	struct finding *finding = finding_add(
		found, RULE_images_disagree, parting(partition, there),
		"`%s` is %s for %s, but %s for %s", partition->name, place(arena, partition, there),
		own->tree->words, place(arena, there, partition), other->tree->words);

	finding_about(found, finding, partition->name);
	finding_mark(found, finding, "for %s", own->tree->words);
	for (; other; other = other->next) {
		there = counterpart(own, partition, other);
		if (there && devicetree_is_placed(there))
			finding_label(found, finding, parting(there, partition), "for %s: %s",
				      other->tree->words, devicetree_range(arena, there));
	}
	finding_note(found, finding, "%s", why(partition));
	finding_help(found, finding,
		     "write the partitions once, in a .dtsi that the overlay of every image "
		     "includes (sysbuild/mcuboot.overlay for MCUboot)");
}

void rule_images_disagree(const struct layout *layout, struct findings *found)
{
	struct index *first = index_all(found->arena, image_trees(layout, found->arena));

	for (const struct index *own = first; own; own = own->next) {
		for (const struct devicetree_partition *p = own->tree->dt->partitions; p;
		     p = p->next) {
			const struct index *other = own->next;

			while (other) {
				const struct devicetree_partition *there =
					counterpart(own, p, other);

				if (there && disagree(layout, p, there))
					break;
				other = other->next;
			}
			if (other && !was_compared(first, own, p))
				report(found, own, p, other);
		}
	}
}
