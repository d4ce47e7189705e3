/* SPDX-License-Identifier: MIT */
/* Looks up what a devicetree says. */
#include "model/devicetree.h"

#include <string.h>

#include "base/arena.h"

const struct chosen *devicetree_chosen(const struct devicetree *dt, const char *name)
{
	for (const struct chosen *chosen = dt ? dt->chosen : NULL; chosen; chosen = chosen->next)
		if (cstr_eq(chosen->name, name))
			return chosen;
	return NULL;
}

const char *devicetree_usual_label(struct arena *arena, const char *property)
{
	static const char *const pairs[][2] = {
		{"mcuboot", "boot_partition"},
		{"image-scratch", "scratch_partition"},
		{"image-0-secure", "slot0_s_partition"},
		{"image-0-nonsecure", "slot0_ns_partition"},
		{"image-1-secure", "slot1_s_partition"},
		{"image-1-nonsecure", "slot1_ns_partition"},
	};
	const char *stem = property;
	char *label;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (cstr_eq(pairs[i][0], property))
			return pairs[i][1];
	if (cstr_starts(property, "image-"))
		stem += strlen("image-");
	label = arena_printf(arena, "%s%s_partition", stem == property ? "" : "slot", stem);
	for (char *p = label; *p; p++)
		if (*p == '-')
			*p = '_';
	return label;
}

static bool has_label(const struct devicetree_partition *partition, const char *label)
{
	for (const char *const *own = partition->labels; *own; own++)
		if (cstr_eq(*own, label))
			return true;
	return partition->usual_label && cstr_eq(partition->usual_label, label);
}

const struct devicetree_partition *devicetree_labelled(const struct devicetree *dt,
						       const char *label)
{
	for (const struct devicetree_partition *p = dt ? dt->partitions : NULL; p; p = p->next)
		if (has_label(p, label))
			return p;
	return NULL;
}

const struct devicetree_partition *
devicetree_counterpart(const struct devicetree *dt, const struct devicetree_partition *partition)
{
	const struct devicetree_partition *other = NULL;

	for (const char *const *label = partition->labels; *label && !other; label++)
		other = devicetree_labelled(dt, *label);
	if (!other && partition->usual_label)
		other = devicetree_labelled(dt, partition->usual_label);
	return other;
}

const struct devicetree_partition *devicetree_partition_at(const struct devicetree *dt,
							   const char *path)
{
	for (const struct devicetree_partition *p = dt ? dt->partitions : NULL; p; p = p->next)
		if (cstr_eq(p->path, path))
			return p;
	return NULL;
}

const struct flash_device *devicetree_device(const struct devicetree *dt, const char *path)
{
	for (const struct flash_device *device = dt ? dt->devices : NULL; device;
	     device = device->next)
		if (cstr_eq(device->path, path))
			return device;
	return NULL;
}

const struct flash_device *devicetree_chosen_device(const struct devicetree *dt, const char *name)
{
	const struct chosen *chosen = devicetree_chosen(dt, name);

	return chosen ? devicetree_device(dt, chosen->path) : NULL;
}

const struct flash_device *devicetree_internal_flash(const struct devicetree *dt)
{
	const struct flash_device *device = devicetree_chosen_device(dt, "zephyr,flash");

	if (device || !dt)
		return device;
	for (device = dt->devices; device; device = device->next)
		if (device->kind == FLASH_INTERNAL)
			return device;
	return NULL;
}

const struct memory_device *devicetree_main_memory(const struct devicetree *dt)
{
	const struct chosen *chosen = devicetree_chosen(dt, "zephyr,sram");

	if (!dt)
		return NULL;
	for (const struct memory_device *memory = dt->memories; memory && chosen;
	     memory = memory->next)
		if (cstr_eq(memory->path, chosen->path))
			return memory;
	for (const struct devicetree_partition *partition = dt->memory_partitions;
	     partition && chosen; partition = partition->next)
		if (cstr_eq(partition->path, chosen->path))
			return partition->memory;
	return dt->memories;
}

const struct flash_device *devicetree_external_flash(const struct devicetree *dt)
{
	const struct flash_device *chosen = devicetree_chosen_device(dt, "nordic,pm-ext-flash");
	const struct flash_device *internal = devicetree_internal_flash(dt), *first = NULL;

	if (chosen && chosen != internal)
		return chosen;
	for (const struct flash_device *it = dt ? dt->devices : NULL; it; it = it->next) {
		if ((it->kind != FLASH_SPI_NOR && it->kind != FLASH_QSPI_NOR) || it == internal)
			continue;
		if (it->enabled)
			return it;
		if (!first)
			first = it;
	}
	return first;
}
