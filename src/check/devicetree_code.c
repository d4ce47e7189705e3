/* SPDX-License-Identifier: MIT */
/* The rule that an image is linked into its own slot (FAILURES.md F112): the chosen
 * zephyr,code-partition says where, or CONFIG_FLASH_LOAD_OFFSET.
 */
#include "check/check.h"
#include "check/image_trees.h"

#include "base/arena.h"

#define CHOSEN_CODE "zephyr,code-partition"

static bool has_label(const struct devicetree *dt, const struct devicetree_partition *partition,
		      const char *label)
{
	return devicetree_labelled(dt, label) == partition;
}

static bool has_one_of(const struct devicetree *dt, const struct devicetree_partition *partition,
		       const char *const labels[])
{
	for (; *labels; labels++)
		if (has_label(dt, partition, *labels))
			return true;
	return false;
}

static const char *const primary_labels[] = {"slot0_partition", "slot0_ns_partition", NULL};
static const char *const secondary_labels[] = {"slot1_partition", "slot1_ns_partition", NULL};
static const char *const mcuboot_labels[] = {"boot_partition", "s0_partition", "s1_partition",
					     NULL};
static const char *const b0_labels[] = {"b0_partition", "b0n_partition", NULL};
static const char *const data_labels[] = {"scratch_partition", "storage_partition", NULL};

static bool is_nonsecure(const struct image_tree *tree)
{
	return kconfig_is_y(tree->kconfig, "CONFIG_TRUSTED_EXECUTION_NONSECURE");
}

/* The partition's name says that another image, or data, lies in it. */
static bool is_anothers(const struct image_tree *tree, const struct devicetree_partition *code)
{
	const struct devicetree *dt = tree->dt;

	return (tree->role != ROLE_MCUBOOT && tree->role != ROLE_B0 &&
		has_one_of(dt, code, mcuboot_labels) && !has_label(dt, code, "s0_partition")) ||
	       (tree->role != ROLE_B0 && has_one_of(dt, code, b0_labels)) ||
	       ((tree->role == ROLE_MCUBOOT || tree->role == ROLE_B0) &&
		has_one_of(dt, code, primary_labels)) ||
	       has_one_of(dt, code, secondary_labels) || has_one_of(dt, code, data_labels);
}

/* Where both slots hold code, a build for the second one is as good; so it is while nobody tells
 * the mode.
 */
static bool may_run_in_secondary(enum boot_mode mode)
{
	return mode == BOOT_MODE_UNKNOWN || mode == BOOT_MODE_DIRECT_XIP ||
	       mode == BOOT_MODE_RAM_LOAD || mode == BOOT_MODE_FIRMWARE_LOADER;
}

static bool is_right_for_app(const struct layout *layout, const struct image_tree *tree,
			     const struct devicetree_partition *code)
{
	bool secure = kconfig_is_y(tree->kconfig, "CONFIG_TRUSTED_EXECUTION_SECURE");

	if (has_one_of(tree->dt, code, secondary_labels))
		return may_run_in_secondary(layout->bootloader.mode);
	if (has_label(tree->dt, code, "slot0_partition"))
		return !is_nonsecure(tree);
	if (has_label(tree->dt, code, "slot0_ns_partition"))
		return !secure;
	return !devicetree_labelled(tree->dt, "slot0_partition") && !is_anothers(tree, code);
}

/* A partition of a name that we do not know is right where the known one is not there. */
static bool is_right(const struct layout *layout, const struct image_tree *tree,
		     const struct devicetree_partition *code)
{
	switch (tree->role) {
	case ROLE_APP:
		return is_right_for_app(layout, tree, code);
	case ROLE_MCUBOOT:
		return has_one_of(tree->dt, code, mcuboot_labels) ||
		       (tree->assumed && is_right_for_app(layout, tree, code)) ||
		       (!devicetree_labelled(tree->dt, "boot_partition") &&
			!is_anothers(tree, code));
	case ROLE_B0:
		return has_one_of(tree->dt, code, b0_labels) ||
		       (!devicetree_labelled(tree->dt, "b0_partition") && !is_anothers(tree, code));
	case ROLE_NETWORK:
		/* The one devicetree that is given may be that of the core's bootloader. */
		return !is_anothers(tree, code) ||
		       (!cstr_eq(tree->image, "net") && has_label(tree->dt, code, "b0n_partition"));
	case ROLE_OTHER:
		break;
	}
	return true;
}

