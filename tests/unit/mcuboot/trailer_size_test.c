/* SPDX-License-Identifier: MIT */
/* Sizes and places of the trailer: the tables of MCUBOOT.md 3.1 and 3.2. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geometry.h"

static struct mcuboot_geometry settings(enum mcuboot_mode mode, uint32_t n, uint32_t w, uint32_t a)
{
	struct fixture f = fixture(mode);

	f.geometry.max_img_sectors = n;
	f.geometry.write_align = w;
	f.geometry.boot_max_align = a;
	return f.geometry;
}

static uint32_t size(enum mcuboot_mode mode, uint32_t n, uint32_t w, uint32_t a)
{
	const struct mcuboot_geometry geometry = settings(mode, n, w, a);

	return mcuboot_trailer_size(&geometry);
}

static void three_states_a_sector(void **state)
{
	const enum mcuboot_mode modes[] = {MCUBOOT_SWAP_MOVE, MCUBOOT_SWAP_SCRATCH,
					   MCUBOOT_OVERWRITE, MCUBOOT_DIRECT_XIP, MCUBOOT_RAM_LOAD};

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(size(modes[i], 128, 4, 8), 1584);
		assert_int_equal(size(modes[i], 256, 4, 8), 3120);
		assert_int_equal(size(modes[i], 512, 4, 8), 6192);
		assert_int_equal(size(modes[i], 256, 1, 8), 816);
		assert_int_equal(size(modes[i], 256, 16, 16), 12368);
	}
}

static void two_states_a_sector_in_offset(void **state)
{
	(void)state;
	assert_int_equal(size(MCUBOOT_SWAP_OFFSET, 128, 4, 8), 1080);
	assert_int_equal(size(MCUBOOT_SWAP_OFFSET, 256, 4, 8), 2104);
	assert_int_equal(size(MCUBOOT_SWAP_OFFSET, 512, 4, 8), 4152);
	assert_int_equal(size(MCUBOOT_SWAP_OFFSET, 256, 1, 8), 568);
	assert_int_equal(size(MCUBOOT_SWAP_OFFSET, 256, 16, 16), 8288);
}

static void no_states_without_a_swap(void **state)
{
	(void)state;
	assert_int_equal(size(MCUBOOT_SINGLE, 256, 4, 8), 48);
	assert_int_equal(size(MCUBOOT_FIRMWARE_LOADER, 256, 4, 8), 48);
}

/* A = 32: 4 * 32 + M, M = up(16, 32). */
static void alignment_is_eight_at_least(void **state)
{
	(void)state;
	assert_int_equal(size(MCUBOOT_SINGLE, 256, 4, 4), 48);
	assert_int_equal(size(MCUBOOT_SINGLE, 256, 4, 16), 80);
	assert_int_equal(size(MCUBOOT_SINGLE, 256, 4, 32), 160);
}

/* E = 2 * up(K, A): AES-128, AES-256, a saved RSA TLV. */
static void keys_are_kept_twice(void **state)
{
	struct mcuboot_geometry geometry = settings(MCUBOOT_SINGLE, 256, 4, 8);

	(void)state;
	geometry.encryption_key_size = 16;
	assert_int_equal(mcuboot_trailer_size(&geometry), 48 + 32);
	geometry.boot_max_align = 32;
	assert_int_equal(mcuboot_trailer_size(&geometry), 160 + 64);
	geometry.encryption_key_size = 256;
	assert_int_equal(mcuboot_trailer_size(&geometry), 160 + 512);
}

static void scratch_takes_the_coarser_write_size(void **state)
{
	struct mcuboot_geometry geometry = settings(MCUBOOT_SWAP_SCRATCH, 256, 4, 8);

	(void)state;
	assert_int_equal(mcuboot_scratch_trailer_size(&geometry), 3 * 4 + 48);
	geometry.scratch_write_align = 8;
	assert_int_equal(mcuboot_trailer_size(&geometry), 3 * 256 * 8 + 48);
	assert_int_equal(mcuboot_scratch_trailer_size(&geometry), 3 * 8 + 48);
	geometry.scratch_write_align = 2;
	assert_int_equal(mcuboot_trailer_size(&geometry), 3120);
	geometry.scratch_write_align = 8;
	geometry.mode = MCUBOOT_SWAP_MOVE;
	assert_int_equal(mcuboot_trailer_size(&geometry), 3120);
}

static void size_wraps_like_on_the_device(void **state)
{
	(void)state;
	assert_int_equal(size(MCUBOOT_SWAP_MOVE, UINT32_MAX, 32, 8), (uint32_t)(48 - 96));
}

static void sectors_of_the_trailer_are_rounded_up(void **state)
{
	(void)state;
	assert_int_equal(mcuboot_trailer_sectors(3120, 4096), 1);
	assert_int_equal(mcuboot_trailer_sectors(4096, 4096), 1);
	assert_int_equal(mcuboot_trailer_sectors(6192, 4096), 2);
	assert_int_equal(mcuboot_trailer_sectors(4152, 4096), 2);
	assert_int_equal(mcuboot_trailer_sectors(6192, 65536), 1);
	assert_int_equal(mcuboot_trailer_sectors(6192, 0), 0);
}

