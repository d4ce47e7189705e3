/* SPDX-License-Identifier: MIT */
/* The eleven traps of libyaml's positions (as found by trying it), one test each and some. */
#include "fixture.h"

static const struct node *member(const struct node *mapping, const char *key)
{
	const struct node *found = node_get(mapping, key);

	assert_non_null(found);
	return found;
}

/* 1: marks count code points, not bytes. */
static void marks_count_code_points(void **state)
{
	const struct node *root = tree_of(*state, "\xc3\xa4\xe2\x82\xac: 0x10 # \xf0\x9f\x98\x80\n"
						  "size: 0x20\n");

	assert_string_equal(bytes_at(*state, root->first->key_at), "\xc3\xa4\xe2\x82\xac");
	assert_string_equal(bytes_at(*state, root->first->at), "0x10");
	assert_string_equal(bytes_at(*state, member(root, "size")->key_at), "size");
	assert_string_equal(bytes_at(*state, member(root, "size")->at), "0x20");
	assert_no_finding(*state);
}

/* 1: a byte order mark is not counted by libyaml, but stands in the text. */
static void byte_order_mark_is_a_part_of_the_text(void **state)
{
	const struct node *root = tree_of(*state, "\xef\xbb\xbfsize: 0x20\n");
	const struct node *wide = tree_of(*state, "\xef\xbb\xbfs\xc3\xa4: 0x21\n");

	assert_int_equal(root->first->key_at.begin, 3);
	assert_str(root->first->key, "size");
	assert_string_equal(bytes_at(*state, root->first->at), "0x20");
	assert_string_equal(bytes_at(*state, wide->first->at), "0x21");
	assert_no_finding(*state);
}

/* 1: CR LF is two characters and one line. */
static void cr_lf_ends_a_line(void **state)
{
	const struct node *root = tree_of(*state, "a:\r\n  size: 1\r\nb: [x,\r\n  y]\r\n");

	assert_string_equal(bytes_at(*state, member(member(root, "a"), "size")->at), "1");
	assert_string_equal(bytes_at(*state, member(root, "a")->at), "size: 1");
	assert_string_equal(bytes_at(*state, member(root, "b")->at), "[x,\r\n  y]");
	assert_no_finding(*state);
}

/* 2: quotes belong to a scalar's place, not to its value. */
static void quotes_are_a_part_of_the_place(void **state)
{
	const struct node *root = tree_of(*state, "'a': \"x\\ty\"\n\"b\": plain\n");
	const struct node *a = member(root, "a");

	assert_string_equal(bytes_at(*state, a->key_at), "'a'");
	assert_string_equal(bytes_at(*state, a->at), "\"x\\ty\"");
	assert_str(a->text, "x\ty");
	assert_true(a->quoted && a->key_quoted);
	assert_false(member(root, "b")->quoted);
}

/* 2: libyaml ends a block scalar at the start of the next token. */
static void block_scalar_ends_at_its_last_line(void **state)
{
	const struct node *root = tree_of(*state, "a: |\n  one\n  two\n\n# comment\nb: 1\n");

	assert_string_equal(bytes_at(*state, member(root, "a")->at), "|\n  one\n  two");
	assert_str(member(root, "a")->text, "one\ntwo\n");
	assert_true(member(root, "a")->quoted);
}

/* 2: an empty value has an empty place right behind the colon. */
static void empty_value_is_placed_behind_the_colon(void **state)
{
	const struct node *root = tree_of(*state, "a:\nb: 1\n");
	const struct node *a = member(root, "a");

	assert_int_equal(a->at.begin, 2);
	assert_int_equal(a->at.end, 2);
	assert_int_equal(node_scalar(a).type, YAML_NULL);
}

/* 3: the end of a block collection lies past blank lines and comments. */
static void block_collection_is_placed_at_its_first_line(void **state)
{
	const struct node *root = tree_of(*state, "a: &x\n  size: 1   \n  address: 2\n\n# end\n"
						  "b:\n- one\n- two\nc: {k: 1,\n  l: 2}\n");

	assert_string_equal(bytes_at(*state, member(root, "a")->at), "size: 1");
	assert_string_equal(bytes_at(*state, member(root, "b")->at), "- one");
	assert_string_equal(bytes_at(*state, member(root, "c")->at), "{k: 1,\n  l: 2}");
}

