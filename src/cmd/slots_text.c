/* SPDX-License-Identifier: MIT */
/* Says to people what MCUboot makes of a geometry. */
#include "slots.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"

/* Said of every hazard; the bit is the index. */
static const char *const dangers[] = {
	"the primary slot starts or ends inside an erase page",
	"the secondary slot starts or ends inside an erase page",
	"the scratch area starts or ends inside an erase page",
	"a slot passes the end of its device",
	"the sectors of a slot are not all equal; the swap takes them as equal",
	"the slots differ in size; swapping their last sectors leaves the smaller one",
	"the trailer leaves no room for an image",
	"no erase page starts in a slot",
};

static const char *verdict_words(const struct mcuboot_answer *answer)
{
	if (answer->verdict != MCUBOOT_OK)
		return "refused";
	return answer->hazards ? "accepted by MCUboot, but unsafe" : "accepted";
}

static void add_area(struct text *out, const char *name, const struct mcuboot_plain_area *area,
		     const struct mcuboot_sectors *sectors, uint32_t limit)
{
	text_printf(
		out, "  %-14s%s at 0x%" PRIx64 ": %s of %s%s\n", name,
		num_size(out->arena, area->size), area->offset,
		num_count(out->arena, sectors->count, "sector"), num_human(out->arena, area->page),
		sectors->overflow ? arena_printf(out->arena, ", more than %" PRIu32, limit) : "");
}

static void add_areas(struct text *out, const struct slots_request *request,
		      const struct slots_reply *reply)
{
	const struct mcuboot_plain_layout *layout = &request->layout;
	const struct mcuboot_answer *answer = &reply->answer;
	const uint32_t limit = layout->max_img_sectors;

	add_area(out, "primary", &layout->primary, &answer->primary, limit);
	if (request->has_secondary && mcuboot_mode_has_secondary(reply->settings.mode))
		add_area(out, "secondary", &layout->secondary, &answer->secondary, limit);
	if (layout->scratch.size > 0 && mcuboot_mode_has_scratch(reply->settings.mode))
		add_area(out, "scratch", &layout->scratch, &answer->scratch, limit);
}

static void add_logs(struct text *out, const struct slots_reply *reply)
{
	const struct mcuboot_answer *answer = &reply->answer;

	for (size_t i = 0; i < answer->log_count; i++)
		text_printf(out, "  %-14s%s\n", i == 0 ? "MCUboot logs" : "",
			    slot_log_line(out->arena, answer->logs[i],
					  reply->settings.max_img_sectors));
	if (!answer->log_defined)
		text_printf(out,
			    "  %-14sa line \"Cannot upgrade: ...\"; which one, C leaves open\n",
			    answer->log_count == 0 ? "MCUboot logs" : "");
}

/* What the bytes of the slot that no image can have are for (MCUBOOT.md 3.2 to 3.4). */
static const char *loss(struct arena *arena, const struct slots_request *request,
			const struct slots_reply *reply)
{
	const uint64_t page = request->layout.primary.page;
	const uint64_t sectors = (reply->answer.trailer_size + page - 1) / page;

	switch (reply->settings.mode) {
	case MCUBOOT_SWAP_MOVE:
		return arena_printf(arena, "%s for the trailer, 1 of the primary to move by",
				    num_count(arena, sectors, "sector"));
	case MCUBOOT_SWAP_OFFSET:
		return arena_printf(arena, "%s for the trailer, 1 of the secondary to move by",
				    num_count(arena, sectors, "sector"));
	case MCUBOOT_SWAP_SCRATCH:
		return "the trailer, and room beside it for that of the scratch area";
	case MCUBOOT_SINGLE:
	case MCUBOOT_FIRMWARE_LOADER:
		return "the trailer";
	default:
		return "the fields at the trailer's end; nothing is swapped";
	}
}

static void add_limits(struct text *out, const struct slots_request *request,
		       const struct slots_reply *reply)
{
	const struct mcuboot_answer *answer = &reply->answer;
	const uint64_t size = request->layout.primary.size;
	struct arena *arena = out->arena;

	slots_text_trailer(out, &reply->settings);
	if (answer->has_max_image)
		text_printf(out, "  %-14s%s: header, image and TLVs together\n", "largest image",
			    num_bytes(arena, answer->max_image_size));
	else
		text_printf(out, "  %-14snone\n", "largest image");
	if (answer->has_max_image && answer->max_image_size <= size)
		text_printf(out, "  %-14s%s of the primary slot: %s\n", "lost",
			    num_bytes(arena, size - answer->max_image_size),
			    loss(arena, request, reply));
	if (answer->verdict == MCUBOOT_OK || !answer->has_validate_limit)
		return;
	text_printf(out, "  note: %sa running image %s does not boot either\n",
		    request->ncs.known ? "" : "from NCS 3.1 on ",
		    answer->validate_limit == 0
			    ? "of any size"
			    : arena_printf(arena, "of more than %s",
					   num_bytes(arena, answer->validate_limit)));
}

