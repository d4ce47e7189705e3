/* SPDX-License-Identifier: MIT */
/* Decides which partitions of a layout become devicetree nodes, and what they are called. */
#include "emit/dts.h"

#include "base/arena.h"
#include "base/num.h"
#include "emit/escape.h"
#include "model/name_map.h"
#include "model/slot_halves.h"

#include <string.h>

/* Ranks of nodes that may have the same extent, from the outside to the inside. */
enum { RANK_SLOT, RANK_HALF, RANK_WINDOW, RANK_PART };

struct planner {
	struct dts_plan *plan;
	struct arena *arena;
	const struct layout *layout;
	struct slot_halves halves;
	bool split;            /* halves are set */
	const char *too_large; /* a partition that 32 bits cannot say */
};

/* -- Names ------------------------------------------------------------------------------------ */

static bool is_one_of(const char *name, const char *const list[])
{
	for (size_t i = 0; list[i]; i++) {
		if (cstr_eq(name, list[i]))
			return true;
	}
	return false;
}

/* The header's room at the start of MCUboot's slots and of b0's. */
static bool is_slot_pad(const char *name)
{
	return cstr_starts(name, "mcuboot_pad") || cstr_eq(name, "s0_pad") ||
	       cstr_eq(name, "s1_pad") ||
	       (cstr_starts(name, "mcuboot_") && cstr_ends(name, "_pad"));
}

static bool has(const struct layout *layout, const char *name)
{
	const struct partition *partition = layout_find(layout, name);

	return partition && partition->placed && partition->size.value;
}

static struct dts_node *add_node(struct planner *planner, const struct partition *partition,
				 struct devicetree_name name, struct extent extent)
{
	struct dts_node *node = ARENA_NEW(planner->arena, struct dts_node);

	node->label = name.label;
	node->text = name.text;
	node->partition = partition;
	node->name = partition ? partition->name : NULL;
	node->region = partition ? partition->region : planner->halves.region;
	node->begin = extent.begin;
	node->size = extent.end - extent.begin;
	node->rank = RANK_PART;
	if ((extent.begin < node->region->base.value || extent.end < extent.begin ||
	     extent.end - node->region->base.value > UINT32_MAX) &&
	    !planner->too_large)
		planner->too_large = node->name ? node->name : node->label;
	planner->plan->nodes[planner->plan->node_count++] = node;
	return node;
}

/* -- Which partitions ------------------------------------------------------------------------- */

/* Slots and windows are containers that stay; slots without what they hold, too. */
static bool is_slot_name(const struct layout *layout, const char *name)
{
	const char *const stems[] = {"mcuboot_primary", "mcuboot_secondary"};

	for (size_t i = 0; i < 2; i++) {
		const char *rest = name + strlen(stems[i]);

		if (cstr_starts(name, stems[i]) &&
		    (*rest == '\0' ||
		     (*rest == '_' && rest[1] && rest[1 + strspn(rest + 1, "0123456789")] == '\0')))
			return true;
	}
	if (cstr_eq(name, "s0") || cstr_eq(name, "s1"))
		return !has(layout, cstr_eq(name, "s0") ? "s0_image" : "s1_image");
	return cstr_eq(name, "s0_image") || cstr_eq(name, "s1_image");
}

static bool same_extent(const struct partition *a, const struct partition *b)
{
	return a->region == b->region && a->address.value == b->address.value &&
	       a->size.value == b->size.value;
}

/* The window that TF-M gives to the application's data becomes a node when it holds more than
 * the settings, which are `storage_partition` else.
 */
static bool is_data_window(const struct layout *layout, const struct partition *partition)
{
	const struct partition *settings = layout_find(layout, "settings_storage");

	return cstr_eq(partition->name, "nonsecure_storage") && partition->container &&
	       !(settings && settings->placed && same_extent(settings, partition));
}

/* A layout without MCUboot has one slot, the application's. */
static bool is_only_slot(const struct planner *planner, const struct partition *partition)
{
	return cstr_eq(partition->name, "app") && !planner->split &&
	       !has(planner->layout, "mcuboot_primary");
}

/* The Secure Partition Manager is a node of its own beside the application: named like TF-M's half
 * it would be held against what TF-M asks for.
 */
static bool is_spm(const struct planner *planner)
{
	return planner->split && !planner->halves.tfm;
}

