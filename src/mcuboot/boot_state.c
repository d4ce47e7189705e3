/* SPDX-License-Identifier: MIT */
/* Decodes trailers and applies MCUboot's decision table to them. */
#include "mcuboot/boot_state.h"

#define ERASED 0xff
#define FLAG_SET 0x01

static bool all_erased(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] != ERASED)
			return false;
	}
	return true;
}

void mcuboot_magic_bytes(uint32_t boot_max_align, uint8_t bytes[MCUBOOT_MAGIC_SIZE])
{
	static const uint8_t usual[MCUBOOT_MAGIC_SIZE] = {0x77, 0xc2, 0x95, 0xf3, 0x60, 0xd2,
							  0xef, 0x7f, 0x35, 0x52, 0x50, 0x0f,
							  0x2c, 0xb6, 0x79, 0x80};
	/* Its first two bytes hold the alignment. */
	static const uint8_t aligned[MCUBOOT_MAGIC_SIZE] = {0x00, 0x00, 0x2d, 0xe1, 0x5d, 0x29,
							    0x41, 0x0b, 0x8d, 0x77, 0x67, 0x9c,
							    0x11, 0x0f, 0x1f, 0x8a};
	const uint8_t *from = boot_max_align > 8 ? aligned : usual;

	for (size_t i = 0; i < MCUBOOT_MAGIC_SIZE; i++)
		bytes[i] = from[i];
	if (boot_max_align > 8) {
		bytes[0] = (uint8_t)(boot_max_align & 0xff);
		bytes[1] = (uint8_t)(boot_max_align >> 8 & 0xff);
	}
}

enum mcuboot_magic mcuboot_magic_decode(const uint8_t bytes[MCUBOOT_MAGIC_SIZE],
					uint32_t boot_max_align)
{
	uint8_t good[MCUBOOT_MAGIC_SIZE];

	if (all_erased(bytes, MCUBOOT_MAGIC_SIZE))
		return MCUBOOT_MAGIC_UNSET;
	mcuboot_magic_bytes(boot_max_align, good);
	for (size_t i = 0; i < MCUBOOT_MAGIC_SIZE; i++) {
		if (bytes[i] != good[i])
			return MCUBOOT_MAGIC_BAD;
	}
	return MCUBOOT_MAGIC_GOOD;
}

enum mcuboot_flag mcuboot_flag_decode(uint8_t byte)
{
	if (byte == ERASED)
		return MCUBOOT_FLAG_UNSET;
	return byte == FLAG_SET ? MCUBOOT_FLAG_SET : MCUBOOT_FLAG_BAD;
}

void mcuboot_swap_info_decode(uint8_t byte, struct mcuboot_trailer *trailer)
{
	trailer->image_number = byte >> 4;
	switch (byte & 0xf) {
	case 2:
		trailer->swap_type = MCUBOOT_SWAP_TYPE_TEST;
		break;
	case 3:
		trailer->swap_type = MCUBOOT_SWAP_TYPE_PERM;
		break;
	case 4:
		trailer->swap_type = MCUBOOT_SWAP_TYPE_REVERT;
		break;
	default:
		trailer->swap_type = MCUBOOT_SWAP_TYPE_NONE;
		trailer->image_number = 0;
		break;
	}
}

bool mcuboot_trailer_read(const struct mcuboot_reader *reader, uint64_t start, uint32_t slot_size,
			  uint32_t boot_max_align, struct mcuboot_trailer *trailer)
{
	/* The places of these four fields do not depend on the mode. */
	const struct mcuboot_geometry geometry = {.mode = MCUBOOT_SWAP_MOVE,
						  .boot_max_align = boot_max_align};
	const struct mcuboot_trailer_offsets at = mcuboot_trailer_offsets(&geometry, slot_size);
	uint8_t magic[MCUBOOT_MAGIC_SIZE], image_ok, copy_done, swap_info;

	if (slot_size < mcuboot_trailer_size(&geometry) ||
	    !mcuboot_read(reader, start + at.magic, magic, sizeof(magic)) ||
	    !mcuboot_read(reader, start + at.image_ok, &image_ok, 1) ||
	    !mcuboot_read(reader, start + at.copy_done, &copy_done, 1) ||
	    !mcuboot_read(reader, start + at.swap_info, &swap_info, 1))
		return false;
	trailer->magic = mcuboot_magic_decode(magic, boot_max_align);
	trailer->image_ok = mcuboot_flag_decode(image_ok);
	trailer->copy_done = mcuboot_flag_decode(copy_done);
	mcuboot_swap_info_decode(swap_info, trailer);
	return true;
}

