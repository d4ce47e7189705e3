/* SPDX-License-Identifier: MIT */
/* Weighs causes: confirmed by a finding of the layout, disproved by a rule that looked and found
 * nothing, or open.
 */
#include "check/log_weigh.h"

#include "base/arena.h"
#include "check/external_use.h"

static const struct log_cause causes[] = {
#define LOG_CAUSE(rule, needs, external, message, help)                                            \
	{rule, LOG_NEEDS_##needs, external, message, help},
#include "check/log_causes.def"
#undef LOG_CAUSE
};

const struct log_cause *log_cause_find(struct str rule)
{
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (str_is(rule, causes[i].rule))
			return &causes[i];
	return NULL;
}

const struct finding *log_confirming(const struct log_evidence *evidence, struct str rule)
{
	enum rule_id id;

	if (!evidence->of_layout || !rule_find(rule, &id))
		return NULL;
	for (const struct finding *it = evidence->of_layout->first; it; it = it->next)
		if (it->rule == id && it->severity >= SEVERITY_WARNING)
			return it;
	return NULL;
}

static bool is_flash_slot(const struct partition *slot)
{
	return slot && slot->placed && slot->region &&
	       (slot->region->kind == REGION_FLASH || slot->region->kind == REGION_EXTERNAL_FLASH);
}

const struct slot_pair *log_judged_pair(const struct layout *layout)
{
	enum boot_mode mode = layout->bootloader.mode;

	if (mode != BOOT_MODE_UNKNOWN && !boot_mode_compares_slots(mode))
		return NULL;
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		if (is_flash_slot(pair->primary) && is_flash_slot(pair->secondary))
			return pair;
	return NULL;
}

/* Every secondary slot is known, and lies in the chip's own flash. */
static bool all_slots_internal(const struct layout *layout)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		if (!is_flash_slot(pair->secondary) ||
		    pair->secondary->region->kind != REGION_FLASH)
			return false;
	return layout->bootloader.pairs != NULL;
}

/* Of every flash device that holds something. */
static bool sizes_known(const struct layout *layout)
{
	for (const struct region *region = layout->regions; region; region = region->next) {
		bool flash = region->kind == REGION_FLASH || region->kind == REGION_EXTERNAL_FLASH;

		if (flash && region->count > 0 && !fact_known(region->size))
			return false;
	}
	return true;
}

/* Would the rule have fired if it were the cause? */
static bool was_judged(const struct layout *layout, enum log_needs needs)
{
	const struct facts *facts = &layout->facts;

	switch (needs) {
	case LOG_NEEDS_NEVER:
	case LOG_NEEDS_OWN:
		return false;
	case LOG_NEEDS_LAYOUT:
		return true;
	case LOG_NEEDS_SIZES:
		return sizes_known(layout);
	case LOG_NEEDS_SLOTS:
		return log_judged_pair(layout) != NULL;
	case LOG_NEEDS_CHIP:
		return facts->soc != NULL;
	case LOG_NEEDS_APP_TREE:
		return facts_devicetree(facts, "app") != NULL;
	case LOG_NEEDS_BOOT_TREE:
		return facts_devicetree(facts, "mcuboot") != NULL;
	case LOG_NEEDS_BOTH_TREES:
		return facts_devicetree(facts, "app") && facts_devicetree(facts, "mcuboot");
	}
	return false;
}

/* Two ids or sizes are no reason for a chip that answers nothing at all; another bus is. */
static bool explains_silence(const struct log_evidence *evidence, const struct log_cause *cause)
{
	return !cstr_eq(cause->rule, "external-flash-differs") ||
	       !log_chip_is_silent(evidence->search) || external_wiring_differs(evidence->layout);
}

/* The two flash devices are written in blocks that do not fit.  No rule judges that, because
 * today's MCUboot takes any (MCUBOOT.md 2.1): sectors that are right disprove nothing.
 */
static struct log_judgement weigh_write_blocks(const struct log_evidence *evidence)
{
	const struct slot_pair *pair = evidence->layout ? log_judged_pair(evidence->layout) : NULL;
	struct log_judgement judgement = {
		.verdict = LOG_OPEN,
		.message = "the two slots lie on devices that are written in blocks of different "
			   "sizes",
	};
	struct fact primary, secondary;

	if (!pair)
		return judgement;
	primary = pair->primary->region->write_size;
	secondary = pair->secondary->region->write_size;
	if (!fact_known(primary) || fact_assumed(primary) || !fact_known(secondary) ||
	    fact_assumed(secondary))
		return judgement;
	/* F36: those of the secondary slot must fit into those of the primary. */
	if (secondary.value && primary.value % secondary.value == 0)
		return (struct log_judgement){.verdict = LOG_DISPROVED};
	judgement.why = arena_printf(evidence->arena,
				     "`%s` is written in blocks of %ju bytes and `%s` in blocks of "
				     "%ju; newer versions of MCUboot take any",
				     pair->primary->name, (uintmax_t)primary.value,
				     pair->secondary->name, (uintmax_t)secondary.value);
	return judgement;
}

struct log_judgement log_weigh(const struct log_evidence *evidence, const struct log_cause *cause,
			       const struct log_pattern *pattern)
{
	struct log_judgement judgement = {.verdict = LOG_OPEN};

	judgement.finding = log_confirming(evidence, str_of(cause->rule));
	if (judgement.finding && !explains_silence(evidence, cause))
		return (struct log_judgement){.verdict = LOG_OPEN};
	/* A finding below its rule's level rests on an assumption: it supports, no more. */
	if (judgement.finding &&
	    judgement.finding->severity >= rule_get(judgement.finding->rule)->level)
		judgement.verdict = LOG_CONFIRMED;
	else if (judgement.finding)
		judgement.verdict = LOG_OPEN;
	else if (evidence->layout && cause->external && all_slots_internal(evidence->layout))
		judgement.verdict = LOG_DISPROVED;
	else if (cause->needs == LOG_NEEDS_OWN)
		return log_weigh_own(evidence, cause, pattern);
	else if (pattern->id == LOG_WRITE_SIZES)
		return weigh_write_blocks(evidence);
	else if (evidence->layout && was_judged(evidence->layout, cause->needs))
		judgement.verdict = LOG_DISPROVED;
	return judgement;
}
