/* SPDX-License-Identifier: MIT */
/* Lines of logs: what a terminal would not show is gone, and places stay those of the file. */
#include "read/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

static struct log_reader *open_text(struct arena *arena, const char *text, size_t n)
{
	struct log_reader *reader = ARENA_NEW(arena, struct log_reader);

	log_reader_init(reader, arena, source_new(arena, "boot.log", (struct str){text, n}));
	return reader;
}

static void assert_next(struct log_reader *reader, const char *wanted)
{
	struct log_line line;

	assert_true(log_reader_next(reader, &line));
	assert_int_equal(line.text.n, strlen(wanted));
	assert_memory_equal(line.text.p, wanted, line.text.n);
}

static void test_lines_end_at_lf_and_cr_lf(void **state)
{
	static const char text[] = "one\r\ntwo\n\nlast";
	struct log_reader *reader = open_text(*state, text, sizeof(text) - 1);
	struct log_line line;

	assert_next(reader, "one");
	assert_next(reader, "two");
	assert_next(reader, "");
	assert_next(reader, "last");
	assert_false(log_reader_next(reader, &line));
}

static void test_colours_titles_and_control_bytes_are_taken_out(void **state)
{
	static const char text[] =
		"\033[1;33mW: a\033[0m\n\033]0;title\007b\nc\0d\001e\n10%\r20%\n\033";
	struct log_reader *reader = open_text(*state, text, sizeof(text) - 1);

	assert_next(reader, "W: a");
	assert_next(reader, "b");
	assert_next(reader, "cde");
	assert_next(reader, "10% 20%");
	assert_next(reader, "");
}

static void test_places_are_those_of_the_file(void **state)
{
	static const char text[] = "x\n\033[31mE: bad\033[0m\n";
	struct log_reader *reader = open_text(*state, text, sizeof(text) - 1);
	struct log_line line;
	struct span span;

	assert_true(log_reader_next(reader, &line));
	span = log_line_span(&line, 0, 1);
	assert_int_equal(span.begin, 0);
	assert_int_equal(span.end, 1);
	assert_true(log_reader_next(reader, &line));
	span = log_line_span(&line, 3, 6); /* "bad" */
	assert_memory_equal(text + span.begin, "bad", 3);
	assert_int_equal(span.end - span.begin, 3);
}

/* No message is cut in two: the pieces of a long line share more bytes than a message has. */
static void test_a_long_line_comes_in_pieces_that_overlap(void **state)
{
	static const char needle[] = "Failed reading sectors";
	size_t n = 100000, seen, pieces = 0;
	char *text = arena_alloc(*state, n);
	struct log_reader *reader;
	struct log_line line;

	for (size_t at = 7000; at < 9000; at += 11) {
		memset(text, '.', n);
		memcpy(text + at, needle, sizeof(needle) - 1);
		reader = open_text(*state, text, n);
		for (seen = pieces = 0; log_reader_next(reader, &line); pieces++) {
			assert_true(line.text.n <= 8192);
			seen += str_contains(line.text, needle);
		}
		assert_true(seen >= 1);
	}
	assert_true(pieces > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_end_at_lf_and_cr_lf),
		cmocka_unit_test(test_colours_titles_and_control_bytes_are_taken_out),
		cmocka_unit_test(test_places_are_those_of_the_file),
		cmocka_unit_test(test_a_long_line_comes_in_pieces_that_overlap),
	};

	return cmocka_run_group_tests(tests, make_arena, drop_arena);
}
