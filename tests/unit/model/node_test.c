/* SPDX-License-Identifier: MIT */
/* Shows which of several members with one key wins, and that quoted text is never a number. */
#include "model/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void the_last_written_member_wins(void **state)
{
	struct node merged_again = {.key = STR("size"), .text = STR("4"), .merged = true};
	struct node last = {.key = STR("size"), .text = STR("3"), .next = &merged_again};
	struct node first = {.key = STR("size"), .text = STR("2"), .next = &last};
	struct node merged = {.key = STR("size"), .text = STR("1"), .merged = true, .next = &first};
	struct node mapping = {.kind = NODE_MAPPING, .first = &merged, .count = 4};

	(void)state;
	assert_ptr_equal(node_get(&mapping, "size"), &last);
	last.merged = first.merged = true;
	assert_ptr_equal(node_get(&mapping, "size"), &merged_again);
	assert_null(node_get(&mapping, "siz"));
}

static void only_mappings_have_members(void **state)
{
	struct node item = {.key = STR("size")};
	struct node sequence = {.kind = NODE_SEQUENCE, .first = &item, .count = 1};

	(void)state;
	assert_null(node_get(&sequence, "size"));
	assert_null(node_get(NULL, "size"));
}

static void quoted_scalars_and_collections_are_strings(void **state)
{
	struct node plain = {.text = STR("0x10")};
	struct node quoted = {.text = STR("0x10"), .quoted = true};
	struct node mapping = {.kind = NODE_MAPPING};

	(void)state;
	assert_int_equal(node_scalar(&plain).value, 16);
	assert_int_equal(node_scalar(&quoted).type, YAML_STRING);
	assert_int_equal(node_scalar(&mapping).type, YAML_STRING);
	assert_int_equal(node_scalar(NULL).type, YAML_STRING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_written_member_wins),
		cmocka_unit_test(only_mappings_have_members),
		cmocka_unit_test(quoted_scalars_and_collections_are_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
