/* SPDX-License-Identifier: MIT */
/* Partition Manager's report without colour, and with names that would command a terminal. */
#include "layouts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void frames_fit_their_longest_line(void **state)
{
	struct layout *layout = layout_example();
	const char *why;

	(void)state;
	assert_string_equal(layout_emit(layout, "report", NULL, &why),
			    "  external_flash (0x800000 - 8192kB): \n"
			    "+---------------------------------------------+\n"
			    "| 0x0: mcuboot_secondary (0xe0000 - 896kB)    |\n"
			    "| 0xe0000: external_flash (0x720000 - 7296kB) |\n"
			    "+---------------------------------------------+\n"
			    "\n"
			    "  flash_primary (0x100000 - 1024kB): \n"
			    "+----------------------------------------------+\n"
			    "| 0x0: mcuboot (0x10000 - 64kB)                |\n"
			    "+---0x10000: mcuboot_primary (0xe0000 - 896kB)-+\n"
			    "| 0x10000: mcuboot_pad (0x200 - 512B)          |\n"
			    "| 0x10200: app (0xdfe00 - 895kB)               |\n"
			    "+----------------------------------------------+\n"
			    "| 0xf0000: settings_storage (0x10000 - 64kB)   |\n"
			    "+----------------------------------------------+\n"
			    "\n"
			    "  sram_primary (0x40000 - 256kB): \n"
			    "+--------------------------------------------+\n"
			    "| 0x20000000: sram_primary (0x40000 - 256kB) |\n"
			    "+--------------------------------------------+\n"
			    "\n");
	layout_drop(layout);
}

static void a_name_cannot_command_the_terminal(void **state)
{
	struct layout *layout = layout_example();
	const char *why, *text;

	(void)state;
	layout->partitions->name = "\033[2J\n";
	layout->regions->name = "\007";
	text = layout_emit(layout, "report", NULL, &why);
	assert_non_null(text);
	assert_null(strchr(text, '\033'));
	assert_null(strchr(text, '\007'));
	assert_non_null(strstr(text, "\\x1b[2J\\x0a"));
	layout_drop(layout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_fit_their_longest_line),
		cmocka_unit_test(a_name_cannot_command_the_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
