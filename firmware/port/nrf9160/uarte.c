/* SPDX-License-Identifier: MIT */
/* UARTE0 as a console, 115200 8N1, transmitting alone. */
#include "board.h"
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#define BUFFER_SIZE 128U
/* 128 characters take 11 ms; nobody waits longer for a console. */
#define TRANSMIT_LIMIT 50000U
#define STOP_LIMIT 40000U /* anomaly 23 */

/* A bootloader that hands over with the UARTE running (anomaly 23, NRF9160.md 4). */
static void stop_leftovers(void)
{
	uint32_t begin = timer_microseconds();

	if (UARTE_ANOMALY_TX == 1)
		UARTE_TASKS_STOPTX = 1;
	if (UARTE_ANOMALY_RX == 1) {
		UARTE_ENABLE = UARTE_ENABLED;
		UARTE_TASKS_STOPRX = 1;
		while (UARTE_ANOMALY_RX != 0 && timer_microseconds() - begin < STOP_LIMIT)
			continue;
		UARTE_ERRORSRC = UARTE_ERRORSRC;
	}
	UARTE_ENABLE = 0;
}

void uarte_start(void)
{
	stop_leftovers();
	GPIO_OUTSET = UINT32_C(1) << BOARD_UART_TX;
	GPIO_PIN_CNF(BOARD_UART_TX) = GPIO_OUTPUT;
	UARTE_PSEL_TXD = BOARD_UART_TX;
	UARTE_PSEL_RXD = PSEL_DISCONNECTED;
	UARTE_PSEL_CTS = PSEL_DISCONNECTED;
	UARTE_PSEL_RTS = PSEL_DISCONNECTED;
	UARTE_BAUDRATE = UARTE_BAUDRATE_115200;
	UARTE_CONFIG = 0;
	UARTE_ENABLE = UARTE_ENABLED;
}

static void transmit(const char *buffer, uint32_t n)
{
	uint32_t begin = timer_microseconds();

	UARTE_EVENTS_ENDTX = 0;
	UARTE_TXD_PTR = (uint32_t)buffer;
	UARTE_TXD_MAXCNT = n;
	UARTE_TASKS_STARTTX = 1;
	while (UARTE_EVENTS_ENDTX == 0 && timer_microseconds() - begin < TRANSMIT_LIMIT)
		continue;
}

/* EasyDMA cannot read flash, where texts are. */
void uarte_put(const char *bytes, uint32_t n)
{
	char buffer[BUFFER_SIZE];

	while (n > 0) {
		uint32_t step = n < BUFFER_SIZE ? n : BUFFER_SIZE;

		for (uint32_t i = 0; i < step; i++)
			buffer[i] = bytes[i];
		__asm__ volatile("dsb" ::: "memory");
		transmit(buffer, step);
		bytes += step;
		n -= step;
	}
}
