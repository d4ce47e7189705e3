/* SPDX-License-Identifier: MIT */
/* Where a log's lines stand: boots, loops, crashes of the bootloader, steps of a build. */
#include "check/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static int make_arena(void **state)
{
	*state = arena_new(0, no_memory, NULL);
	return *state == NULL;
}

static int drop_arena(void **state)
{
	arena_free(*state);
	return 0;
}

static struct log_search *search(void **state, const char *text)
{
	struct log_search *search = ARENA_NEW(*state, struct log_search);
	struct source *source = source_new(*state, "boot.log", str_of(text));
	struct str rest = source->text, raw;

	log_search_init(search, *state);
	while (str_next_line(&rest, &raw)) {
		struct log_line line = {
			.source = source, .text = raw, .begin = (uint32_t)(raw.p - source->text.p)};

		log_search_line(search, &line);
	}
	return search;
}

#define BANNER "*** Booting Zephyr OS build v3.0.99-ncs1  ***\n"
#define BOOT BANNER "I: Starting bootloader\nI: Bootloader chainload address offset: 0x10000\n"

static void test_every_shape_of_a_line_is_recognised(void **state)
{
	static const char *const lines[] = {
		"Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too small?",
		"W: Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too small?",
		"[00:00:01.234,567] <wrn> mcuboot: Failed reading sectors; "
		"BOOT_MAX_IMG_SECTORS=256 "
		"- too small?",
		"[00:00:01.234,567] <wrn> Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too "
		"small?",
		"12:01:02 -> [wrn] mcuboot:Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too "
		"small? \xff",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const struct log_hit *hit = &search(state, lines[i])->hits[LOG_READING_FAILED];

		assert_int_equal(hit->count, 1);
		assert_int_equal(hit->number, 256);
	}
}

static void test_a_word_that_ends_like_a_line_is_none(void **state)
{
	assert_int_equal(search(state, "xUnable to find bootable image")->hits[LOG_NO_IMAGE].count,
			 0);
}

static void test_repeated_lines_are_counted_once_a_line(void **state)
{
	const struct log_hit *hit =
		&search(state, "a\nW: Cannot upgrade: slots are not compatible\nb\n"
			       "W: Cannot upgrade: slots are not compatible\n")
			 ->hits[LOG_NOT_COMPATIBLE];

	assert_int_equal(hit->count, 2);
	assert_int_equal(hit->first.begin, 5);
}

/* MCUBOOT.md 1.3: an unreadable secondary slot counts as one of no sectors. */
static void test_a_line_on_counts_follows_from_a_failed_reading(void **state)
{
	const struct log_search *pair =
		search(state, "I: Starting bootloader\n"
			      "W: Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too small?\n"
			      "W: Cannot upgrade: not a compatible amount of sectors\n");
	const struct log_search *apart =
		search(state, "I: Starting bootloader\n"
			      "W: Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too small?\n"
			      "I: Starting bootloader\n"
			      "W: Cannot upgrade: not a compatible amount of sectors\n");

	assert_int_equal(pair->hits[LOG_SECTOR_COUNT].count, 0);
	assert_true(span_is_set(pair->hits[LOG_READING_FAILED].then));
	assert_int_equal(apart->hits[LOG_SECTOR_COUNT].count, 1);
}

/* MCUBOOT.md 1.3: one line, and the boot goes on. */
static void test_a_failed_reading_alone_is_told_from_a_pair(void **state)
{
	const char reading[] =
		BANNER "I: Starting bootloader\n"
		       "W: Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too small?\n";
	const char counts[] = "W: Cannot upgrade: not a compatible amount of sectors\n";
	const char jump[] = "I: Bootloader chainload address offset: 0x10000\n";
	const struct log_search *alone = search(state, arena_printf(*state, "%s%s", reading, jump));

	assert_true(log_reading_was_alone(alone));
	assert_int_equal(alone->hits[LOG_READING_ALONE].number, 256);
	assert_int_equal(alone->hits[LOG_READING_ALONE].first.begin,
			 alone->hits[LOG_READING_FAILED].first.begin);
	assert_false(log_reading_was_alone(
		search(state, arena_printf(*state, "%s%s%s", reading, counts, jump))));
	assert_false(log_reading_was_alone(search(
		state, arena_printf(*state, "%sE: ***** MPU FAULT *****\n%s", reading, jump))));
	assert_false(log_reading_was_alone(
		search(state, arena_printf(*state, "%s%s%s%s", reading, jump, reading, jump))));
	assert_false(log_reading_was_alone(search(state, reading)));
}

static void test_a_link_step_names_the_image_that_overflowed(void **state)
{
	static const char overflow[] = "ld: region `FLASH' overflowed by 12 bytes\n";
	const char *bootloader = arena_printf(
		*state, "[1/2] Linking C executable mcuboot/zephyr/zephyr.elf\n%s", overflow);
	const char *application =
		arena_printf(*state,
			     "[1/2] Linking C executable mcuboot/zephyr/zephyr.elf\n"
			     "[2/2] Linking C executable zephyr/zephyr.elf\n%s",
			     overflow);

	assert_int_equal(search(state, bootloader)->hits[LOG_OVERFLOW_BOOTLOADER].number, 12);
	assert_int_equal(search(state, bootloader)->hits[LOG_OVERFLOW].count, 0);
	assert_int_equal(search(state, application)->hits[LOG_OVERFLOW_BOOTLOADER].count, 0);
	assert_int_equal(search(state, application)->hits[LOG_OVERFLOW].number, 12);
}

