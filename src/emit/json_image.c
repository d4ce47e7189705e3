/* SPDX-License-Identifier: MIT */
/* An image file as one JSON object. */
#include "emit/image.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/json_build.h"

static json_t *header_object(struct json_builder *builder, const struct image_file *file)
{
	const struct mcuboot_header *header = &file->header;
	json_t *object;

	if (!file->has_header)
		return json_null();
	object = json_object();
	build_put_number(builder, object, "magic", header->magic);
	if (header->magic != MCUBOOT_HEADER_MAGIC)
		return object;
	build_put_number(builder, object, "load_addr", header->load_address);
	build_put_number(builder, object, "header_size", header->header_size);
	build_put_number(builder, object, "protected_tlv_size", header->protected_tlv_size);
	build_put_number(builder, object, "image_size", header->image_size);
	build_put_number(builder, object, "flags", header->flags);
	build_put_string(builder, object, "version",
			 arena_printf(builder->arena, "%u.%u.%u+%" PRIu32, header->version.major,
				      header->version.minor, header->version.revision,
				      header->version.build));
	return object;
}

static json_t *needs_array(struct json_builder *builder, const struct image_file *file)
{
	json_t *needs = json_array();

	if (image_file_is_signed(file) && file->header.flags & MCUBOOT_IMAGE_ENCRYPTED)
		build_append(builder, needs, json_string("encryption"));
	if (image_file_is_signed(file) && file->header.flags & MCUBOOT_IMAGE_COMPRESSED)
		build_append(builder, needs, json_string("compression"));
	return needs;
}

static json_t *tlvs_array(struct json_builder *builder, const struct image_file *file)
{
	json_t *tlvs = json_array();

	for (const struct image_entry *entry = file->tlvs; entry; entry = entry->next) {
		const char *name = mcuboot_tlv_name(entry->tlv.type);
		json_t *object = json_object();

		build_put_number(builder, object, "type", entry->tlv.type);
		build_put_number(builder, object, "length", entry->tlv.length);
		build_put(builder, object, "protected", json_boolean(entry->tlv.is_protected));
		build_put(builder, object, "name", build_string(builder, name));
		build_append(builder, tlvs, object);
	}
	return tlvs;
}

static json_t *hex_object(struct json_builder *builder, const struct image_file *file)
{
	json_t *object = json_object(), *segments = json_array();

	for (size_t i = 0; i < file->segment_count; i++) {
		json_t *pair = json_array();

		build_append(builder, pair, build_number(file->segments[i].address));
		build_append(builder, pair, build_number(file->segments[i].size));
		build_append(builder, segments, pair);
	}
	build_put_number(builder, object, "base", file->base);
	build_put(builder, object, "segments", segments);
	return object;
}

static json_t *trailer_offsets_object(struct json_builder *builder,
				      const struct image_answer *answer)
{
	const struct mcuboot_trailer_offsets *at = &answer->trailer_at;
	const bool known = answer->trailer_mode_known;
	json_t *object = json_object();

	build_put(builder, object, "status",
		  build_number_if(known && answer->trailer_has_status, at->status));
	build_put(builder, object, "keys", build_number_if(known && at->keys, at->keys));
	build_put(builder, object, "swap_size", build_number_if(known, at->swap_size));
	build_put(builder, object, "tlv_sizes",
		  build_number_if(known && at->tlv_sizes, at->tlv_sizes));
	build_put_number(builder, object, "swap_info", at->swap_info);
	build_put_number(builder, object, "copy_done", at->copy_done);
	build_put_number(builder, object, "image_ok", at->image_ok);
	build_put_number(builder, object, "magic", at->magic);
	return object;
}

static json_t *trailer_object(struct json_builder *builder, const struct image_answer *answer)
{
	const struct mcuboot_trailer *trailer = &answer->trailer;
	json_t *object = json_object();

	build_put(builder, object, "present", json_boolean(answer->has_trailer));
	if (!answer->has_trailer)
		return object;
	build_put_string(builder, object, "magic", mcuboot_magic_name(trailer->magic));
	build_put_string(builder, object, "swap_type", mcuboot_swap_type_name(trailer->swap_type));
	build_put_string(builder, object, "image_ok", mcuboot_flag_name(trailer->image_ok));
	build_put_string(builder, object, "copy_done", mcuboot_flag_name(trailer->copy_done));
	build_put_string(builder, object, "in_words", image_trailer_words(trailer));
	build_put(builder, object, "offsets", trailer_offsets_object(builder, answer));
	return object;
}

static json_t *hash_value(const struct image_file *file)
{
	return file->hash == IMAGE_HASH_HIDDEN ? json_null()
					       : json_boolean(file->hash == IMAGE_HASH_GOOD);
}

static json_t *slot_object(struct json_builder *builder, const struct image_answer *answer)
{
	const struct image_slot *slot = answer->slot;
	const enum image_answer_fits fits = image_answer_fits(answer);
	bool known, matches;
	const bool linked = image_answer_linked(answer, &known);
	json_t *object = json_object();

	build_put_number(builder, object, "slot_base", slot->base);
	build_put_number(builder, object, "slot_size", slot->size);
	build_put(builder, object, "mode", build_string(builder, slot->mode));
	build_put(builder, object, "limit", build_number_if(slot->limit_known, slot->limit));
	build_put(builder, object, "fits",
		  fits == IMAGE_FITS_UNKNOWN ? json_null() : json_boolean(fits == IMAGE_FITS));
	build_put(builder, object, "linked_in_slot", known ? json_boolean(linked) : json_null());
	if (image_answer_rom_fixed(answer, &matches))
		build_put(builder, object, "rom_fixed_matches", json_boolean(matches));
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

static json_t *problems_array(struct json_builder *builder, const struct image_answer *answer)
{
	const char *const *problems = image_answer_problems(builder->arena, answer);
	json_t *array = json_array();

	for (size_t i = 0; problems[i]; i++)
		build_append(builder, array, json_string(problems[i]));
	return array;
}

void image_write_json(const struct image_answer *answer, struct text *out)
{
	const struct image_file *file = answer->file;
	struct json_builder builder = {.arena = out->arena};
	json_t *object = json_object();

	build_put_number(&builder, object, "image_offset", file->image_offset);
	if (file->hex)
		build_put(&builder, object, "hex", hex_object(&builder, file));
	build_put(&builder, object, "needs", needs_array(&builder, file));
	build_put(&builder, object, "header", header_object(&builder, file));
	build_put(&builder, object, "header_accepted", accepted_value(answer));
	build_put(&builder, object, "tlvs", tlvs_array(&builder, file));
	build_put(&builder, object, "sha_ok", hash_value(file));
	build_put(&builder, object, "total_size",
		  build_number_if(file->has_total_size, file->total_size));
	build_put(&builder, object, "padded", json_boolean(file->padded));
	build_put(&builder, object, "trailer", trailer_object(&builder, answer));
	build_put(&builder, object, "initial_sp",
		  build_number_if(file->has_vectors, file->initial_sp));
	build_put(&builder, object, "reset_handler",
		  build_number_if(file->has_vectors, file->reset_handler));
	build_put(&builder, object, "slot",
		  answer->slot ? slot_object(&builder, answer) : json_null());
	build_put(&builder, object, "problems", problems_array(&builder, answer));
	build_finish(&builder, object, out);
}
