/* SPDX-License-Identifier: MIT */
/* Shows an image, held against the slot that the options of `slots` describe. */
#include "show_image.h"

#include <stdio.h>

#include "base/arena.h"
#include "emit/image.h"
#include "read/read.h"
#include "report/report.h"
#include "slots.h"

const struct option_row show_image_options[] = {
	{"primary", 0, "SIZE[@BASE]", "Image", "the slot that the image will run in", NULL},
	{"secondary", 0, "SIZE[@BASE]", "Image", "the slot that updates come from", NULL},
	{"scratch", 0, "SIZE[@BASE]", "Image", "the scratch area of swap-scratch", NULL},
	{"boot-max-align", 0, "N", "Image", "MCUboot's largest alignment: 8, 16 or 32", NULL},
	{"encryption-key-size", 0, "N", "Image", "bytes that MCUboot keeps of an image's key",
	 NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

bool show_is_image(const struct arguments *arguments, const struct source *source)
{
	switch (input_kind_of(source->name, source->text)) {
	case INPUT_IMAGE:
	case INPUT_INTEL_HEX:
	case INPUT_UNKNOWN:
		return true;
	case INPUT_BLOB:
		return false;
	default:
		/* A file that is cut off or empty says nothing of itself. */
		return arguments_get(arguments, "primary") || cstr_ends(source->name, ".bin") ||
		       cstr_ends(source->name, ".hex");
	}
}

static void set_limit(struct arena *arena, const struct slots_request *request,
		      struct image_slot *slot)
{
	struct slots_reply reply;
	enum mcuboot_log log;

	if (request->mode == BOOT_MODE_UNKNOWN)
		return;
	slots_request_answer(request, request->mode, &reply);
	slot->mode = boot_mode_name(request->mode);
	slot->limit_known = reply.answer.has_max_image;
	slot->limit = reply.answer.max_image_size;
	slot->too_small = reply.answer.slot_too_small;
	if (reply.answer.verdict == MCUBOOT_OK)
		return;
	log = reply.answer.log_count > 0 ? reply.answer.logs[0] : MCUBOOT_LOG_NOT_COMPATIBLE;
	slot->refusal = slot_log_line(arena, log, request->layout.max_img_sectors);
}

/* Where the slot ends in the file: a dump of the secondary slot may be of another size. */
static uint64_t slot_size_in(const struct image_file *file, const struct slots_request *request)
{
	const struct mcuboot_plain_layout *layout = &request->layout;

	if (request->has_secondary &&
	    (file->image_offset > 0 || file->bytes.n == layout->secondary.size))
		return layout->secondary.size;
	return layout->primary.size;
}

/* The alignment whose magic number ends the file; 0: none does. */
static uint32_t alignment_of(const struct image_file *file)
{
	const struct mcuboot_reader reader = image_file_reader(file);
	struct mcuboot_trailer trailer;

	for (uint32_t alignment = 8; alignment <= 32; alignment *= 2) {
		if (mcuboot_trailer_read(&reader, 0, (uint32_t)file->bytes.n, alignment,
					 &trailer) &&
		    trailer.magic == MCUBOOT_MAGIC_GOOD)
			return alignment;
	}
	return 0;
}

static void read_trailer(struct image_answer *answer, const struct slots_request *request)
{
	const struct image_file *file = answer->file;
	const struct mcuboot_reader reader = image_file_reader(file);
	struct mcuboot_geometry geometry = {.boot_max_align = alignment_of(file)};
	uint64_t slot_size = file->bytes.n;

	if (request) {
		slot_size = slot_size_in(file, request);
		geometry = request->settings;
		geometry.max_img_sectors = request->layout.max_img_sectors;
	}
	/* Without a slot only a good magic number tells that the file ends where the slot does. */
	if (!file->padded || slot_size > file->bytes.n || geometry.boot_max_align == 0)
		return;
	answer->has_trailer = mcuboot_trailer_read(&reader, 0, (uint32_t)slot_size,
						   geometry.boot_max_align, &answer->trailer);
	answer->trailer_at = mcuboot_trailer_offsets(&geometry, (uint32_t)slot_size);
	answer->trailer_mode_known = request && request->mode != BOOT_MODE_UNKNOWN &&
				     answer->trailer_at.status < slot_size;
	answer->trailer_has_status = mcuboot_trailer_terms(&geometry).states > 0;
}

static int print_answer(const struct arguments *arguments, const struct image_answer *answer)
{
	const char *format = arguments_get(arguments, "format");
	struct text out = {.arena = arguments->arena};
	int status;

	if (!format || !cstr_eq(format, "json"))
		image_write_text(answer, &out);
	else
		image_write_json(answer, &out);
	status = print_text((struct str){out.p, out.n});
	if (status != EXIT_CLEAN)
		return status;
	return *image_answer_problems(arguments->arena, answer) ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* Why the file could not be taken apart. */
static int report_unreadable(const struct findings *found)
{
	const struct report_options options = {.quiet = true};
	const struct report_summary summary = {.errors = found->count};
	struct text out = {.arena = found->arena};

	report_find("concise")->write(found, NULL, &summary, &options, &out);
	fwrite(out.p, 1, out.n, stderr);
	return EXIT_FINDINGS;
}

int show_image(const struct arguments *arguments, const struct source *source)
{
	struct arena *arena = arguments->arena;
	struct image_slot slot = {.base = 0};
	struct slots_request request;
	struct image_answer answer = {.slot = NULL};
	struct findings found;

	findings_init(&found, arena);
	if (arguments_get(arguments, "primary") && !slots_request_read(arguments, &request))
		return EXIT_USAGE;
	answer.file = image_file_read(arena, source, &found);
	if (!answer.file->readable)
		return report_unreadable(&found);
	answer.slot_size = answer.file->bytes.n + 1;
	if (arguments_get(arguments, "primary")) {
		slot.base = request.layout.primary.offset;
		slot.size = request.layout.primary.size;
		set_limit(arena, &request, &slot);
		answer.slot = &slot;
		answer.slot_size = slot.size;
	}
	read_trailer(&answer, answer.slot ? &request : NULL);
	return print_answer(arguments, &answer);
}
