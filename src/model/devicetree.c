/* SPDX-License-Identifier: MIT */
/* Looks up what a devicetree says. */
#include "model/devicetree.h"

const struct chosen *devicetree_chosen(const struct devicetree *dt, const char *name)
{
	for (const struct chosen *chosen = dt ? dt->chosen : NULL; chosen; chosen = chosen->next)
		if (cstr_eq(chosen->name, name))
			return chosen;
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
