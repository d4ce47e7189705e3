/* SPDX-License-Identifier: MIT */
/* Intel HEX: each record type, pieces in any order, and every way in which a text can be broken. */
#include "fixture.h"

#include "read/intel_hex.h"

#define END_RECORD ":00000001FF\n"

static struct image_file *read_hex(struct fixture *fixture, const char *text)
{
	struct image_file *file = ARENA_NEW(fixture->arena, struct image_file);

	file->source = source_new(fixture->arena, "test.hex", str_of(text));
	file->readable = intel_hex_read(fixture->arena, file, &fixture->found);
	return file;
}

static void assert_segment(const struct image_file *file, size_t index, uint64_t address,
			   uint64_t size)
{
	assert_true(index < file->segment_count);
	assert_int_equal(file->segments[index].address, address);
	assert_int_equal(file->segments[index].size, size);
}

static void assert_broken(struct fixture *fixture, const char *text, const char *why)
{
	const struct image_file *file = read_hex(fixture, text);
	const struct finding *finding = fixture->found.first;

	assert_false(file->readable);
	assert_int_equal(fixture->found.count, 1);
	assert_int_equal(finding->rule, RULE_invalid_image);
	assert_non_null(strstr(finding->message, why));
	findings_init(&fixture->found, fixture->arena);
}

static void data_has_the_address_of_its_record(void **state)
{
	const struct image_file *file = read_hex(*state, ":0400100001020304E2\n" END_RECORD);

	assert_true(file->readable);
	assert_int_equal(file->base, 0x10);
	assert_int_equal(file->bytes.n, 4);
	assert_memory_equal(file->bytes.p, "\1\2\3\4", 4);
	assert_int_equal(file->segment_count, 1);
	assert_segment(file, 0, 0x10, 4);
}

/* 04: the upper 16 bits; 02: 16 bytes each; 03 and 05 tell where a program starts. */
static void base_records_move_what_follows(void **state)
{
	const struct image_file *file =
		read_hex(*state, ":020000040001F9\n:01000000AA55\n:020000021000EC\n:01000400BB40\n"
				 ":0400000300003800C1\n:04000005000000CD2A\n" END_RECORD);

	assert_true(file->readable);
	assert_int_equal(file->segment_count, 2);
	assert_segment(file, 0, 0x10000, 1);
	assert_segment(file, 1, 0x10004, 1);
	assert_memory_equal(file->bytes.p, "\xaa\xff\xff\xff\xbb", 5);
}

static void pieces_may_come_in_any_order(void **state)
{
	const struct image_file *file = read_hex(
		*state,
		":02000400CCDD51\n:02000000AABB99\n:020002001122C9\n:01001000EE01\n" END_RECORD);

	assert_true(file->readable);
	assert_int_equal(file->segment_count, 2);
	assert_segment(file, 0, 0, 6);
	assert_segment(file, 1, 0x10, 1);
	assert_int_equal(file->bytes.n, 0x11);
	assert_memory_equal(file->bytes.p, "\xaa\xbb\x11\x22\xcc\xdd\xff", 7);
}

static void lines_may_end_with_cr_and_have_small_letters(void **state)
{
	const struct image_file *file =
		read_hex(*state, "\r\n:01000000aa55\r\n \r\n:00000001ff\r\n\r\n");

	assert_true(file->readable);
	assert_int_equal(file->bytes.n, 1);
}

static void a_text_may_hold_nothing(void **state)
{
	const struct image_file *file = read_hex(*state, ":00001000F0\n" END_RECORD);

	assert_true(file->readable);
	assert_int_equal(file->segment_count, 0);
	assert_int_equal(file->bytes.n, 0);
}

/* A gigabyte lies between the two pieces: only the first is in the bytes. */
static void far_pieces_are_only_listed(void **state)
{
	const struct image_file *file =
		read_hex(*state, ":01000000AA55\n:020000044000BA\n:01000000BB44\n" END_RECORD);

	assert_true(file->readable);
	assert_int_equal(file->segment_count, 2);
	assert_segment(file, 1, 0x40000000, 1);
	assert_int_equal(file->bytes.n, 1);
}

