/* SPDX-License-Identifier: MIT */
/* Anchors, merge keys, tags and refusals, as PyYAML's safe_load decides them. */
#include "fixture.h"

static void assert_refused(struct fixture *fixture, const char *text, const char *words)
{
	size_t before = fixture->found.count;
	const struct finding *last = fixture->found.first;

	assert_null(tree_of(fixture, text));
	assert_int_equal(fixture->found.count, before + 1);
	last = fixture->found.first;
	while (last->next)
		last = last->next;
	assert_int_equal(last->rule, RULE_invalid_yaml);
	if (!strstr(last->message, words))
		fail_msg("\"%s\" does not say \"%s\"", last->message, words);
}

static void empty_texts_have_no_tree(void **state)
{
	assert_null(tree_of(*state, ""));
	assert_null(tree_of(*state, "# only a comment\n\n"));
	assert_no_finding(*state);
}

static void empty_document_is_null(void **state)
{
	const struct node *root = tree_of(*state, "---\n");

	assert_int_equal(node_scalar(root).type, YAML_NULL);
}

static void anchor_on_itself_is_refused(void **state)
{
	assert_refused(*state, "a: &x [1, *x]\n", "inside the value that it names");
	assert_refused(*state, "a: &x\n  <<: *x\n", "inside the value that it names");
}

static void second_anchor_of_a_name_is_refused(void **state)
{
	struct fixture *fixture = *state;

	assert_refused(fixture, "a: &x 1\nb: &x 2\n", "defined a second time");
	assert_string_equal(bytes_at(fixture, fixture->found.first->labels->at), "2");
	assert_string_equal(bytes_at(fixture, fixture->found.first->labels->next->at), "1");
}

static void many_anchors_are_found(void **state)
{
	struct fixture *fixture = *state;
	struct text text = {.arena = fixture->arena};
	const struct node *root;

	for (int i = 0; i < 100; i++)
		text_printf(&text, "k%d: &a%d v%d\n", i, i, i);
	text_puts(&text, "last: [*a0, *a57, *a99]\n");
	root = tree_of(fixture, text.p);
	assert_str(node_get(root, "last")->first->text, "v0");
	assert_str(node_get(root, "last")->first->next->text, "v57");
	assert_str(node_get(root, "last")->first->next->next->text, "v99");
}

static void alias_of_a_scalar_may_be_a_key(void **state)
{
	const struct node *root = tree_of(*state, "a: &k size\nb: {*k : 5}\n? &q c\n: 1\n");

	assert_str(node_get(node_get(root, "b"), "size")->text, "5");
	assert_str(node_get(root, "c")->text, "1");
}

static void alias_bomb_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct text text = {.arena = fixture->arena};

	text_puts(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 10; i++) {
		text_printf(&text, "a%d: &a%d [", i, i);
		for (int k = 0; k < 10; k++)
			text_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
		text_puts(&text, "]\n");
	}
	assert_refused(fixture, text.p, "aliases expand the file");
}

static void merge_bomb_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct text text = {.arena = fixture->arena};

	text_puts(&text, "a0: &a0 {k: 1}\n");
	for (int i = 1; i < 40; i++)
		text_printf(&text, "a%d: &a%d {<<: [*a%d, *a%d]}\n", i, i, i - 1, i - 1);
	assert_refused(fixture, text.p, "aliases expand the file");
}

static void written_members_beat_merged_ones(void **state)
{
	const struct node *root =
		tree_of(*state, "base: &b {region: flash_primary, size: 1}\n"
				"late:\n  size: 2\n  <<: *b\nearly:\n  <<: *b\n  size: 3\n");
	const struct node *late = node_get(root, "late"), *early = node_get(root, "early");

	assert_str(node_get(late, "size")->text, "2");
	assert_str(node_get(early, "size")->text, "3");
	assert_str(node_get(late, "region")->text, "flash_primary");
	assert_true(node_get(late, "region")->merged);
	assert_false(node_get(late, "size")->merged);
	assert_null(node_get(late, "<<"));
	assert_int_equal(late->count, 3);
	assert_false(node_get(node_get(root, "base"), "size")->merged);
}

static void first_of_a_merged_list_wins(void **state)
{
	const struct node *root = tree_of(*state, "a: {<<: [{x: 1}, {x: 2, y: 3}]}\n"
						  "b: {<<: {x: 1}, <<: {x: 2}}\n");
	const struct node *last = NULL;

	for (const struct node *it = node_get(root, "a")->first; it; it = it->next)
		if (str_is(it->key, "x"))
			last = it;
	assert_str(last->text, "1");
	assert_str(node_get(node_get(root, "a"), "y")->text, "3");
	assert_str(node_get(node_get(root, "b"), "x")->text, "2");
}

static void merge_takes_mappings_alone(void **state)
{
	assert_refused(*state, "a: {<<: 5}\n", "takes a mapping");
	assert_refused(*state, "a: {<<: [{x: 1}, y]}\n", "takes a mapping");
}

static void quoted_merge_key_is_ordinary(void **state)
{
	const struct node *root = tree_of(*state, "a: {'<<': 5}\n");

	assert_str(node_get(node_get(root, "a"), "<<")->text, "5");
}

static void complex_keys_are_refused(void **state)
{
	assert_refused(*state, "? [a]\n: 1\n", "stands as a key");
	assert_refused(*state, "{a: 1}: 1\n", "stands as a key");
	assert_refused(*state, "a: &x [1]\n*x : 2\n", "stands as a key");
}

