/* SPDX-License-Identifier: MIT */
/* SARIF: what the schema and the comparison with the JSON (tests/cli/report_formats.sh) cannot
 * show: fingerprints that outlive an edit, suppressions, rules with their texts, no memory.
 */
#include "fixture.h"

#include <jansson.h>

static json_t *written(struct run *run)
{
	json_t *root = json_loads(run_write(run, "sarif"), 0, NULL);

	assert_non_null(root);
	return root;
}

static json_t *run_of(json_t *root)
{
	return json_array_get(json_object_get(root, "runs"), 0);
}

static json_t *result_of(json_t *root, size_t index)
{
	return json_array_get(json_object_get(run_of(root), "results"), index);
}

/* The text behind two names, such as message.text. */
static const char *text_of(const json_t *object, const char *outer, const char *inner)
{
	return json_string_value(json_object_get(json_object_get(object, outer), inner));
}

static struct finding *add(struct run *run, const char *name, const char *text, const char *about)
{
	const struct source *source = run_source(run, name, text);
	struct finding *finding =
		finding_add(&run->found, RULE_zero_size, place(source, "size"), "message");

	finding_about(&run->found, finding, about);
	return finding;
}

static const char *fingerprint(json_t *root, size_t index)
{
	return text_of(result_of(root, index), "partialFingerprints", "rulePartitionsFile/v1");
}

static void fingerprints_outlive_moved_lines(void **state)
{
	struct run *run = *state;
	json_t *root;

	add(run, "a.yml", "a:\n  size: 0\n", "a");
	add(run, "./a.yml", "# more\n\na:\n  size: 0\n", "a");
	add(run, "a.yml", "a:\n  size: 0\n", "b");
	add(run, "b.yml", "a:\n  size: 0\n", "a");
	add(run, "/home/me/c.yml", "a:\n  size: 0\n", "a");
	add(run, "/home/you/c.yml", "a:\n  size: 0\n", "a");
	root = written(run);
	assert_string_equal(fingerprint(root, 0) + 16, ":1");
	assert_string_equal(fingerprint(root, 1) + 16, ":2");
	assert_memory_equal(fingerprint(root, 0), fingerprint(root, 1), 16);
	assert_memory_not_equal(fingerprint(root, 0), fingerprint(root, 2), 16);
	assert_memory_not_equal(fingerprint(root, 0), fingerprint(root, 3), 16);
	assert_memory_equal(fingerprint(root, 4), fingerprint(root, 5), 16);
	json_decref(root);
}

static void an_allowed_finding_is_suppressed_with_its_reason(void **state)
{
	struct run *run = *state;
	json_t *root, *list;

	add(run, "a.yml", "a:\n  size: 0\n", "a")->allowed = "it is known";
	add(run, "a.yml", "b:\n  size: 0\n", "b");
	root = written(run);
	list = json_object_get(result_of(root, 0), "suppressions");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(
		json_string_value(json_object_get(json_array_get(list, 0), "justification")),
		"it is known");
	list = json_object_get(result_of(root, 1), "suppressions");
	assert_int_equal(json_array_size(list), 0);
	json_decref(root);
}

static void a_node_of_a_devicetree_is_a_logical_location(void **state)
{
	struct run *run = *state;
	const struct source *blob = source_new_binary(run->arena, "a b/zephyr.dtb", STR("\xd0"));
	struct span node = {.source = blob,
			    .path = "/soc/partition@0",
			    .property = "reg",
			    .cells = "reg = <0x0 0x1000>"};
	json_t *root, *place, *physical, *logical;

	finding_add(&run->found, RULE_zero_size, node, "message");
	root = written(run);
	place = json_array_get(json_object_get(result_of(root, 0), "locations"), 0);
	physical = json_object_get(place, "physicalLocation");
	logical = json_array_get(json_object_get(place, "logicalLocations"), 0);
	assert_string_equal(text_of(physical, "artifactLocation", "uri"), "a%20b/zephyr.dtb");
	assert_string_equal(text_of(physical, "artifactLocation", "uriBaseId"), "%SRCROOT%");
	assert_null(json_object_get(physical, "region"));
	assert_string_equal(json_string_value(json_object_get(logical, "name")), "partition@0");
	assert_string_equal(json_string_value(json_object_get(logical, "fullyQualifiedName")),
			    "/soc/partition@0");
	assert_string_equal(text_of(place, "message", "text"), "reg = <0x0 0x1000>");
	json_decref(root);
}

static const char *explained(enum rule_id id)
{
	return id == RULE_zero_size ? "What it is.\n\nHow to fix it.\n" : NULL;
}

static void rules_have_level_and_help(void **state)
{
	struct run *run = *state;
	json_t *root, *rules, *rule;

	run->options.explain = explained;
	root = written(run);
	rules = json_object_get(json_object_get(json_object_get(run_of(root), "tool"), "driver"),
				"rules");
	assert_int_equal(json_array_size(rules), RULE_COUNT);
	rule = json_array_get(rules, RULE_zero_size);
	assert_string_equal(json_string_value(json_object_get(rule, "id")), "zero-size");
	assert_string_equal(text_of(rule, "shortDescription", "text"),
			    rule_get(RULE_zero_size)->summary);
	assert_string_equal(text_of(rule, "fullDescription", "text"), "What it is.");
	assert_string_equal(text_of(rule, "help", "text"), "What it is.\n\nHow to fix it.\n");
	assert_string_equal(text_of(rule, "defaultConfiguration", "level"), "warning");
	rule = json_array_get(rules, RULE_gap_count);
	assert_string_equal(text_of(rule, "help", "text"), "Run: pmlayout explain gap-count");
	assert_int_equal(json_array_size(json_object_get(run_of(root), "results")), 0);
	json_decref(root);
}

static void a_finding_without_place_is_laid_to_the_input(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};
	json_t *root, *place;

	finding_add(&run->found, RULE_gap_count, nowhere, "nowhere");
	root = written(run);
	place = json_array_get(json_object_get(result_of(root, 0), "locations"), 0);
	assert_string_equal(
		text_of(json_object_get(place, "physicalLocation"), "artifactLocation", "uri"),
		"pm_static.yml");
	json_decref(root);
}

static void *no_memory(size_t size)
{
	(void)size;
	return NULL;
}

static void without_memory_nothing_half_is_written(void **state)
{
	struct run *run = *state;
	json_malloc_t allocate;
	json_free_t release;
	volatile bool handled = false;

	json_get_alloc_funcs(&allocate, &release);
	json_set_alloc_funcs(no_memory, release);
	if (setjmp(run->exhausted))
		handled = true;
	else
		run_write(run, "sarif");
	json_set_alloc_funcs(allocate, release);
	assert_true(handled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(fingerprints_outlive_moved_lines),
		RUN_TEST(an_allowed_finding_is_suppressed_with_its_reason),
		RUN_TEST(a_node_of_a_devicetree_is_a_logical_location),
		RUN_TEST(rules_have_level_and_help),
		RUN_TEST(a_finding_without_place_is_laid_to_the_input),
		RUN_TEST(without_memory_nothing_half_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
