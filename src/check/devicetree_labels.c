/* SPDX-License-Identifier: MIT */
/* The rule about the node labels by which MCUboot and Zephyr find slots (FAILURES.md F124). */
#include "check/check.h"
#include "check/image_trees.h"

#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "model/name_map.h"

/* A label, and who is without it. */
struct need {
	const char *label;
	const char *why;
	bool is_bootloaders;           /* no other image has to have it */
	const struct image_tree *lack; /* the first that lacks it */
	struct text who;               /* "the application and MCUboot" */
	bool several;
};

/* Nobody has to say it where there is a secondary slot: what else would that be for? */
static bool applies(const struct layout *layout)
{
	const struct slot_pair *pair = layout->bootloader.pairs;

	if (!layout->bootloader.present)
		return false;
	return image_trees_tell_mcuboot(layout) ||
	       (pair && pair->image == 0 && pair->secondary && !pair->primary);
}

/* When MCUboot's own tree is not given, what it needs must be in the application's. */
static bool is_judged(const struct image_tree *tree, const struct image_tree *trees,
		      const struct need *need)
{
	return tree->role == ROLE_MCUBOOT ||
	       (tree->role == ROLE_APP &&
		!(need->is_bootloaders && image_tree_of(trees, ROLE_MCUBOOT)));
}

static bool is_lacking(const struct image_tree *tree, const struct image_tree *trees,
		       const struct need *need)
{
	return is_judged(tree, trees, need) && !devicetree_labelled(tree->dt, need->label);
}

/* Where to point in a tree: at the other slots, else at any partition, else at its root. */
static struct span place_in(const struct devicetree *dt)
{
	static const char *const labels[] = {"slot0_partition", "slot1_partition",
					     "boot_partition"};

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		const struct devicetree_partition *p = devicetree_labelled(dt, labels[i]);

		if (p)
			return p->at;
	}
	if (dt->partitions)
		return dt->partitions->at;
	return dt->root_at;
}

/* -- What to write --------------------------------------------------------------------------- */

/* slot0_partition, slot1_ns_partition: a label with a meaning of its own is no misspelling. */
static bool is_slot_label(const char *label)
{
	return cstr_starts(label, "slot") && label[4] >= '0' && label[4] <= '9' &&
	       cstr_ends(label, "_partition");
}

static bool looks_like(struct arena *arena, const char *own, const char *label)
{
	if (cstr_eq(own, name_map_from_devicetree(arena, label)))
		return true;
	return !is_slot_label(own) && suggest_distance(str_of(own), str_of(label), 2) <= 2;
}

/* A partition that is probably meant: by its `label` property, Partition Manager's name, or a slip
 * in its node label.
 */
static const struct devicetree_partition *
meant_partition(struct arena *arena, const struct devicetree *dt, const char *label)
{
	for (const struct devicetree_partition *p = dt->partitions; p; p = p->next) {
		if (p->label && cstr_eq(devicetree_usual_label(arena, p->label), label))
			return p;
		for (const char *const *own = p->labels; *own; own++)
			if (looks_like(arena, *own, label))
				return p;
	}
	return NULL;
}

/* "partition@80000" of the path. */
static const char *node_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* TF-M's halves of a slot, named for it: slot0_s_partition. */
static const struct devicetree_partition *half(struct arena *arena, const struct devicetree *dt,
					       const char *label, const char *kind)
{
	const char *end = strchr(label, '_');

	return devicetree_labelled(
		dt, arena_printf(arena, "%.*s_%s_partition", (int)(end - label), label, kind));
}

static void add_help(struct findings *found, struct finding *finding, const struct need *need)
{
	struct arena *arena = found->arena;
	const struct devicetree *dt = need->lack->dt;
	const struct devicetree_partition *meant = meant_partition(arena, dt, need->label);
	const struct devicetree_partition *secure = half(arena, dt, need->label, "s");

	if (!secure)
		secure = half(arena, dt, need->label, "ns");
	if (meant) {
		finding_label(found, finding, meant->at, "is this one meant?");
		finding_help(found, finding, "label the node: `%s: %s { ... };`", need->label,
			     node_name(meant->path));
	} else if (secure) {
		finding_label(found, finding, secure->at, "only a half of the slot");
		finding_help(found, finding,
			     "put the secure and the non-secure half below one node `%s: "
			     "partition@...`, which MCUboot takes as the slot",
			     need->label);
	} else {
		finding_help(found, finding,
			     "add `%s: partition@... { reg = <...>; };` to the devicetree%s of %s",
			     need->label, need->several ? "s" : "", need->who.p);
	}
}

/* A blob without __symbols__ has lost the node labels: a partition without a `label` property may
 * have had any.
 */
static bool labels_are_lost(const struct devicetree *dt)
{
	for (const struct devicetree_partition *p = dt->partitions; p; p = p->next)
		if (!dt->has_symbols && !p->label)
			return true;
	return false;
}

/* -- missing-partition-label ----------------------------------------------------------------- */

