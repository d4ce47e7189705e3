/* SPDX-License-Identifier: MIT */
/* Image files taken apart: what is found in sound ones, and each way in which one can be broken. */
#include "fixture.h"

#include "read/image_hash.h"

/* Bytes of an image while it is put together. */
struct builder {
	uint8_t at[4096];
	size_t n;
};

static void put(struct builder *image, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		image->at[image->n++] = (uint8_t)(value >> 8 * i & 0xff);
}

static void put_at(struct builder *image, size_t offset, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		image->at[offset + i] = (uint8_t)(value >> 8 * i & 0xff);
}

/* Header of 64 bytes, 16 of code, one TLV with the hash of both. */
static struct builder sound_image(uint32_t flags, uint16_t hash_type)
{
	struct builder image = {.n = 0};
	uint8_t hash[IMAGE_HASH_ROOM];
	const size_t size = mcuboot_tlv_hash_size(hash_type);

	put(&image, MCUBOOT_HEADER_MAGIC, 4);
	put(&image, 0, 4);
	put(&image, 64, 2);
	put(&image, 0, 2);
	put(&image, 16, 4);
	put(&image, flags, 4);
	image.n = 64;
	put(&image, 0x20001000, 4);
	put(&image, 0x10041, 4);
	put(&image, 0, 8);
	image_hash_of(hash_type, (struct str){(const char *)image.at, image.n}, hash);
	put(&image, 0x6907, 2);
	put(&image, 8 + size, 2);
	put(&image, hash_type, 2);
	put(&image, size, 2);
	memcpy(image.at + image.n, hash, size);
	image.n += size;
	return image;
}

static struct image_file *read_image(struct fixture *fixture, const struct builder *image)
{
	char *copy = arena_copy(fixture->arena, (const char *)image->at, image->n);
	struct source *source =
		source_new_binary(fixture->arena, "test.bin", (struct str){copy, image->n});

	return image_file_read(fixture->arena, source, &fixture->found);
}

static void a_sound_image_has_no_problem(void **state)
{
	const struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);
	const struct image_file *file = read_image(*state, &image);

	assert_true(file->readable);
	assert_false(file->hex);
	assert_int_equal(file->problems, 0);
	assert_true(image_file_is_signed(file));
	assert_int_equal(file->hash, IMAGE_HASH_GOOD);
	assert_true(file->has_total_size);
	assert_int_equal(file->total_size, image.n);
	assert_false(file->padded);
	assert_true(file->has_vectors);
	assert_int_equal(file->initial_sp, 0x20001000);
	assert_int_equal(file->reset_handler, 0x10041);
	assert_non_null(file->tlvs);
	assert_null(file->tlvs->next);
	assert_int_equal(file->segment_count, 1);
}

static void every_hash_is_known(void **state)
{
	static const uint16_t types[] = {MCUBOOT_TLV_SHA256, MCUBOOT_TLV_SHA384,
					 MCUBOOT_TLV_SHA512};

	for (size_t i = 0; i < 3; i++) {
		struct builder image = sound_image(0, types[i]);

		assert_int_equal(read_image(*state, &image)->hash, IMAGE_HASH_GOOD);
		image.at[70] ^= 1;
		assert_int_equal(read_image(*state, &image)->hash, IMAGE_HASH_WRONG);
		assert_int_equal(read_image(*state, &image)->problems, IMAGE_HASH_MISMATCH);
	}
}

/* FIPS 180-2: the digests of "abc". */
static void hashes_are_the_published_ones(void **state)
{
	static const uint8_t sha256[] = {0xba, 0x78, 0x16, 0xbf},
			     sha384[] = {0xcb, 0x00, 0x75, 0x3f},
			     sha512[] = {0xdd, 0xaf, 0x35, 0xa1};
	uint8_t hash[IMAGE_HASH_ROOM];

	(void)state;
	image_hash_of(MCUBOOT_TLV_SHA256, STR("abc"), hash);
	assert_memory_equal(hash, sha256, 4);
	image_hash_of(MCUBOOT_TLV_SHA384, STR("abc"), hash);
	assert_memory_equal(hash, sha384, 4);
	image_hash_of(MCUBOOT_TLV_SHA512, STR("abc"), hash);
	assert_memory_equal(hash, sha512, 4);
}

