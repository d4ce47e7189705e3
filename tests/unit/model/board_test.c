/* SPDX-License-Identifier: MIT */
/* Boards as names of files carry them, and whether a build script names a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/board.h"
#include "model/project.h"

static void names_of_files(void **state)
{
	struct arena *arena = *state;

	assert_string_equal(board_file_name(arena, "nrf9160dk/nrf9160/ns"), "nrf9160dk_nrf9160_ns");
	assert_string_equal(board_short_name(arena, "nrf9160dk/nrf9160/ns"), "nrf9160dk_ns");
	assert_string_equal(board_short_name(arena, "nrf52840dk/nrf52840"), "nrf52840dk");
	assert_null(board_short_name(arena, "native_sim"));
	assert_string_equal(board_revision_name(arena, "0.14.0"), "0_14_0");
	for (const char *const *target = board_targets(); *target; target++)
		assert_null(strchr(board_file_name(arena, *target), '/'));
}

static void a_board_ends_at_an_underscore(void **state)
{
	struct str rest = {0};

	(void)state;
	assert_true(board_name_starts(STR("tag_ns_release"), "tag_ns", &rest));
	assert_true(str_is(rest, "release"));
	assert_true(board_name_starts(STR("tag"), "tag", &rest));
	assert_int_equal(rest.n, 0);
	assert_false(board_name_starts(STR("tags"), "tag", &rest));
	assert_false(board_name_starts(STR("ta"), "tag", &rest));
}

static void words_of_a_name(void **state)
{
	struct arena *arena = *state;

	assert_true(board_has_word(STR("tag_ns_0_1_0"), "ns"));
	assert_true(board_has_word(STR("ns"), "ns"));
	assert_false(board_has_word(STR("tag_nss"), "ns"));
	assert_false(board_has_word(STR("sensns_a"), "ns"));
	assert_string_equal(board_replace_word(arena, STR("tag_ns_0_1_0"), "ns", ""), "tag_0_1_0");
	assert_string_equal(board_replace_word(arena, STR("tag_ns"), "ns", ""), "tag");
	assert_string_equal(board_replace_word(arena, STR("tag_cpuapp"), "cpuapp", "cpunet"),
			    "tag_cpunet");
	assert_string_equal(board_replace_word(arena, STR("tag"), "ns", ""), "tag");
}

static void whole_names_are_mentioned(void **state)
{
	struct project project = {.arena = *state, .mentions = {.arena = *state}};

	assert_false(project_mentions(&project, "a.conf"));
	text_puts(&project.mentions, "set(X dir/a.conf my-b.conf boards/${BOARD}_extra.overlay)");
	assert_true(project_mentions(&project, "a.conf"));
	assert_false(project_mentions(&project, "b.conf"));
	assert_true(project_mentions(&project, "tag_ns_extra.overlay"));
	assert_false(project_mentions(&project, "tag_ns.overlay"));
}

static int open_arena(void **state)
{
	*state = arena_new(0, NULL, NULL);
	return *state ? 0 : -1;
}

static int close_arena(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_files),
		cmocka_unit_test(a_board_ends_at_an_underscore),
		cmocka_unit_test(words_of_a_name),
		cmocka_unit_test(whole_names_are_mentioned),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
