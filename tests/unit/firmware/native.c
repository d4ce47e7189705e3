/* SPDX-License-Identifier: MIT */
/* The board of arrays. */
#include "native.h"

#define BYTE_TIME 1U /* microseconds on the bus at 8 MHz */

/* -- Clock and console ---------------------------------------------------------------------- */

static uint32_t clock_now(const struct hal *hal)
{
	struct native *native = hal->context;

	native->now++;
	return (uint32_t)native->now;
}

static void clock_delay(const struct hal *hal, uint32_t microseconds)
{
	struct native *native = hal->context;

	native->now += microseconds;
}

static void keep_output(const struct hal *hal, const char *bytes, uint32_t n)
{
	struct native *native = hal->context;

	assert_true(native->output_size + n < sizeof(native->output));
	memcpy(native->output + native->output_size, bytes, n);
	native->output_size += n;
	native->output[native->output_size] = '\0';
}

static void feed(const struct hal *hal)
{
	(void)hal;
}

/* -- Internal flash ------------------------------------------------------------------------- */

static void count(struct native *native, int device, uint32_t offset, uint32_t n)
{
	native->operations[device]++;
	if (offset < native->allowed_begin[device] || offset + n > native->allowed_end[device])
		native->outside++;
}

static bool internal_read(const struct flash_dev *dev, uint32_t offset, void *bytes, uint32_t n)
{
	const struct native *native = dev->context;

	if (offset > INTERNAL_SIZE || n > INTERNAL_SIZE - offset)
		return false;
	memcpy(bytes, native->cells + offset, n);
	return true;
}

/* Only 1 to 0, whole words, each at most twice between erases (NRF9160.md 3). */
static bool internal_prog(const struct flash_dev *dev, uint32_t offset, const void *bytes,
			  uint32_t n)
{
	struct native *native = dev->context;
	const uint8_t *from = bytes;

	assert_true(offset % 4 == 0 && n % 4 == 0 && offset + n <= INTERNAL_SIZE);
	count(native, 0, offset, n);
	for (uint32_t i = 0; i < n; i++) {
		if (i % 4 == 0)
			assert_true(++native->word_writes[(offset + i) / 4] <= 2);
		native->cells[offset + i] &= from[i];
	}
	return true;
}

static bool internal_erase(const struct flash_dev *dev, const struct flash_sector *sector)
{
	struct native *native = dev->context;

	assert_true(sector->offset % INTERNAL_PAGE == 0 && sector->size == INTERNAL_PAGE);
	count(native, 0, sector->offset, sector->size);
	memset(native->cells + sector->offset, 0xff, INTERNAL_PAGE);
	memset(native->word_writes + sector->offset / 4, 0, INTERNAL_PAGE / 4);
	return true;
}

static bool internal_sector_at(const struct flash_dev *dev, uint32_t offset,
			       struct flash_sector *sector)
{
	if (offset >= dev->size)
		return false;
	*sector = (struct flash_sector){offset - offset % INTERNAL_PAGE, INTERNAL_PAGE};
	return true;
}

/* -- The bus -------------------------------------------------------------------------------- */

static uint8_t exchange(struct native *native, uint8_t out)
{
	native->now += BYTE_TIME;
	nor_chip_advance(&native->chip, native->now);
	return nor_chip_exchange(&native->chip, out);
}

static bool transfer(const struct spi_bus *bus, const uint8_t *command, uint32_t command_size,
		     const uint8_t *out, uint8_t *in, uint32_t n)
{
	struct native *native = bus->context;

	nor_chip_advance(&native->chip, native->now);
	nor_chip_select(&native->chip, true);
	for (uint32_t i = 0; i < command_size; i++)
		exchange(native, command[i]);
	for (uint32_t i = 0; i < n; i++) {
		uint8_t byte = exchange(native, out != NULL ? out[i] : 0xff);

		if (in != NULL)
			in[i] = byte;
	}
	nor_chip_select(&native->chip, false);
	return true;
}

static enum nor_verdict on_operation(void *context, enum nor_moment moment,
				     const struct nor_operation *operation)
{
	struct native *native = context;

	if (moment == NOR_BEFORE)
		count(native, 1, operation->address, operation->size);
	return NOR_GO_ON;
}

static void on_report(void *context, const char *text)
{
	(void)context;
	fail_msg("illegal use of the chip: %s", text);
}

/* -- Setting up ------------------------------------------------------------------------------- */

