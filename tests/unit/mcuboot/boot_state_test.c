/* SPDX-License-Identifier: MIT */
/* Trailers and the decision table: MCUBOOT.md 4.3 and 4.4, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bytes.h"
#include "mcuboot/boot_state.h"

#define GOOD MCUBOOT_MAGIC_GOOD
#define UNSET MCUBOOT_MAGIC_UNSET
#define BAD MCUBOOT_MAGIC_BAD
#define YES MCUBOOT_FLAG_SET
#define NO MCUBOOT_FLAG_UNSET
#define WRONG MCUBOOT_FLAG_BAD

/* -- 4.3: values ---------------------------------------------------------------------------- */

static void magic_depends_on_the_alignment(void **state)
{
	static const uint8_t usual[16] = {0x77, 0xc2, 0x95, 0xf3, 0x60, 0xd2, 0xef, 0x7f,
					  0x35, 0x52, 0x50, 0x0f, 0x2c, 0xb6, 0x79, 0x80};
	uint8_t aligned[16] = {0x10, 0x00, 0x2d, 0xe1, 0x5d, 0x29, 0x41, 0x0b,
			       0x8d, 0x77, 0x67, 0x9c, 0x11, 0x0f, 0x1f, 0x8a};

	(void)state;
	assert_int_equal(mcuboot_magic_decode(usual, 8), GOOD);
	assert_int_equal(mcuboot_magic_decode(usual, 4), GOOD);
	assert_int_equal(mcuboot_magic_decode(usual, 16), BAD);
	assert_int_equal(mcuboot_magic_decode(aligned, 16), GOOD);
	assert_int_equal(mcuboot_magic_decode(aligned, 8), BAD);
	assert_int_equal(mcuboot_magic_decode(aligned, 32), BAD);
	aligned[0] = 0x20;
	assert_int_equal(mcuboot_magic_decode(aligned, 32), GOOD);
}

static void only_an_erased_magic_is_unset(void **state)
{
	uint8_t bytes[16];

	(void)state;
	memset(bytes, 0xff, sizeof(bytes));
	for (uint32_t align = 8; align <= 32; align *= 2)
		assert_int_equal(mcuboot_magic_decode(bytes, align), UNSET);
	bytes[15] = 0xfe;
	assert_int_equal(mcuboot_magic_decode(bytes, 8), BAD);
	memset(bytes, 0, sizeof(bytes));
	assert_int_equal(mcuboot_magic_decode(bytes, 8), BAD);
	mcuboot_magic_bytes(8, bytes);
	bytes[15] ^= 1;
	assert_int_equal(mcuboot_magic_decode(bytes, 8), BAD);
}

static void flags_are_set_unset_or_bad(void **state)
{
	(void)state;
	assert_int_equal(mcuboot_flag_decode(0x01), YES);
	assert_int_equal(mcuboot_flag_decode(0xff), NO);
	assert_int_equal(mcuboot_flag_decode(0x00), WRONG);
	assert_int_equal(mcuboot_flag_decode(0x03), WRONG);
	assert_int_equal(mcuboot_flag_decode(0xfe), WRONG);
}

static void swap_info_holds_type_and_image(void **state)
{
	static const struct {
		uint8_t byte;
		enum mcuboot_swap_type type;
		unsigned image;
	} rows[] = {
		{0x02, MCUBOOT_SWAP_TYPE_TEST, 0},    {0x13, MCUBOOT_SWAP_TYPE_PERM, 1},
		{0xf4, MCUBOOT_SWAP_TYPE_REVERT, 15}, {0x01, MCUBOOT_SWAP_TYPE_NONE, 0},
		{0x00, MCUBOOT_SWAP_TYPE_NONE, 0},    {0x25, MCUBOOT_SWAP_TYPE_NONE, 0},
		{0xff, MCUBOOT_SWAP_TYPE_NONE, 0},
	};
	struct mcuboot_trailer trailer;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		mcuboot_swap_info_decode(rows[i].byte, &trailer);
		assert_int_equal(trailer.swap_type, rows[i].type);
		assert_int_equal(trailer.image_number, rows[i].image);
	}
}

/* A slot of 1024 bytes behind 64 others, with its fields at the places of 3.2. */
static struct bytes slot_dump(uint32_t align, size_t image_ok, size_t copy_done, size_t swap_info)
{
	struct bytes bytes = {.n = 64 + 1024};

	memset(bytes.at, 0xff, sizeof(bytes.at));
	mcuboot_magic_bytes(align, bytes.at + bytes.n - 16);
	put_at(&bytes, bytes.n - image_ok, 0x01, 1);
	put_at(&bytes, bytes.n - copy_done, 0x07, 1);
	put_at(&bytes, bytes.n - swap_info, 0x23, 1);
	return bytes;
}

