/* SPDX-License-Identifier: MIT */
/* The header and the TLV areas: the tables of MCUBOOT.md 4.1 and 4.2, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bytes.h"
#include "mcuboot/image.h"

static const struct mcuboot_support none = {false, false};
static const struct mcuboot_support all = {true, true};

/* A header of 0x200 bytes, version 1.2.300+70000. */
static void put_header(struct bytes *bytes, uint32_t image, uint16_t protected_size, uint32_t flags)
{
	put(bytes, 0x96f3b83d, 4);
	put(bytes, 0x10000, 4);
	put(bytes, 0x200, 2);
	put(bytes, protected_size, 2);
	put(bytes, image, 4);
	put(bytes, flags, 4);
	put(bytes, 1, 1);
	put(bytes, 2, 1);
	put(bytes, 300, 2);
	put(bytes, 70000, 4);
	put(bytes, 0, 4);
}

static struct mcuboot_header header_of(uint32_t image, uint16_t protected_size, uint32_t flags)
{
	struct bytes bytes = {.n = 0};
	struct mcuboot_header header;

	put_header(&bytes, image, protected_size, flags);
	mcuboot_header_decode(bytes.at, &header);
	return header;
}

static bool accepted(struct mcuboot_header header, uint64_t slot, struct mcuboot_support support)
{
	return mcuboot_header_accepted(&header, slot, support);
}

static void every_field_of_the_header_has_its_place(void **state)
{
	struct mcuboot_header header = header_of(0x12345678, 0x9abc, 0x104);

	(void)state;
	assert_int_equal(header.magic, MCUBOOT_HEADER_MAGIC);
	assert_int_equal(header.load_address, 0x10000);
	assert_int_equal(header.header_size, 0x200);
	assert_int_equal(header.protected_tlv_size, 0x9abc);
	assert_int_equal(header.image_size, 0x12345678);
	assert_int_equal(header.flags, 0x104);
	assert_int_equal(header.version.major, 1);
	assert_int_equal(header.version.minor, 2);
	assert_int_equal(header.version.revision, 300);
	assert_int_equal(header.version.build, 70000);
}

static void the_magic_number_is_stored_as_3d_b8_f3_96(void **state)
{
	static const uint8_t bytes[MCUBOOT_HEADER_SIZE] = {0x3d, 0xb8, 0xf3, 0x96};
	struct mcuboot_header header;

	(void)state;
	mcuboot_header_decode(bytes, &header);
	assert_int_equal(header.magic, MCUBOOT_HEADER_MAGIC);
}

static void only_the_magic_number_is_accepted(void **state)
{
	struct mcuboot_header header = header_of(1000, 0, 0);

	(void)state;
	assert_true(accepted(header, 0x1000, none));
	header.magic = MCUBOOT_HEADER_MAGIC_OLD;
	assert_false(accepted(header, 0x1000, none));
	header.magic = MCUBOOT_HEADER_MAGIC_ERASED;
	assert_false(accepted(header, 0x1000, none));
}

static void header_image_and_protected_tlvs_stay_below_the_slot(void **state)
{
	struct mcuboot_header header = header_of(0x1000, 0x40, 0);

	(void)state;
	assert_true(accepted(header, 0x1241, none));
	assert_false(accepted(header, 0x1240, none));
}

static void sizes_do_not_wrap_around(void **state)
{
	uint32_t sum;
	struct mcuboot_header fits = header_of(UINT32_MAX - 0x200 - 0x10, 0x10, 0);
	struct mcuboot_header image = header_of(UINT32_MAX - 0x1ff, 0, 0);
	struct mcuboot_header tlvs = header_of(UINT32_MAX - 0x200, 1, 0);

	(void)state;
	assert_true(mcuboot_header_sum(&fits, none, &sum));
	assert_int_equal(sum, UINT32_MAX);
	assert_false(mcuboot_header_sum(&image, none, &sum));
	assert_false(accepted(image, UINT64_MAX, none));
	assert_false(mcuboot_header_sum(&tlvs, none, &sum));
}

static void compressed_images_leave_the_protected_tlvs_out(void **state)
{
	struct mcuboot_header header = header_of(0x1000, 0x40, MCUBOOT_IMAGE_LZMA2);
	uint32_t sum;

	(void)state;
	assert_true(mcuboot_header_sum(&header, all, &sum));
	assert_int_equal(sum, 0x1200);
	assert_true(mcuboot_header_sum(&header, none, &sum));
	assert_int_equal(sum, 0x1240);
}

