/* SPDX-License-Identifier: MIT */
/* The header: the table and the rules of MCUBOOT.md 4.1, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bytes.h"
#include "mcuboot/image.h"

static const struct mcuboot_support none = {false, false};
static const struct mcuboot_support all = {true, true};

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
