/* SPDX-License-Identifier: MIT */
/* The JSON format: every field of PRODUCT.md, valid whatever the input, and no memory. */
#include "fixture.h"

#include <jansson.h>
#include <stdlib.h>

static void nothing_found(void **state)
{
	struct run *run = *state;

	assert_string_equal(run_write(run, "json"), "{\n"
						    "  \"version\": 1,\n"
						    "  \"tool\": {\n"
						    "    \"name\": \"pmlayout\",\n"
						    "    \"version\": \"" PMLAYOUT_VERSION "\"\n"
						    "  },\n"
						    "  \"inputs\": [\n"
						    "    {\n"
						    "      \"path\": \"pm_static.yml\",\n"
						    "      \"kind\": \"pm-static\",\n"
						    "      \"images\": []\n"
						    "    }\n"
						    "  ],\n"
						    "  \"diagnostics\": [],\n"
						    "  \"summary\": {\n"
						    "    \"errors\": 0,\n"
						    "    \"warnings\": 0,\n"
						    "    \"notes\": 0,\n"
						    "    \"allowed\": 0,\n"
						    "    \"inputs\": 1,\n"
						    "    \"partitions\": 45,\n"
						    "    \"rules_run\": 46\n"
						    "  }\n"
						    "}\n");
}

static struct finding *add_full(struct run *run)
{
	const struct source *source =
		run_source(run, "pm_static.yml", "\xc3\xa4:\n  size: [1,\n   2]\n");
	const struct source *blob = source_new_binary(run->arena, "zephyr.dtb", STR("\xd0"));
	struct span node = {.source = blob, .path = "/soc/partition@0", .property = "reg"};
	struct finding *finding = finding_add(&run->found, RULE_end_address_mismatch,
					      place(source, "[1,\n   2]"), "message");

	finding_mark(&run->found, finding, "mark");
	finding_label(&run->found, finding, node, "node");
	finding_about(&run->found, finding, "app");
	finding_about(&run->found, finding, "mcuboot");
	finding_note(&run->found, finding, "note");
	finding_help(&run->found, finding, "first");
	finding_help(&run->found, finding, "second");
	finding_fix(&run->found, finding, place(source, "size"), "end");
	finding->allowed = "reason";
	return finding;
}

static json_t *parse(const char *text)
{
	json_error_t error;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	assert_non_null(root);
	return root;
}

/* What a finding is in JSON, in the order of PRODUCT.md. */
static void every_field_of_a_finding(void **state)
{
	struct run *run = *state;
	json_t *root;
	char *dump;

	add_full(run);
	root = parse(run_write(run, "json"));
	dump = json_dumps(json_array_get(json_object_get(root, "diagnostics"), 0), JSON_COMPACT);
	assert_string_equal(
		dump,
		"{\"rule\":\"end-address-mismatch\",\"severity\":\"warning\",\"message\":"
		"\"message\","
		"\"partitions\":[\"app\",\"mcuboot\"],"
		"\"locations\":[{\"file\":\"pm_static.yml\",\"line\":2,\"column\":9,"
		"\"end_line\":3,\"end_column\":6,\"path\":null,\"label\":\"mark\"},"
		"{\"file\":\"zephyr.dtb\",\"line\":null,\"column\":null,\"end_line\":null,"
		"\"end_column\":null,\"path\":\"/soc/partition@0\",\"label\":\"node\"}],"
		"\"notes\":[\"note\"],\"help\":[\"first\",\"second\"],"
		"\"fixes\":[{\"safe\":true,\"edits\":[{\"file\":\"pm_static.yml\",\"start\":6,"
		"\"end\":10,\"text\":\"end\"}]}],\"allowed\":\"reason\"}");
	free(dump);
	json_decref(root);
}

static void absent_things_are_null_or_empty(void **state)
{
	struct run *run = *state;
	struct span nowhere = {0};
	json_t *root, *finding;

	finding_add(&run->found, RULE_gap_count, nowhere, "message");
	finding_add(&run->found, RULE_zero_size, nowhere, "off")->severity = SEVERITY_OFF;
	run->inputs[0].kind = NULL;
	root = parse(run_write(run, "json"));
	assert_int_equal(json_array_size(json_object_get(root, "diagnostics")), 1);
	finding = json_array_get(json_object_get(root, "diagnostics"), 0);
	assert_int_equal(json_array_size(json_object_get(finding, "locations")), 0);
	assert_int_equal(json_array_size(json_object_get(finding, "fixes")), 0);
	assert_true(json_is_array(json_object_get(finding, "notes")));
	assert_true(json_is_null(json_object_get(finding, "allowed")));
	finding = json_array_get(json_object_get(root, "inputs"), 0);
	assert_true(json_is_null(json_object_get(finding, "kind")));
	json_decref(root);
}

/* Broken UTF-8, controls and code points beyond ASCII, in every place a file can put them. */
static void always_plain_ascii(void **state)
{
	struct run *run = *state;
	static const char hostile[] =
		"\xff\xc3\x28\xed\xa0\x80\xc0\x80\xf4\x90\x80\x80\x1b[2J\"\\\n";
	struct finding *finding = add_full(run);
	const char *text;
	json_t *root;

	finding->message = finding->notes->text = finding->partitions->text = hostile;
	finding->labels->text = finding->labels->next->at.path = finding->allowed = hostile;
	finding->fixes->edits->text = "\xc3\xa4\xc2\x9b";
	run->inputs[0].path = hostile;
	text = run_write(run, "json");
	for (const char *at = text; *at; at++)
		assert_true(*at == '\n' || (*at >= ' ' && *at <= '~'));
	assert_non_null(strstr(text, "\\u00E4\\u009B"));
	root = parse(text);
	json_decref(root);
}

/* Allocations that are still granted to jansson. */
static size_t granted;

static void *scarce_malloc(size_t size)
{
	if (granted == 0)
		return NULL;
	granted--;
	return malloc(size);
}

/* Whether the writer came back instead of calling the arena's handler. */
static bool writes_with(struct run *run, size_t allocations)
{
	granted = allocations;
	if (setjmp(run->exhausted))
		return false;
	run_write(run, "json");
	return true;
}

/* Wherever memory ends, the arena's handler is called; half an object is never returned. */
static void no_memory_is_told_to_the_handler(void **state)
{
	struct run *run = *state;
	size_t enough = 0;

	add_full(run);
	json_set_alloc_funcs(scarce_malloc, free);
	while (enough < 100000 && !writes_with(run, enough))
		enough++;
	json_set_alloc_funcs(malloc, free);
	assert_in_range(enough, 50, 99999);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(nothing_found),
		RUN_TEST(every_field_of_a_finding),
		RUN_TEST(absent_things_are_null_or_empty),
		RUN_TEST(always_plain_ascii),
		RUN_TEST(no_memory_is_told_to_the_handler),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
