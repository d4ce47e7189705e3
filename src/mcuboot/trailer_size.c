/* SPDX-License-Identifier: MIT */
/* How large MCUboot's trailer is and where its fields lie (MCUBOOT.md 3.1, 3.2). */
#include "mcuboot/sectors.h"

/* Bytes of the magic number itself. */
#define MAGIC_SIZE 16

static uint32_t up(uint32_t value, uint32_t unit)
{
	return (value + unit - 1) / unit * unit;
}

static uint32_t down(uint32_t value, uint32_t unit)
{
	return value / unit * unit;
}

/* A; never below 8. */
static uint32_t alignment(const struct mcuboot_geometry *geometry)
{
	return geometry->boot_max_align > 8 ? geometry->boot_max_align : 8;
}

/* w: the scratch area's trailer is written by the same code, so the coarser block rules. */
static uint32_t write_size(const struct mcuboot_geometry *geometry)
{
	if (mcuboot_mode_has_scratch(geometry->mode) &&
	    geometry->scratch_write_align > geometry->write_align)
		return geometry->scratch_write_align;
	return geometry->write_align;
}

/* How often the progress of one sector is noted. */
static uint32_t states_per_sector(enum mcuboot_mode mode)
{
	switch (mode) {
	case MCUBOOT_SINGLE:
	case MCUBOOT_FIRMWARE_LOADER:
		return 0;
	case MCUBOOT_SWAP_OFFSET:
		return 2;
	case MCUBOOT_SWAP_MOVE:
	case MCUBOOT_SWAP_SCRATCH:
	case MCUBOOT_OVERWRITE:
	case MCUBOOT_DIRECT_XIP:
	case MCUBOOT_RAM_LOAD:
		break;
	}
	return 3;
}

/* Everything behind the status array: keys, flags, magic. */
static uint32_t info_size(const struct mcuboot_geometry *geometry)
{
	const uint32_t unit = alignment(geometry);
	const uint32_t fields = geometry->mode == MCUBOOT_SWAP_OFFSET ? 5 : 4;

	return 2 * up(geometry->encryption_key_size, unit) + fields * unit + up(MAGIC_SIZE, unit);
}

struct mcuboot_trailer_terms mcuboot_trailer_terms(const struct mcuboot_geometry *geometry)
{
	const struct mcuboot_trailer_terms terms = {
		.states = states_per_sector(geometry->mode),
		.write_size = write_size(geometry),
		.info = info_size(geometry),
	};

	return terms;
}

uint32_t mcuboot_trailer_size(const struct mcuboot_geometry *geometry)
{
	const struct mcuboot_trailer_terms terms = mcuboot_trailer_terms(geometry);

	return terms.states * geometry->max_img_sectors * terms.write_size + terms.info;
}

uint32_t mcuboot_scratch_trailer_size(const struct mcuboot_geometry *geometry)
{
	const struct mcuboot_trailer_terms terms = mcuboot_trailer_terms(geometry);

	return terms.states * terms.write_size + terms.info;
}

uint32_t mcuboot_trailer_sectors(uint32_t trailer_size, uint32_t sector_size)
{
	return sector_size == 0 ? 0 : (uint32_t)mcuboot_divide_up(trailer_size, sector_size);
}

/* entries: sectors that the status array has room for. */
static struct mcuboot_trailer_offsets offsets(const struct mcuboot_geometry *geometry,
					      uint32_t size, uint32_t entries, uint32_t write)
{
	const uint32_t unit = alignment(geometry);
	struct mcuboot_trailer_offsets at;

	at.magic = size - MAGIC_SIZE;
	at.image_ok = down(at.magic - unit, unit);
	at.copy_done = at.image_ok - unit;
	at.swap_info = at.copy_done - unit;
	at.swap_size = at.swap_info - unit;
	at.tlv_sizes = 0;
	if (geometry->mode == MCUBOOT_SWAP_OFFSET) {
		at.tlv_sizes = at.swap_size;
		at.swap_size -= unit;
	}
	at.keys = 0;
	if (geometry->encryption_key_size > 0)
		at.keys = at.swap_size - 2 * up(geometry->encryption_key_size, unit);
	at.status =
		size - states_per_sector(geometry->mode) * entries * write - info_size(geometry);
	return at;
}

struct mcuboot_trailer_offsets mcuboot_trailer_offsets(const struct mcuboot_geometry *geometry,
						       uint32_t slot_size)
{
	return offsets(geometry, slot_size, geometry->max_img_sectors, geometry->write_align);
}

static uint32_t either(uint32_t own, uint32_t otherwise)
{
	return own > 0 ? own : otherwise;
}

struct mcuboot_trailer_offsets mcuboot_trailer_offsets_in(const struct mcuboot_geometry *geometry,
							  enum mcuboot_place place)
{
	const uint32_t usual = geometry->write_align;

	if (place == MCUBOOT_IN_SCRATCH)
		return offsets(geometry, (uint32_t)geometry->scratch.size, 1,
			       either(geometry->scratch_write_align, usual));
	if (place == MCUBOOT_IN_SECONDARY)
		return offsets(geometry, (uint32_t)geometry->secondary.size,
			       geometry->max_img_sectors,
			       either(geometry->secondary_write_align, usual));
	return mcuboot_trailer_offsets(geometry, (uint32_t)geometry->primary.size);
}