enum mcuboot_swap_type mcuboot_next_swap(const struct mcuboot_boot_state *state)
{
	static const struct mcuboot_trailer empty = {MCUBOOT_MAGIC_UNSET, MCUBOOT_FLAG_UNSET,
						     MCUBOOT_FLAG_UNSET, MCUBOOT_SWAP_TYPE_NONE, 0};
	const struct mcuboot_trailer *primary = state->primary;
	const struct mcuboot_trailer *secondary = state->secondary ? state->secondary : &empty;

	if (!primary)
		return MCUBOOT_SWAP_TYPE_PANIC;
	if (secondary->magic == MCUBOOT_MAGIC_GOOD && secondary->image_ok == MCUBOOT_FLAG_UNSET) {
		if (state->mode == MCUBOOT_SWAP_OFFSET && secondary->copy_done == MCUBOOT_FLAG_SET)
			return MCUBOOT_SWAP_TYPE_REVERT;
		return MCUBOOT_SWAP_TYPE_TEST;
	}
	if (secondary->magic == MCUBOOT_MAGIC_GOOD && secondary->image_ok == MCUBOOT_FLAG_SET)
		return MCUBOOT_SWAP_TYPE_PERM;
	if (primary->magic == MCUBOOT_MAGIC_GOOD && primary->image_ok == MCUBOOT_FLAG_UNSET &&
	    primary->copy_done == MCUBOOT_FLAG_SET)
		return MCUBOOT_SWAP_TYPE_REVERT;
	return MCUBOOT_SWAP_TYPE_NONE;
}

static enum mcuboot_status_source scratch_source(const struct mcuboot_boot_state *state)
{
	const struct mcuboot_trailer *primary = state->primary;

	if (!state->scratch)
		return MCUBOOT_STATUS_UNDEFINED;
	if (state->scratch->magic == MCUBOOT_MAGIC_GOOD)
		return MCUBOOT_STATUS_SCRATCH;
	if (primary->magic != MCUBOOT_MAGIC_BAD && primary->copy_done == MCUBOOT_FLAG_UNSET)
		return MCUBOOT_STATUS_PRIMARY;
	return MCUBOOT_STATUS_NONE;
}

enum mcuboot_status_source mcuboot_status_source(const struct mcuboot_boot_state *state)
{
	const struct mcuboot_trailer *primary = state->primary;

	if (!primary || !state->secondary)
		return MCUBOOT_STATUS_UNDEFINED;
	if (state->mode == MCUBOOT_SWAP_SCRATCH)
		return scratch_source(state);
	if (state->mode != MCUBOOT_SWAP_MOVE && state->mode != MCUBOOT_SWAP_OFFSET)
		return MCUBOOT_STATUS_UNDEFINED;
	if (primary->magic == MCUBOOT_MAGIC_GOOD && primary->copy_done == MCUBOOT_FLAG_UNSET &&
	    state->secondary->magic != MCUBOOT_MAGIC_GOOD)
		return MCUBOOT_STATUS_PRIMARY;
	return MCUBOOT_STATUS_NONE;
}

const char *mcuboot_magic_name(enum mcuboot_magic magic)
{
	static const char *const names[] = {"unset", "good", "bad"};

	return names[magic];
}

const char *mcuboot_flag_name(enum mcuboot_flag flag)
{
	static const char *const names[] = {"unset", "set", "bad"};

	return names[flag];
}

const char *mcuboot_swap_type_name(enum mcuboot_swap_type type)
{
	static const char *const names[] = {"none", "test", "perm", "revert", "panic"};

	return names[type];
}

const char *mcuboot_status_source_name(enum mcuboot_status_source source)
{
	static const char *const names[] = {NULL, "none", "primary", "scratch"};

	return names[source];
}
