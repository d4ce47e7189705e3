/* SPDX-License-Identifier: MIT */
/* FICR and UICR, the oscillator, and anomalies that are handled or not.
 *
 * RUN | | 0 | | part=00009160
 * RUN | --fault other-soc | 0 | | part=00009161
 * RUN | | 0 | | hfxosrc=FFFFFFFE
 * RUN | --fault blank-uicr | 0 | | hfxosrc=FFFFFFFF
 * RUN | | 0 | | hfxo=00000001
 * RUN | --fault no-hfxo | 0 | | hfxo=00000000
 * RUN | --revision 1 | 0 | | revision=00000001
 * RUN | --check-errata | 4 | illegal: anomaly 31 was not handled |
 * RUN -DCASE=1 | --check-errata | 0 | |
 * RUN -DCASE=1 | --check-errata --revision 1 | 0 | |
 * RUN -DCASE=2 | | 4 | illegal: store to FICR at 0x00FF0140 |
 */
#include "bare.h"

/* NRF9160.md 9. */
static void handle_anomalies(void)
{
	REG(0x50005114) = 0;
	REG(0x50005118) = 0;
	REG(0x50004A38) = 1;
	REG(0x50004578) = 1;
	REG(0x5003AEE4) = 0xE;
	REG(0x5000470C) = 0;
	REG(0x50004710) = 1;
}

int main(void)
{
	uint32_t begin = microseconds();

	if (CASE == 1)
		handle_anomalies();
	if (CASE == 2)
		REG(0x00FF0140) = 0;
	console_start();
	say_number("part", REG(0x00FF0140));
	say_number("revision", REG(0x00FF0134));
	say_number("hfxosrc", REG(0x00FF801C));
	POWER(0x000) = 1;
	while (!POWER(0x100) && microseconds() - begin < 100000)
		;
	say_number("hfxo", POWER(0x100));
	return 0;
}
