/* SPDX-License-Identifier: MIT */
/* Random slot geometries: mcuboot_judge() against a slow model that expands every sector, and the
 * largest image against where image and trailer lie.  The model follows MCUBOOT.md sections 1 to 3
 * sentence by sentence and shares no code with src/mcuboot.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slot_sample.h"

#define ROUNDS 60000
#define MAX_SECTORS 4096

/* -- The slow model --------------------------------------------------------------------------- */

struct pages {
	uint64_t size[MAX_SECTORS];
	size_t count;
};

struct model {
	struct pages primary, secondary, scratch;
	bool unreadable, refused, undefined, open;
	enum mcuboot_log lines[4];
	size_t line_count;
	uint64_t closed; /* bytes in closed groups */
	int64_t trailer, scratch_trailer;
};

/* Section 1.1, page by page. */
static void model_pages(const struct mcuboot_area *area, struct pages *pages)
{
	uint64_t start = 0;

	pages->count = 0;
	for (size_t i = 0; i < area->device_runs; i++) {
		for (uint64_t j = 0; j < area->device[i].count; j++) {
			if (start >= area->offset + area->size)
				return;
			if (start >= area->offset)
				pages->size[pages->count++] = area->device[i].size;
			start += area->device[i].size;
		}
	}
}

static int64_t up(int64_t value, int64_t unit)
{
	while (value % unit != 0)
		value++;
	return value;
}

/* Section 3.1; no encryption. */
static void model_trailer(const struct mcuboot_geometry *g, struct model *model, bool write_known)
{
	const int64_t a = g->boot_max_align;
	const bool two = g->mode == MCUBOOT_SWAP_OFFSET;
	const bool none = g->mode == MCUBOOT_SINGLE || g->mode == MCUBOOT_FIRMWARE_LOADER;
	const int64_t info = (two ? 5 : 4) * a + up(16, a);
	int64_t w = g->write_align;

	if (g->mode == MCUBOOT_SWAP_SCRATCH && g->scratch_write_align > w)
		w = g->scratch_write_align;
	if (none || !write_known)
		w = 0;
	model->trailer = (two ? 2 : 3) * (int64_t)g->max_img_sectors * w + info;
	model->scratch_trailer = (two ? 2 : 3) * w + info;
}

static enum mcuboot_log model_move(const struct pages *p, const struct pages *s)
{
	if (p->count != s->count && p->count != s->count + 1)
		return MCUBOOT_LOG_SECTOR_COUNT;
	for (size_t i = 0; i < s->count; i++)
		if (p->size[i] != s->size[i])
			return MCUBOOT_LOG_SECTOR_LAYOUT;
	if (p->count > s->count && p->size[s->count] != (s->count ? p->size[s->count - 1] : 0))
		return MCUBOOT_LOG_SECTOR_LAYOUT;
	return MCUBOOT_LOG_NONE;
}

static enum mcuboot_log model_offset(const struct pages *p, const struct pages *s)
{
	if (p->count != s->count && p->count + 1 != s->count)
		return MCUBOOT_LOG_SECTOR_COUNT;
	for (size_t i = 0; i + 1 < s->count; i++)
		if (p->size[i] != s->size[i])
			return MCUBOOT_LOG_SECTOR_LAYOUT;
	return MCUBOOT_LOG_NONE;
}

/* Sections 2.3 and 2.4, a sector a step. */
static enum mcuboot_log model_walk(const struct mcuboot_geometry *g, const struct pages *p,
				   const struct pages *s, struct model *model)
{
	uint64_t a = 0, b = 0;
	size_t i = 0, j = 0;
	char smaller = '-';

	while (i < p->count || j < s->count) {
		const bool take_p = a <= b, take_s = b <= a;

		if ((take_p && i == p->count) || (take_s && j == s->count)) {
			model->undefined = true;
			return MCUBOOT_LOG_NONE;
		}
		if (take_p && !take_s && smaller == 's')
			return MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS;
		if (take_s && !take_p && smaller == 'p')
			return MCUBOOT_LOG_NOT_COMPATIBLE_SECTORS;
		if (take_p != take_s)
			smaller = take_p ? 'p' : 's';
		a += take_p ? p->size[i++] : 0;
		b += take_s ? s->size[j++] : 0;
		if (a == b && g->mode == MCUBOOT_SWAP_SCRATCH) {
			if (a > g->scratch.size)
				return MCUBOOT_LOG_SCRATCH;
			model->closed += a;
			a = b = 0;
			smaller = '-';
		}
	}
	model->open = a != b;
	return MCUBOOT_LOG_NONE;
}

