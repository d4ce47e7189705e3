/* SPDX-License-Identifier: MIT */
/* The way back from devicetree partitions, so that teams on both sides can compare. */
#include "emit/pm_devicetree.h"

#include "base/arena.h"
#include "model/name_map.h"
#include "model/value.h"

#include <string.h>

/* Names of Partition Manager that no devicetree has: code in slots, and pads. */
struct back {
	const struct layout *layout;
	struct arena *arena;
	struct value *all;
	uint64_t header; /* room for an image's header, bytes; 0: not known */
};

static struct value *add(struct back *back, const char *name, const struct region *region,
			 uint64_t begin, uint64_t end)
{
	struct value *map = value_new(back->arena, VALUE_MAP);

	value_set(map, "address", value_of_number(back->arena, (int64_t)begin));
	value_set(map, "end_address", value_of_number(back->arena, (int64_t)end));
	value_set(map, "region", value_of_text(back->arena, region->name));
	value_set(map, "size", value_of_number(back->arena, (int64_t)(end - begin)));
	value_set(back->all, name, map);
	return map;
}

static void put_in_span(struct back *back, const char *outer, const char *inner)
{
	struct value *map = value_get(back->all, outer), *span;

	if (!map)
		return;
	span = value_get(map, "span");
	if (!span) {
		span = value_new(back->arena, VALUE_LIST);
		value_set(map, "span", span);
	}
	value_append(span, value_of_text(back->arena, inner));
}

/* -- Names ------------------------------------------------------------------------------------ */

/* A window of several data partitions is called otherwise than the settings that it often is. */
static const char *pm_name(const struct back *back, const struct devicetree_partition *written)
{
	if (cstr_eq(written->name, "storage_partition") && written->has_subpartitions)
		return "nonsecure_storage";
	/* Behind the Secure Partition Manager the non-secure half is the application. */
	if (cstr_eq(written->name, "slot0_ns_partition") && layout_has_spm(back->layout))
		return "app";
	return written->memory ? name_map_from_memory(written->name)
			       : name_map_from_node(back->arena, written->name, written->label);
}

/* The halves of a secondary slot have no name there; their bytes are the slot's. */
static bool has_name(const char *name)
{
	return !cstr_eq(name, "slot1_s") && !cstr_eq(name, "slot1_ns");
}

/* -- Slots ------------------------------------------------------------------------------------ */

static uint64_t number(const struct value *map, const char *key)
{
	const struct value *value = map ? value_get(map, key) : NULL;

	return value ? (uint64_t)value_number(value) : 0;
}

static struct region *region_of(const struct back *back, const struct value *map)
{
	return layout_region(back->layout, value_get(map, "region")->text);
}

/* MCUboot's slot holds the header, and then code up to its end or to that of its secure half. */
static void fill_slot(struct back *back, struct value *slot)
{
	const struct value *secure = value_get(back->all, "tfm_secure");
	const struct value *nonsecure = value_get(back->all, "tfm_nonsecure");
	struct region *region = region_of(back, slot);
	const bool spm = value_get(back->all, "spm");
	const uint64_t begin = number(slot, "address"), code = begin + back->header;
	const uint64_t end = number(slot, "end_address");

	if (!back->header || code >= (secure ? number(secure, "end_address") : end))
		return;
	add(back, "mcuboot_pad", region, begin, code);
	add(back, "mcuboot_primary_app", region, code, end);
	put_in_span(back, "mcuboot_primary", "mcuboot_pad");
	put_in_span(back, "mcuboot_primary_app", "app");
	if (spm) {
		put_in_span(back, "mcuboot_primary_app", "spm");
		return;
	}
	put_in_span(back, "mcuboot_primary", "app");
	if (!secure || !nonsecure) {
		add(back, "app", region, code, end);
		return;
	}
	add(back, "tfm", region, code, number(secure, "end_address"));
	add(back, "app", region, number(nonsecure, "address"), number(nonsecure, "end_address"));
	put_in_span(back, "tfm_secure", "mcuboot_pad");
	put_in_span(back, "tfm_secure", "tfm");
	put_in_span(back, "tfm_nonsecure", "app");
	put_in_span(back, "mcuboot_primary", "tfm");
	put_in_span(back, "mcuboot_primary_app", "tfm");
}

