/* SPDX-License-Identifier: MIT */
/* nRF9160 DK (PCA10090): what a layout's header does not say (NRF9160.md 11). */
#ifndef PMLAYOUT_FIRMWARE_BOARD_H
#define PMLAYOUT_FIRMWARE_BOARD_H

#define BOARD_UART_TX 29U /* to VCOM0, through the board controller's switches */

#define BOARD_NO_PIN 0xffU
#define BOARD_PINS_HIGH                                                                            \
	{                                                                                          \
		BOARD_NO_PIN                                                                       \
	}

#endif