static bool model_compares(enum mcuboot_mode mode)
{
	return mode <= MCUBOOT_OVERWRITE;
}

/* Sections 1.3 and 2. */
static void model_judge(const struct mcuboot_geometry *g, struct model *model)
{
	static const struct pages none;
	const struct pages *secondary = &model->secondary;
	const size_t n = g->max_img_sectors;
	enum mcuboot_log line = MCUBOOT_LOG_NONE;

	model_pages(&g->primary, &model->primary);
	model_pages(&g->secondary, &model->secondary);
	model_pages(&g->scratch, &model->scratch);
	model_trailer(g, model, true);
	if (!model_compares(g->mode))
		return;
	if (model->primary.count > n)
		model->unreadable = true;
	else if (model->secondary.count > n) {
		model->unreadable = true;
		secondary = &none;
	} else if (g->mode == MCUBOOT_SWAP_SCRATCH && model->scratch.count > n)
		model->unreadable = true;
	if (model->unreadable)
		model->lines[model->line_count++] = MCUBOOT_LOG_READING_FAILED;
	if (model->unreadable && secondary != &none)
		return;
	if (g->mode == MCUBOOT_SWAP_MOVE)
		line = model_move(&model->primary, secondary);
	else if (g->mode == MCUBOOT_SWAP_OFFSET)
		line = model_offset(&model->primary, secondary);
	else
		line = model_walk(g, &model->primary, secondary, model);
	if (line != MCUBOOT_LOG_NONE)
		model->lines[model->line_count++] = line;
	model->refused = line != MCUBOOT_LOG_NONE || model->undefined;
}

/* -- Does an image fit?  What 3.3 is for, told by where the image and the trailer lie ---------- */

/* Sectors that a thing of some bytes takes, one after the other. */
static int64_t sectors_for(int64_t bytes, int64_t sector)
{
	int64_t count = 0;

	while (count * sector < bytes)
		count++;
	return count;
}

/* The end of the sector in which the trailer begins. */
static int64_t trailer_sector_end(const struct pages *pages, int64_t trailer)
{
	int64_t start = 0;
	size_t i = pages->count;

	for (size_t j = 0; j < pages->count; j++)
		start += (int64_t)pages->size[j];
	for (int64_t covered = 0; i > 0 && covered < trailer; i--) {
		covered += (int64_t)pages->size[i - 1];
		start -= (int64_t)pages->size[i - 1];
	}
	return start + (int64_t)pages->size[i];
}

static bool fits(const struct mcuboot_geometry *g, const struct model *model, int64_t image)
{
	const int64_t size = (int64_t)g->primary.size, a = g->boot_max_align;
	const int64_t np = (int64_t)model->primary.count, ns = (int64_t)model->secondary.count;
	int64_t s, k, m, end_p, end_s, flags;

	switch (g->mode) {
	case MCUBOOT_SWAP_MOVE:
	case MCUBOOT_SWAP_OFFSET:
		/* The image lies one sector higher in one of the slots. */
		s = np > 0 ? (int64_t)model->primary.size[0] : 1;
		k = sectors_for(model->trailer, s);
		m = sectors_for(image, s);
		return g->mode == MCUBOOT_SWAP_MOVE ? m + 1 + k <= np && m + k <= ns
						    : m + k <= np && m + 1 + k <= ns;
	case MCUBOOT_SWAP_SCRATCH:
		/* The image ends before the trailer, and the sector that both share has room for
		 * a scratch trailer behind the image. */
		if (np == 0 || ns == 0 || image + model->trailer > (int64_t)model->closed)
			return false;
		end_p = trailer_sector_end(&model->primary, model->trailer);
		end_s = trailer_sector_end(&model->secondary, model->trailer);
		return image + model->scratch_trailer <= (end_p > end_s ? end_p : end_s);
	case MCUBOOT_SINGLE:
	case MCUBOOT_FIRMWARE_LOADER:
		return image + 4 * a + up(16, a) <= size;
	case MCUBOOT_OVERWRITE:
	case MCUBOOT_DIRECT_XIP:
	case MCUBOOT_RAM_LOAD:
		break;
	}
	/* image_ok, copy_done and swap_info lie below the magic, each on its own unit. */
	for (flags = size - 16 - a; flags > 0 && flags % a != 0;)
		flags--;
	return image <= flags - 2 * a;
}

/* -- Hazards ---------------------------------------------------------------------------------- */