static void test_a_boot_loop_is_a_jump_into_silence(void **state)
{
	assert_int_equal(search(state, BOOT BOOT BOOT)->hits[LOG_BOOT_LOOP].count, 2);
	assert_int_equal(search(state, BOOT "[Sec Thread] Secure image initializing!\n" BOOT)
				 ->hits[LOG_BOOT_LOOP]
				 .count,
			 1);
	assert_int_equal(search(state, BOOT)->hits[LOG_BOOT_LOOP].count, 0);
	assert_int_equal(search(state, BOOT BANNER "hello\n" BOOT)->hits[LOG_BOOT_LOOP].count, 0);
	/* An application that says nothing has at least its banner. */
	assert_int_equal(search(state, BOOT BANNER BOOT)->hits[LOG_BOOT_LOOP].count, 0);
}

static void test_crashes_count_in_the_bootloader_alone(void **state)
{
	assert_int_equal(search(state, "I: Starting bootloader\nE: ***** MPU FAULT *****\n")
				 ->hits[LOG_MPU_FAULT]
				 .count,
			 1);
	assert_int_equal(
		search(state, BOOT "E: ***** MPU FAULT *****\n")->hits[LOG_MPU_FAULT].count, 0);
}

static void test_the_step_that_failed_names_the_image(void **state)
{
	static const char overflow[] = "ld.exe: region `FLASH' overflowed by 1108 bytes\n";
	const char *behind =
		"ld: region `FLASH' overflowed by 1108 bytes\n"
		"FAILED: modules/mcuboot/mcuboot_subimage-build mcuboot/zephyr/zephyr.hex\n";
	const char *before = "[3/9] Performing build step for 'mcuboot_subimage'\n"
			     "FAILED: zephyr/zephyr_pre0.elf\n"
			     "ld: region `FLASH' overflowed by 1108 bytes\n";
	const char *app = "ld: region `FLASH' overflowed by 1108 bytes\nFAILED: app/zephyr.elf\n"
			  "FAILED: mcuboot/zephyr.elf\n";

	assert_int_equal(search(state, overflow)->hits[LOG_OVERFLOW].count, 1);
	assert_int_equal(search(state, behind)->hits[LOG_OVERFLOW].count, 0);
	assert_int_equal(search(state, behind)->hits[LOG_OVERFLOW_BOOTLOADER].count, 1);
	assert_int_equal(search(state, behind)->hits[LOG_OVERFLOW_BOOTLOADER].number, 1108);
	assert_int_equal(search(state, before)->hits[LOG_OVERFLOW_BOOTLOADER].count, 1);
	assert_int_equal(search(state, app)->hits[LOG_OVERFLOW].count, 1);
	assert_int_equal(search(state, app)->hits[LOG_OVERFLOW_BOOTLOADER].count, 0);
}

static void test_the_banner_tells_the_sdk(void **state)
{
	static const struct {
		const char *banner;
		struct version ncs;
	} cases[] = {
		{"*** Booting Zephyr OS build v3.0.99-ncs1-1  ***", {2, 0, 0, true}},
		{"*** Booting Zephyr OS build v3.2.99-ncs2 ***", {2, 3, 0, true}},
		{"*** Booting nRF Connect SDK v3.5.99-ncs1 ***", {2, 6, 0, true}},
		{"*** Booting nRF Connect SDK v2.9.1-60d0d6c8d42d ***", {2, 9, 1, true}},
		{"*** Booting Zephyr OS build v3.5.0 ***", {0, 0, 0, false}},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct version ncs = search(state, cases[i].banner)->ncs;

		assert_int_equal(ncs.known, cases[i].ncs.known);
		assert_int_equal(ncs.major, cases[i].ncs.major);
		assert_int_equal(ncs.minor, cases[i].ncs.minor);
		assert_int_equal(ncs.patch, cases[i].ncs.patch);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_shape_of_a_line_is_recognised),
		cmocka_unit_test(test_a_word_that_ends_like_a_line_is_none),
		cmocka_unit_test(test_repeated_lines_are_counted_once_a_line),
		cmocka_unit_test(test_a_line_on_counts_follows_from_a_failed_reading),
		cmocka_unit_test(test_a_failed_reading_alone_is_told_from_a_pair),
		cmocka_unit_test(test_a_link_step_names_the_image_that_overflowed),
		cmocka_unit_test(test_a_boot_loop_is_a_jump_into_silence),
		cmocka_unit_test(test_crashes_count_in_the_bootloader_alone),
		cmocka_unit_test(test_the_step_that_failed_names_the_image),
		cmocka_unit_test(test_the_banner_tells_the_sdk),
	};

	return cmocka_run_group_tests(tests, make_arena, drop_arena);
}
