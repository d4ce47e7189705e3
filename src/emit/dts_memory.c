/* SPDX-License-Identifier: MIT */
/* What pieces of RAM become: the secure and the non-secure part, the area shared with the modem,
 * the application's rest (FAILURES.md 3.2 and F76).
 */
#include "emit/dts.h"

#include "model/name_map.h"

/* Containers that stay nodes. */
static bool is_window(const char *name)
{
	return cstr_eq(name, "sram_secure") || cstr_eq(name, "sram_nonsecure") ||
	       cstr_eq(name, "nrf_modem_lib_sram");
}

static bool is_secure_code(const char *name)
{
	return cstr_eq(name, "tfm_sram") || cstr_eq(name, "spm_sram");
}

const char *dts_memory_label(const struct layout *layout, const struct partition *partition,
			     enum dts_reason *reason)
{
	const char *name = partition->name;
	const struct region *region = partition->region;

	*reason = DTS_SPAN;
	if (partition->container && !is_window(name))
		return NULL;
	if (is_secure_code(name)) {
		*reason = DTS_IN_SLOT;
		return layout_find(layout, "sram_secure") ? NULL : "sram0_s";
	}
	if (!cstr_eq(name, "sram_primary"))
		return name_map_to_memory(layout->arena, name);
	*reason = DTS_WHOLE_RAM;
	if (fact_known(region->size) && partition->size.value == region->size.value)
		return NULL;
	return layout_find(layout, "sram_nonsecure") ? "sram0_ns_app" : "sram0_image";
}
