/* SPDX-License-Identifier: MIT */
/* Code in flash that is erased and written anew is what runs next (EMULATOR.md, what bites, 4).
 *
 * RUN | | 0 | |
 */
#include "bare.h"

#define RETURN_1 0x47702001U /* movs r0, #1; bx lr */
#define RETURN_2 0x47702002U

static uint32_t call(void)
{
	uint32_t (*function)(void) = (uint32_t(*)(void))((uint32_t)PAGE | 1);

	return function();
}

int main(void)
{
	nvmc_write(PAGE, RETURN_1);
	if (call() != 1)
		return 1;
	nvmc_erase(PAGE);
	nvmc_write(PAGE, RETURN_2);
	if (call() != 2)
		return 2;
	nvmc_write(PAGE, 0x47702000U); /* 2 AND 0 */
	return call() != 0;
}