/* 3: libyaml begins a value at its anchor or tag. */
static void value_begins_behind_its_anchor_and_tag(void **state)
{
	const struct node *root = tree_of(*state, "a: &x !!int 5\nb: &y # why\n  {k: 1}\nc: &z\n");

	assert_string_equal(bytes_at(*state, member(root, "a")->at), "5");
	assert_string_equal(bytes_at(*state, member(root, "b")->at), "{k: 1}");
	assert_string_equal(bytes_at(*state, member(root, "c")->at), "");
}

/* 4: an alias has its own place and shares what it names. */
static void alias_has_its_own_place(void **state)
{
	const struct node *root = tree_of(*state, "o: &id001\n- a\n- b\ns: *id001\n");
	const struct node *original = member(root, "o"), *alias = member(root, "s");

	assert_string_equal(bytes_at(*state, alias->at), "*id001");
	assert_string_equal(bytes_at(*state, alias->key_at), "s");
	assert_ptr_equal(alias->first, original->first);
	assert_int_equal(alias->count, 2);
	assert_null(alias->next);
}

/* 4: libyaml's events let an unknown anchor pass. */
static void unknown_anchor_is_refused(void **state)
{
	struct fixture *fixture = *state;

	assert_null(tree_of(fixture, "a: *nowhere\n"));
	assert_finding(fixture, RULE_invalid_yaml, "unknown anchor `nowhere`");
	assert_string_equal(bytes_at(fixture, fixture->found.first->labels->at), "*nowhere");
}

/* 5: duplicate keys pass; both stay for the rule that names them. */
static void duplicate_keys_stay(void **state)
{
	const struct node *root = tree_of(*state, "a: 1\nb: 2\na: 3\n");

	assert_int_equal(root->count, 3);
	assert_str(member(root, "a")->text, "3");
	assert_no_finding(*state);
}

/* 6: errors of the reader have an offset in bytes and no mark. */
static void broken_utf8_is_placed_by_its_byte(void **state)
{
	struct fixture *fixture = *state;

	assert_null(tree_of(fixture, "\xc3\xa4: 1\nb: \xff\n"));
	assert_finding(fixture, RULE_invalid_yaml, "not UTF-8: byte 0xff at offset 9");
	assert_int_equal(fixture->found.first->labels->at.begin, 9);
}

static void control_character_is_named(void **state)
{
	struct fixture *fixture = *state;

	assert_null(tree_of(fixture, "a: 1\nb: \x01\n"));
	assert_finding(fixture, RULE_invalid_yaml, "U+0001");
	assert_int_equal(fixture->found.first->labels->at.begin, 8);
}

/* 7: U+2028 ends a comment for PyYAML: the rest is a key. */
static void hidden_line_break_is_a_warning(void **state)
{
	struct fixture *fixture = *state;
	const struct node *root = tree_of(fixture, "a: 1 # x\xe2\x80\xa8y: 0\n");
	const struct finding *finding;

	assert_str(member(root, "y")->text, "0");
	finding = assert_finding(fixture, RULE_invalid_yaml, "U+2028");
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_int_equal(finding->labels->at.begin, 8);
	assert_int_equal(finding->labels->at.end, 11);
}

static void hidden_line_break_in_quotes_is_meant(void **state)
{
	assert_non_null(tree_of(*state, "a: 'x\xe2\x80\xa9y'\nb: \"\xc2\x85\"\n"));
	assert_no_finding(*state);
}

static void hidden_line_breaks_are_counted(void **state)
{
	struct fixture *fixture = *state;

	assert_non_null(tree_of(fixture, "a: '\xe2\x80\xa8'\n# \xc2\x85# \xe2\x80\xa9\n"));
	assert_finding(fixture, RULE_invalid_yaml, "U+0085");
	assert_non_null(strstr(fixture->found.first->notes->text, "2 such"));
}

static void lone_carriage_return_is_a_hidden_break(void **state)
{
	const struct node *root = tree_of(*state, "# x\ry: 0\n");

	assert_str(member(root, "y")->text, "0");
	assert_finding(*state, RULE_invalid_yaml, "carriage return");
}

/* 8: a tab as indentation, in plain words, at the tab. */
static void tab_indentation_is_named(void **state)
{
	struct fixture *fixture = *state;

	assert_null(tree_of(fixture, "a:\n\tsize: 1\n"));
	assert_finding(fixture, RULE_invalid_yaml, "a tab stands where only blanks may indent");
	assert_string_equal(bytes_at(fixture, fixture->found.first->labels->at), "\t");
}