static bool is_border(const struct mcuboot_area *area, uint64_t position)
{
	uint64_t start = 0;

	for (size_t i = 0; i < area->device_runs; i++)
		for (uint64_t j = 0; j < area->device[i].count; j++) {
			if (start == position)
				return true;
			start += area->device[i].size;
		}
	return start == position;
}

static uint32_t area_hazards(const struct mcuboot_area *area, const struct pages *pages,
			     uint32_t unaligned)
{
	uint64_t end = 0;
	uint32_t hazards = pages->count == 0 ? MCUBOOT_HAZARD_NO_SECTORS : 0;

	for (size_t i = 0; i < area->device_runs; i++)
		end += area->device[i].size * area->device[i].count;
	if (area->offset + area->size > end)
		hazards |= MCUBOOT_HAZARD_BEYOND_DEVICE;
	if (area->offset <= end && !is_border(area, area->offset))
		hazards |= unaligned;
	if (area->offset + area->size <= end && !is_border(area, area->offset + area->size))
		hazards |= unaligned;
	return hazards;
}

static bool is_mixed(const struct pages *pages)
{
	for (size_t i = 1; i < pages->count; i++)
		if (pages->size[i] != pages->size[0])
			return true;
	return false;
}

static uint32_t model_hazards(const struct mcuboot_geometry *g, const struct model *model)
{
	uint32_t hazards =
		area_hazards(&g->primary, &model->primary, MCUBOOT_HAZARD_PRIMARY_UNALIGNED);

	if (g->mode != MCUBOOT_SINGLE)
		hazards |= area_hazards(&g->secondary, &model->secondary,
					MCUBOOT_HAZARD_SECONDARY_UNALIGNED);
	if (g->mode == MCUBOOT_SWAP_SCRATCH)
		hazards |= area_hazards(&g->scratch, &model->scratch,
					MCUBOOT_HAZARD_SCRATCH_UNALIGNED);
	if (g->mode <= MCUBOOT_SWAP_OFFSET &&
	    (is_mixed(&model->primary) || is_mixed(&model->secondary)))
		hazards |= MCUBOOT_HAZARD_MIXED_SECTORS;
	return hazards;
}

/* -- The properties --------------------------------------------------------------------------- */

static void assert_limit_is_the_largest(const struct sample *sample, const struct model *model,
					const struct mcuboot_answer *answer)
{
	const struct mcuboot_geometry *g = &sample->geometry;

	assert_int_equal(answer->has_max_image, answer->verdict == MCUBOOT_OK && fits(g, model, 1));
	if (answer->verdict != MCUBOOT_OK)
		return;
	assert_int_equal(answer->slot_too_small, !answer->has_max_image);
	if (!answer->has_max_image)
		return;
	assert_true(fits(g, model, (int64_t)answer->max_image_size));
	assert_false(fits(g, model, (int64_t)answer->max_image_size + 1));
	assert_int_equal(answer->validate_limit, answer->max_image_size);
}

static enum mcuboot_verdict assert_agrees(const struct sample *sample)
{
	static struct model model;
	struct mcuboot_answer answer;
	enum mcuboot_verdict verdict = MCUBOOT_OK;

	memset(&model, 0, sizeof(model));
	memset(&answer, 0xa5, sizeof(answer));
	model_judge(&sample->geometry, &model);
	mcuboot_judge(&sample->geometry, &answer);
	if (model.unreadable)
		verdict = MCUBOOT_SECTORS_UNREADABLE;
	else if (model.refused)
		verdict = MCUBOOT_INCOMPATIBLE;
	assert_int_equal(answer.verdict, verdict);
	assert_int_equal(answer.log_count, model.line_count);
	for (size_t i = 0; i < model.line_count; i++)
		assert_int_equal(answer.logs[i], model.lines[i]);
	assert_int_equal(answer.log_defined, !model.undefined);
	assert_int_equal(answer.trailer_size, model.trailer);
	assert_int_equal((answer.hazards & MCUBOOT_HAZARD_OPEN_GROUP) != 0, model.open);
	assert_int_equal(answer.hazards & MCUBOOT_GEOMETRIC_HAZARDS,
			 model_hazards(&sample->geometry, &model));
	assert_limit_is_the_largest(sample, &model, &answer);
	return verdict;
}

static void judge_agrees_with_the_slow_model(void **state)
{
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);
	struct sample sample;
	size_t seen[3] = {0};

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		random_sample(&seed, &sample);
		seen[assert_agrees(&sample)]++;
	}
	/* Every verdict is well represented. */
	for (int verdict = 0; verdict < 3; verdict++)
		assert_in_range(seen[verdict], ROUNDS / 20, ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judge_agrees_with_the_slow_model),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
