/* SPDX-License-Identifier: MIT */
/* What the board brings along: the nodes of its chips, and partitions that must go first. */
#include "emit/dts.h"

#include "base/arena.h"

#include <string.h>

/* -- References ------------------------------------------------------------------------------- */

/* The last component of a path up to the '@'. */
static struct str node_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return (struct str){name, strcspn(name, "@")};
}

/* Characters of node names and paths; a damaged blob may hold others, and none of them may become
 * a part of the overlay.
 */
bool dts_is_plain_path(const char *path)
{
	return path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				 ",._+*#?@/-")] == '\0';
}

bool dts_is_plain_label(const char *label)
{
	return *label && dts_is_plain_path(label) && !strpbrk(label, ",.+*#?@/-");
}

/* Without a node label the model has the node's name in its place; the path is always right. */
static const char *true_label(const char *label, const char *path)
{
	return label && dts_is_plain_label(label) && !str_is(node_name(path), label) ? label : NULL;
}

static const char *reference(struct arena *arena, const char *label, const char *path)
{
	return label ? arena_printf(arena, "&%s", label) : arena_printf(arena, "&{%s}", path);
}

/* False when the node's name cannot be written. */
static bool set_node(struct arena *arena, struct dts_device *device, const char *label,
		     const char *path)
{
	if (!dts_is_plain_path(path))
		return false;
	device->path = path;
	device->label = true_label(label, path);
	device->reference = reference(arena, device->label, path);
	return true;
}

static void set_usual(struct arena *arena, struct dts_device *device, const char *label)
{
	device->label = label;
	device->reference = reference(arena, label, NULL);
}

/* -- Chips ------------------------------------------------------------------------------------ */

static bool soc_is(const struct layout *layout, const char *prefix)
{
	return layout->facts.soc && cstr_starts(layout->facts.soc->name, prefix);
}

/* Letters and digits are compared, all else is '_' in Partition Manager's files. */
static bool same_token(const char *token, size_t length, const char *name)
{
	if (strlen(name) != length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (token[i] != name[i] && !(token[i] == '_' && strchr(",-.", name[i])))
			return false;
	}
	return true;
}

/* "DT_CHOSEN(nordic_pm_ext_flash)", "DT_NODELABEL(mx25r64)". */
static const struct flash_device *named_device(const struct devicetree *dt, const char *text)
{
	static const char chosen_words[] = "DT_CHOSEN(", label_words[] = "DT_NODELABEL(";
	const char *name;

	if (cstr_starts(text, chosen_words)) {
		name = text + strlen(chosen_words);
		for (const struct chosen *it = dt->chosen; it; it = it->next) {
			if (same_token(name, strcspn(name, ")"), it->name))
				return devicetree_device(dt, it->path);
		}
	} else if (cstr_starts(text, label_words)) {
		name = text + strlen(label_words);
		for (const struct flash_device *it = dt->devices; it; it = it->next) {
			if (same_token(name, strcspn(name, ")"), it->label))
				return it;
		}
	}
	return NULL;
}

/* RAM that is written like flash, for updates of a network core. */
static const struct flash_device *simulated_flash(const struct devicetree *dt)
{
	const struct flash_device *internal = devicetree_internal_flash(dt);

	for (const struct flash_device *it = dt->devices; it; it = it->next) {
		if (it != internal && it->bus_compatible &&
		    cstr_eq(it->bus_compatible, "zephyr,sim-flash"))
			return it;
	}
	return NULL;
}

static const struct flash_device *flash_of(const struct devicetree *dt, const struct region *region)
{
	if (region->device && devicetree_device(dt, region->device->path))
		return devicetree_device(dt, region->device->path);
	if (region->kind == REGION_FLASH)
		return devicetree_internal_flash(dt);
	if (region->kind == REGION_EXTERNAL_FLASH)
		return devicetree_external_flash(dt);
	if (cstr_eq(region->name, "ram_flash"))
		return simulated_flash(dt);
	return named_device(dt, region->device_name);
}

static const struct memory_device *memory_of(const struct devicetree *dt,
					     const struct region *region)
{
	for (const struct memory_device *it = dt->memories; it; it = it->next) {
		if (fact_known(it->base) && fact_known(it->size) &&
		    region->base.value >= it->base.value &&
		    region->base.value - it->base.value < it->size.value)
			return it;
	}
	return NULL;
}

/* Some devicetree of the project that has the chip: labels of chips are those of the board. */
static const struct devicetree *any_devicetree(const struct layout *layout)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		if (image->devicetree)
			return image->devicetree;
	}
	return NULL;
}

/* What Nordic's boards call it, where nothing tells. */
static bool find_usual(const struct dts_plan *plan, const struct region *region,
		       struct dts_device *device)
{
	const struct layout *layout = plan->layout;
	const bool net = soc_is(layout, "nrf5340-net"), rram = soc_is(layout, "nrf54l");

	if (device->memory) {
		set_usual(layout->arena, device, net ? "sram1" : rram ? "cpuapp_sram" : "sram0");
	} else if (region->kind == REGION_FLASH) {
		set_usual(layout->arena, device, net ? "flash1" : rram ? "cpuapp_rram" : "flash0");
	} else if (region->kind == REGION_EXTERNAL_FLASH) {
		device->assumed = true;
		set_usual(layout->arena, device, soc_is(layout, "nrf91") ? "flash_ext" : "mx25r64");
	} else if (cstr_eq(region->name, "ram_flash")) {
		device->assumed = true;
		set_usual(layout->arena, device, "flash_sim0");
	} else {
		return false;
	}
	return true;
}

