/* SPDX-License-Identifier: MIT */
/* MCUboot's log lines, and our names of hazards. */
#include "mcuboot/slots.h"

const char *mcuboot_log_text(enum mcuboot_log log)
{
	switch (log) {
	case MCUBOOT_LOG_NONE:
		break;
	case MCUBOOT_LOG_READING_FAILED:
		return "Failed reading sectors; BOOT_MAX_IMG_SECTORS=%u - too small?";
	case MCUBOOT_LOG_SECTOR_COUNT:
		return "Cannot upgrade: not a compatible amount of sectors";
	case MCUBOOT_LOG_MORE_SECTORS:
		return "Cannot upgrade: more sectors than allowed";
	case MCUBOOT_LOG_SECTOR_LAYOUT:
		return "Cannot upgrade: not same sector layout";
	case MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS:
		return "Cannot upgrade: slots have non-compatible sectors";
	case MCUBOOT_LOG_SCRATCH:
		return "Cannot upgrade: not all sectors fit inside scratch";
	case MCUBOOT_LOG_NOT_COMPATIBLE:
		return "Cannot upgrade: slots are not compatible";
	}
	return "";
}

const char *mcuboot_hazard_name(uint32_t hazard)
{
	static const char *const names[] = {
		"primary-unaligned", "secondary-unaligned", "scratch-unaligned", "beyond-device",
		"mixed-sectors",     "open-last-group",     "slot-too-small",    "no-sectors",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (hazard == UINT32_C(1) << i)
			return names[i];
	return NULL;
}
