/* SPDX-License-Identifier: MIT */
/* Lines of a .config become options. */
#include "fixture.h"

static struct kconfig *config_of(struct fixture *fixture, const char *text)
{
	return kconfig_parse(fixture->arena, source_of(fixture, str_of(text)));
}

static void every_form_of_value_is_read(void **state)
{
	const struct kconfig *config =
		config_of(*state, "CONFIG_B=y\nCONFIG_A=0x1000\n# CONFIG_C is not set\n"
				  "SB_CONFIG_D=\"text\"\nCONFIG_E=-1\nCONFIG_F=\"\"\n");

	assert_int_equal(config->count, 6);
	assert_true(kconfig_is_y(config, "CONFIG_B"));
	assert_true(kconfig_number(config, "CONFIG_A").value == 0x1000);
	assert_str(kconfig_find(config, "CONFIG_C")->value, "n");
	assert_str(kconfig_text(config, "SB_CONFIG_D"), "text");
	assert_true(kconfig_number(config, "CONFIG_E").negative);
	assert_int_equal(kconfig_text(config, "CONFIG_F").n, 0);
	assert_non_null(kconfig_find(config, "CONFIG_F"));
}

static void strings_carry_escapes(void **state)
{
	const struct kconfig *config =
		config_of(*state, "CONFIG_A=\"say \\\"hi\\\"\"\nCONFIG_B=\"C:\\\\ncs\\\\v2\"\n"
				  "CONFIG_C=\"open\nCONFIG_D=\"x\" # y\nCONFIG_E=\"\\\n");

	assert_str(kconfig_text(config, "CONFIG_A"), "say \"hi\"");
	assert_str(kconfig_text(config, "CONFIG_B"), "C:\\ncs\\v2");
	assert_str(kconfig_text(config, "CONFIG_C"), "open");
	assert_str(kconfig_text(config, "CONFIG_D"), "x");
	assert_str(kconfig_text(config, "CONFIG_E"), "\\");
}

static void last_writing_wins(void **state)
{
	const struct kconfig *config =
		config_of(*state, "CONFIG_A=1\nCONFIG_B=y\n# CONFIG_A is not set\nCONFIG_A=3\n");

	assert_int_equal(config->count, 2);
	assert_true(kconfig_number(config, "CONFIG_A").value == 3);
	assert_int_equal(kconfig_find(config, "CONFIG_A")->order, 4);
}

static void lines_that_are_no_options_are_ignored(void **state)
{
	const struct kconfig *config =
		config_of(*state, "\xef\xbb\xbf# Automatically generated\n\n#\nFOO=y\nCONFIG_A\n"
				  "# CONFIG_B is set\nCONFIG_C =y\n=\n  CONFIG_D=y  \n\x01\xff\n");

	assert_int_equal(config->count, 1);
	assert_true(kconfig_is_y(config, "CONFIG_D"));
}

static void places_are_whole_lines_without_their_end(void **state)
{
	struct fixture *fixture = *state;
	const struct kconfig *config = config_of(fixture, "# x\r\nCONFIG_A=\"b\"\r\nCONFIG_B=y");

	assert_string_equal(bytes_at(fixture, kconfig_find(config, "CONFIG_A")->at),
			    "CONFIG_A=\"b\"");
	assert_string_equal(bytes_at(fixture, kconfig_find(config, "CONFIG_B")->at), "CONFIG_B=y");
	assert_true(kconfig_is_y(config, "CONFIG_B"));
}

static void many_options_are_sorted_once(void **state)
{
	struct fixture *fixture = *state;
	struct text text = {.arena = fixture->arena};
	const struct kconfig *config;

	for (int i = 0; i < 1000; i++)
		text_printf(&text, "CONFIG_X%d=%d\n", (i * 7919) % 1000, (i * 7919) % 1000);
	config = config_of(fixture, text.p);
	assert_int_equal(config->count, 1000);
	assert_true(kconfig_number(config, "CONFIG_X0").value == 0);
	assert_true(kconfig_number(config, "CONFIG_X517").value == 517);
	assert_true(kconfig_number(config, "CONFIG_X999").value == 999);
}

static void empty_config_knows_nothing(void **state)
{
	const struct kconfig *config = config_of(*state, "");

	assert_int_equal(config->count, 0);
	assert_null(kconfig_find(config, "CONFIG_A"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(every_form_of_value_is_read),
		READ_TEST(strings_carry_escapes),
		READ_TEST(last_writing_wins),
		READ_TEST(lines_that_are_no_options_are_ignored),
		READ_TEST(places_are_whole_lines_without_their_end),
		READ_TEST(many_options_are_sorted_once),
		READ_TEST(empty_config_knows_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
