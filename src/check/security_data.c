/* SPDX-License-Identifier: MIT */
/* Rules about data of a non-secure application: is it non-secure, and does it share a security
 * block with code (FAILURES.md F73, F74)?
 */
#include "check/check.h"

#include "base/arena.h"
#include "base/num.h"

static const struct partition *placed(const struct layout *layout, const char *name)
{
	const struct partition *partition = layout_find(layout, name);

	return partition && partition->placed && partition->size.value ? partition : NULL;
}

/* -- shared-security-block ------------------------------------------------------------------- */

/* Where the code of the non-secure application lies, when TF-M is there; else NULL. */
static const struct partition *nonsecure_code(const struct layout *layout)
{
	return layout->kind == LAYOUT_DEVICETREE ? placed(layout, "slot0_ns_partition")
						 : placed(layout, "tfm_nonsecure");
}

static bool is_data(const struct partition *partition)
{
	return partition->placed &&
	       (partition_is_storage(partition) || cstr_eq(partition->name, "nonsecure_storage"));
}

static void report_shared(const struct layout *layout, struct findings *found,
			  const struct partition *code, const struct partition *data)
{
	const struct soc *soc = layout->facts.soc;
	uint64_t block = soc->secure_flash_block, begin = num_down(data->address.value, block);
	struct fact fact = fact_make(block,
				     layout->facts.soc_origin == ORIGIN_ASSUMED ? ORIGIN_ASSUMED
										: ORIGIN_BUILT_IN,
				     layout->facts.soc_from);
	struct finding *finding = finding_about_partition(
		found, RULE_shared_security_block, data, partition_address_at(data),
		"`%s` begins in the security block 0x%jx..0x%jx, which holds the end of `%s`",
		data->name, (uintmax_t)begin, (uintmax_t)(begin + block), code->name);

	finding_about(found, finding, code->name);
	finding_mark(found, finding, "in the block of the code");
	finding_label(found, finding, partition_size_at(code), "`%s` ends at 0x%jx", code->name,
		      (uintmax_t)partition_end(code));
	finding_note(found, finding,
		     "a block of 0x%jx bytes (%s) has one permission: what is set for the data, "
		     "without execution, holds for the code in it as well, and the code faults",
		     (uintmax_t)block, num_human(found->arena, block));
	finding_rests_on(found, finding, fact,
			 arena_printf(found->arena, "the chip is %s, whose blocks are 0x%jx bytes",
				      soc->name, (uintmax_t)block));
	finding_help(found, finding, "end the code at 0x%jx, or begin the data at 0x%jx",
		     (uintmax_t)begin, (uintmax_t)(begin + block));
}

void rule_shared_security_block(const struct layout *layout, struct findings *found)
{
	uint64_t block = layout->facts.soc ? layout->facts.soc->secure_flash_block : 0;
	const struct partition *code = block ? nonsecure_code(layout) : NULL;
	const struct partition *first = NULL;
	uint64_t end;

	if (!code || layout_has_spm(layout) || partition_end(code) % block == 0)
		return;
	end = partition_end(code);
	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (is_data(p) && p->region == code->region && p->size.value &&
		    p->address.value >= end && p->address.value < num_up(end, block) &&
		    (!first || p->address.value < first->address.value))
			first = p;
	if (first)
		report_shared(layout, found, code, first);
}

/* -- storage-not-nonsecure ------------------------------------------------------------------- */

/* The devicetree chooses TF-M's non-secure half, and says what else is TF-M's. */
static bool has_nonsecure_code(const struct layout *layout)
{
	const struct devicetree *dt = layout->devicetree;
	const struct chosen *chosen = devicetree_chosen(dt, "zephyr,code-partition");
	const struct devicetree_partition *code = devicetree_labelled(dt, "slot0_ns_partition");

	return chosen && code && cstr_eq(chosen->path, code->path) &&
	       (dt->descriptors || devicetree_labelled(dt, "slot0_s_partition"));
}