/* Without MCUboot the slot is the application, or TF-M and the application. */
static void name_only_slot(struct back *back, struct value *slot)
{
	const struct value *secure = value_get(back->all, "tfm_secure");
	const struct value *nonsecure = value_get(back->all, "tfm_nonsecure");
	struct region *region = region_of(back, slot);

	value_delete(back->all, "mcuboot_primary");
	if (value_get(back->all, "spm"))
		return;
	if (!secure || !nonsecure) {
		add(back, "app", region, number(slot, "address"), number(slot, "end_address"));
		return;
	}
	add(back, "tfm", region, number(secure, "address"), number(secure, "end_address"));
	add(back, "app", region, number(nonsecure, "address"), number(nonsecure, "end_address"));
	put_in_span(back, "tfm_secure", "tfm");
	put_in_span(back, "tfm_nonsecure", "app");
}

/* A slot of the first-stage bootloader is the image and the header's room before it. */
static void add_first_stage(struct back *back, const char *slot, const char *image, const char *pad)
{
	const struct value *map = value_get(back->all, image);
	struct region *region;
	uint64_t begin, end;

	if (!map || !back->header || number(map, "address") < back->header)
		return;
	region = region_of(back, map);
	begin = number(map, "address") - back->header;
	end = number(map, "end_address");
	add(back, pad, region, begin, begin + back->header);
	add(back, slot, region, begin, end);
	put_in_span(back, slot, pad);
	put_in_span(back, slot, image);
}

/* -- All of it -------------------------------------------------------------------------------- */

static uint64_t header_room(const struct layout *layout)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");
	const struct fact offset = kconfig_number(app, "CONFIG_ROM_START_OFFSET");

	if (fact_known(offset) && offset.value &&
	    !kconfig_is_y(app, "CONFIG_PARTITION_MANAGER_ENABLED"))
		return offset.value;
	return layout->facts.soc ? layout->facts.soc->header_size : 0;
}

/* Of two of one name the second one keeps its own. */
static void add_written(struct back *back)
{
	for (const struct partition *p = back->layout->partitions; p; p = p->next) {
		const char *name = p->devicetree ? pm_name(back, p->devicetree) : "";

		if (!p->devicetree || !p->placed || !p->region || !p->size.value || !has_name(name))
			continue;
		if (value_get(back->all, name))
			name = p->name;
		add(back, name, p->region, p->address.value, partition_end(p));
	}
}

/* Nodes in nodes are spans; slots and TF-M's halves get what Partition Manager has in them. */
static void add_spans(struct back *back)
{
	for (const struct partition *p = back->layout->partitions; p; p = p->next) {
		const char *name = p->devicetree ? pm_name(back, p->devicetree) : "";

		if (p->devicetree && p->devicetree->parent && has_name(name) &&
		    !cstr_eq(name, "tfm_secure") && !cstr_eq(name, "tfm_nonsecure"))
			put_in_span(back, pm_name(back, p->devicetree->parent), name);
	}
}

/* What the non-secure application keeps lies in a window, as Partition Manager makes one. */
static void add_data_window(struct back *back)
{
	const struct value *settings = value_get(back->all, "settings_storage");

	if (!settings || !value_get(back->all, "tfm_nonsecure") ||
	    value_get(back->all, "nonsecure_storage"))
		return;
	add(back, "nonsecure_storage", region_of(back, settings), number(settings, "address"),
	    number(settings, "end_address"));
	put_in_span(back, "nonsecure_storage", "settings_storage");
}

const struct value *pm_partitions_of_devicetree(const struct layout *layout)
{
	struct back back = {.layout = layout, .arena = layout->arena};
	struct value *slot;

	back.all = value_new(layout->arena, VALUE_MAP);
	back.header = header_room(layout);
	add_written(&back);
	add_spans(&back);
	slot = value_get(back.all, "mcuboot_primary");
	if (slot && value_get(back.all, "mcuboot"))
		fill_slot(&back, slot);
	else if (slot)
		name_only_slot(&back, slot);
	add_data_window(&back);
	add_first_stage(&back, "s0", "s0_image", "s0_pad");
	add_first_stage(&back, "s1", "s1_image", "s1_pad");
	return back.all;
}