static const char *own_label(const struct image_tree *tree)
{
	switch (tree->role) {
	case ROLE_MCUBOOT:
		if (cstr_eq(tree->image, "s1_image"))
			return "s1_partition";
		return devicetree_labelled(tree->dt, "s0_partition") ? "s0_partition"
								     : "boot_partition";
	case ROLE_B0:
		return cstr_eq(tree->image, "b0n") ? "b0n_partition" : "b0_partition";
	default:
		return is_nonsecure(tree) ? "slot0_ns_partition" : "slot0_partition";
	}
}

static const char *what_happens(const struct image_tree *tree)
{
	if (tree->role == ROLE_APP)
		return "MCUboot starts what lies behind the header in slot 0; an image that was "
		       "linked elsewhere faults at its first jump";
	if (tree->role == ROLE_MCUBOOT)
		return "MCUboot brings an overlay with this choice; an `app.overlay` of the "
		       "project for it takes its place, and then the board's choice holds";
	return "the image is linked to run at the start of that partition, and nobody starts it "
	       "there";
}

static void rest_on_guesses(const struct layout *layout, struct findings *found,
			    struct finding *finding, const struct image_tree *tree,
			    const struct devicetree_partition *code)
{
	if (tree->role == ROLE_APP && !image_trees_tell_mcuboot(layout))
		finding_rests_on(found, finding,
				 fact_make(0, ORIGIN_ASSUMED, "the slots of the layout"),
				 "MCUboot starts this image");
	if (tree->assumed && tree->role == ROLE_MCUBOOT)
		finding_rests_on(found, finding, fact_make(0, ORIGIN_ASSUMED, "the file's name"),
				 "the devicetree is MCUboot's");
	else if (tree->assumed && code && has_one_of(tree->dt, code, mcuboot_labels))
		finding_rests_on(found, finding,
				 fact_make(0, ORIGIN_ASSUMED,
					   "as the input; else give it as --dtb mcuboot=FILE"),
				 "the devicetree is the application's");
}

/* code is NULL where the choice is a whole chip. */
static void report_choice(const struct layout *layout, const struct image_tree *tree,
			  const struct chosen *chosen, const struct devicetree_partition *code,
			  struct findings *found)
{
	const char *own = own_label(tree);
	const struct devicetree_partition *right = devicetree_labelled(tree->dt, own);
	const struct flash_device *chip = devicetree_device(tree->dt, chosen->path);
	struct finding *finding = finding_add(found, RULE_wrong_code_partition, chosen->at,
					      "%s is linked into `%s`, not into `%s`", tree->words,
					      code ? code->name : chip->label, own);

	if (code)
		finding_about(found, finding, code->name);
	finding_about(found, finding, own);
	if (code)
		finding_label(found, finding, code->at, "`%s`: %s", code->name,
			      devicetree_is_placed(code) ? devicetree_range(found->arena, code)
							 : "chosen");
	if (right)
		finding_label(found, finding, right->at, "`%s`%s%s", own,
			      devicetree_is_placed(right) ? ": " : "",
			      devicetree_is_placed(right) ? devicetree_range(found->arena, right)
							  : "");
	finding_note(found, finding, "%s", what_happens(tree));
	finding_help(found, finding,
		     "write `/ { chosen { " CHOSEN_CODE " = &%s; }; };` in the overlay of %s", own,
		     tree->words);
	rest_on_guesses(layout, found, finding, tree, code);
}

/* -- The .config ----------------------------------------------------------------------------- */

/* The partition that the image is to be linked into, where the .config can contradict it. */
static const struct devicetree_partition *own_partition(const struct image_tree *tree)
{
	const struct chosen *chosen = devicetree_chosen(tree->dt, CHOSEN_CODE);
	const struct devicetree_partition *code =
		chosen ? devicetree_partition_at(tree->dt, chosen->path)
		       : devicetree_labelled(tree->dt, own_label(tree));

	return code && devicetree_is_placed(code) && code->device->kind == FLASH_INTERNAL ? code
											  : NULL;
}

