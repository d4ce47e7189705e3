/* SPDX-License-Identifier: MIT */
/* Causes and remedies of every check of the firmware. */
#include "model/tap_log.h"

static const struct tap_cause table[] = {
	{"reset.cause",
	 "The chip did not start for a good reason: the watchdog bit, the CPU locked up, or the "
	 "test itself was reset while it wrote.",
	 "A boot loop ends in a lock-up: look at spu.border and slot.primary.image. After a reset "
	 "amid a write the named sector is lost: program that partition again."},
	{"wdt", "A bootloader started the watchdog, which nobody can stop until the next reset.",
	 "Feed it in the application from its start on, or leave it off in the bootloader "
	 "(CONFIG_WATCHDOG)."},
	{"uicr",
	 "UICR is blank: HFXOSRC and HFXOCNT tell the chip about its oscillator, and a full erase "
	 "wipes them.",
	 "Start any program of the SDK once: its start-up code writes them and resets. Flash with "
	 "sector erase from now on (nrfjprog --sectorerase)."},
	{"chip.part", "The chip is not the one that the layout is for.",
	 "Build for this board, or say the right --soc when the header is compiled."},
	{"chip.flash", "The chip has less flash, or other pages, than the layout says.",
	 "Correct the size and the page of the region flash_primary (regions.yml, devicetree)."},
	{"chip.ram", "The layout's RAM partitions reach beyond the chip's RAM.",
	 "Correct the size of the region sram_primary."},
	{"spu.border",
	 "The SPU is not as it was at reset, or the layout puts secure and non-secure bytes into "
	 "one of its blocks. TF-M faults at such a border: the boot loop at the primary slot.",
	 "Start and end tfm_secure, tfm_nonsecure and nonsecure_storage on 0x8000 (RAM: 0x2000). "
	 "If "
	 "the border is right, find the earlier stage that locks regions."},
	{"ext.dpd", "The external chip was in deep power-down when the program started.",
	 "Give its node has-dpd with t-enter-dpd and t-exit-dpd, in the application's devicetree "
	 "and in MCUboot's: a driver without it reads a wrong id and the device is not ready."},
	{"ext.jedec",
	 "The chip of the layout does not answer. 00 00 00: MISO is held low, nothing is "
	 "connected. "
	 "FF FF FF: MISO floats, no power or HOLD# low. Another id: another part.",
	 "On the nRF9160 DK the flash is there from revision 0.14.0 on, and only when the "
	 "board "
	 "controller routes it (program nrf9160dk_nrf52840@0.14.0 with external_flash_pins_routing "
	 "okay, switch PROG/DEBUG on nRF52). Another board: check pins, chip select and jedec-id."},
	{"ext.sfdp",
	 "What the chip says of its size and its erase types does not fit the layout, or it says "
	 "nothing.",
	 "Correct size (in bits) and the page size of the external flash in the devicetree, and "
	 "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE."},
	{"ext.protect",
	 "Block-protect bits are set: the chip ignores erases and writes there without a word.",
	 "Clear them once (WRSR 00), or give the node has-lock so that the driver does it."},
	{"ext.wel", "WREN has no effect, so that every erase and write would be ignored.",
	 "Check MOSI, WP# and the id; if the id was set to 00 00 00 to silence the driver, take "
	 "that back: nothing answers on the bus."},
	{"ext.readback", "The chip does not read the same twice, or reads zeros alone.",
	 "Lower spi-max-frequency, look at the wires and at high drive of SCK and MOSI; zeros mean "
	 "that nothing answers."},
	{"ext.busy", "The chip never ends its work.",
	 "Measure its supply while it erases; replace it. The sector that was in work is lost."},
	{"ext.alias",
	 "Two addresses show the same bytes: the chip is smaller than it says, and partitions in "
	 "its upper part overwrite those in the lower one.",
	 "Read the part's marking; correct size in the devicetree or replace the part."},
	{"slots.sectors",
	 "MCUboot refuses these slots, or accepts them and should not; the words are its own.",
	 "Check the layout with the same .config: pmlayout check says what to change, pmlayout "
	 "slots tries sizes."},
	{"slot.primary.image",
	 "What stands in the primary slot is no image that MCUboot starts here.",
	 "Program a signed image that was linked for this layout's slot (CONFIG_ROM_START_OFFSET, "
	 "the partition's address), and look at it with pmlayout show."},
	{"slot.secondary.image",
	 "What stands in the secondary slot is neither an image nor erased.",
	 "Erase the slot and load the update again. All zeros: the bus is dead, see ext.jedec."},
	{"trailer.primary", "The primary slot's trailer is damaged, or the image reaches into it.",
	 "Program the slot again with erase, and keep images below the largest size that the "
	 "header "
	 "states."},
	{"trailer.secondary",
	 "The secondary slot's trailer is damaged: MCUboot logs magic=bad and sets no update "
	 "pending (error -14).",
	 "Erase the last sectors of the slot. All zeros, not erased: the flash does not answer."},
	{"touch.internal.readback", "A page of the internal flash does not hold what was written.",
	 "It is worn out or the supply is poor; do not use it."},
	{"touch.internal.neighbours", "Writing one page changed another one.",
	 "Replace the board; the named sector is damaged."},
	{"touch.external.readback",
	 "A sector of the external flash does not hold what was written, or was not erased.",
	 "Lower spi-max-frequency; if it stays, the chip is worn out or another one than it says."},
	{"touch.external.neighbours", "Writing one sector changed another one.",
	 "The chip erases or writes other sizes than the layout has; the named sector is damaged."},
	{"touch.trailer", "An update was made pending, and MCUboot would not take it.",
	 "Look at the slots' places in MCUboot's own layout: it reads the trailer elsewhere."},
};

const struct tap_cause *tap_cause_find(struct str id)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (str_is(id, table[i].id))
			return &table[i];
	}
	return NULL;
}
