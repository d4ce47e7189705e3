/* SPDX-License-Identifier: MIT */
/* Finds the halves by the names that TF-M and SPM builds give them. */
#include "model/slot_halves.h"

static const struct partition *placed(const struct layout *layout, const char *name)
{
	const struct partition *partition = layout_find(layout, name);

	return partition && partition->placed && partition->region && partition->size.value
		       ? partition
		       : NULL;
}

static struct extent extent_of(const struct partition *partition)
{
	return (struct extent){partition->address.value, partition_end(partition)};
}

/* Without containers the secure half is what lies in the slot up to the end of its code. */
static bool by_code(const struct layout *layout, struct slot_halves *halves)
{
	const struct partition *slot = placed(layout, "mcuboot_primary");
	const struct partition *tfm = placed(layout, "tfm"), *code = tfm;
	const struct partition *app = placed(layout, "app");

	if (!code)
		code = placed(layout, "spm");
	if (!code || !app || app->region != code->region)
		return false;
	halves->tfm = tfm != NULL;
	halves->region = code->region;
	halves->secure = extent_of(code);
	halves->nonsecure = extent_of(app);
	if (slot && slot->region == code->region && slot->address.value < halves->secure.begin &&
	    partition_end(slot) >= halves->secure.end)
		halves->secure.begin = slot->address.value;
	return halves->secure.end <= halves->nonsecure.begin;
}

/* The window may hold more than the application: other slots, data.  Its half of the slot ends with
 * the slot, or with the application.
 */
static void cut_nonsecure(const struct layout *layout, struct slot_halves *halves)
{
	const struct partition *slot = placed(layout, "mcuboot_primary");
	const struct partition *last = slot ? slot : placed(layout, "app");

	if (last && last->region == halves->region &&
	    last->address.value <= halves->nonsecure.begin &&
	    partition_end(last) > halves->nonsecure.begin &&
	    partition_end(last) < halves->nonsecure.end)
		halves->nonsecure.end = partition_end(last);
}

static bool by_container(const struct layout *layout, struct slot_halves *halves)
{
	const struct partition *secure = placed(layout, "tfm_secure");
	const struct partition *nonsecure = placed(layout, "tfm_nonsecure");

	if (!secure || !nonsecure || secure->region != nonsecure->region)
		return false;
	halves->tfm = true;
	halves->region = secure->region;
	halves->secure = extent_of(secure);
	halves->nonsecure = extent_of(nonsecure);
	cut_nonsecure(layout, halves);
	return true;
}

static bool is_within(struct extent inner, const struct partition *outer)
{
	return inner.begin >= outer->address.value && inner.end <= partition_end(outer);
}

static struct extent shifted(struct extent extent, uint64_t from, uint64_t to)
{
	return (struct extent){extent.begin - from + to, extent.end - from + to};
}

bool slot_halves(const struct layout *layout, struct slot_halves *halves)
{
	const struct partition *primary = placed(layout, "mcuboot_primary");
	const struct partition *secondary = placed(layout, "mcuboot_secondary");

	*halves = (struct slot_halves){0};
	if (layout->kind == LAYOUT_DEVICETREE ||
	    (!by_container(layout, halves) && !by_code(layout, halves)))
		return false;
	if (!halves->tfm || !primary || !secondary ||
	    primary->size.value != secondary->size.value || !is_within(halves->secure, primary) ||
	    !is_within(halves->nonsecure, primary))
		return true;
	halves->secondary = secondary;
	halves->secondary_secure =
		shifted(halves->secure, primary->address.value, secondary->address.value);
	halves->secondary_nonsecure =
		shifted(halves->nonsecure, primary->address.value, secondary->address.value);
	return true;
}