static void report(const struct layout *layout, const struct image_tree *trees,
		   const struct need *need, struct findings *found)
{
	struct finding *finding = finding_add(
		found, RULE_missing_partition_label, place_in(need->lack->dt),
		"the devicetree%s of %s %s no partition labelled `%s`", need->several ? "s" : "",
		need->who.p, need->several ? "have" : "has", need->label);

	finding_about(found, finding, need->label);
	for (const struct image_tree *tree = need->lack->next; tree; tree = tree->next)
		if (is_lacking(tree, trees, need))
			finding_label(found, finding, place_in(tree->dt), "nor in that of %s",
				      tree->words);
	finding_label(found, finding, layout->bootloader.mode_fact.at, "the boot mode is set here");
	finding_note(found, finding, "%s", need->why);
	finding_note(found, finding,
		     "the node label is what counts, not the `label` property: without it the "
		     "build stops, because `%s` is undefined",
		     need->label);
	if (!image_trees_tell_mcuboot(layout))
		finding_rests_on(found, finding, fact_make(0, ORIGIN_ASSUMED, "a secondary slot"),
				 "MCUboot is used");
	if (labels_are_lost(need->lack->dt))
		finding_rests_on(found, finding,
				 fact_make(0, ORIGIN_ASSUMED,
					   "a blob without __symbols__ holds none; give the "
					   "zephyr.dts"),
				 "no partition without a `label` has that node label");
	add_help(found, finding, need);
}

/* Reports a label once, for all images that lack it. */
static void judge(const struct layout *layout, const struct image_tree *trees, struct need need,
		  struct findings *found)
{
	size_t count = 0, index = 0;

	for (const struct image_tree *tree = trees; tree; tree = tree->next)
		count += is_lacking(tree, trees, &need);
	need.several = count > 1;
	need.who.arena = found->arena;
	for (const struct image_tree *tree = trees; tree; tree = tree->next) {
		if (!is_lacking(tree, trees, &need))
			continue;
		if (!need.lack)
			need.lack = tree;
		text_separate(&need.who, index++, count);
		text_puts(&need.who, tree->words);
	}
	if (need.lack)
		report(layout, trees, &need, found);
}

static void judge_slots(const struct layout *layout, const struct image_tree *trees, unsigned image,
			struct findings *found)
{
	const enum boot_mode mode = layout->bootloader.mode;
	struct arena *arena = found->arena;
	struct need need = {.is_bootloaders = image > 0};

	need.label = arena_printf(arena, "slot%u_partition", 2 * image);
	need.why =
		arena_printf(arena, "MCUboot starts image %u from the slot with that label", image);
	judge(layout, trees, need, found);
	if (mode == BOOT_MODE_UNKNOWN || mode == BOOT_MODE_SINGLE)
		return;
	need.label = arena_printf(arena, "slot%u_partition", 2 * image + 1);
	need.why = arena_printf(arena,
				"with %s an update of image %u lies in the slot with that label",
				boot_mode_in_words(mode), image);
	judge(layout, trees, need, found);
}

/* A MCUboot that is linked into a partition of another name has its reasons; one under a first
 * bootloader lies in s0.
 */
static bool has_own_partition(const struct image_tree *mcuboot)
{
	const struct chosen *chosen = devicetree_chosen(mcuboot->dt, "zephyr,code-partition");
	const struct devicetree_partition *code =
		chosen ? devicetree_partition_at(mcuboot->dt, chosen->path) : NULL;

	return devicetree_labelled(mcuboot->dt, "s0_partition") ||
	       (code && !is_slot_label(code->name));
}

static void judge_boot(const struct layout *layout, const struct image_tree *trees,
		       struct findings *found)
{
	const struct image_tree *mcuboot = image_tree_of(trees, ROLE_MCUBOOT);
	const struct need need = {.label = "boot_partition",
				  .why = "MCUboot's overlay chooses the partition with that label "
					 "to be linked into",
				  .is_bootloaders = true};

	if (mcuboot && !mcuboot->assumed && !has_own_partition(mcuboot))
		judge(layout, trees, need, found);
}

void rule_missing_partition_label(const struct layout *layout, struct findings *found)
{
	const struct bootloader *bootloader = &layout->bootloader;
	const struct image_tree *trees = image_trees(layout, found->arena);
	const struct need scratch = {.label = "scratch_partition",
				     .why = "swap using scratch moves sectors through it",
				     .is_bootloaders = true};
	uint64_t images = fact_known(bootloader->image_count) ? bootloader->image_count.value : 1;

	if (!trees || !applies(layout))
		return;
	judge_boot(layout, trees, found);
	for (unsigned image = 0; image < images && image < BOOTLOADER_IMAGES; image++)
		if (!bootloader->has_own_image || bootloader->own_image != image)
			judge_slots(layout, trees, image, found);
	if (bootloader->mode == BOOT_MODE_SWAP_SCRATCH)
		judge(layout, trees, scratch, found);
}
