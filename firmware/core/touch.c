/* SPDX-License-Identifier: MIT */
/* Erases, writes and restores single sectors. */
#include "core/touch.h"

#include "core/crc32.h"

#define CHUNK 64U
#define ERASED 0xffU
#define RESTORE_TRIES 2
/* Knuth's multiplier: neighbouring addresses differ in all of their top bytes. */
#define SPREAD UINT32_C(0x9e3779b1)

static bool overlap(uint64_t a, uint64_t a_size, uint64_t b, uint64_t b_size)
{
	return a < b + b_size && b < a + a_size;
}

static bool is_needed(const struct selftest *test, const struct pmlayout_partition *partition)
{
	return (partition->flags & PMLAYOUT_FLAG_BOOTLOADER) != 0 ||
	       partition == selftest_slot(test, SLOT_PRIMARY);
}

bool touch_is_allowed(const struct selftest *test, const struct pmlayout_partition *partition)
{
	const struct chip_facts *facts = &test->hal->facts;

	if ((partition->flags & PMLAYOUT_FLAG_TOUCHABLE) == 0)
		return false;
	if ((partition->flags & PMLAYOUT_FLAG_EXTERNAL) == 0 &&
	    overlap(partition->offset, partition->size, facts->image_begin,
		    facts->image_end - facts->image_begin))
		return false;
	for (uint32_t i = 0; i < test->layout->partition_count; i++) {
		const struct pmlayout_partition *other = &test->layout->partitions[i];

		if (other->device == partition->device && is_needed(test, other) &&
		    overlap(partition->offset, partition->size, other->offset, other->size))
			return false;
	}
	return true;
}

static bool fail(struct touch *touch, const struct flash_sector *sector, const char *problem)
{
	if (touch->problem == NULL) {
		touch->problem = problem;
		touch->problem_at = sector->offset;
	}
	return false;
}

static void note_work(const struct touch *touch, const struct flash_sector *sector)
{
	struct work_note *note = touch->test->hal->note;

	note->external = touch->external;
	note->offset = sector->offset;
	note->check = WORK_NOTED ^ note->external ^ note->offset;
	note->magic = WORK_NOTED;
}

static void note_longest(uint32_t *longest, const struct hal *hal, uint32_t begin)
{
	uint32_t time = hal->microseconds(hal) - begin;

	if (time > *longest)
		*longest = time;
}

/* The sector holds these bytes; NULL: it is erased. */
static bool holds(const struct touch *touch, const struct flash_sector *sector,
		  const uint8_t *bytes)
{
	uint8_t chunk[CHUNK];

	for (uint32_t at = 0; at < sector->size; at += CHUNK) {
		if (!touch->dev->read(touch->dev, sector->offset + at, chunk, CHUNK))
			return false;
		for (uint32_t i = 0; i < CHUNK; i++) {
			if (chunk[i] != (bytes != NULL ? bytes[at + i] : ERASED))
				return false;
		}
	}
	return true;
}

static bool erase(struct touch *touch, const struct flash_sector *sector)
{
	const struct hal *hal = touch->test->hal;
	uint32_t begin = hal->microseconds(hal);

	hal->feed(hal);
	if (!touch->dev->erase(touch->dev, sector))
		return fail(touch, sector, "the erase was not taken or did not end");
	note_longest(&touch->erase_time, hal, begin);
	return holds(touch, sector, NULL) || fail(touch, sector, "not erased behind the erase");
}

static bool write(struct touch *touch, const struct flash_sector *sector, const uint8_t *bytes)
{
	const struct hal *hal = touch->test->hal;
	uint32_t begin = hal->microseconds(hal);

	hal->feed(hal);
	if (!touch->dev->prog(touch->dev, sector->offset, bytes, sector->size))
		return fail(touch, sector, "the write was not taken or did not end");
	note_longest(&touch->program_time, hal, begin);
	return holds(touch, sector, bytes) || fail(touch, sector, "it reads back other bytes");
}

