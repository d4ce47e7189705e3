/* SPDX-License-Identifier: MIT */
/* What a changed partition means for a device whose bootloader and data stay where they are. */
#include "check/release_parts.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

static struct arena *arena_of(const struct release *release)
{
	return release->found->arena;
}

/* "`storage_partition`" or, under another name before, "`storage_partition` (before:
 * `settings_storage`)".
 */
static const char *named(const struct release *release, const struct part *earlier,
			 const struct part *now)
{
	if (cstr_eq(earlier->partition->name, now->partition->name))
		return arena_printf(arena_of(release), "`%s`", now->partition->name);
	return arena_printf(arena_of(release), "`%s` (before: `%s`)", now->partition->name,
			    earlier->partition->name);
}

/* "0x10000 of `flash_primary`". */
static const char *start_of(const struct release *release, const struct partition *partition)
{
	return arena_printf(arena_of(release), "0x%" PRIx64 " of `%s`", partition->address.value,
			    partition->region->name);
}

static const char *extent_of(const struct release *release, const struct partition *partition)
{
	return arena_printf(arena_of(release), "%s of `%s`",
			    partition_range(arena_of(release), partition), partition->region->name);
}

/* A change of a part that both layouts have; both places are shown. */
static struct finding *changed(struct release *release, enum rule_id rule, enum change_class change,
			       const struct part *earlier, const struct part *now,
			       const char *message)
{
	const bool resized = rule == RULE_slot_resized || rule == RULE_storage_resized;
	const struct partition *before = earlier->partition, *after = now->partition;
	struct finding *finding = release_finding(
		release, rule, change,
		resized ? partition_size_at(after) : partition_address_at(after), message);

	finding_about(release->found, finding, after->name);
	finding_mark(release->found, finding, "now %s", partition_range(arena_of(release), after));
	finding_label(release->found, finding,
		      resized ? partition_size_at(before) : partition_address_at(before),
		      "before %s", partition_range(arena_of(release), before));
	return finding;
}

static struct finding *moved(struct release *release, enum rule_id rule, enum change_class change,
			     const struct part *earlier, const struct part *now)
{
	return changed(release, rule, change, earlier, now,
		       arena_printf(arena_of(release), "%s starts at %s; devices have it at %s",
				    named(release, earlier, now), start_of(release, now->partition),
				    start_of(release, earlier->partition)));
}

static struct finding *resized(struct release *release, enum rule_id rule, enum change_class change,
			       const struct part *earlier, const struct part *now)
{
	return changed(release, rule, change, earlier, now,
		       arena_printf(arena_of(release), "%s has %s; on devices it has %s",
				    named(release, earlier, now),
				    num_bytes(arena_of(release), now->partition->size.value),
				    num_bytes(arena_of(release), earlier->partition->size.value)));
}

static bool has_moved(const struct part *earlier, const struct part *now)
{
	return !part_is_same_device(earlier->partition, now->partition) ||
	       part_place(earlier->partition) != part_place(now->partition);
}

static bool has_resized(const struct part *earlier, const struct part *now)
{
	return earlier->partition->size.value != now->partition->size.value;
}

static void help_restore(struct release *release, struct finding *finding,
			 const struct part *earlier)
{
	finding_help(release->found, finding,
		     "put it back to %s; if it must change, devices in the field need another way "
		     "than an update over the air",
		     extent_of(release, earlier->partition));
}

static void judge_slot(struct release *release, const struct part *earlier, const struct part *now)
{
	struct finding *finding;

	if (has_moved(earlier, now)) {
		finding = moved(release, RULE_slot_moved, CHANGE_BRICK, earlier, now);
		finding_note(
			release->found, finding,
			"the bootloader on the device was built for the old place and stays: it "
			"looks for the image there, and code that was linked for the new place "
			"does not run from the old one");
		help_restore(release, finding, earlier);
	}
	if (has_resized(earlier, now)) {
		finding = resized(release, RULE_slot_resized, CHANGE_BRICK, earlier, now);
		finding_note(
			release->found, finding,
			"the bootloader on the device reckons with the old size: the request to "
			"swap, which the application writes at the slot's end, is not where it "
			"looks, and an image may be larger than it can swap; the update is not "
			"applied, is rolled back, or the device does not start");
		help_restore(release, finding, earlier);
	}
}

