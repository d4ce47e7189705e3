/* SPDX-License-Identifier: MIT */
/* Any numbers as a slot geometry, any bytes as trailers, for the freestanding functions that the
 * firmware links: judged, advised upon, decoded, and asked what the next boot does.
 */
#include <stdint.h>
#include <string.h>

#include "../judge.h"
#include "mcuboot/advice.h"
#include "mcuboot/boot_state.h"
#include "mcuboot/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define DEVICE_RUNS 4
#define ADVICE_ROOM 6

/* Bytes that are taken one after the other; zeros behind their end. */
struct feed {
	const uint8_t *at;
	size_t left;
};

static uint64_t take(struct feed *feed, size_t n)
{
	uint64_t number = 0;

	for (size_t i = 0; i < n; i++) {
		number = number << 8 | (feed->left > 0 ? *feed->at : 0);
		if (feed->left > 0) {
			feed->at++;
			feed->left--;
		}
	}
	return number;
}

/* A size in words of one to eight bytes, so that usual and huge ones are as likely. */
static uint64_t take_size(struct feed *feed)
{
	const unsigned shape = (unsigned)take(feed, 1);

	return take(feed, 1 + shape % 8) << (shape / 8 % 4 * 4);
}

static void take_area(struct feed *feed, struct mcuboot_area *area, struct mcuboot_run *runs)
{
	area->offset = take_size(feed);
	area->size = take_size(feed);
	area->device = runs;
	area->device_runs = take(feed, 1) % (DEVICE_RUNS + 1);
	for (size_t i = 0; i < area->device_runs; i++) {
		runs[i].size = take_size(feed);
		runs[i].count = take_size(feed);
	}
}

static void check_answer(const struct mcuboot_answer *answer)
{
	const bool says = answer->log_count > 0 || !answer->log_defined;

	JUDGE_ASSERT(answer->log_count <= sizeof(answer->logs) / sizeof(answer->logs[0]));
	JUDGE_ASSERT((answer->verdict == MCUBOOT_OK) == !says);
	JUDGE_ASSERT(!answer->has_max_image || answer->verdict == MCUBOOT_OK);
	JUDGE_ASSERT(!(answer->has_max_image && answer->slot_too_small));
	JUDGE_ASSERT(!mcuboot_is_safe(answer) || answer->has_max_image);
	for (size_t i = 0; i < answer->log_count; i++)
		JUDGE_ASSERT(*mcuboot_log_text(answer->logs[i]));
}

static void try_geometry(struct feed *feed)
{
	struct mcuboot_run primary[DEVICE_RUNS], secondary[DEVICE_RUNS], scratch[DEVICE_RUNS];
	struct mcuboot_geometry geometry = {
		.mode = (enum mcuboot_mode)(take(feed, 1) % (MCUBOOT_FIRMWARE_LOADER + 1))};
	struct mcuboot_answer answer;

	take_area(feed, &geometry.primary, primary);
	take_area(feed, &geometry.secondary, secondary);
	take_area(feed, &geometry.scratch, scratch);
	geometry.max_img_sectors = (uint32_t)take_size(feed);
	geometry.write_align = (uint32_t)take_size(feed);
	geometry.scratch_write_align = (uint32_t)take(feed, 1);
	geometry.boot_max_align = UINT32_C(1) << take(feed, 1) % 6;
	geometry.encryption_key_size = (uint32_t)take(feed, 2);
	geometry.variant.size_limit = (enum mcuboot_size_limit)(take(feed, 1) % 3);
	geometry.variant.extra_move_clause = take(feed, 1) & 1;
	geometry.variant.compressed = take(feed, 1) & 1;
	mcuboot_judge(&geometry, &answer);
	check_answer(&answer);
	for (int place = MCUBOOT_IN_PRIMARY; place <= MCUBOOT_IN_SCRATCH; place++)
		mcuboot_trailer_offsets_in(&geometry, (enum mcuboot_place)place);
}

static void try_advice(struct feed *feed)
{
	const struct mcuboot_geometry settings = {
		.mode = (enum mcuboot_mode)(take(feed, 1) % (MCUBOOT_FIRMWARE_LOADER + 1)),
		.write_align = 1 + (uint32_t)take(feed, 1) % 32,
		.boot_max_align = 8};
	struct mcuboot_plain_layout layout = {
		.primary = {take_size(feed), take_size(feed), take_size(feed)},
		.secondary = {take_size(feed), take_size(feed), take_size(feed)},
		.scratch = {take_size(feed), take_size(feed), take_size(feed)},
		.max_img_sectors = (uint32_t)take_size(feed)};
	struct mcuboot_advice advice[ADVICE_ROOM];
	struct mcuboot_answer answer;
	const size_t count = mcuboot_advise(&settings, &layout, advice, ADVICE_ROOM);

	JUDGE_ASSERT(count <= ADVICE_ROOM);
	for (size_t i = 0; i < count; i++) {
		mcuboot_judge_plain(&settings, &advice[i].layout, &answer);
		JUDGE_ASSERT(mcuboot_is_safe(&answer));
		JUDGE_ASSERT(answer.max_image_size == advice[i].max_image_size);
	}
}

static bool read_memory(void *context, uint64_t offset, uint8_t *bytes, size_t n)
{
	memcpy(bytes, (const uint8_t *)context + offset, n);
	return true;
}

/* The rest of the bytes as a slot. */
static void try_trailers(struct feed *feed)
{
	const enum mcuboot_mode mode =
		(enum mcuboot_mode)(take(feed, 1) % (MCUBOOT_FIRMWARE_LOADER + 1));
	const uint32_t align = UINT32_C(8) << take(feed, 1) % 3;
	uint8_t bytes[256];
	const size_t n = feed->left < sizeof(bytes) ? feed->left : sizeof(bytes);
	const struct mcuboot_reader reader = {read_memory, bytes, n};
	struct mcuboot_trailer trailers[3];
	bool read[3];
	struct mcuboot_boot_state state = {.mode = mode};

	memset(bytes, 0xff, sizeof(bytes));
	memcpy(bytes, feed->at, n);
	for (size_t i = 0; i < 3; i++)
		read[i] = mcuboot_trailer_read(&reader, i * n / 3, (uint32_t)(n - i * n / 3), align,
					       &trailers[i]);
	state.primary = read[0] ? &trailers[0] : NULL;
	state.secondary = read[1] ? &trailers[1] : NULL;
	state.scratch = read[2] ? &trailers[2] : NULL;
	JUDGE_ASSERT(mcuboot_swap_type_name(mcuboot_next_swap(&state)));
	JUDGE_ASSERT((mcuboot_next_swap(&state) == MCUBOOT_SWAP_TYPE_PANIC) == !state.primary);
	mcuboot_status_source_name(mcuboot_status_source(&state));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed feed = {data, size};

	switch (take(&feed, 1) % 3) {
	case 0:
		try_geometry(&feed);
		break;
	case 1:
		try_advice(&feed);
		break;
	default:
		try_trailers(&feed);
		break;
	}
	return 0;
}
