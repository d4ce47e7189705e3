/* SPDX-License-Identifier: MIT */
/* Why the chip started, what was left running, and what its UICR says. */
#include "core/selftest.h"

#define ERASED UINT32_C(0xffffffff)
#define RELEVANT_BYTE UINT32_C(0xff)
#define SECTOR_TIME 500000U /* above 400 ms, a W25Q32JV's maximum (NRF9160.md 12) */

static bool note_is_set(const struct work_note *note)
{
	return note->magic == WORK_NOTED &&
	       note->check == (note->magic ^ note->external ^ note->offset);
}

void check_reset(struct selftest *test)
{
	uint32_t reasons = test->hal->facts.reset_reasons;
	struct work_note *note = test->hal->note;

	tap_value(&test->tap, "reset_reasons", "0x%x", reasons);
	if (note_is_set(note))
		tap_fail(&test->tap, "reset.cause",
			 "reset with the sector at 0x%x of the %s flash in work: its contents are "
			 "lost",
			 note->offset, note->external ? "external" : "internal");
	else if (reasons & RESET_WATCHDOG)
		tap_fail(&test->tap, "reset.cause", "the watchdog reset the chip (0x%x)", reasons);
	else if (reasons & RESET_LOCKUP)
		tap_fail(&test->tap, "reset.cause", "the CPU locked up (0x%x), as in a boot loop",
			 reasons);
	else
		tap_pass(&test->tap, "reset.cause");
	/* The reset did not stop the chip, which hears nothing until its erase is done. */
	if (note_is_set(note) && note->external)
		test->hal->delay(test->hal, SECTOR_TIME);
	note->magic = 0;
}

void check_watchdog(struct selftest *test)
{
	if (test->hal->facts.watchdog_running)
		tap_fail(&test->tap, "wdt", "left running by a bootloader; it is fed here");
	else
		tap_pass(&test->tap, "wdt");
}

/* After a full erase the TCXO's words are blank: the vendor's start-up code writes them, this
 * program does not (NRF9160.md 8).
 */
void check_uicr(struct selftest *test)
{
	const struct chip_facts *facts = &test->hal->facts;

	tap_value(&test->tap, "uicr_approtect", "0x%x", facts->approtect);
	tap_value(&test->tap, "uicr_hfxosrc", "0x%x", facts->hfxosrc);
	tap_value(&test->tap, "uicr_hfxocnt", "0x%x", facts->hfxocnt);
	if (facts->hfxosrc == ERASED || (facts->hfxocnt & RELEVANT_BYTE) == RELEVANT_BYTE)
		tap_fail(&test->tap, "uicr", "HFXOSRC or HFXOCNT is blank, as after a full erase");
	else
		tap_pass(&test->tap, "uicr");
}