/* The slot that a pad stands in, of the same layout; NULL when it is in none. */
static const struct partition *slot_of_pad(const struct layout *layout, const char *pad)
{
	struct arena *arena = layout->arena;
	const char *stem = arena_copy(arena, pad, strlen(pad) - strlen("_pad"));

	return layout_find(layout, cstr_eq(stem, "mcuboot") ? "mcuboot_primary" : stem);
}

/* Where a pad begins in its slot, which may have moved with it. */
static uint64_t pad_offset(const struct layout *layout, const struct part *pad)
{
	const struct partition *slot = slot_of_pad(layout, pad->name);
	uint64_t base = slot && slot->placed ? slot->address.value : 0;

	return pad->partition->address.value - base;
}

static void note_pad(struct release *release, struct finding *finding)
{
	finding_note(
		release->found, finding,
		"the application starts behind the image's header; the bootloader and the code "
		"that starts it must agree where that is");
	finding_help(release->found, finding, "keep the pad as devices have it");
}

static void judge_pad(struct release *release, const struct part *earlier, const struct part *now)
{
	if (!has_resized(earlier, now) &&
	    pad_offset(release->earlier, earlier) == pad_offset(release->now, now))
		return;
	note_pad(release, changed(release, RULE_pad_changed, CHANGE_BRICK, earlier, now,
				  arena_printf(arena_of(release), "%s is %s; on devices it is %s",
					       named(release, earlier, now),
					       extent_of(release, now->partition),
					       extent_of(release, earlier->partition))));
}

static void judge_bootloader(struct release *release, const struct part *earlier,
			     const struct part *now)
{
	const struct partition *before = earlier->partition, *after = now->partition;
	const bool inside =
		part_is_same_device(before, after) && part_place(after) >= part_place(before) &&
		part_place(after) + after->size.value <= part_place(before) + before->size.value;
	struct finding *finding;

	if (part_has_same_extent(before, after))
		return;
	finding = changed(release, inside ? RULE_free_space_changed : RULE_bootloader_grew,
			  inside ? CHANGE_SAFE : CHANGE_BRICK, earlier, now,
			  arena_printf(arena_of(release), "%s is %s; on devices it is %s",
				       named(release, earlier, now), extent_of(release, after),
				       extent_of(release, before)));
	if (inside) {
		finding_note(
			release->found, finding,
			"the bootloader on the device stays as it is; it has all of its bytes");
		return;
	}
	finding_note(
		release->found, finding,
		"this bootloader is not replaced by an update: the one on the device keeps its "
		"old place, and whatever the new layout puts around it is off by the difference");
	help_restore(release, finding, earlier);
}

static void judge_passing(struct release *release, const struct part *earlier,
			  const struct part *now)
{
	if (part_has_same_extent(earlier->partition, now->partition))
		return;
	finding_note(release->found,
		     changed(release, RULE_free_space_changed, CHANGE_SAFE, earlier, now,
			     arena_printf(arena_of(release), "%s is %s; on devices it is %s",
					  named(release, earlier, now),
					  extent_of(release, now->partition),
					  extent_of(release, earlier->partition))),
		     "nothing in it has to survive an update");
}

static void note_data(struct release *release, struct finding *finding, const struct part *earlier)
{
	finding_note(release->found, finding,
		     "an update does not carry data along: settings, keys and files that devices "
		     "wrote stay at the old place, and the new firmware finds an empty or a broken "
		     "file system");
	help_restore(release, finding, earlier);
}