/* Code in a slot: the slot says it all.  On a network core `app` spans the program itself. */
static bool is_slot_code(const struct planner *planner, const struct partition *partition)
{
	static const char *const code[] = {"app",
					   "tfm",
					   "spm_app",
					   "tfm_secure",
					   "tfm_nonsecure",
					   "app_image",
					   "mcuboot_primary_app",
					   NULL};
	const struct partition *app = layout_find(planner->layout, "app");

	return is_one_of(partition->name, code) ||
	       (cstr_eq(partition->name, "spm") && !is_spm(planner)) ||
	       (cstr_starts(partition->name, "mcuboot_") && cstr_ends(partition->name, "_app")) ||
	       (partition->dynamic && app && app != partition && app->container && app->placed &&
		same_extent(app, partition));
}

static bool covers_others(const struct partition *leftover)
{
	for (size_t i = 0; i < leftover->region->count; i++) {
		const struct partition *other = leftover->region->by_address[i];

		if (other != leftover && other->size.value && !other->container &&
		    other->address.value < partition_end(leftover) &&
		    leftover->address.value < partition_end(other))
			return true;
	}
	return false;
}

/* Whether the partition becomes a node; *reason says why not. */
static bool is_kept(const struct planner *planner, const struct partition *partition,
		    enum dts_reason *reason)
{
	const struct layout *layout = planner->layout;
	const struct region *region = partition->region;

	if (partition->empty)
		*reason = DTS_HOLE;
	else if (partition->size.value == 0)
		*reason = DTS_NOTHING;
	else if (partition->devicetree)
		return true;
	else if (region_is_in_uicr(region))
		*reason = DTS_OTP;
	else if (region->kind == REGION_RAM)
		return dts_memory_label(layout, partition, reason) != NULL;
	else if (partition->leftover && covers_others(partition))
		*reason = DTS_LEFTOVER;
	else if (partition->leftover && partition->implied && fact_assumed(partition->size))
		*reason = DTS_NOTHING;
	else if (is_slot_name(layout, partition->name) || is_only_slot(planner, partition) ||
		 is_data_window(layout, partition) || cstr_eq(partition->name, "b0"))
		return true;
	else if (is_slot_pad(partition->name))
		*reason = DTS_PAD;
	else if (is_slot_code(planner, partition))
		*reason = DTS_IN_SLOT;
	else if (partition->container)
		*reason = DTS_SPAN;
	else
		return true;
	return false;
}

/* -- Nodes ------------------------------------------------------------------------------------ */

static struct devicetree_name name_of(const struct planner *planner,
				      const struct partition *partition)
{
	const struct layout *layout = planner->layout;
	const struct devicetree_name storage = {"storage_partition", "storage"};
	const struct partition *window = layout_find(layout, "nonsecure_storage");
	enum dts_reason reason;

	if (partition->devicetree)
		return (struct devicetree_name){
			name_map_to_devicetree(planner->arena, partition->name).label,
			partition->devicetree->label};
	if (partition->region->kind == REGION_RAM)
		return (struct devicetree_name){dts_memory_label(layout, partition, &reason), NULL};
	if (is_only_slot(planner, partition))
		return name_map_to_devicetree(planner->arena, "mcuboot_primary");
	if (cstr_eq(partition->name, "s0") || cstr_eq(partition->name, "s1"))
		return name_map_to_devicetree(
			planner->arena, cstr_eq(partition->name, "s0") ? "s0_image" : "s1_image");
	if (is_data_window(layout, partition))
		return storage;
	if (cstr_eq(partition->name, "settings_storage") && window && window->placed &&
	    is_data_window(layout, window))
		return (struct devicetree_name){"settings_storage_partition", "settings_storage"};
	return name_map_to_devicetree(planner->arena, partition->name);
}

static void leave_out(struct planner *planner, const struct partition *partition,
		      enum dts_reason reason)
{
	struct dts_plan *plan = planner->plan;

	plan->left_out[plan->left_out_count++] = (struct dts_left_out){partition, reason};
}

static struct dts_device *device_of(struct planner *planner, const struct region *region)
{
	struct dts_device **link = &planner->plan->devices, *device;

	for (; (device = *link); link = &device->next) {
		if (device->region == region)
			return device;
	}
	device = ARENA_NEW(planner->arena, struct dts_device);
	if (!dts_find_device(planner->plan, region, device))
		return NULL;
	*link = device;
	return device;
}

/* The halves of the slot are added with it. */
static bool is_half(const struct planner *planner, const struct partition *partition)
{
	return planner->split && (cstr_eq(partition->name, "tfm_secure") ||
				  cstr_eq(partition->name, "tfm_nonsecure"));
}

