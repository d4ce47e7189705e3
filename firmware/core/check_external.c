/* SPDX-License-Identifier: MIT */
/* The external flash: does it answer, is it the one of the layout, can it be read and written. */
#include "core/selftest.h"

#define BUSY_LIMIT 6000000U /* NRF9160.md 12: a 64 KiB erase that a reset interrupted */
#define SAMPLE 256U

/* Every id of this file, in order; the first ones depend on nothing. */
static const char *const ids[] = {"ext.dpd",     "ext.jedec", "ext.sfdp",
				  "ext.protect", "ext.wel",   "ext.readback"};

static void skip_from(struct selftest *test, uint32_t first, const char *why)
{
	for (uint32_t i = first; i < sizeof(ids) / sizeof(ids[0]); i++)
		tap_skip(&test->tap, ids[i], "%s", why);
}

static bool all_are(const uint8_t *bytes, uint32_t n, uint8_t value)
{
	for (uint32_t i = 0; i < n; i++) {
		if (bytes[i] != value)
			return false;
	}
	return true;
}

static bool is_silent(const uint8_t id[3])
{
	return all_are(id, 3, 0x00) || all_are(id, 3, 0xff);
}

/* AB behind the first look: who needs it has no driver that sends it. */
static bool check_power_down(struct selftest *test)
{
	struct nor *nor = &test->external.nor;
	uint8_t before[3], *id = test->external.id;

	bool answered = nor_read_id(nor, before);

	/* Some chips wake by the select line alone, and then take no command for a while. */
	test->hal->delay(test->hal, NOR_WAKE_TIME);
	if (!answered || !nor_end_sleep(nor) || !nor_read_id(nor, id)) {
		test->external.unusable = "the bus does not work";
		tap_fail(&test->tap, ids[0], "SPIM3 does not finish a transfer");
		return false;
	}
	tap_value(&test->tap, "jedec_id", "%02x %02x %02x", (uint32_t)id[0], (uint32_t)id[1],
		  (uint32_t)id[2]);
	if (is_silent(before) && !is_silent(id))
		tap_fail(
			&test->tap, ids[0],
			"in deep power-down at boot: without has-dpd a driver reads %02x %02x %02x",
			(uint32_t)before[0], (uint32_t)before[1], (uint32_t)before[2]);
	else
		tap_pass(&test->tap, ids[0]);
	return true;
}

static void fail_jedec(struct selftest *test, const char *cause)
{
	const uint8_t *id = test->external.id, *wanted = test->external.device->jedec_id;

	tap_fail(&test->tap, "ext.jedec",
		 "Device id %02x %02x %02x does not match config %02x %02x %02x: %s",
		 (uint32_t)id[0], (uint32_t)id[1], (uint32_t)id[2], (uint32_t)wanted[0],
		 (uint32_t)wanted[1], (uint32_t)wanted[2], cause);
}

/* Zephyr's driver compares the three bytes and leaves the device unready when they differ. */
static void check_jedec(struct selftest *test)
{
	struct external *external = &test->external;
	const uint8_t *id = external->id, *wanted = external->device->jedec_id;

	if (all_are(wanted, 3, 0)) {
		tap_skip(&test->tap, "ext.jedec", "the layout names no id");
		return;
	}
	if (id[0] == wanted[0] && id[1] == wanted[1] && id[2] == wanted[2]) {
		tap_pass(&test->tap, "ext.jedec");
		return;
	}
	external->unusable = "the chip of the layout does not answer (ext.jedec)";
	if (all_are(id, 3, 0x00))
		fail_jedec(test, "MISO held low: DK revision below 0.14, or its board controller "
				 "does not route the flash?");
	else if (all_are(id, 3, 0xff))
		fail_jedec(test, "MISO floats: no power, HOLD# low, or wrong pins?");
	else
		fail_jedec(test, "another part");
}

static const char *state_words(enum sfdp_state state)
{
	switch (state) {
	case SFDP_FOUND:
		break;
	case SFDP_NO_SIGNATURE:
		return "no SFDP signature";
	case SFDP_NO_TABLE:
		return "no basic table that names erase types";
	case SFDP_UNREADABLE:
		return "the bus does not work";
	}
	return "";
}

/* What the chip says against the layout; NULL: it fits. */
static const char *sfdp_problem(const struct selftest *test, const struct sfdp *sfdp)
{
	const struct pmlayout_device *device = test->external.device;

	if (sfdp->address_bytes != 3)
		return "the chip takes four address bytes alone";
	if (device->size > sfdp->size)
		return "the layout reaches beyond the chip, addresses alias";
	if (device->erase_page != 0 && sfdp_erase_of(sfdp, device->erase_page) == NULL)
		return "the chip cannot erase pages of the layout's size";
	return NULL;
}

/* From now on the chip's own word counts. */
static void take_facts(struct external *external, const struct sfdp *sfdp)
{
	const struct sfdp_erase *erase = sfdp_erase_of(sfdp, external->device->erase_page);

	if (sfdp->size < external->nor.size)
		external->flash.size = external->nor.size = sfdp->size;
	if (erase == NULL)
		return;
	external->nor.erase_size = erase->size;
	external->nor.erase_opcode = erase->opcode;
}

