/* SPDX-License-Identifier: MIT */
/* Shows what is a number in YAML 1.1 and in C, and how sizes are worded. */
#include "base/num.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

/* PARTITION-MANAGER.md 1.1 and, beyond it, PyYAML itself: tests/property/yaml_numbers.sh. */
static const struct {
	const char *text;
	enum yaml_type type;
	uint64_t value;
	enum yaml_surprise surprise;
} scalars[] = {
	{"0", YAML_INTEGER, 0, SURPRISE_NONE},
	{"512", YAML_INTEGER, 512, SURPRISE_NONE},
	{"+512", YAML_INTEGER, 512, SURPRISE_NONE},
	{"0x1C000", YAML_INTEGER, 0x1c000, SURPRISE_NONE},
	{"0b11", YAML_INTEGER, 3, SURPRISE_NONE},
	{"010", YAML_INTEGER, 8, SURPRISE_OCTAL},
	{"007", YAML_INTEGER, 7, SURPRISE_NONE},
	{"1_000", YAML_INTEGER, 1000, SURPRISE_UNDERSCORE},
	{"0x1_0", YAML_INTEGER, 16, SURPRISE_UNDERSCORE},
	{"1:30", YAML_INTEGER, 90, SURPRISE_SEXAGESIMAL},
	{"1:30:30", YAML_INTEGER, 5430, SURPRISE_SEXAGESIMAL},
	{"1:60", YAML_STRING, 0, SURPRISE_NONE},
	{"0:30", YAML_STRING, 0, SURPRISE_NONE},
	{"yes", YAML_BOOLEAN, 1, SURPRISE_BOOLEAN},
	{"OFF", YAML_BOOLEAN, 0, SURPRISE_BOOLEAN},
	{"yEs", YAML_STRING, 0, SURPRISE_NONE},
	{"", YAML_NULL, 0, SURPRISE_NONE},
	{"~", YAML_NULL, 0, SURPRISE_NONE},
	{"Null", YAML_NULL, 0, SURPRISE_NONE},
	{"1.5", YAML_FLOAT, 0, SURPRISE_NONE},
	{"1.", YAML_FLOAT, 0, SURPRISE_NONE},
	{"-.inf", YAML_FLOAT, 0, SURPRISE_NONE},
	{".NaN", YAML_FLOAT, 0, SURPRISE_NONE},
	{"1:30.5", YAML_FLOAT, 0, SURPRISE_NONE},
	{"-.5", YAML_STRING, 0, SURPRISE_NONE},
	{"1e3", YAML_STRING, 0, SURPRISE_STRING},
	{"0o17", YAML_STRING, 0, SURPRISE_STRING},
	{"0X10", YAML_STRING, 0, SURPRISE_STRING},
	{"08", YAML_STRING, 0, SURPRISE_STRING},
	{"4k", YAML_STRING, 0, SURPRISE_STRING},
	{"448 KiB", YAML_STRING, 0, SURPRISE_STRING},
	{"0x1000u", YAML_STRING, 0, SURPRISE_STRING},
	{"0x_", YAML_STRING, 0, SURPRISE_STRING},
	{"mcuboot", YAML_STRING, 0, SURPRISE_NONE},
	{"2nd_slot", YAML_STRING, 0, SURPRISE_NONE},
	{"-", YAML_STRING, 0, SURPRISE_NONE},
};

static void scalars_resolve_as_in_pyyaml(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scalars) / sizeof(scalars[0]); i++) {
		struct yaml_scalar scalar = yaml_resolve(str_of(scalars[i].text));

		if (scalar.type != scalars[i].type || scalar.value != scalars[i].value ||
		    scalar.surprise != scalars[i].surprise)
			fail_msg("\"%s\": type %d, value %llu, surprise %d", scalars[i].text,
				 (int)scalar.type, (unsigned long long)scalar.value,
				 (int)scalar.surprise);
	}
}

static void the_sign_and_64_bits_are_noticed(void **state)
{
	struct yaml_scalar scalar = yaml_resolve(STR("-0x10"));

	(void)state;
	assert_true(scalar.negative && scalar.value == 16 && !scalar.too_large);
	assert_false(yaml_resolve(STR("-0")).negative);
	scalar = yaml_resolve(STR("0xffffffffffffffff"));
	assert_true(!scalar.too_large && scalar.value == UINT64_MAX);
	scalar = yaml_resolve(STR("0x10000000000000000"));
	assert_true(scalar.too_large && scalar.value == UINT64_MAX);
	scalar = yaml_resolve(STR("18446744073709551615"));
	assert_true(!scalar.too_large && scalar.value == UINT64_MAX);
	scalar = yaml_resolve(STR("18446744073709551616"));
	assert_true(scalar.too_large && scalar.type == YAML_INTEGER);
	scalar = yaml_resolve(STR("18446744073709551615:0"));
	assert_true(scalar.too_large && scalar.value == UINT64_MAX);
}

