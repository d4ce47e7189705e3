/* SPDX-License-Identifier: MIT */
/* Flash operations for power to fail in: tests/firmware/emulator.sh looks at what is left.
 * In order: page erase, 2 words, sector erase, page program.  A sign of life comes between them.
 *
 * RUN | | 0 | | 4
 */
#include "bare.h"

int main(void)
{
	static uint8_t command[4 + 256];

	console_start();
	flash_start();
	say("0\n");
	nvmc_erase(PAGE);
	say("1\n");
	nvmc_write(PAGE, 0x12345678);
	say("2\n");
	nvmc_write(PAGE + 1, 0x9ABCDEF0);
	say("3\n");
	flash_write_enable();
	flash_command((const uint8_t[]){0x20, 0, 0x10, 0}, 4, 0, 0);
	flash_wait();
	say("4\n");
	flash_write_enable();
	for (int i = 4; i < 260; i++)
		command[i] = 0x55;
	command[0] = 0x02;
	command[2] = 0x10;
	flash_command(command, 260, 0, 0);
	flash_wait();
	return 0;
}