static bool is_nonsecure(const struct layout *layout)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");

	if (layout->kind == LAYOUT_DEVICETREE)
		return !layout_pm_is_on(layout) && has_nonsecure_code(layout);
	if (layout_has_spm(layout) || !layout_find(layout, "tfm"))
		return false;
	return !app || kconfig_is_y(app, "CONFIG_TRUSTED_EXECUTION_NONSECURE") ||
	       kconfig_is_y(app, "CONFIG_BUILD_WITH_TFM");
}

static bool lies_in(const struct partition *partition, const struct partition *window)
{
	return window && partition->address.value >= window->address.value &&
	       partition_end(partition) <= partition_end(window);
}

static bool is_within(const struct devicetree_partition *inner,
		      const struct devicetree_partition *outer)
{
	return outer && inner->device == outer->device &&
	       inner->offset.value >= outer->offset.value &&
	       inner->offset.value - outer->offset.value <= outer->size.value &&
	       inner->size.value <= outer->size.value - (inner->offset.value - outer->offset.value);
}

static bool is_named_by(const struct devicetree_partition *inner,
			const struct partition_reference *list)
{
	for (; list; list = list->next)
		if (is_within(inner, list->partition))
			return true;
	return false;
}

/* In what a devicetree gives to the non-secure world: by its descriptor, else by TF-M's labels. */
static bool is_given_away(const struct devicetree *dt, const struct devicetree_partition *data)
{
	bool described = false;

	for (const struct tz_descriptor *it = dt->descriptors; it; it = it->next) {
		if (it->secure)
			continue;
		described = true;
		if (is_named_by(data, it->data) || is_named_by(data, it->code))
			return true;
	}
	return !described && (is_within(data, devicetree_labelled(dt, "storage_partition")) ||
			      is_within(data, devicetree_labelled(dt, "slot0_ns_partition")));
}

/* TF-M's own data is meant to be secure. */
static bool is_data_of_app(const struct partition *partition)
{
	return partition->placed && partition->region && partition->region->kind == REGION_FLASH &&
	       partition_is_storage(partition) && !cstr_starts(partition->name, "tfm_");
}

static void advise(struct findings *found, struct finding *finding,
		   const struct partition *partition, const struct partition *window)
{
	finding_note(found, finding,
		     "TF-M makes non-secure its application and %s alone; an access to other flash "
		     "faults or reads zeros",
		     partition->devicetree
			     ? "what `nordic,tz-nonsecure` names, or without that node "
			       "`storage_partition`,"
			     : "`nonsecure_storage`");
	if (partition->devicetree)
		finding_help(found, finding,
			     "move it into `storage_partition`, or name it in data-partitions of "
			     "the `nordic,tz-nonsecure` node");
	else
		finding_help(found, finding,
			     window ? "move it into `nonsecure_storage`, and name it in its span"
				    : "add a container `nonsecure_storage` whose span names it");
}

void rule_storage_not_nonsecure(const struct layout *layout, struct findings *found)
{
	const struct partition *window = placed(layout, "nonsecure_storage");
	const struct partition *code = placed(layout, "tfm_nonsecure");

	if (!is_nonsecure(layout))
		return;
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct finding *finding;

		if (!is_data_of_app(p) || lies_in(p, window) || lies_in(p, code) ||
		    (p->devicetree && is_given_away(layout->devicetree, p->devicetree)))
			continue;
		finding = finding_about_partition(
			found, RULE_storage_not_nonsecure, p, partition_address_at(p),
			"`%s` (%s) lies outside the flash that the non-secure application may use",
			p->name, partition_range(found->arena, p));
		finding_mark(found, finding, "secure");
		if (window)
			finding_label(found, finding, window->at, "non-secure data: %s",
				      partition_range(found->arena, window));
		advise(found, finding, p, window);
	}
}