static void a_view_is_not_read_past_its_end(void **state)
{
	const char text[] = "0x10";

	(void)state;
	assert_int_equal(yaml_resolve((struct str){text, 1}).value, 0);
	assert_int_equal(yaml_resolve((struct str){text, 2}).type, YAML_STRING);
	assert_int_equal(yaml_resolve((struct str){text, 3}).value, 1);
}

static void numbers_of_c_and_sizes_of_the_command_line(void **state)
{
	uint64_t value = 5;

	(void)state;
	assert_true(num_parse(STR("0x1F"), &value) && value == 31);
	assert_true(num_parse(STR("18446744073709551615"), &value) && value == UINT64_MAX);
	assert_true(num_parse_size(STR("448K"), &value) && value == 448 * 1024);
	assert_true(num_parse_size(STR("448KiB"), &value) && value == 448 * 1024);
	assert_true(num_parse_size(STR("1MiB"), &value) && value == 1024 * 1024);
	assert_true(num_parse_size(STR("0x10"), &value) && value == 16);
	value = 5;
	assert_false(num_parse(STR(""), &value));
	assert_false(num_parse(STR("0x"), &value));
	assert_false(num_parse(STR("-1"), &value));
	assert_false(num_parse(STR(" 1"), &value));
	assert_false(num_parse(STR("1a"), &value));
	assert_false(num_parse(STR("18446744073709551616"), &value));
	assert_false(num_parse_size(STR("K"), &value));
	assert_false(num_parse_size(STR("17592186044416M"), &value));
	assert_int_equal(value, 5);
}

static void arithmetic_notices_overflow(void **state)
{
	uint64_t out = 5;

	(void)state;
	assert_false(num_add(UINT64_MAX, 1, &out));
	assert_false(num_mul(UINT64_MAX / 2 + 1, 2, &out));
	assert_int_equal(out, 5);
	assert_true(num_add(UINT64_MAX - 1, 1, &out) && out == UINT64_MAX);
	assert_true(num_mul(0, UINT64_MAX, &out) && out == 0);
	assert_true(num_is_power_of_two(UINT64_C(1) << 63));
	assert_false(num_is_power_of_two(0) || num_is_power_of_two(12));
	assert_int_equal(num_down(0x1fff, 0x1000), 0x1000);
	assert_int_equal(num_up(0x1001, 0x1000), 0x2000);
	assert_int_equal(num_up(0x1000, 0x1000), 0x1000);
	assert_int_equal(num_up(7, 0), 7);
	assert_true(num_up(UINT64_MAX, 0x1000) == UINT64_MAX - 0xfff);
}

static void sizes_are_worded_without_rounding(void **state)
{
	static const struct {
		uint64_t size;
		const char *words;
	} sizes[] = {
		{0, "0 B"},
		{1, "1 B"},
		{512, "512 B"},
		{1024, "1 KiB"},
		{1280, "1.25 KiB"},
		{1536, "1.5 KiB"},
		{1365, "1365 B"},
		{0x70000, "448 KiB"},
		{0x100000, "1 MiB"},
		{0x180000, "1.5 MiB"},
		{0x120000, "1152 KiB"},
		{UINT64_MAX, "18446744073709551615 B"},
	};
	struct arena *arena = arena_new(0, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		assert_string_equal(num_human(arena, sizes[i].size), sizes[i].words);
	assert_string_equal(num_bytes(arena, 0x2000), "0x2000 bytes (8 KiB)");
	assert_string_equal(num_bytes(arena, 0x200), "0x200 bytes (512 B)");
	assert_string_equal(num_bytes(arena, 1), "1 byte");
	assert_string_equal(num_size(arena, 0x2000), "0x2000 (8 KiB)");
	arena_free(arena);
}

static void counted_nouns_have_their_plural(void **state)
{
	struct arena *arena = arena_new(0, NULL, NULL);

	(void)state;
	assert_string_equal(num_count(arena, 1, "sector"), "1 sector");
	assert_string_equal(num_count(arena, 0, "sector"), "0 sectors");
	assert_string_equal(num_count(arena, 3, "entry"), "3 entries");
	assert_string_equal(num_count(arena, 3, "key"), "3 keys");
	assert_string_equal(num_count(arena, 3, "address"), "3 addresses");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_resolve_as_in_pyyaml),
		cmocka_unit_test(the_sign_and_64_bits_are_noticed),
		cmocka_unit_test(a_view_is_not_read_past_its_end),
		cmocka_unit_test(numbers_of_c_and_sizes_of_the_command_line),
		cmocka_unit_test(arithmetic_notices_overflow),
		cmocka_unit_test(sizes_are_worded_without_rounding),
		cmocka_unit_test(counted_nouns_have_their_plural),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