static void judge_data(struct release *release, const struct part *earlier, const struct part *now)
{
	if (has_moved(earlier, now))
		note_data(release,
			  moved(release, RULE_storage_moved, CHANGE_DATA_LOSS, earlier, now),
			  earlier);
	if (has_resized(earlier, now))
		note_data(release,
			  resized(release, RULE_storage_resized, CHANGE_DATA_LOSS, earlier, now),
			  earlier);
}

void release_judge_pair(struct release *release, const struct part *earlier, const struct part *now)
{
	switch (now->role) {
	case PART_SLOT:
		judge_slot(release, earlier, now);
		break;
	case PART_PAD:
		judge_pad(release, earlier, now);
		break;
	case PART_BOOTLOADER:
		judge_bootloader(release, earlier, now);
		break;
	case PART_PASSING:
	case PART_LEFTOVER:
		judge_passing(release, earlier, now);
		break;
	case PART_DATA:
		judge_data(release, earlier, now);
		break;
	case PART_NONE:
		break;
	}
}

/* A pad is missing in one of two PM files though its slot is in both. */
static void judge_lone_pad(struct release *release, const struct part *pad, bool removed)
{
	struct finding *finding;

	if (release->earlier->kind == LAYOUT_DEVICETREE ||
	    release->now->kind == LAYOUT_DEVICETREE || !slot_of_pad(release->earlier, pad->name) ||
	    !slot_of_pad(release->now, pad->name))
		return;
	finding = release_finding(release, RULE_pad_changed, CHANGE_BRICK, pad->partition->at,
				  arena_printf(arena_of(release),
					       removed ? "`%s` is gone; devices have it"
						       : "`%s` is new; devices do not have it",
					       pad->name));
	finding_about(release->found, finding, pad->name);
	finding_label(release->found, finding,
		      span_of(removed ? release->now->source : release->earlier->source, 0, 0),
		      "not in this layout");
	note_pad(release, finding);
}

void release_judge_removed(struct release *release, const struct part *earlier)
{
	const bool storage = part_is_storage(earlier);
	struct finding *finding;

	if (earlier->role == PART_PAD) {
		judge_lone_pad(release, earlier, true);
		return;
	}
	if (earlier->role == PART_LEFTOVER)
		return;
	finding = release_finding(
		release, RULE_partition_removed, storage ? CHANGE_DATA_LOSS : CHANGE_SAFE,
		earlier->partition->at,
		arena_printf(arena_of(release), "`%s` is gone; devices have it at %s",
			     earlier->partition->name, extent_of(release, earlier->partition)));
	finding_about(release->found, finding, earlier->partition->name);
	finding_mark(release->found, finding, "only before");
	finding_label(release->found, finding, span_of(release->now->source, 0, 0),
		      "not in this layout");
	if (storage) {
		finding_note(
			release->found, finding,
			"what devices keep there is lost to the new firmware, and to the old one "
			"after a return to it as soon as the bytes are used for something else");
		help_restore(release, finding, earlier);
	} else if (earlier->role == PART_SLOT) {
		finding_note(
			release->found, finding,
			"the bootloader on the device still has this slot and uses it; the new "
			"firmware cannot store the update after this one");
	} else {
		finding_note(
			release->found, finding,
			"its name is not that of storage; if data in it must survive, this is a "
			"loss of data");
	}
}

void release_judge_added(struct release *release, const struct part *now)
{
	struct finding *finding;

	if (now->role == PART_PAD) {
		judge_lone_pad(release, now, false);
		return;
	}
	if (now->role == PART_LEFTOVER)
		return;
	finding = release_finding(release, RULE_partition_added, CHANGE_SAFE, now->partition->at,
				  arena_printf(arena_of(release), "`%s` is new: %s",
					       now->partition->name,
					       extent_of(release, now->partition)));
	finding_about(release->found, finding, now->partition->name);
	finding_mark(release->found, finding, "only now");
	finding_label(release->found, finding, span_of(release->earlier->source, 0, 0),
		      "not in this layout");
	finding_note(release->found, finding,
		     "on a device its bytes are not erased: they hold whatever was there before");
}
