/* SPDX-License-Identifier: MIT */
/* SPI NOR commands over a bus. */
#include "core/nor.h"

enum opcode {
	OP_PROGRAM = 0x02,
	OP_READ = 0x03,
	OP_WRITE_DISABLE = 0x04,
	OP_READ_STATUS = 0x05,
	OP_WRITE_ENABLE = 0x06,
	OP_FAST_READ = 0x0b,
	OP_READ_SFDP = 0x5a,
	OP_READ_ID = 0x9f,
	OP_WAKE = 0xab
};

#define PAGE 256U
/* One set of limits for all chips (NRF9160.md 12). */
#define PROGRAM_LIMIT 20000U
#define ERASE_LIMIT 1000000U
/* A transfer of SPIM3 counts to 8191. */
#define READ_STEP 4096U
#define POLL_TIME 20U

static bool command(const struct nor *nor, uint8_t opcode)
{
	return nor->hal->spi->transfer(nor->hal->spi, &opcode, 1, NULL, NULL, 0);
}

static bool read_answer(const struct nor *nor, uint8_t opcode, uint8_t *in, uint32_t n)
{
	return nor->hal->spi->transfer(nor->hal->spi, &opcode, 1, NULL, in, n);
}

static void put_address(uint8_t bytes[4], uint8_t opcode, uint32_t address)
{
	bytes[0] = opcode;
	bytes[1] = (uint8_t)(address >> 16);
	bytes[2] = (uint8_t)(address >> 8);
	bytes[3] = (uint8_t)address;
}

/* With one dummy byte behind the address. */
static bool read_delayed(const struct nor *nor, uint8_t opcode, uint32_t address, uint8_t *in,
			 uint32_t n)
{
	uint8_t bytes[5];

	put_address(bytes, opcode, address);
	bytes[4] = 0;
	return nor->hal->spi->transfer(nor->hal->spi, bytes, sizeof(bytes), NULL, in, n);
}

bool nor_read_id(const struct nor *nor, uint8_t id[3])
{
	return read_answer(nor, OP_READ_ID, id, 3);
}

bool nor_read_status(const struct nor *nor, uint8_t *status)
{
	return read_answer(nor, OP_READ_STATUS, status, 1);
}

bool nor_read_sfdp(const struct nor *nor, uint32_t address, uint8_t *bytes, uint32_t n)
{
	return read_delayed(nor, OP_READ_SFDP, address, bytes, n);
}

bool nor_fast_read(const struct nor *nor, uint32_t offset, uint8_t *bytes, uint32_t n)
{
	return read_delayed(nor, OP_FAST_READ, offset, bytes, n);
}

bool nor_write_enable(const struct nor *nor, bool enable)
{
	return command(nor, enable ? OP_WRITE_ENABLE : OP_WRITE_DISABLE);
}

bool nor_end_sleep(const struct nor *nor)
{
	bool sent = command(nor, OP_WAKE);

	nor->hal->delay(nor->hal, NOR_WAKE_TIME);
	return sent;
}

bool nor_wait(struct nor *nor, uint32_t limit)
{
	const struct hal *hal = nor->hal;
	uint32_t begin = hal->microseconds(hal);
	uint8_t status;

	for (;;) {
		/* Taken first: a long interruption must not look like a busy chip. */
		uint32_t waited = hal->microseconds(hal) - begin;

		if (!nor_read_status(nor, &status))
			return false;
		if ((status & NOR_STATUS_WIP) == 0)
			return true;
		if (waited > limit) {
			nor->stuck_busy = true;
			return false;
		}
		hal->feed(hal);
		hal->delay(hal, POLL_TIME);
	}
}

static bool in_device(const struct flash_dev *dev, uint32_t offset, uint32_t n)
{
	return offset <= dev->size && n <= dev->size - offset;
}

static bool device_read(const struct flash_dev *dev, uint32_t offset, void *bytes, uint32_t n)
{
	const struct nor *nor = dev->context;
	uint8_t *to = bytes;

	if (!in_device(dev, offset, n))
		return false;
	while (n > 0) {
		uint32_t step = n < READ_STEP ? n : READ_STEP;
		uint8_t head[4];

		put_address(head, OP_READ, offset);
		if (!nor->hal->spi->transfer(nor->hal->spi, head, sizeof(head), NULL, to, step))
			return false;
		offset += step;
		to += step;
		n -= step;
	}
	return true;
}

/* WREN, the change, the wait for its end.  A chip without WEL would ignore it silently. */
static bool change(struct nor *nor, const uint8_t head[4], const uint8_t *out, uint32_t n,
		   uint32_t limit)
{
	uint8_t status;

	if (!nor_write_enable(nor, true) || !nor_read_status(nor, &status) ||
	    (status & NOR_STATUS_WEL) == 0)
		return false;
	return nor->hal->spi->transfer(nor->hal->spi, head, 4, out, NULL, n) &&
	       nor_wait(nor, limit);
}

static bool device_prog(const struct flash_dev *dev, uint32_t offset, const void *bytes, uint32_t n)
{
	struct nor *nor = dev->context;
	const uint8_t *from = bytes;

	if (!in_device(dev, offset, n))
		return false;
	while (n > 0) {
		uint32_t room = PAGE - offset % PAGE;
		uint32_t step = n < room ? n : room;
		uint8_t head[4];

		put_address(head, OP_PROGRAM, offset);
		if (!change(nor, head, from, step, PROGRAM_LIMIT))
			return false;
		offset += step;
		from += step;
		n -= step;
	}
	return true;
}

static bool device_sector_at(const struct flash_dev *dev, uint32_t offset,
			     struct flash_sector *sector)
{
	const struct nor *nor = dev->context;

	if (offset >= dev->size || nor->erase_size == 0)
		return false;
	sector->offset = offset - offset % nor->erase_size;
	sector->size = nor->erase_size;
	return true;
}

static bool device_erase(const struct flash_dev *dev, const struct flash_sector *sector)
{
	struct nor *nor = dev->context;
	uint8_t head[4];

	if (!in_device(dev, sector->offset, sector->size) || sector->size != nor->erase_size ||
	    sector->offset % nor->erase_size != 0)
		return false;
	put_address(head, nor->erase_opcode, sector->offset);
	return change(nor, head, NULL, 0, ERASE_LIMIT);
}

struct flash_dev nor_flash_dev(struct nor *nor)
{
	return (struct flash_dev){
		.size = nor->size,
		.write_unit = 1,
		.context = nor,
		.read = device_read,
		.prog = device_prog,
		.erase = device_erase,
		.sector_at = device_sector_at,
	};
}
