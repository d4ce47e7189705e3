/* SPDX-License-Identifier: MIT */
/* The checks that only read, on a board of arrays: what each of them tells apart. */
#include "native.h"

#define FAILS(...) native_only_these_fail(&native, (const char *const[]){__VA_ARGS__, NULL})
#define NOTHING_FAILS() native_only_these_fail(&native, (const char *const[]){NULL})

static struct native native;

static int set_up(void **state)
{
	(void)state;
	native_begin(&native);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	assert_int_equal(native.operations[0] + native.operations[1], 0);
	native_end(&native);
	return 0;
}

static void a_good_board_passes(void **state)
{
	(void)state;
	assert_int_equal(native_run(&native), 0);
	assert_non_null(strstr(native.output, "# layout=" PMLAYOUT_LAYOUT_HASH_STRING "\n"));
	assert_true(native_passed(&native, "ext.jedec"));
	assert_true(native_passed(&native, "slots.sectors"));
	assert_true(native_passed(&native, "spu.border"));
	assert_true(native_skipped(&native, "touch.external.readback"));
	assert_non_null(strstr(native.output, "# max_image_size=942080\n"));
}

/* The thread: 240 sectors of 4 KiB against 112 of another device. */
static void unequal_slots_are_named_in_mcuboots_words(void **state)
{
	struct pmlayout_partition *secondary = native_partition(&native, "mcuboot_secondary");

	(void)state;
	secondary->size = 0x70000;
	native_run(&native);
	FAILS("slots.sectors");
	assert_non_null(strstr(native.output, "# secondary_sectors=112\n"));
	assert_non_null(
		strstr(native.output, "Cannot upgrade: not a compatible amount of sectors\n"));
}

static void too_many_sectors_name_the_limit(void **state)
{
	(void)state;
	native.layout.max_img_sectors = 128;
	native_run(&native);
	FAILS("slots.sectors");
	assert_non_null(strstr(native.output, "BOOT_MAX_IMG_SECTORS=128 - too small?\n"));
}

/* The thread: somebody wrote 00 00 00 into the devicetree to silence the driver. */
static void a_forced_id_does_not_hide_a_dead_bus(void **state)
{
	(void)state;
	memset(native.devices[1].jedec_id, 0, 3);
	nor_chip_break(&native.chip, NOR_FAULT_MISO_LOW, NOR_NO_VALUE);
	native_run(&native);
	assert_true(native_skipped(&native, "ext.jedec"));
	FAILS("ext.sfdp", "ext.wel", "ext.readback", "slot.secondary.image", "trailer.secondary");
	assert_non_null(strstr(native.output, "# trailer.secondary: magic=bad, copy_done=bad, "
					      "image_ok=bad: all zeros, not erased\n"));
	assert_non_null(strstr(native.output, "# secondary_trailer=magic=bad, "));
}

static void a_layout_larger_than_the_chip_is_seen_by_sfdp(void **state)
{
	(void)state;
	native.devices[1].size = 16 << 20;
	native_run(&native);
	FAILS("ext.sfdp");
}

static void pages_that_the_chip_cannot_erase_are_seen_by_sfdp(void **state)
{
	(void)state;
	native.devices[1].erase_page = 0x2000;
	native_run(&native);
	assert_true(native_failed(&native, "ext.sfdp"));
}

static void a_layout_without_external_flash_skips_it(void **state)
{
	(void)state;
	native.hal.spi = NULL;
	native_run(&native);
	NOTHING_FAILS();
	assert_true(native_skipped(&native, "ext.jedec"));
	assert_true(native_skipped(&native, "slot.secondary.image"));
	assert_true(native_skipped(&native, "ext.busy"));
}

static void equal_halves_alias(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 4 << 20; i++)
		native.external[i] = native.external[i + (4 << 20)] = (uint8_t)(i * 7 >> 3);
	native_run(&native);
	assert_true(native_failed(&native, "ext.alias"));
	native.external[0] ^= 1;
	native_run(&native);
	assert_true(native_passed(&native, "ext.alias"));
}

static void reasons_of_resets_are_told_apart(void **state)
{
	const struct {
		uint32_t reasons;
		bool fails;
	} rows[] = {{0, false},           {RESET_PIN, false},     {RESET_SOFT, false},
		    {RESET_DEBUG, false}, {RESET_WATCHDOG, true}, {RESET_LOCKUP, true}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		native.hal.facts.reset_reasons = rows[i].reasons;
		native_run(&native);
		assert_int_equal(native_failed(&native, "reset.cause"), rows[i].fails);
	}
}

static void a_reset_amid_a_write_is_told_once(void **state)
{
	(void)state;
	native.note = (struct work_note){WORK_NOTED, 1, 0xe7000, WORK_NOTED ^ 1 ^ 0xe7000};
	native_run(&native);
	FAILS("reset.cause");
	assert_non_null(strstr(native.output, "sector at 0xe7000 of the external flash"));
	native_run(&native);
	NOTHING_FAILS();
}

