/* SPDX-License-Identifier: MIT */
/* The internal flash: what is right, and each thing that is not.
 *
 * RUN | | 0 | | good
 * RUN -DCASE=1 | | 4 | illegal: store of 1 bytes to flash at 0x00020001
 * RUN -DCASE=2 | | 4 | illegal: store of 2 bytes to flash at 0x00020002
 * RUN -DCASE=3 | | 4 | illegal: store to flash at 0x00020000 without write enable
 * RUN -DCASE=4 | | 4 | illegal: write 3 of the word at 0x00020000 since its erase
 * RUN -DCASE=5 | | 4 | illegal: store to flash at 0x00020004 before READY
 * RUN -DCASE=6 | | 4 | illegal: NVMC enabled for writes and erases at once
 * RUN -DCASE=7 | | 4 | illegal: erase by a store of 0xFFFFFFFF to 0x00020010
 * RUN -DCASE=8 | | 4 | illegal: erase by a store of 0x00000000 to 0x00020000
 * RUN -DCASE=9 | | 4 | illegal: NVMC ERASEALL would erase
 * RUN -DCASE=10 | | 4 | illegal: write of UICR at 0x00FF8014
 * RUN -DCASE=11 | | 4 | illegal: write of OTP or keys at 0x00FF8108
 * RUN -DCASE=12 | | 4 | illegal: erase of the running image at 0x00000000
 * RUN -DCASE=13 | | 4 | illegal: write to the running image at 0x00000FFC
 * RUN -DCASE=14 | | 4 | illegal: NVMC configured before READY
 * RUN -DCASE=15 | | 4 | illegal: NVMC partial erase is not modelled
 */
#include "bare.h"

#define TELL(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			return 1;                                                                  \
	} while (0)

/* Programs clear bits; a store and its read-back may stand in one block of code. */
static int legal(void)
{
	uint32_t begin;

	PAGE[0]; /* erased at the start */
	TELL(PAGE[0] == 0xFFFFFFFF && PAGE[1] == 0xFFFFFFFF);
	nvmc_mode(1);
	PAGE[0] = 0x0FF0F0F0;
	TELL(PAGE[0] == 0x0FF0F0F0);
	nvmc_wait();
	PAGE[0] = 0xF0F0FFFF;
	TELL(PAGE[0] == 0x00F0F0F0);
	nvmc_wait();
	PAGE[1023] = 0;
	nvmc_wait();
	begin = microseconds();
	nvmc_erase(PAGE);
	TELL(microseconds() - begin >= 87000);
	TELL(PAGE[0] == 0xFFFFFFFF && PAGE[1023] == 0xFFFFFFFF);
	nvmc_write(PAGE, 1);
	TELL(PAGE[0] == 1);
	console_start();
	say("good\n");
	return 0;
}

static void write_thrice(void)
{
	for (int i = 0; i < 3; i++)
		nvmc_write(PAGE, 0);
}

static void write_without_waiting(void)
{
	nvmc_mode(1);
	PAGE[0] = 0;
	PAGE[1] = 0;
}

static void erase_with(uint32_t word, uint32_t value)
{
	nvmc_mode(2);
	PAGE[word] = value;
	nvmc_wait();
}

static void configure_without_waiting(void)
{
	nvmc_mode(2);
	PAGE[0] = 0xFFFFFFFF;
	NVMC_CONFIG = 0;
}

static void store_in_mode(uint32_t mode, uint32_t address)
{
	volatile uint32_t place = address; /* 0 is an address here */

	nvmc_mode(mode);
	REG(place) = mode == 2 ? 0xFFFFFFFF : 0;
	nvmc_wait();
}

int main(void)
{
	switch (CASE) {
	case 0:
		return legal();
	case 1:
		nvmc_mode(1);
		((volatile uint8_t *)PAGE)[1] = 0;
		return PAGE[0] != 0xFFFFFFFF;
	case 2:
		nvmc_mode(1);
		((volatile uint16_t *)PAGE)[1] = 0;
		return PAGE[0] != 0xFFFFFFFF;
	case 3:
		PAGE[0] = 0;
		return PAGE[0] != 0xFFFFFFFF;
	case 4:
		write_thrice();
		break;
	case 5:
		write_without_waiting();
		break;
	case 6:
		NVMC_CONFIG = 3;
		break;
	case 7:
		erase_with(4, 0xFFFFFFFF);
		break;
	case 8:
		erase_with(0, 0);
		break;
	case 9:
		REG(0x5003950C) = 1;
		break;
	case 10:
		store_in_mode(1, 0x00FF8014);
		break;
	case 11:
		store_in_mode(1, 0x00FF8108);
		break;
	case 12:
		store_in_mode(2, 0);
		break;
	case 13:
		store_in_mode(1, 0xFFC);
		break;
	case 14:
		configure_without_waiting();
		break;
	case 15:
		NVMC_CONFIG = 4;
		break;
	}
	return 0;
}
