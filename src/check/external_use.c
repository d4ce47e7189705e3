/* SPDX-License-Identifier: MIT */
/* Tells which partitions make an image need the external chip (MCUBOOT.md 1.5, 6). */
#include "check/external_use.h"

#include <stdlib.h>
#include <string.h>

bool is_on_external_flash(const struct partition *partition)
{
	return partition && (partition->region ? partition->region->kind == REGION_EXTERNAL_FLASH
					       : cstr_eq(partition->region_name, "external_flash"));
}

static const struct partition *external_secondary(const struct layout *layout)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		if (is_on_external_flash(pair->secondary))
			return pair->secondary;
	return NULL;
}

const struct partition *external_flash_user(const struct layout *layout, const char *image)
{
	if (layout->kind == LAYOUT_DEVICETREE || cstr_eq(image, "mcuboot"))
		return external_secondary(layout);
	for (const struct partition *p = layout->partitions; p; p = p->next)
		if (is_on_external_flash(p) && !p->leftover && !p->empty)
			return p;
	return NULL;
}

struct external_chip external_chip_of(const struct layout *layout, const char *image,
				      const struct partition *user)
{
	const struct devicetree *dt = facts_devicetree(&layout->facts, image);
	const struct chosen *chosen = devicetree_chosen(dt, EXTERNAL_FLASH_CHOSEN);
	const struct devicetree_partition *slot;
	struct external_chip chip = {NULL, {0}};

	if (layout->kind != LAYOUT_DEVICETREE) {
		chip.device = devicetree_chosen_device(dt, EXTERNAL_FLASH_CHOSEN);
		if (chosen)
			chip.named_at = chosen->at;
		return chip;
	}
	slot = user && user->devicetree ? devicetree_counterpart(dt, user->devicetree) : NULL;
	if (slot) {
		chip.device = slot->device;
		chip.named_at = slot->at;
	}
	return chip;
}

bool external_flash_is_named_otherwise(const struct layout *layout, const struct partition *user)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");
	const char *device = user->region ? user->region->device_name : "";

	if (kconfig_find(app, "CONFIG_PM_EXTERNAL_FLASH_DEV_NAME"))
		return true;
	return *device && !strstr(device, "nordic_pm_ext_flash");
}

bool is_used_nor_chip(const struct devicetree *dt, const struct flash_device *chip)
{
	return (chip->kind == FLASH_SPI_NOR || chip->kind == FLASH_QSPI_NOR) &&
	       (chip->enabled || devicetree_chosen_device(dt, EXTERNAL_FLASH_CHOSEN) == chip);
}

bool kconfig_speaks_of_flash(const struct kconfig *config)
{
	static const char *const names[] = {"CONFIG_FLASH", "CONFIG_SPI", "CONFIG_SPI_NOR",
					    "CONFIG_NORDIC_QSPI_NOR"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (kconfig_find(config, names[i]))
			return true;
	return false;
}

/* `spi@b000` of the bus's path.  The nodes above it differ for a secure and a non-secure image
 * (peripheral@50000000, peripheral@40000000) though the bus is one.
 */
static const char *bus_name(const struct flash_device *chip)
{
	const char *slash = strrchr(chip->bus, '/');

	return slash ? slash + 1 : chip->bus;
}

/* Older trees have the alias in the unit address: spi@4000b000, spi@5000b000. */
bool flash_shares_bus(const struct flash_device *a, const struct flash_device *b)
{
	const char *left = a->bus ? bus_name(a) : "", *right = b->bus ? bus_name(b) : "";
	const char *left_at = strchr(left, '@'), *right_at = strchr(right, '@');
	unsigned long alias = 0x0fffffff;

	if (!left_at || !right_at || left_at - left != right_at - right)
		return cstr_eq(left, right);
	return memcmp(left, right, (size_t)(left_at - left)) == 0 &&
	       (strtoul(left_at + 1, NULL, 16) & alias) ==
		       (strtoul(right_at + 1, NULL, 16) & alias);
}
