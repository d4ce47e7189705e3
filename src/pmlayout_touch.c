/* SPDX-License-Identifier: MIT */
/* Which partitions a test on the device may erase and restore: never one that the device needs to
 * start, or that lies in its bytes.
 */
#include "pmlayout_run.h"

#include "base/suggest.h"

/* Partition Manager's names, and those that devicetrees have for the same. */
static bool is_needed_to_start(const struct partition *partition)
{
	static const char *const names[] = {
		"mcuboot",
		"app",
		"tfm",
		"spm",
		"b0",
		"b0n",
		"s0",
		"s1",
		"otp",
		"provision",
		"boot_partition",
		"slot0_partition",
		"slot0_ns_partition",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (cstr_eq(partition->name, names[i]))
			return true;
	}
	return cstr_starts(partition->name, "mcuboot_primary") ||
	       cstr_starts(partition->name, "mcuboot_pad");
}

static bool is_primary_slot(const struct layout *layout, const struct partition *partition)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		if (pair->primary == partition)
			return true;
	}
	return false;
}

static bool share_bytes(const struct partition *a, const struct partition *b)
{
	return a->region == b->region && a->address.value < partition_end(b) &&
	       b->address.value < partition_end(a);
}

/* The partition itself or another one in the same bytes; NULL: there is none. */
static const struct partition *needed_in(const struct layout *layout,
					 const struct partition *partition)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (p->placed && share_bytes(p, partition) &&
		    (is_needed_to_start(p) || is_primary_slot(layout, p)))
			return p;
	}
	return NULL;
}

static bool refuse_unknown(struct pml *pml, const char *name)
{
	const char **names =
		arena_array(pml->arena, pml->layout->partition_count + 1, sizeof(*names));
	const char *closest;
	size_t count = 0;

	for (const struct partition *p = pml->layout->partitions;
	     p && count < pml->layout->partition_count; p = p->next)
		names[count++] = p->name;
	closest = suggest_closest(str_of(name), names);
	return pml_refuse(pml, "the layout has no partition `%s`%s", name,
			  closest ? arena_printf(pml->arena, ", did you mean `%s`?", closest) : "");
}

bool pml_touch(struct pml *pml, const char *name)
{
	struct partition *partition;
	const struct partition *needed;

	if (!pml->layout)
		return pml_refuse(pml, "no layout was read");
	partition = layout_find(pml->layout, name);
	if (!partition || !partition->placed || !partition->region)
		return refuse_unknown(pml, name);
	if (partition->region->kind != REGION_FLASH &&
	    partition->region->kind != REGION_EXTERNAL_FLASH)
		return pml_refuse(pml, "`%s` is not in flash", name);
	needed = needed_in(pml->layout, partition);
	if (needed == partition || is_needed_to_start(partition))
		return pml_refuse(pml, "the device cannot start without `%s`", name);
	if (needed)
		return pml_refuse(pml,
				  "`%s` shares bytes with `%s`, and the device cannot start "
				  "without that",
				  name, needed->name);
	partition->touchable = true;
	return true;
}
