/* SPDX-License-Identifier: MIT */
/* Circuit Dojo nRF9160 Feather: what a layout's header does not say (NRF9160.md 11). */
#ifndef PMLAYOUT_FIRMWARE_BOARD_H
#define PMLAYOUT_FIRMWARE_BOARD_H

#define BOARD_UART_TX 6U

#define BOARD_NO_PIN 0xffU
/* The supply's enable pin, WP# and HOLD# of the flash. */
#define BOARD_PINS_HIGH                                                                            \
	{                                                                                          \
		31, 8, 10, BOARD_NO_PIN                                                            \
	}

#endif
