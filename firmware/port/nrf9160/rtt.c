/* SPDX-License-Identifier: MIT */
/* SEGGER RTT, one channel up: a debugger finds the block in RAM and reads it while this runs, or
 * afterwards.  The buffer holds a whole run; what does not fit is dropped.
 */
#include "port/nrf9160/port.h"

#define BUFFER_SIZE 8192U
#define ID_SIZE 16U

struct rtt_buffer {
	const char *name;
	char *bytes;
	uint32_t size;
	volatile uint32_t write_offset, read_offset;
	uint32_t flags; /* 0: never block, drop what does not fit */
};

struct rtt_block {
	volatile char id[ID_SIZE];
	int32_t up_count, down_count;
	struct rtt_buffer up, down;
};

static char buffer[BUFFER_SIZE];
static struct rtt_block block;

/* The id is put together here, so that a search through memory cannot find it in flash. */
void rtt_start(void)
{
	static const char halves[2][9] = {"SEGGER R", "TT"};

	block.up_count = 1;
	block.down_count = 1;
	block.up = (struct rtt_buffer){"TAP", buffer, BUFFER_SIZE, 0, 0, 0};
	block.down = (struct rtt_buffer){"", NULL, 0, 0, 0, 0};
	for (uint32_t i = ID_SIZE; i-- > 0;)
		block.id[i] = i < 8 ? halves[0][i] : i < 10 ? halves[1][i - 8] : '\0';
}

void rtt_put(const char *bytes, uint32_t n)
{
	uint32_t at = block.up.write_offset;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t next = at + 1 == BUFFER_SIZE ? 0 : at + 1;

		if (next == block.up.read_offset)
			break;
		buffer[at] = bytes[i];
		at = next;
	}
	__asm__ volatile("dmb" ::: "memory");
	block.up.write_offset = at;
}
