/* SPDX-License-Identifier: MIT */
/* regions.yml becomes declarations; what is wrong in it is reported. */
#include "fixture.h"

static struct region_declaration *declarations_of(struct fixture *fixture, const char *text)
{
	return regions_read_source(fixture->arena, source_of(fixture, str_of(text)),
				   &fixture->found);
}

static void fields_are_read_with_their_places(void **state)
{
	struct fixture *fixture = *state;
	const struct region_declaration *otp = declarations_of(
		fixture, "otp:\n  base_address: 0xff8108\n  default_driver_kconfig: ''\n"
			 "  device: ''\n  dynamic_partition: null\n  name: otp\n"
			 "  placement_strategy: start_to_end\n  size: 0x2f4\n"
			 "sram_primary:\n  base_address: 0x20000000\n  device: D\n"
			 "  dynamic_partition: sram_primary\n  placement_strategy: complex\n"
			 "  size: 0x40000\n");
	const struct region_declaration *ram = otp->next;

	assert_string_equal(otp->name, "otp");
	assert_true(otp->base.value == 0xff8108 && otp->size.value == 0x2f4);
	assert_string_equal(bytes_at(fixture, otp->size.at), "0x2f4");
	assert_string_equal(bytes_at(fixture, otp->at), "otp");
	assert_string_equal(otp->dynamic_partition, "");
	assert_string_equal(otp->device, "");
	assert_string_equal(ram->dynamic_partition, "sram_primary");
	assert_string_equal(ram->placement_strategy, "complex");
	assert_string_equal(ram->device, "D");
	assert_string_equal(ram->default_driver, "");
	assert_null(ram->next);
	assert_no_finding(fixture);
}

static void missing_size_is_reported(void **state)
{
	assert_false(fact_known(declarations_of(*state, "a: {device: x}\n")->size));
	assert_finding(*state, RULE_missing_key, "region `a` has no `size`");
}

static void size_must_be_a_number(void **state)
{
	assert_false(fact_known(declarations_of(*state, "a: {size: 4k}\n")->size));
	assert_finding(*state, RULE_wrong_type, "`size` of region `a`");
}

static void negative_base_is_no_number(void **state)
{
	declarations_of(*state, "a: {size: 4, base_address: -1}\n");
	assert_finding(*state, RULE_wrong_type, "`base_address` of region `a`");
}

static void entries_must_be_mappings(void **state)
{
	assert_null(declarations_of(*state, "a: 5\n"));
	assert_finding(*state, RULE_wrong_shape, "region `a` is no mapping");
}

static void file_must_be_a_mapping(void **state)
{
	assert_null(declarations_of(*state, "- a\n"));
	assert_finding(*state, RULE_wrong_shape, "no mapping of region names");
}

static void missing_file_is_unreadable(void **state)
{
	struct fixture *fixture = *state;

	assert_null(
		regions_read(fixture->arena, "tests/unit/read/no-such-file.yml", &fixture->found));
	assert_finding(fixture, RULE_unreadable_file, "No such file");
}

static void last_of_a_duplicate_wins(void **state)
{
	const struct region_declaration *a =
		declarations_of(*state, "a: {size: 1}\na: {size: 2}\n");

	assert_true(a->size.value == 2);
	assert_null(a->next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(fields_are_read_with_their_places),
		READ_TEST(missing_size_is_reported),
		READ_TEST(size_must_be_a_number),
		READ_TEST(negative_base_is_no_number),
		READ_TEST(entries_must_be_mappings),
		READ_TEST(file_must_be_a_mapping),
		READ_TEST(missing_file_is_unreadable),
		READ_TEST(last_of_a_duplicate_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