static void set_facts(struct chip_facts *facts)
{
	*facts = (struct chip_facts){
		.part = 0x9160,
		.revision = 2,
		.flash_page = INTERNAL_PAGE,
		.flash_pages = 256,
		.ram_kib = 256,
		.approtect = 0xffffffff,
		.hfxosrc = 0xfffffffe,
		.hfxocnt = 0xffffff20,
		.image_begin = 0,
		.image_end = 0x6000,
	};
	for (uint32_t i = 0; i < SPU_FLASH_REGIONS; i++)
		facts->spu_flash[i] = facts->spu_ram[i] = SPU_RESET_VALUE;
}

static uint8_t *erased(size_t size)
{
	uint8_t *bytes = malloc(size);

	assert_non_null(bytes);
	memset(bytes, 0xff, size);
	return bytes;
}

static void set_layout(struct native *native)
{
	native->layout = generated_layout();
	memcpy(native->devices, native->layout.devices, sizeof(native->devices));
	memcpy(native->partitions, native->layout.partitions, sizeof(native->partitions));
	native->layout.devices = native->devices;
	native->layout.partitions = native->partitions;
}

void native_begin(struct native *native)
{
	const struct nor_part *part = nor_part_find("mx25r6435f");

	memset(native, 0, sizeof(*native));
	native->cells = erased(INTERNAL_SIZE);
	native->external = erased(part->size);
	native->word_writes = calloc(INTERNAL_SIZE / 4, 1);
	assert_non_null(native->word_writes);
	set_layout(native);
	native->internal = (struct flash_dev){
		INTERNAL_SIZE,     4, native, internal_read, internal_prog, internal_erase,
		internal_sector_at};
	native->bus = (struct spi_bus){native, transfer};
	native->hal = (struct hal){native,      &native->internal, &native->bus, &native->note, {0},
				   keep_output, clock_now,         clock_delay,  feed};
	set_facts(&native->hal.facts);
	nor_chip_power_up(&native->chip, part, native->external);
	native->chip.hooks = (struct nor_hooks){native, on_operation, on_report};
	native->test = (struct selftest){.hal = &native->hal,
					 .layout = &native->layout,
					 .saved = native->saved,
					 .work = native->work};
}

void native_end(struct native *native)
{
	free(native->cells);
	free(native->external);
	free(native->word_writes);
}

uint32_t native_run(struct native *native)
{
	native->output_size = 0;
	return selftest_run(&native->test);
}

struct pmlayout_partition *native_partition(struct native *native, const char *name)
{
	for (uint32_t i = 0; i < PMLAYOUT_PARTITION_COUNT; i++) {
		if (strcmp(native->partitions[i].name, name) == 0)
			return &native->partitions[i];
	}
	fail_msg("the layout has no %s", name);
	return NULL;
}

void native_allow(struct native *native, const char *name)
{
	const struct pmlayout_partition *partition = native_partition(native, name);
	int device = (partition->flags & PMLAYOUT_FLAG_EXTERNAL) != 0;

	native->allowed_begin[device] = (uint32_t)partition->offset;
	native->allowed_end[device] = (uint32_t)(partition->offset + partition->size);
}

/* -- What was said ---------------------------------------------------------------------------- */

/* The text behind "VERDICT N - ID"; NULL when there is no such line. */
static const char *find_line(const struct native *native, const char *verdict, const char *id)
{
	const char *line = native->output;

	while (line != NULL) {
		const char *dash = strstr(line, " - "), *end = strchr(line, '\n');

		if (strncmp(line, verdict, strlen(verdict)) == 0 && dash != NULL && dash < end &&
		    strncmp(dash + 3, id, strlen(id)) == 0 &&
		    strchr(" \n", dash[3 + strlen(id)]) != NULL)
			return dash + 3 + strlen(id);
		line = end == NULL ? NULL : end + 1;
	}
	return NULL;
}

bool native_passed(const struct native *native, const char *id)
{
	const char *rest = find_line(native, "ok ", id);

	return rest != NULL && *rest == '\n';
}

bool native_failed(const struct native *native, const char *id)
{
	return find_line(native, "not ok ", id) != NULL;
}

bool native_skipped(const struct native *native, const char *id)
{
	const char *rest = find_line(native, "ok ", id);

	return rest != NULL && strncmp(rest, " # SKIP ", 8) == 0;
}

void native_only_these_fail(const struct native *native, const char *const ids[])
{
	uint32_t wanted = 0;

	for (; ids[wanted] != NULL; wanted++) {
		if (!native_failed(native, ids[wanted]))
			fail_msg("%s does not fail:\n%s", ids[wanted], native->output);
	}
	if (native->test.tap.failed != wanted)
		fail_msg("%u checks fail, not %u:\n%s", native->test.tap.failed, wanted,
			 native->output);
}
