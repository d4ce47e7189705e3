/* SPDX-License-Identifier: MIT */
/* Causes between the device and its layout: a flash chip that cannot be opened or does not answer,
 * sectors against the limit, the block that protects the bootloader.
 */
#include "check/log_weigh.h"

#include "base/arena.h"
#include "base/num.h"
#include "model/soc.h"

/* The RRAM of the nRF54L can protect so many bytes at most. */
#define RRAM_PROTECTED 0xf800

static const struct log_judgement open_case = {.verdict = LOG_OPEN};
static const struct log_judgement disproved = {.verdict = LOG_DISPROVED};

static size_t count_of(const struct log_search *search, enum log_id id)
{
	return search->hits[id].count;
}

bool log_chip_is_silent(const struct log_search *search)
{
	return count_of(search, LOG_ID_ZEROS) || count_of(search, LOG_ID_ONES) ||
	       count_of(search, LOG_QSPI_ZEROS) || count_of(search, LOG_QSPI_ONES);
}

static bool chip_is_another(const struct log_search *search)
{
	return count_of(search, LOG_ID_OTHER) || count_of(search, LOG_QSPI_OTHER);
}

static bool driver_refused(const struct log_search *search)
{
	return log_chip_is_silent(search) || chip_is_another(search);
}

/* A chip that told its id did answer. */
static struct log_judgement weigh_answer(const struct log_search *search)
{
	return chip_is_another(search) && !log_chip_is_silent(search) ? disproved : open_case;
}

uint64_t log_page_of(const struct partition *slot)
{
	struct fact page = slot->region->page_size;

	return fact_known(page) && page.value ? page.value : 4096;
}

/* Pages of unknown size are taken as the smallest, which makes the most sectors. */
static uint64_t sectors_of(const struct partition *slot)
{
	return num_up(slot->size.value, log_page_of(slot)) / log_page_of(slot);
}

/* The first pair when the limit that the log tells holds the sectors of both slots; else NULL. */
static const struct slot_pair *fitting_pair(const struct log_evidence *evidence)
{
	const uint64_t limit = evidence->search->hits[LOG_READING_FAILED].number;
	const struct slot_pair *pair = evidence->layout ? log_judged_pair(evidence->layout) : NULL;

	if (!pair || sectors_of(pair->primary) > limit || sectors_of(pair->secondary) > limit)
		return NULL;
	return pair;
}

static const char *describe_fit(const struct log_evidence *evidence, const struct slot_pair *pair,
				const char *conclusion)
{
	return arena_printf(
		evidence->arena,
		"`%s` has %ju sectors of %ju and `%s` has %ju of %ju; the limit of "
		"%ju holds them, %s",
		pair->primary->name, (uintmax_t)sectors_of(pair->primary),
		(uintmax_t)log_page_of(pair->primary), pair->secondary->name,
		(uintmax_t)sectors_of(pair->secondary), (uintmax_t)log_page_of(pair->secondary),
		(uintmax_t)evidence->search->hits[LOG_READING_FAILED].number, conclusion);
}

/* The rule by which MCUboot refuses the slots of the layout once it can read them; NULL: none. */
static const char *refusing_rule(const struct log_evidence *evidence)
{
	static const char *const rules[] = {"slot-sector-count", "slot-sector-layout",
					    "slot-size-mismatch", "scratch-too-small"};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		const struct finding *finding = log_confirming(evidence, str_of(rules[i]));

		if (finding && finding->severity == SEVERITY_ERROR)
			return rules[i];
	}
	return NULL;
}

/* "so ... it could not open the device": what follows when every slot fits. */
static const char *conclude_device(const struct log_evidence *evidence,
				   const struct slot_pair *pair)
{
	const char *refused = refusing_rule(evidence);

	if (refused)
		return arena_printf(evidence->arena,
				    "so MCUboot could not open the device of `%s`; once it can, it "
				    "will refuse these slots all the same: %s",
				    pair->secondary->name, refused);
	return arena_printf(evidence->arena,
			    "so the layout is not what MCUboot stumbled over: it could not open "
			    "the device of `%s`",
			    pair->secondary->name);
}