static void add_dangers(struct text *out, uint32_t hazards)
{
	for (size_t i = 0; i < sizeof(dangers) / sizeof(dangers[0]); i++)
		if (hazards & UINT32_C(1) << i)
			text_printf(out, "  danger: %s\n", dangers[i]);
}

static void add_advice(struct text *out, const struct slots_request *request,
		       const struct slots_reply *reply)
{
	if (reply->advice_count > 0)
		text_puts(out, "  would be accepted:\n");
	for (size_t i = 0; i < reply->advice_count; i++) {
		const struct mcuboot_advice *advice = &reply->advice[i];

		text_printf(out, "    %s  (largest image %s)\n",
			    slots_advice_options(out->arena, request, &advice->layout),
			    num_bytes(out->arena, advice->max_image_size));
	}
}

void slots_text_assumed(struct text *out, const struct slots_request *request)
{
	if (*request->assumed)
		text_printf(out, "note: assumed %s\n", request->assumed);
}

void slots_text_report(struct text *out, const struct slots_request *request,
		       const struct slots_reply *reply, bool color)
{
	const struct mcuboot_answer *answer = &reply->answer;
	const char *paint = mcuboot_is_safe(answer) ? "\033[32m" : "\033[31m";

	text_printf(out, "%s: %s%s%s\n", boot_mode_in_words(reply->mode), color ? paint : "",
		    verdict_words(answer), color ? "\033[0m" : "");
	add_areas(out, request, reply);
	add_logs(out, reply);
	add_limits(out, request, reply);
	add_dangers(out, answer->hazards);
	add_advice(out, request, reply);
	if (reply->mode == BOOT_MODE_SWAP_OFFSET && version_before(request->ncs, 3, 0, 0))
		text_puts(out, "note: swap using offset came with NCS 3.0\n");
	slots_text_assumed(out, request);
}

/* -- The table of all modes -------------------------------------------------------------------- */

#define ROW "%-16s %-9s %-9s %-7s %-20s %-9s %s"

void slots_text_title(struct text *out)
{
	text_printf(out, ROW "\n", "mode", "verdict", "sectors", "trailer", "largest image", "lost",
		    "why");
}

static const char *sector_counts(struct arena *arena, const struct slots_request *request,
				 const struct slots_reply *reply)
{
	const struct mcuboot_answer *answer = &reply->answer;

	if (!request->has_secondary || !mcuboot_mode_has_secondary(reply->settings.mode))
		return arena_printf(arena, "%" PRIu64, answer->primary.count);
	return arena_printf(arena, "%" PRIu64 "/%" PRIu64, answer->primary.count,
			    answer->secondary.count);
}

/* MCUboot's lines, the first danger, or where the lost bytes went. */
static const char *reason(struct arena *arena, const struct slots_request *request,
			  const struct slots_reply *reply)
{
	const struct mcuboot_answer *answer = &reply->answer;
	struct text lines = {.arena = arena};

	for (size_t i = 0; i < answer->log_count; i++)
		text_printf(&lines, "%s%s", i ? "; " : "",
			    slot_log_line(arena, answer->logs[i], reply->settings.max_img_sectors));
	if (lines.n)
		return lines.p;
	if (!answer->log_defined)
		return "a line \"Cannot upgrade: ...\"";
	for (size_t i = 0; i < sizeof(dangers) / sizeof(dangers[0]); i++)
		if (answer->hazards & UINT32_C(1) << i)
			return dangers[i];
	return loss(arena, request, reply);
}

void slots_text_row(struct text *out, const struct slots_request *request,
		    const struct slots_reply *reply)
{
	struct arena *arena = out->arena;
	const struct mcuboot_answer *answer = &reply->answer;
	const char *verdict = answer->verdict != MCUBOOT_OK ? "refused"
			      : answer->hazards             ? "unsafe"
							    : "accepted";
	const uint64_t size = request->layout.primary.size;
	const bool has_room = answer->has_max_image && answer->max_image_size <= size;
	const char *row = arena_printf(
		arena, ROW, boot_mode_name(reply->mode), verdict,
		sector_counts(arena, request, reply),
		arena_printf(arena, "0x%" PRIx32, answer->trailer_size),
		answer->has_max_image ? num_size(arena, answer->max_image_size) : "-",
		has_room ? arena_printf(arena, "0x%" PRIx64, size - answer->max_image_size) : "-",
		reason(arena, request, reply));

	text_add(out, str_trim(str_of(row)));
	text_putc(out, '\n');
}

void slots_text_nearby(struct text *out, const struct slots_request *request,
		       const struct slots_reply *reply)
{
	if (reply->advice_count == 0)
		return;
	text_printf(out, "%s would accept ", boot_mode_name(reply->mode));
	for (size_t i = 0; i < reply->advice_count; i++)
		text_printf(out, "%s%s", i ? ", or " : "",
			    slots_advice_options(out->arena, request, &reply->advice[i].layout));
	text_putc(out, '\n');
}