/* Distances from the end of a slot of 0x70000 bytes. */
static void assert_places(enum mcuboot_mode mode, uint32_t a, const uint32_t distance[5])
{
	const struct mcuboot_geometry geometry = settings(mode, 256, 4, a);
	const uint32_t end = 0x70000;
	const struct mcuboot_trailer_offsets at = mcuboot_trailer_offsets(&geometry, end);

	assert_int_equal(end - at.magic, 16);
	assert_int_equal(end - at.image_ok, distance[0]);
	assert_int_equal(end - at.copy_done, distance[1]);
	assert_int_equal(end - at.swap_info, distance[2]);
	assert_int_equal(end - at.swap_size, distance[3]);
	assert_int_equal(at.tlv_sizes ? end - at.tlv_sizes : 0, distance[4]);
	assert_int_equal(end - at.status, mcuboot_trailer_size(&geometry));
}

static void fields_lie_behind_each_other(void **state)
{
	const uint32_t at_8[] = {24, 32, 40, 48, 0};
	const uint32_t at_16[] = {32, 48, 64, 80, 0};
	const uint32_t at_32[] = {64, 96, 128, 160, 0};
	const uint32_t offset_at_8[] = {24, 32, 40, 56, 48};

	(void)state;
	assert_places(MCUBOOT_SWAP_MOVE, 8, at_8);
	assert_places(MCUBOOT_SWAP_MOVE, 16, at_16);
	assert_places(MCUBOOT_SWAP_MOVE, 32, at_32);
	assert_places(MCUBOOT_SWAP_OFFSET, 8, offset_at_8);
}

/* L = 0x7000d: down(L - 24, 8) = 0x6fff0. */
static void fields_are_aligned_in_slots_of_odd_size(void **state)
{
	const struct mcuboot_geometry geometry = settings(MCUBOOT_SWAP_MOVE, 256, 4, 8);
	const struct mcuboot_trailer_offsets at = mcuboot_trailer_offsets(&geometry, 0x7000d);

	(void)state;
	assert_int_equal(at.magic, 0x6fffd);
	assert_int_equal(at.image_ok, 0x6fff0);
	assert_int_equal(at.swap_info, 0x6ffe0);
}

/* AES-128 with A = 8 and A = 32: two keys of up(16, A) bytes below the swap's size. */
static void keys_lie_below_the_size(void **state)
{
	struct mcuboot_geometry geometry = settings(MCUBOOT_SWAP_MOVE, 256, 4, 8);

	(void)state;
	assert_int_equal(mcuboot_trailer_offsets(&geometry, 0x70000).keys, 0);
	geometry.encryption_key_size = 16;
	assert_int_equal(mcuboot_trailer_offsets(&geometry, 0x70000).keys, 0x70000 - 48 - 32);
	geometry.boot_max_align = 32;
	assert_int_equal(mcuboot_trailer_offsets(&geometry, 0x70000).keys, 0x70000 - 160 - 64);
}

/* Section 3.2: T with the write size of the area's own device; scratch has one entry. */
static void each_area_writes_in_its_own_blocks(void **state)
{
	struct mcuboot_geometry geometry = settings(MCUBOOT_SWAP_SCRATCH, 256, 4, 8);

	(void)state;
	geometry.primary.size = 0x70000;
	geometry.secondary.size = 0x80000;
	geometry.scratch.size = 0x10000;
	assert_int_equal(mcuboot_trailer_offsets_in(&geometry, MCUBOOT_IN_SECONDARY).status,
			 0x80000 - 3120);
	geometry.secondary_write_align = 1;
	geometry.scratch_write_align = 16;
	assert_int_equal(mcuboot_trailer_offsets_in(&geometry, MCUBOOT_IN_PRIMARY).status,
			 0x70000 - 3120);
	assert_int_equal(mcuboot_trailer_offsets_in(&geometry, MCUBOOT_IN_SECONDARY).status,
			 0x80000 - 816);
	assert_int_equal(mcuboot_trailer_offsets_in(&geometry, MCUBOOT_IN_SCRATCH).status,
			 0x10000 - 3 * 16 - 48);
	assert_int_equal(mcuboot_trailer_offsets_in(&geometry, MCUBOOT_IN_SCRATCH).swap_size,
			 0x10000 - 48);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_states_a_sector),
		cmocka_unit_test(two_states_a_sector_in_offset),
		cmocka_unit_test(no_states_without_a_swap),
		cmocka_unit_test(alignment_is_eight_at_least),
		cmocka_unit_test(keys_are_kept_twice),
		cmocka_unit_test(scratch_takes_the_coarser_write_size),
		cmocka_unit_test(size_wraps_like_on_the_device),
		cmocka_unit_test(sectors_of_the_trailer_are_rounded_up),
		cmocka_unit_test(fields_lie_behind_each_other),
		cmocka_unit_test(fields_are_aligned_in_slots_of_odd_size),
		cmocka_unit_test(keys_lie_below_the_size),
		cmocka_unit_test(each_area_writes_in_its_own_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