bool dts_find_device(const struct dts_plan *plan, const struct region *region,
		     struct dts_device *device)
{
	struct arena *arena = plan->layout->arena;
	const struct devicetree *dt = plan->base ? plan->base : any_devicetree(plan->layout);
	const struct flash_device *flash;
	const struct memory_device *memory;

	device->region = region;
	device->memory = region->kind == REGION_RAM;
	device->base = device->window = region->base.value;
	device->mapped = plan->style == DTS_MAPPED && region->kind == REGION_FLASH;
	if (!dt)
		return find_usual(plan, region, device);
	if (device->memory) {
		memory = memory_of(dt, region);
		if (!memory || !set_node(arena, device, memory->label, memory->path))
			return false;
		device->window = device->base = memory->base.value;
		return true;
	}
	flash = flash_of(dt, region);
	if (!flash)
		return !plan->base && find_usual(plan, region, device);
	if (!set_node(arena, device, flash->label, flash->path))
		return false;
	if (fact_known(flash->base))
		device->window = flash->base.value;
	return true;
}

bool dts_base_is_source(const struct dts_plan *plan)
{
	return plan->base && plan->base->source->text.n &&
	       (unsigned char)plan->base->source->text.p[0] != 0xd0 &&
	       !memchr(plan->base->source->text.p, '\0', plan->base->source->text.n);
}

/* -- What goes first -------------------------------------------------------------------------- */

static const char *delete_reference(const struct dts_plan *plan,
				    const struct devicetree_partition *partition)
{
	const char *label = partition->labels ? partition->labels[0] : NULL;

	return reference(plan->layout->arena, label && dts_is_plain_label(label) ? label : NULL,
			 partition->path);
}

static bool is_written_again(const struct dts_plan *plan,
			     const struct devicetree_partition *partition)
{
	for (size_t i = 0; partition->labels && partition->labels[i]; i++) {
		if (dts_plan_node(plan, partition->labels[i]))
			return true;
	}
	return false;
}

/* Another node of the board speaks of it, so it cannot go without a successor. */
static bool is_spoken_of(const struct dts_plan *plan, const struct devicetree_partition *partition)
{
	for (size_t i = 0; partition->labels && partition->labels[i]; i++) {
		if (dts_base_is_source(plan) &&
		    dts_is_referenced(plan->base->source->text, partition->labels[i]))
			return true;
	}
	return false;
}

/* It shares bytes with a new piece of the same RAM. */
static bool is_in_the_way(const struct dts_plan *plan, const struct devicetree_partition *partition)
{
	for (const struct dts_device *device = plan->devices; device; device = device->next) {
		if (!device->memory || !device->path ||
		    !cstr_eq(device->path, partition->memory->path))
			continue;
		for (const struct dts_node *node = device->first; node; node = node->next) {
			const uint64_t begin = node->begin - device->base;

			if (partition->offset.value < begin
				    ? begin - partition->offset.value < partition->size.value
				    : partition->offset.value - begin < node->size)
				return true;
		}
	}
	return false;
}

static bool is_replaced(const struct dts_plan *plan, const struct devicetree_partition *partition)
{
	if (partition->device || is_written_again(plan, partition))
		return true;
	return (!partition->memory || is_in_the_way(plan, partition)) &&
	       !is_spoken_of(plan, partition);
}

bool dts_goes(const struct dts_plan *plan, const struct devicetree_partition *partition)
{
	while (partition && !is_replaced(plan, partition))
		partition = partition->parent;
	return partition != NULL;
}

/* Nodes below a deleted one go with it. */
static bool is_deleted(const struct dts_plan *plan, const struct devicetree_partition *partition)
{
	return dts_is_plain_path(partition->path) && is_replaced(plan, partition) &&
	       (!partition->parent || !dts_goes(plan, partition->parent));
}

void dts_collect_deletes(struct dts_plan *plan)
{
	const struct devicetree_partition *lists[3];
	size_t room = 1;

	if (!plan->base)
		return;
	lists[0] = plan->base->partitions;
	lists[1] = plan->base->memory_partitions;
	lists[2] = plan->base->disabled_partitions;
	for (const struct tz_descriptor *it = plan->base->descriptors; it; it = it->next)
		room++;
	for (size_t i = 0; i < 3; i++) {
		for (const struct devicetree_partition *it = lists[i]; it; it = it->next)
			room++;
	}
	plan->deletes = arena_array(plan->layout->arena, room, sizeof(*plan->deletes));
	for (size_t i = 0; i < 3; i++) {
		for (const struct devicetree_partition *it = lists[i]; it; it = it->next) {
			if (is_deleted(plan, it))
				plan->deletes[plan->delete_count++] = delete_reference(plan, it);
		}
	}
	for (const struct tz_descriptor *it = plan->base->descriptors; it; it = it->next) {
		if (dts_is_plain_path(it->path))
			plan->deletes[plan->delete_count++] =
				reference(plan->layout->arena, NULL, it->path);
	}
}
