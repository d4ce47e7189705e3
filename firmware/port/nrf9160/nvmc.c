/* SPDX-License-Identifier: MIT */
/* Internal flash through the NVMC (NRF9160.md 3). */
#include "port/nrf9160/port.h"
#include "port/nrf9160/registers.h"

#define WORD 4U
#define ERASE_LIMIT 500000U
#define WRITE_LIMIT 1000U
#define ERASED UINT32_C(0xffffffff)

static bool wait_for(volatile uint32_t *ready, uint32_t limit)
{
	uint32_t begin = timer_microseconds();

	while ((*ready & 1) == 0) {
		if (timer_microseconds() - begin > limit)
			return false;
	}
	return true;
}

/* CONFIGNS is for regions that the SPU marks non-secure; both, as nrfx does. */
static bool set_mode(uint32_t mode)
{
	NVMC_CONFIG = mode;
	NVMC_CONFIGNS = mode;
	__asm__ volatile("dsb\n\tisb" ::: "memory");
	return wait_for(&NVMC_READY, ERASE_LIMIT);
}

static bool in_device(const struct flash_dev *dev, uint32_t offset, uint32_t n)
{
	return offset <= dev->size && n <= dev->size - offset;
}

static bool may_change(const struct flash_dev *dev, uint32_t offset, uint32_t n)
{
	const struct nvmc *nvmc = dev->context;

	return in_device(dev, offset, n) &&
	       (offset >= nvmc->protected_end || offset + n <= nvmc->protected_begin);
}

static bool nvmc_read(const struct flash_dev *dev, uint32_t offset, void *bytes, uint32_t n)
{
	const volatile uint8_t *from = (const volatile uint8_t *)offset;
	uint8_t *to = bytes;

	if (!in_device(dev, offset, n))
		return false;
	for (uint32_t i = 0; i < n; i++)
		to[i] = from[i];
	return true;
}

static uint32_t word_of(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

/* Words of ones are left out: a word takes two writes between erases, and that would be one. */
static bool nvmc_prog(const struct flash_dev *dev, uint32_t offset, const void *bytes, uint32_t n)
{
	const uint8_t *from = bytes;
	bool done = true;

	if (!may_change(dev, offset, n) || (offset | n) % WORD != 0 || !set_mode(NVMC_WRITE))
		return false;
	for (uint32_t i = 0; i < n && done; i += WORD) {
		uint32_t word = word_of(from + i);

		if (word == ERASED)
			continue;
		done = wait_for(&NVMC_READYNEXT, WRITE_LIMIT);
		if (done)
			REGISTER(offset, i) = word;
	}
	done = wait_for(&NVMC_READY, WRITE_LIMIT) && done;
	return set_mode(NVMC_READ_ONLY) && done;
}

static bool nvmc_sector_at(const struct flash_dev *dev, uint32_t offset,
			   struct flash_sector *sector)
{
	if (offset >= dev->size)
		return false;
	sector->offset = offset - offset % FLASH_PAGE;
	sector->size = FLASH_PAGE;
	return true;
}

/* There is no register for it: a store of ones to the page's first word, in erase mode. */
static bool nvmc_erase(const struct flash_dev *dev, const struct flash_sector *sector)
{
	bool done;

	if (!may_change(dev, sector->offset, sector->size) || sector->size != FLASH_PAGE ||
	    sector->offset % FLASH_PAGE != 0 || !set_mode(NVMC_ERASE))
		return false;
	REGISTER(sector->offset, 0) = ERASED;
	done = wait_for(&NVMC_READY, ERASE_LIMIT);
	return set_mode(NVMC_READ_ONLY) && done;
}

struct flash_dev nvmc_flash_dev(struct nvmc *nvmc)
{
	return (struct flash_dev){
		.size = FLASH_SIZE,
		.write_unit = WORD,
		.context = nvmc,
		.read = nvmc_read,
		.prog = nvmc_prog,
		.erase = nvmc_erase,
		.sector_at = nvmc_sector_at,
	};
}
