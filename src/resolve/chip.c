/* SPDX-License-Identifier: MIT */
/* Which chip the layout is for, when --soc does not say it: the devicetree and the .config tell
 * it; the file's name or the place of the OTP area only let us guess.
 */
#include "resolve/resolve.h"

#include "base/arena.h"
#include "base/file.h"

#include <ctype.h>
#include <string.h>

static const char *lower(struct layout *layout, const char *text)
{
	char *copy = arena_printf(layout->arena, "%s", text);

	for (char *p = copy; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

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

/* CONFIG_SOC_NRF9160=y, which a whole .config has beside CONFIG_SOC. */
static bool from_chip_option(struct layout *layout, const struct image *image)
{
	static const char prefix[] = "CONFIG_SOC_";

	for (size_t i = 0; image->kconfig && i < image->kconfig->count; i++) {
		const struct kconfig_option *option = &image->kconfig->options[i];
		struct str name = option->name;

		if (!str_starts(name, prefix) || !str_is(option->value, "y"))
			continue;
		name.p += sizeof(prefix) - 1;
		name.n -= sizeof(prefix) - 1;
		if (settle(layout, name, ORIGIN_WRITTEN,
			   arena_printf(layout->arena, "%.*s of %s", STR_ARG(option->name),
					image->name)))
			return true;
	}
	return false;
}

/* "nrf9160", "nrf9160/ns", "nrf5340/cpunet" */
static bool from_kconfig(struct layout *layout, const struct image *image)
{
	static const char *const options[] = {"CONFIG_SOC", "CONFIG_BOARD_QUALIFIERS"};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		struct str name = kconfig_text(image->kconfig, options[i]);

		if (name.n &&
		    settle(layout, name, ORIGIN_WRITTEN,
			   arena_printf(layout->arena, "%s of %s", options[i], image->name)))
			return true;
	}
	return from_chip_option(layout, image);
}

static bool from_images(struct layout *layout)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		if (image->devicetree && image->devicetree->soc &&
		    settle(layout, str_of(image->devicetree->soc), ORIGIN_WRITTEN,
			   arena_printf(layout->arena, "the devicetree of %s", image->name)))
			return true;
		if (from_kconfig(layout, image))
			return true;
	}
	return false;
}

/* "pm_static_nrf9160dk_nrf9160_ns.yml", "nrf9160dk_nrf9160_ns" name their chip; the longest name
 * that occurs wins, so that nrf5340-net is not taken for nrf5340.
 */
static bool from_name(struct layout *layout, const char *named, const char *from)
{
	size_t count, longest = 0;
	const struct soc *table = soc_table(&count);
	const struct soc *best = NULL;
	const char *name = lower(layout, named);

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(table[i].name);

		if (length > longest && strstr(name, table[i].name)) {
			best = &table[i];
			longest = length;
		}
	}
	if (strstr(name, "cpunet") && (!best || cstr_eq(best->name, "nrf5340")))
		best = soc_find(STR("nrf5340-net"));
	return best && settle(layout, str_of(best->name), ORIGIN_ASSUMED, from);
}

static bool from_board(struct layout *layout)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		struct str board = kconfig_text(image->kconfig, "CONFIG_BOARD");

		if (board.n &&
		    from_name(layout, arena_copy(layout->arena, board.p, board.n),
			      arena_printf(layout->arena, "CONFIG_BOARD of %s", image->name)))
			return true;
	}
	return false;
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

/* "partitions_CPUNET.yml": what is known of the chip is known, its name says which core. */
static void turn_to_network_core(struct layout *layout)
{
	const struct soc *soc = layout->facts.soc;
	const char *name = lower(layout, path_base(layout->source->name));

	if (soc && cstr_eq(soc->name, "nrf5340") && strstr(name, "cpunet"))
		layout->facts.soc = soc_find(STR("nrf5340-net"));
}

void resolve_chip(struct layout *layout)
{
	if (!layout->facts.soc && !from_images(layout) && !from_board(layout) &&
	    !from_name(layout, path_base(layout->source->name), "the file's name"))
		from_otp(layout);
	turn_to_network_core(layout);
}
