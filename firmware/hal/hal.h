/* SPDX-License-Identifier: MIT */
/* The seam between the tests and what they run on: a board, the emulator, arrays in a native test.
 *
 * Offsets and sizes in bytes, times in microseconds.  Functions that return bool say whether the
 * device did what was asked; none of them prints.
 */
#ifndef PMLAYOUT_FIRMWARE_HAL_H
#define PMLAYOUT_FIRMWARE_HAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct flash_sector {
	uint32_t offset, size;
};

struct flash_dev {
	uint32_t size;
	uint32_t write_unit; /* prog takes offsets and sizes that are multiples of it */
	void *context;
	bool (*read)(const struct flash_dev *dev, uint32_t offset, void *bytes, uint32_t n);
	/* Clears bits, once for each write unit between erases.  The bytes lie in RAM. */
	bool (*prog)(const struct flash_dev *dev, uint32_t offset, const void *bytes, uint32_t n);
	bool (*erase)(const struct flash_dev *dev, const struct flash_sector *sector);
	/* The smallest sector that holds the byte at offset; false beyond the device. */
	bool (*sector_at)(const struct flash_dev *dev, uint32_t offset,
			  struct flash_sector *sector);
};

/* One transaction with the chip on the bus: its select line goes low, the command goes out, then
 * n bytes of out (or FF where out is NULL) while n bytes come into in (unless in is NULL), and the
 * line goes high.  All of them lie in RAM.
 */
struct spi_bus {
	void *context;
	bool (*transfer)(const struct spi_bus *bus, const uint8_t *command, uint32_t command_size,
			 const uint8_t *out, uint8_t *in, uint32_t n);
};

#define HAL_UNKNOWN UINT32_C(0xffffffff) /* FICR fields that a part leaves erased */

#define SPU_FLASH_REGIONS 32U
#define SPU_RAM_REGIONS 32U
#define SPU_FLASH_BLOCK UINT32_C(0x8000)
#define SPU_RAM_BLOCK UINT32_C(0x2000)

/* Bits of a SPU PERM word (NRF9160.md 10). */
enum spu_permission {
	SPU_EXECUTE = 1 << 0,
	SPU_WRITE = 1 << 1,
	SPU_READ = 1 << 2,
	SPU_SECURE = 1 << 4,
	SPU_LOCK = 1 << 8,
	SPU_RESET_VALUE = SPU_EXECUTE | SPU_WRITE | SPU_READ | SPU_SECURE
};

/* Bits of RESETREAS (NRF9160.md 7). */
enum reset_reason {
	RESET_PIN = 1 << 0,
	RESET_WATCHDOG = 1 << 1,
	RESET_WAKE = 1 << 2,
	RESET_DEBUG = 1 << 4,
	RESET_SOFT = 1 << 16,
	RESET_LOCKUP = 1 << 17,
	RESET_CTRL_AP = 1 << 18
};

/* As they were when the program started. */
struct chip_facts {
	uint32_t part; /* 0x9160; HAL_UNKNOWN, as in all fields from FICR */
	uint32_t revision;
	uint32_t device_id[2];
	uint32_t flash_page, flash_pages; /* bytes, count */
	uint32_t ram_kib;
	uint32_t spu_flash[SPU_FLASH_REGIONS], spu_ram[SPU_RAM_REGIONS];
	uint32_t reset_reasons;
	bool watchdog_running;
	uint32_t approtect, hfxosrc, hfxocnt; /* of UICR */
	uint32_t image_begin, image_end;      /* flash that this program runs from */
};

/* What was being changed, in memory that a reset (not a power cut) leaves alone. */
struct work_note {
	uint32_t magic; /* WORK_NOTED: the rest is set */
	uint32_t external, offset;
	uint32_t check; /* magic ^ external ^ offset */
};
#define WORK_NOTED UINT32_C(0x504d4c57)

struct hal {
	void *context;
	const struct flash_dev *internal;
	const struct spi_bus *spi; /* NULL: the board has no external flash */
	struct work_note *note;
	struct chip_facts facts;
	void (*put)(const struct hal *hal, const char *bytes, uint32_t n);
	uint32_t (*microseconds)(const struct hal *hal); /* wraps */
	void (*delay)(const struct hal *hal, uint32_t microseconds);
	void (*feed)(const struct hal *hal); /* the watchdog, if one runs */
};

#endif
