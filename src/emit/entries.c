/* SPDX-License-Identifier: MIT */
/* Collects and sorts the rows that every emitter writes. */
#include "emit/entries.h"

#include "base/arena.h"
#include "base/num.h"
#include "emit/escape.h"

#include <stdlib.h>
#include <string.h>

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int by_device(const void *a, const void *b)
{
	const struct entry *first = a, *second = b;

	if (first->device != second->device)
		return first->device < second->device ? -1 : 1;
	if (first->address != second->address)
		return compare_numbers(first->address, second->address);
	if (first->size != second->size)
		return compare_numbers(second->size, first->size);
	if (entry_is_container(first) != entry_is_container(second))
		return entry_is_container(first) ? -1 : 1;
	return by_name(a, b);
}

static int by_kind_and_name(const void *a, const void *b)
{
	const struct region *first = *(const struct region *const *)a;
	const struct region *second = *(const struct region *const *)b;

	if (first->kind != second->kind)
		return first->kind < second->kind ? -1 : 1;
	return strcmp(first->name, second->name);
}

void entries_sort_by_device(struct entries *entries)
{
	qsort(entries->all, entries->count, sizeof(struct entry), by_device);
}

static bool add_partition(struct entries *entries, const struct partition *partition,
			  const char **why)
{
	struct arena *arena = entries->layout->arena;
	struct entry *entry = &entries->all[entries->count];
	uint64_t end;

	if (partition->region == NULL) {
		*why = arena_printf(arena, "`%s` lies in no declared region",
				    emit_visible(arena, partition->name));
		return false;
	}
	if (!partition->placed || !num_add(partition->address.value, partition->size.value, &end)) {
		*why = arena_printf(arena, "`%s` has no address and size",
				    emit_visible(arena, partition->name));
		return false;
	}
	if (partition->address.value < partition->region->base.value) {
		*why = arena_printf(arena, "`%s` starts below its region `%s`",
				    emit_visible(arena, partition->name),
				    emit_visible(arena, partition->region->name));
		return false;
	}
	entry->name = partition->name;
	entry->partition = partition;
	entry->region = partition->region;
	entry->address = partition->address.value;
	entry->size = partition->size.value;
	entry->offset = entry->address - entry->region->base.value;
	entries->count++;
	return true;
}

/* A region without partitions is all its dynamic partition's, or all "the rest" of itself
 * (PARTITION-MANAGER.md 5.2, 5.4).
 */
static void add_whole_region(struct entries *entries, const struct region *region)
{
	bool complex = region->placement == PLACE_COMPLEX;
	const char *name = complex ? region->dynamic_name : region->name;
	struct entry *entry = &entries->all[entries->count];
	uint64_t end;

	if (name == NULL && complex)
		name = "app";
	if (!fact_known(region->size) || !num_add(region->base.value, region->size.value, &end) ||
	    layout_find(entries->layout, name) != NULL)
		return;
	entry->name = name;
	entry->region = region;
	entry->address = region->base.value;
	entry->size = region->size.value;
	entries->count++;
}

/* A region of the chip that the static file does not mention and that no regions.yml declares;
 * the build system declares it nevertheless (PARTITION-MANAGER.md 4).
 */
static void add_chip_region(struct entries *entries, const char *name, enum region_kind kind,
			    struct fact base, struct fact size)
{
	struct region *region;

	if (size.value == 0 || layout_region(entries->layout, name) != NULL)
		return;
	region = ARENA_NEW(entries->layout->arena, struct region);
	region->name = name;
	region->kind = kind;
	region->placement = kind == REGION_RAM ? PLACE_COMPLEX : PLACE_START_TO_END;
	region->dynamic_name = kind == REGION_RAM ? name : NULL;
	region->declared = true;
	region->base = base;
	region->size = size;
	region->device_name = region->default_driver = "";
	add_whole_region(entries, region);
}

static void add_empty_regions(struct entries *entries)
{
	const struct facts *facts = &entries->layout->facts;
	const struct soc *soc = facts->soc;
	const char *from;
	enum origin origin = facts->soc_origin == ORIGIN_ASSUMED ? ORIGIN_ASSUMED : ORIGIN_BUILT_IN;

	for (const struct region *region = entries->layout->regions; region;
	     region = region->next) {
		if (region->declared && region->members == 0)
			add_whole_region(entries, region);
	}
	if (soc == NULL || facts->regions_given)
		return;
	from = arena_printf(entries->layout->arena, "the built-in facts of %s", soc->name);
	add_chip_region(entries, "sram_primary", REGION_RAM, fact_make(soc->ram_base, origin, from),
			fact_make(soc->ram_size, origin, from));
	add_chip_region(entries, "otp", REGION_OTP, fact_make(soc->otp_base, origin, from),
			fact_make(soc->otp_size, origin, from));
}

static int by_region_pointer(const void *a, const void *b)
{
	const struct region *const *first = a, *const *second = b;

	return compare_numbers((uintptr_t)*first, (uintptr_t)*second);
}

static int find_device(const void *key, const void *device)
{
	return by_kind_and_name(key, device);
}

/* Pointers are compared only to drop duplicates; the order that stays is by kind and name. */
static void number_devices(struct entries *entries)
{
	const struct region **devices =
		arena_array(entries->layout->arena, entries->count + 1, sizeof(*devices));
	size_t count = 0;

	for (size_t i = 0; i < entries->count; i++)
		devices[i] = entries->all[i].region;
	qsort(devices, entries->count, sizeof(*devices), by_region_pointer);
	for (size_t i = 0; i < entries->count; i++) {
		if (i == 0 || devices[i] != devices[i - 1])
			devices[count++] = devices[i];
	}
	qsort(devices, count, sizeof(*devices), by_kind_and_name);
	entries->devices = devices;
	entries->device_count = count;
	for (size_t i = 0; i < entries->count; i++) {
		const struct region **found = bsearch(&entries->all[i].region, devices, count,
						      sizeof(*devices), find_device);

		entries->all[i].device = (size_t)(found - devices);
	}
}

bool entries_collect(const struct layout *layout, struct entries *entries, const char **why)
{
	size_t room = 3;

	for (const struct partition *p = layout->partitions; p; p = p->next)
		room++;
	for (const struct region *region = layout->regions; region; region = region->next)
		room++;
	*entries = (struct entries){.layout = layout};
	entries->all = arena_array(layout->arena, room, sizeof(struct entry));
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!add_partition(entries, p, why))
			return false;
	}
	if (entries->count == 0) {
		*why = "the layout holds no partition";
		return false;
	}
	if (layout->kind == LAYOUT_PM_STATIC)
		add_empty_regions(entries);
	qsort(entries->all, entries->count, sizeof(struct entry), by_name);
	number_devices(entries);
	return true;
}