static void check_sfdp(struct selftest *test)
{
	struct external *external = &test->external;
	struct sfdp sfdp;
	uint32_t first = 0;
	enum sfdp_state state = sfdp_read(&external->nor, &sfdp, &first);
	const char *problem;

	if (state != SFDP_FOUND) {
		external->unwritable = "the chip does not say how it erases (ext.sfdp)";
		tap_fail(&test->tap, "ext.sfdp", "%s (0x%08x)", state_words(state), first);
		return;
	}
	tap_value(&test->tap, "sfdp_size", "0x%x", sfdp.size);
	for (uint32_t i = 0; i < SFDP_ERASE_TYPES; i++)
		if (sfdp.erases[i].size != 0)
			tap_value(&test->tap, "sfdp_erase", "0x%x opcode 0x%02x",
				  sfdp.erases[i].size, (uint32_t)sfdp.erases[i].opcode);
	problem = sfdp_problem(test, &sfdp);
	take_facts(external, &sfdp);
	if (problem == NULL) {
		tap_pass(&test->tap, "ext.sfdp");
		return;
	}
	external->unwritable = "the chip is not as the layout has it (ext.sfdp)";
	tap_fail(&test->tap, "ext.sfdp", "%s: chip 0x%x bytes, layout 0x%x in pages of 0x%x",
		 problem, sfdp.size, (uint32_t)external->device->size,
		 external->device->erase_page);
}

/* Macronix and ISSI have four block-protect bits, the others three and TB or SEC above them. */
static uint8_t protect_mask(uint8_t maker)
{
	return maker == 0xc2 || maker == 0x9d ? 0x3c : 0x1c;
}

static void check_protect(struct selftest *test)
{
	struct external *external = &test->external;
	uint8_t status = 0;

	nor_read_status(&external->nor, &status);
	tap_value(&test->tap, "ext_status", "0x%02x", (uint32_t)status);
	if ((status & protect_mask(external->id[0])) == 0) {
		tap_pass(&test->tap, "ext.protect");
		return;
	}
	external->unwritable = "blocks are write-protected (ext.protect)";
	tap_fail(&test->tap, "ext.protect",
		 "status 0x%02x: block-protect bits are set, writes there are ignored",
		 (uint32_t)status);
}

/* Sets the latch and clears it again: no cell changes. */
static void check_write_enable(struct selftest *test)
{
	struct external *external = &test->external;
	const struct nor *nor = &external->nor;
	uint8_t set = 0, cleared = 0;

	if (nor_write_enable(nor, true) && nor_read_status(nor, &set) &&
	    nor_write_enable(nor, false) && nor_read_status(nor, &cleared) &&
	    (set & NOR_STATUS_WEL) != 0 && (cleared & NOR_STATUS_WEL) == 0) {
		tap_pass(&test->tap, "ext.wel");
		return;
	}
	external->unwritable = "the chip does not take writes (ext.wel)";
	tap_fail(&test->tap, "ext.wel",
		 "status 0x%02x behind WREN, 0x%02x behind WRDI: writes are ignored", (uint32_t)set,
		 (uint32_t)cleared);
}

/* Two commands, one answer; and not only zeros, which no flash holds when it is fresh. */
static void check_readback(struct selftest *test)
{
	struct external *external = &test->external;
	const uint32_t places[] = {0, external->nor.size / 2, external->nor.size - SAMPLE};
	uint32_t zeros = 0;

	for (uint32_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!external->flash.read(&external->flash, places[i], test->saved, SAMPLE) ||
		    !nor_fast_read(&external->nor, places[i], test->work, SAMPLE))
			break;
		zeros += all_are(test->saved, SAMPLE, 0) ? 1 : 0;
		for (uint32_t j = 0; j < SAMPLE; j++) {
			if (test->saved[j] == test->work[j])
				continue;
			external->unwritable = "reading is not to be trusted (ext.readback)";
			tap_fail(&test->tap, "ext.readback",
				 "0x%x reads %02x by 03 and %02x by 0B: the bus is too fast or "
				 "disturbed",
				 places[i] + j, (uint32_t)test->saved[j], (uint32_t)test->work[j]);
			return;
		}
	}
	if (zeros == sizeof(places) / sizeof(places[0])) {
		external->unwritable = "it reads zeros alone (ext.readback)";
		tap_fail(&test->tap, "ext.readback",
			 "all zeros, not erased: nothing answers on the bus");
		return;
	}
	tap_pass(&test->tap, "ext.readback");
}

static const struct pmlayout_device *find_device(const struct selftest_layout *layout)
{
	for (uint32_t i = 0; i < layout->partition_count; i++) {
		if (layout->partitions[i].flags & PMLAYOUT_FLAG_EXTERNAL)
			return &layout->devices[layout->partitions[i].device];
	}
	return NULL;
}

static void prepare(struct selftest *test)
{
	struct external *external = &test->external;

	external->device = find_device(test->layout);
	external->unusable = external->unwritable = NULL;
	external->aliases = false;
	external->nor = (struct nor){.hal = test->hal};
	if (external->device == NULL)
		external->unusable = "the layout has no external flash";
	else if (test->hal->spi == NULL)
		external->unusable = "the header does not say the pins of the external flash";
	else if (external->device->size == 0 || external->device->size > NOR_REACH)
		external->unusable = "this test reaches chips of at most 16 MiB";
	else
		external->nor.size = (uint32_t)external->device->size;
	external->flash = nor_flash_dev(&external->nor);
}

void check_external(struct selftest *test)
{
	struct external *external = &test->external;

	prepare(test);
	if (external->unusable != NULL) {
		skip_from(test, 0, external->unusable);
		return;
	}
	if (!check_power_down(test)) {
		skip_from(test, 1, external->unusable);
		return;
	}
	check_jedec(test);
	if (external->unusable != NULL) {
		skip_from(test, 2, external->unusable);
		return;
	}
	check_sfdp(test);
	/* A reset may have left it amid an erase; a chip that stays busy is ext.busy's matter. */
	if (!nor_wait(&external->nor, BUSY_LIMIT)) {
		external->unusable = "the chip stays busy (ext.busy)";
		skip_from(test, 3, external->unusable);
		return;
	}
	check_protect(test);
	check_write_enable(test);
	check_readback(test);
}
