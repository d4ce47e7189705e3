/* SPDX-License-Identifier: MIT */
/* Who needs the external chip, and how the build names it. */
#ifndef PMLAYOUT_CHECK_EXTERNAL_USE_H
#define PMLAYOUT_CHECK_EXTERNAL_USE_H

#include "model/layout.h"

#define EXTERNAL_FLASH_CHOSEN "nordic,pm-ext-flash"

/* The partition lies, or is meant to lie, on an external chip; NULL does not. */
bool is_on_external_flash(const struct partition *partition);
/* A partition that makes the image ("app", "mcuboot") need the external chip; NULL when it can do
 * without.  MCUboot needs it for a secondary slot alone; of devicetree partitions, many of which
 * boards merely offer, the slot alone counts for both.
 */
const struct partition *external_flash_user(const struct layout *layout, const char *image);

/* The chip that an image uses for such a partition, and what says so: Partition Manager goes by
 * the chosen node, devicetree partitions lie below their chip.  device is NULL when the image's
 * devicetree is not given or does not have it.
 */
struct external_chip {
	const struct flash_device *device;
	struct span named_at;
};
struct external_chip external_chip_of(const struct layout *layout, const char *image,
				      const struct partition *user);
/* SDKs before 2.2 name the chip in other ways: by a Kconfig string, or by its path, which the
 * build takes from the application for both images.  Then no other choice is needed.
 */
bool external_flash_is_named_otherwise(const struct layout *layout, const struct partition *user);
/* The bus is the same device, by whatever alias a secure and a non-secure image name it. */
bool flash_shares_bus(const struct flash_device *a, const struct flash_device *b);
/* MCUboot looks for the chip at another bus or chip select than the application. */
bool external_wiring_differs(const struct layout *layout);
/* A chip that nobody uses may be described as badly as it likes. */
bool is_used_nor_chip(const struct devicetree *dt, const struct flash_device *chip);
/* The .config speaks of flash drivers at all: then one that it leaves out is off.  A fragment with
 * nothing but MCUboot's own options tells nothing of them.
 */
bool kconfig_speaks_of_flash(const struct kconfig *config);

#endif
