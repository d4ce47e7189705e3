/* SPDX-License-Identifier: MIT */
/* More text through SEGGER RTT than its buffer holds: a probe has to read along.
 *
 * RUN | --rtt rtt.txt | 0 | |
 */
#include "bare.h"

#define LINES 100
#define BUFFER 64U

static char buffer[BUFFER];
static volatile struct {
	char identifier[16];
	uint32_t up_count, down_count;
	const char *name;
	char *start;
	uint32_t size;
	volatile uint32_t written, read;
	uint32_t flags;
} control;

static void put(char character)
{
	uint32_t next = (control.written + 1) % BUFFER;

	while (next == control.read)
		;
	buffer[control.written] = character;
	control.written = next;
}

int main(void)
{
	static const char identifier[] = "SEGGER RTT";
	static const char line[] = "line\n";

	control.up_count = 1;
	control.name = "Terminal";
	control.start = buffer;
	control.size = BUFFER;
	for (unsigned i = 0; i < sizeof(identifier); i++)
		control.identifier[i] = identifier[i];
	for (unsigned i = 0; i < LINES; i++)
		for (unsigned k = 0; line[k]; k++)
			put(line[k]);
	return 0;
}
