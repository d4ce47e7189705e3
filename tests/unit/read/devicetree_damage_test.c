/* SPDX-License-Identifier: MIT */
/* Damaged blobs and sources that dtc rejects: named in plain words, never a crash. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "fixture.h"

#include <libfdt.h>
#include <stdlib.h>

#include "base/file.h"

#define BOARD "tests/fuzz/corpus/devicetree/mapped.dtb"

static struct str read_board(struct fixture *fixture)
{
	struct str content;
	const char *why;

	assert_true(file_read(fixture->arena, BOARD, &content, &why));
	return content;
}

static struct devicetree *read_bytes(struct arena *arena, struct str bytes, struct findings *found)
{
	findings_init(found, arena);
	return devicetree_read_source(arena, source_new_binary(arena, "damaged.dtb", bytes), found);
}

/* In an arena of its own; the last byte read is the last one of the allocation. */
static void read_or_reject(struct str bytes)
{
	struct arena *arena = arena_new(0, out_of_memory, NULL);
	struct findings found;
	struct devicetree *dt = read_bytes(arena, bytes, &found);

	if (!dt) /* of a tree that is read, only partitions may be wrong */
		assert_int_equal(found.count, 1);
	if (found.count)
		assert_int_equal(found.first->rule, RULE_invalid_devicetree);
	arena_free(arena);
}

static void every_prefix_is_rejected(void **state)
{
	struct fixture *fixture = *state;
	struct str board = read_board(fixture);

	for (size_t n = 0; n < board.n; n++) {
		struct arena *arena = arena_new(0, out_of_memory, NULL);
		struct findings found;
		char *copy = malloc(n + 1);

		memcpy(copy, board.p, n);
		assert_null(read_bytes(arena, (struct str){copy, n}, &found));
		assert_int_equal(found.count, 1);
		assert_int_equal(found.first->rule, RULE_invalid_devicetree);
		free(copy);
		arena_free(arena);
	}
}

static void every_flipped_byte_is_read_or_rejected(void **state)
{
	struct str board = read_board(*state);
	static const unsigned char masks[] = {0x01, 0x80, 0xff};
	char *copy = malloc(board.n);

	for (size_t i = 0; i < board.n; i++) {
		for (size_t k = 0; k < sizeof(masks); k++) {
			memcpy(copy, board.p, board.n);
			copy[i] = (char)((unsigned char)copy[i] ^ masks[k]);
			read_or_reject((struct str){copy, board.n});
		}
	}
	free(copy);
}

static const struct finding *rejected(struct fixture *fixture, struct str bytes)
{
	assert_null(read_bytes(fixture->arena, bytes, &fixture->found));
	assert_int_equal(fixture->found.count, 1);
	return fixture->found.first;
}

static void assert_says(const struct finding *finding, const char *part)
{
	if (!strstr(finding->message, part))
		fail_msg("`%s` does not say `%s`", finding->message, part);
}

static void truncated_blob_says_how_much_is_missing(void **state)
{
	struct str board = read_board(*state);

	board.n -= 8;
	assert_says(rejected(*state, board), "it ends early: it says it is 1672 bytes long, the "
					     "file has 1664");
}

static void empty_file_and_wrong_magic_are_named(void **state)
{
	assert_says(rejected(*state, STR("")), "it ends early");
	assert_says(rejected(*state, (struct str){"\xd0\x0d\xfe\xee\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
						  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
						  40}),
		    "it does not begin with d0 0d fe ed");
}

/* In the first versions names are paths; libfdt does not survive one without a slash. */
static void versions_before_16_are_named(void **state)
{
	struct str content = read_board(*state);
	char *blob = memcpy(arena_alloc(((struct fixture *)*state)->arena, content.n), content.p,
			    content.n);

	for (uint32_t version = 2; version < 16; version++) {
		fdt_set_version(blob, version);
		fdt_set_last_comp_version(blob, 2);
		assert_says(rejected(*state, (struct str){blob, content.n}), "its version is not");
	}
}

/* A tree of so many levels with names of so many bytes. */
static struct str nested(struct fixture *fixture, int levels, size_t length)
{
	int room = (int)(levels * (int)(length + 16) + 4096);
	char *blob = arena_alloc(fixture->arena, (size_t)room);
	char *name = arena_alloc(fixture->arena, length + 1);

	memset(name, 'n', length);
	assert_int_equal(fdt_create(blob, room), 0);
	assert_int_equal(fdt_finish_reservemap(blob), 0);
	for (int i = 0; i < levels; i++)
		assert_int_equal(fdt_begin_node(blob, i ? name : ""), 0);
	for (int i = 0; i < levels; i++)
		assert_int_equal(fdt_end_node(blob), 0);
	assert_int_equal(fdt_finish(blob), 0);
	return (struct str){blob, fdt_totalsize(blob)};
}

static void deep_tree_is_rejected(void **state)
{
	struct fixture *fixture = *state;

	assert_non_null(read_bytes(fixture->arena, nested(fixture, 64, 1), &fixture->found));
	assert_says(rejected(fixture, nested(fixture, 65, 1)), "nested deeper than 64 levels");
	assert_says(rejected(fixture, nested(fixture, 100000, 1)), "nested deeper");
}

