/* SPDX-License-Identifier: MIT */
/* What one row of an output is: its extent, its flags, its sectors, and the hash of all rows. */
#include "base/num.h"
#include "emit/entries.h"

#include <inttypes.h>
#include <stdio.h>

uint64_t entry_end(const struct entry *entry)
{
	return entry->address + entry->size;
}

bool entry_has_span(const struct entry *entry)
{
	return entry->partition != NULL && entry->partition->has_span;
}

bool entry_is_container(const struct entry *entry)
{
	return entry->partition != NULL && entry->partition->container;
}

static bool is_one_of(const char *name, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++) {
		if (cstr_eq(name, names[i]))
			return true;
	}
	return false;
}

/* Within a partition of that name in the same region, or that partition itself. */
static bool is_within(const struct layout *layout, const struct entry *entry,
		      const char *const windows[])
{
	for (size_t i = 0; windows[i] != NULL; i++) {
		const struct partition *window = layout_find(layout, windows[i]);

		if (window != NULL && window->placed && window->region == entry->region &&
		    entry->address >= window->address.value &&
		    entry_end(entry) <= partition_end(window))
			return true;
	}
	return false;
}

/* TrustZone's two worlds, by the names that TF-M and SPM builds give their windows. */
static uint32_t security_flags(const struct layout *layout, const struct entry *entry)
{
	static const char *const secure[] = {"tfm_secure", "sram_secure", "tfm",         "spm",
					     "tfm_sram",   "spm_sram",    "tfm_storage", NULL};
	static const char *const nonsecure[] = {"tfm_nonsecure", "nonsecure_storage",
						"sram_nonsecure", "spm_app", NULL};

	if (is_within(layout, entry, nonsecure))
		return ENTRY_NONSECURE;
	return is_within(layout, entry, secure) ? ENTRY_SECURE : 0;
}

static bool is_slot(const struct layout *layout, const struct entry *entry)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		if (entry->partition == pair->primary || entry->partition == pair->secondary)
			return true;
	}
	return false;
}

uint32_t entry_flags(const struct layout *layout, const struct entry *entry)
{
	static const char *const bootloaders[] = {"mcuboot",        "b0", "b0n", "s0", "s1",
						  "boot_partition", NULL};
	const struct partition *partition = entry->partition;
	uint32_t flags = security_flags(layout, entry);

	if (entry->region->kind == REGION_EXTERNAL_FLASH)
		flags |= ENTRY_EXTERNAL;
	if (is_one_of(entry->name, bootloaders))
		flags |= ENTRY_BOOTLOADER;
	if (partition == NULL)
		return flags | (entry->region->placement == PLACE_COMPLEX ? ENTRY_DYNAMIC : 0);
	if (partition->container)
		flags |= ENTRY_CONTAINER;
	if (is_slot(layout, entry))
		flags |= ENTRY_SLOT;
	if (partition_is_storage(partition))
		flags |= ENTRY_STORAGE;
	if (partition->empty)
		flags |= ENTRY_EMPTY;
	if (partition->dynamic)
		flags |= ENTRY_DYNAMIC;
	if (partition->touchable)
		flags |= ENTRY_TOUCHABLE;
	return flags;
}

const char *entry_flag_name(unsigned number)
{
	static const char *const names[ENTRY_FLAG_COUNT] = {
		"container",  "secure",   "nonsecure", "slot",    "storage",
		"bootloader", "external", "empty",     "dynamic", "touchable",
	};

	return names[number];
}

bool entry_sectors(const struct entry *entry, uint32_t *sector_size, uint32_t *sector_count)
{
	uint64_t page = entry->region->page_size.value, first, last, count;

	if (!fact_known(entry->region->page_size) || page == 0 || page > UINT32_MAX)
		return false;
	first = entry->offset / page;
	last = entry->size == 0 ? first : (entry->offset + (entry->size - 1)) / page + 1;
	count = last - first;
	if (count > UINT32_MAX)
		return false;
	*sector_size = (uint32_t)page;
	*sector_count = (uint32_t)count;
	return true;
}

static uint64_t fnv1a(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

uint64_t entries_hash(const struct entries *entries)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < entries->count; i++) {
		const struct entry *entry = &entries->all[i];
		char numbers[64];

		snprintf(numbers, sizeof(numbers), " 0x%" PRIx64 " 0x%" PRIx64 "\n", entry->offset,
			 entry->size);
		hash = fnv1a(hash, entry->name);
		hash = fnv1a(hash, " ");
		hash = fnv1a(hash, entry->region->name);
		hash = fnv1a(hash, numbers);
	}
	return hash;
}
