/* SPDX-License-Identifier: MIT */
/* Inputs of every kind become layouts, or one finding that says why not. */
#include "fixture.h"

static enum input_kind kind_of(const char *name, const char *text)
{
	return input_kind_of(name, str_of(text));
}

static void kinds_are_told_by_content(void **state)
{
	(void)state;
	assert_int_equal(kind_of("x", "app: {}\n"), INPUT_YAML);
	assert_int_equal(kind_of("x.yml", "/dts-v1/;\n/ { };\n"), INPUT_DTS);
	assert_int_equal(kind_of("x", "// c\n/* d\n */\n#include <e>\n/ {\n};\n"), INPUT_DTS);
	assert_int_equal(kind_of("x", "\xd0\x0d\xfe\xed rest"), INPUT_BLOB);
	assert_int_equal(kind_of("x", "# c\nCONFIG_A=y\n"), INPUT_KCONFIG);
	assert_int_equal(kind_of("x", "SB_CONFIG_A=\"b\"\n"), INPUT_KCONFIG);
	assert_int_equal(kind_of("x", "#include <autoconf.h>\napp:\n"), INPUT_YAML);
	assert_int_equal(kind_of("x", "CONFIG_A: 1\n"), INPUT_YAML);
	assert_int_equal(kind_of("x", "/a: {size: 1}\n"), INPUT_YAML);
}

static void nothing_but_comments_is_empty(void **state)
{
	(void)state;
	assert_int_equal(kind_of("x", ""), INPUT_EMPTY);
	assert_int_equal(kind_of("x", "\xef\xbb\xbf\r\n# c\n\n"), INPUT_EMPTY);
	assert_int_equal(kind_of("x.dts", " \n"), INPUT_EMPTY);
	assert_int_equal(kind_of("x", "/* never closed"), INPUT_EMPTY);
}

static void name_decides_where_content_does_not(void **state)
{
	(void)state;
	assert_int_equal(kind_of("x.overlay", "&flash0 { };\n"), INPUT_DTS);
	assert_int_equal(kind_of("x.yml", "&flash0 { }\n"), INPUT_YAML);
	assert_int_equal(input_kind_of("x", (struct str){"\0\1", 2}), INPUT_UNKNOWN);
	assert_int_equal(input_kind_of("x", (struct str){"\xff\xfe\0\0", 4}), INPUT_YAML);
}

static void empty_inputs_are_nothing_to_check(void **state)
{
	static const char *const texts[] = {"", "# c\n", "{}\n", "---\n", "~\n", "null\n"};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		findings_init(&fixture->found, fixture->arena);
		assert_null(layout_of(fixture, texts[i])->partitions);
		assert_finding(fixture, RULE_nothing_to_check, "`test.yml`");
	}
}

static void foreign_shapes_are_left_to_the_rule(void **state)
{
	assert_int_equal(layout_of(*state, "- a\n")->document->kind, NODE_SEQUENCE);
	assert_non_null(layout_of(*state, "partitions: [{name: a}]\n")->document);
	assert_no_finding(*state);
}

static void config_as_input_is_refused(void **state)
{
	struct fixture *fixture = *state;

	layout_of(fixture, "CONFIG_A=y\n");
	assert_finding(fixture, RULE_nothing_to_check, "is a .config, not a layout");
	assert_non_null(strstr(fixture->found.first->helps->text, "--kconfig"));
}

static void binary_input_is_refused(void **state)
{
	struct fixture *fixture = *state;

	read_layout_source(fixture->arena, source_of(fixture, (struct str){"\1\0\2", 3}), NULL,
			   &fixture->found);
	assert_finding(fixture, RULE_invalid_yaml, "binary file");
}

static void broken_yaml_is_reported_once(void **state)
{
	const struct layout *layout = layout_of(*state, "a: [\n");

	assert_null(layout->document);
	assert_finding(*state, RULE_invalid_yaml, "a value is missing");
}

static void missing_file_is_unreadable(void **state)
{
	struct fixture *fixture = *state;
	const struct layout *layout = read_layout(
		fixture->arena, "tests/unit/read/no-such-file.yml", NULL, &fixture->found);

	assert_finding(fixture, RULE_unreadable_file, "No such file");
	assert_non_null(layout->source);
	assert_string_equal(fixture->found.first->labels->at.source->name,
			    "tests/unit/read/no-such-file.yml");
}

static void directory_is_nothing_to_check(void **state)
{
	struct fixture *fixture = *state;
	const struct layout *layout = read_layout(fixture->arena, ".", NULL, &fixture->found);

	assert_finding(fixture, RULE_nothing_to_check, "is a directory");
	assert_non_null(layout->source);
}

static struct layout *named(struct fixture *fixture, const char *name, const char *text)
{
	return read_layout_source(fixture->arena, source_new(fixture->arena, name, str_of(text)),
				  NULL, &fixture->found);
}

static void generated_files_are_told_by_name_and_entries(void **state)
{
	const char *whole = "app: {address: 0, size: 4, end_address: 4, region: flash_primary}\n";
	const char *part = "app: {address: 0, size: 4, region: flash_primary}\n";

	assert_int_equal(named(*state, "b/partitions_CPUNET.yml", whole)->kind,
			 LAYOUT_PM_PARTITIONS);
	assert_int_equal(named(*state, "b/partitions.yml", part)->kind, LAYOUT_PM_STATIC);
	assert_int_equal(named(*state, "partitions/pm_static.yml", whole)->kind, LAYOUT_PM_STATIC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(kinds_are_told_by_content),
		READ_TEST(nothing_but_comments_is_empty),
		READ_TEST(name_decides_where_content_does_not),
		READ_TEST(empty_inputs_are_nothing_to_check),
		READ_TEST(foreign_shapes_are_left_to_the_rule),
		READ_TEST(config_as_input_is_refused),
		READ_TEST(binary_input_is_refused),
		READ_TEST(broken_yaml_is_reported_once),
		READ_TEST(missing_file_is_unreadable),
		READ_TEST(directory_is_nothing_to_check),
		READ_TEST(generated_files_are_told_by_name_and_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
