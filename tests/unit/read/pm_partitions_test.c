/* SPDX-License-Identifier: MIT */
/* What is noted of each partition of a PM file. */
#include "fixture.h"

static const struct partition *partition_of(const struct layout *layout, const char *name)
{
	for (const struct partition *it = layout->partitions; it; it = it->next)
		if (strcmp(it->name, name) == 0)
			return it;
	fail_msg("no partition %s", name);
	return NULL;
}

static void assert_number(struct fact fact, uint64_t value)
{
	assert_int_equal(fact.origin, ORIGIN_WRITTEN);
	assert_true(fact.value == value);
}

static void assert_names(const struct reference *list, const char *expected)
{
	char names[200] = "";

	for (; list; list = list->next) {
		strcat(names, list->name);
		strcat(names, list->next ? " " : "");
	}
	assert_string_equal(names, expected);
}

static void numbers_know_their_place(void **state)
{
	struct fixture *fixture = *state;
	const struct layout *layout = layout_of(fixture, "app:\n  address: 0x200\n  size: 010\n"
							 "  end_address: 1:30\n");
	const struct partition *app = partition_of(layout, "app");

	assert_number(app->written_address, 0x200);
	assert_string_equal(bytes_at(fixture, app->written_address.at), "0x200");
	assert_number(app->written_size, 8);
	assert_number(app->written_end, 90);
	assert_string_equal(bytes_at(fixture, app->at), "app");
	assert_ptr_equal(app->node, layout->document->first);
}

static void what_is_no_integer_is_unknown(void **state)
{
	const struct partition *a = partition_of(
		layout_of(*state, "a: {address: CONFIG_X, size: '0x10', end_address: [1]}\n"), "a");

	assert_false(fact_known(a->written_address));
	assert_false(fact_known(a->written_size));
	assert_false(fact_known(a->written_end));
}

static void booleans_count_and_minus_is_kept(void **state)
{
	const struct partition *a =
		partition_of(layout_of(*state, "a: {address: -0x10, size: yes}\n"), "a");

	assert_number(a->written_address, 0x10);
	assert_true(a->written_address.negative);
	assert_number(a->written_size, 1);
}

static void number_beyond_64_bits_is_the_largest(void **state)
{
	const struct partition *a =
		partition_of(layout_of(*state, "a: {size: 0x10000000000000000}\n"), "a");

	assert_number(a->written_size, UINT64_MAX);
}

static void region_follows_the_name_unless_written(void **state)
{
	const struct layout *layout = layout_of(*state, "a: {size: 1}\nb_sram: {size: 1}\n"
							"c_sram: {region: otp}\nd: {region: }\n"
							"e: {region: [x]}\n");

	assert_string_equal(partition_of(layout, "a")->region_name, "flash_primary");
	assert_string_equal(partition_of(layout, "b_sram")->region_name, "sram_primary");
	assert_string_equal(partition_of(layout, "c_sram")->region_name, "otp");
	assert_true(span_is_set(partition_of(layout, "c_sram")->region_at));
	assert_string_equal(partition_of(layout, "d")->region_name, "flash_primary");
	assert_false(span_is_set(partition_of(layout, "d")->region_at));
	assert_string_equal(partition_of(layout, "e")->region_name, "flash_primary");
}

static void last_of_a_duplicate_wins_at_the_first_place(void **state)
{
	const struct layout *layout =
		layout_of(*state, "a: {size: 1}\nb: {size: 2}\na: {size: 3, size: 4}\n");

	assert_int_equal(layout->partition_count, 2);
	assert_string_equal(layout->partitions->name, "a");
	assert_number(layout->partitions->written_size, 4);
	assert_int_equal(partition_of(layout, "b")->order, 1);
}

static void later_value_of_another_type_forgets_the_number(void **state)
{
	const struct partition *a = partition_of(layout_of(*state, "a: {size: 1, size: x}\n"), "a");

	assert_false(fact_known(a->written_size));
}