/* header_size is not looked at: 16 is accepted. */
static void header_test_takes_a_header_of_16_bytes(void **state)
{
	struct mcuboot_header header = header_of(1000, 0, 0);

	(void)state;
	header.header_size = 16;
	assert_true(accepted(header, 0x1000, none));
}

static void flags_are_accepted_as_mcuboot_was_built(void **state)
{
	static const struct {
		uint32_t flags;
		bool by_none, by_all;
	} rows[] = {
		{0x01, true, true},    {0x04, false, true},  {0x08, false, true},
		{0x0c, false, false},  {0x10, true, true},   {0x20, true, true},
		{0x100, true, true},   {0x200, false, true}, {0x400, false, true},
		{0x600, false, false}, {0x800, false, true}, {0xc00, false, true},
		{0x404, false, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct mcuboot_header header = header_of(1000, 0, rows[i].flags);

		assert_int_equal(accepted(header, 0x1000, none), rows[i].by_none);
		assert_int_equal(accepted(header, 0x1000, all), rows[i].by_all);
	}
}

static void flags_have_names(void **state)
{
	static const uint32_t flags[] = {0x01, 0x04, 0x08, 0x10, 0x20, 0x100, 0x200, 0x400, 0x800};

	(void)state;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		assert_non_null(mcuboot_image_flag_name(flags[i]));
	assert_string_equal(mcuboot_image_flag_name(0x100), "ROM fixed");
	assert_null(mcuboot_image_flag_name(0x02));
	assert_null(mcuboot_image_flag_name(0x0c));
	assert_null(mcuboot_image_flag_name(0));
}

/* -- TLV areas ------------------------------------------------------------------------------ */

static void put_tlv(struct bytes *bytes, uint16_t type, uint16_t length)
{
	put(bytes, type, 2);
	put(bytes, length, 2);
	for (uint16_t i = 0; i < length; i++)
		put(bytes, i, 1);
}

/* Header 0x200, 16 bytes of code; then protected 0x50 and 0x40, unprotected 0x10 and 0xa0. */
static struct bytes image_with_both_areas(void)
{
	struct bytes bytes = {.n = 0};

	put_header(&bytes, 16, 28, 0);
	bytes.n = 0x200 + 16;
	put(&bytes, 0x6908, 2);
	put(&bytes, 28, 2);
	put_tlv(&bytes, 0x50, 4);
	put_tlv(&bytes, 0x40, 12);
	put(&bytes, 0x6907, 2);
	put(&bytes, 4 + 36 + 4, 2);
	put_tlv(&bytes, 0x10, 32);
	put_tlv(&bytes, 0xa0, 0);
	return bytes;
}

static enum mcuboot_tlvs find(struct bytes *bytes, struct mcuboot_tlv_areas *areas)
{
	struct mcuboot_reader reader = bytes_reader(bytes);
	struct mcuboot_header header;

	mcuboot_header_decode(bytes->at, &header);
	return mcuboot_tlvs_find(&reader, 0, &header, areas);
}

static void both_areas_are_walked_in_order(void **state)
{
	static const struct mcuboot_tlv wanted[] = {
		{0x50, 4, true, 0x210 + 8},
		{0x40, 12, true, 0x210 + 16},
		{0x10, 32, false, 0x210 + 28 + 8},
		{0xa0, 0, false, 0x210 + 28 + 44},
	};
	struct bytes bytes = image_with_both_areas();
	struct mcuboot_reader reader = bytes_reader(&bytes);
	struct mcuboot_tlv_areas areas;
	struct mcuboot_tlv_cursor cursor;
	struct mcuboot_tlv tlv;

	(void)state;
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_FOUND);
	assert_int_equal(areas.begin, 0x210);
	assert_int_equal(areas.protected_end, 0x210 + 28);
	assert_int_equal(areas.end, bytes.n);
	cursor = mcuboot_tlvs_begin(&reader, 0, &areas);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(mcuboot_tlv_next(&cursor, &tlv), MCUBOOT_TLV_ENTRY);
		assert_int_equal(tlv.type, wanted[i].type);
		assert_int_equal(tlv.length, wanted[i].length);
		assert_int_equal(tlv.is_protected, wanted[i].is_protected);
		assert_int_equal(tlv.offset, wanted[i].offset);
	}
	assert_int_equal(mcuboot_tlv_next(&cursor, &tlv), MCUBOOT_TLV_END);
}

