/* SPDX-License-Identifier: MIT */
/* Plain data: maps keep their order and find their keys however large they grow; == and repr()
 * are Python's.
 */
#include "model/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static struct arena *arena;

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(0, out_of_memory, NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct value *number(int64_t n)
{
	return value_of_number(arena, n);
}

static void a_large_map_finds_every_key(void **state)
{
	struct value *map = value_new(arena, VALUE_MAP);

	(void)state;
	for (int i = 0; i < 1000; i++)
		value_set(map, arena_printf(arena, "key%d", i), number(i));
	for (int i = 0; i < 1000; i++)
		assert_int_equal(value_number(value_get(map, arena_printf(arena, "key%d", i))), i);
	assert_null(value_get(map, "key1000"));
	assert_int_equal(value_live(map), 1000);
}

static void a_deleted_key_comes_back_at_the_end(void **state)
{
	const size_t sizes[] = {3, 40};

	(void)state;
	for (size_t s = 0; s < 2; s++) {
		struct value *map = value_new(arena, VALUE_MAP);

		for (size_t i = 0; i < sizes[s]; i++)
			value_set(map, arena_printf(arena, "k%zu", i), number(1));
		value_delete(map, "k0");
		assert_null(value_get(map, "k0"));
		assert_int_equal(value_live(map), sizes[s] - 1);
		value_set(map, "k0", number(7));
		assert_int_equal(value_number(value_get(map, "k0")), 7);
		assert_string_equal(map->members[map->count - 1].key, "k0");
	}
}

static void what_is_no_map_has_no_keys(void **state)
{
	(void)state;
	assert_null(value_get(NULL, "a"));
	assert_null(value_get(number(1), "a"));
	assert_null(value_get(value_new(arena, VALUE_LIST), "a"));
}

static void numbers_keep_their_sign(void **state)
{
	struct value *yes = value_new(arena, VALUE_BOOLEAN);

	(void)state;
	yes->magnitude = 1;
	assert_int_equal(value_number(number(-4096)), -4096);
	assert_int_equal(value_number(yes), 1);
	assert_int_equal(value_number(value_of_text(arena, "4096")), 0);
	assert_true(value_equal(yes, number(1)));
	assert_false(value_equal(number(-1), number(1)));
}

static struct value *pair(const char *first, const char *second)
{
	struct value *map = value_new(arena, VALUE_MAP), *list = value_new(arena, VALUE_LIST);

	value_append(list, value_of_text(arena, "x"));
	value_set(map, first, number(1));
	value_set(map, second, list);
	return map;
}

static void maps_are_equal_in_any_order(void **state)
{
	struct value *a = pair("a", "b"), *b = value_new(arena, VALUE_MAP);

	(void)state;
	value_set(b, "b", value_get(a, "b"));
	value_set(b, "a", number(1));
	assert_true(value_equal(a, b));
	value_append(value_get(pair("a", "b"), "b"), number(1));
	assert_true(value_equal(a, pair("a", "b")));
	assert_false(value_equal(a, pair("a", "c")));
	value_delete(b, "a");
	assert_false(value_equal(a, b));
}

static void repr_is_pythons(void **state)
{
	struct value *map = pair("it's", "b\n");
	struct text out = {.arena = arena};

	(void)state;
	value_set(map, "c", value_of_text(arena, "'\"\\"));
	value_set(map, "n", value_new(arena, VALUE_NULL));
	value_repr(&out, map);
	assert_string_equal(out.p, "{\"it's\": 1, 'b\\n': ['x'], 'c': '\\'\"\\\\', 'n': None}");
}

#define VALUE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VALUE_TEST(a_large_map_finds_every_key),
		VALUE_TEST(a_deleted_key_comes_back_at_the_end),
		VALUE_TEST(what_is_no_map_has_no_keys),
		VALUE_TEST(numbers_keep_their_sign),
		VALUE_TEST(maps_are_equal_in_any_order),
		VALUE_TEST(repr_is_pythons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