/* "Too small?" though every slot fits: then the device is what could not be read (MCUBOOT.md
 * 1.3), unless MCUboot said nothing more.
 */
static struct log_judgement weigh_opening(const struct log_evidence *evidence,
					  const struct log_pattern *pattern)
{
	const struct slot_pair *pair = fitting_pair(evidence);
	struct log_judgement judgement = open_case;

	if (pattern->id == LOG_READING_ALONE)
		judgement.why =
			"against it speaks that the line stands alone: with a secondary slot "
			"that cannot be opened MCUboot also says \"Cannot upgrade: ...\"";
	if (pattern->id != LOG_READING_FAILED || !pair)
		return judgement;
	/* When the driver refused the chip, its line says more; not so behind a crash. */
	if (log_bootloader_crashed(evidence->search) || !driver_refused(evidence->search))
		judgement.verdict = LOG_CONFIRMED;
	judgement.why = describe_fit(evidence, pair, conclude_device(evidence, pair));
	judgement.at = pair->secondary->at;
	return judgement;
}

static const struct partition *bootloader_of(const struct layout *layout)
{
	const struct partition *slot = layout_find(layout, "mcuboot");

	if (!slot)
		slot = layout_find(layout, "boot_partition");
	return slot && slot->placed ? slot : NULL;
}

/* FPROTECT takes whole blocks of the chip; nRF54L at most 62 KiB (FAILURES.md 1.5). */
static struct log_judgement weigh_protection(const struct log_evidence *evidence,
					     const struct log_pattern *pattern)
{
	const struct layout *layout = evidence->layout;
	const struct partition *slot = layout ? bootloader_of(layout) : NULL;
	const struct soc *soc = layout ? layout->facts.soc : NULL;
	struct log_judgement judgement = open_case;
	uint64_t block, end;

	if (!slot || !soc || !soc->protection_block)
		return open_case;
	block = soc->protection_block;
	end = partition_end(slot);
	if (end % block) {
		judgement.why = arena_printf(
			evidence->arena, "`%s` ends at 0x%jx; %s protects blocks of 0x%jx bytes",
			slot->name, (uintmax_t)end, soc->name, (uintmax_t)block);
	} else if (soc->rram && slot->size.value > RRAM_PROTECTED) {
		judgement.why = arena_printf(
			evidence->arena, "`%s` has 0x%jx bytes; %s can protect at most 0x%x",
			slot->name, (uintmax_t)slot->size.value, soc->name, RRAM_PROTECTED);
	} else {
		return disproved;
	}
	judgement.at = slot->at;
	if (pattern->id == LOG_PROTECT && layout->facts.soc_origin != ORIGIN_ASSUMED)
		judgement.verdict = LOG_CONFIRMED;
	return judgement;
}

struct log_judgement log_weigh_other_build(const struct log_evidence *evidence,
					   const struct log_pattern *pattern)
{
	const struct slot_pair *pair = fitting_pair(evidence);
	struct log_judgement judgement = open_case;

	if (pattern->id == LOG_READING_ALONE && pair) {
		judgement.why = describe_fit(
			evidence, pair,
			"though the line alone says that the primary slot or the scratch area has "
			"more: the device runs another layout, or this log lacks lines");
		judgement.at = pair->primary->at;
	} else if (log_images_are_sound(evidence, pattern)) {
		judgement.why = "the given image is sound and fits: the device holds another one, "
				"or its MCUboot checks with another key";
	}
	return judgement;
}

struct log_judgement log_weigh_device(const struct log_evidence *evidence,
				      const struct log_cause *cause,
				      const struct log_pattern *pattern)
{
	if (cstr_eq(cause->rule, "secondary-not-in-bootloader"))
		return weigh_opening(evidence, pattern);
	if (cstr_eq(cause->rule, "flash-id-blank"))
		return weigh_answer(evidence->search);
	if (cstr_eq(cause->rule, "fprotect-unaligned"))
		return weigh_protection(evidence, pattern);
	return open_case;
}