static void fields_lie_where_the_alignment_puts_them(void **state)
{
	static const size_t places[][4] = {{8, 24, 32, 40}, {16, 32, 48, 64}, {32, 64, 96, 128}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct bytes bytes =
			slot_dump((uint32_t)places[i][0], places[i][1], places[i][2], places[i][3]);
		struct mcuboot_reader reader = bytes_reader(&bytes);
		struct mcuboot_trailer trailer;

		assert_true(
			mcuboot_trailer_read(&reader, 64, 1024, (uint32_t)places[i][0], &trailer));
		assert_int_equal(trailer.magic, GOOD);
		assert_int_equal(trailer.image_ok, YES);
		assert_int_equal(trailer.copy_done, WRONG);
		assert_int_equal(trailer.swap_type, MCUBOOT_SWAP_TYPE_PERM);
		assert_int_equal(trailer.image_number, 2);
	}
}

static void what_is_not_there_cannot_be_read(void **state)
{
	struct bytes bytes = slot_dump(8, 24, 32, 40);
	struct mcuboot_reader reader = bytes_reader(&bytes);
	struct mcuboot_trailer trailer;

	(void)state;
	assert_false(mcuboot_trailer_read(&reader, 65, 1024, 8, &trailer));
	assert_false(mcuboot_trailer_read(&reader, 0, 40, 8, &trailer));
	bytes.broken = true;
	assert_false(mcuboot_trailer_read(&reader, 64, 1024, 8, &trailer));
}

/* -- 4.4: the decision ---------------------------------------------------------------------- */

static struct mcuboot_trailer trailer(enum mcuboot_magic magic, enum mcuboot_flag image_ok,
				      enum mcuboot_flag copy_done)
{
	return (struct mcuboot_trailer){magic, image_ok, copy_done, MCUBOOT_SWAP_TYPE_NONE, 0};
}

static enum mcuboot_swap_type next(enum mcuboot_mode mode, struct mcuboot_trailer primary,
				   struct mcuboot_trailer secondary)
{
	const struct mcuboot_boot_state boot = {mode, &primary, &secondary, NULL};

	return mcuboot_next_swap(&boot);
}

/* Every state of both slots; the table is written down a second time, as it stands in the text. */
static enum mcuboot_swap_type by_table(enum mcuboot_mode mode, struct mcuboot_trailer primary,
				       struct mcuboot_trailer secondary)
{
	if (mode == MCUBOOT_SWAP_OFFSET && secondary.magic == GOOD && secondary.image_ok == NO &&
	    secondary.copy_done == YES)
		return MCUBOOT_SWAP_TYPE_REVERT; /* row 0 */
	if (secondary.magic == GOOD && secondary.image_ok == NO)
		return MCUBOOT_SWAP_TYPE_TEST; /* row 1 */
	if (secondary.magic == GOOD && secondary.image_ok == YES)
		return MCUBOOT_SWAP_TYPE_PERM; /* row 2 */
	if (primary.magic == GOOD && primary.image_ok == NO && primary.copy_done == YES)
		return MCUBOOT_SWAP_TYPE_REVERT; /* row 3 */
	return MCUBOOT_SWAP_TYPE_NONE;
}

/* One of 27 trailers. */
static struct mcuboot_trailer nth_trailer(unsigned n)
{
	return trailer((enum mcuboot_magic)(n % 3), (enum mcuboot_flag)(n / 3 % 3),
		       (enum mcuboot_flag)(n / 9 % 3));
}

static void every_state_has_the_tables_answer(void **state)
{
	static const enum mcuboot_mode modes[] = {MCUBOOT_SWAP_MOVE, MCUBOOT_SWAP_OFFSET,
						  MCUBOOT_SWAP_SCRATCH, MCUBOOT_OVERWRITE};

	(void)state;
	for (unsigned i = 0; i < 4 * 27 * 27; i++) {
		const enum mcuboot_mode mode = modes[i / (27 * 27)];
		const struct mcuboot_trailer primary = nth_trailer(i / 27 % 27);
		const struct mcuboot_trailer secondary = nth_trailer(i % 27);

		assert_int_equal(next(mode, primary, secondary),
				 by_table(mode, primary, secondary));
	}
}

static void row_0_reverts_in_offset_mode_only(void **state)
{
	(void)state;
	assert_int_equal(next(MCUBOOT_SWAP_OFFSET, trailer(UNSET, NO, NO), trailer(GOOD, NO, YES)),
			 MCUBOOT_SWAP_TYPE_REVERT);
	assert_int_equal(next(MCUBOOT_SWAP_MOVE, trailer(UNSET, NO, NO), trailer(GOOD, NO, YES)),
			 MCUBOOT_SWAP_TYPE_TEST);
}

