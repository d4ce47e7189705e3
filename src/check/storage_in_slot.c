/* SPDX-License-Identifier: MIT */
/* storage-in-slot: data in bytes that a bootloader erases and writes. */
#include "check/release.h"

#include <inttypes.h>

/* Both slots of every image, and the scratch area. */
#define MOST_SLOTS (2 * BOOTLOADER_IMAGES + 1)

struct slot {
	const struct partition *partition;
	uint64_t begin, end;
};

struct slots {
	struct slot all[MOST_SLOTS];
	size_t count;
};

/* Partition Manager makes a container as large as its members, whatever is written for it
 * (`container-mismatch` speaks of that).
 */
static void fit_members(struct slot *slot)
{
	uint64_t begin = UINT64_MAX, end = 0;

	for (const struct reference *it = slot->partition->span; it; it = it->next) {
		const struct partition *member = it->partition;

		if (!member || !member->placed)
			return;
		if (member->address.value < begin)
			begin = member->address.value;
		if (partition_end(member) > end)
			end = partition_end(member);
	}
	if (!slot->partition->span)
		return;
	slot->begin = begin;
	slot->end = end;
}

static void add(struct slots *slots, const struct partition *partition)
{
	struct slot *slot = &slots->all[slots->count];

	if (!partition || !partition->placed || !partition->size.value || !partition->region)
		return;
	slot->partition = partition;
	slot->begin = partition->address.value;
	slot->end = partition_end(partition);
	fit_members(slot);
	slots->count++;
}

static void find_slots(const struct layout *layout, struct slots *slots)
{
	slots->count = 0;
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		add(slots, pair->primary);
		add(slots, pair->secondary);
	}
	add(slots, layout->bootloader.scratch);
}

/* Within this layout a storage that crosses a slot's border is an overlap like any other, which
 * `overlapping-partitions` names; of an earlier layout's slots nobody else speaks.
 */
static bool is_in(const struct partition *storage, const struct slot *slot, bool earlier)
{
	const uint64_t begin = storage->address.value, end = partition_end(storage);

	if (storage == slot->partition ||
	    !cstr_eq(storage->region->name, slot->partition->region->name))
		return false;
	return earlier ? begin < slot->end && slot->begin < end
		       : slot->begin <= begin && end <= slot->end;
}

static void report(struct findings *found, const struct partition *storage, const struct slot *slot,
		   bool earlier)
{
	const char *name = slot->partition->name;
	struct finding *finding = finding_about_partition(
		found, RULE_storage_in_slot, storage, partition_address_at(storage),
		"`%s` (%s) lies in `%s` (0x%" PRIx64 "..0x%" PRIx64 ")%s", storage->name,
		partition_range(found->arena, storage), name, slot->begin, slot->end,
		earlier ? ", as devices in the field have it" : "");

	finding_about(found, finding, name);
	finding_label(found, finding, slot->partition->at, "a slot up to 0x%" PRIx64, slot->end);
	finding_note(found, finding,
		     "an update erases and writes the slot, trailer included, and what is stored "
		     "there with it; what is stored there destroys the update in turn");
	finding_help(found, finding, "move `%s` out of the slot", storage->name);
}

static void judge(const struct layout *layout, const struct layout *with_slots,
		  struct findings *found)
{
	struct slots slots;

	find_slots(with_slots, &slots);
	for (const struct partition *p = layout->partitions; p && slots.count > 0; p = p->next) {
		if (!partition_takes_bytes(p) || !p->region || !partition_is_storage(p))
			continue;
		for (size_t i = 0; i < slots.count; i++) {
			if (is_in(p, &slots.all[i], layout != with_slots))
				report(found, p, &slots.all[i], layout != with_slots);
		}
	}
}

void rule_storage_in_slot(const struct layout *layout, struct findings *found)
{
	judge(layout, layout, found);
}

void release_check_storage(const struct layout *earlier, const struct layout *now,
			   struct findings *found)
{
	judge(now, earlier, found);
}