static void the_last_byte_of_32_bits_may_be_given(void **state)
{
	const struct image_file *file =
		read_hex(*state, ":02000004FFFFFC\n:01FFFF00AA57\n" END_RECORD);

	assert_true(file->readable);
	assert_segment(file, 0, UINT32_MAX, 1);
	assert_broken(*state, ":02000004FFFFFC\n:02FFFF00AABB9B\n" END_RECORD, "beyond 32 bits");
}

static void a_piece_is_found_where_it_stands(void **state)
{
	struct fixture *fixture = *state;
	const struct image_file *file =
		read_hex(fixture, ":01000000AA55\n:01001000BB34\n" END_RECORD);
	struct image_file hex = *file;
	struct span at;

	hex.hex = true;
	at = image_file_at(fixture->arena, &hex, 0x10);
	assert_int_equal(at.begin, 14);
	assert_int_equal(at.end, 27);
	at = image_file_at(fixture->arena, &hex, 8);
	assert_int_equal(at.begin, 0);
	assert_int_equal(at.end, 0);
}

static void broken_texts_are_told_why(void **state)
{
	assert_broken(*state, ":01000000AA54\n" END_RECORD, "checksum");
	assert_broken(*state, ":01000000AA55\n", "no end record");
	assert_broken(*state, "", "no end record");
	assert_broken(*state, "01000000AA55\n" END_RECORD, "begins with `:`");
	assert_broken(*state, ":0000\n" END_RECORD, "wrong length");
	assert_broken(*state, ":01000000AA5\n" END_RECORD, "wrong length");
	assert_broken(*state, ":02000000AA54\n" END_RECORD, "as its first byte says");
	assert_broken(*state, ":01000000AG55\n" END_RECORD, "hexadecimal digits");
	assert_broken(*state, ":01000000GA55\n" END_RECORD, "hexadecimal digits");
	assert_broken(*state, ":01000006AA4F\n" END_RECORD, "00 to 05");
	assert_broken(*state, END_RECORD ":01000000AA55\n", "behind the end record");
	assert_broken(*state, ":01000001AA54\n", "the end record has data");
	assert_broken(*state, ":010000040FEC\n" END_RECORD, "no 2 bytes");
	assert_broken(*state, ":0100000500FA\n" END_RECORD, "no 4 bytes");
}

static void a_record_of_more_than_255_bytes_is_too_long(void **state)
{
	char text[1200];

	memset(text, '0', sizeof(text));
	text[0] = ':';
	text[sizeof(text) - 1] = '\0';
	assert_broken(*state, text, "wrong length");
}

static void bytes_given_twice_are_refused(void **state)
{
	assert_broken(*state, ":02000000AABB99\n:01000100CC32\n" END_RECORD, "at 0x1 twice");
	assert_broken(*state, ":01000000AA55\n:01000000AA55\n" END_RECORD, "at 0x0 twice");
}

static void only_a_record_looks_like_intel_hex(void **state)
{
	(void)state;
	assert_true(intel_hex_is(STR("\r\n:00000001FF")));
	assert_false(intel_hex_is(STR(":00000001F")));
	assert_false(intel_hex_is(STR("a: 00000001FF")));
	assert_false(intel_hex_is(STR(": 00000001FF")));
	assert_false(intel_hex_is(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(data_has_the_address_of_its_record),
		READ_TEST(base_records_move_what_follows),
		READ_TEST(pieces_may_come_in_any_order),
		READ_TEST(lines_may_end_with_cr_and_have_small_letters),
		READ_TEST(a_text_may_hold_nothing),
		READ_TEST(far_pieces_are_only_listed),
		READ_TEST(the_last_byte_of_32_bits_may_be_given),
		READ_TEST(a_piece_is_found_where_it_stands),
		READ_TEST(broken_texts_are_told_why),
		READ_TEST(a_record_of_more_than_255_bytes_is_too_long),
		READ_TEST(bytes_given_twice_are_refused),
		READ_TEST(only_a_record_looks_like_intel_hex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
