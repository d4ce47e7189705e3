/* SPDX-License-Identifier: MIT */
/* The rule about partitions of the board that an overlay has left beside its own (FAILURES.md F125,
 * F93): told by Zephyr's comments on where each node came from, else by what nobody uses.
 */
#include "check/check.h"
#include "check/image_trees.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "diag/origin.h"

/* A partition that is left over, one that takes its place, and how that is known. */
struct leftover {
	const struct partition *old, *fresh;
	const char *from; /* the board's file; NULL: nobody says where it came from */
	bool overlaps;    /* else both have the same `label` */
};

struct leftovers {
	struct leftover *list;
	size_t count, room;
};

/* -- Where a partition came from ------------------------------------------------------------- */

/* The file that wrote its place; NULL when no comment tells. */
static const char *file_of(struct arena *arena, const struct devicetree_partition *partition)
{
	struct span origin = span_origin(arena, partition->offset.at);

	if (!origin.source)
		origin = span_origin(arena, partition->at);
	return origin.source ? origin.source->name : NULL;
}

/* zephyr/boards/..., zephyr\dts\..., nrf/boards/...: a file that comes with the SDK. */
static bool is_sdk_file(struct arena *arena, const char *file)
{
	static const char *const folders[] = {"zephyr/boards/", "zephyr/dts/", "nrf/boards/",
					      "nrf/dts/"};
	char *path = arena_printf(arena, "/%s", file);

	for (char *p = path; *p; p++)
		if (*p == '\\')
			*p = '/';
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strstr(path, arena_printf(arena, "/%s", folders[i])))
			return true;
	return false;
}

/* An overlay comes behind the board; what it includes comes behind what the SDK has. */
static bool is_inherited(struct arena *arena, const char *old, const char *fresh)
{
	bool old_is_overlay = cstr_ends(old, ".overlay");

	if (cstr_ends(fresh, ".overlay") != old_is_overlay)
		return !old_is_overlay;
	return !old_is_overlay && is_sdk_file(arena, old) && !is_sdk_file(arena, fresh);
}

/* -- What nobody uses ------------------------------------------------------------------------ */

static bool is_chosen(const struct devicetree *dt, const struct devicetree_partition *partition)
{
	for (const struct chosen *chosen = dt->chosen; chosen; chosen = chosen->next)
		if (cstr_eq(chosen->path, partition->path))
			return true;
	return false;
}

static bool has_label_of(const struct devicetree *dt, const struct devicetree_partition *partition,
			 const char *const labels[])
{
	for (; *labels; labels++)
		if (devicetree_labelled(dt, *labels) == partition)
			return true;
	return false;
}

static bool is_for_tfm(const struct layout *layout)
{
	const struct devicetree *dt = layout->devicetree;
	const struct chosen *code = devicetree_chosen(dt, "zephyr,code-partition");
	const struct devicetree_partition *nonsecure =
		devicetree_labelled(dt, "slot0_ns_partition");

	return dt->descriptors || (code && nonsecure && cstr_eq(code->path, nonsecure->path)) ||
	       kconfig_is_y(facts_kconfig(&layout->facts, "app"),
			    "CONFIG_TRUSTED_EXECUTION_NONSECURE");
}

/* Boards bring it, and this project has no use for it. */
static bool is_unused(const struct layout *layout, const struct devicetree_partition *partition)
{
	static const char *const tfm[] = {"slot0_ns_partition", "slot1_ns_partition",
					  "tfm_ps_partition",   "tfm_its_partition",
					  "tfm_otp_partition",  NULL};
	static const char *const scratch[] = {"scratch_partition", NULL};
	static const char *const secondary[] = {"slot1_partition", NULL};
	static const char *const others[] = {"code_partition", "reserved_partition_0", NULL};
	const struct devicetree *dt = layout->devicetree;
	const enum boot_mode mode = layout->bootloader.mode;

	if (is_chosen(dt, partition))
		return false;
	return (has_label_of(dt, partition, tfm) && !is_for_tfm(layout)) ||
	       (has_label_of(dt, partition, scratch) && mode != BOOT_MODE_SWAP_SCRATCH) ||
	       (has_label_of(dt, partition, secondary) && mode == BOOT_MODE_SINGLE) ||
	       has_label_of(dt, partition, others);
}

/* The board's storage where the project has one of its own: chosen for the settings, or named so.
 */
static bool is_replaced_storage(const struct devicetree *dt,
				const struct devicetree_partition *storage,
				const struct devicetree_partition *fresh)
{
	static const char *const words[] = {"settings", "storage", "nvs", "zms", "littlefs"};

	if (devicetree_labelled(dt, "storage_partition") != storage || is_chosen(dt, storage))
		return false;
	if (devicetree_chosen(dt, "zephyr,settings-partition"))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(fresh->name, words[i]))
			return true;
	return false;
}

/* Both say "image-1"; the one with the node label that goes with it is the board's. */
static bool is_doubled(struct arena *arena, const struct devicetree *dt,
		       const struct devicetree_partition *old,
		       const struct devicetree_partition *fresh)
{
	return old->label && fresh->label && cstr_eq(old->label, fresh->label) &&
	       devicetree_labelled(dt, devicetree_usual_label(arena, old->label)) == old;
}

static bool is_replaced(const struct layout *layout, struct arena *arena,
			const struct partition *old, const struct partition *fresh)
{
	const struct devicetree *dt = layout->devicetree;

	return is_unused(layout, old->devicetree) ||
	       is_replaced_storage(dt, old->devicetree, fresh->devicetree) ||
	       is_doubled(arena, dt, old->devicetree, fresh->devicetree);
}

/* -- leftover-partition ---------------------------------------------------------------------- */