static void long_path_is_rejected(void **state)
{
	struct fixture *fixture = *state;

	assert_non_null(read_bytes(fixture->arena, nested(fixture, 4, 160), &fixture->found));
	assert_says(rejected(fixture, nested(fixture, 5, 160)), "longer than 512 bytes");
}

static void long_property_name_is_rejected(void **state)
{
	struct fixture *fixture = *state;
	char *blob = arena_alloc(fixture->arena, 4096);
	char name[300];

	memset(name, 'p', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(fdt_create(blob, 4096), 0);
	assert_int_equal(fdt_finish_reservemap(blob), 0);
	assert_int_equal(fdt_begin_node(blob, ""), 0);
	assert_int_equal(fdt_property_u32(blob, name, 1), 0);
	assert_int_equal(fdt_end_node(blob), 0);
	assert_int_equal(fdt_finish(blob), 0);
	assert_says(rejected(fixture, (struct str){blob, fdt_totalsize(blob)}),
		    "property is longer than 255 bytes");
}

static void compiled_overlay_is_named(void **state)
{
	struct fixture *fixture = *state;

	assert_null(devicetree_read(fixture->arena, "tests/fuzz/corpus/devicetree/overlay.dtb",
				    &fixture->found));
	assert_says(fixture->found.first, "this is an overlay");
	assert_string_equal(fixture->found.first->helps->text,
			    "give the build's zephyr.dts or zephyr.dtb");
}

static const struct finding *rejected_source(struct fixture *fixture, const char *text)
{
	struct source *source = source_new(fixture->arena, "<stdin>", str_of(text));

	findings_init(&fixture->found, fixture->arena);
	assert_null(devicetree_read_source(fixture->arena, source, &fixture->found));
	assert_int_equal(fixture->found.count, 1);
	assert_int_equal(fixture->found.first->rule, RULE_invalid_devicetree);
	return fixture->found.first;
}

static bool has_dtc(struct fixture *fixture)
{
	struct process_result result;
	const char *why;

	return process_run(fixture->arena, (const char *const[]){"dtc", "--version", NULL}, &result,
			   &why);
}

static void source_is_compiled_from_standard_input(void **state)
{
	struct fixture *fixture = *state;
	struct source *source =
		source_new(fixture->arena, "<stdin>",
			   STR("/dts-v1/;\n/ { compatible = \"acme,nrf9151\"; };\n"));
	const struct devicetree *dt;

	if (!has_dtc(fixture))
		skip();
	dt = devicetree_read_source(fixture->arena, source, &fixture->found);
	assert_non_null(dt);
	assert_string_equal(dt->soc, "nrf9151");
	assert_ptr_equal(dt->source, source);
}

static void syntax_error_is_pointed_at(void **state)
{
	const struct finding *finding;
	struct position position;

	if (!has_dtc(*state))
		skip();
	finding = rejected_source(*state, "/dts-v1/;\n/ {\n\tsize = <1;\n};\n");
	position = source_position(finding->labels->at.source, finding->labels->at.begin);
	assert_string_equal(finding->message, "dtc rejects this devicetree source: syntax error");
	assert_int_equal(position.line, 3);
	assert_int_equal(position.column, 11);
	assert_string_equal(finding->notes->text, "dtc: Error: <stdin>:3.11-12 syntax error");
}

static void overlay_source_is_named(void **state)
{
	static const char help[] = "this is an overlay; give the build's zephyr.dts or zephyr.dtb";

	if (!has_dtc(*state))
		skip();
	assert_string_equal(rejected_source(*state, "/* mine */\n&spi3 { };\n")->helps->text, help);
	assert_string_equal(rejected_source(*state, "// mine\n/ { chosen { }; };\n")->helps->text,
			    help);
	assert_string_equal(rejected_source(*state, "/dts-v1/;\n&spi3 { };\n")->helps->text, help);
}

static void source_for_the_preprocessor_is_named(void **state)
{
	const struct finding *finding;

	if (!has_dtc(*state))
		skip();
	finding = rejected_source(*state, "/dts-v1/;\n#include <nordic/nrf9160_sica.dtsi>\n");
	assert_non_null(strstr(finding->helps->text, "C preprocessor"));
}

static void missing_dtc_is_named(void **state)
{
	const char *path = getenv("PATH");
	char *kept = path ? strdup(path) : NULL;
	const struct finding *finding;

	setenv("PATH", "/nonexistent", 1);
	finding = rejected_source(*state, "/dts-v1/;\n/ { };\n");
	if (kept)
		setenv("PATH", kept, 1);
	free(kept);
	assert_says(finding, "compiled with dtc, which could not be run");
	assert_string_equal(finding->helps->text,
			    "install device-tree-compiler, or give the build's zephyr.dtb");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(every_prefix_is_rejected),
		READ_TEST(every_flipped_byte_is_read_or_rejected),
		READ_TEST(truncated_blob_says_how_much_is_missing),
		READ_TEST(empty_file_and_wrong_magic_are_named),
		READ_TEST(versions_before_16_are_named),
		READ_TEST(deep_tree_is_rejected),
		READ_TEST(long_path_is_rejected),
		READ_TEST(long_property_name_is_rejected),
		READ_TEST(compiled_overlay_is_named),
		READ_TEST(source_is_compiled_from_standard_input),
		READ_TEST(syntax_error_is_pointed_at),
		READ_TEST(overlay_source_is_named),
		READ_TEST(source_for_the_preprocessor_is_named),
		READ_TEST(missing_dtc_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
