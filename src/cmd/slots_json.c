/* SPDX-License-Identifier: MIT */
/* Writes what `pmlayout slots` found as JSON, one object a line. */
#include "slots.h"

#include "base/arena.h"
#include "base/json_build.h"

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
static json_t *log_lines(struct json_builder *builder, const struct mcuboot_geometry *geometry,
			 const struct mcuboot_answer *answer)
{
	json_t *lines = json_array();

	for (size_t i = 0; i < answer->log_count; i++)
		build_append(builder, lines,
			     json_string(slot_log_line(builder->arena, answer->logs[i],
						       geometry->max_img_sectors)));
	if (!answer->log_defined)
		build_append(builder, lines, json_null());
	return lines;
}

static json_t *hazard_names(struct json_builder *builder, uint32_t hazards)
{
	json_t *names = json_array();

	for (unsigned bit = 0; bit < 32; bit++) {
		const uint32_t hazard = hazards & UINT32_C(1) << bit;

		if (hazard)
			build_append(builder, names, json_string(mcuboot_hazard_name(hazard)));
	}
	return names;
}

json_t *slots_json_answer(struct json_builder *builder, const struct mcuboot_geometry *geometry,
			  const struct mcuboot_answer *answer)
{
	json_t *object = json_object();

	build_put_string(builder, object, "verdict", verdict_word(answer->verdict));
	build_put(builder, object, "log_lines", log_lines(builder, geometry, answer));
	build_put(builder, object, "log_defined", json_boolean(answer->log_defined));
	build_put(builder, object, "max_image_size",
		  build_number_if(answer->has_max_image, answer->max_image_size));
	build_put(builder, object, "validate_limit",
		  build_number_if(answer->has_validate_limit, answer->validate_limit));
	build_put_number(builder, object, "trailer_size", answer->trailer_size);
	if (mcuboot_mode_has_scratch(geometry->mode))
		build_put_number(builder, object, "scratch_trailer_size",
				 answer->scratch_trailer_size);
	build_put(builder, object, "trailer_fields", slots_json_trailer(builder, geometry));
	build_put(builder, object, "slot_too_small", json_boolean(answer->slot_too_small));
	build_put(builder, object, "open_last_group",
		  json_boolean((answer->hazards & MCUBOOT_HAZARD_OPEN_GROUP) != 0));
	build_put(builder, object, "hazards",
		  hazard_names(builder, answer->hazards & MCUBOOT_GEOMETRIC_HAZARDS));
	return object;
}

static json_t *area_object(struct json_builder *builder, const struct mcuboot_plain_area *area)
{
	json_t *object = json_object();

	build_put_number(builder, object, "offset", area->offset);
	build_put_number(builder, object, "size", area->size);
	build_put_number(builder, object, "page_size", area->page);
	return object;
}

static json_t *advice_object(struct json_builder *builder, const struct slots_request *request,
			     const struct slots_reply *reply, const struct mcuboot_advice *advice)
{
	const struct mcuboot_plain_layout *layout = &advice->layout;
	json_t *object = json_object();

	build_put_string(builder, object, "options",
			 slots_advice_options(builder->arena, request, layout));
	build_put(builder, object, "primary", area_object(builder, &layout->primary));
	if (request->has_secondary)
		build_put(builder, object, "secondary", area_object(builder, &layout->secondary));
	if (mcuboot_mode_has_scratch(reply->settings.mode))
		build_put(builder, object, "scratch", area_object(builder, &layout->scratch));
	build_put_number(builder, object, "max_img_sectors", layout->max_img_sectors);
	build_put_number(builder, object, "max_image_size", advice->max_image_size);
	return object;
}

void slots_json_reply(struct text *out, const struct slots_request *request,
		      const struct slots_reply *reply)
{
	struct json_builder builder = {.arena = out->arena};
	json_t *object = slots_json_answer(&builder, &reply->settings, &reply->answer);
	json_t *advice = json_array();

	for (size_t i = 0; i < reply->advice_count; i++)
		build_append(&builder, advice,
			     advice_object(&builder, request, reply, &reply->advice[i]));
	build_put_string(&builder, object, "mode", boot_mode_name(reply->mode));
	build_put(&builder, object, "accepted_nearby", advice);
	build_finish_line(&builder, object, out);
}
