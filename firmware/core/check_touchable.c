/* SPDX-License-Identifier: MIT */
/* Writes to what the layout declares touchable, and what those writes tell of the chip. */
#include "core/touch.h"

#define ALIAS_SAMPLES 16U
#define ALIAS_SAMPLE 64U
#define PENDING_TEST 0x02U /* swap_info: type test, image 0 (MCUBOOT.md 4.3) */

/* Ids and keys of one device. */
struct words {
	const char *readback, *neighbours, *erase_time, *program_time;
};

static const struct words words_of[2] = {
	{"touch.internal.readback", "touch.internal.neighbours", "internal_erase_us",
	 "internal_program_us"},
	{"touch.external.readback", "touch.external.neighbours", "external_erase_us",
	 "external_program_us"},
};

/* The first and the last sector, those at the partition's borders; and where a 64 KiB block of the
 * chip begins inside, the sector in front of that.
 */
static void touch_partition(struct touch *touch, const struct pmlayout_partition *partition)
{
	const uint32_t block = 0x10000;
	uint32_t begin = (uint32_t)partition->offset;
	uint32_t last = begin + (uint32_t)partition->size - partition->sector_size;
	uint32_t border = (begin / block + 1) * block - partition->sector_size;

	tap_say(&touch->test->tap,
		"touching %s: sectors are saved in RAM alone, a power cut loses one",
		partition->name);
	touch_sector(touch, begin);
	if (border > begin && border < last)
		touch_sector(touch, border);
	if (last > begin)
		touch_sector(touch, last);
}

static bool is_whole_sectors(const struct pmlayout_partition *partition)
{
	return partition->sector_size != 0 && partition->size >= partition->sector_size &&
	       partition->offset % partition->sector_size == 0 &&
	       partition->size % partition->sector_size == 0;
}

static void touch_device(struct touch *touch)
{
	const struct selftest *test = touch->test;

	for (uint32_t i = 0; i < test->layout->partition_count && touch->problem == NULL &&
			     !touch->neighbour_changed;
	     i++) {
		const struct pmlayout_partition *partition = &test->layout->partitions[i];
		bool external = (partition->flags & PMLAYOUT_FLAG_EXTERNAL) != 0;

		if ((partition->flags & PMLAYOUT_FLAG_TOUCHABLE) == 0 ||
		    external != touch->external)
			continue;
		if (!touch_is_allowed(test, partition) || !is_whole_sectors(partition))
			tap_say(&touch->test->tap,
				"%s is left alone: it shares bytes or sectors with others",
				partition->name);
		else
			touch_partition(touch, partition);
	}
}

static void report(const struct touch *touch, const struct words *words)
{
	struct tap *tap = &touch->test->tap;

	if (touch->sectors == 0 && touch->problem == NULL) {
		tap_skip(tap, words->readback, "no touchable partition there");
		tap_skip(tap, words->neighbours, "no touchable partition there");
		return;
	}
	tap_value(tap, words->erase_time, "%u", touch->erase_time);
	tap_value(tap, words->program_time, "%u", touch->program_time);
	if (touch->external && touch->test->external.nor.stuck_busy)
		tap_skip(tap, words->readback, "the chip stays busy (ext.busy)");
	else if (touch->problem != NULL)
		tap_fail(tap, words->readback, "sector 0x%x: %s", touch->problem_at,
			 touch->problem);
	else
		tap_pass(tap, words->readback);
	if (touch->neighbour_changed)
		tap_fail(tap, words->neighbours,
			 "the sector at 0x%x changed though another one was written",
			 touch->neighbour_at);
	else if (touch->problem != NULL)
		tap_skip(tap, words->neighbours, "%s tells more", words->readback);
	else
		tap_pass(tap, words->neighbours);
}

static void check_device(struct touch *touch, const char *denied)
{
	const struct words *words = &words_of[touch->external ? 1 : 0];

	if (!touch->test->writes)
		denied = "built without writes";
	if (denied != NULL) {
		touch->problem = denied;
		tap_skip(&touch->test->tap, words->readback, "%s", denied);
		tap_skip(&touch->test->tap, words->neighbours, "%s", denied);
		return;
	}
	touch_device(touch);
	report(touch, words);
}

/* -- What writes tell of the external chip ---------------------------------------------------- */

static void check_busy(struct selftest *test)
{
	const struct external *external = &test->external;

	if (external->nor.stuck_busy)
		tap_fail(&test->tap, "ext.busy",
			 "WIP stays set: a broken chip, or supply that fails under load");
	else if (external->unusable != NULL)
		tap_skip(&test->tap, "ext.busy", "%s", external->unusable);
	else
		tap_pass(&test->tap, "ext.busy");
}

static bool is_blank(const uint8_t *bytes)
{
	for (uint32_t i = 1; i < ALIAS_SAMPLE; i++) {
		if (bytes[i] != bytes[0])
			return false;
	}
	return true;
}

/* How many samples of the lower half hold more than one value, and whether all of them stand in
 * the upper half as well.
 */
