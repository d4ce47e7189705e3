/* SPDX-License-Identifier: MIT */
/* Division of 64-bit numbers, which MCUboot's arithmetic needs a few times: bit by bit, in an
 * eighth of the flash that libgcc's takes.
 */
#include <stddef.h>
#include <stdint.h>

uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *remainder);

/* libgcc's __aeabi_uldivmod calls it, and never with 0. */
uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *remainder)
{
	uint64_t quotient = 0, rest = 0;

	for (int bit = 63; bit >= 0; bit--) {
		/* A divisor of more than 63 bits would need the bit that is shifted out. */
		uint64_t top = rest >> 63;

		rest = rest << 1 | (dividend >> bit & 1);
		if (top == 0 && rest < divisor)
			continue;
		rest -= divisor;
		quotient |= UINT64_C(1) << bit;
	}
	if (remainder != NULL)
		*remainder = rest;
	return quotient;
}
