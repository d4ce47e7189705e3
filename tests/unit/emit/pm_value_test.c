/* SPDX-License-Identifier: MIT */
/* Scalars are written as Python's str() writes them.  Expected texts are from Python 3.11. */
#include "base/arena.h"
#include "emit/pm_value.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void no_memory(void *context)
{
	(void)context;
	abort();
}

/* The text is kept in the buffer; "(none)" when there is none. */
static const char *written(const char *yaml, char buffer[64])
{
	struct arena *arena = arena_new(0, no_memory, NULL);
	struct node node = {.kind = NODE_SCALAR, .text = str_of(yaml)};
	struct text out = {.arena = arena};
	bool known = pm_value_text(&out, &node);

	strncpy(buffer, known ? out.p : "(none)", 63);
	buffer[63] = '\0';
	arena_free(arena);
	return buffer;
}

#define assert_written(yaml, expected) assert_string_equal(written(yaml, buffer), expected)

static void scalars_read_as_python_prints_them(void **state)
{
	char buffer[64];

	(void)state;
	assert_written("0x1000", "4096");
	assert_written("010", "8");
	assert_written("-12", "-12");
	assert_written("yes", "True");
	assert_written("off", "False");
	assert_written("~", "None");
	assert_written("SD", "SD");
	assert_written("0xffffffffffffffff", "18446744073709551615");
	assert_written("0x10000000000000000", "(none)");
}

static void floats_are_the_shortest_that_read_back(void **state)
{
	char buffer[64];

	(void)state;
	assert_written("1.50", "1.5");
	assert_written("0.1", "0.1");
	assert_written("3.0", "3.0");
	assert_written("-0.0", "-0.0");
	assert_written("123456789012345680.0", "1.2345678901234568e+17");
	assert_written("1234567890123456.0", "1234567890123456.0");
	assert_written("0.00012", "0.00012");
	assert_written("0.000012", "1.2e-05");
	assert_written("1_0.5", "10.5");
	assert_written(".inf", "inf");
	assert_written("-.INF", "-inf");
	assert_written(".nan", "nan");
	assert_written("190:20:30.15", "(none)");
}

static void a_collection_has_no_text(void **state)
{
	struct arena *arena = arena_new(0, no_memory, NULL);
	struct node node = {.kind = NODE_SEQUENCE};
	struct text out = {.arena = arena};

	(void)state;
	assert_false(pm_value_text(&out, &node));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_read_as_python_prints_them),
		cmocka_unit_test(floats_are_the_shortest_that_read_back),
		cmocka_unit_test(a_collection_has_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
