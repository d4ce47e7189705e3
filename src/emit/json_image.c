/* SPDX-License-Identifier: MIT */
/* An image file as one JSON object. */
#include "emit/image.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"

static json_t *number(uint64_t value)
{
	return json_integer((json_int_t)value);
}

static json_t *number_if(bool known, uint64_t value)
{
	return known ? number(value) : json_null();
}

/* Setting takes the value; a failure leaves it out, which image_write_json() notices: no memory. */
static void set(json_t *object, const char *name, json_t *value)
{
	json_object_set_new(object, name, value);
}

static json_t *header_object(struct arena *arena, const struct image_file *file)
{
	const struct mcuboot_header *header = &file->header;
	json_t *object;

	if (!file->has_header)
		return json_null();
	object = json_object();
	set(object, "magic", number(header->magic));
	if (header->magic != MCUBOOT_HEADER_MAGIC)
		return object;
	set(object, "load_addr", number(header->load_address));
	set(object, "header_size", number(header->header_size));
	set(object, "protected_tlv_size", number(header->protected_tlv_size));
	set(object, "image_size", number(header->image_size));
	set(object, "flags", number(header->flags));
	set(object, "version",
	    json_string(arena_printf(arena, "%u.%u.%u+%" PRIu32, header->version.major,
				     header->version.minor, header->version.revision,
				     header->version.build)));
	return object;
}

static json_t *needs_array(const struct image_file *file)
{
	json_t *needs = json_array();

	if (image_file_is_signed(file) && file->header.flags & MCUBOOT_IMAGE_ENCRYPTED)
		json_array_append_new(needs, json_string("encryption"));
	if (image_file_is_signed(file) && file->header.flags & MCUBOOT_IMAGE_COMPRESSED)
		json_array_append_new(needs, json_string("compression"));
	return needs;
}

static json_t *tlvs_array(const struct image_file *file)
{
	json_t *tlvs = json_array();

	for (const struct image_entry *entry = file->tlvs; entry; entry = entry->next) {
		const char *name = mcuboot_tlv_name(entry->tlv.type);
		json_t *object = json_object();

		set(object, "type", number(entry->tlv.type));
		set(object, "length", number(entry->tlv.length));
		set(object, "protected", json_boolean(entry->tlv.is_protected));
		set(object, "name", name ? json_string(name) : json_null());
		json_array_append_new(tlvs, object);
	}
	return tlvs;
}

static json_t *hex_object(const struct image_file *file)
{
	json_t *object = json_object(), *segments = json_array();

	for (size_t i = 0; i < file->segment_count; i++) {
		json_t *pair = json_array();

		json_array_append_new(pair, number(file->segments[i].address));
		json_array_append_new(pair, number(file->segments[i].size));
		json_array_append_new(segments, pair);
	}
	set(object, "base", number(file->base));
	set(object, "segments", segments);
	return object;
}

static json_t *trailer_offsets_object(const struct image_answer *answer)
{
	const struct mcuboot_trailer_offsets *at = &answer->trailer_at;
	const bool known = answer->trailer_mode_known;
	json_t *object = json_object();

	set(object, "status", number_if(known && answer->trailer_has_status, at->status));
	set(object, "keys", number_if(known && at->keys, at->keys));
	set(object, "swap_size", number_if(known, at->swap_size));
	set(object, "tlv_sizes", number_if(known && at->tlv_sizes, at->tlv_sizes));
	set(object, "swap_info", number(at->swap_info));
	set(object, "copy_done", number(at->copy_done));
	set(object, "image_ok", number(at->image_ok));
	set(object, "magic", number(at->magic));
	return object;
}

static json_t *trailer_object(const struct image_answer *answer)
{
	const struct mcuboot_trailer *trailer = &answer->trailer;
	json_t *object = json_object();

	set(object, "present", json_boolean(answer->has_trailer));
	if (!answer->has_trailer)
		return object;
	set(object, "magic", json_string(mcuboot_magic_name(trailer->magic)));
	set(object, "swap_type", json_string(mcuboot_swap_type_name(trailer->swap_type)));
	set(object, "image_ok", json_string(mcuboot_flag_name(trailer->image_ok)));
	set(object, "copy_done", json_string(mcuboot_flag_name(trailer->copy_done)));
	set(object, "in_words", json_string(image_trailer_words(trailer)));
	set(object, "offsets", trailer_offsets_object(answer));
	return object;
}

static json_t *hash_value(const struct image_file *file)
{
	return file->hash == IMAGE_HASH_HIDDEN ? json_null()
					       : json_boolean(file->hash == IMAGE_HASH_GOOD);
}

static json_t *slot_object(const struct image_answer *answer)
{
	const struct image_slot *slot = answer->slot;
	const enum image_answer_fits fits = image_answer_fits(answer);
	bool known, matches;
	const bool linked = image_answer_linked(answer, &known);
	json_t *object = json_object();

	set(object, "slot_base", number(slot->base));
	set(object, "slot_size", number(slot->size));
	set(object, "mode", slot->mode ? json_string(slot->mode) : json_null());
	set(object, "limit", number_if(slot->limit_known, slot->limit));
	set(object, "fits",
	    fits == IMAGE_FITS_UNKNOWN ? json_null() : json_boolean(fits == IMAGE_FITS));
	set(object, "linked_in_slot", known ? json_boolean(linked) : json_null());
	if (image_answer_rom_fixed(answer, &matches))
		set(object, "rom_fixed_matches", json_boolean(matches));
	return object;
}

static json_t *accepted_value(const struct image_answer *answer)
{
	const struct mcuboot_support none = {false, false};

	if (!answer->file->has_header)
		return json_null();
	return json_boolean(
		mcuboot_header_accepted(&answer->file->header, answer->slot_size, none));
}

static json_t *problems_array(struct arena *arena, const struct image_answer *answer)
{
	const char *const *problems = image_answer_problems(arena, answer);
	json_t *array = json_array();

	for (size_t i = 0; problems[i]; i++)
		json_array_append_new(array, json_string(problems[i]));
	return array;
}

bool image_write_json(const struct image_answer *answer, struct text *out)
{
	const struct image_file *file = answer->file;
	json_t *object = json_object();
	char *dumped;
	bool whole;

	set(object, "image_offset", number(file->image_offset));
	if (file->hex)
		set(object, "hex", hex_object(file));
	set(object, "needs", needs_array(file));
	set(object, "header", header_object(out->arena, file));
	set(object, "header_accepted", accepted_value(answer));
	set(object, "tlvs", tlvs_array(file));
	set(object, "sha_ok", hash_value(file));
	set(object, "total_size", number_if(file->has_total_size, file->total_size));
	set(object, "padded", json_boolean(file->padded));
	set(object, "trailer", trailer_object(answer));
	set(object, "initial_sp", number_if(file->has_vectors, file->initial_sp));
	set(object, "reset_handler", number_if(file->has_vectors, file->reset_handler));
	set(object, "slot", answer->slot ? slot_object(answer) : json_null());
	set(object, "problems", problems_array(out->arena, answer));
	whole = json_object_get(object, "problems") != NULL;
	dumped = whole ? json_dumps(object, JSON_INDENT(2)) : NULL;
	json_decref(object);
	if (!dumped)
		return false;
	text_puts(out, dumped);
	text_putc(out, '\n');
	free(dumped);
	return true;
}
