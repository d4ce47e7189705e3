/* SPDX-License-Identifier: MIT */
/* A fault goes to the handler, which may return; its place is told; a second one is the end
 * (EMULATOR.md, what bites, 3 and 6).
 *
 * RUN | | 4 | illegal: read at 0x10000000, where nothing is | returned
 * RUN | | 4 | fault: at pc 0x | returned
 * RUN -DCASE=1 | | 4 | the program faulted | -
 */
#include "bare.h"

#define NOWHERE 0x10000000U

void on_hard_fault(void);

/* The frame's seventh word is where the program goes on: behind the load of 2 bytes. */
__attribute__((naked)) void on_hard_fault(void)
{
#if CASE == 1
	__asm__ volatile("movs r0, #1\n\tlsls r0, r0, #28\n\tldr r0, [r0]\n\tbx lr");
#else
	__asm__ volatile("ldr r0, =after_load\n\tstr r0, [sp, #24]\n\tbx lr");
#endif
}

int main(void)
{
	uint32_t kept = 42;

	console_start();
	__asm__ volatile("ldr r0, [%0]\n"
			 ".thumb_func\n.global after_load\nafter_load:"
			 :
			 : "r"(NOWHERE), "r"(kept)
			 : "r0", "memory");
	say(kept == 42 ? "returned\n" : "lost\n");
	return 0;
}
