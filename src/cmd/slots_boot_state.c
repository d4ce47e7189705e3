/* SPDX-License-Identifier: MIT */
/* `pmlayout slots --boot-state`: reads trailer states as JSON lines and says of each what MCUboot
 * will do at the next boot.
 */
#include "slots.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_build.h"
#include "base/num.h"
#include "mcuboot/boot_state.h"

/* More than the fields behind the status array take, bytes. */
#define TAIL_LIMIT 256

struct reader {
	struct arena *arena;
	const char *problem;
	struct mcuboot_geometry geometry; /* mode and boot_max_align */
};

static bool wrong(struct reader *reader, const char *area, const char *what)
{
	reader->problem = area ? arena_printf(reader->arena, "`%s`: %s", area, what) : what;
	return false;
}

/* Fills bytes from behind, so that they are the last ones; what is not said is erased.  False:
 * no text of hexadecimal digits, or too long.
 */
static bool read_hex(const json_t *value, uint8_t *bytes, size_t room)
{
	const size_t n = json_string_length(value) / 2;
	const char *text = json_string_value(value);

	memset(bytes, 0xff, room);
	if (!text || json_string_length(value) % 2 || n > room)
		return false;
	for (size_t i = 0; i < n; i++) {
		const unsigned high = num_digit(text[2 * i]), low = num_digit(text[2 * i + 1]);

		if (high > 15 || low > 15)
			return false;
		bytes[room - n + i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool read_memory(void *context, uint64_t offset, uint8_t *bytes, size_t n)
{
	memcpy(bytes, (const uint8_t *)context + offset, n);
	return true;
}

/* The trailer as it lies in the area's last bytes. */
static bool read_tail(struct reader *reader, const char *name, const json_t *area,
		      struct mcuboot_trailer *trailer)
{
	uint8_t bytes[TAIL_LIMIT];
	const struct mcuboot_reader memory = {read_memory, bytes, sizeof(bytes)};
	const json_t *tail = json_object_get(area, "tail");

	if (!read_hex(tail ? tail : json_object_get(area, "magic"), bytes, sizeof(bytes)))
		return wrong(reader, name, "`tail` is no text of hexadecimal digits");
	mcuboot_trailer_read(&memory, 0, sizeof(bytes), reader->geometry.boot_max_align, trailer);
	return true;
}

/* A field of one byte that is written out beats the one in the tail. */
static bool read_byte(struct reader *reader, const char *area_name, const json_t *area,
		      const char *name, uint8_t *byte, bool *given)
{
	const json_t *value = json_object_get(area, name);

	*given = value != NULL;
	if (!value || (json_string_length(value) == 2 && read_hex(value, byte, 1)))
		return true;
	return wrong(reader, area_name,
		     arena_printf(reader->arena, "`%s` is no byte in hexadecimal digits", name));
}

static bool read_fields(struct reader *reader, const char *name, const json_t *area,
			struct mcuboot_trailer *trailer)
{
	uint8_t magic[MCUBOOT_MAGIC_SIZE], byte;
	const json_t *value = json_object_get(area, "magic");
	bool given;

	if (value) {
		if (json_string_length(value) != 2 * sizeof(magic) ||
		    !read_hex(value, magic, sizeof(magic)))
			return wrong(reader, name, "`magic` is no 16 bytes in hexadecimal digits");
		trailer->magic = mcuboot_magic_decode(magic, reader->geometry.boot_max_align);
	}
	if (!read_byte(reader, name, area, "image_ok", &byte, &given))
		return false;
	if (given)
		trailer->image_ok = mcuboot_flag_decode(byte);
	if (!read_byte(reader, name, area, "copy_done", &byte, &given))
		return false;
	if (given)
		trailer->copy_done = mcuboot_flag_decode(byte);
	if (!read_byte(reader, name, area, "swap_info", &byte, &given))
		return false;
	if (given)
		mcuboot_swap_info_decode(byte, trailer);
	return true;
}

/* *trailer is NULL for an area that is null or not there. */
static bool read_area(struct reader *reader, const json_t *object, const char *name,
		      const struct mcuboot_trailer **trailer)
{
	const json_t *area = json_object_get(object, name);
	struct mcuboot_trailer *read;

	*trailer = NULL;
	if (!area || json_is_null(area))
		return true;
	if (!json_is_object(area))
		return wrong(reader, name, "no object");
	if (!json_object_get(area, "tail") && !json_object_get(area, "magic"))
		return wrong(reader, name, "neither `magic` nor `tail`");
	read = ARENA_NEW(reader->arena, struct mcuboot_trailer);
	*trailer = read;
	return read_tail(reader, name, area, read) && read_fields(reader, name, area, read);
}

static bool read_mode(struct reader *reader, const json_t *object)
{
	const char *word = json_string_value(json_object_get(object, "mode"));
	const json_t *align = json_object_get(object, "max_align");

	if (!word)
		return wrong(reader, NULL, "no `mode`");
	if (!boot_mode_to_mcuboot(boot_mode_find(str_of(word)), &reader->geometry.mode))
		return wrong(reader, NULL,
			     arena_printf(reader->arena, "unknown mode `%s`%s", word,
					  did_you_mean(reader->arena, word, mode_words)));
	reader->geometry.boot_max_align = 8;
	if (!align)
		return true;
	if (!json_is_integer(align) || json_integer_value(align) < 1 ||
	    json_integer_value(align) > 32 ||
	    !num_is_power_of_two((uint64_t)json_integer_value(align)))
		return wrong(reader, NULL, "`max_align` is not 8, 16 or 32");
	reader->geometry.boot_max_align = (uint32_t)json_integer_value(align);
	return true;
}

static json_t *trailer_object(struct json_builder *builder, const struct mcuboot_trailer *trailer)
{
	json_t *object;

	if (!trailer)
		return json_null();
	object = json_object();
	build_put_string(builder, object, "magic", mcuboot_magic_name(trailer->magic));
	build_put_string(builder, object, "image_ok", mcuboot_flag_name(trailer->image_ok));
	build_put_string(builder, object, "copy_done", mcuboot_flag_name(trailer->copy_done));
	build_put_string(builder, object, "swap_info_type",
			 mcuboot_swap_type_name(trailer->swap_type));
	build_put_number(builder, object, "image_num", trailer->image_number);
	return object;
}

static json_t *answer(struct json_builder *builder, const struct mcuboot_boot_state *state)
{
	const char *source = mcuboot_status_source_name(mcuboot_status_source(state));
	json_t *object = json_object();

	build_put_string(builder, object, "swap_type",
			 mcuboot_swap_type_name(mcuboot_next_swap(state)));
	build_put(builder, object, "status_source", build_string(builder, source));
	build_put(builder, object, "primary", trailer_object(builder, state->primary));
	build_put(builder, object, "secondary", trailer_object(builder, state->secondary));
	if (mcuboot_mode_has_scratch(state->mode))
		build_put(builder, object, "scratch", trailer_object(builder, state->scratch));
	return object;
}

static json_t *answer_state(struct json_builder *builder, const json_t *object,
			    const char **problem)
{
	struct reader reader = {.arena = builder->arena};
	struct mcuboot_boot_state state;

	if (!read_mode(&reader, object) || !read_area(&reader, object, "primary", &state.primary) ||
	    !read_area(&reader, object, "secondary", &state.secondary) ||
	    !read_area(&reader, object, "scratch", &state.scratch)) {
		*problem = reader.problem;
		return NULL;
	}
	state.mode = reader.geometry.mode;
	return answer(builder, &state);
}

int slots_answer_boot_state(struct arena *arena, const char *path)
{
	return slots_answer_lines(arena, path, answer_state);
}
