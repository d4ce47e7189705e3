/* SPDX-License-Identifier: MIT */
/* Fragments as plain data: what an alias names is one value, two files may say the same, and what
 * Partition Manager would stumble over is refused with its place.
 */
#include "fixture.h"

#include "read/pm_fragments.h"

static bool add(struct fixture *fixture, struct value *fragments, const char *text)
{
	return pm_fragment_add(fixture->arena, source_of(fixture, str_of(text)), fragments,
			       &fixture->found);
}

static struct value *read(struct fixture *fixture, const char *text)
{
	struct value *fragments = value_new(fixture->arena, VALUE_MAP);

	return add(fixture, fragments, text) ? fragments : NULL;
}

static void an_alias_is_the_same_value(void **state)
{
	struct value *all = read(*state, "a: {span: &s [x], orig_span: *s, more: [x]}\n"
					 "b: {<<: {span: [y]}, e: &e [], f: *e}\n");
	const struct value *a = value_get(all, "a"), *b = value_get(all, "b");

	assert_ptr_equal(value_get(a, "span"), value_get(a, "orig_span"));
	assert_ptr_not_equal(value_get(a, "span"), value_get(a, "more"));
	assert_ptr_equal(value_get(b, "e"), value_get(b, "f"));
	assert_true(value_contains(value_get(b, "span"), "y"));
}

static void merged_maps_share_their_values(void **state)
{
	struct value *all = read(*state, "a: &a {span: [x]}\nb: {<<: *a, size: 1}\n");

	assert_ptr_equal(value_get(value_get(all, "a"), "span"),
			 value_get(value_get(all, "b"), "span"));
}

static void the_same_partition_twice_is_fine(void **state)
{
	struct fixture *fixture = *state;
	struct value *all = read(fixture, "a: {size: 0x10, region: r}\n");

	assert_true(add(fixture, all, "a: {region: r, size: 16}\nb: {}\n"));
	assert_int_equal(value_live(all), 2);
	assert_int_equal(fixture->found.count, 0);
}

static void another_definition_is_an_error_with_both_places(void **state)
{
	struct fixture *fixture = *state;
	struct value *all = read(fixture, "a: {size: 1}\n");
	const struct finding *finding;

	assert_false(add(fixture, all, "\na: {size: 2}\n"));
	finding = fixture->found.first;
	assert_int_equal(finding->rule, RULE_conflicting_partition);
	assert_int_equal(finding->labels->at.begin, 1);
	assert_non_null(finding->labels->next);
	assert_non_null(strstr(finding->notes->text, "val1: {'size': 2} val2: {'size': 1} "));
}

static void a_key_twice_is_a_warning_and_the_last_wins(void **state)
{
	struct fixture *fixture = *state;
	struct value *all = read(fixture, "a: {size: 1, region: r, size: 2}\n");

	assert_int_equal(value_number(value_get(value_get(all, "a"), "size")), 2);
	assert_string_equal(value_get(all, "a")->members[0].key, "size");
	assert_int_equal(fixture->found.count, 1);
	assert_int_equal(fixture->found.first->severity, SEVERITY_WARNING);
}

static void files_without_partitions_are_left_out(void **state)
{
	assert_int_equal(value_live(read(*state, "")), 0);
	assert_int_equal(value_live(read(*state, "# nothing\n")), 0);
	assert_int_equal(value_live(read(*state, "null\n")), 0);
}

static void broken_shapes_are_refused(void **state)
{
	struct fixture *fixture = *state;
	static const char *const texts[] = {
		"- a\n",
		"a:\n",
		"a: 1\n",
		"a: {1: b}\n",
		"a: {size: 0x10000000000000000}\n",
		"a: {size: 0x100000000000}\n",
		"a: {size: [}\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		size_t before = findings_count(&fixture->found, SEVERITY_ERROR);

		assert_null(read(fixture, texts[i]));
		assert_true(findings_count(&fixture->found, SEVERITY_ERROR) > before);
	}
}

static void an_empty_static_file_is_an_error(void **state)
{
	struct fixture *fixture = *state;

	assert_null(pm_static_read(fixture->arena, source_of(fixture, STR("# none\n")),
				   &fixture->found));
	assert_int_equal(findings_count(&fixture->found, SEVERITY_ERROR), 1);
}

static void a_missing_file_is_a_warning(void **state)
{
	struct fixture *fixture = *state;

	assert_true(pm_fragment_read(fixture->arena, "tests/no-such-file.yml",
				     value_new(fixture->arena, VALUE_MAP), &fixture->found));
	assert_int_equal(findings_count(&fixture->found, SEVERITY_WARNING), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(an_alias_is_the_same_value),
		READ_TEST(merged_maps_share_their_values),
		READ_TEST(the_same_partition_twice_is_fine),
		READ_TEST(another_definition_is_an_error_with_both_places),
		READ_TEST(a_key_twice_is_a_warning_and_the_last_wins),
		READ_TEST(files_without_partitions_are_left_out),
		READ_TEST(broken_shapes_are_refused),
		READ_TEST(an_empty_static_file_is_an_error),
		READ_TEST(a_missing_file_is_a_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