/* As in the dump of a slot: everything lies behind the first sector. */
static void image_may_begin_behind_other_bytes(void **state)
{
	struct bytes bytes = image_with_both_areas();
	struct mcuboot_reader reader;
	struct mcuboot_header header;
	struct mcuboot_tlv_areas areas;
	struct mcuboot_tlv_cursor cursor;
	struct mcuboot_tlv tlv;
	size_t count = 0;

	(void)state;
	mcuboot_header_decode(bytes.at, &header);
	memmove(bytes.at + 0x100, bytes.at, bytes.n);
	bytes.n += 0x100;
	reader = bytes_reader(&bytes);
	assert_int_equal(mcuboot_tlvs_find(&reader, 0x100, &header, &areas), MCUBOOT_TLVS_FOUND);
	cursor = mcuboot_tlvs_begin(&reader, 0x100, &areas);
	while (mcuboot_tlv_next(&cursor, &tlv) == MCUBOOT_TLV_ENTRY)
		count++;
	assert_int_equal(count, 4);
}

static void an_area_that_is_not_there_is_told_why(void **state)
{
	struct mcuboot_tlv_areas areas;
	struct bytes bytes = image_with_both_areas();

	(void)state;
	bytes.n = 0x213; /* the first info is cut */
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_CUT);
	bytes.n = 0x210 + 28 + 3; /* the second */
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_CUT);

	bytes = image_with_both_areas();
	put_at(&bytes, 0x210 + 2, 29, 2); /* the area's total is not the header's */
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_BAD_PROTECTED);
	put_at(&bytes, 0x210, 0x6907, 2); /* the header speaks of an area that is not there */
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_BAD_PROTECTED);
	put_at(&bytes, 10, 0, 2); /* and there is one that it does not speak of */
	put_at(&bytes, 0x210, 0x6908, 2);
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_BAD_PROTECTED);
	put_at(&bytes, 0x212, 0, 2); /* an area cannot be smaller than its own info */
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_BAD_PROTECTED);

	bytes = image_with_both_areas();
	put_at(&bytes, 0x210 + 28, 0x6909, 2);
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_BAD_INFO);
	put_at(&bytes, 0x210 + 28, 0x6907, 2);
	put_at(&bytes, 0x210 + 30, 3, 2);
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_BAD_INFO);
}

/* Steps until the walk ends; how it ended, and how many entries were whole. */
static enum mcuboot_tlv_step walk(struct bytes *bytes, size_t *count)
{
	struct mcuboot_reader reader = bytes_reader(bytes);
	struct mcuboot_tlv_areas areas;
	struct mcuboot_tlv_cursor cursor;
	enum mcuboot_tlv_step step;
	struct mcuboot_tlv tlv;

	assert_int_equal(find(bytes, &areas), MCUBOOT_TLVS_FOUND);
	cursor = mcuboot_tlvs_begin(&reader, 0, &areas);
	*count = 0;
	while ((step = mcuboot_tlv_next(&cursor, &tlv)) == MCUBOOT_TLV_ENTRY)
		++*count;
	return step;
}

static void entries_stay_in_their_area(void **state)
{
	struct bytes bytes = image_with_both_areas();
	size_t count;

	(void)state;
	put_at(&bytes, 0x210 + 14, 13,
	       2); /* the second protected one reaches into the other area */
	assert_int_equal(walk(&bytes, &count), MCUBOOT_TLV_OVERRUN);
	assert_int_equal(count, 1);

	bytes = image_with_both_areas();
	put_at(&bytes, bytes.n - 2, 1, 2); /* the last one passes the end */
	assert_int_equal(walk(&bytes, &count), MCUBOOT_TLV_OVERRUN);
	assert_int_equal(count, 3);

	bytes = image_with_both_areas();
	put_at(&bytes, 0x210 + 30, 4 + 36 + 3, 2); /* three bytes hold no entry */
	assert_int_equal(walk(&bytes, &count), MCUBOOT_TLV_OVERRUN);
	assert_int_equal(count, 3);
}

