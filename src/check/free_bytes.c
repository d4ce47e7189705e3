/* SPDX-License-Identifier: MIT */
/* Rules about the bytes that no written partition takes, and who gets them. */
#include "check/gaps.h"

#include "base/arena.h"
#include "base/num.h"

/* The dynamic partition of a region beside the primary slot that should hold it; NULL: not so. */
static const struct partition *slot_of_dynamic(const struct layout *layout,
					       const struct region *region)
{
	const struct partition *dynamic = region->dynamic;
	const struct slot_pair *pair = layout->bootloader.pairs;

	if (region->kind != REGION_FLASH || !dynamic || !dynamic->placed || !pair ||
	    !pair->primary || !pair->primary->placed || pair->primary->region != region)
		return NULL;
	return pair->primary;
}

static bool exceeds_slot(const struct partition *dynamic, const struct partition *slot)
{
	return slot && partition_end(dynamic) > partition_end(slot);
}

/* With several images the gap may also be meant for what another image's pm.yml asks for. */
static void limit_by_images(const struct layout *layout, struct findings *found,
			    struct finding *finding)
{
	const struct slot_pair *pair = layout->bootloader.pairs;

	if (!pair || !pair->next)
		return;
	finding_note(
		found, finding,
		"there are several images: a partition that another image asks for in its pm.yml "
		"may fill the rest");
	finding_limit(finding, SEVERITY_WARNING);
}

void rule_app_exceeds_slot(const struct layout *layout, struct findings *found)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		const struct partition *app = region->dynamic;
		const struct partition *slot = slot_of_dynamic(layout, region);
		struct finding *finding;
		uint64_t end, slot_end;

		if (!exceeds_slot(app, slot))
			continue;
		end = partition_end(app);
		slot_end = partition_end(slot);
		finding = finding_about_partition(
			found, RULE_app_exceeds_slot, app, app->implied ? slot->at : app->at,
			"`%s` will get 0x%jx..0x%jx and leave `%s`, which ends at 0x%jx", app->name,
			(uintmax_t)app->address.value, (uintmax_t)end, slot->name,
			(uintmax_t)slot_end);
		finding_about(found, finding, slot->name);
		finding_label(found, finding, partition_size_at(slot), "`%s` ends at 0x%jx",
			      slot->name, (uintmax_t)slot_end);
		finding_note(
			found, finding,
			"Partition Manager gives `%s` the one gap of the static file, whatever "
			"address and size are written for it; the image may then grow past the "
			"slot, and MCUboot neither validates nor swaps what lies behind it",
			app->name);
		finding_help(found, finding,
			     "fill 0x%jx..0x%jx with a partition (`%s: {address: 0x%jx, size: "
			     "0x%jx, region: %s}`), or make `%s` 0x%jx bytes",
			     (uintmax_t)slot_end, (uintmax_t)end,
			     layout_free_empty_name(found->arena, layout), (uintmax_t)slot_end,
			     (uintmax_t)(end - slot_end), region->name, slot->name,
			     (uintmax_t)(end - slot->address.value));
		finding_rests_on(found, finding, region->size, "the size of the region");
		limit_by_images(layout, found, finding);
	}
}

void rule_ignored_app_extent(const struct layout *layout, struct findings *found)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		const struct partition *app = region->dynamic;
		struct finding *finding;

		if (region->kind != REGION_FLASH || !app || !app->placed || app->implied ||
		    !fact_known(app->written_address) || !fact_known(app->written_size) ||
		    (app->written_address.value == app->address.value &&
		     app->written_size.value == app->size.value))
			continue;
		finding = finding_about_partition(
			found, RULE_ignored_app_extent, app, app->written_address.at,
			"`%s` is written as 0x%jx + 0x%jx, but will be 0x%jx + 0x%jx", app->name,
			(uintmax_t)app->written_address.value, (uintmax_t)app->written_size.value,
			(uintmax_t)app->address.value, (uintmax_t)app->size.value);
		finding_label(found, finding, app->written_size.at, "the written size");
		finding_note(
			found, finding,
			"Partition Manager computes the dynamic partition from the one gap that "
			"the static partitions leave; what is written for it is not read");
		if (exceeds_slot(app, slot_of_dynamic(layout, region)))
			continue;
		finding_help(found, finding,
			     "write `address: 0x%jx` and `size: 0x%jx`, or delete them",
			     (uintmax_t)app->address.value, (uintmax_t)app->size.value);
		finding_fix_extent(found, finding, app, app->address.value, app->size.value);
	}
}

/* Bytes that belong to nobody: a gap less what PM gives to the dynamic partition of it (as far as
 * its slot reaches), and nothing of a slot's inside.
 */
static struct gap unassigned(const struct layout *layout, const struct region *region,
			     const struct gap *gap)
{
	const struct partition *dynamic = region->dynamic;
	const struct partition *slot = slot_of_dynamic(layout, region);
	struct gap rest = *gap;

	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		const struct partition *primary = pair->primary;

		if (primary && primary->placed && primary->region == region &&
		    primary->address.value <= rest.begin && rest.begin < partition_end(primary)) {
			rest.begin = partition_end(primary);
			rest.before = primary;
		}
	}
	if (dynamic && dynamic->placed && !exceeds_slot(dynamic, slot) &&
	    dynamic->address.value <= rest.begin && rest.begin < partition_end(dynamic))
		rest.begin = partition_end(dynamic);
	if (rest.begin > rest.end)
		rest.begin = rest.end;
	return rest;
}

/* The rest of a simple region is free on purpose when somebody wrote it down. */
static bool rest_is_written(const struct layout *layout, const struct region *region)
{
	const struct partition *rest = layout_find(layout, region->name);

	return rest && rest->leftover && !rest->implied;
}

static void report_unused(const struct region *region, const struct gap *gap,
			  struct findings *found)
{
	const struct partition *beside = gap->before ? gap->before : gap->after;
	struct finding *finding = finding_add(
		found, RULE_unused_space, beside ? partition_size_at(beside) : region->at,
		"%s of `%s` belong to no partition: 0x%jx..0x%jx",
		num_bytes(found->arena, gap->end - gap->begin), region->name, (uintmax_t)gap->begin,
		(uintmax_t)gap->end);

	if (beside)
		finding_about(found, finding, beside->name);
	if (gap->before)
		finding_mark(found, finding, "behind `%s`", gap->before->name);
	if (gap->after)
		finding_label(found, finding, partition_address_at(gap->after), "in front of `%s`",
			      gap->after->name);
	finding_help(
		found, finding,
		"nothing has to be done; a slot or a storage next to it could grow by this much");
}

void rule_unused_space(const struct layout *layout, struct findings *found)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		/* Without one gap nobody knows which bytes the dynamic partition will get. */
		bool open = region->placement == PLACE_COMPLEX && region->dynamic_name &&
			    fact_known(region->size) && gaps_forward(region) != 1;

		/* A devicetree's partition without a place lies in one of the gaps. */
		if (layout->kind == LAYOUT_DEVICETREE && region->unplaced)
			continue;
		if (region->kind == REGION_RAM || region->kind == REGION_OTP || open ||
		    gaps_are_wrong(region) || rest_is_written(layout, region))
			continue;
		for (const struct gap *gap = region->gaps; gap; gap = gap->next) {
			struct gap rest = unassigned(layout, region, gap);

			if (rest.begin < rest.end)
				report_unused(region, &rest, found);
		}
	}
}