bool touch_begin(struct touch *touch, const struct flash_sector *sector)
{
	if (sector->size > SELFTEST_SECTOR)
		return fail(touch, sector, "the sector is too large to be saved");
	if (!touch->dev->read(touch->dev, sector->offset, touch->test->saved, sector->size))
		return fail(touch, sector, "cannot be read");
	note_work(touch, sector);
	return erase(touch, sector);
}

bool touch_end(struct touch *touch, const struct flash_sector *sector)
{
	for (int i = 0; i < RESTORE_TRIES; i++) {
		if (erase(touch, sector) && write(touch, sector, touch->test->saved)) {
			touch->test->hal->note->magic = 0;
			return true;
		}
	}
	touch->test->hal->note->magic = 0;
	tap_say(&touch->test->tap, "LOST: the sector at 0x%x could not be restored",
		sector->offset);
	return false;
}

/* Addresses that fold onto this one in a chip of half or a quarter of its size. */
static void look_for_alias(const struct touch *touch, const struct flash_sector *sector)
{
	const uint8_t *pattern = touch->test->work;
	uint8_t chunk[CHUNK];

	for (uint32_t half = touch->dev->size / 2; half >= touch->dev->size / 4; half /= 2) {
		uint32_t same = 0;

		if (half < sector->size ||
		    !touch->dev->read(touch->dev, sector->offset ^ half, chunk, CHUNK))
			return;
		while (same < CHUNK && chunk[same] == pattern[same])
			same++;
		if (same == CHUNK)
			touch->test->external.aliases = true;
	}
}

static void fill_pattern(const struct touch *touch, const struct flash_sector *sector)
{
	for (uint32_t i = 0; i < sector->size; i++)
		touch->test->work[i] = (uint8_t)((sector->offset + i) * SPREAD >> 24);
}

/* The sector in front and the one behind; size 0 where the device ends. */
struct neighbours {
	struct flash_sector sectors[2];
	uint32_t crc[2];
};

/* Uses test->work. */
static uint32_t crc_of(const struct touch *touch, const struct flash_sector *sector)
{
	if (!touch->dev->read(touch->dev, sector->offset, touch->test->work, sector->size))
		return 0;
	return crc32_of(touch->test->work, sector->size);
}

static void look_at_neighbours(const struct touch *touch, const struct flash_sector *sector,
			       struct neighbours *neighbours)
{
	const struct flash_dev *dev = touch->dev;
	const uint32_t places[2] = {sector->offset - 1, sector->offset + sector->size};

	for (uint32_t i = 0; i < 2; i++) {
		struct flash_sector *neighbour = &neighbours->sectors[i];

		if (!dev->sector_at(dev, places[i], neighbour) || neighbour->size > SELFTEST_SECTOR)
			neighbour->size = 0;
		neighbours->crc[i] = neighbour->size == 0 ? 0 : crc_of(touch, neighbour);
	}
}

static void compare_neighbours(struct touch *touch, const struct neighbours *before)
{
	for (uint32_t i = 0; i < 2; i++) {
		if (before->sectors[i].size == 0 || touch->neighbour_changed ||
		    crc_of(touch, &before->sectors[i]) == before->crc[i])
			continue;
		touch->neighbour_changed = true;
		touch->neighbour_at = before->sectors[i].offset;
	}
}

void touch_sector(struct touch *touch, uint32_t offset)
{
	struct flash_sector sector = {offset, 0};
	struct neighbours before;

	if (touch->problem != NULL || touch->neighbour_changed)
		return;
	if (!touch->dev->sector_at(touch->dev, offset, &sector) || sector.size > SELFTEST_SECTOR) {
		fail(touch, &sector, "the sector is too large to be saved");
		return;
	}
	look_at_neighbours(touch, &sector, &before);
	touch->sectors++;
	if (touch_begin(touch, &sector)) {
		fill_pattern(touch, &sector);
		if (write(touch, &sector, touch->test->work) && touch->external)
			look_for_alias(touch, &sector);
	}
	if (touch->test->external.nor.stuck_busy && touch->external) {
		tap_say(&touch->test->tap, "LOST: the sector at 0x%x could not be restored",
			sector.offset);
		return;
	}
	touch_end(touch, &sector);
	compare_neighbours(touch, &before);
}