static void row_1_tests_whatever_the_primary_says(void **state)
{
	(void)state;
	assert_int_equal(next(MCUBOOT_SWAP_MOVE, trailer(GOOD, NO, YES), trailer(GOOD, NO, NO)),
			 MCUBOOT_SWAP_TYPE_TEST);
	assert_int_equal(next(MCUBOOT_SWAP_MOVE, trailer(BAD, WRONG, NO), trailer(GOOD, NO, WRONG)),
			 MCUBOOT_SWAP_TYPE_TEST);
}

static void row_2_makes_it_permanent(void **state)
{
	(void)state;
	assert_int_equal(next(MCUBOOT_SWAP_SCRATCH, trailer(UNSET, NO, NO), trailer(GOOD, YES, NO)),
			 MCUBOOT_SWAP_TYPE_PERM);
}

static void row_3_reverts_an_unconfirmed_test(void **state)
{
	(void)state;
	assert_int_equal(next(MCUBOOT_OVERWRITE, trailer(GOOD, NO, YES), trailer(UNSET, NO, NO)),
			 MCUBOOT_SWAP_TYPE_REVERT);
	assert_int_equal(next(MCUBOOT_SWAP_MOVE, trailer(GOOD, YES, YES), trailer(UNSET, NO, NO)),
			 MCUBOOT_SWAP_TYPE_NONE);
}

static void unreadable_secondary_counts_as_empty(void **state)
{
	const struct mcuboot_trailer unconfirmed = trailer(GOOD, NO, YES);
	const struct mcuboot_trailer confirmed = trailer(GOOD, YES, YES);
	const struct mcuboot_boot_state revert = {MCUBOOT_SWAP_MOVE, &unconfirmed, NULL, NULL};
	const struct mcuboot_boot_state none = {MCUBOOT_SWAP_MOVE, &confirmed, NULL, NULL};

	(void)state;
	assert_int_equal(mcuboot_next_swap(&revert), MCUBOOT_SWAP_TYPE_REVERT);
	assert_int_equal(mcuboot_next_swap(&none), MCUBOOT_SWAP_TYPE_NONE);
	assert_int_equal(mcuboot_status_source(&none), MCUBOOT_STATUS_UNDEFINED);
}

static void unreadable_primary_panics(void **state)
{
	const struct mcuboot_trailer secondary = trailer(GOOD, NO, NO);
	const struct mcuboot_boot_state boot = {MCUBOOT_SWAP_MOVE, NULL, &secondary, NULL};

	(void)state;
	assert_int_equal(mcuboot_next_swap(&boot), MCUBOOT_SWAP_TYPE_PANIC);
	assert_int_equal(mcuboot_status_source(&boot), MCUBOOT_STATUS_UNDEFINED);
}

/* -- Resuming ------------------------------------------------------------------------------- */

static enum mcuboot_status_source source(enum mcuboot_mode mode, struct mcuboot_trailer primary,
					 struct mcuboot_trailer secondary)
{
	const struct mcuboot_boot_state boot = {mode, &primary, &secondary, NULL};

	return mcuboot_status_source(&boot);
}

static void move_and_offset_resume_from_the_primary(void **state)
{
	static const enum mcuboot_mode modes[] = {MCUBOOT_SWAP_MOVE, MCUBOOT_SWAP_OFFSET};
	const struct mcuboot_trailer empty = trailer(UNSET, NO, NO);

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(source(modes[i], trailer(GOOD, YES, NO), empty),
				 MCUBOOT_STATUS_PRIMARY);
		assert_int_equal(source(modes[i], trailer(GOOD, NO, NO), trailer(BAD, NO, NO)),
				 MCUBOOT_STATUS_PRIMARY);
		assert_int_equal(source(modes[i], trailer(GOOD, NO, NO), trailer(GOOD, NO, NO)),
				 MCUBOOT_STATUS_NONE);
		assert_int_equal(source(modes[i], trailer(GOOD, NO, YES), empty),
				 MCUBOOT_STATUS_NONE);
		assert_int_equal(source(modes[i], trailer(GOOD, NO, WRONG), empty),
				 MCUBOOT_STATUS_NONE);
		assert_int_equal(source(modes[i], empty, empty), MCUBOOT_STATUS_NONE);
	}
}

static enum mcuboot_status_source with_scratch(struct mcuboot_trailer primary,
					       struct mcuboot_trailer scratch)
{
	const struct mcuboot_trailer secondary = trailer(UNSET, NO, NO);
	const struct mcuboot_boot_state boot = {MCUBOOT_SWAP_SCRATCH, &primary, &secondary,
						&scratch};

