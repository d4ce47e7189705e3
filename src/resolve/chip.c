/* SPDX-License-Identifier: MIT */
/* Which chip the layout is for, when --soc does not say it: the devicetree and the .config tell
 * it; the file's name or the place of the OTP area only let us guess.
 */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "base/file.h"

#include <ctype.h>
#include <string.h>

static bool settle(struct layout *layout, struct str name, enum origin origin, const char *from)
{
	const struct soc *soc = soc_find(name);

	if (!soc)
		return false;
	layout->facts.soc = soc;
	layout->facts.soc_origin = origin;
	layout->facts.soc_from = from;
	return true;
}

static bool from_images(struct layout *layout)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		struct str name = kconfig_text(image->kconfig, "CONFIG_SOC");

		if (image->devicetree && image->devicetree->soc &&
		    settle(layout, str_of(image->devicetree->soc), ORIGIN_WRITTEN,
			   arena_printf(layout->arena, "the devicetree of %s", image->name)))
			return true;
		if (name.n && settle(layout, name, ORIGIN_WRITTEN,
				     arena_printf(layout->arena, "CONFIG_SOC of %s", image->name)))
			return true;
	}
	return false;
}

/* "pm_static_nrf9160dk_nrf9160_ns.yml" names its chip; the longest name that occurs wins, so
 * that nrf5340-net is not taken for nrf5340.
 */
static bool from_file_name(struct layout *layout)
{
	size_t count, longest = 0;
	const struct soc *table = soc_table(&count);
	const struct soc *best = NULL;
	char *name = arena_printf(layout->arena, "%s", path_base(layout->source->name));
	bool network_core;

	for (char *p = name; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(table[i].name);

		if (length > longest && strstr(name, table[i].name)) {
			best = &table[i];
			longest = length;
		}
	}
	network_core = strstr(name, "cpunet") != NULL;
	if (network_core && (!best || cstr_eq(best->name, "nrf5340")))
		best = soc_find(STR("nrf5340-net"));
	return best && settle(layout, str_of(best->name), ORIGIN_ASSUMED, "the file's name");
}

/* Only nRF91 chips have Partition Manager's OTP region at 0xff8108 (PARTITION-MANAGER.md 4). */
static bool from_otp(struct layout *layout)
{
	size_t count;
	const struct soc *table = soc_table(&count);

	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!cstr_eq(p->region_name, "otp") || !fact_known(p->written_address))
			continue;
		for (size_t i = 0; i < count; i++) {
			if (table[i].otp_size && table[i].otp_base == p->written_address.value)
				return settle(layout, str_of(table[i].name), ORIGIN_ASSUMED,
					      "the address of its OTP area");
		}
	}
	return false;
}

void resolve_chip(struct layout *layout)
{
	if (layout->facts.soc || from_images(layout) || from_file_name(layout))
		return;
	from_otp(layout);
}
