/* SPDX-License-Identifier: MIT */
/* An image file for people. */
#include "emit/image.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/term.h"

static void add_line(struct text *out, const char *name, const char *value)
{
	text_printf(out, "  %-12s ", name);
	text_add_visible(out, str_of(value));
	text_putc(out, '\n');
}

static const char *flags_in_words(struct arena *arena, uint32_t flags)
{
	struct text words = {.arena = arena};

	for (unsigned bit = 0; bit < 32; bit++) {
		const uint32_t flag = flags & UINT32_C(1) << bit;
		const char *name = mcuboot_image_flag_name(flag);

		if (flag && name)
			text_printf(&words, "%s%s", words.n ? ", " : "", name);
		else if (flag)
			text_printf(&words, "%s0x%" PRIx32, words.n ? ", " : "", flag);
	}
	return words.n ? words.p : "none";
}

static void add_title(const struct image_answer *answer, struct text *out)
{
	const struct image_file *file = answer->file;
	const struct mcuboot_version *version = &file->header.version;

	text_add_visible(out, str_of(file->source->name));
	if (image_file_is_signed(file))
		text_printf(out, ": MCUboot image %u.%u.%u+%" PRIu32, version->major,
			    version->minor, version->revision, version->build);
	else
		text_puts(out, ": no MCUboot image");
	text_printf(out, ", %s%s\n", num_bytes(out->arena, file->bytes.n),
		    file->hex ? " in Intel HEX" : "");
}

static void add_segments(const struct image_file *file, struct text *out)
{
	struct text list = {.arena = out->arena};
	const size_t shown = file->segment_count < 4 ? file->segment_count : 4;

	if (!file->hex || shown == 0)
		return;
	for (size_t i = 0; i < shown; i++)
		text_printf(&list, "%s0x%" PRIx64 "..0x%" PRIx64, i ? ", " : "",
			    file->segments[i].address,
			    file->segments[i].address + file->segments[i].size);
	if (shown < file->segment_count)
		text_printf(&list, " and %zu more", file->segment_count - shown);
	add_line(out, "addresses", list.p);
}

static void add_header(const struct image_file *file, struct text *out)
{
	const struct mcuboot_header *header = &file->header;
	struct arena *arena = out->arena;

	if (file->image_offset)
		add_line(out, "starts at",
			 arena_printf(arena, "0x%" PRIx64 ", behind an erased sector",
				      file->image_offset));
	if (!image_file_is_signed(file)) {
		if (file->has_header)
			add_line(out, "magic", arena_printf(arena, "0x%08" PRIx32, header->magic));
		return;
	}
	add_line(out, "header", num_bytes(arena, header->header_size));
	add_line(out, "code", num_bytes(arena, header->image_size));
	if (file->has_total_size)
		add_line(out, "total", num_bytes(arena, file->total_size));
	add_line(out, "load address", arena_printf(arena, "0x%" PRIx32, header->load_address));
	add_line(out, "flags", flags_in_words(arena, header->flags));
	if (file->has_vectors)
		add_line(out, "vectors",
			 arena_printf(arena, "stack 0x%08" PRIx32 ", reset handler 0x%08" PRIx32,
				      file->initial_sp, file->reset_handler));
}

static void add_tlvs(const struct image_file *file, struct text *out)
{
	for (const struct image_entry *entry = file->tlvs; entry; entry = entry->next) {
		const char *name = mcuboot_tlv_name(entry->tlv.type);

		add_line(out, "TLV",
			 arena_printf(out->arena, "0x%02x %s, %u bytes%s", entry->tlv.type,
				      name ? name : "unknown", entry->tlv.length,
				      entry->tlv.is_protected ? ", protected" : ""));
	}
}

static const char *hash_in_words(const struct image_file *file)
{
	switch (file->hash) {
	case IMAGE_HASH_GOOD:
		return "matches";
	case IMAGE_HASH_WRONG:
		return "does not match header, code and protected TLVs";
	case IMAGE_HASH_HIDDEN:
		return "is of the plain text; the code is encrypted";
	case IMAGE_HASH_MISSING:
		break;
	}
	return "there is none";
}