/* RAM holds anything after power-up. */
static void noise_in_ram_is_no_note(void **state)
{
	(void)state;
	native.note = (struct work_note){WORK_NOTED, 1, 0xe7000, 0x12345678};
	native_run(&native);
	NOTHING_FAILS();
}

static void the_chip_is_held_against_the_layout(void **state)
{
	(void)state;
	native.hal.facts.part = 0x9161;
	native_run(&native);
	FAILS("chip.part");
	native.hal.facts.part = HAL_UNKNOWN;
	native_run(&native);
	NOTHING_FAILS();
	native.hal.facts.flash_pages = 128;
	native_run(&native);
	FAILS("chip.flash");
	native.hal.facts.flash_pages = 256;
	native.hal.facts.ram_kib = 248;
	native_run(&native);
	FAILS("chip.ram");
}

static void blank_uicr_words_are_reported(void **state)
{
	(void)state;
	native.hal.facts.hfxosrc = 0xffffffff;
	native_run(&native);
	FAILS("uicr");
	native.hal.facts.hfxosrc = 0xfffffffe;
	native.hal.facts.hfxocnt = 0xffffffff;
	native_run(&native);
	FAILS("uicr");
}

static void blocks_of_the_spu_are_read(void **state)
{
	(void)state;
	native.hal.facts.spu_flash[31] = SPU_RESET_VALUE & ~(uint32_t)SPU_SECURE;
	native_run(&native);
	FAILS("spu.border");
	assert_non_null(strstr(native.output, "flash block 31 (0xf8000, PERM 0x7): an earlier "
					      "stage made it non-secure; 1 in all\n"));
	native.hal.facts.spu_flash[31] = SPU_RESET_VALUE;
	native.hal.facts.spu_ram[3] = SPU_RESET_VALUE | SPU_LOCK;
	native_run(&native);
	FAILS("spu.border");
	native.hal.facts.spu_ram[3] = SPU_RESET_VALUE;
	/* MCUboot's protection of itself is as it should be. */
	native.hal.facts.spu_flash[0] = SPU_READ | SPU_EXECUTE | SPU_SECURE | SPU_LOCK;
	native_run(&native);
	NOTHING_FAILS();
}

/* 0x1c200 in place of 0x18000: the boot loop of NCS before 2.1. */
static void a_border_amid_a_block_is_seen(void **state)
{
	struct pmlayout_partition *secure = native_partition(&native, "tfm");

	(void)state;
	secure->size = 0x1c200 - secure->offset;
	native_run(&native);
	FAILS("spu.border");
	assert_non_null(strstr(native.output, "flash block 3 "));
}

static void put_image(uint8_t *at, uint32_t reset)
{
	const uint8_t header[32] = {0x3d, 0xb8, 0xf3, 0x96, [9] = 0x02, [13] = 0x01};
	const uint8_t tlvs[] = {0x07, 0x69, 0x04, 0x00};

	memset(at, 0xff, 0x400);
	memcpy(at, header, sizeof(header));
	memset(at + 0x200, 0, 8);
	at[0x204] = (uint8_t)reset;
	at[0x205] = (uint8_t)(reset >> 8);
	at[0x206] = (uint8_t)(reset >> 16);
	memcpy(at + 0x300, tlvs, sizeof(tlvs));
}

static void images_are_judged(void **state)
{
	uint8_t *primary = native.cells + 0x10000;

	(void)state;
	put_image(primary, 0x10345);
	put_image(native.external, 0x10345);
	native_run(&native);
	NOTHING_FAILS();
	assert_true(native_passed(&native, "slot.primary.image"));
	assert_true(native_passed(&native, "slot.secondary.image"));
	assert_non_null(strstr(native.output, "# primary_image_size=256\n"));

	put_image(primary, 0xc345); /* linked for another layout's slot */
	native_run(&native);
	FAILS("slot.primary.image");
	put_image(primary, 0x10345);
	primary[0x300] = 0xff; /* the TLVs are missing */
	native_run(&native);
	FAILS("slot.primary.image");
	put_image(primary, 0x10345);
	primary[0xf] = 0x7f; /* larger than the slot */
	native_run(&native);
	FAILS("slot.primary.image");
}

/* An image that ends, with its TLVs, behind total bytes. */
static void put_large_image(uint8_t *at, uint32_t total)
{
	const uint8_t tlvs[] = {0x07, 0x69, 0x04, 0x00};
	uint32_t size = total - 0x200 - (uint32_t)sizeof(tlvs);

	put_image(at, 0x10345);
	memset(at + 0x300, 0xff, sizeof(tlvs));
	for (uint32_t i = 0; i < 4; i++)
		at[12 + i] = (uint8_t)(size >> 8 * i);
	memcpy(at + total - sizeof(tlvs), tlvs, sizeof(tlvs));
}

