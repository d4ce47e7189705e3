/* SPDX-License-Identifier: MIT */
/* The external flash through SPIM3: identity, an erase, a program, and faults on the way.
 *
 * RUN | | 0 | | id=00C22817
 * RUN | --flash w25q32jv | 0 | | id=00EF4016
 * RUN | --flash at25sl321 | 0 | | id=001F4216
 * RUN | --flash none | 1 | | id=00FFFFFF
 * RUN | --fault jedec-00 | 1 | | id=00000000
 * RUN | --fault miso-high | 1 | | id=00FFFFFF
 * RUN | --fault wrong-part | 1 | | id=00EF4017
 * RUN | --fault hold-low | 1 | | id=00FFFFFF
 * RUN | --fault dpd-at-boot | 1 | | id=00FFFFFF
 * RUN | --fault bit-flip | 1 | | id=00C22817
 * RUN | --fault no-wel | 4 | illegal: external flash: erase at 0x001000 without write enable
 * RUN | --fault block-protect | 4 | illegal: external flash: erase at 0x001000 is write-protected
 * RUN -DCASE=1 | | 4 | illegal: external flash: program at 0x0010FF wraps inside its page
 * RUN -DCASE=2 | | 4 | illegal: external flash: program at 0x001000 without write enable
 * RUN -DCASE=3 | | 4 | illegal: external flash: command 9F during an operation
 */
#include "bare.h"

static uint8_t answer[4];

static uint32_t identity(void)
{
	flash_command((const uint8_t[]){0x9F}, 1, answer, 3);
	return (uint32_t)answer[0] << 16 | (uint32_t)answer[1] << 8 | answer[2];
}

static int erase_and_program(void)
{
	flash_write_enable();
	flash_command((const uint8_t[]){0x20, 0, 0x10, 0}, 4, 0, 0);
	flash_wait();
	if (CASE != 2)
		flash_write_enable();
	if (CASE == 1)
		flash_command((const uint8_t[]){0x02, 0, 0x10, 0xFF, 0x12, 0x34}, 6, 0, 0);
	else
		flash_command((const uint8_t[]){0x02, 0, 0x10, 0, 0x12, 0x34}, 6, 0, 0);
	if (CASE == 3)
		identity();
	flash_wait();
	flash_command((const uint8_t[]){0x03, 0, 0x10, 0}, 4, answer, 2);
	return answer[0] != 0x12 || answer[1] != 0x34;
}

int main(void)
{
	uint32_t id;

	console_start();
	flash_start();
	id = identity();
	say_number("id", id);
	if (id != 0xC22817 && id != 0xEF4016 && id != 0x1F4216)
		return 1;
	return erase_and_program() ? 2 : 0;
}
