/* SPDX-License-Identifier: MIT */
/* The TLV areas: the rules and types of MCUBOOT.md 4.2, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bytes.h"
#include "mcuboot/image.h"

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
