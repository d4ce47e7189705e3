/* SPDX-License-Identifier: MIT */
/* The console, the exit status, and what happens without a debugger or with another board's pins.
 *
 * RUN | | 0 | | hello, world
 * RUN -DCASE=3 | | 1 | | hello, world
 * RUN | --no-debugger | 5 | sleeps and nothing will wake it | hello, world
 * RUN | --board feather | 0 | | -
 */
#include "bare.h"

int main(void)
{
	console_start();
	say("hello, ");
	say("world\n");
	return CASE;
}
