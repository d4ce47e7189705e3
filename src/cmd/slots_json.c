/* SPDX-License-Identifier: MIT */
/* Writes what `pmlayout slots` found as JSON, one object a line. */
#include "slots.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"

/* A number, or null when MCUboot has none. */
static json_t *number_if(bool known, uint32_t value)
{
	return known ? json_integer((json_int_t)value) : json_null();
}

/* Takes value; no memory is the only way in which this can fail. */
static void set(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		program_out_of_memory();
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		program_out_of_memory();
}

static const char *verdict_word(enum mcuboot_verdict verdict)
{
	switch (verdict) {
	case MCUBOOT_OK:
		break;
	case MCUBOOT_INCOMPATIBLE:
		return "incompatible";
	case MCUBOOT_SECTORS_UNREADABLE:
		return "sectors_unreadable";
	}
	return "ok";
}

/* null stands for the line that C leaves open. */
static json_t *log_lines(struct arena *arena, const struct mcuboot_geometry *geometry,
			 const struct mcuboot_answer *answer)
{
	json_t *lines = json_array();

	for (size_t i = 0; i < answer->log_count; i++)
		append(lines, json_string(slots_log_line(arena, answer->logs[i],
							 geometry->max_img_sectors)));
	if (!answer->log_defined)
		append(lines, json_null());
	return lines;
}

static json_t *hazard_names(uint32_t hazards)
{
	json_t *names = json_array();

	for (unsigned bit = 0; bit < 32; bit++) {
		const uint32_t hazard = hazards & UINT32_C(1) << bit;

		if (hazard)
			append(names, json_string(mcuboot_hazard_name(hazard)));
	}
	return names;
}

json_t *slots_json_answer(struct arena *arena, const struct mcuboot_geometry *geometry,
			  const struct mcuboot_answer *answer)
{
	json_t *object = json_object();

	set(object, "verdict", json_string(verdict_word(answer->verdict)));
	set(object, "log_lines", log_lines(arena, geometry, answer));
	set(object, "log_defined", json_boolean(answer->log_defined));
	set(object, "max_image_size", number_if(answer->has_max_image, answer->max_image_size));
	set(object, "validate_limit",
	    number_if(answer->has_validate_limit, answer->validate_limit));
	set(object, "trailer_size", json_integer((json_int_t)answer->trailer_size));
	if (mcuboot_mode_has_scratch(geometry->mode))
		set(object, "scratch_trailer_size",
		    json_integer((json_int_t)answer->scratch_trailer_size));
	set(object, "trailer_fields", slots_json_trailer(geometry));
	set(object, "slot_too_small", json_boolean(answer->slot_too_small));
	set(object, "open_last_group",
	    json_boolean((answer->hazards & MCUBOOT_HAZARD_OPEN_GROUP) != 0));
	set(object, "hazards", hazard_names(answer->hazards & MCUBOOT_GEOMETRIC_HAZARDS));
	return object;
}

static json_t *area_object(const struct mcuboot_plain_area *area)
{
	json_t *object = json_object();

	set(object, "offset", json_integer((json_int_t)area->offset));
	set(object, "size", json_integer((json_int_t)area->size));
	set(object, "page_size", json_integer((json_int_t)area->page));
	return object;
}

static json_t *advice_object(struct arena *arena, const struct slots_request *request,
			     const struct slots_reply *reply, const struct mcuboot_advice *advice)
{
	const struct mcuboot_plain_layout *layout = &advice->layout;
	json_t *object = json_object();

	set(object, "options", json_string(slots_advice_options(arena, request, layout)));
	set(object, "primary", area_object(&layout->primary));
	if (request->has_secondary)
		set(object, "secondary", area_object(&layout->secondary));
	if (mcuboot_mode_has_scratch(reply->settings.mode))
		set(object, "scratch", area_object(&layout->scratch));
	set(object, "max_img_sectors", json_integer((json_int_t)layout->max_img_sectors));
	set(object, "max_image_size", json_integer((json_int_t)advice->max_image_size));
	return object;
}

void slots_json_reply(struct text *out, const struct slots_request *request,
		      const struct slots_reply *reply)
{
	json_t *object = slots_json_answer(out->arena, &reply->settings, &reply->answer);
	json_t *advice = json_array();

	for (size_t i = 0; i < reply->advice_count; i++)
		append(advice, advice_object(out->arena, request, reply, &reply->advice[i]));
	set(object, "mode", json_string(boot_mode_name(reply->mode)));
	set(object, "accepted_nearby", advice);
	slots_json_line(out, object);
}

void slots_json_line(struct text *out, json_t *object)
{
	char *line = json_dumps(object, JSON_COMPACT);

	json_decref(object);
	if (!line)
		program_out_of_memory();
	text_puts(out, line);
	text_putc(out, '\n');
	free(line);
}