/* MCUBOOT.md 3.3, 4.2: the limit is inclusive, and far below the slot's size. */
static void an_image_over_the_limit_is_refused(void **state)
{
	(void)state;
	put_large_image(native.external, 942080);
	native_run(&native);
	NOTHING_FAILS();
	assert_true(native_passed(&native, "slot.secondary.image"));
	put_large_image(native.external, 942081);
	native_run(&native);
	FAILS("slot.secondary.image");
	assert_non_null(strstr(native.output, "942081 bytes with its TLVs: MCUboot takes at most "
					      "942080\n"));
	put_image(native.external, 0x10345);
	put_large_image(native.cells + 0x10000, 942081);
	native_run(&native);
	FAILS("slot.primary.image");
}

static void an_empty_slot_is_wrong_only_under_the_program(void **state)
{
	(void)state;
	native_run(&native);
	assert_true(native_skipped(&native, "slot.primary.image"));
	native.hal.facts.image_begin = 0x10200;
	native.hal.facts.image_end = 0x16000;
	native_run(&native);
	FAILS("slot.primary.image");
}

static const uint8_t magic[16] = {0x77, 0xc2, 0x95, 0xf3, 0x60, 0xd2, 0xef, 0x7f,
				  0x35, 0x52, 0x50, 0x0f, 0x2c, 0xb6, 0x79, 0x80};

static void trailers_are_said_in_mcuboots_words(void **state)
{
	(void)state;
	put_image(native.external, 0x10345);
	memcpy(native.external + 0xe8000 - 16, magic, 16);
	native_run(&native);
	NOTHING_FAILS();
	assert_non_null(strstr(native.output, "# mcuboot_next=test\n"));
	native.external[0xe8000 - 24] = 1;
	native_run(&native);
	assert_non_null(strstr(native.output, "# mcuboot_next=perm\n"));
	native.external[0xe8000 - 16] = 0;
	native_run(&native);
	FAILS("trailer.secondary");
	assert_non_null(strstr(native.output, "# mcuboot_next=none\n"));
	assert_null(strstr(native.output, "mcuboot_next_reason"));
}

static void nothing_is_swapped(const char *reason)
{
	native_run(&native);
	assert_non_null(strstr(native.output, "# mcuboot_next=none\n"));
	assert_non_null(strstr(native.output, reason));
}

/* MCUboot validates the secondary before it swaps, and compares the slots before that. */
static void an_invalid_update_is_not_swapped_in(void **state)
{
	const char *invalid =
		"# mcuboot_next_reason=test refused: no valid image in the secondary slot\n";

	(void)state;
	memcpy(native.external + 0xe8000 - 16, magic, 16);
	nothing_is_swapped(invalid); /* it is empty */
	put_image(native.external, 0x10345);
	native.external[0x300] = 0xff; /* the TLVs are missing */
	nothing_is_swapped(invalid);
	put_large_image(native.external, 942081);
	nothing_is_swapped(invalid);
	put_large_image(native.external, 942080);
	native_run(&native);
	assert_non_null(strstr(native.output, "# mcuboot_next=test\n"));
	native.layout.max_img_sectors = 128;
	nothing_is_swapped("# mcuboot_next_reason=test refused: the slots do not match\n");
}

/* Row 3 of MCUBOOT.md 4.4: swapped, copied, not confirmed. */
static void nothing_invalid_is_reverted_to(void **state)
{
	uint8_t *end = native.cells + 0xf8000;

	(void)state;
	memcpy(end - 16, magic, 16);
	end[-32] = 1; /* copy_done */
	nothing_is_swapped(
		"# mcuboot_next_reason=revert refused: no valid image in the secondary slot\n");
	put_image(native.external, 0x10345);
	native_run(&native);
	assert_non_null(strstr(native.output, "# mcuboot_next=revert\n"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_good_board_passes),
		CASE(unequal_slots_are_named_in_mcuboots_words),
		CASE(too_many_sectors_name_the_limit),
		CASE(a_forced_id_does_not_hide_a_dead_bus),
		CASE(a_layout_larger_than_the_chip_is_seen_by_sfdp),
		CASE(pages_that_the_chip_cannot_erase_are_seen_by_sfdp),
		CASE(a_layout_without_external_flash_skips_it),
		CASE(equal_halves_alias),
		CASE(reasons_of_resets_are_told_apart),
		CASE(a_reset_amid_a_write_is_told_once),
		CASE(noise_in_ram_is_no_note),
		CASE(the_chip_is_held_against_the_layout),
		CASE(blank_uicr_words_are_reported),
		CASE(blocks_of_the_spu_are_read),
		CASE(a_border_amid_a_block_is_seen),
		CASE(images_are_judged),
		CASE(an_image_over_the_limit_is_refused),
		CASE(an_empty_slot_is_wrong_only_under_the_program),
		CASE(trailers_are_said_in_mcuboots_words),
		CASE(an_invalid_update_is_not_swapped_in),
		CASE(nothing_invalid_is_reverted_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