static void a_hash_of_another_length_is_wrong(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);

	put_at(&image, 80 + 6, 31, 2);
	put_at(&image, 82, 39, 2);
	assert_int_equal(read_image(*state, &image)->hash, IMAGE_HASH_WRONG);
}

static void an_encrypted_payload_hides_hash_and_vectors(void **state)
{
	struct builder image = sound_image(MCUBOOT_IMAGE_AES128, MCUBOOT_TLV_SHA256);
	const struct image_file *plain = read_image(*state, &image), *file;

	assert_int_equal(plain->hash, IMAGE_HASH_GOOD);
	assert_true(plain->has_vectors);
	image.at[70] ^= 1;
	file = read_image(*state, &image);
	assert_int_equal(file->hash, IMAGE_HASH_HIDDEN);
	assert_false(file->has_vectors);
	assert_int_equal(file->problems, 0);
}

static void a_compressed_payload_hides_the_vectors(void **state)
{
	const struct builder image = sound_image(MCUBOOT_IMAGE_LZMA2, MCUBOOT_TLV_SHA256);

	assert_false(read_image(*state, &image)->has_vectors);
}

static void code_without_room_for_vectors_has_none(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);

	put_at(&image, 12, 4, 4);
	assert_false(read_image(*state, &image)->has_vectors);
}

static void files_that_end_early_are_told_apart(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);
	const struct image_file *file;

	image.n -= 1;
	file = read_image(*state, &image);
	assert_int_equal(file->problems, IMAGE_TRUNCATED);
	assert_true(file->has_total_size);
	assert_null(file->tlvs);
	image.n = 75;
	file = read_image(*state, &image);
	assert_int_equal(file->problems, IMAGE_TRUNCATED);
	assert_false(file->has_total_size);
	assert_true(file->has_vectors);
	image.n = 70;
	assert_false(read_image(*state, &image)->has_vectors);
	image.n = 31;
	file = read_image(*state, &image);
	assert_int_equal(file->problems, IMAGE_TOO_SHORT);
	assert_false(file->has_header);
	image.n = 0;
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_EMPTY);
}

static void wrong_headers_are_told_apart(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);

	put_at(&image, 0, MCUBOOT_HEADER_MAGIC_OLD, 4);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_OLD_MAGIC);
	put_at(&image, 0, 0x12345678, 4);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_BAD_MAGIC);
	assert_false(image_file_is_signed(read_image(*state, &image)));
	image = sound_image(0, MCUBOOT_TLV_SHA256);
	put_at(&image, 8, 31, 2);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_HEADER_TOO_SMALL);
	image = sound_image(0, MCUBOOT_TLV_SHA256);
	put_at(&image, 12, 0xffffffff, 4);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_SIZE_OVERFLOW);
}

static void wrong_tlvs_are_told_apart(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);

	put_at(&image, 80, 0x1234, 2);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_NO_TLVS);
	image = sound_image(0, MCUBOOT_TLV_SHA256);
	put_at(&image, 10, 8, 2);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_PROTECTED_SIZE);
	image = sound_image(0, MCUBOOT_TLV_SHA256);
	put_at(&image, 86, 33, 2);
	assert_int_equal(read_image(*state, &image)->problems, IMAGE_TLV_OVERRUN);
	assert_int_equal(read_image(*state, &image)->hash, IMAGE_HASH_MISSING);
}

static void a_list_without_a_hash_is_no_problem_of_its_own(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);

	put_at(&image, 84, 0x50, 2);
	assert_int_equal(read_image(*state, &image)->hash, IMAGE_HASH_MISSING);
	assert_int_equal(read_image(*state, &image)->problems, 0);
}

static void bytes_behind_the_image_are_padding(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);

	put(&image, 0xff, 1);
	assert_true(read_image(*state, &image)->padded);
}

/* The dump of a secondary slot in swap using offset: the first sector is erased. */
static void a_header_is_found_behind_an_erased_sector(void **state)
{
	const struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);
	struct builder dump = {.n = 1024};
	const struct image_file *file;

	memset(dump.at, 0xff, dump.n);
	memcpy(dump.at + dump.n, image.at, image.n);
	dump.n += image.n;
	file = read_image(*state, &dump);
	assert_int_equal(file->image_offset, 1024);
	assert_int_equal(file->problems, 0);
	assert_int_equal(file->total_size, image.n);
	assert_int_equal(file->reset_handler, 0x10041);

	dump.at[512] = 0;
	file = read_image(*state, &dump);
	assert_int_equal(file->image_offset, 0);
	assert_int_equal(file->problems, IMAGE_BAD_MAGIC);
}

