/* SPDX-License-Identifier: MIT */
/* The macros of a generated header that state what MCUboot makes of the slots. */
#include "base/arena.h"
#include "emit/emit.h"
#include "emit/layout_h.h"
#include "emit/slot_facts.h"

static const char *mode_macro(enum boot_mode mode)
{
	switch (mode) {
	case BOOT_MODE_SWAP_MOVE:
		return "PMLAYOUT_MODE_SWAP_MOVE";
	case BOOT_MODE_SWAP_OFFSET:
		return "PMLAYOUT_MODE_SWAP_OFFSET";
	case BOOT_MODE_SWAP_SCRATCH:
		return "PMLAYOUT_MODE_SWAP_SCRATCH";
	case BOOT_MODE_OVERWRITE:
		return "PMLAYOUT_MODE_OVERWRITE";
	case BOOT_MODE_DIRECT_XIP:
		return "PMLAYOUT_MODE_DIRECT_XIP";
	case BOOT_MODE_RAM_LOAD:
		return "PMLAYOUT_MODE_RAM_LOAD";
	case BOOT_MODE_SINGLE:
		return "PMLAYOUT_MODE_SINGLE";
	case BOOT_MODE_FIRMWARE_LOADER:
		return "PMLAYOUT_MODE_FIRMWARE_LOADER";
	case BOOT_MODE_UNKNOWN:
	case BOOT_MODE_COUNT:
		break;
	}
	return NULL;
}

static void define_bootloader(struct layout_header *header)
{
	const struct bootloader *bootloader = &header->layout->bootloader;
	const char *mode = mode_macro(bootloader->mode);

	text_puts(header->out, "\n/* MCUboot");
	if (mode == NULL)
		text_puts(header->out, ": its mode is not known");
	if (bootloader->mode_fact.from != NULL) {
		text_puts(header->out, ": mode from ");
		emit_c_comment(header->out, bootloader->mode_fact.from);
	}
	text_puts(header->out, ". */\n");
	if (mode != NULL) {
		layout_h_source(header, "", "BOOT", "MODE", mode);
		layout_h_text(header, "", "BOOT", "MODE_NAME", boot_mode_name(bootloader->mode));
	}
	if (fact_known(bootloader->max_img_sectors))
		layout_h_decimal(header, "", "MAX_IMG", "SECTORS",
				 bootloader->max_img_sectors.value);
}

/* The row of the table that a slot is. */
static void define_row(struct layout_header *header, const char *image, const char *suffix,
		       const struct partition *slot)
{
	for (size_t i = 0; slot != NULL && i < header->entries.count; i++) {
		if (header->entries.all[i].partition != slot)
			continue;
		layout_h_source(
			header, "IMAGE_", image, suffix,
			arena_printf(header->layout->arena, "PMLAYOUT_%s_INDEX", header->names[i]));
		return;
	}
}

static void define_answer(struct layout_header *header, const char *image,
			  const struct slot_pair *pair, const struct mcuboot_answer *answer)
{
	enum boot_mode mode = header->layout->bootloader.mode;

	layout_h_decimal(header, "IMAGE_", image, "TRAILER_SIZE", answer->trailer_size);
	if (boot_mode_compares_slots(mode)) {
		layout_h_decimal(header, "IMAGE_", image, "PRIMARY_SECTORS", answer->primary.count);
		if (pair->secondary != NULL)
			layout_h_decimal(header, "IMAGE_", image, "SECONDARY_SECTORS",
					 answer->secondary.count);
	}
	if (answer->has_max_image && !answer->slot_too_small)
		layout_h_decimal(header, "IMAGE_", image, "MAX_SIZE", answer->max_image_size);
	else
		text_puts(header->out, "/* No largest image: MCUboot refuses these slots. */\n");
}

static void define_pair(struct layout_header *header, const struct slot_pair *pair)
{
	const char *image = arena_printf(header->layout->arena, "%u", pair->image);
	struct slot_facts facts = slot_facts_of(header->layout, pair);

	text_printf(header->out, "\n/* Image %u: ", pair->image);
	if (!facts.known)
		text_printf(header->out, "largest image and trailer are left out, because %s. */\n",
			    facts.missing);
	else if (facts.assumed != NULL)
		text_printf(header->out, "its numbers assume %s. */\n", facts.assumed);
	else
		text_puts(header->out,
			  "MAX_SIZE counts header, image and all TLVs of a signed image. */\n");
	define_row(header, image, "PRIMARY", pair->primary);
	define_row(header, image, "SECONDARY", pair->secondary);
	if (facts.known)
		define_answer(header, image, pair, &facts.answer);
}

void layout_h_slots(struct layout_header *header)
{
	const struct bootloader *bootloader = &header->layout->bootloader;

	if (bootloader->pairs == NULL)
		return;
	define_bootloader(header);
	for (const struct slot_pair *pair = bootloader->pairs; pair; pair = pair->next)
		define_pair(header, pair);
}