static void add_partition(struct planner *planner, const struct partition *partition)
{
	const bool memory = partition->region && partition->region->kind == REGION_RAM;
	struct dts_node *node;
	enum dts_reason reason;

	/* Only the application's devicetree says how RAM is shared. */
	if (!partition->placed || !partition->region || is_half(planner, partition) ||
	    (partition->implied && !partition->size.value) ||
	    (memory && !cstr_eq(planner->plan->image, "app")))
		return;
	if (!is_kept(planner, partition, &reason)) {
		leave_out(planner, partition, reason);
		return;
	}
	if (!device_of(planner, partition->region)) {
		leave_out(planner, partition,
			  planner->plan->base && !cstr_eq(planner->plan->image, "app")
				  ? DTS_OTHER_IMAGE
				  : DTS_NO_DEVICE);
		return;
	}
	node = add_node(planner, partition, name_of(planner, partition),
			(struct extent){partition->address.value, partition_end(partition)});
	if (is_slot_name(planner->layout, partition->name))
		node->rank = RANK_SLOT;
	else if (partition->container)
		node->rank = RANK_WINDOW;
}

/* -- Slots and their halves ------------------------------------------------------------------- */

static void add_half(struct planner *planner, const char *pm, const char *container,
		     struct extent extent)
{
	const struct partition *partition = layout_find(planner->layout, container);
	struct dts_node *node =
		add_node(planner, NULL, name_map_to_devicetree(planner->arena, pm), extent);

	node->rank = RANK_HALF;
	if (partition && cstr_starts(pm, "tfm_"))
		node->name = partition->name;
}

/* A slot that MCUboot does not have: what is started is one piece all the same. */
static void add_implied_slot(struct planner *planner)
{
	const struct slot_halves *halves = &planner->halves;

	if (has(planner->layout, "mcuboot_primary") ||
	    halves->secure.end != halves->nonsecure.begin)
		return;
	add_node(planner, NULL, name_map_to_devicetree(planner->arena, "mcuboot_primary"),
		 (struct extent){halves->secure.begin, halves->nonsecure.end})
		->rank = RANK_SLOT;
}

static void add_halves(struct planner *planner)
{
	struct slot_halves *halves = &planner->halves;

	if (!device_of(planner, halves->region))
		return;
	add_implied_slot(planner);
	if (!is_spm(planner))
		add_half(planner, "tfm_secure", "tfm_secure", halves->secure);
	add_half(planner, "tfm_nonsecure", is_spm(planner) ? "app" : "tfm_nonsecure",
		 halves->nonsecure);
	if (!halves->secondary || !device_of(planner, halves->secondary->region))
		return;
	halves->region = halves->secondary->region;
	add_half(planner, "slot1_s", "", halves->secondary_secure);
	add_half(planner, "slot1_ns", "", halves->secondary_nonsecure);
}

/* -- The plan --------------------------------------------------------------------------------- */

const struct dts_plan *dts_plan_make(const struct layout *layout, const char *image,
				     enum dts_style style, const char **why)
{
	struct dts_plan *plan = ARENA_NEW(layout->arena, struct dts_plan);
	struct planner planner = {.plan = plan, .arena = layout->arena, .layout = layout};
	size_t room = 6; /* a slot and its halves may be added */

	plan->layout = layout;
	plan->image = image ? image : "app";
	plan->style = dts_style_of(layout, style);
	plan->base =
		facts_devicetree(&layout->facts, cstr_eq(plan->image, "net") ? "app" : plan->image);
	for (const struct partition *p = layout->partitions; p; p = p->next)
		room++;
	plan->nodes = arena_array(layout->arena, room, sizeof(*plan->nodes));
	plan->left_out = arena_array(layout->arena, room, sizeof(*plan->left_out));
	planner.split = slot_halves(layout, &planner.halves);
	plan->tfm = planner.split && planner.halves.tfm;
	for (const struct partition *p = layout->partitions; p; p = p->next)
		add_partition(&planner, p);
	if (planner.split)
		add_halves(&planner);
	dts_make_labels_unique(plan);
	dts_choose(plan);
	if (planner.too_large)
		*why = arena_printf(layout->arena,
				    "`%s` does not lie in 32 bits from the start of its region",
				    emit_visible(layout->arena, planner.too_large));
	else if (!dts_has_place(plan))
		*why = arena_printf(layout->arena, "the layout has no partition for the image `%s`",
				    emit_visible(layout->arena, plan->image));
	else if (plan->node_count == 0)
		*why = "the devicetree has no node for any chip of the layout";
	else {
		dts_nest(plan);
		dts_collect_deletes(plan);
		dts_find_heirs(plan);
		return plan;
	}
	return NULL;
}
