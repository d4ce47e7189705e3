/* SPDX-License-Identifier: MIT */
/* The table of the regions that every build declares. */
#include "model/usual_region.h"

static const struct usual_region regions[] = {
	{"flash_primary", REGION_FLASH, PLACE_COMPLEX},
	{"external_flash", REGION_EXTERNAL_FLASH, PLACE_START_TO_END},
	{"sram_primary", REGION_RAM, PLACE_COMPLEX},
	{"otp", REGION_OTP, PLACE_START_TO_END},
	{"ram_flash", REGION_OTHER, PLACE_START_TO_END},
	{"bootconf", REGION_OTHER, PLACE_START_TO_END},
};

/* The same in the same order, for suggestions. */
static const char *const names[] = {
	"flash_primary", "external_flash", "sram_primary", "otp", "ram_flash", "bootconf", NULL,
};

const struct usual_region *usual_region_find(const char *name)
{
	for (size_t i = 0; i < sizeof(regions) / sizeof(regions[0]); i++)
		if (cstr_eq(name, regions[i].name))
			return &regions[i];
	return NULL;
}

const char *const *usual_region_names(void)
{
	return names;
}