static void merged_values_lose(void **state)
{
	const struct layout *layout =
		layout_of(*state, "base: &b {size: 1, region: otp, span: [x]}\n"
				  "a:\n  size: 2\n  <<: *b\n");
	const struct partition *a = partition_of(layout, "a");

	assert_number(a->written_size, 2);
	assert_string_equal(a->region_name, "otp");
	assert_true(a->has_span);
}

static void references_take_every_form(void **state)
{
	const struct layout *layout =
		layout_of(*state, "a:\n  orig_span: &id001\n  - b\n  - c\n  span: *id001\n"
				  "d: {span: one, inside: [e], affiliation: [f, g]}\n"
				  "h: {span: {one_of: [i, j]}, share_size: [{one_of: [k, l]}, m]}\n"
				  "n: {span: []}\no: {span: }\np: {span: [[q], {r: s}, t]}\n");
	const struct partition *a = partition_of(layout, "a");

	assert_names(a->orig_span, "b c");
	assert_names(a->span, "b c");
	assert_names(partition_of(layout, "d")->span, "one");
	assert_names(partition_of(layout, "d")->inside, "e");
	assert_names(partition_of(layout, "d")->affiliation, "f g");
	assert_names(partition_of(layout, "h")->span, "i j");
	assert_names(partition_of(layout, "h")->share_size, "k l m");
	assert_true(partition_of(layout, "n")->has_span);
	assert_null(partition_of(layout, "n")->span);
	assert_true(partition_of(layout, "o")->has_span);
	assert_names(partition_of(layout, "p")->span, "t");
	assert_false(partition_of(layout, "p")->inside != NULL);
}

static void alignment_below_placement_and_beside_it(void **state)
{
	const struct layout *layout = layout_of(
		*state, "a: {placement: {before: end, align: {start: 0x1000, end: 0x2000}}}\n"
			"b: {align: {start: 4, end: 8}}\nc: {align: 16, placement: [x]}\n");
	const struct partition *b = partition_of(layout, "b");

	assert_number(partition_of(layout, "a")->align_start, 0x1000);
	assert_number(partition_of(layout, "a")->align_end, 0x2000);
	assert_false(fact_known(partition_of(layout, "a")->stray_align_start));
	assert_number(b->stray_align_start, 4);
	assert_number(b->stray_align_end, 8);
	assert_false(fact_known(b->align_start));
	assert_number(partition_of(layout, "c")->stray_align_start, 16);
}

static void extra_parameters_stay_in_order(void **state)
{
	const struct partition *a = partition_of(
		layout_of(*state, "a: {device: D, extra_params: {z: 1, y: b, x: [c], z: 2}}\n"),
		"a");

	assert_string_equal(a->device, "D");
	assert_string_equal(a->extra_params->name, "z");
	assert_str(a->extra_params->value->text, "2");
	assert_string_equal(a->extra_params->next->name, "y");
	assert_null(a->extra_params->next->next);
}

static void entries_that_are_no_mappings_are_left_to_the_rule(void **state)
{
	const struct layout *layout = layout_of(*state, "a: 1\nb: [x]\nc: {size: 1}\nd:\n");

	assert_int_equal(layout->partition_count, 1);
	assert_string_equal(layout->partitions->name, "c");
	assert_no_finding(*state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(numbers_know_their_place),
		READ_TEST(what_is_no_integer_is_unknown),
		READ_TEST(booleans_count_and_minus_is_kept),
		READ_TEST(number_beyond_64_bits_is_the_largest),
		READ_TEST(region_follows_the_name_unless_written),
		READ_TEST(last_of_a_duplicate_wins_at_the_first_place),
		READ_TEST(later_value_of_another_type_forgets_the_number),
		READ_TEST(merged_values_lose),
		READ_TEST(references_take_every_form),
		READ_TEST(alignment_below_placement_and_beside_it),
		READ_TEST(extra_parameters_stay_in_order),
		READ_TEST(entries_that_are_no_mappings_are_left_to_the_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
