/* SPDX-License-Identifier: MIT */
/* The parts of two layouts that are compared, and how their differences are reported. */
#ifndef PMLAYOUT_CHECK_RELEASE_PARTS_H
#define PMLAYOUT_CHECK_RELEASE_PARTS_H

#include "check/release.h"

enum part_role {
	PART_NONE,       /* not compared */
	PART_SLOT,       /* a bootloader looks for it where it was built to */
	PART_PAD,        /* room for a header in front of an image */
	PART_BOOTLOADER, /* stays on the device as it is */
	PART_PASSING,    /* holds nothing that must survive an update */
	PART_LEFTOVER,   /* the rest of a region */
	PART_DATA
};

struct part {
	const struct partition *partition;
	const char *name; /* as Partition Manager calls it */
	enum part_role role;
};

struct parts {
	struct part *all; /* sorted by name */
	size_t count;
};

struct release {
	const struct layout *earlier, *now;
	struct findings *found;
	enum change_class worst;
};

/* What of a layout is compared with another one. */
struct parts release_parts(const struct layout *layout, const struct layout *other);
bool part_is_storage(const struct part *part);
/* Where a partition begins, counted alike in both kinds of layouts: from the start of an external
 * device, else in the address space.
 */
uint64_t part_place(const struct partition *partition);
bool part_is_same_device(const struct partition *a, const struct partition *b);
bool part_has_same_extent(const struct partition *a, const struct partition *b);

/* Starts a finding about a change, at the rule's own level for BRICK and DATA_LOSS, a note for
 * SAFE.  at may be unset.
 */
struct finding *release_finding(struct release *release, enum rule_id rule,
				enum change_class change, struct span at, const char *message);

/* A part of both layouts, of one alone. */
void release_judge_pair(struct release *release, const struct part *earlier,
			const struct part *now);
void release_judge_removed(struct release *release, const struct part *earlier);
void release_judge_added(struct release *release, const struct part *now);

/* How MCUboot was built for the two. */
void release_judge_bootloader(struct release *release);

#endif