/* Kconfig takes the offset from the choice; mapped partitions leave it at 0 (F128). */
static bool is_contradicted(const struct image_tree *tree, struct fact offset,
			    const struct devicetree_partition *code)
{
	if (devicetree_chosen(tree->dt, CHOSEN_CODE) && offset.value == 0 &&
	    (code->binding != PARTITION_FIXED ||
	     !kconfig_find(tree->kconfig, "CONFIG_USE_DT_CODE_PARTITION")))
		return false;
	return fact_known(offset) && code->offset.value != offset.value;
}

static void judge_offset(const struct image_tree *tree, struct findings *found)
{
	struct fact offset = kconfig_number(tree->kconfig, "CONFIG_FLASH_LOAD_OFFSET");
	const struct devicetree_partition *code = own_partition(tree);
	struct finding *finding;

	if (!code || !is_contradicted(tree, offset, code))
		return;
	finding = finding_add(found, RULE_wrong_code_partition, offset.at,
			      "%s is linked to 0x%jx, but `%s` starts at 0x%jx of the flash",
			      tree->words, (uintmax_t)offset.value, code->name,
			      (uintmax_t)code->offset.value);
	finding_about(found, finding, code->name);
	finding_label(found, finding, code->offset.at, "`%s`: %s", code->name,
		      devicetree_range(found->arena, code));
	finding_note(found, finding, "%s", what_happens(tree));
	finding_help(found, finding,
		     "choose " CHOSEN_CODE " = &%s; and write CONFIG_USE_DT_CODE_PARTITION=y, "
		     "which takes the offset from it",
		     own_label(tree));
}

/* The linker lets the image grow to that size. */
static void judge_size(const struct image_tree *tree, struct findings *found)
{
	struct fact size = kconfig_number(tree->kconfig, "CONFIG_FLASH_LOAD_SIZE");
	const struct devicetree_partition *code = own_partition(tree);
	struct finding *finding;

	if (!code || !fact_known(size) || size.value <= code->size.value)
		return;
	finding = finding_add(found, RULE_wrong_code_partition, size.at,
			      "%s may be linked to 0x%jx bytes, but `%s` has 0x%jx", tree->words,
			      (uintmax_t)size.value, code->name, (uintmax_t)code->size.value);
	finding_about(found, finding, code->name);
	finding_label(found, finding, code->size.at, "`%s`: %s", code->name,
		      devicetree_range(found->arena, code));
	finding_note(found, finding,
		     "the linker takes the number of the .config: an image that is larger than its "
		     "partition lies over what comes behind it");
	finding_help(found, finding,
		     "write CONFIG_USE_DT_CODE_PARTITION=y, which takes the size from the "
		     "partition, or CONFIG_FLASH_LOAD_SIZE=0x%jx",
		     (uintmax_t)code->size.value);
}

/* One file for several images: its choice cannot be right for all of them, and is judged for the
 * first.
 */
static bool is_shared(const struct image_tree *trees, const struct image_tree *tree)
{
	for (; trees != tree; trees = trees->next)
		if (cstr_eq(trees->dt->source->name, tree->dt->source->name))
			return true;
	return false;
}

static bool is_judged(const struct layout *layout, const struct image_tree *trees,
		      const struct image_tree *tree)
{
	return tree->role != ROLE_OTHER && !is_shared(trees, tree) &&
	       (tree->role != ROLE_APP || layout->bootloader.present);
}

static void judge_config(const struct image_tree *tree, struct findings *found)
{
	judge_offset(tree, found);
	judge_size(tree, found);
}

void rule_wrong_code_partition(const struct layout *layout, struct findings *found)
{
	const struct image_tree *trees = image_trees(layout, found->arena);

	for (const struct image_tree *tree = trees; tree; tree = tree->next) {
		const struct chosen *chosen = devicetree_chosen(tree->dt, CHOSEN_CODE);
		const struct devicetree_partition *code =
			chosen ? devicetree_partition_at(tree->dt, chosen->path) : NULL;

		if (!is_judged(layout, trees, tree))
			continue;
		if (code ? !is_right(layout, tree, code)
			 : chosen && devicetree_device(tree->dt, chosen->path))
			report_choice(layout, tree, chosen, code, found);
		else if (tree->role == ROLE_MCUBOOT ||
			 (tree->role == ROLE_APP && image_trees_tell_mcuboot(layout)))
			judge_config(tree, found);
	}
}
