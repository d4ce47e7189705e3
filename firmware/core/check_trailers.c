/* SPDX-License-Identifier: MIT */
/* The trailers of both slots, in MCUboot's words, and what it will do at the next boot. */
#include "core/selftest.h"

/* The last 16 bytes, where the magic stands, are zeros. */
static bool magic_is_zero(const struct selftest *test, const struct pmlayout_partition *partition)
{
	uint8_t magic[MCUBOOT_MAGIC_SIZE];
	const char *why;
	const struct flash_dev *dev = selftest_device(test, partition, &why);
	uint32_t end = (uint32_t)(partition->offset + partition->size);

	if (dev == NULL || !dev->read(dev, end - MCUBOOT_MAGIC_SIZE, magic, sizeof(magic)))
		return false;
	for (uint32_t i = 0; i < sizeof(magic); i++) {
		if (magic[i] != 0)
			return false;
	}
	return true;
}

static bool is_bad(const struct mcuboot_trailer *trailer)
{
	return trailer->magic == MCUBOOT_MAGIC_BAD || trailer->image_ok == MCUBOOT_FLAG_BAD ||
	       trailer->copy_done == MCUBOOT_FLAG_BAD;
}

/* True: it could be read. */
static bool check_trailer(struct selftest *test, enum slot slot, const char *id)
{
	struct mcuboot_trailer trailer;
	const char *why;
	bool zero;

	if (!selftest_trailer(test, slot, &trailer, &why)) {
		tap_skip(&test->tap, id, "%s", why);
		return false;
	}
	tap_value(&test->tap, slot == SLOT_PRIMARY ? "primary_trailer" : "secondary_trailer",
		  "magic=%s, swap_type=0x%x, copy_done=%s, image_ok=%s",
		  mcuboot_magic_name(trailer.magic), (uint32_t)trailer.swap_type + 1,
		  mcuboot_flag_name(trailer.copy_done), mcuboot_flag_name(trailer.image_ok));
	zero = magic_is_zero(test, selftest_slot(test, slot));
	if (!is_bad(&trailer))
		tap_pass(&test->tap, id);
	else
		tap_fail(&test->tap, id, "magic=%s, copy_done=%s, image_ok=%s: %s",
			 mcuboot_magic_name(trailer.magic), mcuboot_flag_name(trailer.copy_done),
			 mcuboot_flag_name(trailer.image_ok),
			 zero ? "all zeros, not erased" : "something else was written there");
	return true;
}

/* Whatever the trailers ask for, MCUboot compares the slots and validates the secondary first
 * (MCUBOOT.md 2, 3.3), and an image that is refused is not swapped in.
 */
static void tell_next(struct selftest *test)
{
	enum mcuboot_swap_type type = selftest_next_swap(test);
	bool refused = type != MCUBOOT_SWAP_TYPE_NONE && type != MCUBOOT_SWAP_TYPE_PANIC &&
		       test->no_swap != NULL;

	tap_value(&test->tap, "mcuboot_next", "%s",
		  mcuboot_swap_type_name(refused ? MCUBOOT_SWAP_TYPE_NONE : type));
	if (refused)
		tap_value(&test->tap, "mcuboot_next_reason", "%s refused: %s",
			  mcuboot_swap_type_name(type), test->no_swap);
}

void check_trailers(struct selftest *test)
{
	bool known = check_trailer(test, SLOT_PRIMARY, "trailer.primary");

	check_trailer(test, SLOT_SECONDARY, "trailer.secondary");
	if (known && test->layout->boot_mode != 0)
		tell_next(test);
}
