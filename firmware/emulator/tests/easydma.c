/* SPDX-License-Identifier: MIT */
/* EasyDMA reaches RAM alone; UARTE0 and SPIM3 want their pins, rates and order.
 *
 * RUN -DCASE=1 | | 4 | illegal: UARTE0: EasyDMA from 0x00000000 is not in RAM
 * RUN -DCASE=2 | | 4 | illegal: SPIM3: EasyDMA from 0x00000000 is not in RAM
 * RUN -DCASE=3 | | 4 | illegal: SPIM3: EasyDMA from 0x2003FFFE is not in RAM
 * RUN -DCASE=4 | | 4 | illegal: UARTE0 STARTTX during a transmission
 * RUN -DCASE=5 | | 4 | illegal: UARTE0 at the unknown rate 0x00012345
 * RUN -DCASE=6 | | 4 | illegal: UARTE0 enabled while TX is not an output at high
 * RUN -DCASE=7 | | 4 | illegal: UARTE0 STARTTX while it is not enabled
 * RUN -DCASE=8 | | 4 | illegal: UARTE0: 8192 bytes are more than MAXCNT holds
 * RUN -DCASE=9 | | 4 | illegal: SPIM3 START while it is not enabled
 * RUN -DCASE=10 | | 4 | illegal: SPIM3 CONFIG 2 is no mode of the flash
 * RUN -DCASE=11 | | 4 | illegal: SPIM3 enabled while SCK or MOSI is not an output
 * RUN -DCASE=12 | | 4 | illegal: SPIM3 START while no chip is selected
 * RUN -DCASE=13 | | 4 | illegal: SPIM3 pin changed while it is enabled
 * RUN -DCASE=14 | | 4 | illegal: SPIM3 at the unknown frequency 0x03000000
 * RUN -DCASE=15 | | 0 | |
 */
#include "bare.h"

#define RAM 0x20008000U

static void uart_send(uint32_t address, uint32_t count)
{
	UARTE(0x544) = address;
	UARTE(0x548) = count;
	UARTE(0x008) = 1;
}

static void spi_transfer(uint32_t out, uint32_t in, uint32_t count)
{
	SPIM(0x544) = out;
	SPIM(0x548) = count;
	SPIM(0x534) = in;
	SPIM(0x538) = count;
	SPIM(0x010) = 1;
	while (!SPIM(0x118))
		;
}

static void uart_case(void)
{
	if (CASE == 5)
		UARTE(0x524) = 0x12345;
	if (CASE == 6) {
		UARTE(0x500) = 0;
		GPIO(0x01C) = 1U << 29;
		UARTE(0x500) = 8;
	}
	if (CASE == 7)
		UARTE(0x500) = 0;
	uart_send(CASE == 1 ? 0 : RAM, CASE == 8 ? 8192 : 4);
	if (CASE == 4)
		uart_send(RAM, 4);
}

static void spi_case(void)
{
	if (CASE == 9)
		SPIM(0x500) = 0;
	if (CASE == 10)
		SPIM(0x554) = 2;
	if (CASE == 11) {
		SPIM(0x500) = 0;
		GPIO(0x01C) = 1U << 13;
		SPIM(0x500) = 7;
	}
	if (CASE == 13)
		SPIM(0x508) = 14;
	if (CASE == 14)
		SPIM(0x524) = 0x03000000;
	if (CASE != 12)
		GPIO(0x00C) = 1U << 25;
	REG(RAM) = 0x9F;
	spi_transfer(CASE == 2 ? 0 : RAM, CASE == 3 ? 0x2003FFFE : RAM + 64, 4);
}

/* A transfer takes its time: 100 bytes at 8 MHz and 115200 baud. */
static int times(void)
{
	uint32_t begin = microseconds(), spi, uart;

	REG(RAM) = 0x03;
	GPIO(0x00C) = 1U << 25;
	spi_transfer(RAM, RAM + 256, 100);
	GPIO(0x008) = 1U << 25;
	spi = microseconds() - begin;
	begin = microseconds();
	uart_send(RAM, 100);
	while (!UARTE(0x120))
		;
	uart = microseconds() - begin;
	return spi < 100 || spi > 110 || uart < 8680 || uart > 8700;
}

int main(void)
{
	console_start();
	flash_start();
	if (CASE == 15)
		return times();
	if (CASE == 1 || (CASE >= 4 && CASE <= 8))
		uart_case();
	else
		spi_case();
	return 0;
}