static void a_cut_file_ends_the_walk(void **state)
{
	struct bytes bytes = image_with_both_areas();
	size_t count;

	(void)state;
	bytes.n -= 1; /* in the last entry's four bytes */
	assert_int_equal(walk(&bytes, &count), MCUBOOT_TLV_CUT);
	assert_int_equal(count, 3);
	bytes.n -= 4; /* in the hash */
	assert_int_equal(walk(&bytes, &count), MCUBOOT_TLV_CUT);
	assert_int_equal(count, 2);
}

static void areas_may_be_empty(void **state)
{
	struct bytes bytes = {.n = 0};
	size_t count;

	(void)state;
	put_header(&bytes, 16, 4, 0);
	bytes.n = 0x210;
	put(&bytes, 0x6908, 2);
	put(&bytes, 4, 2);
	put(&bytes, 0x6907, 2);
	put(&bytes, 4, 2);
	assert_int_equal(walk(&bytes, &count), MCUBOOT_TLV_END);
	assert_int_equal(count, 0);
}

static void a_device_that_cannot_be_read_ends_everything(void **state)
{
	struct bytes bytes = image_with_both_areas();
	struct mcuboot_reader reader = bytes_reader(&bytes);
	struct mcuboot_tlv_areas areas;
	uint8_t byte;

	(void)state;
	bytes.broken = true;
	assert_int_equal(find(&bytes, &areas), MCUBOOT_TLVS_CUT);
	assert_false(mcuboot_read(&reader, 0, &byte, 1));
	bytes.broken = false;
	assert_true(mcuboot_read(&reader, bytes.n - 1, &byte, 1));
	assert_false(mcuboot_read(&reader, bytes.n, &byte, 1));
	assert_false(mcuboot_read(&reader, UINT64_MAX, &byte, 1));
}

static void tlv_types_have_names(void **state)
{
	static const uint16_t known[] = {0x01, 0x02, 0x10, 0x11, 0x12, 0x20, 0x22, 0x23, 0x24,
					 0x25, 0x30, 0x31, 0x32, 0x33, 0x34, 0x40, 0x50, 0x60,
					 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		assert_non_null(mcuboot_tlv_name(known[i]));
		assert_string_not_equal(mcuboot_tlv_name(known[i]), "vendor");
	}
	assert_string_equal(mcuboot_tlv_name(0xa0), "vendor");
	assert_string_equal(mcuboot_tlv_name(0xa1f3), "vendor");
	assert_string_equal(mcuboot_tlv_name(0x12ff), "vendor");
	assert_null(mcuboot_tlv_name(0x129f));
	assert_null(mcuboot_tlv_name(0x03));
}

static void hashes_have_their_sizes(void **state)
{
	(void)state;
	assert_int_equal(mcuboot_tlv_hash_size(0x10), 32);
	assert_int_equal(mcuboot_tlv_hash_size(0x11), 48);
	assert_int_equal(mcuboot_tlv_hash_size(0x12), 64);
	/* The marker of a pure signature does not replace the hash. */
	assert_int_equal(mcuboot_tlv_hash_size(0x25), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_of_the_header_has_its_place),
		cmocka_unit_test(the_magic_number_is_stored_as_3d_b8_f3_96),
		cmocka_unit_test(only_the_magic_number_is_accepted),
		cmocka_unit_test(header_image_and_protected_tlvs_stay_below_the_slot),
		cmocka_unit_test(sizes_do_not_wrap_around),
		cmocka_unit_test(compressed_images_leave_the_protected_tlvs_out),
		cmocka_unit_test(header_test_takes_a_header_of_16_bytes),
		cmocka_unit_test(flags_are_accepted_as_mcuboot_was_built),
		cmocka_unit_test(flags_have_names),
		cmocka_unit_test(both_areas_are_walked_in_order),
		cmocka_unit_test(image_may_begin_behind_other_bytes),
		cmocka_unit_test(an_area_that_is_not_there_is_told_why),
		cmocka_unit_test(entries_stay_in_their_area),
		cmocka_unit_test(a_cut_file_ends_the_walk),
		cmocka_unit_test(areas_may_be_empty),
		cmocka_unit_test(a_device_that_cannot_be_read_ends_everything),
		cmocka_unit_test(tlv_types_have_names),
		cmocka_unit_test(hashes_have_their_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