/* Which of the two is left over; false when nothing tells. */
static bool decide(const struct layout *layout, struct arena *arena, const struct partition *a,
		   const struct partition *b, struct leftover *leftover)
{
	const char *a_file = file_of(arena, a->devicetree), *b_file = file_of(arena, b->devicetree);
	bool a_is_old, b_is_old;

	if (a_file && b_file) {
		a_is_old = is_inherited(arena, a_file, b_file);
		b_is_old = is_inherited(arena, b_file, a_file);
	} else if (a->devicetree->parent && a->devicetree->parent == b->devicetree->parent) {
		return false; /* the parts of one slot come together */
	} else {
		a_is_old = is_replaced(layout, arena, a, b);
		b_is_old = is_replaced(layout, arena, b, a);
	}
	if (a_is_old == b_is_old)
		return false;
	leftover->old = a_is_old ? a : b;
	leftover->fresh = a_is_old ? b : a;
	leftover->from = a_file && b_file ? (a_is_old ? a_file : b_file) : NULL;
	return true;
}

static void add(struct leftovers *leftovers, struct arena *arena, struct leftover leftover)
{
	if (leftovers->count == leftovers->room) {
		size_t room = leftovers->room ? 2 * leftovers->room : 16;
		struct leftover *list = arena_array(arena, room, sizeof(*list));

		if (leftovers->count)
			memcpy(list, leftovers->list, leftovers->count * sizeof(*list));
		leftovers->list = list;
		leftovers->room = room;
	}
	leftovers->list[leftovers->count++] = leftover;
}

static void find_overlapping(const struct layout *layout, struct arena *arena,
			     struct leftovers *leftovers)
{
	struct leftover leftover = {.overlaps = true};

	for (const struct region *region = layout->regions; region; region = region->next)
		for (const struct overlap *it = region->overlaps; it; it = it->next)
			if (it->first->devicetree && it->second->devicetree &&
			    decide(layout, arena, it->first, it->second, &leftover))
				add(leftovers, arena, leftover);
}

static int by_property(const void *a, const void *b)
{
	const struct partition *const *p = a, *const *q = b;
	int order = strcmp((*p)->devicetree->label, (*q)->devicetree->label);

	return order ? order : ((*p)->order > (*q)->order) - ((*p)->order < (*q)->order);
}

/* Two nodes with one `label`: the board's "image-1", and the one that was to take its place. */
static void find_doubled(const struct layout *layout, struct arena *arena,
			 struct leftovers *leftovers)
{
	const struct partition **sorted =
		arena_array(arena, layout->partition_count + 1, sizeof(sorted[0]));
	struct leftover leftover = {.overlaps = false};
	size_t count = 0;

	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (p->devicetree && p->devicetree->label && count < layout->partition_count)
			sorted[count++] = p;
	qsort(sorted, count, sizeof(sorted[0]), by_property);
	for (size_t i = 1; i < count; i++)
		if (cstr_eq(sorted[i - 1]->devicetree->label, sorted[i]->devicetree->label) &&
		    decide(layout, arena, sorted[i - 1], sorted[i], &leftover))
			add(leftovers, arena, leftover);
}

static int by_old(const void *a, const void *b)
{
	const struct leftover *left = a, *right = b;

	if (left->old != right->old)
		return left->old->order < right->old->order ? -1 : 1;
	if (left->overlaps != right->overlaps)
		return left->overlaps ? -1 : 1;
	return (left->fresh->order > right->fresh->order) -
	       (left->fresh->order < right->fresh->order);
}

static struct finding *start(struct findings *found, const struct leftover *leftover)
{
	const struct partition *old = leftover->old, *fresh = leftover->fresh;
	const char *is = leftover->from ? "is" : "seems to be";

	if (leftover->overlaps)
		return finding_about_partition(
			found, RULE_leftover_partition, old, old->at,
			"`%s` (%s) %s left over from the board, and overlaps `%s` (%s)", old->name,
			partition_range(found->arena, old), is, fresh->name,
			partition_range(found->arena, fresh));
	return finding_about_partition(
		found, RULE_leftover_partition, old, old->at,
		"`%s` %s left over from the board beside `%s`, with the same label \"%s\"",
		old->name, is, fresh->name, old->devicetree->label);
}

/* All that stand in the place of one partition. */
static void report(struct findings *found, const struct leftover *first, size_t count)
{
	struct finding *finding = start(found, first);

	finding_mark(found, finding, "%s",
		     first->from       ? "the board's"
		     : first->overlaps ? "nothing uses it"
				       : "the label that boards give");
	for (size_t i = 0; i < count && i < 8; i++) {
		finding_about(found, finding, first[i].fresh->name);
		finding_label(found, finding, first[i].fresh->at, "`%s`", first[i].fresh->name);
	}
	finding_note(found, finding,
		     "an overlay adds to what the board has: a partition that it does not delete "
		     "stays in the flash map, and whoever opens it by its label writes over the "
		     "new ones");
	finding_help(found, finding,
		     "write `/delete-node/ &%s;` at the top of the overlay of every image%s",
		     first->old->name,
		     first->overlaps ? "" : ", and give the new node its node label");
}

void rule_leftover_partition(const struct layout *layout, struct findings *found)
{
	struct leftovers leftovers = {0};
	size_t begin = 0;

	if (layout_pm_is_on(layout) || !layout->devicetree)
		return;
	find_overlapping(layout, found->arena, &leftovers);
	find_doubled(layout, found->arena, &leftovers);
	if (leftovers.count)
		qsort(leftovers.list, leftovers.count, sizeof(leftovers.list[0]), by_old);
	for (size_t i = 1; i <= leftovers.count; i++) {
		if (i < leftovers.count && leftovers.list[i].old == leftovers.list[begin].old)
			continue;
		report(found, leftovers.list + begin, i - begin);
		begin = i;
	}
}