/* 8: what the parser was at is the second place. */
static void context_is_the_second_place(void **state)
{
	struct fixture *fixture = *state;
	const struct label *labels;

	assert_null(tree_of(fixture, "a:\n  size: 1\n address: 2\n"));
	labels = assert_finding(fixture, RULE_invalid_yaml, "fits no mapping above")->labels;
	assert_int_equal(labels->at.begin, 14);
	assert_non_null(labels->next);
	assert_int_equal(labels->next->at.begin, 0);
}

/* 9: UTF-16 is refused with words, in both orders. */
static void utf16_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct source *little = source_of(fixture, (struct str){"\xff\xfe\x61\0:\0 \0", 8});
	struct source *big = source_of(fixture, (struct str){"\xfe\xff\0\x61", 4});

	assert_null(yaml_tree_read(fixture->arena, little, &fixture->found));
	assert_finding(fixture, RULE_invalid_yaml, "UTF-16, not UTF-8");
	assert_string_equal(fixture->found.first->helps->text, "save it as UTF-8");
	assert_null(yaml_tree_read(fixture->arena, big, &fixture->found));
	assert_int_equal(fixture->found.count, 2);
}

static char *brackets(struct fixture *fixture, size_t depth)
{
	char *text = arena_alloc(fixture->arena, 2 * depth + 1);

	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	return text;
}

/* 10: 32 levels are read, one more is not, and neither are 20 000. */
static void nesting_has_a_limit(void **state)
{
	struct fixture *fixture = *state;

	assert_non_null(tree_of(fixture, brackets(fixture, 32)));
	assert_no_finding(fixture);
	assert_null(tree_of(fixture, brackets(fixture, 33)));
	assert_finding(fixture, RULE_invalid_yaml, "deeper than 32 levels");
	assert_null(tree_of(fixture, brackets(fixture, 20000)));
	assert_int_equal(fixture->found.count, 2);
}

/* 10: aliases cannot pass the limit either. */
static void nesting_through_aliases_has_a_limit(void **state)
{
	struct fixture *fixture = *state;

	assert_null(tree_of(fixture, "a: &a [[[[[[[[[[1]]]]]]]]]]\nb: &b [[[[[[[[[[*a]]]]]]]]]]\n"
				     "c: &c [[[[[[[[[[*b]]]]]]]]]]\nd: [[*c]]\n"));
	assert_finding(fixture, RULE_invalid_yaml, "deeper than 32 levels");
}

/* 11: a `#` inside a scalar is no comment. */
static void hash_inside_a_scalar_is_text(void **state)
{
	const struct node *root = tree_of(*state, "a: x#y # real\nb: '# no'\n");

	assert_str(member(root, "a")->text, "x#y");
	assert_string_equal(bytes_at(*state, member(root, "b")->at), "'# no'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(marks_count_code_points),
		READ_TEST(byte_order_mark_is_a_part_of_the_text),
		READ_TEST(cr_lf_ends_a_line),
		READ_TEST(quotes_are_a_part_of_the_place),
		READ_TEST(block_scalar_ends_at_its_last_line),
		READ_TEST(empty_value_is_placed_behind_the_colon),
		READ_TEST(block_collection_is_placed_at_its_first_line),
		READ_TEST(value_begins_behind_its_anchor_and_tag),
		READ_TEST(alias_has_its_own_place),
		READ_TEST(unknown_anchor_is_refused),
		READ_TEST(duplicate_keys_stay),
		READ_TEST(broken_utf8_is_placed_by_its_byte),
		READ_TEST(control_character_is_named),
		READ_TEST(hidden_line_break_is_a_warning),
		READ_TEST(hidden_line_break_in_quotes_is_meant),
		READ_TEST(hidden_line_breaks_are_counted),
		READ_TEST(lone_carriage_return_is_a_hidden_break),
		READ_TEST(tab_indentation_is_named),
		READ_TEST(context_is_the_second_place),
		READ_TEST(utf16_is_refused),
		READ_TEST(nesting_has_a_limit),
		READ_TEST(nesting_through_aliases_has_a_limit),
		READ_TEST(hash_inside_a_scalar_is_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