	return mcuboot_status_source(&boot);
}

static void scratch_mode_also_resumes_from_the_scratch_area(void **state)
{
	const struct mcuboot_trailer empty = trailer(UNSET, NO, NO);

	(void)state;
	assert_int_equal(with_scratch(trailer(GOOD, NO, NO), empty), MCUBOOT_STATUS_PRIMARY);
	assert_int_equal(with_scratch(trailer(GOOD, NO, YES), empty), MCUBOOT_STATUS_NONE);
	assert_int_equal(with_scratch(trailer(GOOD, NO, NO), trailer(GOOD, NO, NO)),
			 MCUBOOT_STATUS_SCRATCH);
	assert_int_equal(with_scratch(trailer(BAD, NO, NO), trailer(GOOD, NO, NO)),
			 MCUBOOT_STATUS_SCRATCH);
	assert_int_equal(with_scratch(empty, trailer(BAD, NO, NO)), MCUBOOT_STATUS_PRIMARY);
	assert_int_equal(with_scratch(trailer(UNSET, NO, YES), empty), MCUBOOT_STATUS_NONE);
	assert_int_equal(with_scratch(trailer(BAD, NO, NO), empty), MCUBOOT_STATUS_NONE);
	assert_int_equal(source(MCUBOOT_SWAP_SCRATCH, empty, empty), MCUBOOT_STATUS_UNDEFINED);
}

static void other_modes_keep_no_record(void **state)
{
	const struct mcuboot_trailer good = trailer(GOOD, NO, NO);

	(void)state;
	assert_int_equal(source(MCUBOOT_OVERWRITE, good, good), MCUBOOT_STATUS_UNDEFINED);
	assert_int_equal(source(MCUBOOT_SINGLE, good, good), MCUBOOT_STATUS_UNDEFINED);
}

static void everything_has_mcuboots_word(void **state)
{
	(void)state;
	assert_string_equal(mcuboot_magic_name(GOOD), "good");
	assert_string_equal(mcuboot_magic_name(UNSET), "unset");
	assert_string_equal(mcuboot_magic_name(BAD), "bad");
	assert_string_equal(mcuboot_flag_name(YES), "set");
	assert_string_equal(mcuboot_flag_name(NO), "unset");
	assert_string_equal(mcuboot_flag_name(WRONG), "bad");
	assert_string_equal(mcuboot_swap_type_name(MCUBOOT_SWAP_TYPE_NONE), "none");
	assert_string_equal(mcuboot_swap_type_name(MCUBOOT_SWAP_TYPE_TEST), "test");
	assert_string_equal(mcuboot_swap_type_name(MCUBOOT_SWAP_TYPE_PERM), "perm");
	assert_string_equal(mcuboot_swap_type_name(MCUBOOT_SWAP_TYPE_REVERT), "revert");
	assert_string_equal(mcuboot_swap_type_name(MCUBOOT_SWAP_TYPE_PANIC), "panic");
	assert_null(mcuboot_status_source_name(MCUBOOT_STATUS_UNDEFINED));
	assert_string_equal(mcuboot_status_source_name(MCUBOOT_STATUS_NONE), "none");
	assert_string_equal(mcuboot_status_source_name(MCUBOOT_STATUS_PRIMARY), "primary");
	assert_string_equal(mcuboot_status_source_name(MCUBOOT_STATUS_SCRATCH), "scratch");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(magic_depends_on_the_alignment),
		cmocka_unit_test(only_an_erased_magic_is_unset),
		cmocka_unit_test(flags_are_set_unset_or_bad),
		cmocka_unit_test(swap_info_holds_type_and_image),
		cmocka_unit_test(fields_lie_where_the_alignment_puts_them),
		cmocka_unit_test(what_is_not_there_cannot_be_read),
		cmocka_unit_test(every_state_has_the_tables_answer),
		cmocka_unit_test(row_0_reverts_in_offset_mode_only),
		cmocka_unit_test(row_1_tests_whatever_the_primary_says),
		cmocka_unit_test(row_2_makes_it_permanent),
		cmocka_unit_test(row_3_reverts_an_unconfirmed_test),
		cmocka_unit_test(unreadable_secondary_counts_as_empty),
		cmocka_unit_test(unreadable_primary_panics),
		cmocka_unit_test(move_and_offset_resume_from_the_primary),
		cmocka_unit_test(scratch_mode_also_resumes_from_the_scratch_area),
		cmocka_unit_test(other_modes_keep_no_record),
		cmocka_unit_test(everything_has_mcuboots_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
