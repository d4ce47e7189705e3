/* SPDX-License-Identifier: MIT */
/* The image header of each slot, as MCUboot judges it, and whether it was linked for its place. */
#include "core/selftest.h"

/* What the checks of one slot share. */
struct place {
	struct selftest *test;
	const char *id;
	enum slot slot;
	const struct pmlayout_partition *partition;
	const struct flash_dev *dev;
	uint32_t start; /* of the header on the device */
};

/* Swap using offset looks for updates in the second sector, for what it reverts to in the first
 * (MCUBOOT.md 3.4, 4.4).
 */
static uint32_t header_offset(const struct place *place)
{
	bool shifted = place->slot == SLOT_SECONDARY && place->test->layout->boot_mode != 0 &&
		       selftest_mode(place->test) == MCUBOOT_SWAP_OFFSET &&
		       selftest_next_swap(place->test) != MCUBOOT_SWAP_TYPE_REVERT;

	return (uint32_t)place->partition->offset + (shifted ? place->partition->sector_size : 0);
}

/* This program runs from the slot: then MCUboot has accepted what stands there. */
static bool runs_from(const struct place *place)
{
	uint32_t begin = place->test->hal->facts.image_begin;

	return place->slot == SLOT_PRIMARY && begin >= place->partition->address &&
	       begin < place->partition->address + place->partition->size;
}

static void judge_no_image(const struct place *place, uint32_t magic)
{
	struct tap *tap = &place->test->tap;

	if (magic == MCUBOOT_HEADER_MAGIC_ERASED && !runs_from(place))
		tap_skip(tap, place->id, "the slot is empty");
	else if (magic == 0)
		tap_fail(tap, place->id, "all zeros, not erased: neither an image nor empty");
	else if (magic == MCUBOOT_HEADER_MAGIC_OLD)
		tap_fail(tap, place->id,
			 "a header of the first MCUboots (0x%08x), which is refused", magic);
	else
		tap_fail(tap, place->id, "0x%08x at 0x%x is no image header (0x%08x)", magic,
			 place->start, MCUBOOT_HEADER_MAGIC);
}

static const char *tlv_problem(enum mcuboot_tlvs tlvs)
{
	switch (tlvs) {
	case MCUBOOT_TLVS_FOUND:
		break;
	case MCUBOOT_TLVS_CUT:
		return "the bytes end before the TLVs";
	case MCUBOOT_TLVS_BAD_INFO:
		return "no TLVs begin where the image ends: written in part, or not signed";
	case MCUBOOT_TLVS_BAD_PROTECTED:
		return "the protected TLVs do not fit the header";
	}
	return NULL;
}

/* Both slots hold images that will run from the primary one: the reset handler lies there. */
static bool is_linked_for_primary(const struct place *place, uint32_t reset)
{
	const struct pmlayout_partition *primary = selftest_slot(place->test, SLOT_PRIMARY);

	return primary == NULL || (reset >= primary->address && (reset & 1) != 0 &&
				   reset < primary->address + primary->size);
}

/* True: MCUboot takes it. */
static bool judge_image(const struct place *place, const struct mcuboot_reader *reader,
			const struct mcuboot_header *header)
{
	const struct mcuboot_support support = {.encryption = true, .compression = true};
	struct tap *tap = &place->test->tap;
	struct mcuboot_tlv_areas areas;
	uint8_t vectors[8];
	const char *problem;

	tap_value(tap, place->slot == SLOT_PRIMARY ? "primary_image_size" : "secondary_image_size",
		  "%u", header->image_size);
	tap_value(tap, place->slot == SLOT_PRIMARY ? "primary_version" : "secondary_version",
		  "%u.%u.%u+%u", (uint32_t)header->version.major, (uint32_t)header->version.minor,
		  (uint32_t)header->version.revision, header->version.build);
	if (!mcuboot_header_accepted(header, place->partition->size, support)) {
		tap_fail(tap, place->id, "MCUboot refuses the header: size %u, flags 0x%x",
			 header->image_size, header->flags);
		return false;
	}
	problem = tlv_problem(mcuboot_tlvs_find(reader, place->start, header, &areas));
	if (problem != NULL) {
		tap_fail(tap, place->id, "%s", problem);
		return false;
	}
	if (place->test->max_image != 0 && areas.end > place->test->max_image) {
		tap_fail(tap, place->id, "%u bytes with its TLVs: MCUboot takes at most %u",
			 (uint32_t)areas.end, place->test->max_image);
		return false;
	}
	if ((header->flags & (MCUBOOT_IMAGE_ENCRYPTED | MCUBOOT_IMAGE_COMPRESSED |
			      MCUBOOT_IMAGE_NON_BOOTABLE | MCUBOOT_IMAGE_RAM_LOAD)) == 0 &&
	    mcuboot_read(reader, (uint64_t)place->start + header->header_size, vectors,
			 sizeof(vectors)) &&
	    !is_linked_for_primary(place, mcuboot_get32(vectors + 4))) {
		tap_fail(tap, place->id,
			 "the reset handler 0x%x is not in the primary slot: linked elsewhere",
			 mcuboot_get32(vectors + 4));
		return false;
	}
	tap_pass(tap, place->id);
	return true;
}

/* True: an image is there that MCUboot takes. */
static bool check_image(struct place *place)
{
	struct tap *tap = &place->test->tap;
	const char *why = "the layout has no such slot";
	uint8_t bytes[MCUBOOT_HEADER_SIZE];
	struct mcuboot_reader reader;
	struct mcuboot_header header;

	place->partition = selftest_slot(place->test, place->slot);
	place->dev = NULL;
	if (place->partition != NULL)
		place->dev = selftest_device(place->test, place->partition, &why);
	if (place->dev == NULL) {
		tap_skip(tap, place->id, "%s", why);
		return false;
	}
	place->start = header_offset(place);
	reader = selftest_reader(&place->dev);
	if (!mcuboot_read(&reader, place->start, bytes, sizeof(bytes))) {
		tap_fail(tap, place->id, "cannot be read");
		return false;
	}
	mcuboot_header_decode(bytes, &header);
	if (header.magic == MCUBOOT_HEADER_MAGIC)
		return judge_image(place, &reader, &header);
	judge_no_image(place, header.magic);
	return false;
}

void check_images(struct selftest *test)
{
	struct place primary = {.test = test, .id = "slot.primary.image", .slot = SLOT_PRIMARY};
	struct place secondary = {
		.test = test, .id = "slot.secondary.image", .slot = SLOT_SECONDARY};

	check_image(&primary);
	if (!check_image(&secondary) && test->no_swap == NULL)
		test->no_swap = "no valid image in the secondary slot";
}
