/* SPDX-License-Identifier: MIT */
/* Collects the devicetrees of a project's images and says what each image is. */
#include "check/image_trees.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"

static bool is_on_network_core(const struct devicetree *dt)
{
	return dt->soc && cstr_eq(dt->soc, "nrf5340-net");
}

static enum image_role role_of(const char *image, const struct devicetree *dt)
{
	if (cstr_eq(image, "b0") || cstr_eq(image, "b0n"))
		return ROLE_B0;
	if (cstr_eq(image, "net") || is_on_network_core(dt))
		return ROLE_NETWORK;
	if (cstr_eq(image, "app"))
		return ROLE_APP;
	if (cstr_eq(image, "mcuboot") || cstr_eq(image, "s0_image") || cstr_eq(image, "s1_image"))
		return ROLE_MCUBOOT;
	return ROLE_OTHER;
}

static struct image_tree *tree_new(struct arena *arena, const char *image,
				   const struct devicetree *dt, const struct kconfig *kconfig)
{
	struct image_tree *tree = ARENA_NEW(arena, struct image_tree);

	tree->image = image;
	tree->role = role_of(image, dt);
	tree->words = cstr_eq(image, "app")       ? "the application"
		      : cstr_eq(image, "mcuboot") ? "MCUboot"
		      : cstr_eq(image, "net")     ? "the network core"
						  : arena_printf(arena, "`%s`", image);
	tree->dt = dt;
	tree->kconfig = kconfig;
	return tree;
}

/* mcuboot.dts, build/mcuboot/zephyr/zephyr.dts */
static bool is_named_for_mcuboot(const char *path)
{
	return cstr_starts(path_base(path), "mcuboot.") || strstr(path, "mcuboot/zephyr/");
}

/* Whose devicetree the input is when only the others' are given. */
static const char *image_of_input(const struct layout *layout, struct arena *arena)
{
	const char *path = layout->source->name;
	const struct chosen *code = devicetree_chosen(layout->devicetree, "zephyr,code-partition");
	const struct devicetree_partition *boot =
		devicetree_labelled(layout->devicetree, "boot_partition");

	if (facts_devicetree(&layout->facts, "mcuboot"))
		return arena_printf(arena, "%s", path_base(path));
	if (is_named_for_mcuboot(path) || (code && boot && cstr_eq(code->path, boot->path)))
		return "mcuboot";
	return arena_printf(arena, "%s", path_base(path));
}

/* The input counts as the application's devicetree.  When nothing else tells of an application,
 * that is an assumption, or even wrong by the file's name.
 */
static void judge_input(const struct layout *layout, struct image_tree *tree)
{
	const struct image *mcuboot = facts_image(&layout->facts, "mcuboot");

	if (tree->role != ROLE_APP || tree->dt != layout->devicetree || tree->kconfig ||
	    (mcuboot && mcuboot->devicetree))
		return;
	tree->assumed = !mcuboot;
	if (!is_named_for_mcuboot(layout->source->name))
		return;
	tree->image = "mcuboot";
	tree->words = "MCUboot";
	tree->role = ROLE_MCUBOOT;
	tree->kconfig = mcuboot ? mcuboot->kconfig : NULL;
}

static bool is_own(const struct layout *layout, const struct image_tree *tree)
{
	return tree->dt == layout->devicetree ||
	       cstr_eq(tree->dt->source->name, layout->source->name);
}

struct image_tree *image_trees(const struct layout *layout, struct arena *arena)
{
	struct image_tree *trees = NULL, **tail = &trees;
	bool has_own = false;

	if (layout_pm_is_on(layout))
		return NULL;
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		if (!image->devicetree)
			continue;
		*tail = tree_new(arena, image->name, image->devicetree, image->kconfig);
		judge_input(layout, *tail);
		has_own = has_own || is_own(layout, *tail);
		tail = &(*tail)->next;
	}
	if (layout->devicetree && !has_own)
		*tail = tree_new(arena, image_of_input(layout, arena), layout->devicetree, NULL);
	return trees;
}

const struct image_tree *image_tree_of(const struct image_tree *trees, enum image_role role)
{
	while (trees && trees->role != role)
		trees = trees->next;
	return trees;
}

bool image_trees_tell_mcuboot(const struct layout *layout)
{
	const struct facts *facts = &layout->facts;

	return layout->bootloader.mode != BOOT_MODE_UNKNOWN || facts_image(facts, "mcuboot") ||
	       kconfig_is_y(facts_kconfig(facts, "app"), "CONFIG_BOOTLOADER_MCUBOOT") ||
	       kconfig_is_y(facts_kconfig(facts, "sysbuild"), "SB_CONFIG_BOOTLOADER_MCUBOOT");
}

bool image_trees_share_flash(const struct image_tree *a, const struct image_tree *b)
{
	const struct flash_device *left = devicetree_internal_flash(a->dt);
	const struct flash_device *right = devicetree_internal_flash(b->dt);

	if (is_on_network_core(a->dt) != is_on_network_core(b->dt))
		return false;
	return !left || !right || left->base.value == right->base.value;
}

bool devicetree_is_placed(const struct devicetree_partition *partition)
{
	uint64_t end;

	return fact_known(partition->offset) && fact_known(partition->size) &&
	       num_add(partition->offset.value, partition->size.value, &end);
}

const char *devicetree_range(struct arena *arena, const struct devicetree_partition *partition)
{
	const struct flash_device *device = partition->device;
	uint64_t begin = partition->offset.value;

	if (!device || device->kind == FLASH_INTERNAL) {
		begin += device ? device->base.value : partition->memory->base.value;
		return arena_printf(arena, "0x%" PRIx64 "..0x%" PRIx64, begin,
				    begin + partition->size.value);
	}
	return arena_printf(arena, "0x%" PRIx64 "..0x%" PRIx64 " of `%s`", begin,
			    begin + partition->size.value, device->label);
}