static uint32_t compare_halves(const struct selftest *test, bool *same)
{
	const struct flash_dev *flash = &test->external.flash;
	uint32_t half = flash->size / 2, written = 0;
	uint8_t low[ALIAS_SAMPLE], high[ALIAS_SAMPLE];

	*same = true;
	for (uint32_t i = 0; i < ALIAS_SAMPLES; i++) {
		uint32_t at = half / ALIAS_SAMPLES * i;

		if (!flash->read(flash, at, low, sizeof(low)) ||
		    !flash->read(flash, at + half, high, sizeof(high)))
			return 0;
		written += is_blank(low) ? 0 : 1;
		for (uint32_t j = 0; j < ALIAS_SAMPLE; j++)
			*same = *same && low[j] == high[j];
	}
	return written;
}

/* A write at one address that shows at another is proof; without writes equal halves are. */
static void check_alias(struct selftest *test, const struct touch *touch)
{
	struct external *external = &test->external;
	bool same;

	if (external->unusable != NULL || external->nor.stuck_busy) {
		tap_skip(&test->tap, "ext.alias", "%s",
			 external->unusable != NULL ? external->unusable
						    : "the chip stays busy (ext.busy)");
		return;
	}
	if (touch->sectors == 0) {
		uint32_t written = compare_halves(test, &same);

		if (written == 0) {
			tap_skip(&test->tap, "ext.alias",
				 "nothing is written there; only writes tell");
			return;
		}
		external->aliases = same;
	}
	if (external->aliases)
		tap_fail(&test->tap, "ext.alias",
			 "the same bytes show at two addresses: the chip is smaller than it says");
	else
		tap_pass(&test->tap, "ext.alias");
}

/* -- An update that is pending ---------------------------------------------------------------- */

/* As the application does: the magic, then the swap info (NRF9160.md 13). */
static bool write_pending(const struct flash_dev *dev, const struct pmlayout_partition *slot)
{
	const struct mcuboot_geometry geometry = {.mode = MCUBOOT_SWAP_MOVE,
						  .boot_max_align = SELFTEST_BOOT_MAX_ALIGN};
	const struct mcuboot_trailer_offsets at =
		mcuboot_trailer_offsets(&geometry, (uint32_t)slot->size);
	uint8_t magic[MCUBOOT_MAGIC_SIZE], info[SELFTEST_BOOT_MAX_ALIGN];

	mcuboot_magic_bytes(SELFTEST_BOOT_MAX_ALIGN, magic);
	for (uint32_t i = 0; i < sizeof(info); i++)
		info[i] = i == 0 ? PENDING_TEST : 0xff;
	return dev->prog(dev, (uint32_t)slot->offset + at.magic, magic, sizeof(magic)) &&
	       dev->prog(dev, (uint32_t)slot->offset + at.swap_info, info, sizeof(info));
}

/* NULL: the test can be made, on touch's device. */
static const char *pending_obstacle(const struct selftest *test, const struct touch *touch)
{
	const struct pmlayout_partition *slot = selftest_slot(test, SLOT_SECONDARY);

	if (!test->writes)
		return "built without writes";
	if (slot == NULL || !touch_is_allowed(test, slot) || !is_whole_sectors(slot))
		return "the secondary slot is not touchable";
	if (test->layout->boot_mode == 0 || selftest_mode(test) > MCUBOOT_OVERWRITE)
		return "no mode with pending updates";
	if (touch->problem != NULL || touch->neighbour_changed)
		return "writes to that flash failed or are denied";
	return NULL;
}

static void check_pending(struct selftest *test, struct touch *touch)
{
	const struct pmlayout_partition *slot = selftest_slot(test, SLOT_SECONDARY);
	const char *obstacle = pending_obstacle(test, touch);
	enum mcuboot_swap_type type = MCUBOOT_SWAP_TYPE_NONE;
	struct flash_sector sector;
	bool written = false;

	if (obstacle != NULL) {
		tap_skip(&test->tap, "touch.trailer", "%s", obstacle);
		return;
	}
	if (!touch->dev->sector_at(touch->dev, (uint32_t)(slot->offset + slot->size) - 1,
				   &sector)) {
		tap_fail(&test->tap, "touch.trailer", "the slot ends outside of the device");
		return;
	}
	if (touch_begin(touch, &sector))
		written = write_pending(touch->dev, slot);
	if (written)
		type = selftest_next_swap(test);
	if (!touch_end(touch, &sector) || touch->problem != NULL)
		tap_fail(&test->tap, "touch.trailer", "sector 0x%x: %s", touch->problem_at,
			 touch->problem);
	else if (type != MCUBOOT_SWAP_TYPE_TEST)
		tap_fail(&test->tap, "touch.trailer",
			 "an update was made pending, but MCUboot would do: %s",
			 mcuboot_swap_type_name(type));
	else
		tap_pass(&test->tap, "touch.trailer");
}

void check_touchable(struct selftest *test)
{
	struct external *external = &test->external;
	struct touch internal_touch = {.test = test, .dev = test->hal->internal};
	struct touch external_touch = {.test = test, .dev = &external->flash, .external = true};
	const struct pmlayout_partition *secondary = selftest_slot(test, SLOT_SECONDARY);
	const char *denied = external->unusable != NULL ? external->unusable : external->unwritable;

	check_device(&internal_touch, test->spu_denies);
	check_device(&external_touch, denied);
	check_pending(test, secondary != NULL && (secondary->flags & PMLAYOUT_FLAG_EXTERNAL)
				    ? &external_touch
				    : &internal_touch);
	check_busy(test);
	check_alias(test, &external_touch);
}
