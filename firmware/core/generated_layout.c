/* SPDX-License-Identifier: MIT */
/* Takes the tables and macros of layout.h together; what pmlayout did not know it leaves out. */
#include "core/generated_layout.h"

struct selftest_layout generated_layout(void)
{
	struct selftest_layout layout = {
		.hash = PMLAYOUT_LAYOUT_HASH_STRING,
		.soc = "",
		.devices = pmlayout_devices,
		.partitions = pmlayout_partitions,
		.device_count = PMLAYOUT_DEVICE_COUNT,
		.partition_count = PMLAYOUT_PARTITION_COUNT,
		.primary = SELFTEST_NO_SLOT,
		.secondary = SELFTEST_NO_SLOT,
	};

#ifdef PMLAYOUT_SOC_PART
	layout.soc = PMLAYOUT_SOC_NAME;
	layout.soc_part = PMLAYOUT_SOC_PART;
#endif
#ifdef PMLAYOUT_BOOT_MODE
	layout.boot_mode = PMLAYOUT_BOOT_MODE;
#endif
#ifdef PMLAYOUT_MAX_IMG_SECTORS
	layout.max_img_sectors = PMLAYOUT_MAX_IMG_SECTORS;
#endif
#ifdef PMLAYOUT_IMAGE_0_PRIMARY
	layout.primary = (int32_t)PMLAYOUT_IMAGE_0_PRIMARY;
#endif
#ifdef PMLAYOUT_IMAGE_0_SECONDARY
	layout.secondary = (int32_t)PMLAYOUT_IMAGE_0_SECONDARY;
#endif
	return layout;
}
