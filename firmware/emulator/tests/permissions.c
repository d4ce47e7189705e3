/* SPDX-License-Identifier: MIT */
/* What the SPU forbids, and locks that hold until reset.
 *
 * RUN | | 0 | | perm=00000017
 * RUN | --fault locked-spu=4 | 0 | | perm=00000117
 * RUN -DCASE=1 | --fault locked-spu=4 | 4 | illegal: SPU+0x610 is locked until reset |
 * RUN -DCASE=2 | | 4 | illegal: store to non-secure flash at 0x00020000 needs CONFIGNS |
 * RUN -DCASE=3 | | 4 | illegal: write at 0x00020000 that the SPU forbids |
 * RUN -DCASE=4 | | 4 | illegal: read at 0x00020000 that the SPU forbids |
 * RUN -DCASE=5 | | 4 | illegal: execution at 0x00020000 that the SPU forbids |
 * RUN -DCASE=6 | | 0 | |
 */
#include "bare.h"

#define REGION 4 /* of 32 KiB, where PAGE is */
#define PERM SPU(0x600 + 4 * REGION)

static int forbidden(void)
{
	if (CASE == 1)
		PERM = 0x07;
	if (CASE == 2 || CASE == 6)
		PERM = 0x07;
	if (CASE == 6)
		NVMC_CONFIGNS = 1;
	if (CASE == 3)
		PERM = 0x15;
	if (CASE == 4) {
		PERM = 0x13;
		(void)PAGE[0];
		return 0;
	}
	if (CASE == 5) {
		PERM = 0x16;
		((void (*)(void))((uint32_t)PAGE | 1))();
	}
	if (CASE != 1)
		nvmc_write(PAGE, 0);
	return CASE == 6 ? PAGE[0] != 0 : PAGE[0] == 0;
}

int main(void)
{
	if (CASE)
		return forbidden();
	console_start();
	say_number("perm", PERM);
	return 0;
}
