/* SPDX-License-Identifier: MIT */
/* Random slots: every size and erase page that a help line of a rule on slots offers is one that
 * MCUboot takes.  The help lines are read as a person reads them; the geometry that they describe
 * is built here and judged by MCUboot's arithmetic, which slots_property.c holds against a model.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../judge.h"
#include "random.h"

#define ROUNDS 100000
#define FLASH_SIZE 0x100000 /* of the nRF9160 */
#define EXTERNAL_SIZE ((uint64_t)1 << 32)

struct area {
	uint64_t offset, size, page;
	bool external;
};

struct sample {
	struct area primary, secondary, scratch; /* scratch size 0: none */
	struct facts facts;
	struct page_size_option pages[2];
	enum mcuboot_mode mode;
	uint32_t write_align;
};

static void random_area(uint64_t *seed, struct area *area, uint64_t pages)
{
	area->size = (1 + random_below(seed, pages)) * area->page;
	area->offset = random_below(seed, 8) * area->page;
	if (one_in(seed, 12))
		area->size += 0x800;
	if (one_in(seed, 25))
		area->offset += 0x800;
}

static void set_facts(uint64_t *seed, struct sample *sample)
{
	static const enum boot_mode modes[] = {BOOT_MODE_SWAP_MOVE, BOOT_MODE_SWAP_OFFSET,
					       BOOT_MODE_SWAP_SCRATCH, BOOT_MODE_OVERWRITE};
	static const struct version versions[] = {
		{0, 0, 0, false}, {2, 1, 0, true}, {2, 9, 0, true}, {3, 2, 0, true}};
	struct facts *facts = &sample->facts;

	facts->soc = soc_find(STR("nrf9160"));
	facts->soc_origin = ORIGIN_OPTION;
	facts->soc_from = "--soc";
	facts->mode = modes[random_below(seed, 4)];
	facts->ncs_version = versions[random_below(seed, 4)];
	facts->max_img_sectors =
		fact_make(UINT64_C(64) << random_below(seed, 4), ORIGIN_OPTION, "an option");
	sample->write_align = UINT32_C(1) << random_below(seed, 5);
	facts->write_align = fact_make(sample->write_align, ORIGIN_OPTION, "an option");
	sample->pages[0] = (struct page_size_option){
		.region = "flash_primary",
		.size = fact_make(sample->primary.page, ORIGIN_OPTION, "an option"),
		.next = &sample->pages[1]};
	sample->pages[1] = (struct page_size_option){
		.region = "external_flash",
		.size = fact_make(sample->secondary.page, ORIGIN_OPTION, "an option")};
	facts->page_sizes = &sample->pages[0];
	assert_true(boot_mode_to_mcuboot(facts->mode, &sample->mode));
}

static void random_sample(uint64_t *seed, struct sample *sample)
{
	static const uint64_t pages[] = {0x800, 0x1000, 0x1000, 0x1000};
	static const uint64_t external_pages[] = {0x1000, 0x8000, 0x10000};

	memset(sample, 0, sizeof(*sample));
	sample->primary.page = pages[random_below(seed, 4)];
	random_area(seed, &sample->primary, one_in(seed, 3) ? 8 : 180);
	sample->secondary.external = !one_in(seed, 4);
	sample->secondary.page = sample->secondary.external ? external_pages[random_below(seed, 3)]
							    : sample->primary.page;
	random_area(seed, &sample->secondary,
		    1 + sample->primary.size / sample->secondary.page + random_below(seed, 3));
	if (one_in(seed, 2))
		sample->secondary.size = sample->primary.size;
	else if (one_in(seed, 3) && sample->secondary.size > sample->secondary.page)
		sample->secondary.size = sample->primary.size + sample->secondary.page;
	if (!one_in(seed, 3)) {
		sample->scratch.page = sample->primary.page;
		random_area(seed, &sample->scratch, 20);
	}
	set_facts(seed, sample);
}

/* The slots may overlap here: places are no matter of these rules. */
static struct str write_layout(struct arena *arena, const struct sample *sample)
{
	struct text text = {.arena = arena};

	text_printf(&text,
		    "mcuboot_primary: {address: 0x%jx, size: 0x%jx, region: flash_primary}\n"
		    "mcuboot_secondary: {address: 0x%jx, size: 0x%jx, region: %s}\n",
		    (uintmax_t)sample->primary.offset, (uintmax_t)sample->primary.size,
		    (uintmax_t)sample->secondary.offset, (uintmax_t)sample->secondary.size,
		    sample->secondary.external ? "external_flash" : "flash_primary");
	if (sample->scratch.size)
		text_printf(&text,
			    "mcuboot_scratch: {address: 0x%jx, size: 0x%jx, region: "
			    "flash_primary}\n",
			    (uintmax_t)sample->scratch.offset, (uintmax_t)sample->scratch.size);
	return (struct str){text.p, text.n};
}

static struct mcuboot_run pages_of(const struct area *area)
{
	return (struct mcuboot_run){area->page,
				    (area->external ? EXTERNAL_SIZE : FLASH_SIZE) / area->page};
}

