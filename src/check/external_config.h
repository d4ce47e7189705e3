/* SPDX-License-Identifier: MIT */
/* What keeps an image's .config from using the external chip; the rules and the causes of log
 * lines ask the same questions.
 */
#ifndef PMLAYOUT_CHECK_EXTERNAL_CONFIG_H
#define PMLAYOUT_CHECK_EXTERNAL_CONFIG_H

#include "model/layout.h"

/* Why an image cannot use a device, where that is said, and what to do. */
struct obstacle {
	const char *why, *help;
	struct span at;
};

/* All of them are false, and *obstacle untouched, when the image's .config is not given or tells
 * nothing of flash drivers (kconfig_speaks_of_flash).
 */

/* The .config has no driver for the chip; chip NULL: for any SPI or QSPI chip. */
bool external_driver_is_off(const struct layout *layout, const char *image,
			    const struct flash_device *chip, struct obstacle *obstacle);
/* Partition Manager leaves external areas out of the image's flash map (MCUBOOT.md 1.5). */
bool external_map_is_empty(const struct layout *layout, const char *image,
			   struct obstacle *obstacle);
/* MCUboot has too little stack, or no scheduler, for the driver of a SPI chip. */
bool external_stack_is_small(const struct layout *layout, struct obstacle *obstacle);

#endif