static void add_offset(struct text *out, const char *name, uint32_t offset)
{
	text_printf(out, "%s%s 0x%" PRIx32, out->n ? ", " : "", name, offset);
}

/* From the file's first byte, in the order of addresses. */
static void add_trailer_offsets(const struct image_answer *answer, struct text *out)
{
	const struct mcuboot_trailer_offsets *at = &answer->trailer_at;
	struct text list = {.arena = out->arena};

	if (answer->trailer_mode_known) {
		if (answer->trailer_has_status)
			add_offset(&list, "status", at->status);
		if (at->keys)
			add_offset(&list, "keys", at->keys);
		add_offset(&list, "swap size", at->swap_size);
		if (at->tlv_sizes)
			add_offset(&list, "TLV sizes", at->tlv_sizes);
	}
	add_offset(&list, "swap info", at->swap_info);
	add_offset(&list, "copy done", at->copy_done);
	add_offset(&list, "image ok", at->image_ok);
	add_offset(&list, "magic", at->magic);
	add_line(out, "", list.p);
}

static void add_trailer(const struct image_answer *answer, struct text *out)
{
	const struct mcuboot_trailer *trailer = &answer->trailer;

	if (!answer->has_trailer)
		return;
	add_line(out, "trailer", image_trailer_words(trailer));
	add_line(out, "",
		 arena_printf(out->arena, "magic %s, image_ok %s, copy_done %s, swap type %s",
			      mcuboot_magic_name(trailer->magic),
			      mcuboot_flag_name(trailer->image_ok),
			      mcuboot_flag_name(trailer->copy_done),
			      mcuboot_swap_type_name(trailer->swap_type)));
	add_trailer_offsets(answer, out);
}

/* "942080 bytes at most, 12345 free (1.3 %)"; percent rounds down, so that 5.0 is never said of
 * less.
 */
static const char *limit_in_words(struct arena *arena, const struct image_answer *answer)
{
	const uint64_t limit = answer->slot->limit, size = answer->file->total_size;
	const enum image_answer_fits fits = image_answer_fits(answer);
	const uint64_t tenths = limit && size <= limit ? (limit - size) * 1000 / limit : 0;

	if (fits == IMAGE_FITS)
		return arena_printf(
			arena,
			"%s at most, %" PRIu64 " free (%" PRIu64 ".%" PRIu64 " %%): the image fits",
			num_bytes(arena, limit), limit - size, tenths / 10, tenths % 10);
	if (fits == IMAGE_FITS_NOT && answer->file->has_total_size && size > limit)
		return arena_printf(arena,
				    "%s at most, %" PRIu64 " too few: the image does not fit",
				    num_bytes(arena, limit), size - limit);
	return arena_printf(arena, "%s at most%s", num_bytes(arena, limit),
			    fits == IMAGE_FITS_NOT ? ": the image does not fit" : "");
}

static void add_slot(const struct image_answer *answer, struct text *out)
{
	const struct image_slot *slot = answer->slot;
	struct arena *arena = out->arena;
	bool known, linked;

	add_line(out, "slot",
		 arena_printf(arena, "0x%" PRIx64 "..0x%" PRIx64, slot->base,
			      slot->base + slot->size));
	if (slot->limit_known)
		add_line(out, "limit", limit_in_words(arena, answer));
	else if (slot->refusal)
		add_line(out, "limit",
			 arena_printf(arena, "none: MCUboot refuses these slots, \"%s\"",
				      slot->refusal));
	else if (slot->too_small)
		add_line(out, "limit", "none: the trailer and the spare sector leave no room");
	linked = image_answer_linked(answer, &known);
	if (known)
		add_line(out, "linked", linked ? "for this slot" : "for another place");
}

void image_write_text(const struct image_answer *answer, struct text *out)
{
	const struct image_file *file = answer->file;
	const char *const *problems = image_answer_problems(out->arena, answer);

	add_title(answer, out);
	add_segments(file, out);
	add_header(file, out);
	add_tlvs(file, out);
	if (file->has_total_size)
		add_line(out, "hash", hash_in_words(file));
	add_trailer(answer, out);
	if (answer->slot)
		add_slot(answer, out);
	for (size_t i = 0; problems[i]; i++)
		add_line(out, "problem", problems[i]);
}