static void judge_sample(const struct sample *sample, struct mcuboot_answer *answer)
{
	const struct version ncs = sample->facts.ncs_version;
	const struct mcuboot_run primary = pages_of(&sample->primary);
	const struct mcuboot_run secondary = pages_of(&sample->secondary);
	const struct mcuboot_run scratch = {sample->primary.page,
					    FLASH_SIZE / sample->primary.page};
	struct mcuboot_geometry geometry = {
		.mode = sample->mode,
		.primary = {sample->primary.offset, sample->primary.size, &primary, 1},
		.secondary = {sample->secondary.offset, sample->secondary.size, &secondary, 1},
		.scratch = {sample->scratch.offset, sample->scratch.size, &scratch, 1},
		.max_img_sectors = (uint32_t)sample->facts.max_img_sectors.value,
		.write_align = sample->write_align,
		.boot_max_align = sample->write_align > 8 ? sample->write_align : 8,
	};

	geometry.variant.extra_move_clause = ncs.known && ncs.major == 2 && ncs.minor == 9;
	mcuboot_judge(&geometry, answer);
}

/* -- Reading help lines ----------------------------------------------------------------------- */

/* "WORDS 0x1000...": the number behind the words; false when the line begins otherwise. */
static bool offers(const char *line, const char *words, uint64_t *number)
{
	const size_t n = strlen(words);

	if (strncmp(line, words, n) != 0)
		return false;
	*number = strtoull(line + n, NULL, 0);
	assert_true(*number > 0);
	return true;
}

/* Applies what a line says; false when it says no size. */
static bool apply(const char *line, struct sample *sample)
{
	const char *more = strstr(line, ", and make ");
	uint64_t number;

	if (strncmp(line, "or ", 3) == 0)
		line += 3;
	if (offers(line, "make both slots ", &number))
		sample->primary.size = sample->secondary.size = number;
	else if (offers(line, "make `mcuboot_primary` ", &number))
		sample->primary.size = number;
	else if (offers(line, "make `mcuboot_secondary` ", &number))
		sample->secondary.size = number;
	else if (offers(line, "make `mcuboot_scratch` ", &number) ||
		 offers(line, "add `mcuboot_scratch` of ", &number))
		sample->scratch.size = number;
	else if (offers(line, "set CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE=", &number))
		sample->secondary.page = number;
	else
		return false;
	return !more || apply(more + strlen(", and "), sample);
}

/* "make both slots larger": no size that fits was found. */
static bool names_no_size(const char *line)
{
	return strncmp(line, "make both slots larger", 22) == 0;
}

static size_t check_helps(const struct sample *sample, const struct finding *finding)
{
	size_t checked = 0;

	for (const struct line *help = finding->helps; help; help = help->next) {
		struct sample changed = *sample;
		struct mcuboot_answer answer;

		if (names_no_size(help->text) || !apply(help->text, &changed))
			continue;
		judge_sample(&changed, &answer);
		if (answer.verdict != MCUBOOT_OK || answer.hazards != 0 || !answer.has_max_image)
			print_message("%s: %s\n", finding->message, help->text);
		assert_int_equal(answer.verdict, MCUBOOT_OK);
		assert_int_equal(answer.hazards, 0);
		assert_true(answer.has_max_image);
		if (version_at_least(sample->facts.ncs_version, 3, 1, 0))
			assert_true(answer.validate_limit >= 0x10000);
		checked++;
	}
	return checked;
}

/* -- The property ----------------------------------------------------------------------------- */

/* Rules whose help lines offer sizes or pages. */
static const enum rule_id rules[] = {
	RULE_slot_sector_count,     RULE_slot_sector_layout, RULE_slot_size_mismatch,
	RULE_slot_too_small,        RULE_slot_mixed_sectors, RULE_scratch_too_small,
	RULE_running_image_refused,
};

#define RULE_KINDS (sizeof(rules) / sizeof(rules[0]))

static void count_helps(const struct sample *sample, const struct findings *found,
			size_t checked[RULE_KINDS])
{
	for (const struct finding *finding = found->first; finding; finding = finding->next)
		for (size_t i = 0; i < RULE_KINDS; i++)
			if (finding->rule == rules[i])
				checked[i] += check_helps(sample, finding);
}

static void every_offered_size_is_accepted(void **state)
{
	uint64_t seed = UINT64_C(0x5851f42d4c957f2d);
	size_t checked[RULE_KINDS] = {0};
	struct sample sample;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct arena *arena = arena_new(JUDGE_MEMORY, judge_memory, NULL);
		struct findings found;
		struct layout *layout;

		random_sample(&seed, &sample);
		findings_init(&found, arena);
		layout = read_layout_source(
			arena, source_new(arena, "pm_static.yml", write_layout(arena, &sample)),
			&sample.facts, &found);
		layout_resolve(layout);
		checks_run(layout, &found);
		count_helps(&sample, &found, checked);
		arena_free(arena);
	}
	for (size_t i = 0; i < RULE_KINDS; i++) {
		print_message("%zu offers of %s\n", checked[i], rule_get(rules[i])->name);
		assert_in_range(checked[i], 20, SIZE_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_offered_size_is_accepted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
