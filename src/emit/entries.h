/* SPDX-License-Identifier: MIT */
/* The rows that every emitter writes: all partitions of a layout, also those that Partition
 * Manager adds by itself, with the device that each lies on.
 */
#ifndef PMLAYOUT_EMIT_ENTRIES_H
#define PMLAYOUT_EMIT_ENTRIES_H

#include "model/layout.h"

struct entry {
	const char *name;
	const struct partition *partition; /* NULL: the whole of an empty region */
	const struct region *region;       /* never NULL */
	size_t device;                     /* index of region in entries.devices */
	uint64_t address, size;            /* bytes; address + size fits 64 bits */
	uint64_t offset;                   /* address - base of the region */
};

struct entries {
	const struct layout *layout;
	struct entry *all; /* sorted by name, in code points, until an emitter sorts anew */
	size_t count;
	const struct region **devices; /* regions that hold an entry; by kind, then by name */
	size_t device_count;
};

/* False when a partition has no place, lies below its region or in no region at all: *why says
 * which.
 */
bool entries_collect(const struct layout *layout, struct entries *entries, const char **why);

/* By device, address, larger first, containers first, then by name. */
void entries_sort_by_device(struct entries *entries);

/* The address behind the last byte. */
uint64_t entry_end(const struct entry *entry);
/* Partition Manager's own notion: the `span` key stands there. */
bool entry_has_span(const struct entry *entry);
/* As the resolver sees it: a span, or a name that is known to hold others. */
bool entry_is_container(const struct entry *entry);

/* What the entry is, for the flags of layout-h and json. */
enum entry_flag {
	ENTRY_CONTAINER = 1 << 0,
	ENTRY_SECURE = 1 << 1,
	ENTRY_NONSECURE = 1 << 2,
	ENTRY_SLOT = 1 << 3,
	ENTRY_STORAGE = 1 << 4,
	ENTRY_BOOTLOADER = 1 << 5,
	ENTRY_EXTERNAL = 1 << 6,
	ENTRY_EMPTY = 1 << 7,
	ENTRY_DYNAMIC = 1 << 8,
	ENTRY_TOUCHABLE = 1 << 9, /* a test may erase and restore it */
	ENTRY_FLAG_COUNT = 10
};
uint32_t entry_flags(const struct layout *layout, const struct entry *entry);
/* "container" of 1 << 0 is number 0. */
const char *entry_flag_name(unsigned number);

/* Erase pages of the region that the entry touches; false when the page is not known. */
bool entry_sectors(const struct entry *entry, uint32_t *sector_size, uint32_t *sector_count);

/* 64-bit FNV-1a over one line "NAME DEVICE 0xOFFSET 0xSIZE\n" per entry, in the order of names
 * (code points), DEVICE being the region's name.  So neither the order of writing nor the style
 * of the input matters, nor what is only a fact of the chip.
 */
uint64_t entries_hash(const struct entries *entries);

#endif