static void tags_are_taken_as_pyyaml_takes_them(void **state)
{
	const struct node *root =
		tree_of(*state, "a: !!str 5\nb: !!int \"5\"\nc: ! \"6\"\n"
				"d: !!map {x: 1}\ne: !!seq [1]\nf: !!bool 'yes'\n");

	assert_true(node_get(root, "a")->quoted);
	assert_int_equal(node_scalar(node_get(root, "b")).value, 5);
	assert_int_equal(node_scalar(node_get(root, "b")).type, YAML_INTEGER);
	assert_int_equal(node_scalar(node_get(root, "c")).type, YAML_INTEGER);
	assert_int_equal(node_get(root, "d")->count, 1);
	assert_int_equal(node_scalar(node_get(root, "f")).type, YAML_BOOLEAN);
}

static void other_tags_are_refused(void **state)
{
	assert_refused(*state, "a: !size 5\n", "does not know the tag `!size`");
	assert_refused(*state, "a: !!python/name:os.system x\n", "does not know the tag");
	assert_refused(*state, "a: !!int x\n", "not what its tag");
	assert_refused(*state, "a: !!set {b}\n", "no key of a layout takes");
	assert_refused(*state, "a: !!str [1]\n", "no key of a layout takes");
	assert_refused(*state, "a: !e!x 1\n", "prefix is not declared");
}

static void reserved_values_are_refused(void **state)
{
	assert_refused(*state, "a: =\n", "no values");
	assert_refused(*state, "a: [<<]\n", "no values");
	assert_non_null(tree_of(*state, "a: '='\n"));
	assert_non_null(tree_of(*state, "=: 1\n"));
}

static void second_document_is_refused(void **state)
{
	assert_refused(*state, "a: 1\n---\nb: 1\n", "second document");
	assert_refused(*state, "---\n---\n", "second document");
	assert_non_null(tree_of(*state, "%YAML 1.1\n---\na: 1\n...\n"));
}

static void zero_character_is_refused(void **state)
{
	assert_refused(*state, "\"a\\0b\": 1\n", "U+0000");
}

static void flood_of_directives_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct text text = {.arena = fixture->arena};

	for (int i = 0; i < 100; i++)
		text_printf(&text, "%%TAG !a%d! x:\n", i);
	text_puts(&text, "--- a\n");
	assert_refused(fixture, text.p, "begin with `%`");
}

/* libyaml lets these pass, PyYAML stops. */
static void tabs_between_tokens_are_refused_as_pyyaml_does(void **state)
{
	static const char *const texts[] = {"a:\t1\n",      "a: 1\t# c\n", "a: [1,\t2]\n",
					    "a: \"x\"\t\n", "a: x\ty\n",   "a\t: 1\n",
					    "---\ta\n",     "a: {b: 1}\t"};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		findings_init(&fixture->found, fixture->arena);
		tree_of(fixture, texts[i]);
		assert_finding(fixture, RULE_invalid_yaml, "a tab stands where");
		assert_string_equal(bytes_at(fixture, fixture->found.first->labels->at), "\t");
	}
}

static void tabs_in_texts_and_comments_are_fine(void **state)
{
	assert_non_null(tree_of(*state, "a: \"x\n\ty\" #\tc\n# \td\nb: |\n  x\ty\nc: '\t#\t'\n"));
	assert_no_finding(*state);
}

static void tabs_are_reported_once_with_their_number(void **state)
{
	struct fixture *fixture = *state;

	assert_non_null(tree_of(fixture, "a:\t1\nb: '\t' # \t\nc:\t2\nd: x#\ty\n"));
	assert_finding(fixture, RULE_invalid_yaml, "a tab stands where");
	assert_string_equal(fixture->found.first->notes->text, "the file holds 3 such tabs");
}

static void common_mistakes_have_plain_words(void **state)
{
	assert_refused(*state, "a: b: c\n", "a `:` stands where no key can be");
	assert_refused(*state, "a:\n  size 5\n  address: 1\n", "a `:` stands where no key can be");
	assert_refused(*state, "a: [1, 2\nb: 3\n", "list in `[]` is not closed");
	assert_refused(*state, "a: {x: 1\nb: [\n", "not closed");
	assert_refused(*state, "a: 'x\n", "quoted text is not closed");
	assert_refused(*state, "a: @x\n", "cannot start any token");
	assert_refused(*state, "a:\n- x\n  y\n z: 1\n", "not valid YAML");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(empty_texts_have_no_tree),
		READ_TEST(empty_document_is_null),
		READ_TEST(anchor_on_itself_is_refused),
		READ_TEST(second_anchor_of_a_name_is_refused),
		READ_TEST(many_anchors_are_found),
		READ_TEST(alias_of_a_scalar_may_be_a_key),
		READ_TEST(alias_bomb_is_refused),
		READ_TEST(merge_bomb_is_refused),
		READ_TEST(written_members_beat_merged_ones),
		READ_TEST(first_of_a_merged_list_wins),
		READ_TEST(merge_takes_mappings_alone),
		READ_TEST(quoted_merge_key_is_ordinary),
		READ_TEST(complex_keys_are_refused),
		READ_TEST(tags_are_taken_as_pyyaml_takes_them),
		READ_TEST(other_tags_are_refused),
		READ_TEST(reserved_values_are_refused),
		READ_TEST(second_document_is_refused),
		READ_TEST(zero_character_is_refused),
		READ_TEST(flood_of_directives_is_refused),
		READ_TEST(tabs_between_tokens_are_refused_as_pyyaml_does),
		READ_TEST(tabs_in_texts_and_comments_are_fine),
		READ_TEST(tabs_are_reported_once_with_their_number),
		READ_TEST(common_mistakes_have_plain_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