static void a_name_tells_that_a_broken_text_was_intel_hex(void **state)
{
	struct fixture *fixture = *state;
	const struct source *source = source_new(fixture->arena, "a.hex", STR("01000000AA55\n"));
	const struct image_file *file = image_file_read(fixture->arena, source, &fixture->found);

	assert_true(file->hex);
	assert_false(file->readable);
	source = source_new(fixture->arena, "a.hex", STR(""));
	file = image_file_read(fixture->arena, source, &fixture->found);
	assert_int_equal(file->problems, IMAGE_EMPTY);
}

static void places_are_byte_offsets(void **state)
{
	struct fixture *fixture = *state;
	const struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);
	const struct image_file *file = read_image(fixture, &image);
	uint32_t word;

	assert_string_equal(image_file_at(fixture->arena, file, 12).path, "+0xc");
	assert_true(image_file_word(file, 64, &word));
	assert_int_equal(word, 0x20001000);
	assert_false(image_file_word(file, image.n - 3, &word));
}

static void images_are_told_by_content(void **state)
{
	struct builder image = sound_image(0, MCUBOOT_TLV_SHA256);
	char trailer[20] = "a: 1";

	(void)state;
	assert_int_equal(input_kind_of("a", (struct str){(const char *)image.at, image.n}),
			 INPUT_IMAGE);
	put_at(&image, 0, MCUBOOT_HEADER_MAGIC_OLD, 4);
	assert_int_equal(input_kind_of("a", (struct str){(const char *)image.at, image.n}),
			 INPUT_IMAGE);
	put_at(&image, 0, MCUBOOT_HEADER_MAGIC_ERASED, 4);
	assert_int_equal(input_kind_of("a", (struct str){(const char *)image.at, image.n}),
			 INPUT_IMAGE);
	put_at(&image, 0, 0x20001000, 4);
	assert_int_equal(input_kind_of("a", (struct str){(const char *)image.at, image.n}),
			 INPUT_UNKNOWN);
	mcuboot_magic_bytes(16, (uint8_t *)trailer + 4);
	assert_int_equal(input_kind_of("a", (struct str){trailer, sizeof(trailer)}), INPUT_IMAGE);
	assert_int_equal(input_kind_of("a", STR(":00000001FF\n")), INPUT_INTEL_HEX);
	assert_int_equal(input_kind_of("a", STR("a:")), INPUT_YAML);
	assert_int_equal(input_kind_of("a", STR("\xff\xfe"
						"a")),
			 INPUT_YAML);
}

static void problems_have_names(void **state)
{
	(void)state;
	for (unsigned problem = IMAGE_EMPTY; problem <= IMAGE_HASH_MISMATCH; problem <<= 1)
		assert_non_null(image_problem_name(problem));
	assert_null(image_problem_name(IMAGE_HASH_MISMATCH << 1));
	assert_null(image_problem_name(3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(a_sound_image_has_no_problem),
		READ_TEST(every_hash_is_known),
		READ_TEST(hashes_are_the_published_ones),
		READ_TEST(a_hash_of_another_length_is_wrong),
		READ_TEST(an_encrypted_payload_hides_hash_and_vectors),
		READ_TEST(a_compressed_payload_hides_the_vectors),
		READ_TEST(code_without_room_for_vectors_has_none),
		READ_TEST(files_that_end_early_are_told_apart),
		READ_TEST(wrong_headers_are_told_apart),
		READ_TEST(wrong_tlvs_are_told_apart),
		READ_TEST(a_list_without_a_hash_is_no_problem_of_its_own),
		READ_TEST(bytes_behind_the_image_are_padding),
		READ_TEST(a_header_is_found_behind_an_erased_sector),
		READ_TEST(a_name_tells_that_a_broken_text_was_intel_hex),
		READ_TEST(places_are_byte_offsets),
		READ_TEST(images_are_told_by_content),
		READ_TEST(problems_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
