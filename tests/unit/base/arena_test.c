/* SPDX-License-Identifier: MIT */
/* Shows that the arena gives zeroed, aligned pieces and ends in its handler when it is full. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void jump(void *context)
{
	longjmp(*(jmp_buf *)context, 1);
}

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);
	unsigned char *last = NULL;

	(void)state;
	for (size_t n = 0; n < 3000; n++) {
		unsigned char *piece = arena_alloc(arena, n);

		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(piece[i], 0);
		if (last && n > 1)
			assert_int_equal(last[n - 2], 0xff); /* of the piece before */
		memset(piece, 0xff, n);
		last = piece;
	}
	arena_free(arena);
}

static void large_pieces_leave_room_for_small_ones(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);
	size_t before;
	char *large;

	(void)state;
	assert_non_null(arena_alloc(arena, 8));
	large = arena_alloc(arena, (size_t)1 << 20);
	large[((size_t)1 << 20) - 1] = 'x';
	before = arena_taken(arena);
	assert_true(before > (size_t)1 << 20);
	assert_non_null(arena_alloc(arena, 8));
	assert_true(arena_taken(arena) <= before + 64);
	arena_free(arena);
}

static void the_limit_calls_the_handler(void **state)
{
	jmp_buf full;
	struct arena *arena = arena_new((size_t)1 << 20, jump, &full);

	(void)state;
	if (setjmp(full) == 0) {
		for (int i = 0; i < 100000; i++)
			arena_alloc(arena, 64);
		fail_msg("the arena grew beyond its limit");
	}
	assert_true(arena_taken(arena) <= (size_t)1 << 20);
	arena_free(arena);
}

static void impossible_sizes_call_the_handler(void **state)
{
	jmp_buf full;
	struct arena *arena = arena_new(0, jump, &full);
	volatile int calls = 0;

	(void)state;
	if (setjmp(full) == 0)
		arena_alloc(arena, SIZE_MAX);
	else
		calls++;
	if (setjmp(full) == 0)
		arena_array(arena, SIZE_MAX / 2, 3);
	else
		calls++;
	if (setjmp(full) == 0)
		arena_copy(arena, "", SIZE_MAX);
	else
		calls++;
	assert_int_equal(calls, 3);
	arena_free(arena);
}

static void formatted_text_may_be_of_any_length(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);
	char long_word[1001];

	(void)state;
	memset(long_word, 'a', 1000);
	long_word[1000] = '\0';
	assert_string_equal(arena_printf(arena, "%d %s", 7, "seven"), "7 seven");
	assert_int_equal(strlen(arena_printf(arena, "<%s>", long_word)), 1002);
	for (int n = 250; n < 260; n++)
		assert_int_equal(strlen(arena_printf(arena, "%.*s", n, long_word)), n);
	assert_string_equal(arena_copy(arena, "abc", 2), "ab");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(large_pieces_leave_room_for_small_ones),
		cmocka_unit_test(the_limit_calls_the_handler),
		cmocka_unit_test(impossible_sizes_call_the_handler),
		cmocka_unit_test(formatted_text_may_be_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
