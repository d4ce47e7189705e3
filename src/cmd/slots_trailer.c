/* SPDX-License-Identifier: MIT */
/* Where MCUboot's trailer lies in the slots and what it is made of, for people and programs
 * (MCUBOOT.md 3.1, 3.2).
 */
#include "slots.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/json_build.h"
#include "base/num.h"
#include "check/slot_findings.h"

/* One field of the trailer in the order of addresses. */
struct field {
	const char *key, *words;
	uint32_t offset;
	bool exists;
};

#define FIELD_COUNT 8

static void fields_of(const struct mcuboot_geometry *geometry, enum mcuboot_place place,
		      struct field fields[FIELD_COUNT])
{
	const struct mcuboot_trailer_offsets at = mcuboot_trailer_offsets_in(geometry, place);
	const struct field all[FIELD_COUNT] = {
		{"status", "status", at.status, mcuboot_trailer_terms(geometry).states > 0},
		{"keys", "keys", at.keys, at.keys > 0},
		{"swap_size", "swap size", at.swap_size, true},
		{"tlv_sizes", "TLV sizes", at.tlv_sizes, at.tlv_sizes > 0},
		{"swap_info", "swap info", at.swap_info, true},
		{"copy_done", "copy done", at.copy_done, true},
		{"image_ok", "image ok", at.image_ok, true},
		{"magic", "magic", at.magic, true},
	};

	for (size_t i = 0; i < FIELD_COUNT; i++)
		fields[i] = all[i];
}

/* The offsets mean something: the area is there and holds a trailer. */
static bool holds_trailer(const struct mcuboot_geometry *geometry, enum mcuboot_place place)
{
	const struct mcuboot_area *area = place == MCUBOOT_IN_PRIMARY     ? &geometry->primary
					  : place == MCUBOOT_IN_SECONDARY ? &geometry->secondary
									  : &geometry->scratch;

	return area->size > 0 && area->size <= UINT32_MAX &&
	       mcuboot_trailer_offsets_in(geometry, place).status < area->size;
}

static bool is_used(const struct mcuboot_geometry *geometry, enum mcuboot_place place)
{
	if (place == MCUBOOT_IN_SECONDARY)
		return mcuboot_mode_has_secondary(geometry->mode) && geometry->secondary.size > 0;
	if (place == MCUBOOT_IN_SCRATCH)
		return mcuboot_mode_has_scratch(geometry->mode) && geometry->scratch.size > 0;
	return true;
}

static const char *const place_names[] = {
	[MCUBOOT_IN_PRIMARY] = "primary",
	[MCUBOOT_IN_SECONDARY] = "secondary",
	[MCUBOOT_IN_SCRATCH] = "scratch",
};

static json_t *place_object(struct json_builder *builder, const struct mcuboot_geometry *geometry,
			    enum mcuboot_place place)
{
	struct field fields[FIELD_COUNT];
	json_t *object;

	if (!holds_trailer(geometry, place))
		return json_null();
	object = json_object();
	fields_of(geometry, place, fields);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (fields[i].exists)
			build_put(builder, object, fields[i].key, build_number(fields[i].offset));
	return object;
}

json_t *slots_json_trailer(struct json_builder *builder, const struct mcuboot_geometry *geometry)
{
	json_t *object = json_object();

	for (int place = MCUBOOT_IN_PRIMARY; place <= MCUBOOT_IN_SCRATCH; place++)
		if (is_used(geometry, (enum mcuboot_place)place))
			build_put(builder, object, place_names[place],
				  place_object(builder, geometry, (enum mcuboot_place)place));
	return object;
}

static const char *place_in_words(struct arena *arena, const struct mcuboot_geometry *geometry,
				  enum mcuboot_place place)
{
	struct text words = {.arena = arena};
	struct field fields[FIELD_COUNT];

	fields_of(geometry, place, fields);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (fields[i].exists)
			text_printf(&words, "%s%s 0x%" PRIx32, words.n ? ", " : "", fields[i].words,
				    fields[i].offset);
	return words.p;
}

void slots_text_trailer(struct text *out, const struct mcuboot_geometry *geometry)
{
	struct arena *arena = out->arena;

	text_printf(out, "  %-14s%s: %s\n", "trailer",
		    num_bytes(arena, mcuboot_trailer_size(geometry)),
		    slot_trailer_arithmetic(arena, geometry));
	for (int i = MCUBOOT_IN_PRIMARY; i <= MCUBOOT_IN_SCRATCH; i++) {
		const enum mcuboot_place place = (enum mcuboot_place)i;

		if (is_used(geometry, place) && holds_trailer(geometry, place))
			text_printf(out, "  in %-11s%s\n", place_names[i],
				    place_in_words(arena, geometry, place));
	}
}
